#!/usr/bin/env perl
# SPDX-License-Identifier: Apache-2.0
#
# An API that has never heard of other origins: no Access-Control header, a
# cookie without SameSite or Secure.  What it lacks is the server's business.
use strict;
use warnings;
use JSON::PP;

my %routes = (
    'POST /login'  => \&login,
    'GET /me'      => \&me,
    'POST /logout' => \&logout,
);
my $method = $ENV{REQUEST_METHOD};
my $path   = $ENV{PATH_INFO} // '/';
my @allow  = map { m{^(\S+) \Q$path\E$} ? $1 : () } sort keys %routes;

# HEAD is a GET whose body the server drops.
my $route = $routes{ ($method eq 'HEAD' ? 'GET' : $method) . " $path" };
if    ($route)  { $route->() }
elsif (!@allow) { answer('404 Not Found', { error => 'no such thing' }) }
elsif ($method eq 'OPTIONS') {
    answer('204 No Content', undef, 'Allow: ' . join ', ', @allow, 'OPTIONS');
}
else {
    answer('405 Method Not Allowed', { error => 'no such method' },
        'Allow: ' . join ', ', @allow);
}

sub login
{
    # A form of any site can post text/plain; JSON it cannot post unasked.
    return answer('415 Unsupported Media Type', { error => 'send JSON' })
        unless ($ENV{CONTENT_TYPE} // '') =~ m{^application/json\s*(?:;|$)}i;

    read STDIN, my $body, 4096;
    my $name = eval { decode_json($body)->{name} };
    return answer('400 Bad Request', { error => 'who are you?' })
        unless defined $name && !ref $name && $name =~ /\A\P{Cc}{1,40}\z/;

    open my $random, '<:raw', '/dev/urandom' or die "/dev/urandom: $!\n";
    read $random, my $bytes, 16;
    my $id = unpack 'H*', $bytes;
    open my $file, '>:utf8', session_file($id) or die "session $id: $!\n";
    print $file $name;
    close $file or die "session $id: $!\n";
    answer('200 OK', { user => $name },
        "Set-Cookie: session=$id; Path=/; HttpOnly");
}

sub me
{
    my $id = session_id();
    return answer('401 Unauthorized', { error => 'no session cookie came' })
        unless $id;
    open my $file, '<:utf8', session_file($id)
        or return answer('401 Unauthorized', { error => 'session is over' });
    answer('200 OK', { user => scalar <$file> });
}

sub logout
{
    my $id = session_id();
    unlink session_file($id) if $id;
    answer('204 No Content', undef,
        'Set-Cookie: session=; Path=/; Max-Age=0; HttpOnly');
}

sub session_id
{
    return ($ENV{HTTP_COOKIE} // '') =~ /(?:^|; )session=([0-9a-f]{32})(?:;|$)/
        ? $1 : undef;
}

# The server runs a script in the script's own directory.
sub session_file { return "sessions/$_[0]" }

sub answer
{
    my ($status, $json, @headers) = @_;
    push @headers, 'Content-Type: application/json' if $json;
    print map { "$_\n" } "Status: $status", @headers,
        'Cache-Control: no-store', '';
    print JSON::PP->new->utf8->canonical->encode($json), "\n" if $json;
}
