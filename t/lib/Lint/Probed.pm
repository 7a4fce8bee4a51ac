# SPDX-License-Identifier: Apache-2.0

# A live server that corslint probe looks at: a virtual host each, below
# example.net, with TLS and without. Names lead to it by --resolve.
#
#   my $probed = Lint::Probed->new;
#   $probed->serve([ api => recipe() . application('sid=1') ], ...);
#   my $run = $probed->probe(api => '--method', 'PUT');
#   $run->{code}, $run->{json}, $run->{failed}
#
# Among the arguments --http (without TLS) and --page ORIGIN are its own, HOST
# and PORT are those of the host.

package Lint::Probed;

use strict;
use warnings;

use Cors::Server   ();
use Exporter       qw(import);
use JSON::PP       ();
use Lint::Corslint qw(corslint);

our @EXPORT_OK = qw(recipe application $page);
our $page = 'https://app.example.com';

# `first` is the configuration of first.example.net.
sub new
{
    my ($class, %with) = @_;
    for my $module (qw(ssl http2)) {
        die "this httpd has no mod_$module, which the test needs\n"
            unless -e Cors::Server::module_path($module);
    }
    # No proxy of whoever runs the tests.
    delete @ENV{ grep { /_proxy$/i } keys %ENV };
    my $server = Cors::Server->new(modules => ['ssl']);
    $server->write("htdocs/$_", "$_\n") for qw(me login in/login);
    return bless {
        %with, server => $server,
        authority => $server->authority('example.net', '*.example.net'),
    }, $class;
}

# The recipe that is right, but for lines that differ.
sub recipe
{
    my (%line) = @_;
    my %is = (
        origin      => qq(always set Access-Control-Allow-Origin "$page"),
        credentials => 'always set Access-Control-Allow-Credentials true',
        methods     => 'always set Access-Control-Allow-Methods PUT',
        headers     => 'always set Access-Control-Allow-Headers content-type',
        %line,
    );
    return join '', map { $is{$_} ? "Header $is{$_}\n" : '' } sort keys %is;
}

# As an application: a login sets a cookie, /me wants one that has "sid" in it.
sub application
{
    my ($cookie) = @_;
    return <<"CONF";
Header set Set-Cookie "$cookie" "expr=%{REQUEST_URI} =~ m#/login\$#"
RewriteEngine On
RewriteCond %{REQUEST_METHOD} !=OPTIONS
RewriteCond %{HTTP_COOKIE} !sid
RewriteRule ^/me\$ - [R=401]
CONF
}

# Starts a server with these hosts, with TLS and without: name and
# configuration. The first one is what other names get.
sub serve
{
    my ($self, @hosts) = @_;
    my $server = $self->{server};
    $server->{plain} = Cors::Server::free_port();
    my $text = <<"CONF";
Listen 127.0.0.1:$server->{plain}
Protocols h2 h2c http/1.1
<Directory "\@ServerRoot\@/htdocs">
    Require all granted
</Directory>
CONF
    for my $host ($self->{first} ? [ first => $self->{first} ] : (), @hosts) {
        my ($name, $conf) = @$host;
        $conf =~ s/\@mend\@//;
        for my $port ('@Port@', $server->{plain}) {
            my $tls = $port eq '@Port@' ? "SSLEngine On\n"
                . "SSLCertificateFile cert.pem\nSSLCertificateKeyFile cert.key" : '';
            $text .= "<VirtualHost 127.0.0.1:$port>\nServerName $name.example.net\n"
                . "$tls\n$conf\n</VirtualHost>\n";
        }
    }
    $server->start($text);
}

# The arguments that ask a host.
sub arguments
{
    my ($self, $host, @arguments) = @_;
    my $server = $self->{server};
    my %own = (page => $page);
    my @rest;
    while (defined(my $argument = shift @arguments)) {
        if ($argument eq '--page') {
            $own{page} = shift @arguments;
        } elsif ($argument eq '--http') {
            $own{http} = 1;
        } else {
            push @rest, $argument;
        }
    }
    my ($scheme, $port) = $own{http} ? ('http', $server->{plain})
        : ('https', $server->{port});
    for (@rest) {
        s/^https:/$scheme:/;
        s/HOST/$host.example.net/;
        s/PORT/$port/;
    }
    return ('probe', "$scheme://$host.example.net:$port/me", '--origin', $own{page},
        map({ ('--resolve', "$_.example.net:$port:127.0.0.1") } 'first', $host),
        @rest);
}

# What is said of a host: ids of what fails and of notes, each once.
sub probe
{
    my ($self, $host, @arguments) = @_;
    my $run = corslint($self->arguments($host, @arguments),
        '--cacert', $self->{authority}, '--format', 'json');
    my $json = eval { JSON::PP->new->utf8->decode($run->{out}) }
        or die "probe of $host: $run->{code} $run->{err}\n";
    my @verdicts = map { @{ $_->{verdicts} } } $json, @{ $json->{steps} };
    my %seen;
    $run->{json} = $json;
    $run->{verdicts} = \@verdicts;
    $run->{failed} = [ sort grep { !$seen{$_}++ }
        map { $_->{ok} ? () : $_->{id} } @verdicts ];
    $run->{notes} = { map { $_->{id} => 1 }
        grep { $_->{ok} && $_->{symptom} } @verdicts };
    return $run;
}

1;
