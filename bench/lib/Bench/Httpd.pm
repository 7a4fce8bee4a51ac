# SPDX-License-Identifier: Apache-2.0

# A private httpd on loopback: its folder, its configuration, its life.

package Bench::Httpd;

use strict;
use warnings;

use Cwd qw(abs_path);
use File::Basename qw(dirname);
use File::Path qw(make_path remove_tree);
use File::Temp qw(tempdir);
use IO::Socket::INET;
use POSIX qw(:sys_wait_h);
use Time::HiRes qw(sleep time);

our $ROOT = abs_path(dirname(__FILE__) . '/../../..');

my %alive;    # pid => the Bench::Httpd it belongs to
my $owner = $$;

END { local $?; stop_all() if $$ == $owner }
$SIG{$_} = sub { stop_all(); exit 130 }
  for qw(INT TERM HUP);

sub stop_all { $_->stop for values %alive }

sub apxs_query {
    my ($name) = @_;
    my $apxs = $ENV{APXS} || 'apxs';
    chomp(my $value = `$apxs -q $name 2>/dev/null`);
    die "$apxs -q $name answers nothing; set APXS to httpd's apxs\n"
      if $value eq '';
    return $value;
}

sub program {
    my $name = apxs_query('PROGNAME');
    for my $folder (apxs_query('SBINDIR'), apxs_query('BINDIR')) {
        return "$folder/$name" if -x "$folder/$name";
    }
    die "no $name beside apxs\n";
}

sub fixture {
    my ($name) = @_;
    my $path = "$ROOT/build/bench/mod_bench_$name.so";
    -e $path or die "$path is missing; run `make bench` or `make bench-build`\n";
    return $path;
}

sub free_port {
    my $socket = IO::Socket::INET->new(Listen => 1, LocalAddr => '127.0.0.1')
      or die "no free port: $!\n";
    return $socket->sockport;
}

# What every server of the benchmarks has in common. All load the modules of a
# plain httpd, those of the recipe among them, so that a difference is the
# configuration's alone. AllowOverride None: .htaccess look-ups cost more than
# everything measured and would hide it.
sub configuration {
    my ($self) = @_;
    my $modules = apxs_query('LIBEXECDIR');
    my $load = join '', map {
        "<IfModule !mod_$_.c>\n"
          . "LoadModule ${_}_module $modules/mod_$_.so\n</IfModule>\n"
    } qw(mpm_event authz_core alias dir headers mime rewrite setenvif);
    my $group = getgrnam('nogroup') ? 'nogroup' : 'nobody';
    my $user  = $> == 0 ? "User nobody\nGroup $group\n" : '';
    return <<"CONF";
$load
LoadModule bench_cookies_module @{[fixture('cookies')]}
${user}ServerRoot "$self->{folder}"
DefaultRuntimeDir "$self->{folder}"
PidFile "$self->{folder}/pid"
ServerName api.example.net
Listen 127.0.0.1:$self->{port}
ErrorLog "$self->{folder}/error.log"
LogLevel warn
TypesConfig "$self->{folder}/mime.types"
DocumentRoot "$self->{documents}"
KeepAlive On
MaxKeepAliveRequests 0
KeepAliveTimeout 600
Timeout 600
ServerLimit 1
StartServers 1
ThreadsPerChild $self->{threads}
MaxRequestWorkers $self->{threads}
MinSpareThreads 1
MaxSpareThreads $self->{threads}
MaxConnectionsPerChild 0
<Directory "$self->{documents}">
AllowOverride None
Require all granted
$self->{directory}</Directory>
$self->{server}
CONF
}

