# SPDX-License-Identifier: Apache-2.0

# TRACE stays as it is: also where it is not allowed, and a document, which is
# a GET, says so.

use strict;
use warnings;

use FindBin ();
use lib "$FindBin::Bin/lib";
use Cors::Assert;
use Cors::Client;
use Cors::Server ();
use Test::More;

my $server = Cors::Server->new;
$server->write('htdocs/405.txt', "not that\n");
my $backend = $server->backend;
my $policy = <<'CONF';
    CorsCreds On
    CorsCredsOrigin https://app.example.com
    ErrorDocument 405 /405.txt
    ErrorDocument 403 /405.txt
    Header always add Set-Cookie "always=1"
    CorsCredsTransport Secure
    CorsCredsCookie * SameSite=None Secure
CONF
$server->start(<<"CONF");
<VirtualHost 127.0.0.1:\@Port\@>
    ServerName on.test
    TraceEnable On
$policy
    ProxyPass /proxied http://127.0.0.1:$backend
</VirtualHost>
<VirtualHost 127.0.0.1:\@Port\@>
    ServerName off.test
    TraceEnable Off
$policy
    ProxyPass /proxied http://127.0.0.1:$backend
</VirtualHost>
<VirtualHost 127.0.0.1:\@Port\@>
    ServerName rejecting.test
    TraceEnable Off
$policy
    CorsCredsDisallowed Reject
</VirtualHost>
CONF

sub ask
{
    my ($method, $host, $path, %with) = @_;
    return Cors::Client::parse($server->exchange(join "\r\n",
        "$method $path HTTP/1.1", "Host: $host",
        $with{origin} ? "Origin: $with{origin}" : (), 'Connection: close',
        '', ''));
}

for my $case (
    # host, path, status, body; its own answer httpd sends past mod_headers
    [ 'on.test',  '/x',        200, qr{^TRACE /x HTTP} ],
    [ 'on.test',  '/proxied/', 200, qr{^TRACE / HTTP},  'always=1' ],
    [ 'off.test', '/x',        405, qr/^not that$/,     'always=1' ],
    [ 'off.test', '/405.txt',  405, qr/^not that$/,     'always=1' ],
    [ 'off.test', '/proxied/', 405, qr/^not that$/,     'always=1' ],
) {
    my ($host, $path, $status, $body, @cookies) = @$case;
    subtest "$host$path" => sub {
        each_origin(sub {
            my ($who, %with) = @_;
            my $response = ask(TRACE => $host, $path, %with);
            status_ok($response, $status, "$who origin: $status");
            untouched($response, "$who origin: no header of ours");
            like($response->{body}, $body, "$who origin: the right body");
            is_deeply([ fields($response, 'Set-Cookie') ], \@cookies,
                "$who origin: cookies as they were");
        });
    };
}

# The method is told apart by its whole name.
subtest 'a method that begins like it' => sub {
    each_origin(sub {
        my ($who, %with) = @_;
        response_ok(ask(TRACEROUTE => 'on.test', '/405.txt', %with), $who,
            'TRACEROUTE', status => 501);
    });
};

subtest 'Reject refuses it like any other' => sub {
    my $response = ask(TRACE => 'rejecting.test', '/x', origin => HOSTILE);
    status_ok($response, 403, 'refused');
    untouched($response, 'no header of ours');
};

done_testing();
