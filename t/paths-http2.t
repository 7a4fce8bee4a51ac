# SPDX-License-Identifier: Apache-2.0

# HTTP/2 without TLS, by prior knowledge.

use strict;
use warnings;

use Cors::Assert;
use Cors::Client;
use Test::More;

plan skip_all => 'no mod_http2' unless has_module('http2');
plan skip_all => 'mod_http2 does not run in prefork' if is_mpm('prefork');
plan skip_all => 'this curl cannot speak HTTP/2'
    unless `curl --version` =~ /\bHTTP2\b/;

my $cookie = 'Set-Cookie: a=1; Path=/';

for my $case (
    [ 'file',       200, GET  => '/s/small.txt' ],
    [ 'HEAD',       200, HEAD => '/s/small.txt' ],
    [ 'range',      206, GET  => '/s/small.txt',
        headers => ['Range: bytes=0-9'] ],
    [ 'redirect',   302, GET  => '/moved' ],
    [ 'not modified', 304, GET => '/s/small.txt',
        headers => ['If-None-Match: *'] ],
    [ 'document',   404, GET  => '/s/nowhere' ],
    [ 'script',     200, GET  => '/cgi/respond.pl?'
        . recipe_query(h => $cookie) ],
    [ 'script 500', 500, GET  => '/cgi/respond.pl?'
        . recipe_query(h => $cookie, status => 500) ],
    [ 'proxy',      200, GET  => '/proxy/x?'
        . recipe_query(h => [ $cookie, 'Access-Control-Allow-Origin: *' ]) ],
) {
    my ($name, $status, $method, $path, @with) = @$case;
    each_origin(sub {
        my ($who, @origin) = @_;
        my $response = $method eq 'HEAD'
            ? h2_head($path, @origin)
            : h2_request($method => $path, port => 'h2c', @with, @origin);
        like($response->{status_line}, qr{^HTTP/2 }, "$name: it is HTTP/2");
        response_ok($response, $who, $name, status => $status,
            cookies => $name =~ /^(?:script|proxy)/ ? ['a'] : []);
    });
}

# curl -X HEAD would wait for a body.
sub h2_head
{
    my ($path, %with) = @_;
    my @origin = $with{origin} ? ('-H', "Origin: $with{origin}") : ();
    open my $out, '-|', 'curl', '-s', '--head', '--http2-prior-knowledge',
        '--max-time', 20, @origin,
        'http://127.0.0.1:' . server_port('h2c') . $path or die "curl: $!";
    local $/;
    return Cors::Client::parse(<$out> // '', 1);
}

subtest 'preflight' => sub {
    my $response = h2_request(OPTIONS => '/s/small.txt', port => 'h2c',
        origin => APP, headers => preflight('PUT', 'x-one'));
    status_ok($response, 204, 'accepted');
    cors_ok($response, APP, 'headers');
    $response = h2_request(OPTIONS => '/s/small.txt', port => 'h2c',
        origin => HOSTILE, headers => preflight('PUT', 'x-one'));
    status_ok($response, 403, 'refused');
    no_cors($response, 'no header');
};

# The backend's 103 passes, and is none of ours; nor is what ends it twice so.
subtest 'early hints' => sub {
    each_origin(sub {
        my ($who, @origin) = @_;
        my $response = h2_request(GET => '/proxy/x?' . recipe_query(
            hints => 1, h => [ $cookie, 'Access-Control-Allow-Origin: *' ]),
            port => 'h2c', @origin);
        response_ok($response, $who, 'the final response', status => 200,
            cookies => ['a']);
        my @interim = @{ $response->{interim} };
        is_deeply([ map { $_->{status} } @interim ], [103],
            "$who origin: one 103 before it");
        is_deeply([ map { map { lc $_->[0] } @{ $_->{fields} } } @interim ],
            ['link'], "$who origin: with what the backend sent");
    });
};

subtest 'two origins' => sub {
    no_cors(h2_request(GET => '/s/small.txt', port => 'h2c', origin => APP,
        headers => [ 'Origin: ' . $_ ]), "no header, second $_")
        for HOSTILE, OTHER;
};

subtest 'names are in lower case, as HTTP/2 wants them' => sub {
    my $response = h2_request(GET => '/s/small.txt', port => 'h2c',
        origin => APP);
    is_deeply([ grep { /[A-Z]/ } field_names($response) ], [], 'all of them');
};

done_testing();
