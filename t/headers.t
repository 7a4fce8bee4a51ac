# SPDX-License-Identifier: Apache-2.0

# Beside mod_headers' recipes, and the result in the log and in headers.

use strict;
use warnings;

use Cors::Assert;
use Cors::Client;
use Test::More;

# Marks a request in the log.
my $probe = 0;

sub ask
{
    my ($method, $path, %with) = @_;
    push @{ $with{headers} }, 'X-Probe: ' . $with{probe} if $with{probe};
    return request($method => $path, host => 'headers.test', %with);
}

subtest 'a recipe left in place: removed from both tables' => sub {
    for my $case ([ 200, '/in/small.txt' ], [ 404, '/in/nowhere' ],
        [ 403, '/in/denied/file.txt' ], [ 301, '/in/sub' ],
        [ 200, '/cgi/respond.pl' ], [ 500, '/cgi/broken.pl' ],
        [ 404, '/cgi/respond.pl?status=404' ]) {
        my ($status, $path) = @$case;
        each_origin(sub {
            my ($who, @origin) = @_;
            my $response = ask(GET => $path, @origin);
            response_ok($response, $who, $path, status => $status,
                cookies => ['always']);
            is_deeply([ fields($response, 'Access-Control-Allow-Methods') ],
                [], 'nothing of the recipe is left');
            cookie_ok($response, 'added', 'the other table')
                if fields($response, 'Set-Cookie') > 1;
        });
    }
};

subtest 'Header set Vary comes before ours' => sub {
    each_origin(sub {
        my ($who, @origin) = @_;
        for my $path (qw(/in/sub/file.txt /in/sub/nowhere)) {
            vary_is(ask(GET => $path, @origin), [qw(Accept Origin)],
                "$path, $who origin");
        }
    });
};

subtest 'a response that httpd throws away at the last moment' => sub {
    each_origin(sub {
        my ($who, @origin) = @_;
        response_ok(ask(GET => '/in/indexed/index.txt', @origin), $who,
            'bad header', status => 500, cookies => ['always']);
    });
};

subtest 'Keep: what the recipe wrote stays' => sub {
    my $response = ask(GET => '/keep/small.txt', origin => HOSTILE);
    ok(fields($response, 'Access-Control-Allow-Origin') >= 1,
        'as the operator wanted it');
};

subtest 'out of scope the recipe is left alone' => sub {
    my $response = ask(GET => '/out', origin => HOSTILE);
    is_deeply([ fields($response, 'Access-Control-Allow-Origin') ],
        [HOSTILE], 'its header');
    is_deeply([ fields($response, 'Set-Cookie') ], ['always=1; Path=/'],
        'its cookie');
};

subtest 'CORS_CREDS_RESULT' => sub {
    my @app = (origin => APP);
    my @hostile = (origin => HOSTILE);
    for my $case (
        [ 'none',          GET => '/in/small.txt' ],
        [ 'none',          OPTIONS => '/in/small.txt' ],
        [ 'allowed',       GET => '/in/small.txt', @app ],
        [ 'allowed',       OPTIONS => '/in/small.txt', @app ],
        [ 'allowed',       GET => '/in/nowhere', @app ],
        [ 'denied-origin', GET => '/in/small.txt', @hostile ],
        [ 'denied-origin', GET => '/in/nowhere', @hostile ],
        [ 'same-origin',   GET => '/in/small.txt',
            origin => 'https://headers.test' ],
        [ 'malformed',     GET => '/in/small.txt', origin => 'nonsense' ],
        [ 'malformed',     GET => '/in/small.txt', @app,
            headers => [ 'Origin: ' . OTHER ] ],
        [ 'rejected',      GET => '/in/reject/x', @hostile ],
        [ 'preflight-allowed', OPTIONS => '/in/small.txt', @app,
            headers => preflight('PUT', 'x-one') ],
        [ 'preflight-denied-origin', OPTIONS => '/in/small.txt', @hostile,
            headers => preflight('PUT', 'x-one') ],
        [ 'preflight-denied-method', OPTIONS => '/in/small.txt', @app,
            headers => preflight('DELETE') ],
        [ 'preflight-denied-header', OPTIONS => '/in/small.txt', @app,
            headers => preflight('PUT', 'x-two') ],
        [ 'preflight-passed', OPTIONS => '/in/pass/x', @app,
            headers => preflight('PUT') ],
    ) {
        my ($result, $method, $path, @with) = @$case;
        my $id = 'probe-' . ++$probe . '.';
        ask($method => $path, @with, probe => $id);
        my ($line) = slurp_log('results_log', qr/^\Q$id\E /);
        is($line, "$id e=$result n=$result\n", "$result: $method $path");
    }
    my $response = ask(GET => '/in/small.txt', @app);
    is_deeply([ fields($response, 'X-Result') ], ['allowed'], 'in Header');
    is_deeply([ fields($response, 'X-Result-Always') ], ['allowed'],
        'in an expression');
    $response = ask(GET => '/in/nowhere', @hostile);
    is_deeply([ fields($response, 'X-Result-Always') ], ['denied-origin'],
        'on an error');
    my $id = 'probe-out.';
    ask(GET => '/out', @app, probe => $id);
    my ($line) = slurp_log('results_log', qr/^\Q$id\E /);
    like($line, qr/n=(?:-|none)$/, 'out of scope: nothing, or none');
};

done_testing();
