# SPDX-License-Identifier: Apache-2.0

# The module under the sanitizers, in a live httpd: each kind of request, an
# origin file that changes under load, graceful restarts, the end. No process
# may have anything to report: no wrong access, no undefined behaviour, no leak.
#
#   SWAPS=2000 t/TEST t/sanitized.t      more, and with each way to have processes
#   SAN=1 t/TEST                         every test that way

use strict;
use warnings;

use FindBin ();
use lib "$FindBin::Bin/lib";
use Cors::Assert;
use Cors::Client;
use Cors::Clients   ();
use Cors::Configtest qw(has_mpm);
use Cors::Sanitizer ();
use Cors::Server    ();
use Test::More;
use Time::HiRes qw(sleep time);

plan skip_all => 'the compiler has no sanitizers, or make SAN=1 is not run'
    unless Cors::Sanitizer::is_built();

local $ENV{SAN} = 1;
local $ENV{MODULE} = Cors::Sanitizer::module();
local $ENV{CORS_CREDS_REPORTS};

use constant NEW => 'https://new.example.com';

my $conf = <<'CONF';
LogLevel cors_creds:debug
Header always set X-Result "%{CORS_CREDS_RESULT}e"
ErrorDocument 404 /s/error.html
<Location /s>
    CorsCreds On
    CorsCredsOrigin https://app.example.com https://*.wild.example.com:*
    CorsCredsOriginRegex "https://tenant-[0-9]+\.example\.net"
    CorsCredsOriginFile origins.txt
    CorsCredsMethods PUT
    CorsCredsHeaders X-App Content-Type
    CorsCredsExpose X-Total
    CorsCredsMaxAge 60
    CorsCredsTransport Secure
    CorsCredsCookie session SameSite=None Secure HttpOnly -Domain
    CorsCredsCookie * SameSite=None Secure Partitioned
    CorsCredsCookieLegacyClients On
    Header add Set-Cookie "session=1; Domain=example.com; SameSite=Lax"
    Header always add Set-Cookie "=; ; Expires=Wed, 09 Jun 2021 10:18:14 GMT"
</Location>
<Location /s/guarded>
    CorsCredsGuard Enforce
</Location>
<Location /s/strict>
    CorsCredsDisallowed Reject
</Location>
<Location /open>
    CorsCreds On
    CorsCredsCredentials Off
    CorsCredsOrigin *
</Location>
<Location /status>
    SetHandler cors-creds-status
    Require ip 127.0.0.1
</Location>
<Directory "@ServerRoot@/htdocs">
    AllowOverride FileInfo
</Directory>
CONF

my @preflight = @{ preflight('PUT', 'x-app') };
my $form = '/status?url=http%3A%2F%2Fapi.test%2Fs%2Fx.txt&origin=';
my @strange = (HOSTILE, 'null', '', '://', "https://\xc3\xa4",
    'https://tenant-7.example.net.evil', 'https://' . 'a' x 400 . '.example');

# Method, path, status, Origin, further headers.
my @requests = (
    [ GET  => '/s/x.txt', 200 ],
    [ HEAD => '/s/x.txt', 200, APP ],
    [ GET  => '/s/x.txt', 200, APP, 'User-Agent: Mozilla/5.0 Chrome/60.0' ],
    [ GET  => '/s/x.txt', 304, APP, 'If-None-Match: *' ],
    [ GET  => '/s/x.txt', 416, APP, 'Range: bytes=999-' ],
    map({ [ GET => '/s/x.txt', 200, $_ ] } APP, @strange,
        'https://a.b.wild.example.com:1'),
    map({ [ OPTIONS => '/s/x.txt', 204, $_, @preflight ] } APP,
        'https://tenant-7.example.net'),
    map({ [ OPTIONS => '/s/x.txt', 403, $_, @preflight ] } @strange),
    map({ [ OPTIONS => '/s/x.txt', 403, APP, @{ preflight(@$_) } ] }
        ['PATCH'], [ 'PUT', 'x-other' ], [ 'PUT', ',' x 4000 ]),
    [ OPTIONS => '/s/x.txt', 200, APP ],
    [ GET  => '/s/strict/x.txt',  200, APP ],
    [ GET  => '/s/strict/x.txt',  403, HOSTILE ],
    [ POST => '/s/guarded/x.txt', 200, APP, 'Content-Length: 0' ],
    [ POST => '/s/guarded/x.txt', 403, HOSTILE, 'Content-Length: 0' ],
    map({ ([ GET => '/s/none', 404, $_ ],
            [ GET => '/s/%zz', 400, $_ ],
            [ GET => '/s/x.txt', 400, $_, 'no field' ],
            [ GET => '/open/x.txt', 200, $_ ],
            [ GET => '/ht/x.txt', 200, $_ ],
            [ GET => '/broken/x.txt', 500, $_ ]) } APP, HOSTILE),
    map({ [ GET => $_, 200 ] } '/status', '/status?auto',
        '/status?format=json', '/status?format=prometheus', $form . APP,
        $form . HOSTILE, $form . '%00%zz%', '/status?' . 'x' x 3000),
);

