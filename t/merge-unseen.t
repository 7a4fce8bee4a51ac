# SPDX-License-Identifier: Apache-2.0

# Sections that merge only when a request comes: start-up sees each by itself
# and accepts it. What it would have refused is granted to nobody.

use strict;
use warnings;

use FindBin ();
use lib "$FindBin::Bin/lib";
use Cors::Assert;
use Cors::Client;
use Cors::Server ();
use Test::More;

use constant {
    PLAIN => 'http://app.example.com',
    LOCAL => 'http://localhost:3000',
};

# A Location, what it says, and what one below it says.
my @sections = (
    [ '/anonymous', "CorsCredsCredentials Off\nCorsCredsOrigin @{[PLAIN]} "
        . "@{[LOCAL]} @{[APP]}", 'CorsCredsCredentials On' ],
    [ '/regex', "CorsCredsCredentials Off\n"
        . 'CorsCredsOriginRegex https?://app\.example\.com',
        'CorsCredsCredentials On' ],
    [ '/null', "CorsCredsUnsafe null-origin\nCorsCredsOrigin null @{[APP]}",
        'CorsCredsUnsafe none' ],
    [ '/insecure', "CorsCredsUnsafe insecure-origin\n"
        . "CorsCredsOrigin @{[PLAIN]} @{[APP]}", 'CorsCredsUnsafe none' ],
    [ '/null-anonymous', "CorsCredsUnsafe null-origin\n"
        . "CorsCredsCredentials Off\nCorsCredsOrigin null",
        'CorsCredsUnsafe none' ],
    [ '/any', "CorsCredsCredentials Off\nCorsCredsOrigin *",
        'CorsCredsCredentials On' ],
);

# The path, the origin, Access-Control-Allow-Origin, -Credentials.
my @cases = (
    [ '/anonymous',        PLAIN,  PLAIN ],
    [ '/anonymous/in',     PLAIN ],
    [ '/anonymous',        APP,    APP ],
    [ '/anonymous/in',     APP,    APP, 'true' ],
    # Nobody is between a browser and its own machine.
    [ '/anonymous/in',     LOCAL,  LOCAL, 'true' ],
    [ '/regex',            PLAIN,  PLAIN ],
    [ '/regex/in',         PLAIN ],
    [ '/regex/in',         APP,    APP, 'true' ],
    [ '/null',             'null', 'null', 'true' ],
    [ '/null/in',          'null' ],
    [ '/null/in',          APP,    APP, 'true' ],
    [ '/insecure',         PLAIN,  PLAIN, 'true' ],
    [ '/insecure/in',      PLAIN ],
    [ '/insecure/in',      APP,    APP, 'true' ],
    [ '/null-anonymous',   'null', 'null' ],
    [ '/null-anonymous/in', 'null' ],
    [ '/any',              HOSTILE, '*' ],
    [ '/any/in',           HOSTILE ],
    [ '/any/in',           'null' ],
    # By an .htaccess.
    [ '/files',            PLAIN ],
    [ '/files',            APP,    APP, 'true' ],
);

my $server = Cors::Server->new;
$server->write("htdocs/$_/x.txt", "text\n") for qw(plain files);
$server->write('htdocs/files/.htaccess', "CorsCredsCredentials On\n");
$server->start(join('', map {
    my ($path, $outer, $inner) = @$_;
    <<"CONF";
AliasMatch ^$path(/in)?/x "\@ServerRoot\@/htdocs/plain/x.txt"
<Location $path>
    CorsCreds On
    CorsCredsMethods PUT
    $outer
</Location>
<Location $path/in>
    $inner
</Location>
CONF
} @sections) . <<"CONF");
<Directory "\@ServerRoot\@/htdocs/files">
    AllowOverride FileInfo
    CorsCreds On
    CorsCredsMethods PUT
    $sections[0][1]
</Directory>
CONF

sub granted
{
    my ($response, $name, @want) = @_;
    my @got = map { fields($response, "Access-Control-Allow-$_") }
        qw(Origin Credentials);
    is_deeply(\@got, \@want, $name) or diag($response->{head});
}

for my $case (@cases) {
    my ($path, $origin, @want) = @$case;
    my $name = "$path, $origin";
    my @with = ("http://api.test$path/x.txt", '-H', "Origin: $origin");
    my $response = $server->fetch(GET => @with);
    status_ok($response, 200, "$name: served");
    granted($response, $name, @want);
    $response = $server->fetch(OPTIONS => @with,
        '-H', 'Access-Control-Request-Method: PUT');
    status_ok($response, @want ? 204 : 403, "$name, preflight: status");
    granted($response, "$name, preflight", @want);
}

done_testing();
