# SPDX-License-Identifier: Apache-2.0

# Apache::TestRun, told where everything is, and made to leave nothing behind.
#
# The server root is a fresh world-readable directory outside the work tree:
# as root the children run as an unprivileged user, who often cannot enter the
# directory a clone lies in. What is worth keeping (logs, the generated
# configuration) is in build/t/server afterwards.

package Cors::Run;

use strict;
use warnings;
use base 'Apache::TestRun';

use Cors::Backend  ();
use Cors::Config   ();
use Cors::FastCGI  ();
use Cors::Guardian ();
use Cors::Sanitizer ();
use Cors::Server   ();
use Cwd            ();
use File::Basename qw(basename dirname);
use File::Path     qw(make_path remove_tree);
use File::Temp     ();
use IO::Socket::INET ();
use TAP::Harness   ();
use TAP::Parser::Aggregator ();
use Time::HiRes    qw(sleep time);

# The test that judges the whole run, once the server has stopped.
use constant LAST => 't/unharmed.t';

sub new
{
    my ($class, %args) = @_;
    # Else Apache::TestRun starts itself anew through a shell, for the sake of
    # core files that nobody looks at.
    $ENV{APACHE_TEST_ULIMIT_SET} = 1;
    return $class->SUPER::new(%args);
}

# Called by run() when the options are known and nothing else is.
sub pre_configure
{
    my ($self) = @_;
    my $top = Cwd::cwd();
    if ($ENV{SAN}) {
        $ENV{MODULE} ||= Cors::Sanitizer::module();
        # corslint leaves its memory to the end of the process; httpd's script
        # has options of its own.
        $ENV{ASAN_OPTIONS} //= 'detect_leaks=0';
    }
    my $module = $ENV{MODULE} || "$top/build/mod_cors_creds.so";
    die "$module is not there: run make first\n" unless -s $module;
    my $root = File::Temp::tempdir('cors-creds-XXXXXX', TMPDIR => 1);
    $self->{top}  = $top;
    $self->{keep} = "$top/build/t/server";
    $self->{guardian} = Cors::Guardian->new($root, "$root/logs/httpd.pid");
    chmod 0755, $root;

    die "cannot copy t/conf, t/htdocs, t/cgi-bin, t/lib to $root\n"
        if system 'cp', '-R', map({ "$top/t/$_" } qw(conf htdocs cgi-bin lib)),
        $root;
    system 'chmod', '-R', 'a+rX', $root;
    make_path(map { "$root/$_" } qw(logs state var/cache));
    # Where the children write.
    chmod 0777, "$root/var", "$root/var/cache";

    my $apxs = Cors::Config::apxs();
    my $conf = $self->{conf_opts};
    delete $conf->{thaw};
    $conf->{save} = 1;
    %$conf = (
        %$conf,
        top_dir    => $top,
        serverroot => $root,
        t_conf     => "$root/conf",
        apxs       => $apxs,
        servername => 'localhost',
        port       => free_port(),
        httpd_conf =>
            Cors::Config::write_modules($apxs, "$root/conf/modules.conf"),
        module => $module,
        $ENV{SAN} ? (httpd => Cors::Server::httpd()) : (),
        $self->start_backends,
    );
    $self->{root} = $root;
}

# A base port with room above it: Apache::Test counts up from here for each
# virtual host. Below the ephemeral range, and at random, so that two runs on
# one machine do not meet.
sub free_port
{
    return $ENV{APACHE_TEST_PORT} if $ENV{APACHE_TEST_PORT};
    for (1 .. 50) {
        my $port = 10_000 + 50 * int rand 400;
        my $socket = IO::Socket::INET->new(
            LocalAddr => '127.0.0.1', LocalPort => $port,
            Listen => 1, ReuseAddr => 1) or next;
        return $port;
    }
    die "no free port on 127.0.0.1 between 10000 and 30000\n";
}

# The backends' sockets listen before the configuration that names their ports
# is written. `closed_port` is one where nobody answers.
sub start_backends
{
    my ($self) = @_;
    my %port;
    for ([ backend_port => 'Cors::Backend' ], [ fcgi_port => 'Cors::FastCGI' ]) {
        my ($name, $class) = @$_;
        my $socket = IO::Socket::INET->new(
            LocalAddr => '127.0.0.1', Listen => 64, ReuseAddr => 1)
            or die "cannot listen on 127.0.0.1: $!\n";
        $port{$name} = $socket->sockport;
        $self->{guardian}->spawn(sub { $class->run($socket) });
    }
    $self->{closed} = IO::Socket::INET->new(
        LocalAddr => '127.0.0.1', Proto => 'tcp', ReuseAddr => 1);
    $port{closed_port} = $self->{closed}->sockport;
    return %port;
}

sub new_test_config { return Cors::Config->new($_[0]->{conf_opts}) }

# Apache::TestRun refuses to run as root; here root is an ordinary case, the
# generated User and Group are unprivileged.
sub check_runtime_user { return 1 }