sub ask
{
    my ($server, $request) = @_;
    my ($method, $path, undef, $origin, @more) = @$request;
    return Cors::Client::parse($server->exchange(join "\r\n",
        "$method $path HTTP/1.1", 'Host: api.test', 'Connection: close',
        defined $origin ? "Origin: $origin" : (), @more, '', ''),
        $method eq 'HEAD');
}

# All of them once; what is wrong.
sub turn
{
    my ($server) = @_;
    return map {
        my $status = ask($server, $_)->{status};
        $status == $_->[2] ? () : "@$_: $status";
    } @requests;
}

sub nothing
{
    my ($list, $name) = @_;
    my @shown = @$list > 3 ? @$list[ 0 .. 2 ] : @$list;
    return is(scalar(@$list), 0, $name) || diag(join "\n", @shown);
}

# What is done makes httpd say something once more.
sub told
{
    my ($server, $what, $name, $code) = @_;
    my $before = $server->log($what);
    my $deadline = time + 20;
    $code->();
    sleep 0.1 until time > $deadline || $server->log($what) > $before;
    return cmp_ok(scalar($server->log($what)), '>', $before, $name);
}

sub serve
{
    my $server = Cors::Server->new(children => 2);
    $server->write("htdocs/$_/x.txt", "text\n")
        for qw(s s/strict s/guarded open ht broken);
    $server->write('htdocs/s/error.html', "not found\n");
    $server->write('htdocs/ht/.htaccess', "CorsCreds On\n"
            . 'CorsCredsOrigin ' . APP . "\nCorsCredsCookie a SameSite=Lax\n");
    $server->write('htdocs/broken/.htaccess', "CorsCredsMaxAge -1\n");
    $server->write('origins.txt', NEW . "\n");
    return $server->start($conf);
}

# Else nothing would be looked for, and nothing found.
sub is_watched
{
    my ($server) = @_;
    open my $in, '<', "$server->{root}/httpd.pid" or die "no httpd.pid: $!";
    my ($pid) = <$in> =~ /^(\d+)$/;
    open my $maps, '<', "/proc/$pid/maps" or return 1;
    my $text = do { local $/; <$maps> };
    return !grep { index($text, $_) < 0 } 'libasan', 'apr_heap.so',
        Cors::Sanitizer::module();
}

my $is_long = defined $ENV{SWAPS};
my $swaps = $ENV{SWAPS} || 60;

for my $mpm ($is_long ? qw(event worker prefork) : 'event') {
    SKIP: {
        skip "no $mpm here", 1 unless has_mpm($mpm);
        local $ENV{MPM} = $mpm;
        subtest "$mpm, $swaps versions of an origin file" => sub {
            my $server = serve();
            ok(is_watched($server), 'the sanitizers are there');
            my @wrong = turn($server);
            nothing(\@wrong, 'all kinds of requests');

            my $clients = Cors::Clients->start(2, sub { turn($server) });
            my @versions = (NEW . "\n", "# none\n", OTHER . "/\n", undef,
                join('', map { "https://t$_.example.net\n" } 1 .. 500),
                "http://plain.example.com\n", "\0");
            for my $swap (1 .. $swaps) {
                my $text = $versions[ $swap % @versions ];
                defined $text ? $server->replace('origins.txt', $text)
                    : unlink "$server->{root}/origins.txt";
                # Each process looks once a second.
                sleep 0.11;
                next if $swap % 30;
                # What httpd starts with has to be right.
                $server->replace('origins.txt', NEW . "\n");
                told($server, qr/resuming normal operations/,
                    'a graceful restart', sub { $server->graceful });
            }
            # Most of those were gone before anybody looked.
            for my $text (OTHER . "/\n", "\0", "https://last.example.net\n") {
                told($server, qr/origins\.txt.*(?:stays in force|read again)/,
                    'a version of ' . length($text) . ' bytes',
                    sub { $server->replace('origins.txt', $text) });
            }
            my $turns;
            ($turns, @wrong) = $clients->stop;
            cmp_ok($turns, '>', 1, "$turns turns of two clients");
            nothing(\@wrong, 'no wrong answer, and none missing');
            $server->stop;
            is(scalar($server->log(qr/exit signal|non-zero|exited with/)), 0,
                'no process crashed');
            nothing([ Cors::Sanitizer::reports() ],
                'the sanitizers have nothing to report');
        };
    }
}

done_testing();
