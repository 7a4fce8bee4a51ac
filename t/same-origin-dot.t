# SPDX-License-Identifier: Apache-2.0

# A host with the dot that makes it absolute. A browser keeps it in Host and in
# Origin, httpd takes it off the host.

use strict;
use warnings;

use Cors::Assert;
use Cors::Client;
use Test::More;

# Where strangers are rejected, 403 means "another origin".
for my $case (
    # By the virtual host: https, then http.
    [ 200, 'https://same.test.',           'same.test.' ],
    [ 200, 'https://same.test.',           'same.test.:443' ],
    [ 200, 'https://same.test.:8443',      'same.test.:8443' ],
    [ 403, 'https://same.test.:8443',      'same.test.' ],
    [ 403, 'https://same.test.',           'same.test.:8443' ],
    [ 403, 'http://same.test.',            'same.test.' ],
    [ 403, 'https://same.test..',          'same.test.' ],
    [ 403, 'https://same.test.evil',       'same.test.' ],
    [ 403, 'https://same.test.evil.',      'same.test.' ],
    [ 403, 'https://x.same.test.',         'same.test.' ],
    [ 200, 'http://same-plain.test.',      'same-plain.test.' ],
    [ 200, 'http://same-plain.test.:8080', 'same-plain.test.:8080' ],
    [ 403, 'https://same-plain.test.',     'same-plain.test.' ],
) {
    my ($status, $origin, $host) = @$case;
    for my $method (qw(GET POST)) {
        my $response = request($method => '/s/small.txt', host => $host,
            origin => $origin, body => '');
        my $name = "$method, $origin at $host";
        status_ok($response, $status, $name);
        no_cors($response, "$name: no header");
    }
}

# The port that the test itself speaks to.
my $own = 'same.test.:' . server_port();
response_ok(request(POST => '/s/small.txt', host => $own, body => '',
    origin => "https://$own"), 'same', $own, status => 200);

done_testing();
