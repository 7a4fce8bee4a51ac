# SPDX-License-Identifier: Apache-2.0

# corslint check --verify: a live httpd confirms what is found in its own
# configuration, and not what is found in another one.

use strict;
use warnings;

use FindBin ();
use lib "$FindBin::Bin/../lib";
use Cors::Server   ();
use JSON::PP       ();
use Lint::Corslint qw(corslint tree);
use Test::More;

# No proxy of whoever runs the tests.
delete @ENV{ grep { /_proxy$/i } keys %ENV };

die "this httpd has no mod_ssl, which the test needs\n"
    unless -e Cors::Server::module_path('ssl');

my $head = <<'CONF';
ServerName api.example.com
DocumentRoot "@ServerRoot@/htdocs"
<Directory "@ServerRoot@/htdocs">
    Require all granted
</Directory>
CONF
my $wrong = <<'CONF';
SetEnvIf Origin "(.*)" CORS=$1
Header always set Access-Control-Allow-Origin "%{CORS}e" env=CORS
Header always set Access-Control-Allow-Credentials "true" env=CORS
Header always merge Vary Origin
CONF
my $right = $wrong =~ s/"\(\.\*\)"/"^https:\/\/app\\.example\\.com\$"/r
    =~ s/\$1/\$0/r;

my $server = Cors::Server->new(modules => ['ssl']);
$server->write('htdocs/index.html', "hello\n" x 100_000);
my $key = $server->write('key.pem', '');
my $certificate = $server->write('certificate.pem', '');
system(qq(openssl req -x509 -newkey rsa:2048 -nodes -days 2 -batch)
    . qq( -subj /CN=api.example.com -addext subjectAltName=DNS:api.example.com)
    . qq( -keyout "$key" -out "$certificate" 2>/dev/null)) == 0
    or die "openssl makes no certificate\n";

sub virtual_host
{
    my ($name, @lines) = @_;
    return join "\n", '<VirtualHost 127.0.0.1:@Port@>', "ServerName $name",
        'DocumentRoot "@ServerRoot@/htdocs"', @lines, '</VirtualHost>', '';
}

# The first one is what a request for another host would get.
my $access = '<Directory "@ServerRoot@/htdocs">' . "\nRequire all granted\n"
    . "</Directory>\n";
my @secure = ('SSLEngine On', 'SSLCertificateFile "@ServerRoot@/certificate.pem"',
    'SSLCertificateKeyFile "@ServerRoot@/key.pem"');

sub verify
{
    my ($text, $url, @options) = @_;
    my $conf = virtual_host('api.example.com', $text);
    my $here = tree('a.conf' => $conf =~ s/\@ServerRoot\@/$server->{root}/gr
        =~ s/\@Port\@/$server->{port}/gr);
    my $run = corslint({ directory => $here }, qw(--no-settings --format json
        --only any-origin-credentials), '--verify', $url, @options, 'a.conf');
    my $json = eval { JSON::PP->new->utf8->decode($run->{out}) }
        // { findings => [] };
    $run->{verdicts} = join ' | ', map { $_->{verdict} // '-' }
        @{ $json->{findings} };
    $run->{found} = scalar @{ $json->{findings} };
    return $run;
}

$server->start($access . virtual_host('first.example.com')
    . virtual_host('api.example.com', $wrong));
my $url = "http://127.0.0.1:$server->{port}";
my $run = verify($wrong, $url);
is $run->{found}, 1, 'there is something to verify' or diag $run->{out};
is $run->{verdicts}, 'confirmed', 'the server does it';
is $run->{code}, 1, 'and a finding is one';
like $run->{err}, qr/^corslint: \Q$url\E confirms 1 finding and not 0; 0 could/,
    'a summary';
$server->stop;

$server->start($access . virtual_host('first.example.com')
    . virtual_host('api.example.com', $right));
$url = "http://127.0.0.1:$server->{port}";
$run = verify($wrong, $url);
like $run->{verdicts}, qr/^not confirmed: Access-Control-Allow-Origin is none, /,
    'another configuration does not';
is $run->{code}, 1, 'it is told all the same';
is verify($wrong, "$url/some/path?query")->{verdicts}, $run->{verdicts},
    "the URL's path does not matter";
$server->stop;

# TLS: the name is the witness's, not the one that is connected to.
$server->start($access . virtual_host('api.example.com', @secure, $wrong));
$url = "https://127.0.0.1:$server->{port}";
$run = verify($wrong, $url);
is $run->{code}, 2, 'a certificate that nobody vouches for';
like $run->{err}, qr/^corslint: --verify \Q$url\E: .*certificate/mi, 'says so';
like $run->{verdicts}, qr/^not asked: /, 'no verdict';
is verify($wrong, $url, '--cacert', $certificate)->{verdicts}, 'confirmed',
    '--cacert';
is verify($wrong, $url, '--insecure')->{verdicts}, 'confirmed', '--insecure';
is verify($wrong, "https://nowhere.invalid:$server->{port}", '--insecure',
    '--resolve', "nowhere.invalid:$server->{port}:127.0.0.1")->{verdicts},
    'confirmed', '--resolve';
{
    local $ENV{CURL_CA_BUNDLE} = $certificate;
    is verify($wrong, $url)->{verdicts}, 'confirmed', 'one that is trusted';
}
$server->stop;

$run = verify($wrong, $url);
is $run->{code}, 2, 'nobody answers';
is $run->{found}, 1, 'findings are told all the same';
$run = verify($wrong, 'ftp://127.0.0.1/');
is $run->{code}, 2, 'no http';
like $run->{err}, qr/"ftp:\S+ is no http or https URL; write one/, 'says so';

done_testing;
