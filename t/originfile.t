# SPDX-License-Identifier: Apache-2.0

# CorsCredsOriginFile: what is read when httpd starts, and what becomes of it
# when the file changes under a running server.

use strict;
use warnings;

use FindBin ();
use lib "$FindBin::Bin/lib";
use Cors::Assert;
use Cors::Client;
use Cors::Clients ();
use Cors::Configtest qw(configtest has_mpm write_file);
use Cors::Server ();
use Test::More;
use Time::HiRes qw(sleep);

use constant {
    NEW   => 'https://new.example.com',
    LATER => 'https://later.example.com',
};

my $conf = <<'CONF';
<Location /s>
    CorsCreds On
    CorsCredsOrigin https://always.example.com
    CorsCredsOriginFile origins.txt
    CorsCredsMethods PUT
</Location>
CONF

sub ask
{
    my ($server, $origin, $method) = @_;
    return $server->fetch($method // 'GET', 'http://api.test/s/file.txt', '-H',
        "Origin: $origin", ($method // '') eq 'OPTIONS'
        ? map({ ('-H', $_) } grep { length } @{ preflight('PUT') }) : ());
}

sub is_allowed
{
    my ($server, $origin) = @_;
    return !!grep { $_ eq $origin }
        fields(ask($server, $origin), 'Access-Control-Allow-Origin');
}

sub serve
{
    my ($text, %with) = @_;
    my $server = Cors::Server->new(%with);
    $server->write('htdocs/s/file.txt', "text\n");
    $server->write('origins.txt', $text);
    return $server->start($conf);
}

subtest 'what a file may look like' => sub {
    my $server = serve("\xef\xbb\xbf# ours\r\n\r\n" . APP . "\r\n"
            . "  https://*.tenants.example.com\t# any of them \n"
            . "https://any-port.example.com:*\n#https://no.example.com\n"
            . APP . "\nhttp://localhost:3000\n" . OTHER);
    cors_ok(ask($server, $_), $_, $_)
        for APP, OTHER, 'https://a.b.tenants.example.com',
        'https://any-port.example.com:8443', 'http://localhost:3000',
        'https://always.example.com';
    no_cors(ask($server, $_), "not $_")
        for 'https://tenants.example.com', 'https://no.example.com', HOSTILE,
        'null', 'https://app.example.com/', '# ours';
    status_ok(ask($server, APP, 'OPTIONS'), 204, 'a preflight');
    status_ok(ask($server, HOSTILE, 'OPTIONS'), 403, 'a refused one');
    my @notes = $server->log(qr/stands in the file before/);
    like("@notes", qr/origins\.txt:7: this origin stands in the file before/, 'what is repeated is noted');
};

subtest 'what does not start' => sub {
    my $file = write_file('origins.txt', '');
    my $start = sub {
        my ($text, $more) = @_;
        write_file('origins.txt', $text);
        return configtest("CorsCreds On\nCorsCredsOriginFile $file\n"
                . ($more // ''));
    };
    for my $case (
        [ 'a path', "# ours\n" . APP . "/\n",
            qr{^\Q$file\E:2: CorsCredsOriginFile: "https://app\.example\.com/"} ],
        [ 'everybody', "*\n", qr{:1: .*"\*" is not for a file} ],
        [ 'none',      "none\n", qr{:1: .*"none"} ],
        [ 'null',      "\nnull\n", qr{:2: .*"null"} ],
        [ 'http with credentials', "http://app.example.com\n",
            qr{:1: .*"http://app\.example\.com"} ],
        [ 'a public suffix', "https://*.github.io\n", qr{:1: .*github\.io} ],
        [ 'two on a line', APP . ' ' . OTHER . "\n", qr{:1: .*more than one word} ],
        [ 'a binary file', APP . "\n\0\0", qr{:1: .*NUL} ],
        [ 'UTF-16', "\xff\xfeh\0t\0t\0p\0s\0", qr{:1: .*NUL} ],
        [ 'a list of another kind', "no origin\n" x 1000,
            qr{:20: .*\n.*:20: .*not looked at}s ],
    ) {
        my ($name, $text, $said) = @$case;
        my ($is_accepted, $output) = $start->($text);
        ok(!$is_accepted, "$name is refused");
        like($output, $said, "$name: the message");
    }
    my ($is_accepted, $output) = $start->("http://app.example.com\n",
        "CorsCredsCredentials Off\n");
    ok($is_accepted, 'http without credentials starts') or diag($output);
    ($is_accepted) = $start->('');
    ok($is_accepted, 'so does an empty file: there may be more tomorrow');
    ($is_accepted, $output)
        = configtest("CorsCreds On\nCorsCredsOriginFile /nonexistent/x\n");
    ok(!$is_accepted, 'a file that is not there');
    like($output, qr{"/nonexistent/x" cannot be read \(No such file},
        'is named');
};

subtest 'a server that follows its file' => sub {
    my $server = serve(APP . "\n");
    ok(is_allowed($server, APP), 'the first version holds');
    ok(!is_allowed($server, NEW), 'and nothing else');

    $server->replace('origins.txt', NEW . "\n");
    becomes(sub { is_allowed($server, NEW) }, 'a new version is taken');
    ok(!is_allowed($server, APP), 'the old one is gone');

    $server->replace('origins.txt', NEW . "\nhttps://Typo.example.com\n");
    becomes(sub { is_allowed($server, APP); scalar $server->log(qr/origins\.txt:2: /) },
        'a bad one is told of, with its line');
    ok(is_allowed($server, NEW), 'and is not taken');
    for (1 .. 4) {
        is_allowed($server, APP);
        sleep 0.6;
    }
    is(scalar($server->log(qr/stays in force/)), 1, 'told once');

    unlink "$server->{root}/origins.txt";
    becomes(sub { is_allowed($server, NEW); scalar $server->log(qr/cannot be read/) },
        'a file that is gone is told of');
    ok(is_allowed($server, NEW), 'and nothing is lost');

    $server->replace('origins.txt', LATER . "\n");
    becomes(sub { is_allowed($server, LATER) }, 'a good one mends it');

    $server->replace('origins.txt', "http://plain.example.com\n" . LATER . "\n");
    becomes(sub { is_allowed($server, APP); scalar $server->log(qr/plain\.example\.com/) },
        'what the policy does not permit is refused');
    ok(!is_allowed($server, 'http://plain.example.com'), 'and not taken');
    ok(is_allowed($server, LATER), 'nor is anything lost');

    # Half of a line, and later the rest.
    $server->write('origins.txt', "https://app.example.co");
    for (1 .. 5) {
        ok(!is_allowed($server, 'https://app.example.co'),
            'half a name is not taken at once');
        sleep 0.1;
    }
    $server->write('origins.txt', APP . "\n");
    becomes(sub { is_allowed($server, APP) }, 'the whole one is');
    ok(is_allowed($server, 'https://always.example.com'),
        'the directive beside it holds all along');
};

subtest 'trouble that comes and goes' => sub {
    my $server = serve(APP . "\n");
    my $path   = "$server->{root}/origins.txt";
    my $told   = sub {
        my ($pattern, $times) = @_;
        becomes(sub { is_allowed($server, APP);
                $server->log($pattern) >= $times }, "told: $pattern, $times");
    };
    my $gone = qr/cannot be read \(No such file/;
    mkdir "$server->{root}/away" or die $!;
    for my $time (1 .. 2) {
        rename $path, "$server->{root}/away/origins.txt" or die $!;
        $told->($gone, $time);
        rename "$server->{root}/away/origins.txt", $path or die $!;
        $told->(qr/origins\.txt: .*again, 1 origin/, $time);
    }
    is(scalar($server->log($gone)), 2, 'each time once');

    # Who writes a file empties it, and may think before the first line.
    my $emptied = time;
    $server->write('origins.txt', '');
    for (1 .. 6) {
        my $is = is_allowed($server, APP);
        last if time - $emptied > 1.5; # a machine that has much else to do
        ok($is, 'an empty file is not taken at once');
        sleep 0.2;
    }
    $server->write('origins.txt', NEW . "\n");
    becomes(sub { is_allowed($server, NEW) }, 'its first line is');

    SKIP: {
        skip 'the children can read every file', 3 if $>;
        chmod 0600, $server->write('origins.new', OTHER . "\n");
        rename "$server->{root}/origins.new", $path or die $!;
        $told->(qr/cannot be read \(Permission denied/, 1);
        ok(!is_allowed($server, OTHER), 'nobody knows what is in it');
        chmod 0644, $path;
        becomes(sub { is_allowed($server, OTHER) },
            'a mode that is mended is enough');
    }

    # A directory on the way: the version in force is back as it was.
    my $way = "$server->{root}/origins.d";
    mkdir $way or die $!;
    $server->write('origins.d/list', NEW . "\n");
    unlink $path;
    symlink "$way/list", $path or die $!;
    becomes(sub { is_allowed($server, NEW) }, 'through a link');
    my $again = qr/origins\.txt: back again, 1 origin/;
    for my $time (1 .. 2) {
        rename $way, "$way.away" or die $!;
        $told->($gone, $time + 2);
        rename "$way.away", $way or die $!;
        $told->($again, $time);
    }
};

# A writer that swaps versions, clients that ask all the while, and a graceful
# restart in between.
for my $mpm (qw(event worker prefork)) {
    SKIP: {
        skip "no $mpm here", 1 unless has_mpm($mpm);
        local $ENV{MPM} = $mpm;
        subtest "200 swaps under load, $mpm" => sub {
            my @filler = map { "https://tenant-$_.example.net\n" } 1 .. 2000;
            my $server = serve(join('', APP . "\n", @filler), children => 3);
            my $clients = Cors::Clients->start(3, sub { turn($server, $_[0]) });
            my @before = memory($server);
            for my $swap (1 .. 200) {
                $server->replace('origins.txt', join '', ($swap % 2 ? OTHER : NEW) . "\n",
                    @filler, APP . "\n");
                sleep 0.02;
                if ($swap == 100) {
                    $server->graceful;
                }
            }
            my ($turns, @wrong) = $clients->stop;
            cmp_ok($turns, '>', 100, "$turns times three requests");
            is(scalar(@wrong), 0, 'no wrong answer, and none missing')
                or diag(@wrong > 3 ? @wrong[ 0 .. 2 ] : @wrong);
            becomes(sub { is_allowed($server, NEW) }, 'the last one holds');
            return if $ENV{SAN}; # which keeps what is freed, and finds leaks
            my ($most) = sort { $b <=> $a } memory($server);
            my ($least) = sort { $a <=> $b } @before;
            cmp_ok($most, '<', $least + 16_000,
                "no process has grown much ($least kB, $most kB)");
        };
    }
}

# Resident kilobytes of each process.
sub memory
{
    my ($server) = @_;
    open my $in, '<', "$server->{root}/httpd.pid" or die "no httpd.pid: $!";
    my ($parent) = <$in> =~ /(\d+)/;
    my @sizes;
    for my $file (glob '/proc/[0-9]*/status') {
        open my $status, '<', $file or next;
        my $text = do { local $/; <$status> };
        push @sizes, $1
            if ($text // '') =~ /^PPid:\s+$parent$/m && $text =~ /^VmRSS:\s+(\d+)/m;
    }
    return @sizes;
}

# One turn of a client; what is wrong in it. APP is in every version, HOSTILE in
# none.
sub turn
{
    my ($server, $number) = @_;
    my @wrong;
    for my $case ([ APP, 1 ], [ HOSTILE, 0 ], [ "https://tenant-$number.example.net", 1 ]) {
        my ($origin, $allowed) = @$case;
        my $answer = Cors::Client::parse($server->exchange(
            "GET /s/file.txt HTTP/1.1\r\nHost: api.test\r\n"
                . "Origin: $origin\r\nConnection: close\r\n\r\n"), 0);
        my $got = !!fields($answer, 'Access-Control-Allow-Origin');
        push @wrong, "$origin: $answer->{status}"
            if $answer->{status} != 200 || $got != !!$allowed;
    }
    return @wrong;
}

done_testing();
