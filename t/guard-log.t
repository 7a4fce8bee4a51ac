# SPDX-License-Identifier: Apache-2.0

# What the error log says of CorsCredsGuard: refusals and reports at any level,
# once a minute; at debug why each request passed, or did not.

use strict;
use warnings;

use FindBin ();
use lib "$FindBin::Bin/lib";
use Cors::Assert;
use Cors::Server ();
use Test::More;

use constant HOST => 'guard.test';

my $server;
my $told;

sub serve
{
    my ($conf) = @_;
    undef $server;
    $server = Cors::Server->new;
    $told = 0;
    $server->write('htdocs/x.txt', "text\n");
    return $server->start(<<"CONF");
$conf
CorsCreds On
CorsCredsOrigin https://app.example.com
ErrorDocument 403 /x.txt
CONF
}

# Sends requests; returns our lines since the last time.
sub lines_for
{
    for my $request (@_) {
        my ($method, @headers) = @$request;
        $server->exchange(join "\r\n", "$method /x.txt HTTP/1.1",
            'Host: ' . HOST, @headers, 'Connection: close', '', '');
    }
    my @lines = $server->log(qr/\[cors_creds:/);
    splice @lines, 0, $told;
    $told += @lines;
    return @lines;
}

my @stranger = ('Origin: ' . HOSTILE);

for my $mode ([ Enforce => 'guard-denied' ], [ Report => 'guard-reported' ]) {
    my ($guard, $result) = @$mode;
    subtest "$guard: told at warn, once a minute" => sub {
        serve("LogLevel warn\nCorsCredsGuard $guard");
        my @lines = lines_for(map { [ POST => @stranger ] } 1 .. 30);
        is(scalar(@lines), 1, 'thirty requests of one origin, one line');
        like($lines[0], qr/\[cors_creds:warn\].*\[client 127\.0\.0\.1:\d+\]/,
            'its level, its client');
        like($lines[0], qr/\Q$result\E: "POST" from .*Origin is "\Q@{[HOSTILE]}\E", Sec-Fetch-Site is not sent; .*CorsCredsOrigin/,
            'what, who, and what to do') or diag($lines[0]);
        @lines = lines_for(
            map { [ PUT => 'Sec-Fetch-Site: cross-site' ] } 1 .. 30);
        is(scalar(@lines), 1, 'those that name no origin share a line');
        like($lines[0],
            qr/"PUT" from .*Origin is not sent, Sec-Fetch-Site is "cross-site"$/,
            'and nobody to add') or diag($lines[0]);
        @lines = lines_for(map { [ POST => "Origin: https://a$_.example" ] }
            1 .. 400);
        cmp_ok(scalar(@lines), '<=', 64, 'a flood is no flood in the log');
        cmp_ok(scalar(@lines), '>=', 1, 'but seen');
        is(scalar(lines_for([ POST => 'Origin: https://app.example.com' ],
            ['POST'], [ GET => @stranger ])), 0, 'nothing of what passes');
    };
}

subtest 'info: a refusal is told where the origin was already' => sub {
    serve("LogLevel info\nCorsCredsGuard Enforce");
    my @lines = lines_for([ GET => @stranger ], [ POST => @stranger ],
        [ GET => @stranger ], [ POST => @stranger ]);
    is(scalar(@lines), 2, 'each once') or diag(@lines);
    like($lines[0], qr/\[cors_creds:info\].*denied-origin/, 'the origin');
    like($lines[1], qr/\[cors_creds:warn\].*guard-denied/, 'the refusal');
};

subtest 'a malformed origin' => sub {
    serve("LogLevel warn\nCorsCredsGuard Enforce");
    my @lines = lines_for([ POST => 'Origin: x', 'Sec-Fetch-Site: none' ],
        [ GET => 'Origin: y' ]);
    is(scalar(@lines), 1, 'is told where it is refused') or diag(@lines);
    like($lines[0], qr/malformed: "x" is not .*; the guard refuses it/, 'why');
    serve("LogLevel warn\nCorsCredsGuard Report");
    @lines = lines_for([ POST => 'Origin: x' ]);
    like($lines[0], qr/malformed: .*; the guard would refuse it/, 'Report');
};

# A server each: one origin might silence the next for a minute.
subtest 'what strangers write' => sub {
    my $long = 'y' x 4000;
    my $cut = 'y' x 326 . '...';
    for my $case (
        [ [ POST => @stranger, "Sec-Fetch-Site: \xe2\x80\xae\t\xff" ],
            'Sec-Fetch-Site is "\xe2\x80\xae\t\xff"' ],
        [ [ POST => @stranger, "Sec-Fetch-Site: $long" ],
            qq(Sec-Fetch-Site is "$cut") ],
        [ [ GET => @stranger, 'Connection: Upgrade',
                "Upgrade: websocket, $long" ],
            'with Upgrade "websocket, ' . 'y' x 315 . '..."' ],
        [ [ 'Y' x 4000 => @stranger ], '"' . 'Y' x 326 . '..." from' ],
    ) {
        my ($request, $shown) = @$case;
        serve("LogLevel warn\nCorsCredsGuard Enforce");
        my @lines = lines_for($request);
        is(scalar(@lines), 1, 'one line');
        unlike($lines[0], qr/[^\x20-\x7e\n]/, 'printable');
        like($lines[0], qr/\Q$shown\E/, 'escaped and cut') or diag($lines[0]);
    }
};

my @table = (
    # the guard, the request, what the line says
    [ Enforce => [ POST => @stranger ], qr/guard-denied: "POST" from/ ],
    [ Report  => [ POST => @stranger ], qr/guard-reported: "POST" from/ ],
    [ Enforce => ['POST'],
        qr/none: no Origin header; passes the guard, as no browser/ ],
    [ Enforce => [ POST => 'Sec-Fetch-Site: none' ],
        qr/none: no Origin header; passes the guard by Sec-Fetch-Site/ ],
    [ Enforce => [ POST => 'Origin: http://' . HOST ],
        qr/same-origin: .* own; passes the guard, as Origin names this host/ ],
    [ Enforce => [ POST => 'Origin: https://' . HOST ],
        qr/denied-origin: .*; passes the guard, as Origin names this host/ ],
    [ Enforce => [ POST => 'Origin: ' . APP, 'Sec-Fetch-Site: cross-site' ],
        qr/allowed: .* is allowed; passes the guard, as the origin is listed/ ],
    [ Enforce => [ POST => 'Origin: x' ],
        qr/malformed: .*; the guard refuses it/ ],
    [ Enforce => [ GET => @stranger ], qr/denied-origin: .* is not allowed$/ ],
    [ Enforce => [ OPTIONS => @stranger, @{ preflight('PUT') } ],
        qr/preflight-denied-origin: .* is not allowed$/ ],
    [ "Report\nCorsCredsDisallowed Reject" => [ POST => @stranger ],
        qr/rejected: .* is not allowed; the guard would refuse it/ ],
    [ "Off\nCorsCredsDisallowed Reject" => [ POST => @stranger ],
        qr/rejected: .* is not allowed$/ ],
    [ "Off\nCorsCredsPreflight Pass" =>
            [ OPTIONS => @stranger, @{ preflight('PUT') } ],
        qr/preflight-passed: .*backend$/ ],
    [ Off => [ POST => @stranger ], qr/denied-origin: .* is not allowed$/ ],
);

for my $level ([ debug => 'LogLevel cors_creds:debug' ],
    [ warn => "LogLevel error cors_creds:warn\nCorsCredsDebug On" ]) {
    my ($name, $conf) = @$level;
    subtest "$name: one line a decision, by $conf" => sub {
        my $last = '';
        for my $row (@table) {
            my ($guard, $request, $line) = @$row;
            serve("$conf\nCorsCredsGuard $guard") if $guard ne $last;
            $last = $guard;
            # Twice: here nothing is held back.
            my @lines = lines_for($request, $request);
            is(scalar(@lines), 2, "$line: one line each") or diag(@lines);
            like($_, qr/\[cors_creds:$name\].*\] $line/, "$line: explained")
                for @lines;
        }
    };
}

undef $server;
done_testing();
