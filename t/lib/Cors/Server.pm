# SPDX-License-Identifier: Apache-2.0

# A private httpd for a test that needs one of its own: a configuration as a
# whole, or a log that nobody else writes to. One child process, so that what
# happens once a process happens once; or as many as `children` says.
#
#   my $server = Cors::Server->new(modules => ['ssl']);
#   $server->start(<<'CONF');
#   <VirtualHost 127.0.0.1:@Port@>
#       DocumentRoot "@ServerRoot@/htdocs"
#   ...
#   my $response = $server->fetch(GET => 'https://api.example.com/', '-k');
#
# It is gone, with its folder, when the object or the test is.

package Cors::Server;

use strict;
use warnings;

use Cors::Backend  ();
use Cors::Client   ();
use Cors::Config   ();
use Cors::Guardian ();
use Cors::Sanitizer ();
use Cwd            qw(abs_path);
use File::Basename qw(dirname);
use File::Path     qw(make_path);
use File::Temp     ();
use IO::Socket::INET ();
use Time::HiRes    qw(sleep time);

my $top = abs_path(dirname(__FILE__) . '/../../..');

sub new
{
    my ($class, %with) = @_;
    my $root = File::Temp::tempdir('cors-creds-XXXXXX', TMPDIR => 1);
    my $self = bless {
        root => $root, modules => [], without => [], children => 1,
        %with,
    }, $class;
    $self->{guardian} = Cors::Guardian->new($root, "$root/httpd.pid");
    # As root the children run as somebody else, and read from here.
    chmod 0755, $root;
    make_path("$root/htdocs");
    return $self;
}

sub DESTROY
{
    my ($self) = @_;
    # Else the guardian sees the process end, and does the same.
    return if ${^GLOBAL_PHASE} eq 'DESTRUCT';
    local ($?, $@);
    $self->stop;
    $self->{guardian}->dismiss;
}

# Below the server root; returns the path.
sub write
{
    my ($self, $name, $text) = @_;
    my $path = "$self->{root}/$name";
    make_path(dirname($path));
    open my $out, '>', $path or die "$path: $!";
    print $out $text;
    close $out or die "$path: $!";
    return $path;
}

# cert.pem and cert.key below the server root. httpd reads them as root, before it
# becomes somebody else.
sub certificate
{
    my ($self) = @_;
    my $said = `cd "$self->{root}" && openssl req -x509 -nodes -days 2 \\
        -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -subj /CN=localhost \\
        -keyout cert.key -out cert.pem 2>&1`;
    die "openssl: $said" if $?;
    return;
}

# A certificate for these names in cert.pem and cert.key, by an authority of our
# own; returns the authority's file.
sub authority
{
    my ($self, @names) = @_;
    my $alternatives = join ',', map { "DNS:$_" } @names;
    my $key = '-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2';
    my $said = `cd "$self->{root}" && openssl req -x509 $key -batch \\
        -subj '/CN=an authority' -keyout ca.key -out ca.pem 2>&1 \\
        && openssl req -x509 $key -batch -CA ca.pem -CAkey ca.key \\
        -subj '/CN=$names[0]' -addext 'subjectAltName=$alternatives' \\
        -addext basicConstraints=CA:FALSE -keyout cert.key -out cert.pem 2>&1`;
    die "openssl: $said" if $?;
    return "$self->{root}/ca.pem";
}

# A backend, which answers recipes unless it is another class's; returns its port.
sub backend
{
    my ($self, $class) = @_;
    $class ||= 'Cors::Backend';
    my $socket = IO::Socket::INET->new(
        LocalAddr => '127.0.0.1', Listen => 64, ReuseAddr => 1)
        or die "cannot listen on 127.0.0.1: $!\n";
    $self->{guardian}->spawn(sub { $class->run($socket) });
    return $socket->sockport;
}

# In one step, as whoever reads the file should be given it.
sub replace
{
    my ($self, $name, $text) = @_;
    my $path = $self->write("$name.new", $text);
    chmod 0644, $path;
    rename $path, "$self->{root}/$name" or die "rename: $!";
    return;
}

# @Port@ and @ServerRoot@ are known only now. Another process may take the port
# between the look and the start, so there are three attempts.
sub start
{
    my ($self, $conf) = @_;
    my $output;
    for (1 .. 3) {
        $self->{port} = free_port();
        my %value = (Port => $self->{port}, ServerRoot => $self->{root});
        my $text = $self->frame . $conf;
        $text =~ s/\@(Port|ServerRoot)\@/$value{$1}/g;
        $output = $self->launch($self->write('httpd.conf', $text));
        return $self unless defined $output;
        last unless $output =~ /could not bind|Address already in use/;
    }
    die "httpd does not start:\n$output", $self->log;
}

