# SPDX-License-Identifier: Apache-2.0

# Each shell completes every command, every option and every choice there is,
# as --help has them: asked of the shells themselves.

use strict;
use warnings;

use FindBin ();
use lib "$FindBin::Bin/../lib";
use Lint::Corslint qw(commands corslint rules tree);
use Lint::Shell    qw(completions);
use Test::More;

my @commands = commands();
my @rules = sort map { $_->{id} } rules();
my $directory = tree('etc/apache2.conf' => '', 'my site.conf' => '');

# A line, and what must be offered for it: all of it, and nothing else.
my %expected = ('corslint help ' => [map { $_->{name} } @commands],
    'corslint explain ' => [@rules], 'corslint explain origin-n' => ['origin-null'],
    'corslint explain nothing-' => [],
    'corslint completion ' => [qw(bash fish zsh)]);
my @files = ('etc', 'my site.conf');
my %where = (FILE => \@files, PATH => \@files,
    DIR => ['etc'], RULE => [@rules]);
for my $command (@commands) {
    my $line = "corslint $command->{name} ";
    $expected{"$line-"} = [map { $_->{name} } @{ $command->{options} }];
    for my $option (@{ $command->{options} }) {
        my $value = $option->{value} or next;
        # Not the value of an option any more.
        my $offered = $value =~ /\|/ ? [split /\|/, $value] : $where{$value};
        $expected{"$line$option->{name} "} = $offered // [];
    }
}
my ($first) = @commands;
for my $option (grep { $_->{value} } @{ $first->{options} }) {
    $expected{"corslint $option->{name} "} =
        $expected{"corslint $first->{name} $option->{name} "};
}
$expected{'corslint -'} = [qw(--version --help),
    grep { $_ ne '--help' } @{ $expected{"corslint $first->{name} -"} }];
$expected{'corslint '} = [@{ $expected{'corslint help '} }, @files];
$expected{'corslint --fail-on='} = [qw(error warning info never)];
$expected{'corslint --fail-on=n'} = ['never'];

# zsh offers a blank as it is written, fish a directory with its slash and what
# stands before "=" too.
sub bare
{
    my ($line, @offered) = @_;
    my ($before) = $line =~ /(\S+=)\S*$/;
    for (@offered) {
        tr/\\//d;
        s{/$}{};
        s/^\Q$before\E// if $before;
    }
    return join "\n", sort @offered;
}

for my $shell (qw(bash zsh fish)) {
    my $offered = completions($shell, $directory, sort keys %expected);
    for my $line (sort keys %expected) {
        is bare($line, @{ $offered->{$line} }),
            join("\n", sort @{ $expected{$line} }), "$shell: $line";
    }
    my $script = corslint('completion', $shell);
    unlike $script->{out}, qr/[ \t]$/m, "$shell: no white space at an end";
}

like corslint('completion', 'csh')->{err}, qr/"csh" is none; write bash, zsh or /,
    'another shell is refused';
is corslint('completion')->{code}, 2, 'and so is none';

done_testing;
