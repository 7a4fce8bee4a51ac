# SPDX-License-Identifier: Apache-2.0

# Several requests on one connection: nothing of one is left for the next.

use strict;
use warnings;

use Cors::Assert;
use Cors::Client;
use Test::More;

my @turns = ([ allowed => APP ], [ hostile => HOSTILE ], ['none'],
    [ allowed => OTHER ], [ allowed => APP ], ['none']);

# One request after the other without waiting; the last one closes.
sub pipelined
{
    my ($method, $path, @headers) = @_;
    my $number = 0;
    my $bytes = join '', map {
        my $origin = $_->[1];
        join "\r\n", "$method $path HTTP/1.1", 'Host: static-location.test',
            (defined $origin ? "Origin: $origin" : ()), @headers,
            (++$number == @turns ? 'Connection: close' : ()), '', ''
    } @turns;
    my $answers = raw_request($bytes)->{raw};
    return map { Cors::Client::parse($_, $method eq 'HEAD') }
        split /(?=HTTP\/1\.1 \d{3} )/, $answers;
}

for my $case ([ 200, GET => '/s/small.txt' ], [ 200, HEAD => '/s/small.txt' ],
    [ 404, GET => '/s/nowhere' ], [ 302, GET => '/s/to302' ],
    [ 304, GET => '/s/small.txt', 'If-None-Match: *' ]) {
    my ($status, $method, $path, @headers) = @$case;
    subtest "$method $path, $status" => sub {
        my @responses = pipelined($method, $path, @headers);
        is(scalar(@responses), scalar(@turns), 'all answered');
        for my $turn (@turns) {
            my $response = shift @responses or last;
            my ($who, $origin) = @$turn;
            response_ok($response, $who, $path, status => $status,
                origin => $origin, cookies => ['sid']);
        }
    };
}

subtest 'preflights keep the connection' => sub {
    my @responses = pipelined('OPTIONS', '/s/small.txt',
        @{ preflight('GET') });
    is(scalar(@responses), scalar(@turns), 'all answered');
    for my $turn (@turns) {
        my $response = shift @responses or last;
        my ($who, $origin) = @$turn;
        response_ok($response, $who, 'preflight', origin => $origin,
            status => $who eq 'allowed' ? 204 : $who eq 'hostile' ? 403
                : 200);
    }
};

# A body that is left unread would be taken for the next request.
subtest 'a preflight with a body' => sub {
    my $smuggled = "GET /s/nowhere HTTP/1.1\r\nHost: static-off.test\r\n\r\n";
    for my $case (
        [ 'a length', 'Content-Length: ' . length $smuggled, $smuggled ],
        [ 'chunks', 'Transfer-Encoding: chunked',
            sprintf "%x\r\n%s\r\n0\r\n\r\n", length $smuggled, $smuggled ],
    ) {
        my ($name, $header, $body) = @$case;
        for my $origin (APP, HOSTILE) {
            my $head = join "\r\n", 'OPTIONS /s/sub/file.txt HTTP/1.1',
                'Host: static-location.test', "Origin: $origin",
                @{ preflight('GET') }, $header, '', '';
            my $next = join "\r\n", 'GET /s/sub/file.txt HTTP/1.1',
                'Host: static-location.test', "Origin: @{[APP]}",
                'Connection: close', '', '';
            my @statuses = raw_request("$head$body$next")->{raw}
                =~ /^HTTP\/1\.1 (\d+)/mg;
            my $first = $origin eq APP ? 204 : 403;
            # Closing the connection is an answer too.
            like("@statuses", qr/\A$first(?: 200)?\z/,
                "$name, $origin: the body is no request");
        }
    }
};

done_testing();
