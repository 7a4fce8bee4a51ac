# SPDX-License-Identifier: Apache-2.0

# What corslint init writes does what was asked for, over a live httpd, and a
# recipe is held to what the module does.

use strict;
use warnings;

use FindBin ();
use lib "$FindBin::Bin/../lib";
use Cors::Assert;
use Cors::Client   qw(fields);
use Cors::Recipe   qw(recipe_query);
use Cors::Server   ();
use Lint::Corslint qw(corslint);
use Lint::Layout   qw(here inside_of_host);
use Test::More;

my %attributes = (cross => 'SameSite=None', same => 'SameSite=Lax');

for my $style (qw(module recipe)) {
    for my $where (qw(backend files)) {
        for my $site (qw(cross same)) {
            for my $path ('', '/api') {
                my $host = $where eq 'files' && $path ? 'none' : 'api.example.com';
                subtest "$style, $where, $site site, below '$path', $host" =>
                    sub { serves($style, $where, $site, $path, $host) };
            }
        }
    }
}

sub serves
{
    my ($style, $where, $site, $path, $host) = @_;
    my $server = Cors::Server->new(modules => ['ssl']);
    $server->certificate;
    $server->write("htdocs${path}/file.txt", "a file\n");
    $server->write("htdocs$path/script.cgi", <<'CGI');
#!/usr/bin/perl
print "Content-Type: text/plain\n", map({ "$_\n" } split /&/, join '&',
    map { s/%([0-9A-F]{2})/chr hex $1/ger =~ s/^h=//r } split /&/,
    $ENV{QUERY_STRING}), "\n";
CGI
    chmod 0755, "$server->{root}/htdocs$path/script.cgi";
    my $origin = $site eq 'same' ? 'https://app.example.com'
        : 'https://app.example.net';
    my @flags = ('--origin', $origin, '--host', $host, '--site', $site,
        qw(--cookie session --cookie x.id --method PUT
        --header Content-Type --header X-CSRF-Token --expose X-Total-Count
        --max-age 600 --style), $style);
    push @flags, '--path', $path if $path;
    push @flags, '--backend', 'http://127.0.0.1:' . $server->backend
        if $where eq 'backend';
    push @flags, '--partitioned' if $site eq 'cross';
    my $text = corslint('init', @flags)->{out};
    my $conf = here($host eq 'none' ? inside_of_host($text) : $text,
        '@ServerRoot@', '@Port@');
    $conf =~ s{(?=    </Directory>)}{
        Options +ExecCGI
        AddHandler cgi-script .cgi
    };
    $server->start($conf);

    my $ask = sub {
        my ($method, $answer, $from, @headers) = @_;
        unshift @headers, "Origin: $from" if defined $from;
        my $file = $where eq 'backend' ? 'x' : 'script.cgi';
        return $server->fetch($method => "https://api.example.com$path/$file?"
            . recipe_query(h => $answer), '-k', map { ('-H', $_) } @headers);
    };
    cookies($ask, $site, $origin);
    requests($server, $ask, $origin, $path, $site);
    preflights($ask, $origin);
}

sub cookies
{
    my ($ask, $site, $origin) = @_;
    my @wanted = ($attributes{$site}, 'Secure', 'HttpOnly',
        $site eq 'cross' ? 'Partitioned' : ());
    for my $cookie ('session=1', 'session=1; Path=/', 'x.id=1; Path=/; secure',
        'session=1; SameSite=Strict; Path=/', 'session=; samesite; HttpOnly',
        'session=a=SameSite; Max-Age=0') {
        my ($name) = $cookie =~ /^([^=]+)/;
        for my $from ($origin, undef) {
            cookie_ok($ask->(POST => ["Set-Cookie: $cookie"], $from), $name,
                "$cookie, asked by " . ($from // 'nobody'), @wanted);
        }
    }
    my @others = ('sessions=1; Path=/', 'Session=1', 'x-id=1',
        'a=session=1; SameSite=Lax');
    is_deeply([ fields($ask->(GET => [ map { "Set-Cookie: $_" } @others ],
        $origin), 'Set-Cookie') ], \@others, 'other cookies stay as they are');
}

sub requests
{
    my ($server, $ask, $origin, $path, $site) = @_;
    my @own = ('Access-Control-Allow-Origin: *', 'Vary: Cookie',
        'Access-Control-Allow-Methods: *', 'Access-Control-Expose-Headers: X-Own');
    for my $answer ([], \@own) {
        my $response = $ask->(POST => $answer, $origin);
        response_ok($response, 'allowed', 'an answer to the page', status => 200,
            origin => $origin);
        is_deeply([ fields($response, 'Access-Control-Expose-Headers') ],
            ['X-Total-Count'], 'exposes what was asked for');
        is_deeply([ fields($response, 'Access-Control-Allow-Methods') ], [],
            'and lists no methods');
        no_cors($ask->(GET => $answer, $_), "GET from $_")
            for hostile($origin);
        no_cors($ask->(GET => $answer), 'nobody asks');
    }
    for my $from (hostile($origin)) {
        my $response = $ask->(POST => [], $from);
        no_cors($response, "POST from $from");
        status_ok($response, $site eq 'cross' ? 403 : 200, 'as was said');
    }
    status_ok($ask->(POST => [], $_), 200, $_ // 'no origin')
        for 'https://api.example.com', undef;
    my $missing = $server->fetch(GET =>
        "https://api.example.com$path/none?status=404", '-k', '-H',
        "Origin: $origin");
    response_ok($missing, 'allowed', 'an error', status => 404,
        origin => $origin);
    untouched($server->fetch(GET => 'https://api.example.com/elsewhere', '-k',
        '-H', "Origin: $origin"), 'outside of the path') if $path;
}

sub hostile
{
    my ($origin) = @_;
    return ('null', 'https://evil.example', "$origin.evil.example",
        "$origin:8443", uc $origin, $origin =~ s/\./x/r,
        $origin =~ s/^https/http/r, $origin =~ s/app/evil.app/r);
}

sub preflights
{
    my ($ask, $origin) = @_;
    my $response = $ask->(OPTIONS => [], $origin,
        @{ preflight('PUT', 'content-type,x-csrf-token') });
    response_ok($response, 'allowed', 'preflight', status => 204,
        origin => $origin);
    for my $list ([ Methods => 'PUT' ], [ Headers => 'content-type' ],
        [ Headers => 'x-csrf-token' ]) {
        my ($name, $wanted) = @$list;
        like(join(',', fields($response, "Access-Control-Allow-$name")),
            qr/(?:^|[ ,])\Q$wanted\E(?:,|$)/i, "$wanted may be used");
    }
    is_deeply([ fields($response, 'Access-Control-Max-Age') ], [600], 'for so long');
    for my $from (hostile($origin)) {
        my $refused = $ask->(OPTIONS => [], $from, @{ preflight('PUT') });
        no_cors($refused, "preflight from $from");
        status_ok($refused, 403, 'is refused');
    }
}

done_testing;
