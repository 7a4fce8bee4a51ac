# SPDX-License-Identifier: Apache-2.0

# The status page for people: what it says is what the server does, for every
# kind of section and virtual host; and whatever is typed or sent, the page stays
# a page.

use strict;
use warnings;

use FindBin ();
use lib "$FindBin::Bin/lib";
use Cors::Assert;
use Cors::Client;
use Cors::Server     ();
use Cors::StatusPage qw(page text);
use Test::More;

my $server = Cors::Server->new;
$server->write("htdocs/$_/x.txt", "text\n") for qw(api open ht broken);
$server->write('htdocs/dir/index.html', "html\n");
$server->write('htdocs/ht/.htaccess', <<'CONF');
CorsCreds On
CorsCredsOrigin https://ht.example.com
CorsCredsMethods PUT PATCH
CONF
$server->write('htdocs/broken/.htaccess', "CorsCredsMaxAge -1\n");
$server->write('origins', "https://app.example.com\n");
$server->start(<<'CONF');
ErrorDocument 403 default
CustomLog "@ServerRoot@/access_log" "%U"
<Directory "@ServerRoot@/htdocs/ht">
    AllowOverride FileInfo
</Directory>
<Directory "@ServerRoot@/htdocs/broken">
    AllowOverride FileInfo
</Directory>
<Location /status>
    SetHandler cors-creds-status
</Location>
<VirtualHost 127.0.0.1:@Port@>
    ServerName www.example.com
</VirtualHost>
<VirtualHost 127.0.0.1:@Port@>
    ServerName api.example.com
    ServerAlias *.api.example.com
    RewriteEngine On
    RewriteRule ^/alias/(.*) /api/$1 [PT,NS]
    ProxyPass /api/proxied http://127.0.0.1:9/
    DirectoryIndex index.html
    Redirect 301 /old https://api.example.com/new
    <Location /api>
        CorsCreds On
        CorsCredsOrigin https://app.example.com
        CorsCredsMethods PUT
        CorsCredsHeaders Content-Type
        CorsCredsCookie session SameSite=None Secure HttpOnly
    </Location>
    <Location /listed>
        CorsCreds On
        CorsCredsOriginFile origins
    </Location>
    <Location /api/legacy>
        CorsCredsCookieLegacyClients On
        CorsCredsTransport Secure
    </Location>
    <Location /api/admin>
        CorsCredsOrigin https://admin.example.com
        CorsCredsDisallowed Reject
        CorsCredsMaxAge 600
    </Location>
    <Location /api/guarded>
        CorsCredsGuard Enforce
    </Location>
    <Location /api/closed>
        CorsCredsOrigin none
    </Location>
    <Location /open>
        CorsCreds On
        CorsCredsOrigin *
        CorsCredsCredentials Off
    </Location>
    <Directory "@ServerRoot@/htdocs/dir">
        CorsCreds On
        CorsCredsOrigin https://app.example.com
    </Directory>
    <Files index.html>
        CorsCredsOrigin https://files.example.com
    </Files>
    <Location /secret>
        CorsCreds On
        CorsCredsOrigin https://app.example.com
        Require all denied
    </Location>
    <Location /if>
        <If "%{HTTP:Origin} == 'https://if.example.com'">
            CorsCreds On
            CorsCredsOrigin https://if.example.com
        </If>
    </Location>
</VirtualHost>
<VirtualHost *:4443>
    ServerName https://tls.example.com
    CorsCreds On
    CorsCredsOrigin https://app.example.com
    CorsCredsCookie * SameSite=None Secure
</VirtualHost>
CONF

my $conf = "$server->{root}/httpd.conf";

# The first line of the configuration in which the text stands.
sub line_of
{
    my ($text) = @_;
    open my $in, '<', $conf or die "$conf: $!";
    while (<$in>) {
        return "$conf:$." if /\Q$text\E/;
    }
    die "$conf has no '$text'";
}

sub get
{
    my (%typed) = @_;
    return page($server, '/status', %typed);
}

sub verdict { return text($_[0]->{body} =~ /id="verdict-title">(.*?)<\/h2>/s) }
sub why { return text($_[0]->{body} =~ /<p class="why">(.*?)<\/p>/s) }

use constant API => 'http://api.example.com';

