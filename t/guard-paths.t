# SPDX-License-Identifier: Apache-2.0

# CorsCredsGuard on every way a request can take: before authentication, over
# HTTP/2, through index files, error documents, internal redirects and caches.

use strict;
use warnings;

use FindBin ();
use lib "$FindBin::Bin/lib";
use Cors::Assert;
use Cors::Client;
use Cors::Server ();
use Test::More;

my $server  = Cors::Server->new;
my $backend = $server->backend;
$server->write("htdocs/$_/index.txt", "the index\n")
    for qw(guarded files plain private reported);
$server->write('htdocs/errors/403.txt', "the document\n");
$server->write('users', "user:{SHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g=\n");
my $policy = <<'CONF';
CorsCreds On
CorsCredsOrigin https://app.example.com
CONF
$server->write('htdocs/htaccess/guard/.htaccess', "CorsCredsGuard Enforce\n");
$server->write('htdocs/htaccess/guard/x.txt', "text\n");
$server->write('htdocs/htaccess/on/.htaccess', $policy);
$server->write('htdocs/htaccess/on/x.txt', "text\n");
$server->start(<<"CONF");
LogLevel info
Protocols h2c http/1.1
DirectoryIndex index.txt
Header always set X-Result "%{CORS_CREDS_RESULT}e"
<Location /guarded>
    $policy
    CorsCredsGuard Enforce
</Location>
<Files index.txt>
    Header always set X-Index here
</Files>
<Directory "\@ServerRoot\@/htdocs/files">
    <Files index.txt>
        $policy
        CorsCredsGuard Enforce
    </Files>
</Directory>
<Location /private>
    $policy
    CorsCredsGuard Enforce
    AuthType Basic
    AuthName private
    AuthUserFile "\@ServerRoot\@/users"
    Require valid-user
</Location>
<Location /reported>
    $policy
    CorsCredsGuard Report
</Location>
<Location /proxied>
    $policy
    CorsCredsGuard Enforce
    ProxyPass http://127.0.0.1:$backend
</Location>
<Location /cached>
    $policy
    CorsCredsGuard Enforce
    ProxyPass http://127.0.0.1:$backend
    ErrorDocument 403 /errors/403.txt
</Location>
CacheEnable disk /cached
CacheRoot "\@ServerRoot\@/cache"
CacheHeader On
<DirectoryMatch "^\@ServerRoot\@/htdocs/(?:guarded|reported)/">
    RewriteEngine On
    RewriteRule inside\$ /plain/index.txt
    RewriteRule further\$ /guarded/index.txt
</DirectoryMatch>
ErrorDocument 404 /reported/nothing
<Directory "\@ServerRoot\@/htdocs/htaccess">
    AllowOverride FileInfo
</Directory>
<Location /htaccess/on>
    CorsCredsGuard Enforce
</Location>
CONF

my $cache = "$server->{root}/cache";
mkdir $cache or die "$cache: $!";
chmod 0777, $cache;

use constant HOST => 'guard.test';
my @forged = ('-H', 'Origin: ' . HOSTILE, '-H', 'Sec-Fetch-Site: cross-site');

# A body that nobody reads would, over HTTP/2, now and then end in a reset stream
# instead of an answer.
sub ask
{
    my ($method, $path, @arguments) = @_;
    return $server->fetch($method, 'http://' . HOST . $path,
        $method =~ /^P/ ? ('--data', '') : (), @arguments);
}

sub refused
{
    my ($response, $name) = @_;
    status_ok($response, 403, "$name: 403");
    no_cors($response, "$name: no CORS header");
    is_deeply([ fields($response, 'X-Result') ], ['guard-denied'],
        "$name: named") or diag($response->{head});
}

subtest 'a file, a rewritten URI, a backend' => sub {
    refused(ask(POST => "/$_", @forged), $_)
        for qw(guarded/index.txt guarded/inside guarded/nowhere proxied/x);
};

