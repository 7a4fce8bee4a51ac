# SPDX-License-Identifier: Apache-2.0

# corslint probe: servers that are right, the ways to reach them, what is sent,
# what is printed, and what is refused.

use strict;
use warnings;

use FindBin ();
use lib "$FindBin::Bin/../lib";
use JSON::PP       ();
use Lint::Corslint qw(corslint tree slurp);
use Lint::Probed   qw(recipe application $page);
use Test::More;

my $probed = Lint::Probed->new;
my $server = $probed->{server};
my $bare = 'sid=0123456789; Path=/; HttpOnly';
my $good = "$bare; SameSite=None; Secure; Partitioned";
my $module = <<"CONF";
CorsCreds On
CorsCredsOrigin $page https://app.example.net
CorsCredsMethods PUT
CorsCredsHeaders Content-Type
CorsCredsCookie * SameSite=None Secure Partitioned
CONF
my @login = ('--login-url', 'https://HOST:PORT/login', '--data', '{"name":"Ada"}');
my @authority = ('--cacert', $probed->{authority});

$probed->serve(
    [ recipe => recipe() . application($good) ],
    [ module => $module . application($bare) . 'CustomLog asked "%m %U"' ],
    [ bare => application($bare) ],
    [ listed => $module ],
);

# Servers that are right.
for my $case (
    [ 'the recipe',         'recipe' ],
    [ 'the module',         'module' ],
    [ 'of the same site',   'module', '--page', 'https://app.example.net' ],
    [ 'of the same origin', 'bare', '--page', 'https://HOST:PORT' ],
    [ 'without TLS',        'bare', '--page', 'http://HOST:PORT', '--http' ],
    [ 'a cookie by name',   'module', '--cookie', 'sid' ],
) {
    my ($name, $host, @arguments) = @$case;
    for (@arguments) {
        my $port = $name eq 'without TLS' ? $server->{plain} : $server->{port};
        s/HOST:PORT/$host.example.net:$port/;
    }
    my $run = $probed->probe($host, @arguments, @login);
    is_deeply $run->{failed}, [], "$name: nothing fails";
    is $run->{code}, 0, "$name: exit code";
    is_deeply [ map { $run->{json}{parts}{$_}{ok} } qw(server client cookie) ],
        [ (JSON::PP::true) x 3 ], "$name: all three parts are there";
    is_deeply [ grep { $_->{request}{method} =~ /OPTIONS/ } @{ $run->{json}{steps} } ],
        [], "$name: no preflight" if $name =~ /origin/;
}
my $lone = $probed->probe(recipe => '--header', 'Accept-Language: en');
is $lone->{json}{parts}{cookie}{ok}, undef, 'no cookie was tried';
is $lone->{code}, 0, 'which is no failure';

# What is sent: the login once, and else nothing that changes anything.
$server->write('asked', '');
my $run = $probed->probe(module => @login);
my %asked;
$asked{$_}++ for split /\n/, slurp("$server->{root}/asked");
is delete $asked{'POST /login'}, 1, 'one login';
is_deeply [ grep { !/^(?:GET|OPTIONS) / } keys %asked ], [], 'and no more';
my ($step) = grep { $_->{name} eq 'request' } @{ $run->{json}{steps} };
my %sent = map { lc $_->{name} => $_->{value} } @{ $step->{request}{headers} };
is $sent{origin}, $page, 'the request has Origin';
is $sent{cookie}, 'sid=0123...', 'and the cookie, of which little is shown';
is $sent{'sec-fetch-site'}, 'cross-site', 'and what browsers add';
unlike $run->{out}, qr/0123456789/, 'no session is printed';
is_deeply [ map { "$_->{browser} $_->{page} $_->{third_party_cookies}: "
            . ($_->{stored} ? 'stored' : "not: $_->{reason}") }
        map { @{ $_->{browsers} } } map { @{ $_->{cookies} } }
            @{ $run->{json}{steps} } ],
    [ map { ("$_ origin allowed: stored", "$_ origin blocked: "
            . ($_ eq 'WebKit' ? "not: it is a third party's, which WebKit blocks;"
                . ' only a common domain for page and API gets it through' : 'stored'),
            "$_ own-site allowed: stored") } qw(Chromium Firefox WebKit) ],
    'each browser, in three places';