subtest 'the response' => sub {
    my $page = get();
    status_ok($page, 200, 'is there');
    my ($policy) = fields($page, 'Content-Security-Policy');
    like($policy, qr/\bdefault-src 'none'/,    'nothing is loaded');
    like($policy, qr/\bform-action 'self'/,    'nothing is sent elsewhere');
    like($policy, qr/\bframe-ancestors 'none'/, 'nobody frames it');
    like($policy, qr/\bbase-uri 'none'/,       'links stay what they are');
    unlike($policy, qr/unsafe|script-src|\*/,  'no exception');
    like($policy, qr/\bimg-src data:;/,        'an image stands in the page');
    like($page->{body}, qr/<link rel="icon" href="data:,">/,
        'so does the icon, else it would be loaded');
    my ($nonce) = $policy =~ /style-src 'nonce-([\w+\/=]+)'/;
    like($page->{body}, qr/<style nonce="\Q$nonce\E">/, 'one style, by nonce');
    isnt((fields(get(), 'Content-Security-Policy'))[0], $policy,
        'a nonce is used once');
    is((fields($page, 'X-Content-Type-Options'))[0], 'nosniff', 'nosniff');
    is((fields($page, 'Referrer-Policy'))[0], 'no-referrer', 'no referrer');
    is((fields($page, 'Cache-Control'))[0],   'no-store',    'not stored');
    like((fields($page, 'Content-Type'))[0], qr{^text/html; ?charset=utf-8$}i,
        'html in utf-8');
    unlike($page->{body}, qr/<script|\son\w+=|javascript:/i, 'no script');
    is($server->fetch(POST => 'http://api.example.com/status')->{status}, 405,
        'POST is no way to ask');
    is($server->fetch(HEAD => 'http://api.example.com/status')->{body}, '',
        'HEAD has no body');
};

subtest 'for who cannot see it' => sub {
    my $page = get(url => API . '/api/x.txt', origin => APP);
    my $body = $page->{body};
    like($body, qr/<html lang="en">/,           'a language');
    like($body, qr/<title>[^<]+<\/title>/,      'a title');
    is(scalar(() = $body =~ /<h1>/g), 1,        'one first heading');
    for my $id ($body =~ /<input id="(\w+)"/g) {
        like($body, qr/<label for="$id">/, "a label for $id");
    }
    is(scalar(() = $body =~ /<table/g), scalar(() = $body =~ /<caption>/g),
        'a caption for each table');
    is(scalar(() = $body =~ /<th>/g), 0, 'a scope for each heading cell');
};

