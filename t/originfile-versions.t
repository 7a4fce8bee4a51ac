# SPDX-License-Identifier: Apache-2.0

# What an origin file can become while httpd runs. Whatever cannot be read or
# has a mistake in it leaves the list as it was, is told once, and stands on the
# status page; everything else is taken, however it came to be there.

use strict;
use warnings;

use FindBin ();
use lib "$FindBin::Bin/lib";
use Cors::Assert;
use Cors::Client;
use Cors::Server ();
use JSON::PP     ();
use POSIX        ();
use Test::More;
use Time::HiRes qw(sleep time utime);

use constant NEW => 'https://new.example.com'; # as long as APP

my $server = Cors::Server->new;
$server->write('htdocs/x.txt', "text\n");

sub path { return "$server->{root}/lists/$_[0]" }
sub text { return $server->write("lists/$_[0]", $_[1]) }

sub moved
{
    my ($name, $text) = @_;
    $server->replace("lists/$name", $text);
    return;
}

sub gone { return unlink path($_[0]) }
sub linked { gone($_[0]); return symlink $_[1], path($_[0]) }

# name, what becomes of the file that has APP in it, what is told of it.
my @stays = (
    [ gone => \&gone, qr/cannot be read \(No such file/ ],
    [ pipe => sub { gone(@_); POSIX::mkfifo(path(@_), 0644) }, qr/no regular file/ ],
    [ folder => sub { gone(@_); mkdir path(@_) }, qr/no regular file/ ],
    [ device => sub { linked(@_, '/dev/null') }, qr/no regular file/ ],
    [ 'link-to-nothing' => sub { linked(@_, 'none') }, qr/No such file/ ],
    [ 'link-to-itself'  => sub { linked(@_, $_[0]) }, qr/symbolic links/ ],
    [ 'link-to-many'    => sub { linked(@_, '..1') }, qr/no regular file/ ],
    [ private => sub { chmod 0, path(@_) }, qr/Permission denied/ ],
    [ 'nul-bytes' => sub { moved(@_, NEW . "\n\0") }, qr/:1: .*NUL/ ],
    [ 'nothing-but-nul' => sub { truncate path(@_), 4096 }, qr/:1: .*NUL/ ],
    [ enormous => sub { truncate path(@_), 2**30 + 1 }, qr/larger than a gigabyte/ ],
    [ 'long-line' => sub { moved(@_, NEW . "\n" . 'x' x 2**20 . "\n") }, qr/:2: .*longer/ ],
    [ 'long-line-of-blanks' =>
        sub { moved(@_, NEW . "\n" . ' ' x 2**20 . "x\n") }, qr/:2: .*"x"/ ],
    [ 'one-line' => sub { moved(@_, join ' ', (NEW) x 40_000) }, qr/:1: .*one word/ ],
    [ 'many-mistakes' => sub { moved(@_, "none\n" x 1_000_000) },
        qr/:1: .* \(and 20 more\)/ ],
    [ latin1 => sub { moved(@_, "https://\xe4pp.example.com\n") }, qr/:1: / ],
);

# The same, and what it then has instead; with NEW on it unless an origin is
# named.
my @is_taken = (
    [ moved => sub { moved(@_, NEW . "\n") } ],
    [ 'link-to-another' => sub { text("$_[0].2", NEW . "\n"); linked(@_, "$_[0].2") } ],
    # As Kubernetes mounts a ConfigMap.
    [ '..data/mounted' => sub {
        text('..2/mounted', NEW . "\n");
        symlink '..2', path('..next');
        rename path('..next'), path('..data') or die $!;
    } ],
    [ 'same-time-and-size' => sub {
        my @times = (stat path(@_))[ 8, 9 ];
        text("$_[0].2", NEW . "\n");
        utime $times[0], $times[1], path("$_[0].2");
        rename path("$_[0].2"), path(@_);
    } ],
    [ 'in-place-with-its-time' => sub {
        my @times = (stat path(@_))[ 8, 9 ];
        text(@_, NEW . "\n");
        utime $times[0], $times[1], path(@_);
    } ],
    [ older => sub {
        text("$_[0].2", NEW . "\n");
        utime 1, 1, path("$_[0].2");
        rename path("$_[0].2"), path(@_);
    } ],
    # The clock was wrong, or is now.
    [ 'of-tomorrow' => sub {
        text("$_[0].2", NEW);
        utime time + 86_400, time + 86_400, path("$_[0].2");
        rename path("$_[0].2"), path(@_);
    } ],
    [ longer  => sub { text(@_, APP . "\n" . NEW . "\n") } ],
    [ 'a-million-lines' => sub {
        moved(@_, join '', map({ "https://t$_.example.net\n" } 1 .. 1_000_000),
            NEW . "\n");
    } ],
);

# Kubernetes' names.
my @files = map { $_->[0] } @stays, @is_taken;
text('..1/mounted', APP . "\n");
symlink '..1', path('..data') or die $!;
text($_, APP . "\n") for grep { !/mounted/ } @files, 'empty', 'private-again', 'needed';
# Whole seconds, which can be set again.
utime 1e9, 1e9, map { path($_) } @files;
chmod 0755, "$server->{root}/lists";
$server->start(join '', <<'CONF', map { <<"CONF" } @files, 'empty', 'private-again', 'needed');
LogLevel warn cors_creds:info
<Location /status>
    SetHandler cors-creds-status
    Require ip 127.0.0.1
</Location>
AliasMatch "^/l/" "@ServerRoot@/htdocs/x.txt"
<Location /l>
    CorsCreds On
</Location>
CONF
<Location "/l/$_/">
    CorsCredsOrigin https://always.example.com
    CorsCredsOriginFile "lists/$_"
</Location>
CONF

sub is_allowed
{
    my ($name, $origin) = @_;
    my $answer = Cors::Client::parse($server->exchange(
        "GET /l/$name/ HTTP/1.1\r\nHost: api.test\r\nConnection: close\r\n"
            . "Origin: $origin\r\n\r\n"), 0);
    return "@{[ fields($answer, 'Access-Control-Allow-Origin') ]}" eq $origin;
}

# What the status page says of a file.
sub problem
{
    my ($name) = @_;
    my $page = $server->fetch(GET => 'http://api.test/status?format=json');
    my ($file) = grep { $_->{path} =~ m{/lists/\Q$name\E$} }
        @{ JSON::PP::decode_json($page->{body})->{origin_files} };
    return $file->{problem} // '';
}

sub told { return $server->log(qr{/lists/\Q$_[0]\E[: ].*stays in force}) }

sub until_is
{
    my ($code) = @_;
    my $deadline = time + 15;
    until ($code->() or time > $deadline) {
        sleep 0.1;
    }
    return;
}

ok(is_allowed($_, APP) && !is_allowed($_, NEW), "$_ has what it has") for @files;
# Behind what was read before, by any clock.
sleep 1.1;
$_->[1]->($_->[0]) for @stays, @is_taken;

for my $case (@is_taken) {
    my ($name) = @$case;
    until_is(sub { is_allowed($name, NEW) });
    ok(is_allowed($name, NEW), "$name is taken");
    is(problem($name), '', "$name: nothing is wrong");
}
for my $case (@stays) {
    my ($name, undef, $what) = @$case;
    # Once there is nothing to be told of, nobody waits.
    until_is(sub { is_allowed($name, HOSTILE); scalar told($name) });
}
# Time for each to be told once more.
for (1 .. 3) {
    sleep 1.1;
    is_allowed($_, HOSTILE) for map { $_->[0] } @stays;
}
for my $case (@stays) {
    my ($name, undef, $what) = @$case;
    ok(is_allowed($name, APP) && !is_allowed($name, NEW), "$name: the list stays");
    my @lines = told($name);
    is(scalar(@lines), 1, "$name: told once") or diag(@lines);
    like($lines[0] // '', $what, "$name: what is wrong");
    like(problem($name), $what, "$name: on the status page");
    unlink path($name) or rmdir path($name);
    moved($name, NEW . "\n");
}
for my $case (@stays) {
    my ($name) = @$case;
    until_is(sub { is_allowed($name, NEW) });
    ok(is_allowed($name, NEW), "$name: a good one mends it");
    is(problem($name), '', "$name: and is all there is to say");
}

# Cut, and filled later, or not: half a second without a list would refuse
# everybody.
text('empty', '');
for (1 .. 10) {
    is_allowed('empty', APP) or last;
    sleep 0.1;
}
ok(is_allowed('empty', APP), 'a file that was just cut keeps its list');
until_is(sub { !is_allowed('empty', APP) });
ok(!is_allowed('empty', APP), 'one that stays empty allows nobody');
is(scalar($server->log(qr{/lists/empty: .* 0 origins, so it allows nobody})), 1,
    'which is told');

# Readable again, and nothing else has changed.
chmod 0, path('private-again');
until_is(sub { is_allowed('private-again', HOSTILE); scalar told('private-again') });
like(problem('private-again'), qr/Permission denied/, 'no longer readable');
chmod 0644, path('private-again');
until_is(sub { is_allowed('private-again', HOSTILE); !problem('private-again') });
is(problem('private-again'), '', 'readable again');

# Looked at by requests that ask it alone.
moved('needed', "none\n");
for (1 .. 3) {
    sleep 0.8;
    $server->exchange("GET /l/needed/ HTTP/1.1\r\nHost: api.test\r\n"
            . "Connection: close\r\n$_\r\n")
        for '', "Origin: http://api.test\r\n", "Origin: no origin\r\n",
        "Origin: https://always.example.com\r\n";
}
is(scalar(told('needed')), 0, 'who is allowed anyway, or is not asked, asks no file');
is_allowed('needed', HOSTILE);
is(scalar(told('needed')), 1, 'the first who does sees the change');

done_testing();
