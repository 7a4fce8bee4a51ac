# SPDX-License-Identifier: Apache-2.0

# Processes that ask a server all the while that a test does something to it.
#
#   my $clients = Cors::Clients->start(3, sub { my ($number) = @_; ... });
#   my ($turns, @wrong) = $clients->stop;
#
# The code is a turn: it asks something, once or more often, and returns what is
# wrong with the answers.

package Cors::Clients;

use strict;
use warnings;

sub start
{
    my ($class, $count, $code) = @_;
    return bless [ map { client($code, $_) } 1 .. $count ], $class;
}

# A turn is not interrupted: half an answer would be called a wrong one.
sub client
{
    my ($code, $number) = @_;
    my $pid = open(my $out, '-|') // die "fork: $!";
    return { pid => $pid, out => $out } if $pid;
    my ($is_over, $turns) = (0, 0);
    require POSIX;
    POSIX::sigaction(POSIX::SIGTERM(), POSIX::SigAction->new(
        sub { $is_over = 1 }, POSIX::SigSet->new, POSIX::SA_RESTART()));
    until ($is_over) {
        my @wrong = eval { $code->($number) };
        push @wrong, $@ if $@;
        print map { s/\n/; /gr . "\n" } @wrong;
        $turns++;
    }
    print "$turns turns\n";
    close STDOUT;
    POSIX::_exit(0);
}

# How many turns they had together, and all that was wrong.
sub stop
{
    my ($self) = @_;
    my ($turns, @wrong) = (0);
    kill TERM => map { $_->{pid} } @$self;
    for my $client (@$self) {
        my $out = $client->{out};
        for (<$out>) {
            chomp;
            /^(\d+) turns$/ ? ($turns += $1) : push @wrong, $_;
        }
        close $out;
    }
    return ($turns, @wrong);
}

1;
