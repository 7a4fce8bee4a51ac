# SPDX-License-Identifier: Apache-2.0

# An HTTP/1.x client that shows every header field as it came: order, case,
# duplicates. LWP merges and sorts them, which is what is tested here.

package Cors::Client;

use strict;
use warnings;
use Exporter 'import';

use Cors::Config     ();
use Cors::Recipe     qw(recipe_query);
use IO::Socket::INET ();
use Time::HiRes      qw(sleep);

our @EXPORT = qw(request raw_request h2_request fields field_names config
    server_root server_port is_mpm has_module recipe_query slurp_log);

my $config;

# What Apache::Test configured.
sub config { return $config ||= Cors::Config->thaw }
sub server_root { return config()->{vars}{serverroot} }
sub is_mpm { return (config()->{mpm} // '') eq $_[0] }
sub has_module { return config()->{modules}{"mod_$_[0].c"} }

# Of a <VirtualHost NAME>; those written <VirtualHost host:names> share one.
sub server_port
{
    my ($name) = @_;
    my $vhost = config()->{vhosts}{ $name // 'names' }
        or die "no virtual host '$name' is configured\n";
    return $vhost->{port};
}

# request(GET => '/path', host => 'cgi.test', origin => 'https://...',
#         headers => ['Name: value', ...], body => '...', version => '1.0')
# `port` names a virtual host with a port of its own.
sub request
{
    my ($method, $path, %with) = @_;
    my $version = $with{version} // '1.1';
    my @lines = ("$method $path HTTP/$version");
    push @lines, 'Host: ' . ($with{host} // 'localhost')
        unless $with{without_host};
    push @lines, "Origin: $with{origin}" if defined $with{origin};
    push @lines, @{ $with{headers} || [] };
    push @lines, 'Content-Length: ' . length $with{body}
        if defined $with{body};
    push @lines, 'Connection: close' unless $version eq '1.0';
    my $bytes = join("\r\n", @lines, '', '') . ($with{body} // '');
    return raw_request($bytes, %with);
}

# Sends bytes as they are; `half_open` leaves the request unfinished, the
# server has to give up on it.
sub raw_request
{
    my ($bytes, %with) = @_;
    my $socket = IO::Socket::INET->new(
        PeerAddr => '127.0.0.1', PeerPort => server_port($with{port}),
        Timeout => 10) or die "connect: $!";
    local $SIG{PIPE} = 'IGNORE';
    local $SIG{ALRM} = sub { die "no answer within 30 s\n" };
    alarm 30;
    print $socket $bytes;
    $socket->flush;
    my $answer = '';
    # A server that has said 413 may reset the connection after its answer.
    while (sysread $socket, my $part, 65_536) {
        $answer .= $part;
    }
    alarm 0;
    return parse($answer, $bytes =~ /^HEAD /);
}

sub parse
{
    my ($bytes, $is_head) = @_;
    my %response = (status => 0, fields => [], body => '', raw => $bytes,
        interim => []);
    while ($bytes =~ s/\A(HTTP\/[\d.]+ (\d{3})[^\n]*\n(?:[^\r\n][^\n]*\n)*)\r?\n//)
    {
        my ($head, $status) = ($1, $2);
        my @lines = split /\r?\n/, $head;
        $response{status_line} = shift @lines;
        my @fields = map { [ /^([^:]*):[ \t]*(.*?)[ \t]*$/s ] } @lines;
        if ($status < 200 && $status != 101) {
            push @{ $response{interim} },
                { status => $status, fields => \@fields };
            next;
        }
        @response{qw(status fields)} = ($status, \@fields);
        last;
    }
    $response{body} = $is_head ? '' : $bytes;
    $response{head} = join "\n", $response{status_line} // '(no answer)',
        map { "$_->[0]: $_->[1]" } @{ $response{fields} };
    $response{body} = dechunk($bytes)
        if grep { /^chunked$/i } fields(\%response, 'Transfer-Encoding');
    return \%response;
}

sub dechunk
{
    my ($bytes) = @_;
    my $body = '';
    while ($bytes =~ s/\A([0-9A-Fa-f]+)[^\n]*\n//) {
        my $length = hex $1 or last;
        $body .= substr $bytes, 0, $length, '';
        $bytes =~ s/\A\r?\n//;
    }
    return $body;
}

# HTTP/2 without TLS, prior knowledge. curl prints the fields one a line,
# duplicates included, in lower case as they are on the wire.
sub h2_request
{
    my ($method, $path, %with) = @_;
    my @command = ('curl', '-s', '-S', '-i', '--http2-prior-knowledge',
        '--max-time', 20, '-X', $method);
    push @command, '-H', "Origin: $with{origin}" if defined $with{origin};
    push @command, map { ('-H', $_) } @{ $with{headers} || [] };
    push @command, '--data-binary', $with{body} if defined $with{body};
    push @command, 'http://127.0.0.1:' . server_port($with{port}) . $path;
    open my $out, '-|', @command or die "curl: $!";
    local $/;
    my $answer = <$out> // '';
    close $out;
    return parse($answer, 0);
}

# The values of a field, one for each line it came in.
sub fields
{
    my ($response, $name) = @_;
    return map { $_->[1] }
        grep { lc $_->[0] eq lc $name } @{ $response->{fields} };
}

sub field_names { return map { $_->[0] } @{ $_[0]->{fields} } }

# Lines of a log below logs/ that match, once the server has written them: the
# log line comes after the response.
sub slurp_log
{
    my ($name, $pattern, $count) = @_;
    my @lines;
    for (1 .. 100) {
        open my $in, '<', config()->{vars}{t_logs} . "/$name" or die "$name: $!";
        @lines = grep { $_ =~ $pattern } <$in>;
        last if @lines >= ($count // 1);
        sleep 0.02;
    }
    return @lines;
}

1;
