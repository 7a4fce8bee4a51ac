# SPDX-License-Identifier: Apache-2.0

# Cookies of both header tables where a response is made in several steps:
# each is there as often as it would be without a policy, and rewritten once.

use strict;
use warnings;

use FindBin ();
use lib "$FindBin::Bin/lib";
use Cors::Assert;
use Cors::Client;
use Cors::Server ();
use Test::More;

my $server = Cors::Server->new;
$server->write('htdocs/long.txt', "a line of a long text\n" x 200);
$server->write('htdocs/404.txt', "not here\n" x 50);
$server->write('htdocs/index/index.txt', "the index\n");
my $backend = $server->backend;

$server->start(<<"CONF");
CorsCreds On
CorsCredsOrigin https://app.example.com
CorsCredsTransport Secure
CorsCredsCookie always SameSite=None Secure -Domain
CorsCredsCookie *      SameSite=None Secure
Header always add Set-Cookie "always=1; Domain=api.test; Path=/"
Header add Set-Cookie "added=1; Path=/; SameSite=Lax"
DirectoryIndex index.txt
ErrorDocument 404 /404.txt
ErrorDocument 403 "a text"
ErrorDocument 410 /nowhere/at/all
ErrorDocument 400 /404.txt
AddOutputFilter DEFLATE .txt
Redirect 410 /gone
Redirect 302 /moved https://elsewhere.example/
ProxyPass /backend http://127.0.0.1:$backend
<Location /denied>
    Require all denied
</Location>
CONF

my $always = 'always=1; Path=/; SameSite=None; Secure';
my $added  = 'added=1; Path=/; SameSite=None; Secure';

for my $case (
    # What of mod_headers is on it is httpd's affair: on its own errors only
    # the one of `always`, unless a document was made for them.
    [ 'file',           200, '/long.txt', [], $always, $added ],
    [ 'compressed',     200, '/long.txt', ['Accept-Encoding: gzip'],
        $always, $added ],
    [ 'not modified',   304, '/long.txt', ['If-None-Match: *'],
        $always, $added ],
    [ 'range',          206, '/long.txt', ['Range: bytes=0-9'],
        $always, $added ],
    [ 'two ranges',     206, '/long.txt', ['Range: bytes=0-9,20-29'],
        $always, $added ],
    [ 'range beyond',   416, '/long.txt', ['Range: bytes=99999-'], $always ],
    [ 'index',          200, '/index/', [], $always, $added ],
    [ 'redirect',       302, '/moved', [], $always ],
    [ 'document',       404, '/nowhere', [], $always, $added ],
    [ 'its ranges',     404, '/nowhere', ['Range: bytes=0-9'],
        $always, $added ],
    [ 'it, compressed', 404, '/nowhere', ['Accept-Encoding: gzip'],
        $always, $added ],
    [ 'text',           403, '/denied', [], $always ],
    [ 'missing document', 410, '/gone', [], $always ],
    [ 'backend',        404, '/backend/x?' . recipe_query(status => 404,
        h => 'Set-Cookie: own=1'), [], $always,
        'own=1; SameSite=None; Secure', $added ],
    [ 'encoded slash',  404, '/a%2Fb', [], $always, $added ],
    [ 'bad header',     400, '/long.txt', ['no colon here'], $always, $added ],
    [ 'bad value',      400, '/long.txt', ["X-Bad: a\x01b"], $always, $added ],
) {
    my ($name, $status, $path, $headers, @cookies) = @$case;
    subtest $name => sub {
        each_origin(sub {
            my ($who, %with) = @_;
            my $response = Cors::Client::parse($server->exchange(join "\r\n",
                "GET $path HTTP/1.1", 'Host: api.test',
                $with{origin} ? "Origin: $with{origin}" : (),
                'X-Between: 1', @$headers, 'Connection: close', '', ''));
            response_ok($response, $who, $name, status => $status);
            is_deeply([ fields($response, 'Set-Cookie') ], \@cookies,
                "$who origin: each cookie once") or diag($response->{head});
        });
    };
}

# An early error in a Location of which httpd knows nothing yet.
subtest 'bad header, a text for it' => sub {
    undef $server;
    my $other = Cors::Server->new;
    $other->start(<<'CONF');
Header always add Set-Cookie "always=1; Path=/; SameSite=Lax"
<Location /s>
    CorsCreds On
    CorsCredsOrigin https://app.example.com
    CorsCredsTransport Secure
    CorsCredsCookie * SameSite=None Secure
</Location>
CONF
    for my $case ([ '/s/x', $always ],
        [ '/out', 'always=1; Path=/; SameSite=Lax' ]) {
        my ($path, $cookie) = @$case;
        my $response = Cors::Client::parse($other->exchange(
            "GET $path HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n"));
        status_ok($response, 400, "$path: 400");
        is_deeply([ fields($response, 'Set-Cookie') ], [$cookie],
            "$path: its cookie");
    }
};

done_testing();
