# SPDX-License-Identifier: Apache-2.0

# CorsCredsGuard: each row of its decision table, over a live httpd.

use strict;
use warnings;

use FindBin ();
use lib "$FindBin::Bin/lib";
use Cors::Assert;
use Cors::Client;
use Cors::Server ();
use Test::More;

my $server = Cors::Server->new;
$server->write("htdocs/$_/x.txt", "text\n")
    for qw(off report enforce open null reject);
$server->start(<<'CONF');
LogLevel warn
TraceEnable On
Header always set X-Result "%{CORS_CREDS_RESULT}e"
CorsCredsUnsafe null-origin
<Location />
    CorsCreds On
    CorsCredsOrigin https://app.example.com
    CorsCredsMethods DELETE PATCH
</Location>
<Location /report>
    CorsCredsGuard Report
</Location>
<LocationMatch ^/(?:enforce|open|null)>
    CorsCredsGuard Enforce
</LocationMatch>
<Location /open>
    CorsCredsCredentials Off
    CorsCredsOrigin *
</Location>
<Location /null>
    CorsCredsOrigin null
</Location>
<Location /reject>
    CorsCredsGuard Report
    CorsCredsDisallowed Reject
</Location>
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
    malformed  => [ 'Origin: http://' . HOST . '/' ],
    twice      => [ 'Origin: ' . APP, 'Origin: ' . APP ],
);

# Which origins pass when Sec-Fetch-Site says this; the others are refused.
my @well_formed = grep { !/^(?:malformed|twice)$/ } keys %origin;
my %passes = (
    absent        => [ 'absent', 'own', 'own host', 'allowed' ],
    'same-origin' => \@well_formed,
    none          => \@well_formed,
    map { $_ => ['allowed'] } 'same-site', 'cross-site', 'junk', 'twice',
);

# What an unsafe request gets that the guard lets pass: by its origin alone.
my %without = (
    absent     => 'none',
    own        => 'same-origin',
    'own host' => 'denied-origin',
    allowed    => 'allowed',
    stranger   => 'denied-origin',
    null       => 'denied-origin',
    malformed  => 'malformed',
    twice      => 'malformed',
);

sub refusal_ok
{
    my ($row, $status, $result, $answer, $expected) = @_;
    my @faults = grep { /^Access-Control-/i } field_names($answer);
    my ($vary) = fields($answer, 'Vary');
    push @faults, 'no Vary' unless ($vary // '') =~ /\bOrigin\b/;
    is("$status $result @faults", "403 $expected ", "$row: refused");
}

# The method, the status without a guard, further headers.
my @unsafe = (
    [ POST => 200 ], [ DELETE => 405 ], [ PATCH => 405 ], [ PUT => 405 ],
    [ GET => 200, 'Connection: Upgrade', 'Upgrade: websocket' ],
    [ OPTIONS => 200, 'Connection: Upgrade', 'Upgrade: h2c, WebSocket' ],
    [ GUESS => 501 ],
);

for my $site (sort keys %site) {
    for my $origin (sort keys %origin) {
        my @headers = (@{ $site{$site} }, @{ $origin{$origin} });
        my $passes = grep { $_ eq $origin } @{ $passes{$site} };
        my $plain = $without{$origin};
        my $denied = $plain eq 'malformed' ? $plain : 'guard-denied';
        my $reported = $plain eq 'malformed' ? $plain : 'guard-reported';

        for my $case (@unsafe) {
            my ($method, $status, @more) = @$case;
            my $row = "$method @more, site $site, origin $origin";
            my @got = ask($method, '/enforce/x.txt', @headers, @more);
            if ($passes) {
                is("$got[0] $got[1]", "$status $plain", "$row: passes");
            } else {
                refusal_ok($row, @got, $denied);
            }
            @got = ask($method, '/report/x.txt', @headers, @more);
            is("$got[0] $got[1]", "$status " . ($passes ? $plain : $reported),
                "$row: goes on, and may be reported");
            @got = ask($method, '/off/x.txt', @headers, @more);
            is("$got[0] $got[1]", "$status $plain", "$row: no guard");
        }
        for my $method (qw(GET HEAD OPTIONS)) {
            my ($status, $result) = ask($method, '/enforce/x.txt', @headers,
                'Upgrade: h2c');
            is("$status $result", "200 $plain",
                "$method, site $site, origin $origin: is safe");
        }
    }
}

subtest 'TRACE, which no page can send' => sub {
    my ($status) = ask(TRACE => '/enforce/x.txt', 'Origin: ' . HOSTILE);
    is($status, 403, 'counts as unsafe');
    ($status) = ask(TRACE => '/enforce/x.txt');
    is($status, 200, 'passes where it comes from no page');
};

subtest 'an empty field is not there' => sub {
    my ($status, $result) = ask(POST => '/enforce/x.txt', 'Sec-Fetch-Site:');
    is("$status $result", '200 none', 'Sec-Fetch-Site');
    ($status, $result) = ask(POST => '/enforce/x.txt', 'Sec-Fetch-Site:',
        'Sec-Fetch-Site: same-origin');
    is("$status $result", '403 guard-denied', 'but two are two');
};

subtest 'a host by its port' => sub {
    for my $case ([ 200, HOST . ':81', HOST . ':81' ],
        [ 403, HOST, HOST . ':81' ], [ 403, HOST . ':81', HOST ]) {
        my ($expected, $host, $origin) = @$case;
        my $answer = Cors::Client::parse($server->exchange(join "\r\n",
            'POST /enforce/x.txt HTTP/1.1', "Host: $host",
            "Origin: https://$origin", 'Content-Length: 0',
            'Connection: close', '', ''));
        is($answer->{status}, $expected, "Host $host, Origin https://$origin");
    }
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

# Everybody's pages can have these origins.
subtest 'everybody is not somebody to trust' => sub {
    my ($status, $result) = ask(POST => '/open/x.txt', 'Origin: ' . HOSTILE);
    is("$status $result", '403 guard-denied', '*: POST');
    (undef, undef, my $answer) = ask(GET => '/open/x.txt', 'Origin: ' . HOSTILE);
    is_deeply([ fields($answer, 'Access-Control-Allow-Origin') ], ['*'],
        '*: GET');
    ($status, $result) = ask(POST => '/null/x.txt', 'Origin: null');
    is("$status $result", '403 guard-denied', 'null: POST');
    ($status, $result, $answer) = ask(GET => '/null/x.txt', 'Origin: null');
    cors_ok($answer, 'null', 'null: GET');
};

subtest 'what is reported may yet be rejected' => sub {
    my ($status, $result) = ask(POST => '/reject/x.txt', 'Origin: ' . HOSTILE);
    is("$status $result", '403 rejected', 'for its origin');
    ($status, $result) = ask(POST => '/reject/x.txt',
        'Sec-Fetch-Site: cross-site');
    is("$status $result", '200 guard-reported', 'not without one');
};

subtest 'an allowed origin has its headers' => sub {
    my (undef, undef, $answer) = ask(POST => '/enforce/x.txt',
        'Origin: ' . APP, 'Sec-Fetch-Site: cross-site');
    cors_ok($answer, APP, 'POST');
};

done_testing();
