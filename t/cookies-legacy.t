# SPDX-License-Identifier: Apache-2.0

# CorsCredsCookieLegacyClients: who mishandles SameSite=None does not get it.

use strict;
use warnings;

use FindBin ();
use lib "$FindBin::Bin/lib";
use Cors::Assert;
use Cors::Client;
use Cors::Server ();
use Test::More;

my $server = Cors::Server->new;
my $backend = $server->backend;
$server->start(<<"CONF");
CorsCreds On
CorsCredsOrigin https://app.example.com
CorsCredsTransport Secure
CorsCredsCookie none* SameSite=None Secure Partitioned
CorsCredsCookie lax* SameSite=Lax
CorsCredsCookie * HttpOnly
CorsCredsCookieLegacyClients On
ProxyPass / http://127.0.0.1:$backend/
<Location /off>
    CorsCredsCookieLegacyClients Off
</Location>
<Location /open>
    CorsCredsTransport Auto
</Location>
CONF

my $old = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 '
    . '(KHTML, like Gecko) Chrome/60.0.3112.113 Safari/537.36';
my $new = $old =~ s{Chrome/60}{Chrome/80}r;

sub ask
{
    my ($path, $agent, @cookies) = @_;
    my $query = recipe_query(h => [ map { "Set-Cookie: $_" } @cookies ]);
    return $server->fetch(GET => "http://api.test$path?$query",
        '-H', 'Origin: ' . APP,
        '-H', defined $agent ? "User-Agent: $agent" : 'User-Agent:');
}

sub cookies_are
{
    my ($answer, $cookies, $vary, $name) = @_;
    is_deeply([ fields($answer, 'Set-Cookie') ], $cookies, $name)
        or diag($answer->{head});
    vary_is($answer, $vary, "$name: Vary");
    return;
}

my @both = ('Origin', 'User-Agent');
for my $who ([ 'a new client', $new ], [ 'no name at all', undef ]) {
    my ($name, $agent) = @$who;
    cookies_are(ask('/x', $agent, 'none=1; Path=/'),
        ['none=1; Path=/; SameSite=None; Secure; Partitioned'], \@both, $name);
}
cookies_are(ask('/x', $old, 'none=1; Path=/'),
    ['none=1; Path=/; Secure; Partitioned'], \@both, 'an old client');
cookies_are(ask('/x', $old, 'none=1; SameSite=Lax; Path=/; samesite=none'),
    ['none=1; Path=/; Secure; Partitioned'], \@both,
    'an old client, and what the backend says');
cookies_are(ask('/x', $old, 'other=1', 'none-2=2', 'lax=3'),
    [ 'other=1; HttpOnly', 'none-2=2; Secure; Partitioned',
        'lax=3; SameSite=Lax' ], \@both, 'one of several');
cookies_are(ask('/x', $old, 'other=1; SameSite=None; Secure'),
    ['other=1; SameSite=None; Secure; HttpOnly'], ['Origin'],
    'a rule that does not speak of SameSite');
cookies_are(ask('/x', $_, 'lax=1'), ['lax=1; SameSite=Lax'], ['Origin'],
    'Lax is for everybody') for $old, $new;
cookies_are(ask('/x', $old), [], ['Origin'], 'no cookie');
cookies_are(ask('/off', $old, 'none=1'),
    ['none=1; SameSite=None; Secure; Partitioned'], ['Origin'], 'Off');
cookies_are(ask('/open', $old, 'none=1; SameSite=Lax'),
    ['none=1; SameSite=Lax'], ['Origin'],
    'where None is not set anyhow, nothing depends on the client');

done_testing();