subtest 'HTTP/2' => sub {
    plan skip_all => 'mod_http2 does not run in prefork'
        if ($ENV{MPM} // '') eq 'prefork';
    my @http2 = '--http2-prior-knowledge';
    my $response = ask(POST => '/proxied/x', @http2, @forged);
    like($response->{status_line}, qr{^HTTP/2 }, 'it is HTTP/2');
    refused($response, 'a stranger');
    refused(ask(DELETE => '/proxied/x', @http2, '-H',
        'Sec-Fetch-Site: same-site'), 'nameless');
    refused(ask(PUT => '/proxied/x', @http2, '-H', 'Origin: http://' . HOST,
        ('-H', 'Sec-Fetch-Site: none') x 2), 'two sites');
    $response = ask(POST => '/proxied/x', @http2, '-H', 'Origin: ' . APP, '-H',
        'Sec-Fetch-Site: cross-site');
    status_ok($response, 200, 'the app');
    cors_ok($response, APP, 'the app: its headers');
    status_ok(ask(POST => '/proxied/x', @http2, '-H',
        'Origin: https://' . HOST), 200,
        'Origin is that of :authority');
};

subtest 'before authentication' => sub {
    refused(ask(POST => '/private/index.txt', @forged), 'without a password');
    refused(ask(POST => '/private/index.txt', @forged, '-u', 'user:wrong'),
        'with a wrong one');
    my $response = ask(POST => '/private/index.txt', '-H', 'Origin: ' . APP);
    status_ok($response, 401, 'the app is asked for one');
    cors_ok($response, APP, 'and may read so');
};

# The scope is that of the index file alone.
subtest 'an index file' => sub {
    my $response = ask(POST => '/files/', @forged);
    refused($response, 'POST');
    unlike($response->{body}, qr/the index/, 'not a byte of it');
    status_ok(ask(GET => '/files/', @forged), 200, 'GET');
    status_ok(ask(POST => '/files/', '-H', 'Origin: ' . APP), 200, 'the app');
};

subtest 'once, for the first request of a chain' => sub {
    my $before = () = $server->log(qr/guard-/);
    my $response = ask(POST => '/reported/further', @forged);
    is_deeply([ fields($response, 'X-Result') ], ['guard-reported'],
        'what is reported at the first stays so') or diag($response->{head});
    my @lines = $server->log(qr/guard-/);
    cmp_ok(@lines - $before, '<=', 1, 'one line at most');
    $response = ask(POST => '/guarded/nowhere', '-H', 'Origin: ' . APP);
    status_ok($response, 404, 'an error document, which is a GET');
    cors_ok($response, APP, 'has the headers of the first request');
};

sub cache_says { return (fields($_[0], 'X-Cache'))[0] // '' }

subtest 'a cache, which answers before all else' => sub {
    my $url = '/cached/x?' . recipe_query(h => 'Cache-Control: max-age=600');
    ask(GET => $url);
    my $response = ask(GET => $url, @forged);
    like(cache_says($response), qr/^HIT/, 'GET is safe: a hit')
        or diag($response->{head});
    no_cors($response, 'without a CORS header');
    $response = ask(POST => $url, @forged);
    status_ok($response, 403, 'POST: 403');
    is($response->{body}, "the document\n", 'with its document');
    no_cors($response, 'and no CORS header');
    like(cache_says(ask(GET => $url)), qr/^HIT/,
        'what was refused did not drop the entry');
};

subtest '.htaccess' => sub {
    status_ok(ask(GET => '/htaccess/guard/x.txt'), 500, 'may not say it');
    my ($line) = $server->log(qr/CorsCredsGuard/);
    like($line // '', qr/not allowed here/, 'and the log says so');
    refused(ask(POST => '/htaccess/on/x.txt', @forged),
        'but its policy is guarded by the server');
    status_ok(ask(POST => '/htaccess/on/x.txt', '-H', 'Origin: ' . APP), 200,
        'by the list that it gives');
};

done_testing();
