# SPDX-License-Identifier: Apache-2.0

# mod_proxy in front of backends that answer anything, with and without CORS
# headers of their own.

use strict;
use warnings;

use Cors::Assert;
use Cors::Client;
use Test::More;

my @statuses = (200, 204, 206, 301, 302, 304, 307, 308, 400, 401, 403, 404,
    405, 408, 413, 416, 429, 431, 500, 502, 503);
my @cookies = ('Set-Cookie: a=1; Path=/', 'Set-Cookie: b=2; SameSite=Lax',
    'Set-Cookie: c=3; Expires=Thu, 01 Jan 2099 00:00:00 GMT; HttpOnly');
my @names = qw(a b c);
my @own = ('Access-Control-Allow-Origin: https://own.example',
    'Access-Control-Allow-Credentials: true',
    'Access-Control-Expose-Headers: X-Own');

sub backend
{
    my ($scheme, $recipe, %with) = @_;
    my $method = delete $with{method} // 'GET';
    return request($method => "/$scheme/x?" . recipe_query(%$recipe),
        host => 'backend.test', %with);
}

for my $scheme (qw(http fcgi)) {
    subtest "$scheme, Override" => sub {
        for my $status (@statuses) {
            each_origin(sub {
                my ($who, @origin) = @_;
                response_ok(backend($scheme,
                    { status => $status, h => [@cookies] }, @origin),
                    $who, $status, status => $status, cookies => \@names);
                my $response = backend($scheme,
                    { status => $status, h => [ @cookies, @own,
                        'Vary: Cookie', 'Vary: Origin' ] }, @origin);
                response_ok($response, $who, "$status with own headers",
                    status => $status, cookies => \@names,
                    vary => ['Cookie']);
                unlike($response->{head}, qr/own\.example|X-Own/,
                    'nothing of the backend is left');
            });
        }
    };

    subtest "$scheme, Keep" => sub {
        for my $status (@statuses) {
            each_origin(sub {
                my ($who, @origin) = @_;
                response_ok(backend("$scheme-keep",
                    { status => $status, h => [@cookies] }, @origin),
                    $who, "$status without own headers",
                    status => $status, cookies => \@names);
                kept_ok(backend("$scheme-keep",
                    { status => $status, h => [ @cookies, @own ] }, @origin),
                    "$status with own headers, $who origin");
            });
        }
    };
}

# The backend's three headers, once each, and no other.
sub kept_ok
{
    my ($response, $name) = @_;
    my @got = sort map { "$_->[0]: $_->[1]" }
        grep { $_->[0] =~ /^Access-Control-/i } @{ $response->{fields} };
    is_deeply(\@got, [ sort @own ], $name);
    is(scalar(grep { /^origin$/i } map { split /,\s*/ }
        fields($response, 'Vary')), 1, "$name: Vary names Origin");
    cookie_ok($response, $_, "$name: cookie $_") for @names;
}

subtest 'h2c' => sub {
    plan skip_all => 'no mod_proxy_http2, or prefork'
        if !has_module('proxy_http2') || is_mpm('prefork');
    for my $status (200, 404, 500) {
        each_origin(sub {
            my ($who, @origin) = @_;
            my $response = request(GET => '/h2/respond.pl?' . recipe_query(
                    status => $status, h => [ @cookies, @own ]),
                host => 'backend.test', @origin);
            response_ok($response, $who, $status, status => $status,
                cookies => \@names);
            unlike($response->{head}, qr/own\.example/, 'own header removed');
        });
    }
};

subtest 'no backend, or a dying one' => sub {
    for my $case ([ 503, '/down/x' ], [ 502, '/http/x?hangup=1' ],
        [ 502, '/http/x?garbage=1' ], [ 503, '/fcgi/x?hangup=1' ]) {
        my ($status, $path) = @$case;
        each_origin(sub {
            my ($who, @origin) = @_;
            response_ok(request(GET => $path, host => 'backend.test',
                @origin), $who, $path, status => $status);
        });
    }
    response_ok(request(GET => '/slow/x?sleep=3', host => 'backend.test',
        origin => APP), 'allowed', 'too slow', status => 502);
};

subtest 'headers in any case, several times' => sub {
    my @odd = ('ACCESS-CONTROL-ALLOW-ORIGIN: https://a.example',
        'access-control-allow-origin: *', 'Access-control-Allow-origin: null',
        'Access-Control-Allow-Methods: A', 'access-control-allow-methods: B',
        'Access-Control-: x', 'Access-Control-Max-Age: 5');
    each_origin(sub {
        my ($who, @origin) = @_;
        my $response = backend('http', { h => [ @odd, @cookies ] }, @origin);
        response_ok($response, $who, 'odd', cookies => \@names);
        is_deeply([ grep { /^access-control-/i
            && !/-(?:Allow-Origin|Allow-Credentials|Expose-Headers)$/ }
            field_names($response) ], [], "none is left, $who origin");
    });
};

