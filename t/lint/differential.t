# SPDX-License-Identifier: Apache-2.0

# What corslint predicts is what a live httpd answers, for configurations and
# requests by chance: status, Access-Control-*, Vary, Set-Cookie and X-*.
#
# `make test` asks some, the same each time. The whole proof is
#
#   COUNT=2000 SEED=n prove -It/lib t/lint/differential.t
#
# with any n: ten requests for each of 2,000 configurations, in about a minute.
# A disagreement is reduced to the lines that matter; SHOWN says how many are.
# CORSLINT and MODULE name other builds than those in build/.

use strict;
use warnings;

use FindBin ();
use lib "$FindBin::Bin/../lib";
use Lint::Differential ();
use Lint::Generator    qw(generate_main generate_host addresses requests);
use Test::More;

my $count = $ENV{COUNT} || 60;
my $seed = $ENV{SEED} // 1;
my $size = 20;                       # configurations that share a server
my $shown = $ENV{SHOWN} // 5;        # reproductions, each of which costs time
my %number = (agree => 0, unknown => 0, disagree => 0, refused => 0);
my %reason;
my $differential = Lint::Differential->new;

# One seed for each configuration, the main server's included.
sub seed_of { return $seed * 1_000_003 + $_[0] * 10 }

sub batch
{
    my ($first, $last) = @_;
    my @addresses = addresses(seed_of($first) + 6);
    return {
        main  => generate_main(seed_of($first) + 5),
        hosts => [ map { [ $_, generate_host(seed_of($_), $_,
            $addresses[ $_ % @addresses ]) ] } $first .. $last ],
    };
}

# The smallest configuration that still shows it.
sub report
{
    my ($batch, $request) = @_;
    my $small = $differential->reduce($batch, $request, 60);
    my $text = $differential->show($small);
    $differential->start($small);
    my ($prediction) = eval { $differential->predictions($request) };
    my (undef, $is, $said) = $prediction
        ? $differential->judge($request, $prediction) : ('', '', $@);
    my $asked = join "\n", "$request->{method} $request->{path}",
        "Host: $request->{host}",
        map { "$_->[0]: $_->[1]" } @{ $request->{headers} };
    diag "--- disagreement (SEED=$seed)\n$text--- request\n$asked\n"
        . "--- httpd\n$is\n--- corslint\n$said\n";
}

for (my $first = 1; $first <= $count; $first += $size) {
    my $last = $first + $size - 1;
    $last = $count if $last > $count;
    my @requests = map { requests(seed_of($_), $_) } $first .. $last;
    my @failed;
    my $done = eval {
        $differential->run(batch($first, $last), \@requests, sub {
            my ($of, $request, $verdict, $is, $said) = @_;
            $number{$verdict}++;
            diag "refused, SEED=$seed: $is" if $verdict eq 'refused';
            push @failed, [ $of, $request ] if $verdict eq 'disagree';
            $reason{$1 || 'a header'}++ if $verdict eq 'unknown'
                && ($said // '') =~ /\(unknown: ?(.*)\)/;
        });
        1;
    };
    if (!$done) {
        $number{disagree}++;
        diag "configurations $first to $last (SEED=$seed): $@";
        next;
    }
    my %host;
    for my $failed (grep { !$host{ lc $_->[1]{host} }++ } @failed) {
        last if $shown-- <= 0;
        my %left = map { $_->[0] => 1 } @{ $failed->[0]{hosts} };
        my $fresh = batch($first, $last);
        @{ $fresh->{hosts} } = grep { $left{ $_->[0] } } @{ $fresh->{hosts} };
        report($fresh, $failed->[1]);
    }
}

my $all = $number{agree} + $number{unknown} + $number{disagree};
note "$count configurations, $all requests: ",
    join ', ', map { "$number{$_} $_" } qw(agree unknown disagree refused);
note "unknown: $_ ($reason{$_})" for sort keys %reason;
is $number{disagree}, 0, 'httpd and corslint agree' or diag "SEED=$seed";
cmp_ok $number{unknown}, '<=', $all / 50, 'few answers are unknown';

done_testing;