# URL, origin, method, headers; verdict, preflight's result, request's result,
# what is said beside.
my @cases = (
    [ 'a simple request', '/api/x.txt', APP, 'GET', '', 'Allowed',
        'preflight-allowed', 'allowed' ],
    [ 'a stranger', '/api/x.txt', HOSTILE, 'GET', '', 'Refused',
        'preflight-denied-origin', 'denied-origin',
        qr/reaches the application/ ],
    [ 'a preflighted one', '/api/x.txt', APP, 'put', 'content-TYPE', 'Allowed',
        'preflight-allowed', 'allowed' ],
    [ 'a method', '/api/x.txt', APP, 'DELETE', '', 'Refused',
        'preflight-denied-method', 'allowed', qr/CorsCredsMethods DELETE/ ],
    [ 'a header', '/api/x.txt', APP, 'POST', 'Content-Type X-Evil', 'Refused',
        'preflight-denied-header', 'allowed', qr/CorsCredsHeaders x-evil/ ],
    [ 'a safelisted header', '/api/x.txt', APP, 'POST', 'Accept', 'Allowed',
        'preflight-allowed', 'allowed' ],
    [ 'no origin', '/api/x.txt', '', 'GET', '', 'Not CORS', undef, 'none' ],
    [ 'its own', '/api/x.txt', API, 'PUT', 'X-Any', 'Same origin',
        'same-origin', 'same-origin' ],
    [ 'no origin at all', '/api/x.txt', 'https://app.example.com/', 'GET', '',
        'Refused', 'malformed', 'malformed', qr/no slash/ ],
    [ 'the inner list', '/api/admin', APP, 'GET', '', 'Refused',
        'preflight-denied-origin', 'rejected', qr/answered with 403/ ],
    [ 'the guard', '/api/guarded', HOSTILE, 'POST', '', 'Refused',
        'preflight-denied-origin', 'guard-denied', qr/answered with 403/ ],
    [ 'everybody', '/open/x.txt', HOSTILE, 'GET', '', 'Allowed',
        'preflight-allowed', 'allowed', qr/cookies do not travel/ ],
    [ 'out of scope', '/x.txt', APP, 'PUT', '', 'Not in scope',
        'not in scope', 'not in scope', qr/CorsCreds On/ ],
    [ 'an expression', '/if/x.txt', 'https://if.example.com', 'GET', '',
        'Allowed', 'preflight-allowed', 'allowed' ],
    [ '.htaccess', '/ht/x.txt', 'https://ht.example.com', 'PATCH', '',
        'Allowed', 'preflight-allowed', 'allowed' ],
    [ 'a rule that subrequests never see', '/alias/x.txt', APP, 'PUT', '',
        'Allowed', 'preflight-allowed', 'allowed' ],
    [ 'a backend that is not there', '/api/proxied/x', APP, 'GET', '',
        'Allowed', 'preflight-allowed', 'allowed' ],
    [ 'what an index would have said', '/dir/', APP, 'GET', '', 'Allowed',
        'preflight-allowed', 'allowed' ],
    [ 'the index itself', '/dir/index.html', APP, 'GET', '', 'Refused',
        'preflight-denied-origin', 'denied-origin' ],
    [ 'an encoded slash', '/api/a%2Fb', APP, 'GET', '', 'Not decided',
        undef, 'allowed', qr/with 404/ ],
    [ 'a redirect', '/old', APP, 'GET', '', 'Redirected', 'not in scope',
        'not in scope', qr/301 to "https:\/\/api.example.com\/new"/ ],
    [ 'a broken .htaccess', '/broken/x.txt', APP, 'GET', '', 'Not decided',
        'not in scope', 'not in scope', qr/with 500/ ],
    [ 'a URL that httpd refuses', '/../x', APP, 'GET', '', 'Not decided',
        undef, 'not in scope', qr/with 400/ ],
);

for my $case (@cases) {
    my ($name, $path, $origin, $method, $headers, $verdict, $preflight,
        $actual, $beside) = @$case;
    subtest $name => sub {
        my $page = get(url => API . $path, origin => $origin,
            method => $method, headers => $headers);
        like(verdict($page), qr/\b\Q$verdict\E$/, 'verdict')
            or diag($page->{body});
        my @results = $page->{body} =~ /<h3>.*?class="tag">(.*?)<\/code>/g;
        is($results[-1], $actual, 'the request');
        is($results[0], $preflight, 'the preflight') if defined $preflight;
        like(text($page->{body}), $beside, 'what follows') if $beside;
    };
}

# What the page shows is what is sent: the same headers, from a live request.
subtest 'the header fields' => sub {
    for my $case (@cases) {
        my ($name, $path, $origin, $method, $headers, undef, $preflight)
            = @$case;
        next if !$origin || $path =~ m{^/old|broken|\.\.};
        my $page = get(url => API . $path, origin => $origin,
            method => $method, headers => $headers);
        my @shown = map { text($_) }
            $page->{body} =~ /<pre class="wire answer".*?>(.*?)<\/pre>/gs;
        my @names = sort map { lc } split /[\s,]+/, $headers;
        @names = grep { $_ ne 'accept' } @names;
        my @sent = (
            $server->fetch(OPTIONS => API . $path, '-H', "Origin: $origin",
                '-H', 'Access-Control-Request-Method: ' . uc $method,
                @names ? ('-H', 'Access-Control-Request-Headers: '
                    . join ',', @names) : ()),
            $server->fetch(uc $method => API . $path, '-H',
                "Origin: $origin", '-d', ''));
        for my $i (0, 1) {
            my @lines = map { "$_->[0]: $_->[1]" =~ s/,(?=\S)/, /gr }
                grep { $_->[0] =~ /^(?:Access-Control|Vary)/i }
                @{ $sent[$i]{fields} };
            my @page = map { s{,(?=\S)}{, }gr } grep { /^(?:Access-Control|Vary)/i }
                split /\n/, $shown[$i];
            is_deeply([ sort @page ], [ sort @lines ],
                "$name, " . ($i ? 'request' : 'preflight'));
            my ($status) = $shown[$i] =~ m{^HTTP/1\.1 (\d+)};
            is($sent[$i]{status}, $status, 'and the status') if $status;
        }
    }
};

