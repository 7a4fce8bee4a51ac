# SPDX-License-Identifier: Apache-2.0

# Every rule's documentation is true: its wrong example is found, and nothing
# worse in it; its right one is clean. And every file in lint/rules/ is a rule,
# and docs/rules.md has them all as they are; UPDATE=1 writes it.

use strict;
use warnings;

use FindBin ();
use lib "$FindBin::Bin/../lib";
use File::Basename qw(basename);
use File::Glob     qw(:bsd_glob);
use JSON::PP       ();
use Lint::Corslint qw(corslint rules slurp);
use Test::More;

my %rank = (info => 0, warning => 1, error => 2);
my @rules = rules();
my $json = JSON::PP->new->utf8;

# The examples are checked as a file of their own, for whom the rule is.
sub findings
{
    my ($rule, $text) = @_;
    my $name = $rule->{htaccess} ? '.htaccess' : 'example.conf';
    my $run = corslint({ in => $text }, '--no-settings', '--format', 'json',
        '--persona', $rule->{persona}, '--stdin-filename', $name, '-');
    return @{ $json->decode($run->{out})->{findings} };
}

sub shown { return join '', map { "line $_->{line}: $_->{severity}: "
    . "$_->{message} [$_->{id}]\n" } @_ }

my @files = sort map { basename($_, '.c') =~ tr/_/-/r }
    bsd_glob("$FindBin::Bin/../../lint/rules/*.c");
is join(' ', map { $_->{id} } @rules), join(' ', @files),
    'the files of lint/rules are the rules';
ok @rules > 0, 'there are rules';

my %named;
for my $rule (@rules) {
    my $id = $rule->{id};
    my @bad = findings($rule, $rule->{bad});
    my @own = grep { $_->{id} eq $id } @bad;
    my ($worst) = sort { $b <=> $a } map { $rank{ $_->{severity} } } @own;
    my @worse = grep { $rank{ $_->{severity} } > ($worst // 0) } @bad;
    ok scalar(@own), "$id: is found in its example" or diag shown(@bad);
    is shown(@worse), '', "$id: and nothing worse";
    is shown(findings($rule, $rule->{good})), '', "$id: what is right is clean";

    for my $name ($id, $rule->{shorthand}, @{ $rule->{aliases} }) {
        is $named{ lc $name }, undef, "$id: the name $name is its own";
        $named{ lc $name } = $id;
    }
    like $id, qr/^[a-z0-9]+(?:-[a-z0-9]+)*$/, "$id: is kebab-case";
    like $rule->{title}, qr/^[^\n]{10,78}(?<!\.)$/, "$id: the title is a line";
    like $rule->{why}, qr/[^.\s]\.$/, "$id: says why";
    like $rule->{remedy}, qr/^[A-Z][a-z]+ .*[^.\s]\.$/, "$id: says what to do";
    isnt $rule->{bad}, $rule->{good}, "$id: has two examples";

    my $told = corslint('explain', $id);
    is $told->{code}, 0, "$id: is explained";
    like $told->{out}, qr/^    line \d+: \w+: .* \[\Q$id\E\]$/m,
        "$id: and its example at work";
    is corslint('explain', $_)->{out}, $told->{out}, "$id: by the name $_"
        for uc $id, $rule->{shorthand}, @{ $rule->{aliases} };
}

my $list = corslint('rules')->{out};
is scalar(split /^/, $list), scalar @rules, 'rules lists each on a line';

my $page = "$FindBin::Bin/../../docs/rules.md";
my $pages = corslint(qw(rules --format markdown))->{out};
if ($ENV{UPDATE}) {
    open my $out, '>:raw', $page or die "$page: $!";
    print $out $pages;
    close $out or die "$page: $!";
}
# Not is(), which would print both of them.
ok slurp($page) eq $pages, 'docs/rules.md is fresh'
    or diag 'UPDATE=1 prove t/lint/rules.t writes it';
is scalar(() = $pages =~ /^## /mg), scalar @rules, 'and has each rule';
# Outside of examples.
my $prose = $pages =~ s/^````.*?^````$//gmsr;
unlike $prose =~ s/^<!--.*-->$//mr, qr/(?<!\\)<|(?<!\\)\b__/,
    'and no HTML of its own';

done_testing;
