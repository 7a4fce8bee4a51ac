# SPDX-License-Identifier: Apache-2.0

# CorsCredsOriginDBD: what a database is asked, what becomes of its answers, and
# of no answer.

use strict;
use warnings;

use FindBin ();
use lib "$FindBin::Bin/lib";
use Cors::Assert;
use Cors::Client;
use Cors::Configtest qw(has_mpm);
use Cors::Database ();
use Cors::Server ();
use Test::More;
use Time::HiRes qw(sleep);

use constant {
    NEW   => 'https://new.example.com',
    LATER => 'https://later.example.com',
};

for my $name (qw(dbd socache_shmcb)) {
    plan skip_all => "this httpd has no mod_$name"
        unless -e Cors::Server::module_path($name);
}

my $statement = 'SELECT 1 FROM tenant_origin WHERE origin = %s';

# A server whose databases are those named, with the origins in each.
sub serve
{
    my ($conf, $databases, %with) = @_;
    my $server = Cors::Server->new(modules => ['dbd'], %with);
    $server->write('htdocs/s/file.txt', "text\n");
    make($server, $_, @{ $databases->{$_} }) for keys %$databases;
    return $server->start($conf);
}

sub file { my ($server, $name) = @_; return "$server->{root}/db/$name/origins.sqlite" }

