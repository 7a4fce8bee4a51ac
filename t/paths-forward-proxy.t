# SPDX-License-Identifier: Apache-2.0

# A forward proxy: what it fetches is other servers', whose CORS headers are
# theirs to send. Its own policy is for what it serves itself.

use strict;
use warnings;

use FindBin ();
use lib "$FindBin::Bin/lib";
use Cors::Assert;
use Cors::Client;
use Cors::Server ();
use IO::Socket::INET ();
use Test::More;

use constant THEIRS => 'https://theirs.example';

my $server  = Cors::Server->new;
my $foreign = 'http://127.0.0.1:' . $server->backend;
$server->write('htdocs/x.txt', "text\n");
$server->write('cache/.keep', '');
chmod 0777, "$server->{root}/cache" or die "chmod: $!";
$server->start(<<"CONF");
# With its port: else it would take itself for another server.
ServerName localhost:\@Port\@
ProxyRequests On
CorsCreds On
CorsCredsOrigin @{[APP]}
CorsCredsMethods PUT
CorsCredsDisallowed Reject
CacheRoot "\@ServerRoot\@/cache"
CacheQuickHandler On
CacheHeader On
CacheEnable disk $foreign/cached
ErrorDocument 502 /x.txt
CONF

sub ask
{
    my ($method, $url, $origin, @headers) = @_;
    my ($host) = $url =~ m{^http://([^/]+)} or die $url;
    return Cors::Client::parse($server->exchange(join "\r\n",
        "$method $url HTTP/1.1", "Host: $host",
        $origin ? "Origin: $origin" : (), @headers,
        'Connection: close', '', ''));
}

sub foreign
{
    my ($path, @header) = @_;
    return "$foreign$path?" . recipe_query(h => \@header);
}

my @theirs = ("Access-Control-Allow-Origin: @{[THEIRS]}",
    'Access-Control-Expose-Headers: X-Theirs');

sub theirs
{
    my ($response, $name) = @_;
    status_ok($response, 200, "$name: status");
    is_deeply([ map { "$_->[0]: $_->[1]" }
        grep { $_->[0] =~ /^(?:Access-Control-.*|Vary)$/i }
        @{ $response->{fields} } ], \@theirs, "$name: their headers")
        or diag($response->{head});
}

my @origins = (APP, HOSTILE, THEIRS, 'null', undef);

subtest 'their headers' => sub {
    for my $method (qw(GET POST PUT OPTIONS)) {
        for my $origin (@origins) {
            theirs(ask($method, foreign('/x', @theirs), $origin,
                'Content-Length: 0'), "$method, " . ($origin // 'no origin'));
        }
    }
};

subtest 'none of theirs, none of ours' => sub {
    untouched(ask(GET => foreign('/x'), $_), $_ // 'no origin') for @origins;
};

subtest 'their preflight' => sub {
    for my $origin (grep { defined } @origins) {
        my $response = ask(OPTIONS => foreign('/x', @theirs), $origin,
            grep { length } @{ preflight('PUT') });
        theirs($response, $origin);
        like($response->{body}, qr/^OPTIONS /, "$origin: it got there");
    }
};

subtest 'from the cache' => sub {
    my $url = foreign('/cached/x', 'Cache-Control: max-age=600', @theirs);
    for my $round (1 .. 2 * @origins) {
        my $origin = $origins[ $round % @origins ];
        my $response = ask(GET => $url, $origin);
        my $kind = $round == 1 ? 'MISS' : 'HIT';
        like((fields($response, 'X-Cache'))[0] // '', qr/^$kind/,
            "round $round: $kind");
        theirs($response, "round $round, " . ($origin // 'no origin'));
    }
};

subtest 'nobody answers' => sub {
    my $closed = IO::Socket::INET->new(
        LocalAddr => '127.0.0.1', Proto => 'tcp', ReuseAddr => 1);
    my $response = ask(GET => 'http://127.0.0.1:' . $closed->sockport . '/x',
        APP);
    status_ok($response, 503, 'said so');
    untouched($response, 'in nobody\'s name');
};

# The document is the server's own, the answer is not.
subtest 'a document for what went wrong' => sub {
    my $broken = IO::Socket::INET->new(
        LocalAddr => '127.0.0.1', Proto => 'tcp', Listen => 1);
    my $url = 'http://127.0.0.1:' . $broken->sockport . '/x';
    my $child = fork // die "fork: $!";
    if (!$child) {
        close($broken->accept); # an answer without a status line
        require POSIX;
        POSIX::_exit(0);
    }
    my $response = ask(GET => $url, APP);
    waitpid $child, 0;
    status_ok($response, 502, 'said so');
    is($response->{body}, "text\n", 'by the document');
    untouched($response, 'in nobody\'s name');
};

# An absolute URI alone makes no foreign request.
subtest 'its own' => sub {
    my $own = "http://localhost:$server->{port}/x.txt";
    response_ok(ask(GET => $own, APP), 'allowed', 'absolute', status => 200);
    response_ok(ask(GET => $own, HOSTILE), 'hostile', 'absolute',
        status => 403);
    response_ok(ask(OPTIONS => $own, APP,
        grep { length } @{ preflight('PUT') }), 'allowed', 'preflight',
        status => 204);
};

done_testing();
