# SPDX-License-Identifier: Apache-2.0

# A process that outlives the run for a moment: when the run ends, however it
# ends (a die, an interrupt, SIGKILL from a CI runner), the pipe between the
# two closes, and the guardian stops the server and the backends and removes
# the server root. An END block or signal handlers cannot promise that.

package Cors::Guardian;

use strict;
use warnings;

use File::Path  qw(remove_tree);
use Time::HiRes qw(sleep);

# Those of the guardians at work, by process. Each closes when this process ends,
# so no other may hold it.
my %pipes;

# The file has the server's process number, and may never be there.
sub new
{
    my ($class, $root, $pid_file) = @_;
    pipe my $read, my $write or die "pipe: $!";
    my $pid = fork // die "fork: $!";
    if (!$pid) {
        close $_ for $write, values %pipes;
        $SIG{$_} = 'IGNORE' for qw(INT TERM HUP QUIT);
        # Whoever reads this run's output must not wait for the guardian.
        open STDIN,  '<', '/dev/null';
        open STDOUT, '>', '/dev/null';
        open STDERR, '>', '/dev/null';
        my @watched = map { /^(\d+)$/ ? $1 : () } <$read>;
        stop($pid_file);
        kill TERM => @watched;
        evict($root);
        remove_tree($root);
        require POSIX;
        POSIX::_exit(0);
    }
    close $read;
    $write->autoflush(1);
    $pipes{$pid} = $write;
    return bless {
        pipe => $write, pid => $pid, pid_file => $pid_file,
    }, $class;
}

# A helper process that lives as long as the run; returns its number.
sub spawn
{
    my ($self, $code) = @_;
    my $pid = fork // die "fork: $!";
    if (!$pid) {
        close $_ for values %pipes;
        $code->();
        require POSIX;
        POSIX::_exit(0);
    }
    print { $self->{pipe} } "$pid\n";
    return $pid;
}

sub stop_server { stop($_[0]->{pid_file}) }

# Waits, so that the log is complete and the ports are free.
sub stop
{
    my ($pid_file) = @_;
    open my $in, '<', $pid_file or return;
    my $pid = <$in> // '';
    return unless $pid =~ /^(\d+)$/ && kill 0 => $1;
    $pid = $1;
    kill TERM => $pid;
    for (1 .. 500) {
        return unless kill 0 => $pid;
        sleep 0.02;
    }
    kill KILL => $pid;
}

# A browser's processes have groups and sessions of their own, and what they share
# is where they live. Nobody is found where there is no /proc.
sub evict
{
    my ($root) = @_;
    for (1 .. 100) {
        my @left = grep { lives_in($root, $_) } map { m{(\d+)$} }
            glob '/proc/[0-9]*' or return;
        kill KILL => @left;
        sleep 0.05;
    }
}

sub lives_in
{
    my ($root, $pid) = @_;
    open my $in, '<', "/proc/$pid/environ" or return;
    local $/;
    return (<$in> // '') =~ /(?:^|\0)HOME=\Q$root\E\0/;
}

sub dismiss
{
    my ($self) = @_;
    delete $pipes{ $self->{pid} };
    close $self->{pipe};
    waitpid $self->{pid}, 0;
}

1;
