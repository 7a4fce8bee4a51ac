# SPDX-License-Identifier: Apache-2.0

# Runs the corslint that was built, and keeps what it says apart.
#
#   my $run = corslint({ in => $text, directory => $dir }, @arguments);
#   $run->{code}, $run->{out}, $run->{err}

package Lint::Corslint;

use strict;
use warnings;

use Cwd            qw(abs_path);
use Exporter       qw(import);
use File::Basename qw(dirname);
use File::Path     qw(make_path);
use File::Temp     qw(tempdir tempfile);
use JSON::PP       ();

our @EXPORT_OK = qw(corslint tree rules commands slurp);

my $top = abs_path(dirname(__FILE__) . '/../../..');
my $corslint = abs_path($ENV{CORSLINT}
    || "$top/build/" . ($ENV{SAN} ? 'san/' : '') . 'corslint');

die "no corslint: run make first\n" unless $corslint && -x $corslint;

sub slurp
{
    my ($path) = @_;
    open my $in, '<:raw', $path or return;
    local $/;
    return scalar <$in> // '';
}

# No settings of whoever runs the tests, and no colours of theirs.
sub corslint
{
    my ($how, @arguments) = ref $_[0] ? @_ : ({}, @_);
    my %file;
    for my $name (qw(in out err)) {
        (my $handle, $file{$name}) = tempfile(UNLINK => 1);
        print $handle $how->{in} // '' if $name eq 'in';
        close $handle;
    }
    my $pid = fork // die "fork: $!";
    if (!$pid) {
        delete @ENV{qw(NO_COLOR CLICOLOR_FORCE)};
        %ENV = (%ENV, %{ $how->{environment} // {} });
        chdir $how->{directory} if $how->{directory};
        open STDIN, '<', $file{in} or die $!;
        open STDOUT, '>', $how->{to} // $file{out} or die $!;
        open STDERR, '>', $file{err} or die $!;
        exec { $how->{program} // $corslint } 'corslint', @arguments
            or die "$corslint: $!";
    }
    waitpid $pid, 0;
    my $code = $? & 127 ? "signal " . ($? & 127) : $? >> 8;
    my %run = (code => $code, map { $_ => slurp($file{$_}) } qw(out err));
    unlink values %file;
    return \%run;
}

# A fresh directory with these files in it: name => text.
sub tree
{
    my (%files) = @_;
    my $root = tempdir('corslint-XXXXXX', TMPDIR => 1, CLEANUP => 1);
    for my $name (sort keys %files) {
        my $path = "$root/$name";
        make_path(dirname($path));
        open my $out, '>:raw', $path or die "$path: $!";
        print $out $files{$name};
        close $out or die "$path: $!";
    }
    return $root;
}

# What `corslint rules` knows, in its order.
sub rules
{
    my $run = corslint('rules', '--format', 'json');
    return @{ JSON::PP->new->utf8->decode($run->{out}) };
}

# The commands, as corslint's help tells of them, in its order: name, title,
# help and options, which have a name, as it is written, and perhaps a value.
sub commands
{
    my ($list) = corslint('--help')->{out} =~ /\n\n(.*?)\n\n/s;
    my @commands = map { /^  (\S+) +(\S.*)$/ ? { name => $1, title => $2 } : () }
        split /\n/, $list;
    for my $command (@commands) {
        $command->{help} = corslint($command->{name}, '--help')->{out};
        $command->{options} = [];
        while ($command->{help} =~ /^  (--?\w[\w.-]*)(?: (\S.*?))?(?:  |$)/gm) {
            push @{ $command->{options} }, { name => $1, value => $2 };
        }
    }
    return @commands;
}

1;
