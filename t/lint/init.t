# SPDX-License-Identifier: Apache-2.0

# corslint init: what it writes starts, and is clean to an auditor.

use strict;
use warnings;

use FindBin ();
use lib "$FindBin::Bin/../lib";
use Cors::Server   ();
use Cwd            ();
use File::Temp     ();
use Lint::Corslint qw(corslint slurp tree);
use Lint::Layout   qw(here inside_of_host);
use Test::More;

my @audit = qw(--no-settings --persona auditor --quiet --fail-on info);
my @api   = qw(--host api.example.com --cookie session);
my @cross = (qw(--origin https://app.example.net), @api);

# An answer to each question, and what it is called.
my @origins = (
    [ cross    => qw(--origin https://app.example.net --origin https://b.example:8443) ],
    [ same     => qw(--origin https://app.example.com) ],
    [ developers => qw(--origin https://app.example.net --origin http://localhost:3000
        --origin https://app.test) ],
    [ wildcard => qw(--origin https://*.example.net --origin https://app.example.org:*) ],
);
my @cookies = ([ one => qw(--cookie session) ], [ none => qw(--cookie none) ],
    [ some => qw(--cookie __Host-id --cookie connect.sid --partitioned) ]);
my @lists = ([ few => () ], [ none => qw(--header none) ],
    [ many => qw(--method PUT --method PATCH --header Content-Type --header
        X-CSRF-Token --expose X-Total-Count --expose ETag --max-age 600) ]);
my @backends = ([ files => () ], [ backend => qw(--backend http://127.0.0.1:8000) ],
    [ tls => qw(--backend https://backend.internal/v1) ]);
my @hosts = ([ whole => qw(--host api.example.com) ], [ inside => () ]);
my @paths = ([ whole => () ], [ path => qw(--path /api/v1.0) ]);

my $seen = 0;
for my $style (qw(module recipe)) {
    for my $server (qw(debian rhel httpd)) {
        for my $backend (@backends) {
            for my $path (@paths) {
                # Each goes once with each of these, in turn.
                for my $origin (@origins) {
                    next if $style eq 'recipe' && $origin->[0] eq 'wildcard';
                    my @more = ($cookies[ ($seen + int $seen / 3) % 3 ],
                        $lists[ int($seen / 3) % 3 ]);
                    $more[0] = $cookies[0]
                        if $origin->[0] eq 'same' && $more[0][0] eq 'some';
                    push @more, $hosts[ $seen++ % 5 == 4 ];
                    sound($server, map({ $_->[0] } $origin, $backend, $path, @more),
                        $style, '--style', $style, '--server', $server,
                        map { @$_[ 1 .. $#$_ ] } $origin, $backend, $path, @more);
                }
            }
        }
    }
}
cmp_ok($seen, '>=', 60, "$seen of them");

# Starts and is clean, by itself and in a server.
sub sound
{
    my ($server, @rest) = @_;
    my ($first) = grep { $rest[$_] =~ /^--/ } 0 .. $#rest;
    my $name = join ' ', $server, splice @rest, 0, $first;
    my $inside = !grep { $_ eq '--host' } @rest;
    my $run = corslint('init', @rest);
    my $text = $run->{out};
    return fail("$name: $run->{err}") if $run->{code} || $run->{err};
    my @faults = grep { defined } (
        $text =~ /\{\{|\}\}/         ? 'a tag is left' : undef,
        $text =~ /[ \t]+$/m          ? 'blanks at a line\'s end' : undef,
        $text =~ /\n\n\n/            ? 'empty lines in a row' : undef,
        $text =~ /^ *#.{78}/m        ? "long: $&" : undef,
        $text !~ /credentials: 'include'/ ? 'no fetch' : undef,
        $text !~ /withCredentials: true/  ? 'no axios' : undef,
        configtest($server, $inside ? (inside_of_host($text), 'ssl') : $text),
        told($text, $inside ? inside_of_host($text) : $text,
            # Whether the API is live is known where it has a name.
            $inside ? qw(--disable origin-dev-host) : ()));
    ok(!@faults, $name) or diag(join "\n", @faults);
    return;
}

sub told
{
    my ($text, $host, @more) = @_;
    my $run = corslint({ in => $text }, @audit, @more, '-');
    my $root = tree('site.conf' => $host, 'httpd.conf' => join '',
        map({ "LoadModule ${_}_module modules/mod_$_.so\n" } qw(authz_core
            ssl proxy proxy_http setenvif rewrite headers cors_creds)),
        "Include site.conf\n");
    my $whole = corslint(@audit, @more, '--server-root', $root, '--entry', 'httpd.conf');
    return map { $_->{code} || $_->{out} ? $_->{out} . $_->{err} : undef }
        $run, $whole;
}

# A server of that layout, with nothing more than what its comments ask for.
my $root;

sub configtest
{
    my ($server, $text, @loaded) = @_;
    if (!$root) {
        $root = Cors::Server->new;
        $root->certificate;
        mkdir "$root->{root}/modules";
        my $folder = Cors::Server::query('LIBEXECDIR');
        symlink $_, "$root->{root}/modules/" . s{.*/}{}r for glob "$folder/*.so";
        my $built = $ENV{MODULE} || "$FindBin::Bin/../../build/mod_cors_creds.so";
        unlink "$root->{root}/modules/mod_cors_creds.so";
        symlink Cwd::abs_path($built), "$root->{root}/modules/mod_cors_creds.so";
    }
    my @modules = (qw(mpm_event unixd authz_core), @loaded,
        $text =~ /^#\s+LoadModule (\w+)_module/mg);
    if ($server eq 'debian') {
        my ($enabled) = $text =~ /^#\s+sudo a2enmod (.*)$/m or return 'no a2enmod';
        push @modules, split ' ', $enabled;
    }
    elsif ($server eq 'rhel') {
        push @modules, qw(setenvif headers rewrite proxy proxy_http);
        push @modules, 'ssl' if $text =~ /^#\s+sudo dnf install mod_ssl$/m;
        push @modules, $1 if $text =~ /'LoadModule (\w+)_module modules/;
    }
    # What is there is there, or built in.
    my $conf = join '', "ServerRoot \"$root->{root}\"\nServerName localhost\n",
        "Listen 127.0.0.1:1\nErrorLog error_log\nPidFile test.pid\n",
        map({ -e "$root->{root}/modules/mod_$_.so"
            ? "LoadModule ${_}_module modules/mod_$_.so\n" : () } @modules),
        here($text, $root->{root}, 1);
    my $file = $root->write('test.conf', $conf);
    my $httpd = Cors::Server::httpd();
    my $said = `"$httpd" -t -f "$file" 2>&1`;
    return $said eq "Syntax OK\n" ? undef : $said;
}
undef $root;

# Where it goes.
my $folder = File::Temp->newdir;
my $file = "$folder/api.conf";
my $plain = corslint('init', @cross)->{out};
is(corslint('init', @cross, '--output', $file)->{code}, 0, '--output');
is(slurp($file), $plain, 'has the same');
my $again = corslint('init', @cross, '--output', $file, qw(--max-age 5));
is($again->{code}, 2, 'a second time is refused');
is(slurp($file), $plain, 'and changes nothing');
is(corslint({ to => '/dev/full' }, 'init', @cross)->{code}, 2, 'a full disk');

# What need not be said.
is(corslint('init', @cross, qw(--path / --method none --header Content-Type
    --expose none --max-age 3600 --backend none --style module --server debian
    --site auto))->{out}, $plain, 'the help has what is presumed');
my $inside = corslint(qw(init --origin https://app.example.net));
is($inside->{code}, 0, 'an origin is enough') or diag $inside->{err};
is($inside->{out}, corslint(qw(init --origin https://app.example.net --host none
    --cookie none))->{out}, 'which says the same');
unlike($inside->{out}, qr/VirtualHost \*|ServerName|^ /m, 'the inside of a virtual host');
unlike($inside->{out}, qr/^CorsCredsCookie/m, 'which leaves cookies alone');
like($inside->{out}, qr/^CorsCredsGuard Enforce$/m, 'and takes them for another site\'s');
like(corslint(qw(init --origin https://app.example.net --cookie s --site same))
    ->{out}, qr/^CorsCredsCookie s SameSite=Lax /m, 'unless it is said');

# Developers' pages are written with the comment by which corslint lets them be.
for my $row ([ 'http://localhost:3000', 1 ], [ 'https://app.test', 1 ],
    [ 'https://192.168.0.1', 1 ], [ 'https://172.31.0.1', 1 ],
    [ 'capacitor://localhost', 1 ], [ 'https://[::1]', 1 ],
    [ 'https://172.32.0.1', 0 ], [ 'https://test.example', 0 ],
    [ 'http://localhost:3000', 0, 'api.localhost' ]) {
    my ($origin, $told, $host) = @$row;
    for my $style (qw(module recipe)) {
        my $text = corslint('init', '--origin', $origin, '--host',
            $host // 'api.example.com', '--style', $style)->{out};
        is(scalar($text =~ /disable=origin-dev-host -- /), $told ? 1 : '',
            "$style: $origin");
        my $run = corslint({ in => $text }, @audit, '-');
        is($run->{out}, '', 'is clean');
    }
}

# Which site.
for my $row ([ 'https://app.example.com', 'api.example.com', 1 ],
    [ 'https://example.com', 'api.example.com', 1 ],
    [ 'https://a.co.uk', 'b.co.uk', 0 ], [ 'https://a.b.co.uk', 'c.b.co.uk', 1 ],
    [ 'https://a.github.io', 'b.github.io', 0 ],
    [ 'https://*.example.com', 'api.example.com', 1 ],
    [ 'https://app.example.net', 'api.example.com', 1, qw(--site same) ],
    [ 'https://app.example.com', 'api.example.com', 0, qw(--site cross) ]) {
    my ($origin, $host, $same, @more) = @$row;
    my $text = corslint('init', '--origin', $origin, '--host', $host,
        qw(--cookie s), @more)->{out};
    my $wanted = $same ? 'Lax' : 'None';
    like($text, qr/^ +CorsCredsCookie s SameSite=$wanted Secure HttpOnly$/m,
        "$origin and $host @more");
    like($text, $same ? qr/are one site, / : qr/are not of this API's own site, /,
        'and why');
}

done_testing;