subtest 'Keep, but the backend sent no origin' => sub {
    cors_ok(backend('http-keep',
        { h => 'Access-Control-Allow-Credentials: true' }, origin => APP),
        APP, 'ours, once');
};

subtest 'a policy in <Proxy>' => sub {
    each_origin(sub {
        my ($who, @origin) = @_;
        response_ok(request(GET => '/by-backend/x?h=Set-Cookie:%20a=1',
            host => 'backend.test', @origin), $who, 'request', status => 200,
            cookies => ['a']);
    });
    my $response = request(OPTIONS => '/by-backend/x',
        host => 'backend.test', origin => APP, headers => preflight('PUT'));
    status_ok($response, 204, 'preflight');
    cors_ok($response, APP, 'preflight');
};

subtest 'ProxyErrorOverride' => sub {
    for my $status (404, 500) {
        each_origin(sub {
            my ($who, @origin) = @_;
            response_ok(backend('replaced', { status => $status,
                h => [@own] }, @origin), $who, $status, status => $status);
        });
    }
};

subtest 'methods and bodies reach the backend' => sub {
    for my $method (qw(POST PUT DELETE PATCH PROPFIND OPTIONS)) {
        my $response = backend('http', {}, method => $method, origin => APP,
            $method =~ /^P[OUA]/ ? (body => 'payload') : ());
        cors_ok($response, APP, $method);
        like($response->{body}, qr/^\Q$method\E /, 'method as sent');
        like($response->{body}, qr/^Origin: \Q@{[APP]}\E\r?$/m,
            'Origin reaches the backend');
    }
};

subtest 'a WebSocket upgrade stays as it is' => sub {
    my @as_sent = ('Set-Cookie: a=1; Path=/', 'Vary: Cookie',
        'Access-Control-Allow-Origin: https://own.example');
    my $response = request(GET => '/socket/x?' . recipe_query(status => 101,
            h => [ 'Upgrade: websocket', 'Connection: Upgrade', @as_sent ]),
        host => 'backend.test', origin => APP, headers => [
            'Upgrade: websocket', 'Sec-WebSocket-Version: 13',
            'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==']);
    status_ok($response, 101, 'switched');
    is_deeply([ fields($response, 'Upgrade') ], ['websocket'], 'to WebSocket');
    my $own = join '|', map { /^([^:]+)/ } @as_sent;
    is_deeply([ sort map { "$_->[0]: $_->[1]" }
        grep { $_->[0] =~ /^(?:Access-Control-.*|$own)$/i }
        @{ $response->{fields} } ], [ sort @as_sent ], "the backend's, as sent");
};

subtest 'Vary: * stays as it is' => sub {
    for my $scheme (qw(http http-keep fcgi fcgi-keep)) {
        each_origin(sub {
            my ($who, @origin) = @_;
            is_deeply([ fields(backend($scheme, { h => 'Vary: *' }, @origin),
                'Vary') ], ['*'], "$scheme, $who origin");
        });
    }
};

# It shows what came in, so nothing of ours may be in it.
subtest 'TRACE stays as it is' => sub {
    each_origin(sub {
        my ($who, @origin) = @_;
        my $response = backend('http', { h => [ @own, $cookies[0] ] },
            method => 'TRACE', @origin);
        status_ok($response, 200, "$who origin: answered");
        like($response->{body}, qr/^TRACE /, "$who origin: by the backend");
        is_deeply([ sort map { "$_->[0]: $_->[1]" }
            grep { $_->[0] =~ /^(?:Access-Control-|Set-Cookie|Vary)/i }
            @{ $response->{fields} } ], [ sort @own, $cookies[0] ],
            "$who origin: its headers, as sent");
    });
};

subtest 'interim responses stay as they are' => sub {
    for my $case ([ 100, {}, method => 'POST', body => 'x' x 10,
            headers => ['Expect: 100-continue'] ], [ 103, { hints => 1 } ]) {
        my ($status, $recipe, @with) = @$case;
        my $response = backend('http', $recipe, @with, origin => APP);
        cors_ok($response, APP, 'the final response');
        my @interim = @{ $response->{interim} };
        ok(scalar(grep { $_->{status} == $status } @interim),
            "a $status came before it");
        is_deeply([ grep { /^(?:Access-Control-|Vary|Set-Cookie)/i }
            map { map { $_->[0] } @{ $_->{fields} } } @interim ], [],
            "nothing of ours on the $status");
    }
};

subtest 'out of scope' => sub {
    my $response = backend('out', { h => [ @own, @cookies ] },
        origin => APP);
    is_deeply([ fields($response, 'Access-Control-Allow-Origin') ],
        ['https://own.example'], "the backend's headers stay");
    is_deeply([ fields($response, 'Vary') ], [], 'no Vary');
    is_deeply([ map { "Set-Cookie: $_" } fields($response, 'Set-Cookie') ],
        \@cookies, 'cookies stay');
};

done_testing();
