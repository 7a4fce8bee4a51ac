# SPDX-License-Identifier: Apache-2.0

# CorsCredsGuard before a WebSocket backend: what it refuses never gets there,
# by mod_proxy_wstunnel or by mod_proxy_http.

use strict;
use warnings;

use FindBin ();
use lib "$FindBin::Bin/lib";
use Cors::Assert;
use Cors::Client;
use Cors::Http2WebSocket ();
use Cors::Server    ();
use Cors::WebSocket ();
use Test::More;

my $server  = Cors::Server->new;
my $backend = $server->backend('Cors::WebSocket');
$server->start(<<"CONF");
LogLevel warn
Protocols h2c http/1.1
<IfDirective H2WebSockets>
    H2WebSockets On
</IfDirective>
CorsCreds On
CorsCredsOrigin https://app.example.com
CorsCredsGuard Enforce
ProxyPass /ws/ ws://127.0.0.1:$backend/
ProxyPass /up/ http://127.0.0.1:$backend/ upgrade=websocket
ProxyPass /any/ http://127.0.0.1:$backend/ upgrade=ANY
<Location /ws/reported>
    CorsCredsGuard Report
</Location>
<Location /ws/off>
    CorsCredsGuard Off
</Location>
CONF

use constant HOST => 'guard.test';

sub silence { die "no answer within 20 s\n" }

# An upgrade, as a browser asks for it; what came back, with an echo if it was
# taken.
sub upgrade
{
    my ($path, @headers) = @_;
    my $socket = $server->connection or die "connect: $!";
    local $SIG{ALRM} = \&silence;
    alarm 20;
    my $method = @headers && $headers[0] =~ /^[A-Z]+\z/ ? shift @headers : 'GET';
    my @upgrade = grep({ /^Upgrade:/ } @headers) ? () : 'Upgrade: websocket';
    print $socket join "\r\n", "$method $path HTTP/1.1", 'Host: ' . HOST,
        'Connection: Upgrade', @upgrade, 'Sec-WebSocket-Version: 13',
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

# What the backend has got so far, this very request included.
my $reached = 0;

sub taken_ok
{
    my ($path, $who, @headers) = @_;
    my $answer = upgrade($path, @headers);
    $reached++;
    like($answer, qr{^HTTP/1\.1 101 .*\r\n\r\nhello\z}s, "$path: $who")
        or diag($answer);
    like($answer, qr/^X-Requests: $reached\r$/m,
        "$path: $who, and nobody else has reached the backend")
        or diag($answer);
}

for my $path ('/ws/', '/up/', '/any/') {
    my @stranger = ('Origin: ' . HOSTILE);
    for my $refused (
        [ 'a stranger',   @stranger ],
        [ 'a sandbox',    'Origin: null' ],
        [ 'another site', @stranger, 'Sec-Fetch-Site: cross-site' ],
        [ 'a sibling',    @stranger, 'Sec-Fetch-Site: same-site' ],
        [ 'nameless', 'Sec-Fetch-Site: cross-site' ],
        [ 'a list of origins', 'Origin: ' . APP . ', ' . APP ],
        [ 'two origins', 'Origin: ' . APP, 'Origin: ' . APP ],
        [ 'two sites', @stranger, ('Sec-Fetch-Site: same-origin') x 2 ],
        [ 'no origin at all', 'Origin: https://app.example.com/' ],
        [ 'another port',  'Origin: http://' . HOST . ':81' ],
        [ 'in upper case', @stranger, 'Upgrade: WEBSOCKET' ],
        [ 'in a list',     @stranger, 'Upgrade: websocket, h2c' ],
        [ 'with a version', @stranger, 'Upgrade: websocket/13' ],
        [ 'in two fields', @stranger, 'Upgrade: h2c', 'Upgrade: websocket' ],
        [ 'by HEAD',       HEAD    => @stranger ],
        [ 'by OPTIONS',    OPTIONS => @stranger ],
        [ 'by POST',       POST    => @stranger ],
    ) {
        my ($who, @headers) = @$refused;
        my $answer = upgrade($path, @headers);
        like($answer, qr{^HTTP/1\.1 403}, "$path: $who: 403");
        unlike($answer, qr/^Access-Control-/mi, "$path: $who: no CORS header");
        like($answer, qr/^Vary: Origin\r$/m, "$path: $who: Vary");
    }
    taken_ok($path, 'the app', 'Origin: ' . APP, 'Sec-Fetch-Site: cross-site');
    taken_ok($path, 'the app, in an old browser', 'Origin: ' . APP);
    taken_ok($path, 'the same origin', 'Origin: http://' . HOST,
        'Sec-Fetch-Site: same-origin');
    taken_ok($path, 'the same host', 'Origin: https://' . HOST);
    taken_ok($path, 'no browser');
}
taken_ok('/ws/reported', 'a stranger, reported', 'Origin: ' . HOSTILE);
taken_ok('/ws/off', 'a stranger, without a guard', 'Origin: ' . HOSTILE);

subtest 'HTTP/2' => sub {
    plan skip_all => 'mod_http2 does not run in prefork'
        if ($ENV{MPM} // '') eq 'prefork';
    my $by_http2 = sub {
        my $socket = $server->connection or die "connect: $!";
        local $SIG{ALRM} = \&silence;
        alarm 20;
        my @answer = Cors::Http2WebSocket::ask($socket, HOST, @_);
        alarm 0;
        return @answer;
    };
    my ($status, $echo) = $by_http2->('/ws/', 'Origin: ' . APP);
    plan skip_all => 'this mod_http2 has no WebSockets' unless $status;
    $reached++;
    is("$status $echo", '200 hello', 'the app');
    ($status) = $by_http2->('/ws/', 'Origin: ' . HOSTILE);
    is($status, 403, 'a stranger');
    ($status) = $by_http2->('/up/', 'Origin: ' . HOSTILE,
        'Sec-Fetch-Site: cross-site');
    is($status, 403, 'another site');
    taken_ok('/ws/', 'afterwards');
};

subtest 'the log' => sub {
    my ($line) = $server->log(qr/guard-denied/);
    like($line, qr/"GET" with Upgrade "websocket"/, 'names the upgrade');
};

done_testing();
