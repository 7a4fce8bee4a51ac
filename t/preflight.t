# SPDX-License-Identifier: Apache-2.0

# Preflights: what is accepted, with which headers, and that nothing stands
# before the answer.

use strict;
use warnings;

use Cors::Assert;
use Cors::Client;
use Test::More;

my @hosts = qw(preflight.test preflight-late.test);
my @vary = qw(Origin Access-Control-Request-Method
    Access-Control-Request-Headers);

sub ask
{
    my ($host, $path, $origin, @headers) = @_;
    return request(OPTIONS => $path, host => $host, origin => $origin,
        headers => ref $headers[0] ? $headers[0] : preflight(@headers));
}

# Exactly these Access-Control-* beyond ACAO and ACAC, in any order.
sub accepted
{
    my ($response, $name, %extra) = @_;
    status_ok($response, 204, "$name: 204");
    cors_ok($response, APP, "$name: origin");
    my %got = map { $_->[0] => $_->[1] }
        grep { $_->[0] =~ /^Access-Control-/
            && $_->[0] !~ /^Access-Control-Allow-(?:Origin|Credentials)$/ }
        @{ $response->{fields} };
    is_deeply(\%got, { map { ("Access-Control-$_" => $extra{$_}) }
        keys %extra }, "$name: grants");
    vary_is($response, \@vary, "$name: Vary");
    is($response->{body}, '', "$name: no body");
    is_deeply([ grep { /^(?:Content-.*|Transfer-Encoding)$/i }
        field_names($response) ], [], "$name: no content headers");
    return;
}

sub refused
{
    my ($response, $name) = @_;
    status_ok($response, 403, "$name: 403");
    no_cors($response, "$name: no CORS header");
    vary_is($response, \@vary, "$name: Vary");
    return;
}

for my $host (@hosts) {
    subtest "$host: accepted" => sub {
        my $path = '/api/files/file.txt';
        my @age = ('Max-Age' => 600);
        accepted(ask($host, $path, APP, $_), $_, @age)
            for qw(GET HEAD POST);
        accepted(ask($host, $path, APP, $_), $_, @age, 'Allow-Methods' => $_)
            for qw(PUT DELETE PROPFIND BREW);
        accepted(ask($host, $path, APP, 'PUT', 'x-one'), 'one header', @age,
            'Allow-Methods' => 'PUT', 'Allow-Headers' => 'x-one');
        accepted(ask($host, $path, APP, 'GET', 'X-TWO', 'content-type',
            'x-one'), 'any case and order', @age,
            'Allow-Headers' => 'X-TWO,content-type,x-one');
        accepted(ask($host, $path, APP,
            [ 'Access-Control-Request-Method: GET',
            "Access-Control-Request-Headers: x-one ,\t x-two" ]),
            'white space', @age, 'Allow-Headers' => "x-one ,\t x-two");
        accepted(ask($host, '/api/files/nowhere', APP, 'GET'),
            'no such file', @age);
    };

    subtest "$host: refused" => sub {
        my $path = '/api/files/file.txt';
        refused(ask($host, $path, HOSTILE, 'PUT'), 'origin');
        refused(ask($host, $path, 'null', 'PUT'), 'null');
        refused(ask($host, $path, APP, $_), "method $_")
            for qw(PATCH put Delete propfind OPTIONS TRACE MKCOL *), 'P,UT';
        refused(ask($host, $path, APP, 'PUT', $_), "header $_")
            for qw(x-three x-on x-ones * authorization cookie),
            'x-one;x-two', 'x-one x-two', "\xc3\xa9";
        refused(ask($host, $path, APP, 'PUT', 'x-one', 'x-three'),
            'one header of two');
        refused(request(OPTIONS => $path, host => $host, origin => APP,
            headers => [ 'Origin: ' . OTHER, @{ preflight('GET') } ]),
            'two origins');
    };

    subtest "$host: nothing stands before it" => sub {
        for my $place (qw(basic denied limited methods)) {
            my $path = "/api/files/$place/file.txt";
            accepted(ask($host, $path, APP, 'PUT', 'x-one'), $place,
                'Max-Age' => 600, 'Allow-Methods' => 'PUT',
                'Allow-Headers' => 'x-one');
            refused(ask($host, $path, HOSTILE, 'PUT'), "$place, refused");
        }
        # And only a preflight passes.
        for my $case ([ 'basic', 401 ], [ 'denied', 403 ], [ 'limited', 403 ],
            [ 'methods', 405 ]) {
            my ($place, $status) = @$case;
            my $path = "/api/files/$place/file.txt";
            response_ok(request(OPTIONS => $path, host => $host,
                origin => APP), 'allowed', "plain OPTIONS, $place",
                status => $status);
            response_ok(request(OPTIONS => $path, host => $host,
                headers => preflight('PUT')), 'none', "no Origin, $place",
                status => $status);
            response_ok(request(DELETE => $path, host => $host,
                origin => APP, headers => preflight('PUT')), 'allowed',
                "not OPTIONS, $place", status => $place eq 'basic' ? 401
                    : $place eq 'methods' ? 405 : 403);
        }
    };
}

