# SPDX-License-Identifier: Apache-2.0

# Scheme, host and port equal to the request's own: no header, no refusal.

use strict;
use warnings;

use Cors::Assert;
use Cors::Client;
use Test::More;

# Where nobody but one other origin is allowed, 403 means "a stranger".
sub judged
{
    my ($status, $origin, $path, %with) = @_;
    my $response = request(POST => $path, body => '', origin => $origin,
        %with);
    my $name = "$origin at " . ($with{host} // $path);
    status_ok($response, $status, $name);
    no_cors($response, "$name: no header");
    return;
}

subtest 'https, by CorsCredsTransport Secure' => sub {
    for my $case (
        [ 200, 'https://same.test',      'same.test' ],
        [ 200, 'https://same.test',      'same.test:443' ],
        [ 200, 'https://same.test',      'SAME.test' ],
        [ 200, 'https://same.test:8443', 'same.test:8443' ],
        [ 403, 'http://same.test',       'same.test' ],
        [ 403, 'https://same.test',      'same.test:8443' ],
        [ 403, 'https://same.test:8443', 'same.test' ],
        [ 403, 'https://x.same.test',    'same.test' ],
        [ 403, 'https://same.test.evil', 'same.test' ],
        [ 403, 'https://same.tes',       'same.test' ],
        [ 403, 'null',                   'same.test' ],
    ) {
        my ($status, $origin, $host) = @$case;
        judged($status, $origin, '/s/small.txt', host => $host);
    }
};

subtest 'http, on plain connections' => sub {
    for my $case (
        [ 200, 'http://same-plain.test',      'same-plain.test' ],
        [ 200, 'http://same-plain.test',      'same-plain.test:80' ],
        [ 200, 'http://same-plain.test:8080', 'same-plain.test:8080' ],
        [ 403, 'https://same-plain.test',     'same-plain.test' ],
        [ 403, 'http://same-plain.test:443',  'same-plain.test' ],
        [ 403, 'http://other.test',           'same-plain.test' ],
    ) {
        my ($status, $origin, $host) = @$case;
        judged($status, $origin, '/s/small.txt', host => $host);
    }
};

subtest 'https, by ServerName' => sub {
    my %with = (port => 'same_named', host => 'api.same-named.test');
    judged(200, 'https://api.same-named.test', '/s/small.txt', %with);
    judged(403, 'http://api.same-named.test', '/s/small.txt', %with);
    judged(403, 'https://app.same-named.test', '/s/small.txt', %with);
};

# RFC 9112 section 3.2.2: the absolute form counts for more than Host.
subtest 'an absolute URI' => sub {
    judged(200, 'https://same.test', 'http://same.test/s/small.txt',
        host => 'elsewhere.test');
    judged(403, 'https://elsewhere.test', 'http://same.test/s/small.txt',
        host => 'elsewhere.test');
};

# Browsers send none, others might.
subtest 'not a preflight either' => sub {
    my $response = request(OPTIONS => '/s/small.txt', host => 'same.test',
        origin => 'https://same.test', headers => preflight('PUT'));
    status_ok($response, 200, 'the handler answers');
    no_cors($response, 'no header');
};

subtest 'HTTP/1.0 without Host' => sub {
    # Nothing says what its own origin is; nothing is granted.
    no_cors(request(GET => '/s/small.txt', port => 'same_named',
        version => '1.0', without_host => 1,
        origin => 'https://api.same-named.test'), 'no header');
};

done_testing();
