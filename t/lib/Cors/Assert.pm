# SPDX-License-Identifier: Apache-2.0

# What a response must look like. Each assertion is one test, and names every
# part that is wrong, with the head of the response.

package Cors::Assert;

use strict;
use warnings;
use Exporter 'import';

use Cors::Client qw(fields field_names);
use Test::More ();
use Time::HiRes qw(sleep time);

our @EXPORT = qw(APP OTHER HOSTILE each_origin cors_ok cors_like no_cors
    untouched cookie_ok status_ok vary_is response_ok preflight
    becomes);

# The fixtures' policies admit the first two.
use constant {
    APP     => 'https://app.example.com',
    OTHER   => 'https://other.example.com',
    HOSTILE => 'https://app.example.com.evil.example',
};

# Calls back with the request's headers and what the response must be:
# 'allowed', 'hostile' or 'none'.
sub each_origin
{
    my ($code) = @_;
    $code->(allowed => (origin => APP));
    $code->(hostile => (origin => HOSTILE));
    $code->('none');
}

sub judge
{
    my ($response, $name, @faults) = @_;
    local $Test::Builder::Level = $Test::Builder::Level + 2;
    my $ok = Test::More::ok(!@faults, $name);
    if (!$ok) {
        Test::More::diag(join "\n", @faults, $response->{head});
    }
    return $ok;
}

sub exactly
{
    my ($response, $field, $value) = @_;
    my @got = fields($response, $field);
    return if @got == 1 && $got[0] eq $value;
    return "$field: " . (@got ? "'@{[join q{', '}, @got]}'" : 'absent')
        . ", not once '$value'";
}

# Vary tokens, in lower case.
sub vary { return map { lc } map { split /\s*,\s*/ } fields($_[0], 'Vary') }

sub vary_faults
{
    my ($response, @wanted) = @_;
    my @lines = fields($response, 'Vary');
    my @faults;
    push @faults, scalar(@lines) . ' Vary fields' if @lines > 1;
    for my $token (@wanted) {
        my $count = grep { $_ eq lc $token } vary($response);
        push @faults, "Vary names $token $count times" if $count != 1;
    }
    return @faults;
}

sub cors_names
{
    return grep { /^Access-Control-/i } field_names($_[0]);
}

sub cors_faults
{
    my ($response, $origin) = @_;
    return (
        exactly($response, 'Access-Control-Allow-Origin', $origin),
        exactly($response, 'Access-Control-Allow-Credentials', 'true'),
        vary_faults($response, 'Origin'));
}

sub no_cors_faults
{
    return map { "has $_" } cors_names($_[0]);
}

sub cookie_faults
{
    my ($response, $name, @attributes) = @_;
    @attributes = ('SameSite=None', 'Secure') unless @attributes;
    my @got = grep { /^\Q$name\E=/ } fields($response, 'Set-Cookie');
    return scalar(@got) . " cookies $name" unless @got == 1;
    my (undef, @has) = split /;\s*/, $got[0];
    my @faults;
    for my $attribute (@attributes) {
        my ($key) = $attribute =~ /^([^=]+)/;
        my @same = grep { /^\Q$key\E(?:=|\z)/i } @has;
        push @faults, "cookie '$got[0]': not once $attribute"
            unless @same == 1 && lc $same[0] eq lc $attribute;
    }
    return @faults;
}

# ACAO exactly once with this origin, ACAC exactly once, Vary with Origin.
sub cors_ok
{
    my ($response, $origin, $name) = @_;
    return judge($response, $name, cors_faults($response, $origin));
}

# No Access-Control-* at all. In scope Vary still names Origin.
sub no_cors
{
    my ($response, $name) = @_;
    return judge($response, $name,
        no_cors_faults($response), vary_faults($response, 'Origin'));
}

# Out of scope: neither CORS headers nor Vary: Origin.
sub untouched
{
    my ($response, $name) = @_;
    return judge($response, $name, no_cors_faults($response),
        (grep { $_ eq 'origin' } vary($response)) ? 'Vary names Origin' : ());
}

sub cookie_ok
{
    my ($response, $cookie, $name, @attributes) = @_;
    return judge($response, $name,
        cookie_faults($response, $cookie, @attributes));
}

sub status_ok
{
    my ($response, $status, $name) = @_;
    return judge($response, $name, $response->{status} == $status
        ? () : "status $response->{status}, not $status");
}

# Exactly these tokens.
sub vary_is
{
    my ($response, $wanted, $name) = @_;
    my @extra = grep { my $got = $_; !grep { lc eq $got } @$wanted }
        vary($response);
    return judge($response, $name, vary_faults($response, @$wanted),
        map { "Vary names $_ too" } @extra);
}

# A row of the tables: response_ok($response, 'allowed', 'name',
#     status => 404, cookies => ['a'], vary => ['Accept-Encoding'])
sub response_ok
{
    my ($response, $who, $name, %want) = @_;
    my @faults;
    push @faults, "status $response->{status}, not $want{status}"
        if $want{status} && $response->{status} != $want{status};
    push @faults, $who eq 'allowed'
        ? cors_faults($response, $want{origin} // APP)
        : (no_cors_faults($response), vary_faults($response, 'Origin'));
    push @faults, vary_faults($response, @{ $want{vary} || [] });
    push @faults, map { cookie_faults($response, $_) }
        @{ $want{cookies} || [] };
    return judge($response, "$name, $who origin", @faults);
}

# Each process finds out for itself that something has changed, so that one may
# know what another does not yet.
sub becomes
{
    my ($code, $name) = @_;
    my $deadline = time + 10;
    my $is = 0;
    until ($is = $code->() or time > $deadline) {
        sleep 0.1;
    }
    return Test::More::ok($is, $name);
}

# The headers of a preflight.
sub preflight
{
    my ($method, @names) = @_;
    return [ "Access-Control-Request-Method: $method",
        @names ? 'Access-Control-Request-Headers: ' . join ',', @names : () ];
}

1;
