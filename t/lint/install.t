# SPDX-License-Identifier: Apache-2.0

# make install with DESTDIR: everything goes below it, works from there, and is
# where man and the shells look.

use strict;
use warnings;

use FindBin ();
use lib "$FindBin::Bin/../lib";
use Cors::Config   ();
use Cwd            qw(abs_path);
use File::Find     qw(find);
use Lint::Corslint qw(corslint slurp tree);
use Test::More;

my $top = abs_path("$FindBin::Bin/../..");
# Else it would be a part of the make that runs the tests.
delete @ENV{ grep { /^(?:MAKE|MFLAGS|DESTDIR|PREFIX)/ } keys %ENV };

# What was built is installed, however old it is.
sub install
{
    my ($target, @variables) = @_;
    my $root = tree('a tree/.keep' => '') . '/a tree';
    open my $make, '-|', 'make', '-s', '-C', $top, qw(-o build/corslint
        -o build/mod_cors_creds.so), $target, "DESTDIR=$root", @variables
        or die "make: $!";
    print "# $_" while <$make>;
    ok close($make), "$target @variables";
    my @files;
    find({ no_chdir => 1, wanted => sub {
        push @files, s{^\Q$root\E}{}r if -f && !/\.keep$/ } }, $root);
    return ($root, sort @files);
}

# A file below PREFIX, and the command that prints it.
my %printed = (
    'share/man/man1/corslint.1' => ['manual', 'corslint'],
    'share/bash-completion/completions/corslint' => ['completion', 'bash'],
    'share/zsh/site-functions/_corslint' => ['completion', 'zsh'],
    'share/fish/vendor_completions.d/corslint.fish' => ['completion', 'fish']);

my ($root, @files) = install('install-corslint');
is join("\n", @files), join("\n", sort map { "/usr/local/$_" } 'bin/corslint', keys %printed),
    'corslint, its manual and completions, where they belong';
my $run = corslint({ program => "$root/usr/local/bin/corslint" }, '--version');
like $run->{out}, qr/^corslint \d/, 'and it runs';
is slurp("$root/usr/local/$_"), corslint(@{ $printed{$_} })->{out}, "@{ $printed{$_} }"
    for sort keys %printed;

chomp(my $modules = qx('@{[ Cors::Config::apxs() ]}' -q LIBEXECDIR));
my $page = 'share/man/man8/mod_cors_creds.8';
($root, @files) = install('install', 'PREFIX=/usr');
is join("\n", @files),
    join("\n", sort "$modules/mod_cors_creds.so", map { "/usr/$_" }
        'bin/corslint', $page, keys %printed),
    'the module where apxs says, and nothing is enabled';
is slurp("$root/usr/$page"), corslint('manual', 'mod_cors_creds')->{out}, 'its manual';

# By the paths that each of them searches.
for my $name (qw(corslint mod_cors_creds)) {
    like qx(man -M '$root/usr/share/man' -w $name), qr{/\Q$name\E\.\d$}, "man finds $name";
}
@ENV{qw(PATH XDG_DATA_DIRS)} = ("$root/usr/bin:$ENV{PATH}", "$root/usr/share");
like qx(fish -c 'complete -C "corslint expl"'), qr/^explain\t/m, 'fish finds its completion';
$ENV{FPATH} = "$root/usr/share/zsh/site-functions:" . qx(zsh -fc 'print -n \$FPATH');
is qx(zsh -fc 'autoload -Uz compinit; compinit -D; print \$_comps[corslint]'), "_corslint\n",
    'zsh finds its completion';

done_testing;
