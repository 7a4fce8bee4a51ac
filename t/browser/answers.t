# SPDX-License-Identifier: Apache-2.0

# What the script of a page reads of an answer, and what reaches the API of a
# request that it may not read the answer of.

use strict;
use warnings;

use FindBin ();
use lib "$FindBin::Bin/../lib";
use Cors::Browser qw(engines);
use Cors::Sites;
use Test::More;

my @engines = engines();
my $sites = Cors::Sites->new;

use constant {
    LOGGED_OUT => '{"error":"no session cookie came"}',
    COOKIE     => 'rewritten-session',
};

# The allowed page: an error is an answer like any other.
sub allowed
{
    my ($browser) = @_;
    for my $client ('fetch include', 'fetch omit', 'axios withCredentials') {
        my $answer = $sites->ask($browser, $client, GET => API,
            '/me?cookie=nobody');
        is($answer->{status}, 401, "$client: the status of a 401");
        is($answer->{text}, LOGGED_OUT, "$client: and its body");
    }
    my $answer = $sites->ask($browser, 'fetch include', GET => PLAIN,
        '/me?cookie=nobody');
    ok($answer->{blocked}, 'without the module: neither');
    ok($answer->{received}, 'though the API was asked');
    return;
}

# A stranger's page, in a browser that has a session with the API.
sub denied
{
    my ($browser) = @_;
    $sites->ask($browser, 'fetch include', GET => $_, '/visit?cookie=' . COOKIE)
        for API, STRICT;
    $browser->visit('https://' . STRANGER . '/');
    my $me = '/me?cookie=' . COOKIE;

    for my $client ('fetch include', 'fetch omit', 'axios withCredentials') {
        for my $host (API, STRICT) {
            my $name = "$client, GET $host";
            my $answer = $sites->ask($browser, $client, GET => $host, $me);
            ok($answer->{blocked} && !defined $answer->{text},
                "$name: nothing to read");
            reached($answer, $host eq API, $client ne 'fetch omit', $name);
        }
    }
    # A page that asks for nothing to read is not told that it may not. Browsers
    # say the origin of a POST only, so that a GET is nothing to reject.
    for my $case ([ GET => API, 1 ], [ GET => STRICT, 1 ], [ POST => API, 1 ],
        [ POST => STRICT, 0 ]) {
        my ($method, $host, $is_reached) = @$case;
        my $answer = $sites->ask($browser, 'fetch no-cors', $method => $host, $me);
        my $name = "fetch no-cors, $method $host";
        is($answer->{type}, 'opaque', "$name: an answer without a word");
        is("$answer->{status}$answer->{text}", '0', "$name: nothing to read");
        reached($answer, $is_reached, 1, $name);
    }
    for my $host (API, STRICT) {
        for my $client ('fetch include', 'axios withCredentials') {
            my $name = "$client, JSON to $host";
            my $answer = $sites->ask($browser, $client, POST => $host, '/login',
                { cookie => 'forged' });
            ok($answer->{blocked}, "$name: nothing to read");
            reached($answer, 0, 0, $name);
        }
    }
    return;
}

# Whether the request got past the module, and whether the cookie was with it.
sub reached
{
    my ($answer, $is_reached, $has_cookie, $name) = @_;
    my $received = $answer->{received};
    return is($received, undef, "$name: stopped before the API")
        unless $is_reached;
    my $cookies = ($received || { cookies => undef })->{cookies};
    return is_deeply($cookies, $has_cookie ? { COOKIE, 1 } : {},
        "$name: reaches the API, " . ($has_cookie ? 'with' : 'without')
            . ' the session');
}

for my $engine (@engines) {
    my $browser = $sites->open_app($engine, 'classic');
    subtest "$engine, allowed" => sub { allowed($browser) };
    subtest "$engine, denied" => sub { denied($browser) };
}

done_testing();
