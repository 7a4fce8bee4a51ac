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

sub new
{
    my ($class, $root, $pid_file) = @_;
    pipe my $read, my $write or die "pipe: $!";
    my $pid = fork // die "fork: $!";
    if (!$pid) {
        close $write;
        $SIG{$_} = 'IGNORE' for qw(INT TERM HUP QUIT);
        # Whoever reads this run's output must not wait for the guardian.
        open STDIN,  '<', '/dev/null';
        open STDOUT, '>', '/dev/null';
        open STDERR, '>', '/dev/null';
        my @watched = map { /^(\d+)$/ ? $1 : () } <$read>;
        stop($pid_file);
        kill TERM => @watched;
        remove_tree($root);
        require POSIX;
        POSIX::_exit(0);
    }
    close $read;
    $write->autoflush(1);
    return bless {
        pipe => $write, pid => $pid, pid_file => $pid_file,
    }, $class;
}

# A helper process that lives as long as the run; returns its number. It must
# not hold the pipe.
sub spawn
{
    my ($self, $code) = @_;
    my $pid = fork // die "fork: $!";
    if (!$pid) {
        close $self->{pipe};
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

sub dismiss
{
    my ($self) = @_;
    close $self->{pipe};
    waitpid $self->{pid}, 0;
}

1;
