# SPDX-License-Identifier: Apache-2.0

# CGI: the script's own statuses and headers, and what httpd makes of a bad
# script.

use strict;
use warnings;

use Cors::Assert;
use Cors::Client;
use Test::More;

my @cookies = ('Set-Cookie: a=1; Path=/; HttpOnly',
    'Set-Cookie: b=2; samesite=lax; Secure',
    'Set-Cookie: gone=; Expires=Thu, 01 Jan 1970 00:00:00 GMT');
my @names = qw(a b gone);

sub cgi
{
    my ($recipe, %with) = @_;
    my $base = delete $with{base} // '/api/respond.pl';
    return request(delete $with{method} // 'GET',
        "$base?" . recipe_query(%$recipe), host => 'cgi.test', %with);
}

for my $status (200, 204, 206, 301, 302, 304, 307, 308, 400, 401, 403, 404,
    405, 408, 413, 416, 429, 431, 500, 502, 503) {
    each_origin(sub {
        my ($who, @origin) = @_;
        my @location = $status =~ /^30[1278]/
            ? 'Location: https://elsewhere.example/' : ();
        my $response = cgi({ status => $status, h => [ @cookies, @location ] },
            @origin);
        response_ok($response, $who, "script's own $status",
            status => $status, cookies => \@names);
    });
}

subtest 'what httpd makes of a script' => sub {
    for my $case (
        [ 'no headers',       500, GET => '/api/broken.pl' ],
        [ 'no such script',   404, GET => '/api/nowhere.pl' ],
        [ 'nothing said',     500, GET => '/api/respond.pl?hangup=1' ],
        [ 'unknown method',   200, BREW => '/api/respond.pl' ],
        [ 'PROPFIND',         200, PROPFIND => '/api/respond.pl' ],
        [ 'plain OPTIONS',    200, OPTIONS => '/api/respond.pl' ],
        [ 'body too long',    413, POST => '/api/limited/respond.pl',
            body => 'x' x 100 ],
        [ 'internal redirect', 200, GET => '/api/respond.pl?'
            . recipe_query(h => 'Location: /api/target/small.txt') ],
        [ 'internal redirect to nothing', 404, GET => '/api/respond.pl?'
            . recipe_query(h => 'Location: /api/target/nowhere') ],
        [ 'redirect out of scope', 200, GET => '/api/respond.pl?'
            . recipe_query(h => 'Location: /plain/respond.pl') ],
    ) {
        my ($name, $status, $method, $path, @with) = @$case;
        each_origin(sub {
            my ($who, @origin) = @_;
            response_ok(request($method => $path, host => 'cgi.test', @with,
                @origin), $who, $name, status => $status);
        });
    }
};

subtest 'the script has CORS headers of its own: removed' => sub {
    my @own = ('Access-Control-Allow-Origin: *',
        'Access-Control-Allow-Credentials: false',
        'access-control-allow-methods: GET, PUT',
        'Access-Control-Expose-Headers: X-Own',
        'Access-Control-Allow-Private-Network: true', 'Vary: Origin');
    for my $status (200, 304, 404, 500) {
        each_origin(sub {
            my ($who, @origin) = @_;
            my $response = cgi({ status => $status, h => [ @own, @cookies ] },
                @origin);
            response_ok($response, $who, "script's own $status",
                status => $status, cookies => \@names);
            my @left = grep { !/-(?:Origin|Credentials|Expose-Headers)$/i }
                grep { /^Access-Control-/i } field_names($response);
            is("@left", '', 'nothing of the script is left');
        });
    }
};

subtest 'Vary is merged, never replaced' => sub {
    for my $case (
        [ ['Vary: Cookie'],                  [qw(Cookie Origin)] ],
        [ ['Vary: Cookie, Accept-Language'],
            [qw(Cookie Accept-Language Origin)] ],
        [ ['Vary: origin'],                  [qw(Origin)] ],
        [ ['Vary: Accept', 'Vary: Cookie'],  [qw(Accept Cookie Origin)] ],
        [ ['Vary: Origin', 'Vary: Origin'],  [qw(Origin)] ],
        # A longer name that ends in the one looked for.
        [ ['Vary: X-Origin'],                [qw(X-Origin Origin)] ],
    ) {
        my ($own, $merged) = @$case;
        each_origin(sub {
            my ($who, @origin) = @_;
            vary_is(cgi({ h => $own }, @origin), $merged,
                "@$own, $who origin");
        });
    }
    # "*" says more than any name could: ours beside it would be noise.
    each_origin(sub {
        my ($who, @origin) = @_;
        is_deeply([ fields(cgi({ h => 'Vary: *', status => $_ }, @origin),
            'Vary') ], ['*'], "$_, $who origin: Vary: * stays as it is")
            for 200, 404;
    });
};

subtest 'Disallowed Reject' => sub {
    my %with = (base => '/api/reject/respond.pl');
    my $response = cgi({ h => 'X-Ran: yes' }, %with, origin => HOSTILE);
    response_ok($response, 'hostile', 'refused', status => 403);
    is_deeply([ fields($response, 'X-Ran') ], [], 'the script did not run');
    response_ok(cgi({}, %with, origin => APP), 'allowed', 'served',
        status => 200);
    response_ok(cgi({}, %with), 'none', 'served', status => 200);
    response_ok(cgi({}, %with, origin => 'https://cgi.test'), 'same',
        'same origin, served', status => 200);
};

subtest 'NPH: past the header filter, as it is' => sub {
    my $response = request(GET => '/api/nph-respond.pl', host => 'cgi.test',
        origin => APP);
    is($response->{status}, 200, 'answered');
    is_deeply([ fields($response, 'X-NPH') ], ['yes'], 'by the script');
    untouched($response, 'nothing of ours');
};

subtest 'out of scope' => sub {
    my $own = 'Access-Control-Allow-Origin: https://own.example';
    my $response = cgi({ h => [ $own, $cookies[0] ] },
        base => '/plain/respond.pl', origin => APP);
    is_deeply([ fields($response, 'Access-Control-Allow-Origin') ],
        ['https://own.example'], "the script's headers stay");
    is_deeply([ fields($response, 'Set-Cookie') ], ['a=1; Path=/; HttpOnly'],
        'cookies too');
    is_deeply([ fields($response, 'Vary') ], [], 'no Vary');
};

done_testing();