# SQLite locks with files beside it, so that the folder is everybody's.
sub make
{
    my ($server, $name, @origins) = @_;
    $server->write("db/$name/about.txt", "a folder of its own\n");
    chmod 0777, "$server->{root}/db/$name";
    Cors::Database::sqlite(file($server, $name),
        'CREATE TABLE tenant_origin (origin TEXT NOT NULL UNIQUE);',
        map { "INSERT INTO tenant_origin VALUES ('" . s/'/''/gr . "');" } @origins);
    chmod 0666, file($server, $name);
    return;
}

sub sql { my ($server, $name, @text) = @_; return Cors::Database::sqlite(file($server, $name), @text) }

sub location
{
    my ($name, @more) = @_;
    return join "\n", 'DBDriver sqlite3',
        qq(DBDParams "\@ServerRoot\@/db/$name/origins.sqlite"),
        '<Location /s>', 'CorsCreds On', 'CorsCredsMethods PUT',
        qq(CorsCredsOriginDBD "$statement"), @more, '</Location>', '';
}

sub ask
{
    my ($server, $origin, %with) = @_;
    my $method = $with{method} // 'GET';
    return $server->fetch($method, 'http://' . ($with{host} // 'api.test') . '/s/file.txt',
        '-H', "Origin: $origin", $method eq 'OPTIONS'
        ? map({ ('-H', $_) } grep { length } @{ preflight('PUT') }) : ());
}

sub is_allowed
{
    my ($server, $origin, %with) = @_;
    return !!grep { $_ eq $origin }
        fields(ask($server, $origin, %with), 'Access-Control-Allow-Origin');
}

my @hostile = (
    'null', 'https://app.example.com/', 'https://APP.example.com',
    "https://app.example.com' OR '1'='1", q{https://x' OR 1=1 --},
    'https://%', 'https://%25.example.com', 'https://app.example.com, https://x.test',
    'https://app_example.com%', 'https://.*', 'https://*',
    'https://' . 'a' x 400 . '.example.com', 'x', HOSTILE,
);

for my $mpm (qw(event worker prefork)) {
    SKIP: {
        skip "no $mpm here", 1 unless has_mpm($mpm);
        local $ENV{MPM} = $mpm;
        subtest "who is allowed, $mpm" => sub {
            # The table has what must not count, too.
            my $server = serve(location('one', 'CorsCredsOrigin https://always.example.com'),
                { one => [ APP, OTHER, 'http://plain.example.com',
                    'http://localhost:3000', @hostile[0 .. $#hostile - 1] ] },
                children => 2);
            for (1 .. 2) {
                cors_ok(ask($server, $_), $_, $_)
                    for APP, OTHER, 'http://localhost:3000', 'https://always.example.com';
                no_cors(ask($server, $_), "not $_")
                    for @hostile, 'http://plain.example.com', 'http://app.example.com',
                    'https://app.example.com:8443';
            }
            status_ok(ask($server, APP, method => 'OPTIONS'), 204, 'a preflight');
            status_ok(ask($server, HOSTILE, method => 'OPTIONS'), 403, 'a refused one');
            is(scalar($server->log(qr/cannot be asked for|segfault|exit signal/)), 0,
                'nothing to tell of');
        };
    }
}

# Where every question would be told of.
subtest 'what reaches the database' => sub {
    my $server = serve(location('gone'), { gone => [] });
    no_cors(ask($server, OTHER), 'a first question');
    sql($server, 'gone', 'DROP TABLE tenant_origin;');
    no_cors(ask($server, $_), "not $_")
        for @hostile[0 .. $#hostile - 1], 'http://plain.example.com';
    is(scalar($server->log(qr/cannot be asked for|\[dbd:/)), 0,
        'neither a malformed origin, nor null, nor http with credentials');
    no_cors(ask($server, HOSTILE), 'one that is well-formed');
    is(scalar($server->log(qr/cannot be asked for/)), 1, 'does');
};

my $hosts = join '', map { <<CONF } 1, 2;
<VirtualHost 127.0.0.1:\@Port\@>
    ServerName host$_.test
    DBDParams "\@ServerRoot\@/db/host$_/origins.sqlite"
    <Location /s>
        CorsCreds On
        CorsCredsOriginDBD "$statement"
        CorsCredsOriginDBD "SELECT 1 FROM host$_ WHERE origin = %s AND origin NOT LIKE '%%.no.test'"
    </Location>
</VirtualHost>
CONF

# With a cache for all of them: what one host's database says is not said for
# another's.
subtest 'virtual hosts' => sub {
    my $server = Cors::Server->new(modules => ['dbd']);
    $server->write('htdocs/s/file.txt', "text\n");
    for my $host (1 .. 3) {
        make($server, "host$host", $host == 3 ? OTHER : "https://only$host.example.com", APP);
        sql($server, "host$host", "CREATE TABLE host$host (origin TEXT);",
            map { "INSERT INTO host$host VALUES ('https://$_');" } "second$host.example", 'x.no.test');
    }
    # A statement of the main server is prepared for the virtual hosts as well.
    $server->start("DBDriver sqlite3\n$hosts" . <<CONF);
<Location /s>
    CorsCreds On
    CorsCredsOriginDBD "$statement"
</Location>
<VirtualHost 127.0.0.1:\@Port\@>
    ServerName host3.test
    DBDParams "\@ServerRoot\@/db/host3/origins.sqlite"
</VirtualHost>
CONF
    for (1 .. 2) {
        for my $host (1, 2) {
            my $other = 3 - $host;
            for my $case (
                [ "https://only$host.example.com", 1 ], [ "https://only$other.example.com", 0 ],
                [ APP, 1 ], [ OTHER, 0 ],
                [ "https://second$host.example", 1 ], [ "https://second$other.example", 0 ],
                [ 'https://x.no.test', 0 ],
            ) {
                my ($origin, $is) = @$case;
                is(is_allowed($server, $origin, host => "host$host.test"), !!$is,
                    "host$host: $origin");
            }
        }
        ok(is_allowed($server, OTHER, host => 'host3.test'), 'one that inherits the statement');
        ok(!is_allowed($server, 'https://only1.example.com', host => 'host3.test'),
            'has its own database all the same');
    }
};

subtest 'answers that are remembered' => sub {
    my $server = serve(location('one') . "CorsCredsOriginCacheTTL 3 1\n", { one => [APP] });
    ok(is_allowed($server, APP), 'allowed');
    sql($server, 'one', 'DELETE FROM tenant_origin;');
    ok(is_allowed($server, APP), 'and for a while yet');
    becomes(sub { !is_allowed($server, APP) }, 'then no more');
    ok(!is_allowed($server, NEW), 'not allowed');
    sql($server, 'one', "INSERT INTO tenant_origin VALUES ('${\ NEW}');");
    becomes(sub { is_allowed($server, NEW) }, 'which is not for ever, either');
};

for my $none ('CorsCredsOriginCache none', 'CorsCredsOriginCacheTTL 0 0') {
    subtest $none => sub {
        my $server = serve(location('one') . "$none\n", { one => [APP] });
        for (1 .. 3) {
            ok(is_allowed($server, APP), 'allowed');
            sql($server, 'one', 'DELETE FROM tenant_origin;');
            ok(!is_allowed($server, APP), 'no more');
            sql($server, 'one', "INSERT INTO tenant_origin VALUES ('${\ APP}');");
        }
    };
}

subtest 'a positive answer alone' => sub {
    my $server = serve(location('one') . "CorsCredsOriginCacheTTL 600 0\n", { one => [APP] });
    ok(is_allowed($server, APP), 'allowed');
    ok(!is_allowed($server, NEW), 'not allowed');
    sql($server, 'one', "UPDATE tenant_origin SET origin = '${\ NEW}';");
    ok(is_allowed($server, APP), 'the one is remembered');
    ok(is_allowed($server, NEW), 'the other is not');
};

# Each with what it needs; the shared memory's file is under the server root.
my @caches = ([ 'shmcb', sub { 'shmcb:@ServerRoot@/origins-cache(64000)' } ],
    [ 'memcache', sub { 'memcache:' . Cors::Database::memcached($_[0]) } ],
    [ 'redis',    sub { 'redis:' . Cors::Database::redis($_[0]) } ]);
for my $cache (@caches) {
    my ($name, $start) = @$cache;
    SKIP: {
        skip "no mod_socache_$name here", 1 unless -e Cors::Server::module_path("socache_$name");
        skip "no server for $name here", 1 unless Cors::Database::has_server($name);
        subtest "a cache in $name" => sub {
            my $server = Cors::Server->new(modules => [ 'dbd', $name eq 'shmcb' ? () : "socache_$name" ]);
            $server->write('htdocs/s/file.txt', "text\n");
            my $long = 'https://' . join('.', ('a' x 60) x 4) . ':8443';
            make($server, 'one', APP, $long);
            my $where = $start->($server);
            $server->start(location('one') . "CorsCredsOriginCache $where\n"
                . "CorsCredsOriginCacheTTL 600 600\n");
            ok(is_allowed($server, $_), "$_: allowed") for APP, $long;
            ok(!is_allowed($server, NEW), 'not allowed');
            sql($server, 'one', 'DELETE FROM tenant_origin;',
                "INSERT INTO tenant_origin VALUES ('${\ NEW}');");
            ok(is_allowed($server, $_), "$_: remembered") for APP, $long;
            ok(!is_allowed($server, NEW), 'also that it is not');
            return if $name eq 'shmcb';
            Cors::Database::stop($server, $name);
            becomes(sub { is_allowed($server, NEW) }, 'without the cache the database is asked');
            ok(!is_allowed($server, LATER), 'about everybody');
        };
    }
}

subtest 'no database' => sub {
    my $server = serve(location('one', 'CorsCredsOrigin https://always.example.com')
            . "CorsCredsOriginCacheTTL 600 600\n<Location /status>\n"
            . "SetHandler cors-creds-status\n</Location>\n",
        { one => [ APP, OTHER ] });
    my $state = sub { $server->fetch(GET => "http://api.test/status?$_[0]")->{body} };
    ok(is_allowed($server, APP), 'it answers');
    like($state->(''), qr{Origin databases.*localhost.*answers}s, 'as the status page has it');
    like($state->('format=json'), qr{"origin_databases":\[\{[^\]]*"problem":null}, 'and its JSON');
    sql($server, 'one', 'ALTER TABLE tenant_origin RENAME TO away;');
    ok(!is_allowed($server, $_), "not $_") for OTHER, NEW, OTHER;
    ok(is_allowed($server, APP), 'what is remembered is');
    ok(is_allowed($server, 'https://always.example.com'), 'and what stands beside it');
    for (1 .. 60) {
        ok(!is_allowed($server, OTHER), 'fails closed') if $_ % 20 == 0;
        is_allowed($server, "https://flood-$_.example.com");
        sleep 0.05;
    }
    my @told = $server->log(qr/cannot be asked for/);
    is(scalar @told, 1, 'told once');
    like($told[0], qr/database of localhost .*: the statement fails: .*tenant_origin/, 'and why');
    like($state->(''), qr{Allows nobody since .*the statement fails}, 'the status page says so');
    like($state->('url=/s/file.txt&origin=https://other.example.net'), qr{Refused|refused},
        'and tries it');
    like($state->('format=json'), qr{"problem":"the statement fails"}, 'so does its JSON');
    sql($server, 'one', 'ALTER TABLE away RENAME TO tenant_origin;');
    becomes(sub { is_allowed($server, OTHER) }, 'when it is back it is asked');
    ok(!is_allowed($server, NEW), 'no silence was taken for an answer, nor for leave');
    like($state->(''), qr{Origin databases.*answers}s, 'and all is well');
};

# The connection is made for each request here, and there is nothing to connect
# to: mod_dbd has its own lines for that.
subtest 'no connection' => sub {
    my $server = Cors::Server->new(modules => ['dbd']);
    $server->write('htdocs/s/file.txt', "text\n");
    $server->start(location('nowhere'));
    for (1 .. 40) {
        ok(!is_allowed($server, APP), 'fails closed') if $_ % 20 == 0;
        is_allowed($server, "https://flood-$_.example.com");
        sleep 0.05;
    }
    my @told = $server->log(qr/cannot be asked for/);
    is(scalar @told, 1, 'told once');
    like($told[0], qr/mod_dbd cannot connect/, 'and who knows why');
    cmp_ok(scalar($server->log(qr/\[dbd:/)), '<', 20, 'who tells it now and then');
    make($server, 'nowhere', APP);
    becomes(sub { is_allowed($server, APP) }, 'until it is there');
};

# A statement is lost with the schema that it was prepared for.
subtest 'a schema that changes' => sub {
    my $server = serve(location('one') . "CorsCredsOriginCache none\n", { one => [APP] });
    for my $change ('CREATE INDEX i1 ON tenant_origin (origin);',
        'ALTER TABLE tenant_origin ADD COLUMN tenant TEXT;', 'VACUUM;') {
        ok(is_allowed($server, APP), 'allowed');
        sql($server, 'one', $change);
    }
    ok(is_allowed($server, APP), 'still allowed');
    is(scalar($server->log(qr/cannot be asked for/)), 0, 'nothing to tell of');
};

# Slow answers must not keep the connections.
subtest 'more responses than connections' => sub {
    my $server = serve("DBDMax 1\nDBDMin 1\nDBDKeep 1\n" . location('one')
            . "CorsCredsOriginCache none\n", { one => [APP] });
    $server->write('htdocs/s/large.bin', 'x' x 8_000_000);
    my @slow = map { $server->connection } 1 .. 3;
    for my $socket (@slow) {
        print $socket "GET /s/large.bin HTTP/1.1\r\nHost: api.test\r\nOrigin: ${\ APP}\r\n\r\n";
        $socket->flush;
        sysread $socket, my $part, 100;
        like($part, qr{^HTTP/1.1 200}, 'a response that nobody reads on');
    }
    ok(is_allowed($server, APP), 'and one that is asked for beside them');
};

# What httpd has to have loaded is named.
for my $case (
    [ 'mod_dbd', [], ['socache_shmcb'], '', qr{LoadModule dbd_module modules/mod_dbd\.so} ],
    [ 'mod_socache_shmcb', ['dbd'], ['socache_shmcb'], '',
        qr{CorsCredsOriginDBD: .*LoadModule socache_shmcb_module modules/} ],
    [ 'good arguments', ['dbd'], [], "CorsCredsOriginCache shmcb:/x(99999999999999)\n",
        qr{CorsCredsOriginCache: shmcb does not take "/x\(99999999999999\)" \(} ],
) {
    my ($what, $modules, $without, $more, $said) = @$case;
    my $server = Cors::Server->new(modules => $modules, without => $without);
    my $conf = $what eq 'mod_dbd' ? location('one') =~ s/^DBD.*\n//gmr : location('one');
    ok(!eval { $server->start($conf . $more); 1 }, "without $what it does not start");
    like($@, $said, 'and says why');
}

SKIP: {
    skip 'no PostgreSQL server or driver here', 1 unless Cors::Database::has_server('postgresql');
    subtest 'PostgreSQL, and its restart' => sub {
        my $server = Cors::Server->new(modules => ['dbd']);
        $server->write('htdocs/s/file.txt', "text\n");
        my $database = Cors::Database::Postgresql->new($server);
        my @rows = map { "INSERT INTO tenant_origin VALUES ('$_');" } APP, OTHER;
        $database->sql('CREATE TABLE tenant_origin (origin TEXT PRIMARY KEY);', @rows);
        $server->start(<<CONF);
DBDriver pgsql
DBDParams "${\ $database->parameters }"
CorsCredsOriginCache none
<Location /s>
    CorsCreds On
    CorsCredsOriginDBD "$statement"
</Location>
CONF
        ok(is_allowed($server, $_), "$_") for APP, OTHER;
        ok(!is_allowed($server, $_), "not $_") for @hostile, NEW;
        $database->restart;
        ok(is_allowed($server, APP), 'after a restart of the database');
        is(scalar($server->log(qr/cannot be asked for/)), 0, 'nothing to tell of');
        $database->stop;
        ok(!is_allowed($server, APP), 'without it nobody');
        is(scalar($server->log(qr/cannot be asked for/)), 1, 'is told');
        $database->start;
        becomes(sub { is_allowed($server, APP) }, 'until it is back');
    };
}

done_testing();
