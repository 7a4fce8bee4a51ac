# SPDX-License-Identifier: Apache-2.0

# httpd's own answers, status by status, for each level a policy can stand at.

use strict;
use warnings;

use Cors::Assert;
use Cors::Client;
use Test::More;

my @cases = (
    # name, status, method, path, further arguments of request()
    [ 'file',                 200, GET  => '/s/small.txt' ],
    [ 'HEAD',                 200, HEAD => '/s/small.txt' ],
    [ 'DirectoryIndex',       200, GET  => '/s/indexed/' ],
    [ 'byte range',           206, GET  => '/s/small.txt',
        headers => ['Range: bytes=0-9'] ],
    [ 'two byte ranges',      206, GET  => '/s/small.txt',
        headers => ['Range: bytes=0-9,20-29'] ],
    [ 'missing slash',        301, GET  => '/s/sub' ],
    [ 'not modified',         304, GET  => '/s/small.txt',
        headers => ['If-None-Match: *'] ],
    [ 'no credentials',       401, GET  => '/s/private/secret.txt' ],
    [ 'bad credentials',      401, GET  => '/s/private/secret.txt',
        headers => ['Authorization: Basic Ym9iOmJvYg=='] ],
    [ 'good credentials',     200, GET  => '/s/private/secret.txt',
        headers => ['Authorization: Basic YWxpY2U6c2VjcmV0'] ],
    [ 'Require all denied',   403, GET  => '/s/denied/file.txt' ],
    [ 'no such file',         404, GET  => '/s/nowhere' ],
    [ 'path info',            404, GET  => '/s/small.txt/info' ],
    [ 'DELETE of a file',     405, DELETE => '/s/small.txt' ],
    [ 'unknown method',       501, BREW => '/s/small.txt' ],
    [ 'broken set-up',        500, GET  => '/s/broken/x',
        headers => ['Authorization: Basic YWxpY2U6c2VjcmV0'] ],
    [ 'precondition failed',  412, GET  => '/s/small.txt',
        headers => ['If-Match: "other"'] ],
    [ 'body too long',        413, POST => '/s/small.txt',
        body => 'x' x 100 ],
    [ 'range not satisfiable', 416, GET => '/s/small.txt',
        headers => ['Range: bytes=99999-'] ],
    [ 'HTTP/1.0',             200, GET  => '/s/small.txt',
        version => '1.0' ],
    [ 'HTTP/1.0, missing',    404, GET  => '/s/nowhere', version => '1.0' ],
);

# mod_alias's answers come before the directory walk: a policy that stands in a
# Directory or .htaccess is not known yet.
my @early = (
    map({ [ "Redirect $_", $_, GET => "/s/to$_" ] }
        301, 302, 307, 308, 400, 403, 404, 405, 408, 410, 413, 429, 431, 500,
        502, 503),
    [ 'escape, slash', 404, GET => '/s/a%2Fb' ],
    [ 'escape, bad', 400, GET => '/s/%zz' ],
    [ 'escape, NUL', 404, GET => '/s/%00' ],
);

# Rewriting has not run when an escape is refused; and a filter that fails
# makes httpd clear both header tables.
sub has_cookie
{
    my ($case) = @_;
    return $case->[0] !~ /^(?:escape|body too|range not)/;
}

for my $level (qw(server location directory htaccess)) {
    subtest "policy at $level level" => sub {
        my $is_early = $level =~ /^(?:server|location)$/;
        for my $case (@cases, $is_early ? @early : ()) {
            my ($name, $status, $method, $path, @with) = @$case;
            my @cookies = has_cookie($case) ? 'sid' : ();
            each_origin(sub {
                my ($who, @origin) = @_;
                my $response = request($method => $path,
                    host => "static-$level.test", @with, @origin);
                response_ok($response, $who, "$status $name",
                    status => $status, cookies => \@cookies);
            });
        }
    };
}

subtest 'no CorsCreds, nothing done' => sub {
    for my $case (@cases, @early) {
        my ($name, $status, $method, $path, @with) = @$case;
        my $response = request($method => $path,
            host => 'static-off.test', @with, origin => APP);
        untouched($response, "$status $name");
        next unless has_cookie($case);
        is_deeply([ fields($response, 'Set-Cookie') ],
            ['sid=one; path=/; domain=app.static.test'],
            "$status $name: cookie as it was");
    }
};

subtest 'outside the section, nothing done' => sub {
    for my $level (qw(location directory htaccess)) {
        untouched(request(GET => '/index.html',
            host => "static-$level.test", origin => APP), $level);
    }
};

subtest 'what scripts may read' => sub {
    my $response = request(GET => '/s/small.txt',
        host => 'static-location.test', origin => APP);
    is_deeply([ fields($response, 'Access-Control-Expose-Headers') ],
        ['X-Request-Id'], 'exposed headers, once');
    $response = request(GET => '/s/nowhere',
        host => 'static-location.test', origin => APP);
    is_deeply([ fields($response, 'Access-Control-Expose-Headers') ],
        ['X-Request-Id'], 'on an error too');
};

subtest 'same origin is never CORS' => sub {
    # The transport counts as secure, so the server's own scheme is https.
    for my $level (qw(server location directory htaccess)) {
        my $host = "static-$level.test";
        no_cors(request(GET => '/s/small.txt', host => $host,
            origin => "https://$host"), $level);
    }
};

done_testing();
