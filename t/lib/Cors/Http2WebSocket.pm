# SPDX-License-Identifier: Apache-2.0

# A WebSocket by HTTP/2's extended CONNECT (RFC 8441), which command-line clients
# cannot ask for: just enough frames (RFC 9113) for one stream, without TLS.

package Cors::Http2WebSocket;

use strict;
use warnings;

use constant {
    DATA => 0, HEADERS => 1, SETTINGS => 4,
    ACK => 1, END_HEADERS => 4,
    ENABLE_CONNECT_PROTOCOL => 8,
};

sub frame
{
    my ($type, $flags, $stream, $payload) = @_;
    return substr(pack('N', length $payload), 1)
        . pack('CCN', $type, $flags, $stream) . $payload;
}

# Literal, never indexed, nothing compressed (RFC 7541 section 6.2.3).
sub field
{
    my ($name, $value) = @_;
    return pack 'CC/aC/a', 0x10, $name, $value;
}

# The type, flags and payload of the next frame.
sub next_frame
{
    my ($socket) = @_;
    read($socket, my $head, 9) == 9 or die "no frame\n";
    my ($high, $low, $type, $flags) = unpack 'CnCC', $head;
    my $length = $high << 16 | $low;
    my $payload = '';
    !$length || read($socket, $payload, $length) == $length
        or die "half a frame\n";
    return ($type, $flags, $payload);
}

# True when the server's settings offer it.
sub is_offered
{
    my ($settings) = @_;
    my %setting = unpack '(nN)*', $settings;
    return $setting{ ENABLE_CONNECT_PROTOCOL() };
}

# Asks for a WebSocket; returns the status, and what came back for "hello" where
# it was taken. Nothing where the server does not offer it.
sub ask
{
    my ($socket, $host, $path, @headers) = @_;
    print $socket "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", frame(SETTINGS, 0, 0, '');
    $socket->flush;
    my ($type, undef, $payload) = next_frame($socket);
    die "type $type, and not the settings\n" if $type != SETTINGS;
    return unless is_offered($payload);
    my @fields = (
        [ ':method' => 'CONNECT' ], [ ':protocol' => 'websocket' ],
        [ ':scheme' => 'http' ], [ ':authority' => $host ],
        [ ':path' => $path ], [ 'sec-websocket-version' => '13' ],
        map { my ($name, $value) = split /: /, $_, 2; [ lc $name, $value ] } @headers);
    print $socket frame(SETTINGS, ACK, 0, ''),
        frame(HEADERS, END_HEADERS, 1, join '', map { field(@$_) } @fields),
        frame(DATA, 0, 1, 'hello');
    $socket->flush;
    my $status;
    while (1) {
        ($type, undef, $payload) = next_frame($socket);
        if ($type == HEADERS) {
            # The first field: 200 by its index, others spelled out.
            $status = $payload =~ /^\x88/ ? 200
                : $payload =~ /^[\x08\x48]\x03(\d{3})/ ? $1
                : die "status not understood\n";
            return ($status, '') if $status != 200;
        }
        return ($status, $payload) if $type == DATA && length $payload;
    }
}

1;