subtest 'policies of an .htaccess and of an <If>' => sub {
    for my $path (qw(/api/htaccess/file.txt /api/if/file.txt)) {
        accepted(ask('preflight-late.test', $path, APP, 'PUT'), $path,
            'Allow-Methods' => 'PUT');
        refused(ask('preflight-late.test', $path, HOSTILE, 'PUT'), $path);
    }
};

subtest 'an <If> within a Location' => sub {
    my $staging = sub {
        my ($origin, $method) = @_;
        return ask('preflight-if.test', '/api/file.txt', $origin,
            [ @{ preflight($method) }, 'X-Staging: 1' ]);
    };
    my $response = $staging->('https://staging.example.com', 'DELETE');
    status_ok($response, 204, 'accepted by the inner policy');
    cors_ok($response, 'https://staging.example.com', 'by its origin');
    status_ok($staging->(APP, 'PUT'), 403, 'which replaces the outer one');
    status_ok(ask('preflight-if.test', '/api/file.txt', APP, 'PUT'), 204,
        'which holds otherwise');
};

subtest 'no max-age unless there is one' => sub {
    accepted(ask('preflight.test', '/no-age/x', APP, 'GET'), 'none set');
};

subtest 'out of scope, and the whole server' => sub {
    untouched(ask('preflight.test', '/off/file.txt', APP, 'PUT'), 'no policy');
    my $response = ask('preflight.test', '*', APP, 'PUT');
    is_deeply([ fields($response, 'Access-Control-Allow-Origin') ], [],
        'OPTIONS * has no scope here');
};

subtest 'plain OPTIONS reaches the handler' => sub {
    my $response = request(OPTIONS => '/api/respond.pl',
        host => 'preflight.test', origin => APP);
    response_ok($response, 'allowed', 'script', status => 200);
    like($response->{body}, qr/^REQUEST_METHOD=OPTIONS$/m, 'ran');
    $response = request(OPTIONS => '/api/files/file.txt',
        host => 'preflight.test', origin => APP);
    response_ok($response, 'allowed', 'file', status => 200);
    ok(scalar(fields($response, 'Allow')), "httpd's own answer");
};

subtest 'long and odd lists of names' => sub {
    my @refuse = (
        [ 'commas',           ',' x 8000 ],
        [ 'one, then commas', 'x-one' . ',' x 8000 ],
        [ '17 empty',         'x-one' . ',' x 17 ],
        [ '17 empty before',  ',' x 17 . 'x-one' ],
        [ 'unknown names',    join ',', map { "x-name-$_" } 1 .. 600 ],
        [ 'one long name',    'x' x 8000 ],
        [ 'blanks within',    'x-one' . ' ' x 4000 . 'x-two' ],
        [ 'a tail',           'x-one,x-two,' . 'y' x 7000 ],
    );
    for my $case (@refuse) {
        my ($name, $list) = @$case;
        refused(ask('preflight.test', '/api/files/file.txt', APP, 'GET',
            $list), $name);
    }
    for my $case ([ 'empty', '' ], [ 'one comma', 'x-one,' ],
        [ '16 empty', ',' x 16 . 'x-one' ]) {
        my ($name, $list) = @$case;
        my $response = ask('preflight.test', '/api/files/file.txt', APP,
            [ 'Access-Control-Request-Method: GET',
            "Access-Control-Request-Headers: $list" ]);
        status_ok($response, 204, "$name: accepted");
    }
};

