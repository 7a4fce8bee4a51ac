# SPDX-License-Identifier: Apache-2.0

# Databases for tests of CorsCredsOriginDBD.

package Cors::Database;

use strict;
use warnings;

use Cors::Server ();
use IO::Socket::INET ();

# Runs the statements.
sub sqlite
{
    my ($file, @statements) = @_;
    open my $in, '|-', 'sqlite3', '-batch', '-bail', $file or die "sqlite3: $!";
    print $in ".timeout 5000\n", map { "$_\n" } @statements;
    close $in or die "sqlite3 $file: $?";
    return;
}

# Where each kind of server is; PostgreSQL's are not on the path.
my %program = (
    memcache => ['memcached'], redis => ['redis-server'],
    postgresql => [ 'initdb', 'pg_ctl', 'psql' ],
);

sub find
{
    my ($name) = @_;
    my ($found) = grep { -x } map { "$_/$name" } split(/:/, $ENV{PATH}),
        reverse sort glob '/usr/lib/postgresql/*/bin';
    return $found;
}

sub has_server
{
    my ($kind) = @_;
    return 0 if grep { !find($_) } @{ $program{$kind} || [] };
    return $kind ne 'postgresql'
        || !!glob '/usr/lib/*/apr-util-1/apr_dbd_pgsql*.so';
}

# A server on loopback, which ends with the test or before; returns its address.
my %running;

sub serve
{
    my ($server, $kind, @command) = @_;
    my $port = Cors::Server::free_port();
    my @arguments = map { s/PORT/$port/r } @command;
    $running{$kind} = $server->{guardian}->spawn(sub {
        open STDOUT, '>', '/dev/null';
        open STDERR, '>', '/dev/null';
        exec @arguments or die "$arguments[0]: $!";
    });
    my $deadline = time + 10;
    until (IO::Socket::INET->new(PeerAddr => '127.0.0.1', PeerPort => $port)) {
        die "$kind does not answer\n" if time > $deadline;
        select undef, undef, undef, 0.05;
    }
    return "127.0.0.1:$port";
}

sub memcached
{
    my ($server) = @_;
    return serve($server, 'memcache', find('memcached'), qw(-u nobody -m 16 -l 127.0.0.1 -U 0 -p PORT));
}

sub redis
{
    my ($server) = @_;
    return serve($server, 'redis', find('redis-server'), '--bind', '127.0.0.1',
        '--save', '', '--dir', $server->{root}, '--port', 'PORT');
}

sub stop
{
    my ($server, $kind) = @_;
    kill TERM => delete $running{$kind};
    return;
}

# A cluster in a folder of its own, run by who may: not root.
package Cors::Database::Postgresql;

sub new
{
    my ($class, $server) = @_;
    my $self = bless { folder => "$server->{root}/pg", port => Cors::Server::free_port() }, $class;
    mkdir $self->{folder} or die "$self->{folder}: $!";
    if ($> == 0) {
        chown((getpwnam 'postgres')[2, 3], $self->{folder});
    }
    $self->run('initdb', '-D', "$self->{folder}/data", '-A', 'trust', '-U', 'postgres', '-N');
    $self->start;
    return $self;
}

sub run
{
    my ($self, $program, @arguments) = @_;
    my @as = $> == 0 ? qw(setpriv --reuid postgres --regid postgres --clear-groups) : ();
    my $log = "$self->{folder}/$program.log";
    my $pid = fork // die "fork: $!";
    if (!$pid) {
        chdir $self->{folder};
        open STDOUT, '>', $log;
        open STDERR, '>&', \*STDOUT;
        exec @as, Cors::Database::find($program), @arguments or die "$program: $!";
    }
    waitpid $pid, 0;
    return if $? == 0;
    open my $in, '<', $log or die "$program: $?";
    die "$program fails:\n", <$in>;
}

sub control
{
    my ($self, $what) = @_;
    return $self->run('pg_ctl', $what, '-w', '-D', "$self->{folder}/data", '-m', 'fast',
        '-l', "$self->{folder}/server.log",
        '-o', "-p $self->{port} -k $self->{folder} -c listen_addresses=127.0.0.1 -c fsync=off");
}

sub start   { my ($self) = @_; $self->{runs} = 1; return $self->control('start') }
sub restart { my ($self) = @_; return $self->control('restart') }
sub stop    { my ($self) = @_; $self->{runs} = 0; return $self->control('stop') }

sub DESTROY
{
    my ($self) = @_;
    local ($?, $@);
    $self->stop if $self->{runs};
}

sub parameters
{
    my ($self) = @_;
    return "host=127.0.0.1 port=$self->{port} user=postgres dbname=postgres";
}

sub sql
{
    my ($self, @statements) = @_;
    return $self->run('psql', '-q', '-v', 'ON_ERROR_STOP=1', '-h', '127.0.0.1', '-p',
        $self->{port}, '-U', 'postgres', map { ('-c', $_) } @statements);
}

1;
