# SPDX-License-Identifier: Apache-2.0

# What corslint init wrote, made fit for a private httpd of the tests.

package Lint::Layout;

use strict;
use warnings;
use Exporter qw(import);

our @EXPORT_OK = qw(here inside_of_host);

# What is written without a name, in the virtual host that it is meant for.
sub inside_of_host
{
    my ($text) = @_;
    return <<"HOST";
<VirtualHost *:443>
    ServerName api.example.com
    SSLEngine On
    SSLCertificateFile /etc/ssl/certs/x.pem
    SSLCertificateKeyFile /etc/ssl/private/x.key
    DocumentRoot /var/www/html
    <Directory /var/www/html>
        Require all granted
    </Directory>
$text
</VirtualHost>
HOST
}

# The places that a server of this layout has, here.
sub here
{
    my ($text, $root, $port) = @_;
    for my $place (
        [ qr/\*:443(?=>)/,                         "127.0.0.1:$port" ],
        [ qr{/etc/ssl/certs/\S+},                  "\"$root/cert.pem\"" ],
        [ qr{/etc/ssl/private/\S+},                "\"$root/cert.key\"" ],
        [ qr{/etc/pki/tls/certs/\S+},              "\"$root/cert.pem\"" ],
        [ qr{/etc/pki/tls/private/\S+},            "\"$root/cert.key\"" ],
        [ qr{(?<= )conf/api\.example\.com\.crt$}m, "\"$root/cert.pem\"" ],
        [ qr{(?<= )conf/api\.example\.com\.key$}m, "\"$root/cert.key\"" ],
        [ qr{/var/www/html},                       "\"$root/htdocs\"" ],
        [ qr{/usr/local/apache2/htdocs},           "\"$root/htdocs\"" ],
        [ qr{^    Listen 443\n}m,                  '' ],
    ) {
        my ($there, $at) = @$place;
        $text =~ s/$there/$at/g;
    }
    return $text;
}

1;
