# SPDX-License-Identifier: Apache-2.0

# What is for the server's configuration only: httpd itself lets
# AllowOverrideList name such a directive, and the module does not take it from
# an .htaccess. A list that lives as long as one request would stand among the
# server's.

use strict;
use warnings;

use FindBin ();
use lib "$FindBin::Bin/lib";
use Cors::Assert;
use Cors::Client;
use Cors::Server ();
use JSON::PP     ();
use Test::More;

my @lines = (
    'CorsCredsOriginFile other.txt',
    'CorsCredsOriginDBD "SELECT 1 FROM t WHERE origin = %s"',
    'CorsCredsUnsafe null-origin',
    'CorsCredsGuard Off',
    'CorsCredsTransport Secure',
);

my $server = Cors::Server->new;
$server->write("htdocs/$_/x.txt", "text\n") for 0 .. $#lines, 'listed';
for my $number (0 .. $#lines) {
    $server->write("htdocs/$number/.htaccess",
        "CorsCreds On\nCorsCredsOrigin @{[APP]}\n$lines[$number]\n");
}
$server->write('origins.txt', APP . "\n");
$server->write('other.txt',   OTHER . "\n");
my $named = join ' ', qw(CorsCreds CorsCredsOrigin), map { /^(\w+)/ } @lines;
$server->start(<<"CONF");
<Directory "\@ServerRoot\@/htdocs">
    AllowOverrideList $named
</Directory>
<Location /listed>
    CorsCreds On
    CorsCredsOriginFile origins.txt
</Location>
<Location /status>
    SetHandler cors-creds-status
    Require all granted
</Location>
CONF

for my $number (0 .. $#lines) {
    my ($name) = $lines[$number] =~ /^(\w+)/;
    my $answer = $server->fetch(GET => "http://api.test/$number/x.txt", '-H',
        "Origin: @{[OTHER]}");
    status_ok($answer, 500, "$name: 500");
    untouched($answer, "$name: no header");
    my ($said) = $server->log(qr{htdocs/$number/\.htaccess: });
    like($said // '', qr/line 3: $name: it is not for \.htaccess/,
        "$name: said why");
}

cors_ok($server->fetch(GET => 'http://api.test/listed/x.txt', '-H',
    "Origin: @{[APP]}"), APP, "the server's own file holds");
my $json = JSON::PP::decode_json(
    $server->fetch(GET => 'http://api.test/status?format=json')->{body});
is_deeply([ map { $_->{path} } @{ $json->{origin_files} } ],
    ["$server->{root}/origins.txt"], 'and is the only one');

done_testing();
