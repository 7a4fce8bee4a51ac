# SPDX-License-Identifier: Apache-2.0

# Requests that httpd refuses before they have a method, a URI or a header, on a
# server that guards everything: each gets httpd's answer.

use strict;
use warnings;

use FindBin ();
use lib "$FindBin::Bin/lib";
use Cors::Client;
use Cors::Server ();
use Test::More;

my $rest = "Host: api.test\r\nOrigin: https://evil.example\r\n"
    . "Connection: close\r\n\r\n";
my @cases = (
    [ 'a line that is too long', 414, 'GET /' . 'x' x 9000 . " HTTP/1.1\r\n$rest" ],
    [ 'a method that is too long', 414, 'x' x 9000 . " / HTTP/1.1\r\n$rest" ],
    [ 'no method',            400, " / HTTP/1.1\r\n$rest" ],
    [ 'a method and no more', 400, "POST\r\n$rest" ],
    [ 'bytes of no method',   400, "\1\2\3 / HTTP/1.1\r\n$rest" ],
    [ 'a URI of another kind', 400, "POST x HTTP/1.1\r\n$rest" ],
    [ 'a header too long',    400,
        "POST / HTTP/1.1\r\nUpgrade: " . 'x' x 9000 . "\r\n$rest" ],
    [ 'no header',            400, "POST / HTTP/1.1\r\n: x\r\n$rest" ],
    [ 'two lengths',          400,
        "POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n$rest" ],
);

for my $guard (qw(Report Enforce)) {
    my $server = Cors::Server->new;
    $server->start(<<"CONF");
CorsCreds On
CorsCredsOrigin https://app.example.com
CorsCredsGuard $guard
CONF
    for my $case (@cases) {
        my ($name, $status, $bytes) = @$case;
        my $answer = $server->exchange($bytes);
        my ($got) = $answer =~ m{^HTTP/1\.[01] (\d+)};
        is($got // 'nothing', $status, "$guard, $name");
        unlike($answer, qr/^Access-Control/m, "$guard, $name: no header");
    }
}

done_testing();
