# SPDX-License-Identifier: Apache-2.0

# Requests that httpd gives up on before it has looked up a policy: bad lines,
# bad headers, time-outs. What was read of Origin is all that may be used, and
# httpd has not merged repeated fields yet.

use strict;
use warnings;

use Cors::Assert;
use Cors::Client;
use Test::More;

my $long = 'x' x 1100;
my @preflight_vary = qw(Origin Access-Control-Request-Method
    Access-Control-Request-Headers);

# In "%s" goes an Origin line or nothing.
sub answers
{
    my ($port, $status, $template, $name, $is_line_read) = @_;
    for my $who ([ allowed => APP ], [ hostile => HOSTILE ], ['none']) {
        my ($is, $origin) = @$who;
        my $line = defined $origin ? "Origin: $origin\r\n" : '';
        my $response = raw_request(sprintf($template, $line), port => $port);
        # Not read, not known: Vary only.
        $is = 'none' unless $is_line_read;
        response_ok($response, $is, "$name, " . ($origin // 'no Origin'),
            status => $status);
    }
}

subtest 'the request line is bad: no header was read' => sub {
    answers('early', 400, "GET /s/small.txt HTTP/1.1 more\r\nHost: a\r\n%s\r\n",
        'trailing word');
    answers('early', 400, "GET s/small.txt HTTP/1.1\r\nHost: a\r\n%s\r\n",
        'no slash');
    answers('early', 400, "GET /s/\x01 HTTP/1.1\r\nHost: a\r\n%s\r\n",
        'control byte');
    answers('early', 414, "GET /s/$long HTTP/1.1\r\nHost: a\r\n%s\r\n",
        'line too long');
    answers('early', 400, "GET /s/small.txt HTTP/x.y\r\nHost: a\r\n%s\r\n",
        'version');
};

for my $port (qw(early early_location)) {
    subtest "$port: a header is bad" => sub {
        my $head = "GET /s/small.txt HTTP/1.1\r\nHost: a\r\n";
        answers($port, 400, "$head%sno colon here\r\n\r\n",
            'no colon, after Origin', 1);
        answers($port, 400, "${head}bad name: x\r\n%s\r\n",
            'bad name, before Origin', 0);
        # A field is kept once the next line was read, and this one is not.
        answers($port, 400, "$head%sX-Long: $long\r\n\r\n",
            'field too long, right after Origin', 0);
        answers($port, 400, "$head%sX-Between: 1\r\nX-Long: $long\r\n\r\n",
            'field too long, after Origin', 1);
        answers($port, 400, "$head%sX-Bad: a\x01b\r\n\r\n",
            'control byte, after Origin', 1);
        answers($port, 400,
            "GET /s/small.txt HTTP/1.1\r\n%s\r\n", 'no Host', 1);
        answers($port, 400, "GET /s/small.txt HTTP/1.1\r\n"
            . "Host: a/b\r\n%s\r\n", 'bad Host', 1);
        answers($port, 400, "$head%sContent-Length: x\r\n\r\n",
            'bad length', 1);
        answers($port, 400, "$head%sTransfer-Encoding: other\r\n\r\n",
            'unknown encoding', 1);
        answers($port, 417, "${head}Expect: more\r\n%s\r\n",
            'unknown expectation', 1);
        answers($port, 400, "GET /s/%%zz HTTP/1.1\r\nHost: a\r\n"
            . "Connection: close\r\n%s\r\n", 'bad escape', 1);
        answers($port, 404, "GET /s/a%%2Fb HTTP/1.1\r\nHost: a\r\n"
            . "Connection: close\r\n%s\r\n", 'encoded slash', 1);
    };
}

subtest 'several Origin fields: none of them counts' => sub {
    my $head = "GET /s/small.txt HTTP/1.1\r\nHost: a\r\n";
    my ($app, $other, $bad) = map { "Origin: $_\r\n" } APP, OTHER, HOSTILE;
    for my $port (qw(early early_location)) {
        for my $pair ([ "$app$bad", 'allowed first' ],
            [ "$bad$app", 'hostile first' ], [ "$app$other", 'both allowed' ],
            [ "$app$app", 'the same twice' ],
            [ "${app}Origin:\r\n", 'one empty' ]) {
            my ($lines, $name) = @$pair;
            for my $case (
                [ 200, "$head${lines}Connection: close\r\n\r\n", 'well-formed' ],
                [ 400, "$head${lines}no colon\r\n\r\n", 'bad header' ],
                [ 400, "GET /s/small.txt HTTP/1.1\r\n$lines\r\n", 'no Host' ],
            ) {
                my ($status, $bytes, $kind) = @$case;
                my $response = raw_request($bytes, port => $port);
                response_ok($response, 'malformed', "$port: $name, $kind",
                    status => $status);
            }
        }
    }
};

subtest 'an Origin that is too long once merged' => sub {
    my $response = raw_request("GET /s/small.txt HTTP/1.1\r\nHost: a\r\n"
        . ("Origin: @{[APP]}/" . ('y' x 400) . "\r\n") x 3
        . "Connection: close\r\n\r\n", port => 'early');
    response_ok($response, 'malformed', 'three long ones', status => 400);
    $response = raw_request("OPTIONS /s/small.txt HTTP/1.1\r\nHost: a\r\n"
        . "Origin: @{[APP]}\r\nAccess-Control-Request-Method: PUT\r\n"
        . ('Access-Control-Request-Headers: ' . ('z' x 400) . "\r\n") x 3
        . "Connection: close\r\n\r\n", port => 'early');
    response_ok($response, 'malformed', 'the names a preflight asks for',
        status => 400);
    vary_is($response, \@preflight_vary, 'Vary as for any preflight');
};

subtest 'too many headers' => sub {
    answers('early', 400, "GET /s/small.txt HTTP/1.1\r\nHost: a\r\n%s"
        . join('', map { "X-$_: 1\r\n" } 1 .. 30) . "\r\n", 'fields', 1);
};

subtest 'time-outs' => sub {
    for my $case ([ 'header', "GET /s/small.txt HTTP/1.1\r\nHost: a\r\n%s"
            . "X-Between: 1\r\n" ],
        [ 'body', "POST /cgi/respond.pl HTTP/1.1\r\nHost: a\r\n%s"
            . "Content-Length: 10\r\nConnection: close\r\n\r\nabc" ]) {
        my ($name, $template) = @$case;
        my $bytes = sprintf $template, "Origin: @{[APP]}\r\n";
        my $response = raw_request($bytes, port => 'early');
        response_ok($response, 'allowed', "408 while reading the $name",
            status => 408);
    }
};

# With a preflight's headers, which count on OPTIONS only. PUT is not among the
# methods, so that even the right origin is refused.
subtest 'targets that are no path' => sub {
    # "in" is a request that the policy decorates, "out" one it says nothing on.
    my @ins = ([ allowed => APP ], [ hostile => HOSTILE ]);
    for my $case (
        # request, then status and scope: of the server, of a Location
        [ 'OPTIONS *',               403, 'refused',  200, 'out' ],
        [ 'CONNECT a.test:443',      405, 'in',       405, 'out' ],
        [ 'GET *',                   400, 'unknown',  400, 'out' ],
        [ 'GET ?x',                  200, 'in',       200, 'out' ],
        [ 'OPTIONS http:///',        403, 'refused',  200, 'out' ],
        [ 'GET http://a.test',       200, 'in',       200, 'out' ],
        [ 'OPTIONS //s//small.txt',  403, 'refused',  403, 'refused' ],
    ) {
        my ($line, @of) = @$case;
        for my $port (qw(early early_location)) {
            my ($status, $scope) = splice @of, 0, 2;
            for my $in (@ins) {
                my ($who, $origin) = @$in;
                my $response = raw_request("$line HTTP/1.1\r\nHost: a\r\n"
                    . "Origin: $origin\r\nConnection: close\r\n"
                    . join("\r\n", @{ preflight('PUT') }, '', ''),
                    port => $port);
                my $name = "$port, $line";
                status_ok($response, $status, "$name, $who: $status");
                if ($scope eq 'out') {
                    untouched($response, "$name, $who: untouched");
                    next;
                }
                response_ok($response, $scope eq 'in' ? $who : 'none', $name);
                vary_is($response, $scope eq 'refused' ? \@preflight_vary
                    : ['Origin'], "$name, $who: Vary");
            }
        }
    }
};

subtest 'TRACE stays as it is' => sub {
    for my $port (qw(early early_location)) {
        my $response = request(TRACE => '/s/small.txt', port => $port,
            origin => APP);
        status_ok($response, 200, 'answered');
        like($response->{body}, qr/^Origin: /m, 'echoed');
        untouched($response, 'no CORS headers');
    }
};

subtest 'HTTP/1.0 and 0.9' => sub {
    each_origin(sub {
        my ($who, @origin) = @_;
        response_ok(request(GET => '/s/small.txt', port => 'early',
            version => '1.0', without_host => 1, @origin), $who,
            '1.0 without Host', status => 200);
    });
    # Which has no header fields, neither ours nor others.
    my $response = raw_request("GET /s/small.txt\r\n\r\n", port => 'early');
    like($response->{raw}, qr/\Aline 1 of .*^line 40 of [^\n]*\n\z/ms,
        '0.9: the file and nothing else');
};

done_testing();