# Bodies.
my $files = tree('body.json' => '{"from":"a file"}');
for my $case (
    [ 'a file',         17, '--data', "\@$files/body.json" ],
    [ 'standard input',  6, '--data', '@-' ],
    [ 'text',            1, '--data', '1', '--header', 'Content-Type: text/plain' ],
) {
    my ($name, $bytes, @arguments) = @$case;
    my $run = corslint({ in => '[1, 2]' },
        $probed->arguments(module => '--login-url', 'https://HOST:PORT/login',
            @arguments), @authority, '--format', 'json');
    my $json = JSON::PP->new->utf8->decode($run->{out});
    my ($login) = grep { $_->{name} eq 'login' } @{ $json->{steps} };
    is $login->{request}{body_bytes}, $bytes, "$name is the body";
    is !!(grep { $_->{name} eq 'login-preflight' } @{ $json->{steps} }),
        $name ne 'text', "$name: a preflight if it is JSON";
}

# Certificates and versions of HTTP.
my @json = ('--format', 'json');
$run = corslint($probed->arguments('recipe'), @json);
is $run->{code}, 2, 'an authority of their own';
like $run->{err}, qr/^corslint: the certificate is not trusted .*--cacert FILE.*--insecure$/,
    'says what to do';
is $run->{out}, '', 'and nothing else';
is corslint($probed->arguments('recipe'), '--insecure', @json)->{code}, 0, '--insecure';
{
    local $ENV{CURL_CA_BUNDLE} = $probed->{authority};
    is corslint($probed->arguments('recipe'), @json)->{code}, 0, 'CURL_CA_BUNDLE';
}
for my $case (
    [ 'HTTP/2',   'TLS agrees on HTTP/2' ],
    [ 'HTTP/1.1', '--http1.1', '--http1.1' ],
    [ 'HTTP/1.1', 'without TLS', '--http' ],
    [ 'HTTP/2',   '--http2 without TLS', '--http', '--http2' ],
) {
    my ($protocol, $name, @arguments) = @$case;
    my $run = $probed->probe(module => '--header', 'X-Any: 1', @arguments);
    my %protocols = map { $_->{response}{protocol} => 1 } @{ $run->{json}{steps} };
    is_deeply [ keys %protocols ], [$protocol], "$name: $protocol";
}
$run = $probed->probe(module => '--data', '{}');
is_deeply [ map { "$_->{request}{method} $_->{response}{protocol}" }
    @{ $run->{json}{steps} }[0, 1] ], [ 'OPTIONS HTTP/2', 'POST HTTP/1.1' ],
    'what has a body goes over HTTP/1.1';

# Where a browser stops nothing is changed, and all the rest is told.
for my $method (qw(PATCH DELETE)) {
    $run = $probed->probe(module => '--method', $method, '--cookie', 'sid');
    is_deeply [ grep { !/^(?:GET|OPTIONS)$/ }
        map { $_->{request}{method} } @{ $run->{json}{steps} } ], [],
        "a refused $method is not sent";
    is_deeply [ grep { !/^(?:method-not-allowed|client-credentials)$/ }
        map { $_->{ok} ? () : $_->{id} }
        map { @{ $_->{verdicts} } } @{ $run->{json}{steps} } ], [],
        'and what is wrong is the method alone';
}

# Text: the whole of a short walk.
sub text_of
{
    my ($run) = @_;
    return $run->{out} =~ s/\Q$server->{port}\E/PORT/gr;
}
$run = corslint($probed->arguments(listed => '--method', 'DELETE'), @authority);
is $run->{code}, 1, 'text: the exit code';
my $golden = "$FindBin::Bin/probe/text.out";
if ($ENV{UPDATE}) {
    open my $out, '>:raw', $golden or die "$golden: $!";
    print $out text_of($run);
    close $out or die "$golden: $!";
}
is text_of($run), slurp($golden), 'text: as in t/lint/probe/text.out';
$run = corslint({ environment => { LC_ALL => 'C.UTF-8' } },
    $probed->arguments(module => @login), @authority, '--color', 'always');
