# SPDX-License-Identifier: Apache-2.0

# The status page's counts: what is counted, over processes and graceful
# restarts, and the formats for programs.

use strict;
use warnings;

use FindBin ();
use lib "$FindBin::Bin/lib";
use Cors::Assert;
use Cors::Client;
use Cors::Configtest qw(has_mpm);
use Cors::Server ();
use JSON::PP   ();
use Test::More;
use Time::HiRes qw(sleep time);

my $conf = <<'CONF';
<VirtualHost 127.0.0.1:@Port@>
    ServerName one.test
    <Location /s>
        CorsCreds On
        CorsCredsOrigin https://app.example.com
        CorsCredsMethods PUT
        CorsCredsGuard Enforce
        CorsCredsTransport Secure
        CorsCredsCookie * SameSite=None Secure
        Header set Set-Cookie "a=1"
        Header add Set-Cookie "b=2"
    </Location>
    <Location /status>
        SetHandler cors-creds-status
        Require ip 127.0.0.1
    </Location>
</VirtualHost>
<VirtualHost 127.0.0.1:@Port@>
    ServerName two.test
    <Location /s>
        CorsCreds On
        CorsCredsOrigin https://other.example.com
        CorsCredsDisallowed Reject
    </Location>
</VirtualHost>
CONF

sub serve
{
    my $server = Cors::Server->new(children => 3);
    $server->write('htdocs/s/file.txt', "text\n");
    return $server->start($conf);
}

sub status
{
    my ($server, $query) = @_;
    return $server->fetch(GET => "http://one.test/status?$query");
}

sub counts
{
    my ($server) = @_;
    my $json = JSON::PP::decode_json(status($server, 'format=json')->{body});
    my ($one) = grep { $_->{name} =~ /^one\.test:/ }
        @{ $json->{virtual_hosts} };
    my ($two) = grep { $_->{name} =~ /^two\.test:/ }
        @{ $json->{virtual_hosts} };
    return ($json, $one, $two);
}

my @requests = (
    [ 'allowed',    'one.test', GET => APP ],
    [ 'allowed',    'one.test', GET => APP ],
    [ 'none',       'one.test', GET => undef ],
    [ 'same-origin', 'one.test', GET => 'https://one.test' ],
    [ 'denied-origin', 'one.test', GET => HOSTILE ],
    [ 'malformed',  'one.test', GET => 'nonsense' ],
    [ 'guard-denied', 'one.test', POST => HOSTILE ],
    [ 'preflight-allowed', 'one.test', OPTIONS => APP, @{ preflight('PUT') } ],
    [ 'preflight-denied-method', 'one.test', OPTIONS => APP,
        @{ preflight('PATCH') } ],
    [ 'preflight-denied-origin', 'one.test', OPTIONS => HOSTILE,
        @{ preflight('PUT') } ],
    [ 'rejected',   'two.test', GET => HOSTILE ],
    [ 'allowed',    'two.test', GET => OTHER ],
);

sub send_all
{
    my ($server) = @_;
    for my $request (@requests) {
        my (undef, $host, $method, $origin, @headers) = @$request;
        $server->fetch($method => "http://$host/s/file.txt",
            map { ('-H', $_) } grep { length } defined $origin
                ? "Origin: $origin" : (), @headers);
    }
    return;
}

sub expected
{
    my ($host) = @_;
    my %count;
    $count{ $_->[0] }++ for grep { $_->[1] eq $host } @requests;
    return \%count;
}

sub non_zero
{
    my ($host) = @_;
    my %results = %{ $host->{results} };
    return { map { $results{$_} ? ($_ => $results{$_}) : () } keys %results };
}

for my $mpm (qw(event worker prefork)) {
    SKIP: {
        skip "no $mpm here", 1 unless has_mpm($mpm);
        local $ENV{MPM} = $mpm;
        subtest $mpm => sub {
            my $server = serve();
            send_all($server);
            my ($json, $one, $two) = counts($server);
            is_deeply(non_zero($one), expected('one.test'), 'one host');
            is_deeply(non_zero($two), expected('two.test'), 'the other');
            is($one->{preflights}, 3, 'preflights');
            cmp_ok($one->{cookies_rewritten}, '>=', 2 * 4, 'cookies');
            is($two->{cookies_rewritten}, 0, 'of the other host none');
            is($json->{results}{allowed}, 3, 'the sum');
            like($one->{file}, qr{/httpd\.conf$}, 'where it is configured');
            cmp_ok($one->{line}, '>', 0, 'its line');

            my $before = $one->{results}{none};
            many($server, 4, 50);
            (undef, $one) = counts($server);
            is($one->{results}{none}, $before + 200,
                'none is lost when several count at once');

            $server->graceful;
            (undef, $one, $two) = counts($server);
            is($one->{results}{none}, $before + 200,
                'a graceful restart keeps them');
            is_deeply(non_zero($two), expected('two.test'), 'each host its own');
            send_all($server);
            (undef, undef, $two) = counts($server);
            is($two->{results}{rejected}, 2, 'and goes on');
        };
    }
}

