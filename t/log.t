# SPDX-License-Identifier: Apache-2.0

# What the error log gets to the line: a server of one process, which nobody
# else talks to, for each level and each kind of mistake.

use strict;
use warnings;

use FindBin ();
use lib "$FindBin::Bin/lib";
use Cors::Assert;
use Cors::Client;
use Cors::Server ();
use Test::More;

my $policy = <<'CONF';
CorsCreds On
CorsCredsOrigin https://app.example.com
CorsCredsMethods PUT
CorsCredsHeaders X-One
CONF

sub serve
{
    my ($conf, %file) = @_;
    my $server = Cors::Server->new;
    $server->write('htdocs/index.txt', "text\n");
    $server->write($_, $file{$_}) for keys %file;
    return $server->start($conf);
}

# Our lines since the last time.
sub news
{
    my ($server) = @_;
    my @lines = $server->log(qr/\[cors_creds:/);
    splice @lines, 0, $server->{told} // 0;
    $server->{told} += @lines;
    return @lines;
}

# Requests on as few connections as may be; returns the responses' statuses.
sub ask
{
    my ($server, @requests) = @_;
    my @statuses;
    while (my @some = splice @requests, 0, 100) {
        my @bytes = map { join "\r\n", @$_, '' } @some;
        $bytes[-1] .= "Connection: close\r\n";
        my $answer = $server->exchange(join '', map { "$_\r\n" } @bytes);
        push @statuses, $answer =~ /^HTTP\/1\.1 (\d+)/mg;
    }
    return @statuses;
}

sub get
{
    my ($origin, $path, @headers) = @_;
    return [ 'GET ' . ($path // '/index.txt') . ' HTTP/1.1',
        'Host: api.example.com',
        defined $origin ? "Origin: $origin" : (), @headers ];
}

subtest 'info: denied origins, and not without end' => sub {
    my $server = serve($policy);
    is(scalar(news($server)), 0, 'a good start is no news');

    ask($server, (get('https://stranger.example')) x 100);
    my @lines = news($server);
    is(scalar(@lines), 1, 'a hundred requests of one origin, one line');
    like($lines[0], qr/\[cors_creds:info\].*\[client 127\.0\.0\.1:\d+\]/,
        'its level, its client');
    like($lines[0], qr{denied-origin: .*"https://stranger\.example"},
        'its result, its origin') or diag($lines[0]);

    ask($server, (get(APP)) x 50, (get(undef)) x 50,
        (get('http://api.example.com')) x 50);
    is(scalar(news($server)), 0, 'allowed, absent, same: nothing');

    ask($server, map { get("https://a$_.b$_.example") } 1 .. 2000);
    @lines = news($server);
    cmp_ok(scalar(@lines), '<=', 64, '2,000 origins, at most 64 lines');
    cmp_ok(scalar(@lines), '>=', 1, 'but the flood is seen');
};

# The part between the quotes, as the log has it.
sub shown
{
    my ($line) = @_;
    return ($line // '') =~ /"(.*)"/ ? $1 : undef;
}

subtest 'info: what strangers write' => sub {
    # A server each: one origin might silence the next for a minute.
    for my $case (
        [ "https://\xe2\x80\xae\xff.example",
            'https://\xe2\x80\xae\xff.example' ],
        [ 'https://back\\slash.example', 'https://back\\\\slash.example' ],
        [ "https://tab\there.example",   'https://tab\there.example' ],
        [ 'https://%0a.%s%n.example',    'https://%0a.%s%n.example' ],
        [ 'x' x 326,                     'x' x 326 ],
        [ 'x' x 327,                     'x' x 326 . '...' ],
        [ 'https://' . 'y' x 8000,       'https://' . 'y' x 318 . '...' ],
    ) {
        my ($origin, $shown) = @$case;
        my $server = serve($policy);
        ask($server, get($origin));
        my @lines = news($server);
        is(scalar(@lines), 1, 'one line');
        unlike($lines[0], qr/[^\x20-\x7e\n]/, 'printable');
        is(shown($lines[0]), $shown, 'escaped and cut')
            or diag($lines[0]);
    }
    my $server = serve($policy);
    # Bytes that httpd itself refuses the request for.
    ask($server, map { get("https://\x01" . chr($_) . '.example') }
        1 .. 9, 11, 12, 14 .. 31, 127);
    unlike(join('', news($server)), qr/[^\x20-\x7e\n]/, 'control bytes');
};

subtest 'debug: one line a decision' => sub {
    my $server = serve("LogLevel info cors_creds:debug\n$policy" . <<'CONF');
ErrorDocument 404 /index.txt
DirectoryIndex index.txt
CONF
    my @preflight = map { "Access-Control-Request-$_" }
        'Method: PUT', 'Headers: x-one';
    for my $case (
        [ 'none', get(undef), qr/no Origin/ ],
        [ 'allowed', get(APP), qr/"https:\/\/app\.example\.com" is allowed/ ],
        [ 'allowed', get(APP, '/nowhere') ],
        [ 'allowed', get(APP, '/') ],
        [ 'same-origin', get('http://api.example.com') ],
        [ 'denied-origin', get(HOSTILE), qr/is not allowed/ ],
        [ 'malformed', get('null, null') ],
        [ 'preflight-allowed', get(APP, '/', @preflight) ],
        [ 'preflight-denied-origin', get(HOSTILE, '/', @preflight) ],
        [ 'preflight-denied-method', get(APP, '/',
            'Access-Control-Request-Method: PATCH'), qr/"PATCH".*Methods/ ],
        [ 'preflight-denied-header', get(APP, '/', $preflight[0],
            'Access-Control-Request-Headers: x-one,x-two'),
            qr/"x-two".*Headers/ ],
    ) {
        my ($result, $request, $why) = @$case;
        $request->[0] =~ s/^GET/OPTIONS/ if $result =~ /^preflight/;
        ask($server, $request);
        my @lines = news($server);
        is(scalar(@lines), 1, "$result: one line") or diag(@lines);
        like($lines[0], qr/\[cors_creds:debug\].* \Q$result\E: \S/,
            "$result: named and explained");
        like($lines[0], $why, "$result: why") if $why;
    }
};

subtest 'CorsCredsDebug: the same, at any level' => sub {
    my $server = serve("LogLevel warn\n${policy}CorsCredsDebug On\n");
    for my $case ([ allowed => APP ], [ 'denied-origin' => HOSTILE ],
        ['none']) {
        my ($result, $origin) = @$case;
        ask($server, get($origin));
        my @lines = news($server);
        is(scalar(@lines), 1, "$result: one line");
        like($lines[0], qr/\Q$result\E: \w/, "$result: explained");
    }
};

# What browsers would refuse is left out; the operator learns why.
subtest 'cookies: once in the life of a process' => sub {
    my $server = serve($policy . <<'CONF');
CorsCredsCookie __Host-* Path=/ SameSite=Lax
CorsCredsCookie * SameSite=None Secure
Header add Set-Cookie "a=1"
Header add Set-Cookie "__Host-b=1; Path=/"
CONF
    ask($server, (get(APP)) x 50);
    my @lines = news($server);
    is(scalar(grep { /SameSite=None.*CorsCredsTransport Secure/ } @lines), 1,
        'the transport: the reason and the remedy') or diag(@lines);
    is(scalar(grep { /prefix.*"__Host-b"/ } @lines), 1,
        'a prefix, and whose') or diag(@lines);
    is(scalar(@lines), 2, 'nothing else');
};

my $htaccess = <<'CONF';
CorsCredsTransport Secure
<Directory "@ServerRoot@/htdocs">
    AllowOverride FileInfo Limit
</Directory>
CONF

subtest '.htaccess: On without any origin' => sub {
    my $server = serve($htaccess, 'htdocs/.htaccess' => "CorsCreds On\n");
    my $response = Cors::Client::parse($server->exchange(join "\r\n",
        @{ get(APP) }, 'Connection: close', '', ''));
    status_ok($response, 200, 'served');
    no_cors($response, 'but to nobody');
    ask($server, (get(APP)) x 50);
    my @lines = grep { /CorsCredsOrigin/ } news($server);
    is(scalar(@lines), 1, 'told once') or diag(@lines);
};

subtest '.htaccess: mistakes' => sub {
    my %file = ('htdocs/good/.htaccess' => $policy);
    # What stands on the third line, and what the log says of it.
    my @cases = (
        [ 'CorsCredsOrigin https://app.example.com/', qr/path|slash/i ],
        [ 'CorsCredsOrigin *',                     qr/credentials/ ],
        [ 'CorsCredsOriginRegex https://.*example', qr/https:\/\/evil/ ],
        [ 'CorsCredsOriginRegex "https://(a"',     qr/CorsCredsOriginRegex/ ],
        [ 'CorsCreds Perhaps',                     qr/On.*Off|Off.*On/ ],
        [ 'CorsCredsMethods patch',                qr/PATCH/ ],
        [ 'CorsCredsMaxAge 86401',                 qr/86400/ ],
        [ 'CorsCredsCookie * SameSite=None',       qr/Secure/ ],
        [ '<Limit GET>',                           qr/Limit/,
            "CorsCredsMaxAge 1\n</Limit>" ],
        # For the server's configuration only.
        [ 'CorsCredsTransport Secure',             qr/not allowed here/ ],
        [ 'CorsCredsUnsafe insecure-origin',       qr/not allowed here/ ],
    );
    for my $number (0 .. $#cases) {
        my ($line, undef, $more) = @{ $cases[$number] };
        $file{"htdocs/$number/.htaccess"} = join "\n", '# A mistake.',
            'CorsCreds On', $line, $more // (), '';
        $file{"htdocs/$number/index.txt"} = "text\n";
    }
    my $server = serve($htaccess, %file, 'htdocs/good/index.txt' => "text\n");
    is_deeply([ ask($server, get(APP, '/good/index.txt')) ], [200],
        'none at all');
    for my $number (0 .. $#cases) {
        my ($line, $why) = @{ $cases[$number] };
        my $response = Cors::Client::parse($server->exchange(join "\r\n",
            @{ get(APP, "/$number/index.txt") }, 'Connection: close', '', ''));
        status_ok($response, 500, "$line: 500");
        untouched($response, "$line: no header");
        my ($said) = $server->log(qr{htdocs/$number/\.htaccess: });
        $said //= '';
        like($said, $why, "$line: said what") or next;
        my $at = $line =~ /Limit/ ? 4 : 3;
        like($said, qr/line $at\b/, "$line: and where") or diag($said)
            if $why !~ /not allowed/;
    }
};

done_testing();
