# SPDX-License-Identifier: Apache-2.0

# Virtual hosts that say nothing of CORS: httpd hands them the main server's
# configuration itself, and what is known of one must not count for another.

use strict;
use warnings;

use FindBin ();
use lib "$FindBin::Bin/lib";
use Cors::Assert;
use Cors::Client;
use Cors::Configtest;
use Cors::Server ();
use Test::More;

my $empty = <<'CONF';
<VirtualHost 127.0.0.1:@Port@>
    ServerName silent.test
</VirtualHost>
CONF

my $htaccess = <<'CONF';
<VirtualHost 127.0.0.1:@Port@>
    ServerName htaccess.test
    <Directory "@ServerRoot@/htdocs">
        AllowOverride All
    </Directory>
</VirtualHost>
CONF

# The first is the one whose answer is known too early.
my @orders = (
    [ 'a silent one first', $empty . $htaccess ],
    [ 'a silent one last',  $htaccess . $empty ],
    [ 'alone',              $htaccess ],
);

use constant STRANGER => 'https://evil.example.com';

sub serve
{
    my ($conf, $overrides) = @_;
    my $server = Cors::Server->new;
    $server->write('htdocs/x.txt', "text\n");
    $server->write('htdocs/.htaccess', $overrides);
    return $server->start($conf);
}

sub ask
{
    my ($server, $host, $method, $origin) = @_;
    return $server->fetch($method => "http://$host/x.txt",
        '-H', "Origin: $origin", $method eq 'OPTIONS'
            ? map({ ('-H', $_) } grep { length } @{ preflight('PUT') }) : ());
}

my @policies = (
    {   name     => '.htaccess replaces the list',
        server   => <<'CONF',
CorsCreds On
CorsCredsOrigin https://*.example.com
CorsCredsMethods PUT
CONF
        htaccess => "CorsCredsOrigin https://app.example.com\n",
        silent   => 'inherits',
    },
    {   name     => '.htaccess switches it on',
        server   => '',
        htaccess => <<'CONF',
CorsCreds On
CorsCredsOrigin https://app.example.com
CorsCredsMethods PUT
CONF
    },
);

for my $policy (@policies) {
    for my $order (@orders) {
        my ($where, $hosts) = @$order;
        subtest "$policy->{name}, $where" => sub {
            my $server = serve($policy->{server} . $hosts, $policy->{htaccess});
            for my $case (
                # Method, origin, status.
                [ GET     => APP,      200 ],
                [ GET     => STRANGER, 200 ],
                [ OPTIONS => APP,      204 ],
                [ OPTIONS => STRANGER, 403 ],
            ) {
                my ($method, $origin, $status) = @$case;
                response_ok(ask($server, 'htaccess.test', $method, $origin),
                    $origin eq APP ? 'allowed' : 'denied',
                    "$method, $origin", status => $status);
            }
            return if $hosts !~ /silent/;
            for my $method (qw(GET OPTIONS)) {
                my $response = ask($server, 'silent.test', $method, STRANGER);
                $policy->{silent}
                    ? response_ok($response, 'allowed', "silent, $method",
                        origin => STRANGER)
                    : untouched($response, "silent, $method: untouched");
            }
        };
    }
}

# A scope is printed once, however many inherit it.
my $scopes = <<'CONF';
CorsCreds On
CorsCredsOrigin https://app.example.com
<Directory "/srv/fonts">
    CorsCredsOrigin none
</Directory>
CONF
my $expected = <<'END';
main server
    CorsCreds On (FILE:1)
    CorsCredsOrigin https://app.example.com (FILE:2)
<Directory "/srv/fonts">
    CorsCredsOrigin none (FILE:4)
END
$expected =~ s/FILE/${\ case_file()}/g;

for my $count (0, 1, 3) {
    my $silent = join '', map {
        "<VirtualHost *:8080>\n    ServerName v$_.test\n</VirtualHost>\n"
    } 1 .. $count;
    my ($is_accepted) = configtest("$scopes$silent", stdout => \my $dump,
        defines => ['DUMP_CORS_CREDS']);
    ok($is_accepted, "$count silent virtual hosts: accepted");
    is($dump, $expected, "$count silent virtual hosts: each scope once");
}

done_testing();
