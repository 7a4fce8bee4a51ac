# SPDX-License-Identifier: Apache-2.0

# No hostile origin ever gets a CORS header, on an actual request, on a
# preflight, or on an error; and every one gets an answer.

use strict;
use warnings;

use Cors::Assert;
use Cors::Client;
use Cors::Hostile;
use Test::More;

my $app = APP;
my $tenant = 'tenant.example.org';
my $dev = 'https://dev.example.net';

# What each path admits, so that a test without teeth is noticed.
my %admitted = (
    exact    => [ APP, OTHER ],
    wildcard => [ "https://a.$tenant", "https://a.b.$tenant" ],
    port     => [ $dev, "$dev:1", "$dev:8443", "$dev:65535" ],
    regex    => [ "https://re1.$tenant", "https://re23.$tenant" ],
    all      => [ APP, "https://a.$tenant", "$dev:8443",
        "https://re1.$tenant" ],
    debug    => [APP],
);

my @exact = unique([APP], hostile_origins(APP), hostile_nonsense());
my %hostile = (
    exact    => [ grep { $_ ne OTHER } @exact ],
    wildcard => [ unique([], hostile_to_wildcard($tenant), @exact) ],
    port     => [ unique([], hostile_to_any_port($dev),
        grep { !/^https:\/\/dev/ } @exact) ],
    regex    => [ unique([], hostile_to_regex($tenant), @exact) ],
    all      => [ unique([], hostile_to_any_port($dev), @exact,
        hostile_to_wildcard($tenant)) ],
    debug    => [@exact],
);

sub unique
{
    my ($but, @origins) = @_;
    my %seen = map { ($_ => 1) } @$but;
    return grep { !$seen{$_}++ } @origins;
}

sub printable
{
    my ($origin) = @_;
    $origin = substr($origin, 0, 60) . '...' if length $origin > 70;
    $origin =~ s/([^\x20-\x7e])/sprintf '\\x%02x', ord $1/ge;
    return $origin;
}

cmp_ok(scalar(@exact), '>=', 200, 'enough of them: ' . @exact);

for my $place (sort keys %admitted) {
    subtest "$place: admitted" => sub {
        for my $origin (@{ $admitted{$place} }) {
            my %with = (port => 'hostile', origin => $origin);
            cors_ok(request(GET => "/at/$place/x", %with), $origin,
                "$origin, request");
            cors_ok(request(OPTIONS => "/at/$place/x", %with,
                headers => preflight('PUT', 'x-one')), $origin,
                "$origin, preflight");
        }
    };
    subtest "$place: hostile" => sub {
        for my $origin (@{ $hostile{$place} }) {
            my %with = (port => 'hostile', origin => $origin);
            my $name = printable($origin);
            # httpd itself refuses control bytes with 400.
            my $response = request(GET => "/at/$place/x", %with);
            no_cors($response, "$name, request");
            ok($response->{status} == 404 || $response->{status} == 400,
                "$name, answered") or diag($response->{head});
            $response = request(OPTIONS => "/at/$place/x", %with,
                headers => preflight('PUT', 'x-one'));
            no_cors($response, "$name, preflight");
            ok($response->{status} == 403 || $response->{status} == 400,
                "$name, refused") or diag($response->{head});
        }
    };
}

subtest 'bytes that end a C string or a line' => sub {
    for my $origin ("$app\0", "$app\0.evil.example", "\0$app", "$app\n x",
        "$app\r x", "evil\n\t$app", "$app\r\n .evil.example") {
        for my $method (qw(GET OPTIONS)) {
            my $response = request($method => '/at/exact/x',
                port => 'hostile', origin => $origin,
                headers => preflight('PUT'));
            is_deeply([ grep { /^Access-Control-/i } field_names($response) ],
                [], printable($origin) . ", $method");
        }
    }
};

subtest 'several fields' => sub {
    for my $pair ([ APP, HOSTILE ], [ HOSTILE, APP ], [ APP, APP ],
        [ APP, 'null' ], [ APP, OTHER ]) {
        my ($one, $two) = @$pair;
        for my $method (qw(GET OPTIONS)) {
            no_cors(request($method => '/at/exact/x', port => 'hostile',
                origin => $one,
                headers => [ "Origin: $two", @{ preflight('PUT') } ]),
                "$one and $two, $method");
        }
    }
};

subtest 'the server still serves' => sub {
    cors_ok(request(GET => '/at/exact/x', port => 'hostile',
        origin => APP), APP, 'the allowed origin');
};

done_testing();
