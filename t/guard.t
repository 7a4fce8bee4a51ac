# SPDX-License-Identifier: Apache-2.0

# CorsCredsGuard: each row of its decision table, and WebSocket upgrades that
# must not reach their backend.

use strict;
use warnings;

use FindBin ();
use lib "$FindBin::Bin/lib";
use Cors::Assert;
use Cors::Client;
use Cors::Server    ();
use Cors::WebSocket ();
use Test::More;

my $server  = Cors::Server->new;
my $backend = $server->backend('Cors::WebSocket');
$server->write("htdocs/$_/x.txt", "text\n")
    for qw(off report enforce open reject);
$server->start(<<"CONF");
LogLevel warn
Header always set X-Result "%{CORS_CREDS_RESULT}e"
<Location />
    CorsCreds On
    CorsCredsOrigin https://app.example.com
    CorsCredsMethods DELETE PATCH
</Location>
<Location /report>
    CorsCredsGuard Report
</Location>
<LocationMatch ^/(?:enforce|open|ws|up|missing)>
    CorsCredsGuard Enforce
</LocationMatch>
<Location /open>
    CorsCredsCredentials Off
    CorsCredsOrigin *
</Location>
<Location /reject>
    CorsCredsGuard Report
    CorsCredsDisallowed Reject
</Location>
ErrorDocument 403 /off/x.txt
ProxyPass /ws/ ws://127.0.0.1:$backend/
ProxyPass /up/ http://127.0.0.1:$backend/ upgrade=websocket
CONF

use constant HOST => 'guard.test';

