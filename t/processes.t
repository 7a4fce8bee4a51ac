# SPDX-License-Identifier: Apache-2.0

# Several processes of one server, of each kind: they share what was told, and
# a graceful restart under load loses no request.

use strict;
use warnings;

use FindBin ();
use lib "$FindBin::Bin/lib";
use Cors::Assert;
use Cors::Client;
use Cors::Configtest qw(has_mpm);
use Cors::Server ();
use Test::More;
use Time::HiRes qw(sleep time);

use constant CHILDREN => 4;

my $conf = <<'CONF';
CustomLog pid_log "%P"
<Location /s>
    CorsCreds On
    CorsCredsOrigin https://app.example.com
    CorsCredsMethods PUT
</Location>
CONF

sub serve
{
    my $server = Cors::Server->new(children => CHILDREN);
    $server->write('htdocs/s/file.txt', "text\n");
    return $server->start($conf);
}

sub bytes
{
    my ($method, $origin, @headers) = @_;
    return join "\r\n", "$method /s/file.txt HTTP/1.1", 'Host: api.test',
        defined $origin ? "Origin: $origin" : (), @headers,
        'Connection: close', '', '';
}

# One request on each of several connections that are open at the same time, so
# that a process of one thread can have but one of them.
sub at_once
{
    my ($server, $count, $bytes) = @_;
    my @sockets = map { $server->connection || die "connect: $!" } 1 .. $count;
    print $_ $bytes for @sockets;
    my @answers;
    for my $socket (@sockets) {
        local $/;
        push @answers, Cors::Client::parse(scalar(<$socket>) // '', 0);
    }
    return @answers;
}

sub lines
{
    my ($server, $name) = @_;
    open my $in, '<', "$server->{root}/$name" or return;
    return <$in>;
}

for my $mpm (grep { has_mpm($_) } qw(prefork worker event)) {
    local $ENV{MPM} = $mpm;

    subtest "$mpm: what one process told, the others do not" => sub {
        my $server = serve();
        my $denied = bytes(GET => 'https://stranger.example');
        my @answers = map { at_once($server, CHILDREN, $denied) } 1 .. 25;
        is(scalar(grep { $_->{status} == 200 } @answers), 100,
            'a hundred requests');
        my @told = $server->log(qr/\[cors_creds:/);
        is(scalar(@told), 1, 'one line') or diag(@told);
        my %process = map { $_ => 1 } lines($server, 'pid_log');
        # With threads it is httpd's choice who answers.
        cmp_ok(scalar(keys %process), '>=', $mpm eq 'prefork' ? 2 : 1,
            'from several processes');
    };

    subtest "$mpm: graceful restarts under load" => sub {
        my $server = serve();
        my @clients = map { client($server, $_) } 1 .. 4;
        restart($server, $_) for 1 .. 4;
        # The load goes on until the last one is over.
        kill TERM => map { $_->{pid} } @clients;
        my ($count, @faults) = (0);
        for my $client (@clients) {
            my $out = $client->{out};
            for (<$out>) {
                /^done (\d+)$/ ? ($count += $1) : push @faults, $_;
            }
            close $out;
        }
        cmp_ok($count, '>=', 200, 'requests in that time');
        is(scalar(@faults), 0, 'none failed, and all headers are right')
            or diag(@faults > 5 ? @faults[ 0 .. 4 ] : @faults);
        is(scalar($server->log(qr/exit signal|\[core:(?:crit|alert|emerg)/)),
            0, 'no process crashed');
        for my $case ([ APP, 'allowed' ], [ HOSTILE, 'hostile' ]) {
            my ($origin, $who) = @$case;
            my ($response) = at_once($server, 1, bytes(GET => $origin));
            response_ok($response, $who, 'afterwards', status => 200);
        }
    };
}

# Tells of each fault, and in the end how many requests there were: at least 50,
# and as many as there is time for.
sub client
{
    my ($server) = @_;
    my $pid = open(my $out, '-|') // die "fork: $!";
    return { pid => $pid, out => $out } if $pid;
    my ($is_over, $count) = (0, 0);
    $SIG{TERM} = sub { $is_over = 1 };
    $SIG{ALRM} = sub { $is_over = 1; die "no answer\n" };
    $| = 1;
    my @turns = (
        [ 200, 1, GET     => APP ],
        [ 200, 0, GET     => HOSTILE ],
        [ 200, 0, GET     => undef ],
        [ 204, 1, OPTIONS => APP,     @{ preflight('PUT') } ],
        [ 403, 0, OPTIONS => HOSTILE, @{ preflight('PUT') } ],
    );
    until ($is_over && $count >= 50) {
        my ($status, $is_granted, @request) = @{ $turns[ $count++ % @turns ] };
        my $fault = eval {
            alarm 20;
            my ($response) = at_once($server, 1, bytes(@request));
            alarm 0;
            my @origins = fields($response, 'Access-Control-Allow-Origin');
            my @varies = grep { /^Origin\b/ } fields($response, 'Vary');
            $response->{status} == $status && @varies == 1
                && "@origins" eq ($is_granted ? APP : '') ? ''
                : "@request[0, 1]: $response->{head}";
        } // "@{[ $request[0] ]}: $@";
        print $fault =~ s/\n/; /gr, "\n" if $fault;
        # Two cores may have other work.
        sleep 0.005;
    }
    print "done $count\n";
    require POSIX;
    POSIX::_exit(0);
}

# Until the server says that the new generation serves.
sub restart
{
    my ($server, $number) = @_;
    my ($pid) = map { /(\d+)/ } lines($server, 'httpd.pid');
    kill USR1 => $pid or die "httpd is gone\n", $server->log;
    my $deadline = time + 20;
    until ($server->log(qr/resuming normal operations/) > $number) {
        die "no restart\n", $server->log if time > $deadline;
        sleep 0.02;
    }
    # Long enough for the new processes to have had some of the load.
    sleep 0.2;
}

done_testing();
