# SPDX-License-Identifier: Apache-2.0

# Apache::TestConfig with three differences: modules come from a list of our
# own instead of the machine's configuration, virtual hosts listen on loopback
# only, and the MPM can be chosen.

package Cors::Config;

use strict;
use warnings;
use base 'Apache::TestConfig';

# What the fixtures need. One that the httpd under test has built in, or does
# not have, is left out; a fixture that needs it says so in an <IfModule>.
my @modules = qw(
    authn_core authn_file authz_core authz_host authz_user auth_basic
    alias allowmethods asis cgi cgid dir env mime negotiation setenvif
    headers rewrite include deflate filter macro ratelimit reqtimeout request
    cache cache_disk cache_socache socache_shmcb
    proxy proxy_http proxy_http2 proxy_fcgi proxy_wstunnel http2
    session session_cookie usertrack status log_debug unixd log_config
    mpm_event mpm_worker mpm_prefork
);

# Apache::TestSmoke, which comes with Apache::TestRun, ends every process with a
# search of the whole work tree, and calls any file named "core" a crash. Here
# the last test reads the error log instead.
{
    no warnings 'redefine';
    *Apache::TestRun::scan_core = sub { return };
}

sub apxs
{
    return $ENV{APXS} if $ENV{APXS};
    for my $name (qw(apxs apxs2)) {
        my $path = Apache::TestConfig::which($name);
        return $path if $path;
    }
    die "apxs is not in PATH: install apache2-dev, or set APXS=/path/to/apxs\n";
}

sub write_modules
{
    my ($apxs, $file, @without) = @_;
    chomp(my $dir = `"$apxs" -q LIBEXECDIR`);
    die "$apxs -q LIBEXECDIR says nothing\n" unless length $dir;
    my $mpm = $ENV{MPM} || 'event';
    die "MPM=$mpm: event, worker or prefork\n"
        unless $mpm =~ /^(?:event|worker|prefork)$/;
    # mod_cgid for threads, mod_cgi for processes: the other one would answer
    # too, and which of the two does would depend on load order.
    my $other_cgi = $mpm eq 'prefork' ? 'cgid' : 'cgi';

    open my $out, '>', $file or die "$file: $!";
    for my $name (@modules) {
        next if $name =~ /^mpm_/ && $name ne "mpm_$mpm";
        next if grep { $name eq $_ } @without;
        next if $name eq $other_cgi || !-e "$dir/mod_$name.so";
        # Debian builds mod_log_config and mod_unixd in.
        print $out qq(LoadModule ${name}_module "$dir/mod_$name.so"\n);
    }
    close $out or die "$file: $!";
    return $file;
}

# It asks httpd for its MPM, with paths that are not quoted: TMPDIR may have a
# blank in it.
sub get_httpd_defines
{
    my ($self, @args) = @_;
    my @names = grep { length($self->{vars}{$_} // '') }
        qw(httpd_conf serverroot);
    local @{ $self->{vars} }{@names}
        = map { qq("$_") } @{ $self->{vars} }{@names};
    return $self->SUPER::get_httpd_defines(@args);
}

# Apache::Test would listen on every interface.
sub parse_vhost
{
    my ($self, @args) = @_;
    my $vhost = $self->SUPER::parse_vhost(@args);
    $vhost->{out_string} =~ s/\b0\.0\.0\.0:/127.0.0.1:/g if $vhost;
    return $vhost;
}

1;
