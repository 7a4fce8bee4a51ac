# SPDX-License-Identifier: Apache-2.0

# `*` without credentials: the same one header for everybody, on every response
# in scope, and no reason to vary.

use strict;
use warnings;

use FindBin ();
use lib "$FindBin::Bin/lib";
use Cors::Assert;
use Cors::Client;
use Cors::Server ();
use Test::More;

my $server = Cors::Server->new;
$server->write('htdocs/s/file.txt', "text\n");
$server->write('htdocs/s/.passwd', '');
$server->write('htdocs/s/404.txt', "not here\n");
my $backend = $server->backend;

$server->start(<<"CONF");
<Location /s>
    CorsCreds On
    CorsCredsCredentials Off
    CorsCredsOrigin *
</Location>
<Location /s/document>
    ErrorDocument 404 /s/404.txt
</Location>
# In scope by what it asked for, whatever the document's scope is.
<Location /s/outside>
    ErrorDocument 404 /robots.txt
</Location>
<Location /s/private>
    AuthType Basic
    AuthName test
    AuthBasicProvider file
    AuthUserFile "\@ServerRoot\@/htdocs/s/.passwd"
    Require valid-user
</Location>
<Location /s/denied>
    Require all denied
</Location>
<Location /s/reject>
    CorsCredsDisallowed Reject
</Location>
Redirect 302 /s/moved https://elsewhere.example/
ProxyPass /s/backend http://127.0.0.1:$backend
CONF

sub head
{
    my ($method, $path, $origin, @headers) = @_;
    return join "\r\n", "$method $path HTTP/1.1", 'Host: api.test',
        defined $origin ? "Origin: $origin" : (), 'X-Between: 1', @headers,
        'Connection: close', '', '';
}

my $own = recipe_query(status => 404, h => [
    'Access-Control-Allow-Origin: https://own.example',
    'Access-Control-Allow-Credentials: true' ]);

for my $case (
    [ 200, '/s/file.txt' ],
    [ 206, '/s/file.txt', 'Range: bytes=0-1' ],
    [ 416, '/s/file.txt', 'Range: bytes=99-' ],
    [ 304, '/s/file.txt', 'If-None-Match: *' ],
    [ 302, '/s/moved' ],
    [ 404, '/s/nowhere' ],
    [ 404, '/s/document' ],
    [ 404, '/s/outside' ],
    [ 401, '/s/private' ],
    [ 403, '/s/denied' ],
    [ 404, '/s/a%2Fb' ],
    [ 400, '/s/file.txt', 'no colon here' ],
    [ 404, "/s/backend/x?$own" ],
    # Where nobody is a stranger.
    [ 404, '/s/reject/nowhere' ],
) {
    my ($status, $path, @headers) = @$case;
    subtest "$status, $path" => sub {
        for my $origin (APP, HOSTILE, 'null', undef) {
            my $response = Cors::Client::parse(
                $server->exchange(head(GET => $path, $origin, @headers)));
            my $name = $origin // 'no Origin';
            status_ok($response, $status, $name);
            is_deeply([ map { "$_->[0]: $_->[1]" }
                grep { $_->[0] =~ /^(?:Access-Control-|Vary)/i }
                @{ $response->{fields} } ],
                ['Access-Control-Allow-Origin: *'], "$name: star, once");
        }
    };
}

done_testing();
