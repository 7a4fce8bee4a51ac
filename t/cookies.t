# SPDX-License-Identifier: Apache-2.0

# Set-Cookie through a live httpd: whoever made the cookie, it is rewritten
# once, in a field of its own, at its place.

use strict;
use warnings;

use Cors::Assert;
use Cors::Client;
use Test::More;

my $NONE = '; SameSite=None; Secure';

sub get
{
    my ($path, %with) = @_;
    return request(GET => $path, host => 'cookies.test', %with);
}

sub cookies_are
{
    my ($response, $cookies, $name) = @_;
    return is_deeply([ fields($response, 'Set-Cookie') ], $cookies, $name)
        || diag($response->{head});
}

# A recipe that sets these.
sub setting
{
    my ($cookies, @more) = @_;
    return recipe_query(h => [ map { "Set-Cookie: $_" } @$cookies ], @more);
}

# What the policy `* SameSite=None Secure` makes of a field.
my @fields = (
    [ 'a=1',                      "a=1$NONE" ],
    [ 'a=1;',                     "a=1$NONE" ],
    [ 'a=1; Path=/; HttpOnly',    "a=1; Path=/; HttpOnly$NONE" ],
    [ 'a=1; Secure; SameSite=Lax; Path=/',
        'a=1; Secure; SameSite=None; Path=/' ],
    [ 'a=1; samesite=strict; SECURE; SameSite=Lax; secure',
        'a=1; SameSite=None; SECURE' ],
    [ 'a=1; SameSite=None; Secure', 'a=1; SameSite=None; Secure' ],
    # Not a list, whatever RFC 9110 says of fields that come twice.
    [ 'a=1, b=2; Path=/',         "a=1, b=2; Path=/$NONE" ],
    [ 'a=1; Expires=Wed, 21 Oct 2099 07:28:00 GMT; Path=/',
        "a=1; Expires=Wed, 21 Oct 2099 07:28:00 GMT; Path=/$NONE" ],
    [ 'gone=; Expires=Thu, 01 Jan 1970 00:00:00 GMT',
        "gone=; Expires=Thu, 01 Jan 1970 00:00:00 GMT$NONE" ],
    [ 'gone=x; Max-Age=0',        "gone=x; Max-Age=0$NONE" ],
    [ "a=caf\xc3\xa9\xff\x80; X-\xe9=\xfe",
        "a=caf\xc3\xa9\xff\x80; X-\xe9=\xfe$NONE" ],
    [ 'a="x y; not= quoted";Priority=High',
        "a=\"x y; not= quoted\";Priority=High$NONE" ],
    [ 'SameSite=Lax; Path=/',     "SameSite=Lax; Path=/$NONE" ],
    [ 'nameless; Path=/',         "nameless; Path=/$NONE" ],
    [ '__Host-a=1; Secure; Path=/',
        '__Host-a=1; Secure; Path=/; SameSite=None' ],
    [ 'a=' . 'x' x 4000,          'a=' . 'x' x 4000 . $NONE ],
    # More than a browser takes, or nothing at all: not a cookie.
    [ 'a=' . 'x' x 5000,          'a=' . 'x' x 5000 ],
    [ '=; Path=/',                '=; Path=/' ],
);
my @sent = map { $_->[0] } @fields;
my @got  = map { $_->[1] } @fields;

for my $case ([ 'CGI', '/in/cgi' ], [ 'HTTP backend', '/in/proxy' ]) {
    my ($name, $path) = @$case;
    subtest $name => sub {
        for my $field (@fields) {
            my ($sent, $got) = @$field;
            cookies_are(get("$path?" . setting([$sent])), [$got],
                length $sent < 80 ? $sent : 'long');
        }
        # The request line has room for them, but not for the long ones.
        my @short = grep { length $sent[$_] < 200 } 0 .. $#sent;
        each_origin(sub {
            my ($who, @origin) = @_;
            cookies_are(get("$path?" . setting([ @sent[@short] ]), @origin),
                [ @got[@short] ], "all of them, in order, $who origin");
        });
        my @hundred = map { "c$_=$_" } 0 .. 99;
        cookies_are(get("$path?" . setting(\@hundred)),
            [ map { "$_$NONE" } @hundred ], 'a hundred');
        for my $status (204, 302, 304, 401, 404, 500, 503) {
            my $response = get("$path?" . setting(['a=1'], status => $status));
            status_ok($response, $status, "its own $status");
            cookies_are($response, ["a=1$NONE"], "cookies on a $status");
        }
    };
}

