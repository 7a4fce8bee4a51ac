# SPDX-License-Identifier: Apache-2.0

# Where AllowOverride has Nonfatal, httpd passes over directives that are not
# allowed in an .htaccess. The rest is judged all the same: also when what
# comes last is not run.

use strict;
use warnings;

use FindBin ();
use lib "$FindBin::Bin/lib";
use Cors::Assert;
use Cors::Client;
use Cors::Server ();
use Test::More;

# What the log says, and the lines; the last one is skipped.
my @cases = (
    [ qr/"null"/,
        'CorsCredsOrigin null http://evil.example https://*.github.io',
        'CorsCredsTransport Secure' ],
    [ qr/"http:\/\/evil\.example"/, 'CorsCredsOrigin http://evil.example',
        'CorsCredsTransport Secure' ],
    [ qr/"\*"/,    'CorsCredsOrigin *',     'CorsCredsUnsafe none' ],
    [ qr/"\.\*"/,  'CorsCredsOriginRegex .*',
        'CorsCredsUnsafe insecure-origin' ],
    [ qr/"null"/,  'CorsCredsOrigin null',
        'CorsCredsUnsafe null-origin', 'CorsCredsTransport Secure' ],
    [ qr/slash/,   'CorsCredsOrigin https://app.example.com/',
        'CorsCredsTransport Secure' ],
);

# What allows all of them but the last.
my @overrides = (
    'AllowOverride FileInfo Nonfatal=Override',
    'AllowOverride FileInfo Nonfatal=All',
    "AllowOverride Nonfatal=Override\n"
        . 'AllowOverrideList CorsCreds CorsCredsOrigin CorsCredsOriginRegex',
);

for my $override (@overrides) {
    subtest $override =~ s/\n/, /r => sub {
        my $server = Cors::Server->new;
        $server->write("htdocs/$_/index.txt", "text\n")
            for 0 .. $#cases, 'good';
        for my $number (0 .. $#cases) {
            my (undef, @lines) = @{ $cases[$number] };
            $server->write("htdocs/$number/.htaccess",
                join "\n", 'CorsCreds On', @lines, '');
        }
        $server->write('htdocs/good/.htaccess', join "\n", 'CorsCreds On',
            'CorsCredsOrigin https://app.example.com',
            'CorsCredsTransport Secure', '');
        $server->start(<<"CONF");
<Directory "\@ServerRoot\@/htdocs">
    $override
</Directory>
CONF
        response_ok($server->fetch(GET => 'http://api.test/good/index.txt',
            '-H', "Origin: @{[APP]}"), 'allowed', 'no mistake',
            status => 200);
        for my $number (0 .. $#cases) {
            my ($why, $name) = @{ $cases[$number] };
            for my $origin ('null', 'http://evil.example',
                'https://strangers.github.io', APP) {
                my $response = $server->fetch(
                    GET => "http://api.test/$number/index.txt",
                    '-H', "Origin: $origin");
                status_ok($response, 500, "$name, $origin: 500");
                untouched($response, "$name, $origin: no header");
            }
            my ($said) = $server->log(qr{htdocs/$number/\.htaccess: });
            like($said // '', $why, "$name: said why");
        }
    };
}

# AllowOverrideList lets through what AllowOverride never does.
subtest 'what is for the server alone' => sub {
    my @lines = ('CorsCredsUnsafe null-origin', 'CorsCredsGuard Off',
        'CorsCredsTransport Secure', 'CorsCredsOriginFile /dev/null',
        'CorsCredsOriginDBD "SELECT 1 FROM t WHERE origin = %s"');
    my $server = Cors::Server->new;
    for my $number (0 .. $#lines) {
        $server->write("htdocs/$number/index.txt", "text\n");
        $server->write("htdocs/$number/.htaccess", "$lines[$number]\n");
    }
    my $names = join ' ', map { /^(\w+)/ } @lines;
    $server->start(<<"CONF");
<Directory "\@ServerRoot\@/htdocs">
    AllowOverrideList $names
</Directory>
CONF
    for my $number (0 .. $#lines) {
        my ($name) = $lines[$number] =~ /^(\w+)/;
        is($server->fetch(GET => "http://api.test/$number/index.txt")->{status}, 500, $name);
        is(scalar($server->log(qr/line 1: $name: it is not for \.htaccess/)), 1, 'is told');
    }
};

done_testing();
