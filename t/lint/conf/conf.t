#!/usr/bin/env perl
# SPDX-License-Identifier: Apache-2.0
#
# Snapshots of lint/conf: cases/NAME has in.conf, `args` with a line for each
# time it is dumped (STAGE OPTION... [file=NAME]) and `out` with what must come
# of it. REGENERATE=1 writes `out`; the diff is the review.
use strict;
use warnings;
use Cwd qw(abs_path);
use File::Basename qw(basename dirname);
use Test::More;

my $here = dirname(abs_path(__FILE__));
my $dump = abs_path($ENV{LINT_DUMP} // "$here/../../../build/obj/t/lint/conf/dump");

BAIL_OUT('no dump program: make unit first') unless $dump && -x $dump;

sub slurp {
    my ($path) = @_;
    open my $in, '<:raw', $path or return '';
    local $/;
    return scalar <$in> // '';
}

sub dumped {
    my ($line) = @_;
    my ($stage, @options) = split ' ', $line;
    my ($file) = map { /^file=(.*)/ ? $1 : () } @options;
    my @rest = grep { !/^file=/ } @options;
    open my $out, '-|', $dump, "--dump=$stage", $file // 'in.conf', @rest
        or die "$dump: $!";
    binmode $out;
    local $/;
    my $text = <$out> // '';
    close $out;
    return "== $line\n$text" . ($? ? 'exit ' . ($? >> 8 || "by signal $?") . "\n" : '');
}

my @cases = sort grep { -d } glob "$here/cases/*";
BAIL_OUT('no cases') unless @cases;
for my $case (@cases) {
    chdir $case or die "$case: $!";
    my $got = join '', map { dumped($_) } split /\n/, slurp('args');
    if ($ENV{REGENERATE}) {
        open my $out, '>:raw', 'out' or die "out: $!";
        print $out $got;
        close $out;
    }
    is $got, slurp('out'), basename($case);
}
done_testing;
