#!/usr/bin/perl
# SPDX-License-Identifier: Apache-2.0

# An API that has never heard of other origins: no Access-Control header, a
# cookie without SameSite or Secure. What reaches it stands in the file
# "received", before it is answered.
#
#   GET  /visit?cookie=NAME        sets that cookie
#   POST /login {"cookie":"NAME"}  so does this
#   GET  /me?cookie=NAME           401 without it

use strict;
use warnings;

use Fcntl qw(LOCK_EX);
use JSON::PP;

my %routes = ('GET /visit' => \&visit, 'POST /login' => \&login,
    'GET /me' => \&me);
my ($wanted) = ($ENV{QUERY_STRING} // '') =~ /(?:^|&)cookie=([\w-]+)/;
my $cookies = $ENV{HTTP_COOKIE} // '';

open my $received, '>>', 'received' or die "received: $!\n";
flock $received, LOCK_EX or die "received: $!\n";
print $received join("\t", $ENV{REQUEST_METHOD},
    "https://$ENV{HTTP_HOST}$ENV{REQUEST_URI}", $cookies), "\n";
close $received or die "received: $!\n";

my $route = $routes{"$ENV{REQUEST_METHOD} " . ($ENV{PATH_INFO} // '')};
$route ? $route->() : answer('404 Not Found', { error => 'no such thing' });

sub visit { return set($wanted) }

sub login
{
    return answer('415 Unsupported Media Type', { error => 'send JSON' })
        unless ($ENV{CONTENT_TYPE} // '') =~ m{^application/json\s*(?:;|$)}i;
    read STDIN, my $body, 4096;
    return set(eval { decode_json($body)->{cookie} });
}

sub set
{
    my ($name) = @_;
    return answer('400 Bad Request', { error => 'no name of a cookie came' })
        unless ($name // '') =~ /^[\w-]+\z/;
    return answer('200 OK', { set => $name }, "Set-Cookie: $name=1; Path=/");
}

sub me
{
    return answer('401 Unauthorized', { error => 'no session cookie came' })
        unless $wanted && $cookies =~ /(?:^|; )\Q$wanted\E=/;
    return answer('200 OK', { got => $wanted });
}

sub answer
{
    my ($status, $json, @headers) = @_;
    print map({ "$_\n" } "Status: $status", @headers,
        'Content-Type: application/json', 'Cache-Control: no-store', ''),
        JSON::PP->new->canonical->encode($json);
    return;
}
