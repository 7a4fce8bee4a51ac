# SPDX-License-Identifier: Apache-2.0

# The servers that are compared, as configuration text, and the origins that
# they allow.

package Bench::Setups;

use strict;
use warnings;

use Exporter qw(import);
our @EXPORT_OK = qw(origin origins refused_origin setup module_path);

use File::Spec;

use Bench::Httpd;

my %is_written;    # path => the process that wrote it
END {
    unlink grep { $is_written{$_} == $$ } keys %is_written;
}

# All of one length, so that the size of a list does not change what a request
# carries. The digits that change most come first: an alternation of origins
# with a long common prefix would make the recipe look worse than it is.
sub origin { 'https://' . reverse(sprintf '%06d', shift) . '.example.com' }

sub origins { map { origin($_) } 1 .. shift }

sub refused_origin { 'https://' . reverse(sprintf '%06d', shift) . '.example.net' }

sub module_path {
    my $path = $ENV{CORS_CREDS_MODULE}
      || "$Bench::Httpd::ROOT/build/mod_cors_creds.so";
    return -e $path ? $path : undef;
}

# The directive on as many lines as it takes, fifty origins a line.
sub origin_lines {
    my ($directive, $count) = @_;
    my @origins = origins($count);
    my $text    = '';
    while (my @line = splice @origins, 0, 50) {
        $text .= join(' ', $directive, @line) . "\n";
    }
    return $text;
}

sub policy {
    my ($count, @more) = @_;
    return "CorsCreds On\n"
      . origin_lines('CorsCredsOrigin', $count)
      . join('', map { "$_\n" } @more)
      . <<'CONF';
CorsCredsMethods PUT DELETE
CorsCredsHeaders Content-Type
CorsCredsCookie * SameSite=None Secure
CONF
}

# The tests and the demo speak plain http; so does a server behind a balancer,
# which is what this says.
my $TRANSPORT = "CorsCredsTransport Secure\n";

sub load_module {
    my $path = module_path() // die "build/mod_cors_creds.so is missing\n";
    return qq{LoadModule cors_creds_module "$path"\n};
}

# What people copy from the web today, with its known errors put right: the
# pattern is anchored, Vary is merged, the cookies of both header tables are
# edited unless they speak of sites already.
sub recipe {
    my ($count) = @_;
    my $alternatives = join '|', map { s/\./\\./gr } origins($count);
    my $cookie = '(?i)^(?!.*;\s*SameSite=)(.*)$';
    return <<"CONF";
SetEnvIf Origin "^($alternatives)\$" CORS_ORIGIN=\$1
Header always set Access-Control-Allow-Origin "%{CORS_ORIGIN}e" env=CORS_ORIGIN
Header always set Access-Control-Allow-Credentials "true" env=CORS_ORIGIN
Header always set Access-Control-Allow-Methods "PUT, DELETE" env=CORS_ORIGIN
Header always set Access-Control-Allow-Headers "Content-Type" env=CORS_ORIGIN
Header always merge Vary Origin
Header always edit Set-Cookie "$cookie" "\$1; SameSite=None; Secure"
Header edit Set-Cookie "$cookie" "\$1; SameSite=None; Secure"
RewriteEngine On
RewriteCond %{REQUEST_METHOD} =OPTIONS
RewriteRule ^ - [R=204,L]
CONF
}

sub floor {
    my ($count, $when) = @_;
    return
        "LoadModule bench_floor_module "
      . Bench::Httpd::fixture('floor') . "\n"
      . origin_lines('BenchFloorOrigin', $count)
      . 'BenchFloorPreflight '
      . ($when || 'Late') . "\n";
}

sub location { "<Location \"/\">\n" . shift() . "</Location>\n" }

# The same list in a file, which the module looks at once a second.
sub policy_by_file {
    my ($count, @more) = @_;
    my $path = File::Spec->tmpdir . "/cors-bench-origins-$$";
    Bench::Httpd::write_file($path, join '', map { "$_\n" } origins($count));
    chmod 0644, $path;
    $is_written{$path} = $$;
    my $text = policy(0, @more);
    return $text . "CorsCredsOriginFile $path\n";
}

# name => sub (arguments) returning what goes to the server's level and what
# goes into the one <Directory> section that every server has. A second
# section for the same folder would be merged on each request, by all modules,
# and be taken for the cost of what stands in it.
my %SETUP = (
    bare      => sub { ('',            '') },
    unscoped  => sub { (load_module(), '') },
    recipe    => sub { ('',            recipe(@_)) },
    directory => sub { (load_module(), policy(@_, $TRANSPORT =~ s/\n//r)) },
    guard     => sub { (load_module(), policy(@_, "CorsCredsGuard Enforce", $TRANSPORT =~ s/\n//r)) },
    file      => sub { (load_module(), policy_by_file(@_, $TRANSPORT =~ s/\n//r)) },
    # A section of ours that has no say here.
    off       => sub { (load_module(), "CorsCreds Off\n") },
    location  => sub { (load_module() . location(policy(@_, $TRANSPORT =~ s/\n//r)), "") },
    server    => sub { (load_module() . $TRANSPORT . policy(@_), '') },
    floor     => sub { (floor(@_), '') },
    # What httpd itself asks for walking one <Location>.
    'floor-location' => sub { (floor(@_) . location("BenchForget x\n"), '') },
    # httpd keeps the text of every directive; this is that text alone.
    text => sub { (origin_lines('BenchForget', @_), '') },
);

# Arguments for Bench::Httpd->start.
sub setup {
    my ($name, @argument) = @_;
    my ($server, $directory) = $SETUP{$name}->(@argument);
    return (server => $server, directory => $directory);
}

1;