like $run->{out}, qr/\e\[32m✓\e\[0m  server/, 'text: marks and colours';

# Usage.
my $url = 'https://recipe.example.net/';
for my $case (
    [ qr/needs one URL; write/, '--origin', $page ],
    [ qr/needs one URL; write/, $url, $url, '--origin', $page ],
    [ qr/needs the page's origin; write --origin https:/, $url ],
    [ qr/--origin "app" is none; write scheme/, $url, '--origin', 'app' ],
    [ qr/"ftp:.*" is no http or https URL/, 'ftp://a.example/', '--origin', $page ],
    [ qr/"ftp:.*" is no http or https URL/, $url, '--origin', $page,
        '--login-url', 'ftp://a.example/' ],
    [ qr/--header "X" has no colon/, $url, '--origin', $page, '--header', 'X' ],
    [ qr/--header "X A" is no header's name; write/, $url, '--origin', $page,
        '--header', 'X A: b' ],
    [ qr/--header "X-A" has a control byte in its value, "a\\x0D\\x0AEvil: 1"; take/,
        $url, '--origin', $page, '--header', "X-A: a\r\nEvil: 1" ],
    [ qr/--method "" is none; write/, $url, '--origin', $page, '--method', '' ],
    [ qr/--method "GET\\x0D\\x0AX: y" is none; write/, $url, '--origin', $page,
        '--method', "GET\r\nX: y" ],
    [ qr/--cookie "" is no cookie's name; write/, $url, '--origin', $page,
        '--cookie', '' ],
    [ qr/--cookie "\\x1B\[31m" is no cookie's name/, $url, '--origin', $page,
        '--cookie', "\e[31m" ],
    [ qr/--origin "http:\/\/a\\x1B\[31m" is none/, $url,
        '--origin', "http://a\e[31m" ],
    [ qr/--data "\@\/nowhere" cannot be read/, $url, '--origin', $page,
        '--data', '@/nowhere' ],
    [ qr/--http1.1 and --http2 exclude/, $url, '--origin', $page,
        qw(--http1.1 --http2) ],
    [ qr/--resolve "x" is none; write HOST:PORT:ADDRESS/, $url, '--origin', $page,
        '--resolve', 'x' ],
    [ qr/xml/, $url, '--origin', $page, '--format', 'xml' ],
    [ qr/cannot be read as certificates; name a/, $probed->arguments('recipe'),
        '--cacert', '/nowhere.pem' ],
) {
    my ($message, @arguments) = @$case;
    shift @arguments if $arguments[0] eq 'probe';
    my $run = corslint('probe', @arguments);
    is $run->{code}, 2, "@arguments: exit code";
    like $run->{err}, qr/\Acorslint: .*$message.*\n\z/, 'and why';
    is $run->{out}, '', 'and no more';
}
$server->stop;
$run = corslint($probed->arguments('recipe'), @authority);
is $run->{code}, 2, 'nobody is there';
like $run->{err}, qr/^corslint: nobody answers at recipe\.example\.net, port \d+/, 'says so';

my $help = corslint('probe', '--help');
is $help->{code}, 0, '--help';
cmp_ok $help->{out} =~ tr/\n//, '<=', 48, 'fits a screen';

# Whoever answers may wish to write on the terminal, or to have more lines.
{
    package Probed::Hostile;
    use parent -norequire, 'Cors::Backend';

    sub serve
    {
        my ($class, $client) = @_;
        while (my $line = <$client>) {
            last if $line =~ /^\r?\n$/;
        }
        print $client "HTTP/1.1 401 \e[2Jno\r\nConnection: close\r\n",
            "Access-Control-Allow-Origin: \e]0;owned\a\x{9b}31m\xe2\x80\xae\r\n",
            "Access-Control-Allow-Credentials: true\x7f\r\n",
            "Set-Cookie: \e[31mred=1\xff; Path=/\r\n",
            "Set-Cookie: a\"b\$(x)=1; Path=/; Secure\r\n",
            "Location: \e[8m\r\nVary: \xc0\xaf\r\n\r\n\e[5mblink\x08\n";
    }
}
my $port = $server->backend('Probed::Hostile');
for my $format (qw(text json)) {
    my $run = corslint('probe', "http://127.0.0.1:$port/", '--origin', $page,
        '--format', $format, '--color', 'never');
    is $run->{code}, 1, "hostile, $format: the exit code" or diag $run->{err};
    # DEL means nothing to a terminal, and JSON lets it be.
    unlike $run->{out} =~ s/\x7f//gr, qr/[\x00-\x09\x0b-\x1f]|\xc2[\x80-\x9f]|\xe2\x80\xae/,
        "hostile, $format: a terminal has nothing to obey";
    unlike $run->{out}, qr/\(x\).*=\.\*/, "hostile, $format: no such name in an expression";
    if ($format eq 'json') {
        ok eval { JSON::PP->new->utf8->decode($run->{out}) }, 'hostile: it is JSON'
            or diag $@;
    } else {
        like $run->{out}, qr/\\x1B\]0;owned/, 'hostile, text: escaped';
        like $run->{out}, qr/\\x1B\[5mblink/, 'hostile, text: the body too';
    }
}

done_testing();