# A row of the table of the policy: its value and where it was set.
sub row
{
    my ($page, $name) = @_;
    my ($cells) = $page->{body}
        =~ /<th scope="row">$name<\/th>(.*?)<\/tr>/s or return;
    return map { text($_) } $cells =~ /<td>(.*?)<\/td>/gs;
}

# A row of the table of the counts, by its columns' titles.
sub counts
{
    my ($page, $host) = @_;
    my ($table) = $page->{body} =~ /(<table class="counts".*?<\/table>)/s
        or return;
    my @titles = $table =~ /class="number">([^<]+)<\/th>/g;
    my ($row) = $table =~ /<th scope="row">\Q$host\E[^\n]*?<\/th>([^\n]*)/;
    my %count;
    @count{@titles} = ($row // '') =~ /<td class="number">(\d+)/g;
    return %count;
}

subtest 'where the policy comes from' => sub {
    my $page = get(url => API . '/api/admin/x', origin => APP);
    my %want = (
        CorsCreds => [ 'On', line_of('CorsCreds On'), '<Location /api>' ],
        CorsCredsOrigin => [ 'https://admin.example.com',
            line_of('CorsCredsOrigin https://admin'), '<Location /api/admin>' ],
        CorsCredsMethods =>
            [ 'PUT', line_of('CorsCredsMethods PUT'), '<Location /api>' ],
        CorsCredsMaxAge =>
            [ '600', line_of('CorsCredsMaxAge'), '<Location /api/admin>' ],
        CorsCredsCookie => [ 'session SameSite=None Secure HttpOnly',
            line_of('CorsCredsCookie session'), '<Location /api>' ],
        CorsCredsUpstream => [ 'Override', 'default' ],
        CorsCredsExpose   => [ 'none',     'default' ],
    );
    for my $name (sort keys %want) {
        my ($value, $where) = row($page, $name);
        my ($is, @places) = @{ $want{$name} };
        is($value, $is, "$name: the value");
        like($where, qr/\Q$_\E/, "$name: $_") for @places;
    }

    $page = get(url => API . '/ht/x.txt', origin => APP);
    my ($value, $where) = row($page, 'CorsCredsMethods');
    is($value, 'PUT, PATCH', '.htaccess: the value');
    is($where, "$server->{root}/htdocs/ht/.htaccess", '.htaccess: the file');

    $page = get(url => API . '/if/x', origin => 'https://if.example.com');
    like((row($page, 'CorsCredsOrigin'))[1], qr/<If /, '<If>: the section');

    $page = get(url => API . '/api/closed', origin => APP);
    like(text($page->{body}), qr/write instead of this line/,
        '"none" is to be replaced');
};

subtest 'virtual hosts' => sub {
    my %host = (
        '/api/x.txt'                         => 'api.example.com',
        'http://api.example.com/'            => 'api.example.com',
        'http://API.Example.com./'           => 'api.example.com',
        'http://x.api.example.com/'          => 'api.example.com',
        'http://www.example.com/'            => 'www.example.com',
        'https://tls.example.com/'           => 'tls.example.com',
        'https://tls.example.com:4443/'      => 'tls.example.com',
        "http://api.example.com:$server->{port}/" => 'api.example.com',
    );
    for my $url (sort keys %host) {
        my $page = get(url => $url, origin => APP);
        like(text($page->{body}), qr/Virtual host \Q$host{$url}\E /, $url);
        unlike($page->{body}, qr/no virtual host has/, 'is its name');
    }
    my $page = get(url => 'http://nobody.example.com/', origin => APP);
    like(text($page->{body}),
        qr/Virtual host www\.example\.com .*no virtual host has the name "nobody/s,
        'a name of nobody: the one that httpd takes');
    is(($server->fetch(GET => API . '/api/x.txt'))->{status},
        200, 'the server goes on');
};

subtest 'cookies' => sub {
    my $page = get(url => API . '/api/x.txt', origin => APP,
        cookie => 'session=1; Path=/');
    like($page->{body}, qr/Set-Cookie:<\/b> session=1; Path=\/; HttpOnly</,
        'no TLS: no Secure');
    like(text($page->{body}), qr/sees no TLS/, 'and why');
    $page = get(url => 'https://tls.example.com/', origin => APP,
        cookie => 'session=1');
    like($page->{body}, qr/<\/b> session=1; SameSite=None; Secure</, 'TLS');
    unlike($page->{body}, qr/takes itself for http/, 'knows that it is');
    $page = get(url => API . '/api/legacy', origin => APP,
        cookie => 'session=1');
    like(text($page->{body}), qr/depends on the client/, 'by client');
    $page = get(url => API . '/api/x.txt', origin => APP, cookie => 'other=1');
    like(text($page->{body}), qr/No CorsCredsCookie names this/, 'another');
    $page = get(url => API . '/open/x.txt', origin => APP, cookie => 'a=1');
    like(text($page->{body}), qr/No CorsCredsCookie holds/, 'no rule');
    $page = get(url => API . '/x.txt', origin => APP, cookie => 'a=1');
    like(text($page->{body}), qr/CorsCreds is Off here/, 'out of scope');
    $page = get(url => 'https://api.example.com/api/x.txt', origin => APP);
    like(text($page->{body}), qr/CorsCredsTransport Secure/,
        'https typed, and http here');
};

subtest 'nothing is served, let in, or told of files' => sub {
    my @existing = get(url => API . '/secret/x.txt', origin => APP);
    my $missing = get(url => API . '/secret/nothing', origin => APP);
    is(verdict($existing[0]), verdict($missing), 'the same, there or not');
    open my $in, '<', "$server->{root}/access_log" or die $!;
    is(scalar(grep { !m{^/(?:status|api|alias|dir|open|ht|if|x\.txt|$)} } <$in>), 0,
        'the access log has what was really asked for');
    is(scalar($server->log(qr/client denied by server configuration/)), 0,
        'and nobody was let in or not');
};

subtest 'what has happened' => sub {
    my $page = get();
    like(text($page->{body}), qr/Requests so far/, 'there are counts');
    my %before = counts($page, 'api.example.com');
    my @strangers = ('https://stranger.example', q(https://"><script>x</script>),
        "https://\xe2\x80\xaeevil\xff&amp;");
    for my $origin (@strangers) {
        $server->fetch(GET => API . '/api/x.txt', '-H', "Origin: $origin");
    }
    $server->fetch(GET => API . '/api/x.txt', '-H', 'Origin: ' . APP) for 1 .. 2;
    get(url => API . '/api/x.txt', origin => $_) for APP, HOSTILE;
    $page = get(url => API . '/api/x.txt');
    my %after = counts($page, 'api.example.com');
    is($after{'Origin refused'} - $before{'Origin refused'}, 3, 'refused');
    is($after{Allowed} - $before{Allowed}, 2, 'allowed; trials do not count');
    cmp_ok({ counts($page, 'Total') }->{Allowed}, '>=', $after{Allowed},
        'a sum');

    my ($denied) = $page->{body} =~ /id="denied-title"(.*?)<\/section>/s;
    unlike($denied, qr/<script|[^\n\x20-\x7e]/, 'no stranger makes an element');
    my @shown = map { text($_) }
        $denied =~ /<th scope="row"><code>(.*?)<\/code>/g;
    my %shown = map { $_ => 1 } @shown;
    ok($shown{$_}, "shown: $_") for 'https://stranger.example',
        q(https://"><script>x</script>), 'https://\xe2\x80\xaeevil\xff&amp;';
    my ($link) = grep { /stranger/ } map { text($_) }
        $denied =~ /<a href="(.*?)"/g;
    my $tried = $server->fetch(GET => "http://api.example.com/status$link");
    like(verdict($tried), qr/Refused/, 'its link tries it');
    like($tried->{body}, qr/value="https:\/\/stranger\.example"/,
        'and fills the form');
};

subtest 'origin files' => sub {
    my $page = get(url => API . '/listed', origin => APP);
    like(verdict($page), qr/Allowed/, 'an origin of the file');
    like((row($page, 'CorsCredsOrigin'))[0], qr/^CorsCredsOriginFile origins/,
        'named in the policy');
    my ($line) = $page->{body} =~ /(<tr><th[^>]*><code>[^<]*origins<.*?)<\/tr>/s;
    like($line, qr/class="number">1<.* UTC<.*in force/s, 'its state');
    $server->write('origins', "https://app.example.com\n<b>\n");
    sleep 2;
    get(url => API . '/listed', origin => 'https://other.example.com');
    $page = get(url => API . '/listed', origin => APP);
    like(verdict($page), qr/Allowed/, 'a bad version is not taken');
    like(text($page->{body}), qr/The version before is in force: .*<b>/s,
        'and what is wrong with it');
    unlike($page->{body}, qr/<b>\n?</, 'as text');
};

# What may be typed into the URL's query, and must not do harm.
my @hostile = (
    [ 'markup', origin => q("><script>alert(1)</script><img src=x onerror=x>) ],
    [ 'markup', url    => q(/"><svg onload=alert(1)>) ],
    [ 'markup', method => q(<b>) ],
    [ 'markup', headers => q(</textarea><script>) ],
    [ 'markup', cookie  => q(a="'><script>alert(1)</script>; Path=/) ],
    [ 'control bytes', origin => "https://a\r\nX-Evil: 1\0\x07" ],
    [ 'control bytes', cookie => "a=b\r\nX-Evil: 1" ],
    [ 'right to left', origin => "https://\xe2\x80\xae.example" ],
    [ 'half a letter', origin => "https://\xc3" ],
    [ 'length',        origin => 'https://' . 'a' x 600 ],
    [ 'length',        url => '/' . 'a' x 3000 ],
    [ 'no URL',        url => 'javascript:alert(1)' ],
    [ 'no URL',        url => '//evil.example/x' ],
    [ 'no URL',        url => 'https://user:pass@api.example.com/' ],
    [ 'no URL',        url => 'https://api.example.com:99999/' ],
    [ 'no URL',        url => 'https://[::1/' ],
    [ 'no URL',        url => 'x' ],
    [ 'a method that no page sends', method => 'TRACE' ],
    [ 'no method',     method => 'G E T' ],
    [ 'a header with its value', headers => 'X-Foo: 1' ],
    [ 'formats',       origin => 'https://%s%n%d' ],
);
for my $case (@hostile) {
    my ($name, $field, $value) = @$case;
    my $page = get(url => API . '/api/x.txt', origin => APP,
        $field => $value);
    subtest "$name in $field" => sub {
        status_ok($page, 200, 'a page');
        unlike($page->{body}, qr{<(?:script|img|svg)}, 'no element');
        unlike($page->{body}, qr/[^\n\x20-\x7e\xe2\x9c\x93\x95\x80\xa2]/,
            'no byte that is not seen');
        is(scalar(grep { /^X-Evil/i } field_names($page)), 0, 'no field');
        like($page->{body}, qr/<\/html>\n\z/, 'to its end');
        like($page->{body}, $name eq 'markup' && $field =~ /origin|url|cookie/
            || $name eq 'formats'
            ? qr/id="verdict"/ : qr/role="alert"/, 'says so');
    };
}

# As queries, byte by byte.
for my $query ('url', 'url=', 'url=%', 'url=%zz', 'url=%2', 'url=%00', '&&&',
    'what=1', 'url=/a&url=/b', '=', 'origin=' . '%41' x 2000, '<script>=1',
    'origin=https://a.example') {
    my $page = Cors::Client::parse($server->exchange(
        "GET /status?$query HTTP/1.0\r\nHost: api.example.com\r\n\r\n"));
    status_ok($page, 200, 'query "' . substr($query, 0, 30) . '": a page');
    unlike($page->{body}, qr/<script/, 'no element');
    my $harmless = $query =~ /^(?:url=|&+|origin=https.*)$/;
    ok($harmless == ($page->{body} !~ /role="alert"/), 'and what is wrong');
}

subtest 'the form, filled in and sent again' => sub {
    my %typed = (url => API . '/api/x.txt?a=%3Cb%3E&c=d', origin => APP,
        method => 'PUT', headers => 'content-type,x-a', cookie => 'a="b & c"');
    my $page = get(%typed);
    like($page->{body}, qr/<form method="get"/, 'by GET');
    my %filled = $page->{body} =~ /<input id="(\w+)" name="\1" value="(.*?)"/g;
    is(text($filled{$_}), $typed{$_}, "$_ is filled in") for sort keys %typed;
    my $again = get(map { $_ => text($filled{$_}) } keys %filled);
    my $without_nonce = sub { $_[0]->{body} =~ s/nonce="[^"]*"//r };
    is($without_nonce->($again), $without_nonce->($page), 'the same page');
};

done_testing();