subtest 'two virtual hosts of one name' => sub {
    my $server = Cors::Server->new;
    $server->write('htdocs/s/file.txt', "text\n");
    $server->start($conf . $conf =~ s/<Location \/status>.*?<\/Location>//sr);
    for my $round (1, 2) {
        $server->fetch(GET => 'http://one.test/s/file.txt');
        my ($json) = counts($server);
        my @ones = grep { $_->{name} =~ /^one\.test:/ }
            @{ $json->{virtual_hosts} };
        is_deeply([ sort map { $_->{results}{none} } @ones ], [ 0, $round ],
            'the one that httpd takes is counted');
        is($json->{results}{none}, $round, 'and once');
        prometheus($server);
        last if $round == 2;
        $server->graceful;
    }
};

subtest 'a page for everybody' => sub {
    my $server = Cors::Server->new(modules => ['mime']);
    $server->start(<<'CONF');
<Location /open>
    SetHandler cors-creds-status
</Location>
<Location /quoted>
    SetHandler "cors-creds-status"
</Location>
<Location /added>
    AddHandler cors-creds-status .cors
</Location>
<Location /other>
    SetHandler server-info
</Location>
<Location /closed>
    <RequireAny>
        Require ip 127.0.0.1
    </RequireAny>
    SetHandler cors-creds-status
</Location>
CONF
    my @warnings = $server->log(qr/everybody may see the status page/);
    is(scalar(@warnings), 3, 'is warned of, once') or diag(@warnings);
    my @lines = do {
        open my $in, '<', "$server->{root}/httpd.conf" or die $!;
        my @all = <$in>;
        grep { $all[ $_ - 1 ] =~ /Handler/ } 1 .. @all;
    };
    like($warnings[$_], qr/httpd\.conf:$lines[$_]: /, 'with its line') for 0 .. 2;
};

subtest 'a page under a policy' => sub {
    my $server = Cors::Server->new;
    for my $policy ('CorsCredsOrigin ' . APP,
        "CorsCredsOrigin *\nCorsCredsCredentials Off") {
        $server->start(<<"CONF");
CorsCreds On
$policy
LogFormat "%{CORS_CREDS_RESULT}n" result
CustomLog result_log result
<Location /status>
    SetHandler cors-creds-status
    Require ip 127.0.0.1
</Location>
CONF
        for my $query ('', '?auto', '?format=json', '?format=prometheus') {
            for my $origin (APP, undef) {
                my $answer = $server->fetch(GET =>
                        "http://one.test/status$query",
                    $origin ? ('-H', "Origin: $origin") : ());
                status_ok($answer, 200, "'$query': is served");
                is_deeply([ grep { /^Access-Control/i } field_names($answer) ],
                    [], 'and read by no script of another origin');
                is_deeply([ fields($answer, 'Cross-Origin-Resource-Policy') ],
                    ['same-origin'], 'nor embedded');
            }
        }
        open my $in, '<', "$server->{root}/result_log" or die $!;
        is((grep { /^allowed$/ } <$in>), 0, 'the log says so');
        $server->stop;
    }
};

subtest 'formats' => sub {
    my $server = serve();
    send_all($server);
    my $auto = status($server, 'auto');
    is_deeply([ fields($auto, 'Content-Type') ],
        ['text/plain; charset=utf-8'], 'auto: the type');
    like($auto->{body}, qr/^Uptime: \d+\n/, 'auto: the first line');
    like($auto->{body}, qr/^PreflightDeniedOrigin: 1$/m, 'auto: a result');
    unlike($auto->{body}, qr/^(?!\w+: \d+$)./m, 'auto: names and numbers');

    my $json = status($server, 'format=json');
    is_deeply([ fields($json, 'Content-Type') ], ['application/json'],
        'json: the type');
    is_deeply([ fields($json, 'Cache-Control') ], ['no-store'],
        'json: is not kept');
    my $body = prometheus($server);
    like($body, qr/^cors_creds_requests_total\{vhost="two\.test:\d+",result="rejected"\} 1$/m,
        'prometheus: a count');
    like($body, qr/^cors_creds_guard_refusals_total\{vhost="one\.test:\d+"\} 1$/m,
        'prometheus: the guard');

    for my $method (qw(POST OPTIONS PUT)) {
        my $answer = $server->fetch($method => 'http://one.test/status?auto');
        status_ok($answer, 405, "$method is not for it");
        like((fields($answer, 'Allow'))[0], qr/^HEAD,GET\b|^GET,HEAD\b/,
            'and what is, is said');
    }
    status_ok($server->fetch(HEAD => 'http://one.test/status?auto'), 200,
        'HEAD is');
};

# A parser as strict as the format's description.
sub prometheus
{
    my ($server) = @_;
    my $answer = status($server, 'format=prometheus');
    is_deeply([ fields($answer, 'Content-Type') ],
        ['text/plain; version=0.0.4; charset=utf-8'], 'prometheus: the type');
    my (%type, %seen, @faults);
    my $body = $answer->{body};
    push @faults, 'no line feed at the end' unless $body =~ /\n\z/;
    for my $line (split /\n/, $body) {
        if ($line =~ /^# HELP ([a-z_]+) \S/) {
            push @faults, "two HELPs: $1" if $seen{"HELP $1"}++;
        } elsif ($line =~ /^# TYPE ([a-z_]+) (?:counter|gauge)$/) {
            push @faults, "TYPE behind its samples: $1" if $seen{$1};
            $type{$1} = 1;
        } elsif ($line =~ /^([a-z_]+)(\{(?:[a-z_]+="(?:[^"\\\n]|\\["\\n])*",?)+\})? -?\d+$/) {
            push @faults, "no TYPE: $1" unless $type{$1};
            push @faults, "twice: $line" if $seen{ $1 . ($2 // '') }++;
            $seen{$1} = 1;
        } else {
            push @faults, "not a line: $line";
        }
    }
    is("@faults", '', 'prometheus: is well-formed');
    SKIP: {
        my ($tool) = grep { -x } map { "$_/promtool" }
            "$FindBin::Bin/../build", split /:/, $ENV{PATH};
        skip 'no promtool here', 1 unless $tool;
        my $file = $server->write('metrics', $body);
        my $said = `"$tool" check metrics <"$file" 2>&1`;
        is($?, 0, 'promtool is content') or diag($said);
    }
    return $body;
}

subtest 'what strangers send' => sub {
    my $server = serve();
    my @hostile = (
        'https://"><script>alert(1)</script>', "https://\xff\xfe.example",
        "https://a\\\"b.example", "https://\xe2\x80\xae.example",
        'https://' . 'a' x 400 . '.example', 'https://{{7*7}}.example',
    );
    for my $origin (@hostile) {
        $server->exchange("GET /s/file.txt HTTP/1.1\r\nHost: one.test\r\n"
                . "Origin: $origin\r\nConnection: close\r\n\r\n");
    }
    my ($json) = counts($server);
    cmp_ok(scalar(@{ $json->{denied} }), '>=', 4, 'is remembered');
    cmp_ok(scalar(@{ $json->{denied} }), '<=', scalar(@hostile), 'each once');
    ok(!(grep { length > 326 } map { $_->{origin} } @{ $json->{denied} }),
        'and cut');
    prometheus($server);

    # One origin takes one place, and has its count.
    for (1 .. 5) {
        $server->fetch(GET => 'http://one.test/s/file.txt', '-H',
            'Origin: https://again.example');
    }
    ($json) = counts($server);
    my ($again) = grep { $_->{origin} eq 'https://again.example' }
        @{ $json->{denied} };
    is($again->{count}, 5, 'how often');
    is($json->{denied}[0]{origin}, 'https://again.example', 'the last first');
    $server->fetch(GET => 'http://one.test/s/file.txt', '-H',
        "Origin: https://flood-$_.example") for 1 .. 60;
    ($json) = counts($server);
    cmp_ok(scalar(@{ $json->{denied} }), '<=', 32, 'a flood has its bounds');
};

# As many processes, each with so many requests.
sub many
{
    my ($server, $processes, $requests) = @_;
    my @pids;
    for (1 .. $processes) {
        my $pid = fork // die "fork: $!";
        if (!$pid) {
            $server->exchange("GET /s/file.txt HTTP/1.1\r\n"
                    . "Host: one.test\r\nConnection: close\r\n\r\n")
                for 1 .. $requests;
            require POSIX;
            POSIX::_exit(0);
        }
        push @pids, $pid;
    }
    waitpid $_, 0 for @pids;
    return;
}

done_testing();