# Status, result and the whole answer.
sub ask
{
    my ($method, $path, @headers) = @_;
    my $answer = Cors::Client::parse($server->exchange(join "\r\n",
        "$method $path HTTP/1.1", 'Host: ' . HOST, @headers,
        $method =~ /^(?:POST|PUT|PATCH)$/ ? 'Content-Length: 0' : (),
        'Connection: close', '', ''), $method eq 'HEAD');
    return ($answer->{status}, (fields($answer, 'X-Result'))[0] // '', $answer);
}

my %site = (
    absent        => [],
    'same-origin' => ['Sec-Fetch-Site: same-origin'],
    none          => ['Sec-Fetch-Site: none'],
    'same-site'   => ['Sec-Fetch-Site: same-site'],
    'cross-site'  => ['Sec-Fetch-Site: cross-site'],
    junk          => ['Sec-Fetch-Site: Same-Origin'],
    twice => [ 'Sec-Fetch-Site: same-origin', 'Sec-Fetch-Site: same-origin' ],
);
my %origin = (
    absent     => [],
    own        => [ 'Origin: http://' . HOST ],
    'own host' => [ 'Origin: https://' . HOST ],
    allowed    => [ 'Origin: ' . APP ],
    stranger   => [ 'Origin: ' . HOSTILE ],
    null       => ['Origin: null'],
    malformed  => ['Origin: https://app.example.com/'],
    twice      => [ 'Origin: ' . APP, 'Origin: ' . APP ],
);

# Which origins pass when Sec-Fetch-Site says this; the others are refused.
my @everybody = keys %origin;
my %passes = (
    absent        => [ 'absent', 'own', 'own host', 'allowed' ],
    'same-origin' => \@everybody,
    none          => \@everybody,
    map { $_ => ['allowed'] } 'same-site', 'cross-site', 'junk', 'twice',
);

for my $site (sort keys %site) {
    for my $origin (sort keys %origin) {
        my @headers = (@{ $site{$site} }, @{ $origin{$origin} });
        my $passes = grep { $_ eq $origin } @{ $passes{$site} };
        my $malformed = $origin eq 'malformed' || $origin eq 'twice';
        my $row = "site $site, origin $origin";

        for my $method (qw(POST DELETE PATCH)) {
            my ($status, $result, $answer)
                = ask($method, '/enforce/x.txt', @headers);
            my $ok = $passes ? $status != 403 && $result !~ /^guard/
                : $status == 403
                && $result eq ($malformed ? 'malformed' : 'guard-denied')
                && !grep { /^Access-Control-/i } field_names($answer);
            ok($ok, "$method, $row: " . ($passes ? 'passes' : 'refused'))
                or diag("$status $result");
        }
        for my $method (qw(GET HEAD OPTIONS)) {
            my ($status, $result) = ask($method, '/enforce/x.txt', @headers);
            ok($status == 200 && $result !~ /^guard/,
                "$method, $row: is safe") or diag("$status $result");
        }
        my ($status, $result) = ask(POST => '/report/x.txt', @headers);
        ok($status != 403
                && ($result eq 'guard-reported') == (!$passes && !$malformed),
            "report, $row") or diag("$status $result");
        ($status, $result) = ask(POST => '/off/x.txt', @headers);
        ok($status != 403 && $result !~ /^guard/, "off, $row")
            or diag("$status $result");
    }
}

subtest 'a refusal' => sub {
    my (undef, undef, $answer)
        = ask(POST => '/enforce/x.txt', 'Origin: ' . HOSTILE);
    no_cors($answer, 'has no CORS header, and Vary');
    like($answer->{body}, qr/^text$/, 'may have an ErrorDocument');
    my ($status) = ask(POST => '/missing', 'Sec-Fetch-Site: cross-site');
    is($status, 403, 'comes before a 404');
    (undef, undef, $answer) = ask(POST => '/enforce/x.txt', 'Origin: ' . APP);
    cors_ok($answer, APP, 'an allowed origin has its headers');
};

subtest 'a preflight is CORS, not the guard' => sub {
    my ($status, $result) = ask(OPTIONS => '/enforce/x.txt',
        'Origin: ' . APP, 'Sec-Fetch-Site: cross-site', @{ preflight('PATCH') });
    is("$status $result", '204 preflight-allowed', 'allowed');
    ($status, $result) = ask(OPTIONS => '/enforce/x.txt',
        'Origin: ' . HOSTILE, 'Sec-Fetch-Site: cross-site',
        @{ preflight('PATCH') });
    is("$status $result", '403 preflight-denied-origin', 'denied');
};

subtest 'everybody is not somebody to trust' => sub {
    my ($status, $result) = ask(POST => '/open/x.txt', 'Origin: ' . HOSTILE);
    is("$status $result", '403 guard-denied', 'POST');
    (undef, undef, my $answer) = ask(GET => '/open/x.txt', 'Origin: ' . HOSTILE);
    is_deeply([ fields($answer, 'Access-Control-Allow-Origin') ], ['*'], 'GET');
};

subtest 'what is reported may yet be rejected' => sub {
    my ($status, $result) = ask(POST => '/reject/x.txt', 'Origin: ' . HOSTILE);
    is("$status $result", '403 rejected', 'for its origin');
};

subtest 'the log' => sub {
    my @lines = $server->log(qr/guard-(?:denied|reported)/);
    cmp_ok(scalar(@lines), '>=', 2, 'names refusals and reports at "warn"');
    cmp_ok(scalar(@lines), '<=', 10, 'and not each of them') or diag(@lines);
    like($lines[0], qr/Sec-Fetch-Site/, 'with what was judged by');
};

# An upgrade, as a browser asks for it; what came back, with an echo if it was
# taken.
sub upgrade
{
    my ($path, @headers) = @_;
    my $socket = $server->connection or die "connect: $!";
    local $SIG{ALRM} = sub { die "no answer within 20 s\n" };
    alarm 20;
    print $socket join "\r\n", "GET $path HTTP/1.1", 'Host: ' . HOST,
        'Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13',
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==', @headers, '', '';
    $socket->flush;
    my $answer = '';
    while (my $line = <$socket>) {
        $answer .= $line;
        last if $line eq "\r\n";
    }
    if ($answer =~ m{^HTTP/1\.1 101}) {
        print $socket 'hello';
        $socket->flush;
        sysread $socket, my $echo, 5;
        $answer .= $echo;
    }
    alarm 0;
    return $answer;
}

my $handshakes = 0;
for my $path ('/ws/', '/up/') {
    for my $refused (
        [ 'a stranger', 'Origin: ' . HOSTILE ],
        [ 'a sandbox',  'Origin: null' ],
        [ 'another site', 'Origin: ' . HOSTILE, 'Sec-Fetch-Site: cross-site' ],
        [ 'another site without a name', 'Sec-Fetch-Site: cross-site' ],
        [ 'a list', 'Origin: ' . APP . ', ' . APP ],
    ) {
        my ($who, @headers) = @$refused;
        like(upgrade($path, @headers), qr{^HTTP/1\.1 403}, "$path: $who");
    }
    for my $taken (
        [ 'the app', 'Origin: ' . APP, 'Sec-Fetch-Site: cross-site' ],
        [ 'the same origin', 'Origin: http://' . HOST,
            'Sec-Fetch-Site: same-origin' ],
        ['no browser'],
    ) {
        my ($who, @headers) = @$taken;
        my $answer = upgrade($path, @headers);
        $handshakes++;
        like($answer, qr{^HTTP/1\.1 101 .*\r\n\r\nhello\z}s, "$path: $who")
            or diag($answer);
        like($answer, qr/^X-Handshakes: $handshakes\r$/m,
            'and nobody else has reached the backend');
    }
}
unlike(upgrade('/ws/', 'Origin: ' . HOSTILE), qr/Access-Control/,
    'a refused upgrade has no CORS header');

done_testing();