# See Cors::Config on core files.
sub warn_core { return }

# Everything Apache::Test says while it configures belongs to those who look
# for a fault, and would end up in the middle of prove's lines.
sub configure
{
    my ($self) = @_;
    my $log = "$self->{root}/logs/configure.log";
    open my $out, '>&', \*STDOUT or die "dup: $!";
    open my $err, '>&', \*STDERR or die "dup: $!";
    open STDOUT, '>', $log or die "$log: $!";
    open STDERR, '>&', \*STDOUT or die "dup: $!";
    my $ok = eval { $self->SUPER::configure; 1 };
    my $why = $@;
    open STDOUT, '>&', $out or die "dup: $!";
    open STDERR, '>&', $err or die "dup: $!";
    die $why unless $ok;
}

sub start
{
    my ($self) = @_;
    my $server = $self->{server};
    my $vars = $self->{test_config}{vars};
    # TMPDIR may have a blank in it, which the stock start_cmd() does not quote.
    my $command = qq("$vars->{httpd}" -d "$vars->{serverroot}" )
        . qq(-f "$vars->{t_conf_file}" ) . $server->dversion;
    # The stock start() sleeps by the second; httpd itself says when its
    # configuration is bad and detaches when it is not.
    if (system(qq($command >"$self->{root}/logs/start.log" 2>&1)) != 0) {
        print STDERR "# $command\n", slurp("$self->{root}/logs/start.log"),
            tail("$self->{root}/logs/error_log", 5);
        $self->finish;
        exit 1;
    }
    my $deadline = time + 20;
    until ($server->pid && connects($self->{test_config}{vars}{port})) {
        if (time > $deadline) {
            print STDERR "# httpd does not answer\n",
                tail("$self->{root}/logs/error_log", 20);
            $self->finish;
            exit 1;
        }
        sleep 0.02;
    }
}

sub connects
{
    my ($port) = @_;
    return IO::Socket::INET->new(
        PeerAddr => '127.0.0.1', PeerPort => $port, Timeout => 2);
}

sub run_tests
{
    my ($self) = @_;
    my $opts = $self->{opts};
    return $self->serve if $opts->{'start-httpd'} && !$opts->{'run-tests'};

    my @tests = @{ $self->{tests} };
    my $whole = !@tests;
    @tests = (grep({ $_ ne LAST } glob 't/{,browser/,lint/,lint/*/}*.t'),
        unit_tests()) if $whole;

    my $harness = TAP::Harness->new({
        verbosity => $opts->{verbose} ? 1 : 0,
        lib  => [ "$self->{top}/t/lib", $self->{root} ],
        jobs => $ENV{JOBS} || 1,
        # Unit tests are programs; undef leaves the rest to perl.
        exec => sub { return $_[1] =~ /\.t$/ ? undef : [ $_[1] ] },
    });
    my $aggregate = TAP::Parser::Aggregator->new;
    local $ENV{CORS_CREDS_ROOT} = $self->{root};
    $aggregate->start;
    $harness->aggregate_tests($aggregate, @tests);
    $self->{guardian}->stop_server;
    # A crash while shutting down counts too, hence after the stop.
    $harness->aggregate_tests($aggregate, LAST)
        unless grep { $_ eq LAST } @tests;
    $aggregate->stop;
    $self->finish;
    # Else the names above are laid out to the width of the last one alone.
    $harness->formatter->prepare(@tests, LAST);
    $harness->summary($aggregate);
    exit($aggregate->all_passed ? 0 : 1);
}

sub unit_tests
{
    # dump is what t/lint/conf/conf.t asks, no test of its own.
    my $objects = $ENV{SAN} ? 'build/obj-san' : 'build/obj';
    return sort grep { -f && -x && !m{\.[do]$|/dump$} }
        glob "$objects/t/{core,lint/*}/*";
}

sub serve
{
    my ($self) = @_;
    print "serving on port $self->{test_config}{vars}{port}, ",
        "root $self->{root}; interrupt to stop\n";
    local $SIG{INT}  = sub { };
    local $SIG{TERM} = $SIG{INT};
    select undef, undef, undef, undef;
    $self->finish;
    exit 0;
}

# Keeps what helps to find a fault, and nothing else.
sub finish
{
    my ($self) = @_;
    $self->{guardian}->stop_server;
    remove_tree($self->{keep});
    make_path($self->{keep});
    system 'cp', '-R', "$self->{root}/logs", "$self->{root}/conf",
        $self->{keep};
    $self->{guardian}->dismiss;
}

sub slurp
{
    my ($file) = @_;
    open my $in, '<', $file or return '';
    local $/;
    return scalar <$in>;
}

sub tail
{
    my ($file, $count) = @_;
    my @lines = split /^/, slurp($file);
    return @lines > $count ? @lines[ -$count .. -1 ] : @lines;
}

1;
