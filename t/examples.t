# SPDX-License-Identifier: Apache-2.0

# Every file in conf-examples/ starts, and does what its comments say. Only
# where it listens and where its files lie is changed for the test; the names
# are those that a browser would use.

use strict;
use warnings;

use FindBin ();
use lib "$FindBin::Bin/lib";
use Cors::Assert;
use Cors::Client;
use Cors::Database ();
use Cors::Server ();
use File::Basename qw(basename);
# The tree's path may have a blank in it.
use File::Glob qw(:bsd_glob);
use Test::More;
use Time::HiRes qw(sleep time);

# Nothing of this is optional: without TLS no example was tried.
die "this httpd has no mod_ssl, which the examples need\n"
    unless -e Cors::Server::module_path('ssl');

my $folder = "$FindBin::Bin/../conf-examples";

# file, then
#   variant  what is started: the lines that begin with `#Cors` are the file's
#            alternative to those that match
#   url      the API;  app: the origins that may use it
#   hostile  origins that may not, beside those made of app
#   refused  the status of a hostile actual request
#   method, header   that a preflight may ask for
#   cookie   what becomes of session=1; Path=/
#   modules  that it needs beside those of every test
#   before   what has to be there when it starts
#   also     what else the file promises
my @examples = (
    [ 'spa-sibling-domains.conf',
        url => 'https://api.example.com', app => ['https://app.example.com'],
        hostile => [ 'https://example.com', 'https://www.example.com' ],
        method => 'PATCH', header => 'content-type,x-csrf-token',
        cookie => 'SameSite=Lax; Secure; HttpOnly',
        also => \&the_app ],
    [ 'spa-cross-site.conf',
        url => 'https://api.example.com', app => ['https://app.example.net'],
        hostile => ['https://app.example.com'], refused => 403,
        method => 'DELETE', header => 'content-type',
        cookie => 'SameSite=None; Secure; HttpOnly; Partitioned' ],
    [ 'proxied-backend.conf',
        url => 'https://api.example.com', app => ['https://app.example.net'],
        method => 'PUT', header => 'content-type',
        cookie => 'SameSite=None; Secure',
        also => \&backend_overridden ],
    [ 'proxied-backend.conf', variant => qr/^\s*CorsCredsUpstream Override\n/m,
        url => 'https://api.example.com', app => ['https://app.example.net'],
        cookie => 'SameSite=None; Secure',
        also => \&backend_kept ],
    [ 'per-tenant-subdomains.conf',
        url => 'https://api.example.com',
        app => [ 'https://acme.example.com', 'https://eu.acme.example.com' ],
        hostile => [ 'https://example.com', 'https://acme-example.com' ],
        method => 'PUT', header => 'content-type',
        cookie => 'SameSite=Lax; Secure; HttpOnly',
        also => \&no_domain ],
    [ 'per-tenant-subdomains.conf', variant => qr/^\s*CorsCredsOrigin .*\n/m,
        url => 'https://api.example.com',
        app => [ 'https://tenant-1.example.com' ],
        hostile => [ 'https://example.com', 'https://acme.example.com',
            'https://tenant-1xexample.com', 'https://tenant-.example.com' ],
        method => 'PUT', header => 'content-type',
        cookie => 'SameSite=Lax; Secure; HttpOnly' ],
    [ 'tenants-in-a-database.conf', modules => [qw(dbd)],
        url => 'https://api.example.com',
        app => [ 'https://admin.example.com', 'https://app.example.net' ],
        hostile => [ 'https://gone.example.net', 'http://plain.example.net' ],
        before => \&tenants,
        method => 'PATCH', header => 'content-type',
        cookie => 'SameSite=None; Secure; HttpOnly' ],
    [ 'public-fonts-beside-api.conf',
        url => 'https://www.example.com/api',
        app => ['https://app.example.net'],
        method => 'POST', header => 'content-type',
        cookie => 'SameSite=None; Secure; HttpOnly',
        also => \&fonts ],
    [ 'origins-from-file.conf',
        url => 'https://api.example.com',
        app => [ 'https://app.example.net', 'https://shop.example.org' ],
        hostile => ['https://new.example.org'], refused => 403,
        method => 'DELETE', header => 'content-type',
        cookie => 'SameSite=None; Secure; HttpOnly',
        also => \&another_version ],
    [ 'status-page.conf',
        url => 'https://api.example.com', app => ['https://app.example.net'],
        refused => 403, method => 'PATCH', header => 'content-type',
        cookie => 'SameSite=None; Secure; HttpOnly',
        also => \&status_page ],
    [ 'behind-load-balancer.conf',
        url => 'http://api.example.com', app => ['https://app.example.net'],
        # What the browser calls it, whatever this server hears.
        own => 'https://api.example.com', hostile => ['http://api.example.com'],
        method => 'POST', header => 'content-type',
        cookie => 'SameSite=None; Secure; HttpOnly' ],
);

