# SPDX-License-Identifier: Apache-2.0

# A tiny HTTP/1.1 server for mod_proxy: answers what the query's recipe says,
# header for header, and tells in the body what it received. hangup=1 closes
# without an answer, hints=1 sends a 103 first, garbage=1 a bad header, sleep=N
# takes its time, conditional=1 answers If-None-Match with 304.

package Cors::Backend;

use strict;
use warnings;

use Cors::Recipe qw(recipe_answer);
use POSIX ();

# A few workers, each a connection at a time: one that stalls does not hold the
# others up.
sub run
{
    my ($class, $socket) = @_;
    detach();
    my @workers;
    for (1 .. 6) {
        my $pid = fork // die "fork: $!";
        if (!$pid) {
            $class->serve_one($socket) while 1;
        }
        push @workers, $pid;
    }
    $SIG{TERM} = sub {
        kill TERM => @workers;
        POSIX::_exit(0);
    };
    sleep 3600 while 1;
}

sub serve_one
{
    my ($class, $socket) = @_;
    my $client = $socket->accept or return;
    local $SIG{ALRM} = sub { die "stalled\n" };
    eval {
        alarm 10;
        $class->serve($client);
        1;
    } or $@ eq "stalled\n" or warn $@;
    alarm 0;
}

# No part of the run: no inherited output that a reader would wait for, no
# privileges that a server of strangers' bytes should not have.
sub detach
{
    $SIG{$_} = 'DEFAULT' for qw(INT TERM __DIE__);
    open STDIN,  '<', '/dev/null';
    open STDOUT, '>', '/dev/null';
    if ($> == 0) {
        my ($uid, $gid) = (getpwnam 'nobody')[2, 3];
        POSIX::setgid($gid);
        POSIX::setuid($uid);
    }
}

sub serve
{
    my ($class, $client) = @_;
    my $head = '';
    while (my $line = <$client>) {
        last if $line =~ /^\r?\n$/;
        $head .= $line;
    }
    # mod_proxy hands an Expect on, and waits for this.
    print $client "HTTP/1.1 100 Continue\r\n\r\n"
        if $head =~ /^Expect:\s*100-continue/mi;
    my ($length) = $head =~ /^Content-Length:\s*(\d+)/mi;
    my $body = '';
    read $client, $body, $length if $length;
    my ($query) = $head =~ /^\S+ [^ ?]*\?(\S*)/;
    my $answer = recipe_answer($query, $head . "\n" . $body);
    return if $answer->{hangup};
    sleep $answer->{sleep} if $answer->{sleep};
    return print $client "HTTP/1.1 200 OK\r\nno colon here\r\n\r\n"
        if $answer->{garbage};
    # What a cache asks when its entry is stale.
    @$answer{qw(status reason body)} = (304, 'Not Modified', '')
        if $answer->{conditional} && $head =~ /^If-None-Match:/mi;

    print $client "HTTP/1.1 103 Early Hints\r\n",
        "Link: </style.css>; rel=preload\r\n\r\n" if $answer->{hints};
    my @header = @{ $answer->{header} };
    push @header, 'Content-Length: ' . length $answer->{body}
        unless $answer->{status} =~ /^(?:1..|204|304)$/;
    push @header, 'Content-Type: text/plain'
        if length $answer->{body} && !grep { /^Content-Type:/i } @header;
    print $client join "\r\n",
        "HTTP/1.1 $answer->{status} $answer->{reason}", @header,
        'Connection: close', '', '';
    print $client $answer->{body} unless $head =~ /^HEAD /;
}

1;
