# SPDX-License-Identifier: Apache-2.0

# Runs last, when the server has stopped: no process of it crashed, neither
# under the tests' requests nor while it shut down.

use strict;
use warnings;

use Cors::Client;
use Cors::Sanitizer ();
use Test::More;

my $log = config()->{vars}{t_logs} . '/error_log';
open my $in, '<', $log or die "$log: $!";
my @lines = <$in>;
close $in;

ok(scalar(@lines), 'the error log was written');
for my $sign ('exit signal', 'AddressSanitizer', 'runtime error:',
    'Assertion', 'AH00052', 'double free') {
    my @found = grep { index($_, $sign) >= 0 } @lines;
    is(scalar(@found), 0, "no '$sign' in the error log")
        or diag(@found > 3 ? @found[ 0 .. 2 ] : @found);
}

if ($ENV{SAN}) {
    my @reports = Cors::Sanitizer::reports();
    is(scalar(@reports), 0, 'the sanitizers have nothing to report')
        or diag(@reports > 3 ? @reports[ 0 .. 2 ] : @reports);
}

# Strangers' bytes go into this log.
my @raw = grep { /[^\x09\x20-\x7e\n]/ } @lines;
is(scalar(@raw), 0, 'nothing but printable ASCII in the error log')
    or diag(@raw > 3 ? @raw[ 0 .. 2 ] : @raw);

done_testing();