my %tested = map { $_->[0] => 1 } @examples;
is_deeply([ sort map { basename($_) } glob "$folder/*" ],
    [ sort keys %tested ], 'every example has its row here');

for my $row (@examples) {
    my ($file, %example) = @$row;
    my $name = $file . ($example{variant} ? ', its alternative' : '');
    subtest $name => sub { exercise($file, \%example) };
}
done_testing();

sub exercise
{
    my ($file, $example) = @_;
    my $text = slurp("$folder/$file");
    like($text, qr/^# SPDX-License-Identifier: Apache-2\.0\n#\n# \w/,
        'says what it is for');
    like($text, qr/^#.*credentials: 'include'/m, 'what fetch needs');
    like($text, qr/^#.*withCredentials: true/m, 'what axios needs');
    like($text, qr/^# Yours to change: /m, 'and what to change');
    if ($example->{variant}) {
        ok($text =~ s/$example->{variant}//, 'a line has an alternative');
        ok($text =~ s/^(\s*)#(?=Cors)/$1/mg, 'which is there');
    }

    my $server = Cors::Server->new(
        modules => [ 'ssl', @{ $example->{modules} || [] } ]);
    $server->certificate;
    $example->{before}->($server, $text) if $example->{before};
    $server->write('htdocs/index.html', "the app\n");
    $server->write('origins.txt', "# ours\nhttps://shop.example.org\n");
    $server->write('htdocs/fonts/example.woff2', "a font\n");
    $server->start(here($text, $server));
    $example->{server} = $server;

    the_api($example);
    $example->{also}->($example) if $example->{also};
    # The hostile requests have been told of.
    unlike(join('', grep { !/guard-denied|the guard refuses/ } $server->log(qr/\[cors_creds:/)),
        qr/:(?:warn|error|crit)/, 'nothing to warn of');
}

# The example on this machine.
sub here
{
    my ($text, $server) = @_;
    my $backend = $server->backend;
    for my $place (
        [ qr/\*:(?:80|443)(?=>)/,              '127.0.0.1:@Port@' ],
        [ qr{/etc/ssl/certs/[\w.]+},           '"@ServerRoot@/cert.pem"' ],
        [ qr{/etc/ssl/private/[\w.]+},         '"@ServerRoot@/cert.key"' ],
        [ qr{/srv/customers/[\w.]+},           '"@ServerRoot@/origins.txt"' ],
        [ qr{/var/www/\w+(?=[\s>])},           '"@ServerRoot@/htdocs"' ],
        [ qr{/var/lib/\w+/(?=[\w.]+$)}m,       '@ServerRoot@/' ],
        [ qr{(?<=http://127\.0\.0\.1:)8000\b}, $backend ],
    ) {
        my ($there, $here) = @$place;
        $text =~ s/$there/$here/g;
    }
    unlike($text, qr{^[^#]*(?:/etc|/var/|\*:\d)}m,
        'it names no place that this test does not know');
    return $text;
}

# The table and the row that the file's comments have, and some that must not
# count.
sub tenants
{
    my ($server, $text) = @_;
    my ($sql) = $text =~ /^(#\s+CREATE TABLE.*?;\n#\s+INSERT.*?;\n)/ms
        or die "no schema\n";
    my $file = "$server->{root}/origins.sqlite";
    Cors::Database::sqlite($file, $sql =~ s/^#//gmr,
        "INSERT INTO tenant_origin VALUES ('https://gone.example.net', 2);",
        'DELETE FROM tenant_origin WHERE tenant = 2;',
        map { "INSERT INTO tenant_origin VALUES ('$_', 3);" }
            'null', 'http://plain.example.net', 'https://app.example.net/');
    chmod 0644, $file;
}

sub slurp
{
    my ($file) = @_;
    open my $in, '<', $file or die "$file: $!";
    local $/;
    return scalar <$in>;
}

# The backend answers what the query's recipe says.
sub ask
{
    my ($example, $method, $recipe, $origin, @headers) = @_;
    unshift @headers, "Origin: $origin" if defined $origin;
    return $example->{server}->fetch($method => "$example->{url}/login?"
        . recipe_query(%$recipe), '-k', map { ('-H', $_) } @headers);
}

# In the names of others: what each allowed origin could be mistaken for.
sub hostile
{
    my ($example) = @_;
    return ('null', 'https://evil.example', @{ $example->{hostile} || [] },
        map { ("$_.evil.example", "$_/", "$_:8443", uc, s/^https/http/r,
            s{//}{//evil.example@}r, s/example/evilexample/r,
            s/(?<=example)/x/r) } @{ $example->{app} });
}

sub the_api
{
    my ($example) = @_;
    my $own = $example->{own} || ($example->{url} =~ m{^(\w+://[^/]+)})[0];
    my %login = (h => 'Set-Cookie: session=1; Path=/');
    for my $origin (@{ $example->{app} }) {
        my $response = ask($example, POST => \%login, $origin);
        response_ok($response, 'allowed', 'login', status => 200,
            origin => $origin);
        cookie_is($response, "session=1; Path=/; $example->{cookie}");
        preflight_answered($example, $origin) if $example->{method};
    }
    for my $origin (hostile($example)) {
        response_ok(ask($example, POST => \%login, $origin), 'hostile',
            "login from $origin", status => $example->{refused} || 200);
        next unless $example->{method};
        response_ok(ask($example, OPTIONS => {}, $origin,
            @{ preflight($example->{method}) }), 'hostile',
            "preflight from $origin", status => 403);
    }
    for my $origin (undef, $own) {
        my $response = ask($example, POST => \%login, $origin);
        response_ok($response, 'none', 'login from ' . ($origin // 'no page'),
            status => 200);
        cookie_is($response, "session=1; Path=/; $example->{cookie}");
    }
}

sub preflight_answered
{
    my ($example, $origin) = @_;
    my ($method, $header) = @$example{qw(method header)};
    my $response = ask($example, OPTIONS => {}, $origin,
        @{ preflight($method, $header) });
    response_ok($response, 'allowed', 'preflight', status => 204,
        origin => $origin);
    is_deeply([ fields($response, 'Access-Control-Allow-Headers') ],
        [$header], 'its headers');
    is_deeply([ fields($response, 'Access-Control-Allow-Methods') ],
        [ $method eq 'POST' ? () : $method ], 'its method');
    response_ok(ask($example, OPTIONS => {}, $origin, @{ preflight(@$_) }),
        'hostile', "@$_", status => 403)
        for ['PROPFIND'], [ 'POST', 'x-other' ];
}

sub cookie_is
{
    my ($response, $cookie) = @_;
    is_deeply([ fields($response, 'Set-Cookie') ], [$cookie], 'its cookie');
}

sub the_app
{
    my ($example) = @_;
    for my $path ('/', '/a/path/of/its/own') {
        my $page = $example->{server}->fetch(
            GET => "https://app.example.com$path", '-k',
            '-H', 'Origin: https://evil.example');
        is($page->{body}, "the app\n", "the app's $path");
        untouched($page, 'without a policy');
    }
}

my @own = ('Access-Control-Allow-Origin: *',
    'Access-Control-Allow-Methods: GET, PUT',
    'Access-Control-Expose-Headers: X-Own');

sub backend_overridden
{
    my ($example) = @_;
    my $response = ask($example, GET => { h => \@own }, $example->{app}[0]);
    response_ok($response, 'allowed', 'a backend with headers of its own',
        origin => $example->{app}[0]);
    is_deeply([ fields($response, 'Access-Control-Expose-Headers') ],
        ['X-Total-Count'], 'none of them is left');
    no_cors(ask($example, GET => { h => \@own }, 'https://evil.example'),
        'nor for others');
}

sub backend_kept
{
    my ($example) = @_;
    my @kept = ('Access-Control-Allow-Origin: https://tenant.example',
        'Access-Control-Expose-Headers: X-Own');
    for my $method (qw(GET OPTIONS)) {
        my $response = ask($example, $method => { h => \@kept },
            'https://tenant.example',
            $method eq 'OPTIONS' ? @{ preflight('PUT') } : ());
        is($response->{status}, 200, "$method reaches the backend");
        is_deeply([ map { "$_->[0]: $_->[1]" } grep { $_->[0] =~ /^Access-/ }
            @{ $response->{fields} } ], \@kept, 'whose headers stay');
    }
}

sub no_domain
{
    my ($example) = @_;
    cookie_is(ask($example, POST =>
        { h => 'Set-Cookie: session=1; Domain=example.com; Path=/' },
        $example->{app}[0]), "session=1; Path=/; $example->{cookie}");
}

sub another_version
{
    my ($example) = @_;
    my $new = 'https://new.example.org';
    $example->{server}->replace('origins.txt', "$new\n");
    my $deadline = time + 8;
    my $response;
    do {
        sleep 0.1;
        $response = ask($example, GET => {}, $new);
    } until fields($response, 'Access-Control-Allow-Origin') || time > $deadline;
    response_ok($response, 'allowed', 'a new one', origin => $new);
    no_cors(ask($example, GET => {}, 'https://shop.example.org'), 'one that left');
    response_ok(ask($example, GET => {}, 'https://app.example.net'), 'allowed',
        'the one beside the file', origin => 'https://app.example.net');
}

sub status_page
{
    my ($example) = @_;
    my $page = sub {
        return $example->{server}->fetch(
            GET => "https://api.example.com/cors-status$_[0]", '-k',
            '-H', "Origin: $example->{app}[0]");
    };
    for my $case ([ '', qr/<form/ ], [ '?auto', qr/^\w[^<]*: \d+$/m ],
        [ '?format=json', qr/\A\{.*\}\s*\z/s ],
        [ '?format=prometheus', qr/^# TYPE cors_creds/m ]) {
        my ($query, $said) = @$case;
        my $response = $page->($query);
        is($response->{status}, 200, "the page$query, on this machine");
        like($response->{body}, $said, 'is what it should be');
        untouched($response, 'and for no other origin');
    }
}

sub fonts
{
    my ($example) = @_;
    for my $origin ('https://anybody.example', 'null', undef) {
        my $font = $example->{server}->fetch(
            GET => 'https://www.example.com/fonts/example.woff2', '-k',
            defined $origin ? ('-H', "Origin: $origin") : ());
        is($font->{body}, "a font\n", 'font for ' . ($origin // 'no page'));
        is_deeply([ map { "$_->[0]: $_->[1]" }
            grep { $_->[0] =~ /^(?:Access-|Vary)/ } @{ $font->{fields} } ],
            ['Access-Control-Allow-Origin: *'], 'one for all the world');
        is_deeply([ fields($font, 'Content-Type') ], ['font/woff2'],
            'as a font');
    }
    untouched($example->{server}->fetch(GET => 'https://www.example.com/',
        '-k', '-H', 'Origin: https://app.example.net'),
        'pages are for their own origin');
}