subtest 'several lines of names' => sub {
    my @lines = ('Access-Control-Request-Method: GET',
        'Access-Control-Request-Headers: x-one',
        'Access-Control-Request-Headers: x-two');
    my $response = ask('preflight.test', '/api/x', APP, \@lines);
    accepted($response, 'both admitted', 'Max-Age' => 600,
        'Allow-Headers' => 'x-one, x-two');
    refused(ask('preflight.test', '/api/x', APP,
        [ @lines, 'Access-Control-Request-Headers: x-three' ]),
        'one of three is not');
    refused(ask('preflight.test', '/api/x', APP, [
        'Access-Control-Request-Method: PUT',
        'Access-Control-Request-Method: DELETE' ]), 'two methods');
};

subtest 'Pass: the backend answers' => sub {
    my @own = ('Access-Control-Allow-Origin: https://own.example',
        'Access-Control-Allow-Methods: PUT', 'X-Ran: yes');
    my $response = ask('preflight.test', '/api/pass/respond.pl?'
        . recipe_query(h => \@own), APP, 'PUT');
  SKIP: {
        is_deeply([ fields($response, 'X-Ran') ], ['yes'], 'it did')
            or skip 'the handler did not run', 4;
        is_deeply([ fields($response, 'Access-Control-Allow-Origin') ],
            ['https://own.example'], 'its origin stays');
        is_deeply([ fields($response, 'Access-Control-Allow-Methods') ],
            ['PUT'], 'its methods stay');
        status_ok($response, 200, 'so does its status');
        vary_is($response, \@vary, 'Vary names all three');
    }
    vary_is(ask('preflight.test', '/api/pass/respond.pl', HOSTILE, 'PUT'),
        \@vary, 'whoever asks');
    $response = request(GET => '/api/pass/respond.pl?'
        . recipe_query(h => \@own), host => 'preflight.test', origin => APP);
    cors_ok($response, APP, 'an actual request is decorated as ever');
};

subtest 'Debug' => sub {
    my $path = '/api/debug/x';
    for my $case ([ 'method', 'PATCH' ], [ 'header', 'GET', 'x-three' ]) {
        my ($part, @asked) = @$case;
        my $response = ask('preflight.test', $path, APP, @asked);
        status_ok($response, 204, "$part: 204");
        cors_ok($response, APP, "$part: the origin was not the reason");
        is_deeply([ sort grep { /^Access-Control-/ } field_names($response) ],
            [qw(Access-Control-Allow-Credentials
                Access-Control-Allow-Origin)], "$part: nothing else");
    }
    refused(ask('preflight.test', $path, HOSTILE, 'GET'), 'origin');
    accepted(ask('preflight.test', $path, APP, 'PUT'), 'accepted',
        'Allow-Methods' => 'PUT', 'Max-Age' => 600);
};

subtest 'anonymous' => sub {
    for my $with ([ origin => HOSTILE ], [ origin => 'null' ], []) {
        my $response = request(GET => '/anonymous/file.txt',
            host => 'preflight.test', @$with);
        is_deeply([ map { "$_->[0]: $_->[1]" }
            grep { $_->[0] =~ /^Access-Control-/ } @{ $response->{fields} } ],
            ['Access-Control-Allow-Origin: *'], "@$with: star, nothing else");
        is_deeply([ grep { /\borigin\b/i } fields($response, 'Vary') ], [],
            "@$with: no Vary");
    }
    my $response = ask('preflight.test', '/anonymous/file.txt', HOSTILE,
        'PUT', 'x-one');
    status_ok($response, 204, 'preflight');
    is_deeply([ fields($response, 'Access-Control-Allow-Origin') ], ['*'],
        'star');
    is_deeply([ fields($response, 'Access-Control-Allow-Credentials') ], [],
        'no credentials');
};

done_testing();
