#!/usr/bin/perl
# SPDX-License-Identifier: Apache-2.0

# The rules against labelled configurations out of the wild, which stand beside
# the project: what is wrong there has to be found, and little else reported.
# Where they are not there, nothing is tested.

use strict;
use warnings;

use File::Basename qw(basename);
use File::Spec     ();
use FindBin        ();
use JSON::PP       ();
use Test::More;

my $top = File::Spec->rel2abs("$FindBin::Bin/../..");
my $wild = File::Spec->rel2abs("$top/../shared/wild");
my $corslint = $ENV{CORSLINT} || "$top/build/corslint";

# Where a label says something else than a live httpd does: "FILE RULE", why.
my %deviation = (
    # The label's own note says that it is there.
    "110.conf K09" => "OIDCCookieDomain",
);

# Shares below which the linter is not worth its noise.
my ($recall_min, $precision_min) = (95, 95);

plan skip_all => 'there is no ../shared/wild beside the project'
    unless -f "$wild/labels.tsv";

# Shorthand, id and persona of every rule, out of its file.
my (%shorthand, %regular);
for my $file (glob "$top/lint/rules/*.c") {
    open my $in, '<', $file or die "$file: $!";
    my $text = do { local $/; <$in> };
    my ($id) = $text =~ /\.id = "([^"]+)"/ or die "$file has no id";
    my ($short) = $text =~ /\.shorthand = "([^"]*)"/ or next;
    $shorthand{$id} = $short;
    $regular{$short} = 1 unless $text =~ /\.persona = LINT_PERSONA_(?:PED|AUD)/;
}

# What the labels hold to be wrong, and what they hold to be of no harm.
my (%wrong, %harmless);
open my $labels, '<', "$wild/labels.tsv" or die "labels.tsv: $!";
<$labels>;
while (<$labels>) {
    chomp;
    my ($file, $true, $inert) = split /\t/;
    $wrong{$file} = { map { $_ => 1 } $true =~ /([CK]\d\d)/g };
    $harmless{$file} = { map { $_ => 1 } ($inert // '') =~ /([CK]\d\d)/g };
}

my @command = ($corslint, qw(check --format json --persona auditor),
    map { "$wild/$_" } sort keys %wrong);
open my $out, '-|', @command or die "$corslint: $!";
my $report = JSON::PP->new->decode(do { local $/; <$out> });
close $out;

my (%found, @errors, @unknown);
for my $finding (@{ $report->{findings} }) {
    my $file = basename($finding->{file});
    my $rule = $shorthand{ $finding->{id} };
    if (!defined $rule) {
        push @unknown, "$file: $finding->{id}: $finding->{message}";
        next;
    }
    $found{$file}{$rule} = 1;
    push @errors, "$file:$finding->{line}: $finding->{id}: $finding->{message}"
        if $finding->{severity} eq 'error' && !%{ $wrong{$file} };
}

my (%count, @missed, @extra, %settled);
for my $file (sort keys %wrong) {
    for my $rule (sort keys %{ { %{ $wrong{$file} }, %{ $found{$file} // {} } } }) {
        my $labelled = $wrong{$file}{$rule};
        my $reported = $found{$file}{$rule};
        next if !$labelled && $harmless{$file}{$rule};
        if ($deviation{"$file $rule"}) {
            $settled{"$file $rule"} = 1 if !$labelled != !$reported;
            next;
        }
        my $what = !$reported ? 'missed' : $labelled ? 'right' : 'extra';
        $count{$rule}{$what}++;
        next unless $regular{$rule};
        push @missed, "$file $rule" if $what eq 'missed';
        push @extra, "$file $rule" if $what eq 'extra';
    }
}

# In hundredths; 100 of nothing.
sub share { my ($part, $all) = @_; return $all ? 100 * $part / $all : 100 }

my %sum = (right => 0, missed => 0, extra => 0);
for my $rule (sort keys %count) {
    my %of = (right => 0, missed => 0, extra => 0, %{ $count{$rule} });
    note sprintf '%s%s recall %3.0f %% precision %3.0f %% (%d right, %d missed, %d extra)',
        $rule, $regular{$rule} ? ' ' : '*', share($of{right}, $of{right} + $of{missed}),
        share($of{right}, $of{right} + $of{extra}), @of{qw(right missed extra)};
    next unless $regular{$rule};
    $sum{$_} += $of{$_} for keys %sum;
}
note '* is not on by default';

my $recall = share($sum{right}, $sum{right} + $sum{missed});
my $precision = share($sum{right}, $sum{right} + $sum{extra});
diag sprintf 'recall %.1f %%, precision %.1f %% of %d labels', $recall,
    $precision, $sum{right} + $sum{missed};
cmp_ok($recall, '>=', $recall_min, 'what is wrong is found')
    or diag "missed: @missed";
cmp_ok($precision, '>=', $precision_min, 'what is found is wrong')
    or diag "extra: @extra";
is_deeply(\@errors, [], 'no error where there is no mistake');
is_deeply(\@unknown, [], 'every file is read, and every finding a rule\'s');
is_deeply([ sort keys %settled ], [ sort keys %deviation ],
    'every deviation from the labels is still one');
note "missed: @missed" if @missed;
note "extra: @extra" if @extra;
done_testing;
