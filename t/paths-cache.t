# SPDX-License-Identifier: Apache-2.0

# mod_cache: two origins in turn never see each other's headers, and a hit is
# really a hit.

use strict;
use warnings;

use Cors::Assert;
use Cors::Client;
use Test::More;

my $entry = 0;

# A URL that no other case has put into the cache.
sub fresh
{
    my ($base, @header) = @_;
    return "$base?" . recipe_query(x => ++$entry,
        h => [ 'Cache-Control: max-age=600', 'ETag: "e"', @header ]);
}

sub fetch
{
    my ($quick, $url, @with) = @_;
    return request(GET => $url, host => "cache-$quick.test", @with);
}

sub is_hit { return (fields($_[0], 'X-Cache'))[0] =~ /^HIT/ }

my @turns = (
    [ allowed => (origin => APP),   APP ],
    [ allowed => (origin => OTHER), OTHER ],
    [ hostile => (origin => HOSTILE) ],
    ['none'],
);

sub in_turn
{
    my ($quick, $url, $name, $when_hit) = @_;
    for my $round (1, 2, 3) {
        my $number = 0;
        for my $turn (@turns) {
            my ($who, @rest) = @$turn;
            my @origin = @rest[ 0, 1 ];
            my $response = fetch($quick, $url, @rest ? @origin : ());
            response_ok($response, $who, "$name, round $round, turn $number",
                status => 200, origin => $rest[2]);
            is(!!is_hit($response), !!$when_hit->($round, $number),
                "$name, round $round, turn $number: "
                . ($when_hit->($round, $number) ? 'hit' : 'miss'));
            $number++;
        }
    }
}

for my $quick (qw(quick late)) {
    for my $base ('/override/respond.pl', '/override-proxy/x',
        '/socache/x') {
        subtest "$quick, $base: one entry for all" => sub {
            my $one_miss = sub { $_[0] > 1 || $_[1] > 0 };
            in_turn($quick, fresh($base), 'plain', $one_miss);
            in_turn($quick, fresh($base, 'Access-Control-Allow-Origin: *',
                'Vary: Accept-Language'), 'own headers', $one_miss);
        };
    }
    for my $base ('/keep/respond.pl', '/keep-proxy/x') {
        subtest "$quick, $base: an entry for each origin" => sub {
            in_turn($quick, fresh($base), 'plain', sub { $_[0] > 1 });
        };
        subtest "$quick, $base: the backend's own header" => sub {
            # A backend that reflects what it admits.
            for my $origin (APP, OTHER, APP, OTHER) {
                my $url = "$base?x=reflected$quick&"
                    . recipe_query(h => 'Cache-Control: max-age=600');
                my $response = fetch($quick, $url, origin => $origin);
                cors_ok($response, $origin, $origin);
            }
        };
    }

    subtest "$quick: cookies of a hit" => sub {
        my $url = fresh('/override/respond.pl', 'Set-Cookie: a=1; Path=/');
        for my $turn (1 .. 3) {
            my $response = fetch($quick, $url, origin => APP);
            is(!!is_hit($response), $turn > 1, $turn > 1 ? 'hit' : 'miss');
            response_ok($response, 'allowed', "turn $turn", cookies => ['a']);
        }
    };

    subtest "$quick: conditional requests" => sub {
        my $url = fresh('/override/respond.pl');
        fetch($quick, $url);
        each_origin(sub {
            my ($who, @origin) = @_;
            my $response = fetch($quick, $url, @origin,
                headers => ['If-None-Match: "e"']);
            response_ok($response, $who, '304 from the cache', status => 304);
        });
    };

    subtest "$quick: entries that are validated again" => sub {
        for my $base ('/override-proxy/x', '/keep-proxy/x') {
            my $url = fresh($base) . '&conditional=1';
            for my $origin (APP, OTHER, APP, OTHER, undef, APP) {
                my @origin = defined $origin ? (origin => $origin) : ();
                my $response = fetch($quick, $url, @origin,
                    headers => ['Cache-Control: max-age=0']);
                response_ok($response, defined $origin ? 'allowed' : 'none',
                    $base, status => 200, origin => $origin);
            }
            my ($how) = fields(fetch($quick, $url, origin => APP,
                headers => ['Cache-Control: max-age=0']), 'X-Cache');
            like($how, qr/^REVALIDATE/, "$base: they really are");
        }
    };

    subtest "$quick: ranges of a hit" => sub {
        my $url = fresh('/override/respond.pl');
        fetch($quick, $url);
        each_origin(sub {
            my ($who, @origin) = @_;
            my $response = fetch($quick, $url, @origin,
                headers => ['Range: bytes=0-3']);
            response_ok($response, $who, 'range', status => 206);
        });
    };

    subtest "$quick: preflights are not cached" => sub {
        my $url = fresh('/override/respond.pl');
        fetch($quick, $url);
        my $response = request(OPTIONS => $url, host => "cache-$quick.test",
            origin => APP, headers => preflight('GET'));
        status_ok($response, 204, 'answered');
        cors_ok($response, APP, 'with its headers');
        is_deeply([ fields($response, 'X-Cache') ], [], 'by the module')
            if $quick eq 'quick';
        response_ok(fetch($quick, $url, origin => OTHER), 'allowed',
            'the entry is as it was', status => 200, origin => OTHER);
    };

    subtest "$quick: Disallowed Reject" => sub {
        my $url = fresh('/reject/x');
        response_ok(fetch($quick, $url, origin => APP), 'allowed', 'miss',
            status => 200);
        ok(is_hit(fetch($quick, $url, origin => APP)), 'cached');
        response_ok(fetch($quick, $url, origin => HOSTILE), 'hostile',
            'a hit is rejected too', status => 403);
        response_ok(fetch($quick, $url, origin => APP), 'allowed',
            'and stays in the cache', status => 200);
    };

    # A quick handler's hit comes before the walk that would find the policy.
    subtest "$quick: a policy of a Directory" => sub {
        in_turn($quick, '/directory/small.txt?' . ++$entry, 'small file',
            sub { $_[0] > 1 || $_[1] > 0 });
    };

    subtest "$quick: out of scope" => sub {
        my $url = fresh('/out/respond.pl');
        fetch($quick, $url);
        my $response = fetch($quick, $url, origin => APP);
        ok(is_hit($response), 'hit');
        untouched($response, 'untouched');
    };
}

done_testing();
