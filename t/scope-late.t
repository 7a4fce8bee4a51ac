# SPDX-License-Identifier: Apache-2.0

# Requests that come into a scope on the way: by their index file, or by the
# document that speaks for their error.

use strict;
use warnings;

use FindBin ();
use lib "$FindBin::Bin/lib";
use Cors::Assert;
use Cors::Client;
use Cors::Server ();
use Test::More;

my $server = Cors::Server->new;
$server->write("htdocs/$_/index.txt", "the index\n")
    for qw(location files htaccess cgi);
$server->write('htdocs/err/404.txt', "the document\n");
$server->write('htdocs/htaccess/.htaccess', <<'CONF');
<Files index.txt>
    CorsCreds On
    CorsCredsOrigin https://app.example.com
    CorsCredsDisallowed Reject
</Files>
CONF

# A virtual host each: what one says must not be what another one needs.
$server->start(<<'CONF');
DirectoryIndex index.txt
Define POLICY_ORIGIN https://app.example.com
<VirtualHost 127.0.0.1:@Port@>
    ServerName location.test
    <Location /location/index.txt>
        CorsCreds On
        CorsCredsOrigin ${POLICY_ORIGIN}
        CorsCredsDisallowed Reject
    </Location>
</VirtualHost>
<VirtualHost 127.0.0.1:@Port@>
    ServerName files.test
    <Directory "@ServerRoot@/htdocs/files">
        <Files index.txt>
            CorsCreds On
            CorsCredsOrigin ${POLICY_ORIGIN}
            CorsCredsDisallowed Reject
        </Files>
    </Directory>
</VirtualHost>
<VirtualHost 127.0.0.1:@Port@>
    ServerName htaccess.test
    <Directory "@ServerRoot@/htdocs/htaccess">
        AllowOverride FileInfo
    </Directory>
</VirtualHost>
<VirtualHost 127.0.0.1:@Port@>
    ServerName document.test
    ErrorDocument 404 /err/404.txt
    ErrorDocument 403 /err/404.txt
    <Location /denied>
        Require all denied
    </Location>
    <Location /err>
        CorsCreds On
        CorsCredsOrigin ${POLICY_ORIGIN}
        CorsCredsDisallowed Reject
    </Location>
</VirtualHost>
CONF

sub get
{
    my ($host, $path, %with) = @_;
    return $server->fetch(GET => "http://$host$path",
        $with{origin} ? ('-H', "Origin: $with{origin}") : ());
}

for my $where (qw(location files htaccess)) {
    subtest "an index file, by $where" => sub {
        for my $path ("/$where/", "/$where/index.txt") {
            each_origin(sub {
                my ($who, @origin) = @_;
                my $response = get("$where.test", $path, @origin);
                response_ok($response, $who, $path,
                    status => $who eq 'hostile' ? 403 : 200);
                unlike($response->{body}, qr/the index/,
                    "$path, hostile origin: not a byte of it")
                    if $who eq 'hostile';
            });
        }
    };
}

# A refusal is for the request that asked; the error that it got stays (6.4).
subtest "an error's document" => sub {
    for my $case ([ 404, '/nowhere' ], [ 403, '/denied/x' ]) {
        my ($status, $path) = @$case;
        each_origin(sub {
            my ($who, @origin) = @_;
            my $response = get('document.test', $path, @origin);
            response_ok($response, $who, $path, status => $status);
            is($response->{body}, "the document\n",
                "$path, $who origin: the document");
        });
    }
    response_ok(get('document.test', '/err/404.txt', origin => HOSTILE),
        'hostile', 'asked for by itself it is refused', status => 403);
};

done_testing();
