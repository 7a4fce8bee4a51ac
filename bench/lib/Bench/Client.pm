# SPDX-License-Identifier: Apache-2.0

# A client on one connection that is kept alive. The bytes of a request are
# made beforehand and sent in one write; nothing is pipelined, so the server
# takes the same way through its poll loop for every request.

package Bench::Client;

use strict;
use warnings;

use IO::Socket::INET;
use Socket qw(IPPROTO_TCP TCP_NODELAY);

sub new {
    my ($class, $server) = @_;
    my $socket = $server->connection or die "no connection: $!\n";
    setsockopt $socket, IPPROTO_TCP, TCP_NODELAY, 1;
    return bless { socket => $socket, rest => '' }, $class;
}

sub request {
    my ($method, $target, @field) = @_;
    return join "\r\n", "$method $target HTTP/1.1", 'Host: api.example.net',
      'User-Agent: bench',
      @field, '', '';
}

sub get {
    my ($cookies, $origin) = @_;
    return request('GET', '/file.txt' . ($cookies ? "?$cookies" : ''),
        $origin ? "Origin: $origin" : ());
}

sub preflight {
    my ($origin) = @_;
    return request(
        'OPTIONS', '/file.txt', "Origin: $origin",
        'Access-Control-Request-Method: PUT',
        'Access-Control-Request-Headers: content-type'
    );
}

# Sends one request; returns status and header section.
sub exchange {
    my ($self, $request) = @_;
    my $socket = $self->{socket};
    my $answer = '';
    (syswrite($socket, $request) || 0) == length $request or die "send: $!\n";
    my $end;
    while (($end = index $answer, "\r\n\r\n") < 0) {
        sysread $socket, $answer, 65536, length $answer
          or die "the server closed the connection\n";
    }
    my $head = substr $answer, 0, $end + 4;
    my ($status) = $head =~ m{^HTTP/1\.1 (\d+)} or die "no answer: $head\n";
    my $body =
        $status == 204 || $status == 304      ? 0
      : $head =~ /^Content-Length: (\d+)/mi   ? $1
      :                                         die "no length: $head\n";
    while (length $answer < length($head) + $body) {
        sysread $socket, $answer, 65536, length $answer
          or die "the server closed the connection\n";
    }
    return ($status, $head);
}

# The requests in turn, $count of them.
sub send_all {
    my ($self, $count, @requests) = @_;
    $self->exchange($requests[ $_ % @requests ]) for 0 .. $count - 1;
}

1;
