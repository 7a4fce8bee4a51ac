# SPDX-License-Identifier: Apache-2.0

# The status page, asked for without TLS, about virtual hosts with it: what it
# says of scheme, own origin and cookies is what they do.

use strict;
use warnings;

use FindBin ();
use lib "$FindBin::Bin/lib";
use Cors::Assert;
use Cors::Client;
use Cors::Server     ();
use Cors::StatusPage qw(page text);
use Test::More;

my $missing = !-e Cors::Server::module_path('ssl');
plan skip_all => 'no mod_ssl here' if $missing;

my $server = Cors::Server->new(modules => ['ssl']);
$server->certificate;
my ($on, $implied, $off) = map { Cors::Server::free_port() } 1 .. 3;
$server->start(<<"CONF");
Listen 127.0.0.1:$on
Listen 127.0.0.1:$implied https
Listen 127.0.0.1:$off
CorsCreds On
CorsCredsOrigin https://app.example.com
CorsCredsCookie * SameSite=None Secure
SSLCertificateFile cert.pem
SSLCertificateKeyFile cert.key
<Location /status>
    SetHandler cors-creds-status
</Location>
<VirtualHost 127.0.0.1:\@Port\@>
    ServerName api.example.com
</VirtualHost>
<IfModule mod_ssl.c>
    <VirtualHost 127.0.0.1:$on>
        ServerName tls.example.com
        <IfModule mod_ssl.c>
            SSLEngine Off
            SSLEngine On
        </IfModule>
    </VirtualHost>
</IfModule>
<VirtualHost 127.0.0.1:$implied>
    ServerName implied.example.com
</VirtualHost>
<VirtualHost 127.0.0.1:$off>
    ServerName off.example.com
    SSLEngine off
</VirtualHost>
CONF

for my $case (
    [ 'SSLEngine On',  'tls.example.com',     $on,      1 ],
    [ 'Listen https',  'implied.example.com', $implied, 1 ],
    [ 'SSLEngine off', 'off.example.com',     $off,     0 ],
) {
    my ($name, $host, $port, $tls) = @$case;
    my $url = "https://$host:$port";
    my $page = page($server, '/status', url => "$url/", origin => $url,
        cookie => 'a=1');
    my ($verdict) = $page->{body} =~ /id="verdict-title">(.*?)<\/h2>/s;
    like(text($verdict), $tls ? qr/Same origin$/ : qr/Refused$/,
        "$name: its own origin");
    is($page->{body} =~ /takes itself for http/, !!!$tls,
        "$name: the scheme that was typed");
    like($page->{body}, $tls ? qr{</b> a=1; SameSite=None; Secure<}
        : qr{</b> a=1<}, "$name: the cookie");
    next unless $tls;
    my $answer = Cors::Client::parse(
        scalar `curl -q -k -s -i --noproxy '*' --connect-to '::127.0.0.1:$port' -H 'Origin: $url' '$url/'`);
    no_cors($answer, "$name: so it is");
}

done_testing();