subtest 'a hundred kilobytes' => sub {
    my $bytes = '0123456789' x 10_000;
    my $response = get('/in/big', origin => APP);
    cors_ok($response, APP, 'the response');
    cookies_are($response, [
        "big=2; Path=/$bytes$NONE", "big=1; X-Pad=$bytes; Path=/$NONE",
        "big=$bytes; Path=/" ], 'its cookies');
};

# Both header tables in one response: err_headers_out goes first.
subtest 'other modules' => sub {
    my @always = map { "always=$_; Path=/$NONE" } 1, 2;
    my @added  = map { "added=$_; Path=/$NONE" } 1, 2;
    my $rewritten = "rewritten=1; path=/; domain=.cookies.test$NONE";
    for my $case (
        [ 'mod_headers, 200', '/in/header/small.txt', 200, @always, @added ],
        [ 'mod_headers, 404', '/in/header/nowhere', 404, @always ],
        [ 'mod_headers, 304', '/in/header/small.txt', 304, @always, @added ],
        [ 'mod_rewrite', '/in/file?co', 200, $rewritten ],
        [ 'mod_rewrite, 304', '/in/file?co', 304, $rewritten ],
        [ 'mod_rewrite, 401', '/in/private?co', 401, $rewritten ],
        [ 'mod_rewrite, 403', '/in/denied?co', 403, $rewritten ],
        [ 'mod_rewrite, 404', '/in/nowhere?co', 404, $rewritten ],
        [ 'mod_rewrite, 410', '/in/gone?co', 410, $rewritten ],
        [ 'mod_rewrite, 500', '/in/broken?co', 500, $rewritten ],
        [ 'mod_rewrite, 503', '/in/down?co', 503, $rewritten ],
        [ 'mod_rewrite and CGI', '/in/cgi?co&' . setting(['a=1']), 200,
            # The script's replace what was in the table.
            $rewritten, "a=1$NONE" ],
        [ 'mod_session_cookie',
            '/in/session?' . recipe_query(h => 'X-Session: user=alice'), 200,
            "session=user=alice;path=/$NONE" ],
    ) {
        my ($name, $path, $status, @cookies) = @$case;
        my @headers = $status == 304 ? (headers => ['If-None-Match: *']) : ();
        each_origin(sub {
            my ($who, @origin) = @_;
            my $response = get($path, @headers, @origin);
            status_ok($response, $status, "$name, $who origin: status");
            cookies_are($response, \@cookies, "$name, $who origin");
        });
    }
    my @tracked = fields(get('/in/tracked'), 'Set-Cookie');
    is(scalar(@tracked), 1, 'mod_usertrack: one cookie');
    like($tracked[0], qr/^tracked=[^;]+; path=\/\Q$NONE\E$/,
        'mod_usertrack: rewritten');
};

subtest 'the first rule that matches' => sub {
    for my $case (
        [ 'sid=1; Path=/',       'sid=1; Path=/app; Max-Age=600' ],
        [ 'sid=; Max-Age=0; Path=/', 'sid=; Max-Age=0; Path=/app' ],
        # Cookie names match case-sensitively.
        [ 'SID=1',               'SID=1; SameSite=None; Secure; Partitioned' ],
        [ 'sess-1=1; SameSite=None; Secure', 'sess-1=1; SameSite=Lax; Secure' ],
        [ 'sess-=1',             'sess-=1; SameSite=Lax' ],
        [ 'ab=1',                'ab=1; HttpOnly' ],
        [ '__Host-a=1; Secure; Path=/',
            '__Host-a=1; Secure; Path=/; SameSite=Strict' ],
        [ 'abc=1; Domain=cookies.test; Path=/',
            'abc=1; Path=/; SameSite=None; Secure; Partitioned' ],
        [ 'abc=1; domain=a.test; Secure; DOMAIN=b.test',
            'abc=1; Secure; SameSite=None; Partitioned' ],
    ) {
        my ($sent, $got) = @$case;
        cookies_are(get('/rules/cgi?' . setting([$sent])), [$got], $sent);
    }
};

# An attribute that would break the prefix's promise.
subtest 'a prefix keeps its promise' => sub {
    for my $case (
        [ 'a=1; Path=/', 'a=1; Path=/; Domain=cookies.test' ],
        [ '__Host-a=1; Secure; Path=/', '__Host-a=1; Secure; Path=/' ],
        [ '__host-a=1; Secure; Path=/', '__host-a=1; Secure; Path=/' ],
        [ '__Secure-a=1; Secure', '__Secure-a=1; Secure; Domain=cookies.test' ],
    ) {
        my ($sent, $got) = @$case;
        cookies_are(get('/prefix/cgi?' . setting([$sent])), [$got], $sent);
    }
};

