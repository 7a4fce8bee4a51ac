# SPDX-License-Identifier: Apache-2.0

# A FastCGI responder, the part of the protocol that mod_proxy_fcgi speaks: one
# request a connection, no multiplexing, no management records.

package Cors::FastCGI;

use strict;
use warnings;
use base 'Cors::Backend';

use Cors::Recipe qw(recipe_answer);

use constant {
    END_REQUEST => 3, PARAMS => 4, STDIN_ => 5, STDOUT_ => 6,
};

sub serve
{
    my ($class, $client) = @_;
    my ($params, $body, $id) = ('', '', 1);
    while (1) {
        my ($type, $request, $content) = record($client) or return;
        $id = $request;
        $params .= $content if $type == PARAMS;
        $body   .= $content if $type == STDIN_;
        last if $type == STDIN_ && $content eq '';
    }
    my %env = pairs($params);
    my $received = join '', map { "$_=$env{$_}\n" } sort keys %env;
    my $answer = recipe_answer($env{QUERY_STRING}, $received . "\n" . $body);
    return if $answer->{hangup};

    my @header = @{ $answer->{header} };
    push @header, 'Content-Type: text/plain'
        if length $answer->{body} && !grep { /^Content-Type:/i } @header;
    my $output = join "\r\n", "Status: $answer->{status} $answer->{reason}",
        @header, '', $answer->{body};
    while (length(my $part = substr $output, 0, 32_000, '')) {
        emit($client, STDOUT_, $id, $part);
    }
    emit($client, STDOUT_, $id, '');
    emit($client, END_REQUEST, $id, pack 'NCxxx', 0, 0);
}

# version, type, request id, content length, padding length, reserved
sub record
{
    my ($client) = @_;
    read($client, my $head, 8) == 8 or return;
    my (undef, $type, $id, $length, $padding) = unpack 'CCnnC', $head;
    my $content = '';
    read($client, $content, $length) == $length or return if $length;
    read $client, my $ignored, $padding if $padding;
    return ($type, $id, $content);
}

sub emit
{
    my ($client, $type, $id, $content) = @_;
    print $client pack('CCnnCC', 1, $type, $id, length $content, 0, 0),
        $content;
}

# A length below 128 takes one byte, others four with the top bit set.
sub pairs
{
    my ($bytes) = @_;
    my %pairs;
    while (length $bytes) {
        my @length;
        for (1, 2) {
            my $first = ord $bytes;
            push @length, $first < 128
                ? unpack 'C', substr $bytes, 0, 1, ''
                : (unpack 'N', substr $bytes, 0, 4, '') & 0x7fffffff;
        }
        my $name = substr $bytes, 0, $length[0], '';
        $pairs{$name} = substr $bytes, 0, $length[1], '';
    }
    return %pairs;
}

1;
