# SPDX-License-Identifier: Apache-2.0

# What corslint says to the configurations of cases/RULE: NAME.conf or
# NAME.htaccess, with what must be said in NAME.out; nothing, when that is
# empty. The names of those that must be clean begin with ok-. NAME.args has
# further options. All rules look at every case, as far as the persona of its
# own rule goes.
#
# UPDATE=1 writes the .out files: the diff is the review.

use strict;
use warnings;

use FindBin ();
use lib "$FindBin::Bin/../lib";
use File::Basename qw(basename dirname);
use File::Glob     qw(:bsd_glob);
use Lint::Corslint qw(corslint rules slurp);
use Test::More;

my %rule = map { $_->{id} => $_ } rules();

# In the case's own directory, so that paths are short.
sub said
{
    my ($file, $persona) = @_;
    my $directory = dirname($file);
    my ($name, $kind) = basename($file) =~ /^(.*)\.(conf|htaccess)$/;
    my @options = split ' ', slurp("$directory/$name.args") // '';
    my $run = $kind eq 'conf'
        ? corslint({ directory => $directory }, '--no-settings', '--quiet',
            '--persona', $persona, @options, "$name.conf")
        : corslint({ directory => $directory, in => slurp($file) },
            '--no-settings', '--quiet', '--persona', $persona, @options,
            '--stdin-filename', "$name/.htaccess", '-');
    my $text = $run->{out} . $run->{err};
    $text .= "exit $run->{code}\n" if $run->{code} !~ /^[01]$/;
    return $text;
}

my @files = bsd_glob("$FindBin::Bin/cases/*/*.{conf,htaccess}");
for my $file (@files) {
    my $rule = basename(dirname($file));
    my $name = "$rule/" . basename($file);
    my $out = $file =~ s/\.(?:conf|htaccess)$/.out/r;
    if (!$rule{$rule}) {
        fail "$name: there is no rule $rule";
        next;
    }
    my $got = said($file, $rule{$rule}{persona});
    if ($ENV{UPDATE}) {
        open my $to, '>:raw', $out or die "$out: $!";
        print $to $got;
        close $to or die "$out: $!";
    }
    is $got, slurp($out) // 'no .out: UPDATE=1 writes it', $name;
    is $got, '', "$name is clean" if basename($file) =~ /^ok-/;
    like $got, qr/\Q$rule\E/, "$name is about its rule"
        if $got ne '' && basename($file) !~ /^ok-/;
}
# An .out whose case is gone would never be looked at again.
for my $out (bsd_glob("$FindBin::Bin/cases/*/*.{out,args}")) {
    my $case = $out =~ s/\.(?:out|args)$//r;
    ok -e "$case.conf" || -e "$case.htaccess", basename($out) . ' has its case';
}
ok @files > 0, 'there are cases';

done_testing;
