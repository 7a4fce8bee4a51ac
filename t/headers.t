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
    # On an error of httpd's own, mod_headers writes its second table only.
    my ($always, @both) = ('always', qw(always added));
    for my $case (
        [ 200, '/in/small.txt',              @both ],
        [ 404, '/in/nowhere',                $always ],
        [ 403, '/in/denied/file.txt',        $always ],
        [ 301, '/in/sub',                    $always ],
        [ 200, '/cgi/respond.pl',            @both ],
        [ 500, '/cgi/broken.pl',             $always ],
        [ 404, '/cgi/respond.pl?status=404', @both ],
    ) {
        my ($status, $path, @cookies) = @$case;
        each_origin(sub {
            my ($who, @origin) = @_;
            my $response = ask(GET => $path, @origin);
            response_ok($response, $who, $path, status => $status);
            is_deeply([ fields($response, 'Access-Control-Allow-Methods') ],
                [], 'nothing of the recipe is left');
            is_deeply([ fields($response, 'Set-Cookie') ],
                [ map { "$_=1; Path=/; SameSite=None; Secure" } @cookies ],
                'cookies of both tables, rewritten once');
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
    # Twice by the recipe itself, one for each table.
    is_deeply([ fields($response, 'Access-Control-Allow-Origin') ],
        [ HOSTILE, HOSTILE ], 'as the operator wanted it');
    is_deeply([ fields($response, 'Access-Control-Allow-Methods') ],
        ['GET, PUT'], 'and the rest of it');
    vary_is($response, ['Origin'], 'Vary');
};

# A refusal is an answer of ours: no recipe may turn it into a permission.
subtest 'Keep: but not on a refusal' => sub {
    for my $case (
        [ OPTIONS => '/keep/small.txt',        preflight('PUT', 'x-one') ],
        [ OPTIONS => '/keep/nowhere',          preflight('GET') ],
        [ OPTIONS => '/keep/reflect/x',        preflight('PUT', 'x-one') ],
        [ OPTIONS => '/keep/reject/small.txt', preflight('GET') ],
        [ GET     => '/keep/reject/small.txt' ],
        [ GET     => '/keep/reject/nowhere' ],
        [ POST    => '/keep/reject/small.txt', ['Content-Length: 0'] ],
    ) {
        my ($method, $path, $headers) = @$case;
        my $response = ask($method => $path, origin => HOSTILE,
            headers => [ @{ $headers || [] } ]);
        response_ok($response, 'hostile', "$method $path", status => 403);
        is_deeply([ fields($response, 'X-Result-Always') ],
            [ $method eq 'OPTIONS' ? 'preflight-denied-origin' : 'rejected' ],
            "$method $path: mod_headers did have its say");
    }
    my $response = ask(OPTIONS => '/keep/reflect/x', origin => APP,
        headers => preflight('DELETE'));
    response_ok($response, 'hostile', 'the method, likewise', status => 403);
    $response = ask(GET => '/keep/reject/small.txt', origin => APP);
    status_ok($response, 200, 'who is allowed is served');
    $response = ask(GET => '/keep/reflect/x', origin => HOSTILE);
    ok(scalar(grep { $_ eq HOSTILE }
        fields($response, 'Access-Control-Allow-Origin')),
        'where nothing is refused, that recipe is kept');
};

# Walking the Locations early must not make their directives count twice.
subtest 'Pass: what the Location adds is there once' => sub {
    for my $case ([ APP, preflight('PUT') ], [ HOSTILE, preflight('PUT') ],
        [ APP, [] ]) {
        my ($origin, $headers) = @$case;
        my $response = ask(OPTIONS => '/in/pass/small.txt', origin => $origin,
            headers => [@$headers]);
        status_ok($response, 200, "$origin: the handler answers");
        for my $table (qw(X-One X-Always)) {
            is_deeply([ fields($response, $table) ], ['1'],
                "$origin, @$headers: $table once");
        }
    }
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
    is($line, "$id e=- n=-\n", 'out of scope: nothing');
};

# mod_authz_core asks when the decision has been taken (6.15).
subtest 'CORS_CREDS_RESULT in Require expr' => sub {
    for my $case ([ 'allowed', 200 ], [ 'hostile', 403 ], [ 'none', 403 ]) {
        my ($who, $status) = @$case;
        my %origin = (allowed => APP, hostile => HOSTILE);
        response_ok(ask(GET => '/in/required/small.txt',
            origin => $origin{$who}), $who, 'Require', status => $status);
    }
};

done_testing();