subtest 'when' => sub {
    my @cases = (
        [ 'allowed',     origin => APP ],
        [ 'hostile',     origin => HOSTILE ],
        [ 'same origin', origin => 'https://cookies.test' ],
        [ 'malformed',   origin => 'null, null' ],
        [ 'no' ],
    );
    for my $path ('in', 'cross', 'none', 'off', 'out') {
        for my $case (@cases) {
            my ($who, @origin) = @$case;
            my $rewritten = $path eq 'in'
                || $path eq 'cross' && $who eq 'allowed';
            cookies_are(get("/$path/cgi?" . setting(['a=1; SameSite=Lax']),
                @origin), [ $rewritten ? 'a=1; SameSite=None; Secure'
                    : 'a=1; SameSite=Lax' ], "/$path, $who origin");
        }
    }
};

subtest 'from the cache' => sub {
    ok(has_module('cache_disk'), 'there is mod_cache_disk') or return;
    for my $host ('cookies-quick.test', 'cookies-late.test') {
        for my $base ('in', 'cross') {
            my $url = "/$base/respond.pl?" . setting([ 'a=1', 'b=2; Path=/' ])
                . '&' . recipe_query(h => 'Cache-Control: max-age=600');
            for my $turn (
                [ MISS => 'no' ], [ HIT => 'allowed', APP ],
                [ HIT => 'another', OTHER ], [ HIT => 'hostile', HOSTILE ],
                [ HIT => 'no' ], [ HIT => 'allowed', APP ],
            ) {
                my ($cache, $who, $origin) = @$turn;
                my $response = request(GET => $url, host => $host,
                    origin => $origin);
                my $name = "$host/$base, $who origin";
                like((fields($response, 'X-Cache'))[0] // '', qr/^$cache/,
                    "$name: a $cache");
                my $end = $base eq 'in' || $who =~ /^a/ ? $NONE : '';
                cookies_are($response, [ "a=1$end", "b=2; Path=/$end" ], $name);
            }
        }
    }
};

# What needs a secure transport is held back where there is none: browsers
# would refuse the cookie. The rest of the rule applies.
subtest 'transport' => sub {
    my $all = '; SameSite=None; Secure; HttpOnly; Partitioned';
    for my $case (
        [ cookies_plain => 'api.example.com',  'a=1', 'a=1; HttpOnly' ],
        [ cookies_plain => 'api.example.com',  'a=1; SameSite=Lax; Secure',
            'a=1; SameSite=Lax; Secure; HttpOnly' ],
        [ cookies_plain => 'localhost.example.com', 'a=1', 'a=1; HttpOnly' ],
        [ cookies_plain => 'notlocalhost',     'a=1', 'a=1; HttpOnly' ],
        [ cookies_plain => '128.0.0.1',        'a=1', 'a=1; HttpOnly' ],
        # Browsers trust what does not leave the machine.
        [ cookies_plain => 'localhost',        'a=1', "a=1$all" ],
        [ cookies_plain => 'localhost:8080',   'a=1', "a=1$all" ],
        [ cookies_plain => 'api.demo.localhost', 'a=1', "a=1$all" ],
        [ cookies_plain => 'API.LOCALHOST.',   'a=1', "a=1$all" ],
        [ cookies_plain => '127.0.0.1',        'a=1', "a=1$all" ],
        [ cookies_plain => '127.1.2.3:80',     'a=1', "a=1$all" ],
        [ cookies_plain => '[::1]:8080',       'a=1', "a=1$all" ],
        [ cookies_tls_name => 'api.example.com', 'a=1', "a=1$all" ],
    ) {
        my ($port, $host, $sent, $got) = @$case;
        cookies_are(request(GET => '/cgi/respond.pl?' . setting([$sent]),
            host => $host, port => $port), [$got], "$port, $host: $sent");
    }
};

subtest 'HTTP/2' => sub {
    plan skip_all => 'no mod_http2, or a curl or MPM that does without'
        if !has_module('http2') || is_mpm('prefork')
        || `curl --version` !~ /\bHTTP2\b/;
    my @twenty = map { "c$_=$_; Path=/" } 1 .. 20;
    my @rewritten = map { "$_$NONE" } @twenty;
    for my $case ([ '/cgi/respond.pl', "always=1; Path=/$NONE", @rewritten ],
        [ '/proxy/x', "always=1; Path=/$NONE", @rewritten ]) {
        my ($path, @cookies) = @$case;
        each_origin(sub {
            my ($who, @origin) = @_;
            my $response = h2_request(GET => "$path?" . setting(\@twenty),
                port => 'cookies_h2', @origin);
            is_deeply([ sort(fields($response, 'Set-Cookie')) ],
                [ sort @cookies ], "$path, $who origin");
        });
    }
};

done_testing();