# httpd removes the file when its children are gone. The process itself may stay
# a zombie for a while, until the system's init looks after it.
sub stop
{
    my ($self) = @_;
    my $file = "$self->{root}/httpd.pid";
    open my $in, '<', $file or return;
    my ($pid) = (<$in> // '') =~ /^(\d+)$/ or return;
    kill TERM => $pid or return;
    my $deadline = time + 10;
    while (-e $file) {
        # Once more, and with more force.
        return $self->{guardian}->stop_server if time > $deadline;
        sleep 0.02;
    }
}

# A graceful restart; the new children serve when this comes back.
sub graceful
{
    my ($self) = @_;
    my $resumed  = qr/resuming normal operations/;
    my $before   = $self->log($resumed);
    my $command  = httpd();
    my $said     = `"$command" -d "$self->{root}" -f "$self->{root}/httpd.conf" -k graceful 2>&1`;
    my $deadline = time + 10;
    die "no graceful restart: $said" if $?;
    until ($self->log($resumed) > $before) {
        die "no graceful restart within 10 s\n" if time > $deadline;
        sleep 0.05;
    }
    return;
}

# Nothing once it serves, else what it said.
sub launch
{
    my ($self, $file) = @_;
    my $command = httpd();
    my $output = `"$command" -d "$self->{root}" -f "$file" -k start 2>&1`;
    return $output if $?;
    my $deadline = time + 20;
    until (-s "$self->{root}/httpd.pid" && $self->connection) {
        if (time > $deadline) {
            $self->stop;
            return "$output(no answer within 20 s)\n";
        }
        sleep 0.02;
    }
    return;
}

sub frame
{
    my ($self) = @_;
    my $module = $ENV{MODULE} || ($ENV{SAN} ? Cors::Sanitizer::module()
        : "$top/build/mod_cors_creds.so");
    my @user;
    if ($> == 0) {
        my ($name, $gid) = (getpwnam 'nobody')[0, 3];
        @user = ("User $name", "Group #$gid");
    }
    my $modules = Cors::Config::write_modules(Cors::Config::apxs(),
        "$self->{root}/modules.conf", @{ $self->{without} });
    my $children = $self->{children};
    my $workers = 25 * $children;
    return join "\n", 'ServerRoot "@ServerRoot@"', 'Listen 127.0.0.1:@Port@',
        qq(Include "$modules"), map({ load($_) } @{ $self->{modules} }),
        qq(LoadModule cors_creds_module "$module"), @user, <<CONF, <<'CONF', '';
StartServers $children
ServerLimit $children
<IfModule mpm_prefork_module>
    MaxRequestWorkers $children
</IfModule>
<IfModule !mpm_prefork_module>
    ThreadsPerChild 25
    MaxRequestWorkers $workers
</IfModule>
CONF
ServerName localhost
PidFile httpd.pid
DefaultRuntimeDir "@ServerRoot@"
TypesConfig /dev/null
ErrorLog error_log
LogLevel info
DocumentRoot htdocs
MaxKeepAliveRequests 0
<Directory />
    AllowOverride None
</Directory>
CONF
}

# The path of one of httpd's modules, whether it is there or not.
sub module_path
{
    my ($name) = @_;
    return query('LIBEXECDIR') . "/mod_$name.so";
}

sub load
{
    my ($name) = @_;
    return qq(LoadModule ${name}_module "@{[module_path($name)]}");
}

sub httpd
{
    my $httpd = query('SBINDIR') . '/' . query('PROGNAME');
    return $ENV{SAN} ? Cors::Sanitizer::httpd($httpd) : $httpd;
}

my %answer;

sub query
{
    my ($name) = @_;
    my $apxs = Cors::Config::apxs();
    chomp($answer{$name} //= `"$apxs" -q $name`);
    return $answer{$name};
}

sub free_port
{
    my $socket = IO::Socket::INET->new(
        LocalAddr => '127.0.0.1', Listen => 1, ReuseAddr => 1)
        or die "no free port on 127.0.0.1: $!\n";
    return $socket->sockport;
}

sub connection
{
    my ($self) = @_;
    return IO::Socket::INET->new(
        PeerAddr => '127.0.0.1', PeerPort => $self->{port}, Timeout => 10);
}

# As a browser asks: the URL has the public name and port, the connection goes
# to this server. Further arguments are curl's.
sub fetch
{
    my ($self, $method, $url, @arguments) = @_;
    my @method = $method eq 'HEAD' ? '--head' : ('-X', $method);
    open my $out, '-|',
        qw(curl -q -s -S -i --raw --http1.1 --noproxy * --max-time 20 --connect-to),
        "::127.0.0.1:$self->{port}", @method, @arguments, $url
        or die "curl: $!";
    local $/;
    my $answer = <$out> // '';
    close $out;
    return Cors::Client::parse($answer, $method eq 'HEAD');
}

# Bytes in, bytes out, on one connection that the last request closes.
sub exchange
{
    my ($self, $bytes) = @_;
    my $socket = $self->connection or die "connect: $!";
    local $SIG{PIPE} = 'IGNORE';
    local $SIG{ALRM} = sub { die "no answer within 30 s\n" };
    alarm 30;
    print $socket $bytes;
    $socket->flush;
    my $answer = '';
    while (sysread $socket, my $part, 65_536) {
        $answer .= $part;
    }
    alarm 0;
    return $answer;
}

# The error log's lines, or those that match. Ours are written before the
# response is, so there is nothing to wait for.
sub log
{
    my ($self, $pattern) = @_;
    open my $in, '<', "$self->{root}/error_log" or return;
    return grep { !defined $pattern || $_ =~ $pattern } <$in>;
}

1;
