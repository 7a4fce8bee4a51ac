# SPDX-License-Identifier: Apache-2.0

# A hit of the quick handler comes before httpd's walks, and before the URI is
# normalised: its policy must be the one that the same request, not cached,
# would have found.

use strict;
use warnings;

use Cors::Assert;
use Cors::Client;
use Test::More;

my $entry = 0;

# Ways to write a path that httpd takes for the same one.
sub spellings
{
    my ($path) = @_;
    my ($first, $rest) = $path =~ m{^/(.)(.*)} or die $path;
    my $escaped = sprintf '%%%02x', ord $first;
    return ($path, "/$escaped$rest", "/.$path", "/%2e$path", "/$path",
        "/gone/..$path", "/gone/%2e%2e$path");
}

# Exactly one, whosever it is.
sub allows
{
    my ($response, $origin, $name) = @_;
    is_deeply([ fields($response, 'Access-Control-Allow-Origin') ], [$origin],
        $name) or diag($response->{head});
}

# What a hit must be; an origin by itself is one that is allowed.
my %judge = (
    untouched => \&untouched,
    nothing   => \&no_cors,
    refused   => \&no_cors,
    anonymous => sub { allows($_[0], '*', $_[1]) },
    foreign   => sub { allows($_[0], HOSTILE, $_[1]) },
);

sub judged
{
    my ($response, $want, $status, $name) = @_;
    my $refused = $want eq 'refused';
    status_ok($response, $refused ? 403 : $status, "$name: status");
    # A 304 and a 416 do not say.
    like((fields($response, 'X-Cache'))[0], qr/^HIT/, "$name: hit")
        if !$refused && $status !~ /^(?:304|416)$/;
    $judge{$want} ? $judge{$want}->($response, $name)
        : cors_ok($response, $want, $name);
}

sub hits
{
    my ($host, $url, $seed, %want) = @_;
    my $first = request(GET => $url, host => $host, origin => $seed);
    status_ok($first, 200, "$url: served");
    like((fields($first, 'X-Cache'))[0], qr/^MISS/, "$url: not cached yet");
    my ($tag) = fields($first, 'ETag');
    ok($tag, "$url: can be validated") or return;
    # Twice: the second shows what the first left in the store.
    for my $round (1, 2) {
        for my $origin ('', sort grep { $_ } keys %want) {
            my @with = (host => $host, $origin ? (origin => $origin) : ());
            my $name = "$url, " . ($origin || 'no origin') . ", $round";
            judged(request(GET => $url, @with), $want{$origin}, 200, $name);
            judged(request(GET => $url, @with,
                headers => ["If-None-Match: $tag"]), $want{$origin}, 304,
                "$name, validated");
        }
    }
}

my %open   = map { $_ => 'anonymous' } '', APP, HOSTILE;
my %closed = map { $_ => 'untouched' } '', APP, HOSTILE;
my %app    = ('' => 'nothing', APP, APP, HOSTILE, 'nothing');

for my $case (
    # The host, the path, the origin that fills the cache, who gets what.
    [ 'anonymous', '/x.txt',          HOSTILE, %open ],
    [ 'anonymous', '/account/x.txt',  HOSTILE, %closed ],
    [ 'reject',    '/x.txt',          APP,
        %app, HOSTILE, 'refused', OTHER, 'refused' ],
    [ 'reject',    '/account/x.txt',  OTHER,
        '' => 'nothing', APP, 'refused', OTHER, OTHER, HOSTILE, 'refused' ],
    [ 'directory', '/x.txt',          APP, %app ],
    [ 'directory', '/account/x.txt',  APP, %closed ],
    [ 'walk',      '/x.txt',          APP, %closed ],
    [ 'walk',      '/private/x.txt',  APP, %app ],
    [ 'walk',      '/htaccess/x.txt', APP, %app ],
) {
    my ($host, $path, $seed, %want) = @$case;
    subtest "$host, $path" => sub {
        hits("cached-$host.test", "$_?" . ++$entry, $seed, %want)
            for spellings($path);
    };
}

# The backend reflected whoever came first: stored, but never told to others.
subtest 'a policy of <Proxy>' => sub {
    my %foreign = map { $_ => 'foreign' } '', APP, HOSTILE;
    for my $case (
        [ '/backend/x', HOSTILE, %app ],
        [ '/backend/x', APP,     %app ],
        # Out of its scope the backend has the word.
        [ '/other/x',   HOSTILE, %foreign ],
    ) {
        my ($path, $seed, %want) = @$case;
        hits('cached-proxy.test', "$path?" . recipe_query(x => ++$entry, h => [
            'Cache-Control: max-age=600', 'ETag: "e"',
            "Access-Control-Allow-Origin: $seed",
            'Access-Control-Allow-Credentials: true' ]), $seed, %want);
    }
};

# What else a cache keeps, and parts of it.
subtest 'other statuses' => sub {
    for my $case ([203], [301], [404], [410], [ 206, 'Range: bytes=0-1' ],
        [ 416, 'Range: bytes=9999-' ]) {
        my ($status, @range) = @$case;
        my $url = '/%61ccount/backend/x?' . recipe_query(x => ++$entry,
            status => @range ? 200 : $status, h => [
            'Cache-Control: max-age=600', 'ETag: "e"',
            'Location: https://elsewhere.example/' ]);
        my @with = (host => 'cached-anonymous.test', origin => HOSTILE);
        request(GET => $url, @with);
        judged(request(GET => $url, @with, headers => \@range), 'untouched',
            $status, "status $status");
    }
};

done_testing();
