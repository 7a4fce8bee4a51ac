# SPDX-License-Identifier: Apache-2.0

# A tiny WebSocket backend (RFC 6455 section 4.2): takes every handshake, says in
# X-Requests how many requests of any kind have reached it, and then sends back
# what it gets. One connection at a time.

package Cors::WebSocket;

use strict;
use warnings;

use Cors::Backend ();
use Digest::SHA   qw(sha1_base64);

use constant GUID => '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

sub run
{
    my ($class, $socket) = @_;
    Cors::Backend::detach();
    my $requests = 0;
    while (1) {
        my $client = $socket->accept or next;
        my $head = '';
        while (my $line = <$client>) {
            last if $line =~ /^\r?\n$/;
            $head .= $line;
        }
        $requests++ if length $head;
        my ($key) = $head =~ /^Sec-WebSocket-Key:\s*(\S+)/mi or next;
        print $client join "\r\n", 'HTTP/1.1 101 Switching Protocols',
            'Upgrade: websocket', 'Connection: Upgrade',
            'Sec-WebSocket-Accept: ' . sha1_base64($key . GUID) . '=',
            "X-Requests: $requests", '', '';
        $client->flush;
        local $SIG{ALRM} = sub { die "stalled\n" };
        eval {
            alarm 10;
            sysread $client, my $bytes, 4096;
            syswrite $client, $bytes // '';
            1;
        } or $@ eq "stalled\n" or warn $@;
        alarm 0;
    }
}

1;
