# SPDX-License-Identifier: Apache-2.0

# make install with DESTDIR: everything goes below it, and works from there.

use strict;
use warnings;

use FindBin ();
use lib "$FindBin::Bin/../lib";
use Cors::Config   ();
use Cwd            qw(abs_path);
use File::Find     qw(find);
use Lint::Corslint qw(corslint tree);
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

my ($root, @files) = install('install-corslint');
is "@files", '/usr/local/bin/corslint', 'corslint, where it belongs';
my $run = corslint({ program => "$root$files[0]" }, '--version');
like $run->{out}, qr/^corslint \d/, 'and it runs';

chomp(my $modules = qx('@{[ Cors::Config::apxs() ]}' -q LIBEXECDIR));
(undef, @files) = install('install', 'PREFIX=/usr');
is "@files", join(' ', sort '/usr/bin/corslint', "$modules/mod_cors_creds.so"),
    'the module where apxs says, and nothing is enabled';

done_testing;
