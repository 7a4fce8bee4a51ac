# SPDX-License-Identifier: Apache-2.0

# What the log says: denied origins, escaped, and not without end.

use strict;
use warnings;

use Cors::Assert;
use Cors::Client;
use Test::More;

sub ask
{
    my ($origin, %with) = @_;
    return request(GET => '/s/small.txt', host => 'logging.test',
        origin => $origin, %with);
}

subtest 'a denied origin is named, once' => sub {
    ask('https://stranger.example') for 1 .. 50;
    my @lines = slurp_log('denied_log', qr{https://stranger\.example});
    is(scalar(@lines), 1, 'one line for fifty requests') or diag(@lines);
    like($lines[0], qr/denied-origin/, 'that says what happened');
};

subtest 'it is escaped' => sub {
    ask("https://\xe2\x80\xaeescape\xff\"me\\.example");
    my ($line) = slurp_log('denied_log', qr/escape/);
    ok($line, 'logged') or return;
    unlike($line, qr/[^\x20-\x7e\n]/, 'printable ASCII only');
};

subtest 'a flood' => sub {
    my $count = 400;
    ask("https://flood-$_.example") for 1 .. $count;
    my @lines = slurp_log('denied_log', qr/flood-/);
    cmp_ok(scalar(@lines), '>=', 1, 'is noticed');
    cmp_ok(scalar(@lines), '<=', 100, "does not fill the log ($count sent)");
};

subtest 'an allowed origin is no news' => sub {
    ask(APP);
    ask(undef);
    is(scalar(slurp_log('denied_log', qr/app\.example\.com/, 0)), 0,
        'not a line');
};

subtest 'debug tells why' => sub {
    for my $case (
        [ 'allowed',       GET => APP ],
        [ 'denied-origin', GET => 'https://why.example' ],
        [ 'malformed',     GET => 'why not' ],
        [ 'preflight-denied-method', OPTIONS => APP,
            @{ preflight('PATCH') } ],
        [ 'preflight-denied-header', OPTIONS => APP,
            @{ preflight('PUT', 'x-why') } ],
        [ 'preflight-allowed', OPTIONS => APP, @{ preflight('PUT') } ],
    ) {
        my ($result, $method, $origin, @headers) = @$case;
        request($method => '/s/small.txt', host => 'logging-debug.test',
            origin => $origin, headers => \@headers);
        ok(scalar(slurp_log('debug_log', qr/\Q$result\E/)), $result);
    }
    my ($line) = slurp_log('debug_log', qr/preflight-denied-header/);
    like($line, qr/x-why/, 'the header that failed');
    ($line) = slurp_log('debug_log', qr/preflight-denied-method/);
    like($line, qr/PATCH/, 'the method that failed');
};

done_testing();