# server     configuration for the server's level
# directory  configuration for the <Directory> section of the documents
# valgrind   true: run under callgrind, in one process
# single     true: one process without callgrind
# threads    worker threads
sub start {
    my ($class, %option) = @_;
    my $folder = tempdir('cors-bench-XXXXXXXX', TMPDIR => 1);
    my $self   = bless {
        folder    => $folder,
        documents => "$folder/htdocs/static",
        server    => '',
        directory => '',
        threads   => 4,
        port      => free_port(),
        %option,
    }, $class;
    make_path($self->{documents});
    make_path("$folder/counts", { mode => 0777 });
    chmod 0777, "$folder/counts";    # callgrind writes after httpd's setuid
    chmod 0755, $folder;
    write_file("$self->{documents}/file.txt", 'x' x 1023 . "\n");
    # Old enough for a strong ETag from the first request on.
    utime 1e9, 1e9, "$self->{documents}/file.txt";
    write_file("$folder/mime.types", "text/plain txt\n");
    write_file("$folder/httpd.conf", $self->configuration);
    $self->spawn;
    return $self;
}

sub spawn {
    my ($self) = @_;
    my @command = (program(), '-d', $self->{folder}, '-f',
        "$self->{folder}/httpd.conf");
    push @command, $self->{valgrind} || $self->{single}
      ? '-X' : '-DFOREGROUND';
    unshift @command, 'valgrind', '--tool=callgrind', '--quiet',
      '--instr-atstart=no',
      "--callgrind-out-file=$self->{folder}/counts/part"
      if $self->{valgrind};
    my $pid = fork // die "fork: $!\n";
    if (!$pid) {
        setpgrp;    # so that one signal reaches the children too
        # A fixed environment: its size moves the stack, and with it a few
        # instructions of every memcpy that looks at alignment.
        %ENV = (PATH => $ENV{PATH}, LC_ALL => 'C', TZ => 'UTC');
        open STDIN,  '<', '/dev/null';
        open STDOUT, '>', "$self->{folder}/output";
        open STDERR, '>&', \*STDOUT;
        exec @command or POSIX::_exit(127);
    }
    $self->{pid} = $pid;
    $alive{$pid} = $self;
    $self->wait_until_it_listens;
}

# Reading 100,000 origins under valgrind takes its time; a server that exits
# is noticed at once.
sub wait_until_it_listens {
    my ($self) = @_;
    my $end    = time + 300;
    my $what   = 'httpd does not listen after 300 s';
    while (time < $end) {
        return if $self->connection;
        if (waitpid($self->{pid}, WNOHANG) != 0) {
            $what = 'httpd did not start';
            last;
        }
        sleep 0.05;
    }
    my $complaints = $self->complaints;
    $self->stop;
    die "$what:\n$complaints";
}

sub complaints {
    my ($self) = @_;
    return join '', map { -s ? substr(read_file($_), 0, 4000) : () }
      "$self->{folder}/output", "$self->{folder}/error.log";
}

sub connection {
    my ($self) = @_;
    return IO::Socket::INET->new(
        PeerAddr => '127.0.0.1',
        PeerPort => $self->{port},
        Timeout  => 60
    );
}

# Politely, then not; then the folder goes, unless KEEP asks for it.
sub stop {
    my ($self) = @_;
    my $pid = delete $self->{pid} or return;
    delete $alive{$pid};
    kill TERM => $pid;
    my $end = time + 20;
    my $gone;
    while (!($gone = waitpid($pid, WNOHANG)) && time < $end) { sleep 0.05 }
    kill KILL => -$pid;
    waitpid $pid, 0 if !$gone;
    remove_tree($self->{folder}) if !$ENV{KEEP};
}

# Resident kilobytes of every process of this server.
sub resident {
    my ($self) = @_;
    my $sum = 0;
    for my $status (glob '/proc/[0-9]*/stat') {
        open my $file, '<', $status or next;
        my $line = <$file> // next;
        my ($pid, $group) = $line =~ /^(\d+) \(.*\) \S \d+ (\d+)/s or next;
        next if $group != $self->{pid};
        open my $detail, '<', "/proc/$pid/status" or next;
        /^VmRSS:\s+(\d+)/ and $sum += $1 for <$detail>;
    }
    return $sum;
}

sub read_file {
    my ($path) = @_;
    open my $file, '<', $path or die "$path: $!\n";
    local $/;
    return scalar <$file>;
}

sub write_file {
    my ($path, $text) = @_;
    open my $file, '>', $path or die "$path: $!\n";
    print $file $text;
    close $file or die "$path: $!\n";
}

1;
