# SPDX-License-Identifier: Apache-2.0

# Single directives for Lint::Generator: what it writes is always something
# that httpd accepts, and never something whose outcome nobody can predict
# (an `edit*` that never ends, a `$0` of an expression that captured nothing).
#
# Chance comes from Perl's rand(); who calls srand() before gets the same lines.

package Lint::Lines;

use strict;
use warnings;

use Exporter qw(import);

our @EXPORT_OK = qw(pick chance some condition line cors_lines quoted);

sub pick { return $_[ rand @_ ] }

# Once in so many times.
sub chance { return rand($_[0]) < 1 }

# From one number to another of what the sub returns.
sub some
{
    my ($least, $most, $make) = @_;
    return map { $make->() } 1 .. $least + int rand($most - $least + 1);
}

sub quoted { return '"' . $_[0] =~ s/([\\"])/\\$1/gr . '"' }

my @names = qw(ORIGIN ALLOW FLAG CORS);
my @access = qw(Allow-Origin Allow-Credentials Allow-Methods Allow-Headers
    Expose-Headers Max-Age);
my @origins = qw(https://app.example.com https://admin.example.com
    https://app.example.org http://app.example.com null);

sub header_name
{
    return pick((map { "Access-Control-$_" } @access),
        ('Access-Control-Allow-Origin') x 5, qw(Vary Vary Set-Cookie
        Set-Cookie X-One X-One X-Two access-control-allow-ORIGIN));
}

sub text_value
{
    my ($name) = @_;
    return '%{' . pick(@names) . '}e' if chance 3;
    return quoted(pick('expr=%{HTTP:Origin}',
        'expr=%{req:Origin}', 'expr=%{reqenv:ALLOW}',
        'expr=%{tolower:%{HTTP:Origin}}-%{REQUEST_METHOD}',
        'expr=%{REQUEST_URI}', 'expr=%{resp:X-One}')) if chance 6;
    return quoted(pick('a=1; Path=/; SameSite=None; Secure', 'b=2', 'sid=x y',
        'c=%{FLAG}e; HttpOnly')) if $name eq 'Set-Cookie' && !chance 8;
    return pick('Origin', 'origin', 'Accept-Encoding', '"Origin, Accept"',
        '*') if $name eq 'Vary' && !chance 8;
    return pick(qw(true * null one 100%% "x%{ALLOW}ey" ""), @origins, q("a, b"),
        q('single "quoted"'), 'with\\\\back', '"GET, POST"');
}

sub on_captures
{
    return pick(
        '%{HTTP:Origin} =~ m#^(https?://[a-z]+\.example\.com)$#',
        'req(\'Origin\') =~ m#^(https://(?:app|admin)\.example\.(?:com|org))$#',
        '%{HTTP:Origin} =~ /^(.+)$/i');
}

sub simple_condition
{
    return on_captures() if chance 4;
    return pick(
        '%{HTTP:Origin} == \'https://app.example.com\'',
        '%{HTTP:Origin} != \'\'',
        'req(\'Origin\') in {\'https://app.example.com\', \'null\'}',
        'req_novary(\'Origin\') =~ /example/',
        '%{HTTP:Origin} !~ m#^https://#',
        '%{REQUEST_METHOD} == \'OPTIONS\'',
        '%{REQUEST_METHOD} in {\'GET\', \'HEAD\'}',
        '%{REQUEST_URI} =~ m#^/api/#',
        '%{REQUEST_URI} -strmatch \'*.html\'',
        '-n %{HTTP:Origin}', '-z req(\'X-A\')', '-T reqenv(\'ALLOW\')',
        'reqenv(\'ALLOW\') == \'1\'', 'env(\'FLAG\') =~ /yes/',
        '-R \'127.0.0.0/8\'', '%{REMOTE_ADDR} -ipmatch \'10.0.0.0/8\'',
        '%{HTTP_HOST} -strcmatch \'*.TEST\'', '%{QUERY_STRING} =~ /q=(1)/',
        'tolower(%{HTTP:Origin}) -strmatch \'https://*.example.com\'',
        '%{HTTP:X-A} -gt 5', '%{SERVER_PORT} -ge 1024', 'true', 'false',
        '%{HTTP_USER_AGENT} == \'test\'', '%{HTTP:Cookie} =~ /sid=([a-z]+)/');
}

sub condition
{
    return simple_condition() if chance 2;
    return '!(' . simple_condition() . ')' if chance 4;
    return '(' . simple_condition() . pick(' && ', ' || ')
        . simple_condition() . ')';
}

sub header
{
    my ($where) = @_;
    my $name = header_name();
    my $action = pick(qw(set set set set add append merge setifempty unset
        edit edit* echo note));
    my $line = pick('Header ', 'Header ', 'header ', 'Header onsuccess ',
        'Header always ', 'Header always ', 'Header Always ')
        . "$action " . ($action eq 'echo' ? pick('^X-A$', 'X-.', 'Origin')
            : $name);
    $line .= ' ' . text_value($name)
        if $action =~ /^(?:set|add|append|merge|setifempty)$/;
    $line .= ' ' . pick('example replaced', '"^(.)(.*)$" "$2-$1"',
        'o 0', '\\. %{ALLOW}e', '"; *Secure" ""', '[a-f]+ <$0>')
        if $action =~ /^edit/;
    $line .= ' note_' . pick(@names) if $action eq 'note';
    return $line if chance(2) || $action eq 'echo';
    return "$line env=" . pick('', '!') . pick(@names, 'allow', 'REDIRECT_ALLOW')
        unless chance 4;
    return "$line early" if $where eq 'server' && chance 4;
    return $line . ' ' . quoted('expr=' . condition());
}

sub setenvif
{
    my ($where) = @_;
    my $case = pick('SetEnvIf', 'SetEnvIf', 'SetEnvIfNoCase');
    my $attribute = pick(qw(Origin Origin Origin Origin Host Request_URI
        Request_Method X-A ^X- ALLOW Remote_Addr Server_Addr
        Request_Protocol User-Agent));
    my ($pattern, $groups) = @{ pick(
        [ '^https://(app|admin)\.example\.com$', 1 ],
        [ '"^(https?)://(.*)$"', 2 ], [ '.', 0 ], [ '.*', 0 ], [ '^$', 0 ],
        [ 'https://app\.example\.com', 0 ], [ 'EXAMPLE', 0 ], [ 'example', 0 ],
        [ '^/api/(.*)$', 1 ], [ '\.html$', 0 ], [ 'OPTIONS|PUT', 0 ],
        [ '127\.0\.0\.1', 0 ], [ '^(.{4})', 1 ], [ '[0-9]+', 0 ]) };
    my @targets = some(1, 2, sub {
        my $name = pick(@names);
        my $group = '$' . int rand($groups + 1);
        return pick($name, "!$name", "$name=$group", "$name=$group",
            "$name=yes", "\"$name=a $group\"", "$name=!x", "$name=\\\$0");
    });
    return "$case $attribute $pattern @targets";
}

sub setenvifexpr
{
    my $name = pick(@names);
    return 'SetEnvIfExpr ' . quoted(on_captures()) . ' ' . "$name=\$"
        . int rand 2 if chance 2;
    return 'SetEnvIfExpr ' . quoted(condition()) . ' '
        . pick($name, "!$name", "$name=set");
}

sub env
{
    return 'UnsetEnv ' . pick(@names) if chance 4;
    return 'SetEnv ' . pick(@names) . ' ' . pick('1', '"a b"', 'set', '', @origins);
}

sub request_header
{
    my ($where) = @_;
    my $name = pick(qw(X-A X-A Origin User-Agent X-New));
    my $line = 'RequestHeader ' . pick("set $name 7", "set $name one",
        "append $name 3", "merge $name 7", "add $name more", "unset $name",
        "setifempty $name none", "edit $name ^(.) \"<\$1>\"",
        "edit* $name o 0", "set $name %{FLAG}e");
    $line .= ' early' if $where eq 'server' && chance 3;
    return $line if $line =~ /early$/ || !chance 3;
    return $line . ' ' . pick('env=FLAG', 'env=!ALLOW',
        quoted('expr=' . condition()));
}

sub browser
{
    return pick('BrowserMatch', 'BrowserMatchNoCase') . ' '
        . pick('^test$ FLAG', 'TEST ALLOW=$0', '"(t)est" ORIGIN=$1 !FLAG');
}

# Redirect in all its forms, and what mod_dir can be told.
sub redirect
{
    return pick('Redirect /gone https://elsewhere.test/there',
        'Redirect permanent /gone https://elsewhere.test/there',
        'RedirectMatch 307 "^/gone/(.*)$" https://elsewhere.test/$1',
        'RedirectMatch seeother "json$" /a.html', 'Redirect gone /gone',
        'Redirect 404 /b.txt', 'Redirect 403 /old');
}

sub rewrite_condition
{
    my $line = 'RewriteCond ' . pick('%{HTTP:Origin} ^https://(.*)\.example\.com$',
        '%{HTTP:Origin} "^(.+)$"', '%{REQUEST_METHOD} ^OPTIONS$',
        '%{REQUEST_METHOD} =OPTIONS', '%{HTTP_ORIGIN} .', '%{HTTP_HOST} test',
        '%{REQUEST_URI} ^/(api|sub)', '%{ENV:ALLOW} !^$', '%{HTTP:X-A} >5',
        '%{QUERY_STRING} q=(\d)', 'expr ' . quoted(on_captures()),
        '%{REQUEST_FILENAME} !-f', '%{THE_REQUEST} "^GET /"',
        '%{HTTP:Origin} !example', '%{HTTP_COOKIE} sid=([^;]+)');
    return $line . pick('', '', '', ' [NC]', ' [OR]', ' [NC,OR]', ' [NV]');
}

sub rewrite_rule
{
    my ($where) = @_;
    my $at = $where =~ /^(?:server)$/ ? '/' : '/?';
    my @flags = some(0, 2, sub {
        pick('E=ORIGIN:%1', 'E=ALLOW:1', 'E=FLAG:%{HTTP:Origin}', 'E=!ALLOW',
            'E=CORS:$1', 'CO=rw:1:.example.com:0:/:secure:httponly:None',
            'CO=r2:$1:example.com', 'CO=;r3;x:y;example.com;0;/;;;Lax', 'NC',
            'E=ORIGIN:%{ENV:ALLOW}', 'S=1', 'C', 'NS',
            'QSA', 'E=ALLOW:%{REQUEST_FILENAME}');
    });
    my ($pattern, $target) = @{ pick([ '^', '-' ], [ '(.*)', '-' ],
        [ "^${at}api/(.*)\$", '-' ], [ '.', '-' ], [ '!html$', '-' ],
        [ "^${at}old/(.*)\$", '/sub/$1' ], [ "^${at}a\\.html\$", '/api/data.json' ]) };
    push @flags, pick('R=204', 'R=200', 'F', 'G', 'R=404') if $target eq '-' && chance 7;
    push @flags, pick('R', 'R=301', 'R=307', 'PT', '') if $target ne '-' && chance 2;
    push @flags, pick('L', 'END') if chance 3;
    @flags = grep { length } @flags;
    return "RewriteRule $pattern $target" . (@flags ? ' [' . join(',', @flags) . ']' : '');
}

sub rewrite
{
    my ($where) = @_;
    return ('RewriteEngine ' . (chance(12) ? 'Off' : 'On'),
        chance(8) ? 'RewriteOptions ' . pick(qw(Inherit InheritBefore
            InheritDown AllowNoSlash MergeBase)) : (),
        chance(8) && $where ne 'server' ? 'RewriteBase /' . pick('', 'sub/', 'api') : (),
        some(1, 2, sub { (some(0, 2, \&rewrite_condition),
            rewrite_rule($where)) }));
}

sub document
{
    return 'ErrorDocument ' . pick(403, 403, 404, 404, 404, 405, 410, 500, 501) . ' '
        . pick('/err.html', '/sub/err.html', '/missing.html', '"some text"',
            'https://elsewhere.test/', 'default');
}

# What mod_cors_creds needs together, and some of what it may have besides.
sub cors_lines
{
    my ($where) = @_;
    my @more = ('CorsCredsMethods PUT DELETE', 'CorsCredsHeaders Content-Type X-A',
        'CorsCredsHeaders none', 'CorsCredsExpose X-One X-Two',
        'CorsCredsMaxAge 600', 'CorsCredsPreflight Pass',
        'CorsCredsDisallowed Reject', 'CorsCredsUpstream Keep',
        'CorsCredsCookie a SameSite=None Secure',
        'CorsCredsCookie * Path=/x HttpOnly', 'CorsCredsCookie rw* -Secure',
        'CorsCredsCookieWhen CrossOrigin', 'CorsCredsDebug On',
        'CorsCredsCookieLegacyClients On');
    push @more, 'CorsCredsTransport Secure',
        'CorsCredsUnsafe insecure-origin' if $where eq 'server';
    # A guard has to have something to guard.
    my @guard = $where eq 'server' && chance(3)
        ? 'CorsCredsGuard ' . pick('Enforce', 'Report') : ();
    @more = grep { chance 5 } @more;
    return @more if @more && chance 6;
    return ('CorsCreds Off', @more) if chance 8;
    push @more, @guard;
    return ('CorsCreds On', pick('CorsCredsOrigin https://app.example.com',
        'CorsCredsOrigin https://*.example.com https://app.example.org:*',
        'CorsCredsOriginRegex "https://(app|admin)\.example\.com"'), @more)
        unless chance 8;
    return ('CorsCreds On', 'CorsCredsOrigin *', 'CorsCredsCredentials Off',
        grep { !/Cookie/ } @more);
}

# One directive, or those that belong together.
sub line
{
    my ($where) = @_;
    my $kind = rand 100;
    return header($where) if $kind < 54;
    return request_header($where) if $kind < 57;
    return browser() if $kind < 58;
    return setenvif($where) if $kind < 75;
    return setenvifexpr() if $kind < 80;
    return env() if $kind < 85;
    return rewrite($where) if $kind < 91;
    return document() if $kind < 94;
    return cors_lines($where) if $kind < 97;
    return pick('DirectoryIndex b.txt index.html', 'DirectoryIndex disabled',
        'DirectoryIndex missing.html /a.html',
        'RequestHeader set Origin https://app.example.com env=FLAG',
        'Require all denied', 'Require method GET OPTIONS', 'Require env ALLOW',
        'Require expr ' . quoted(condition()),
        'FallbackResource /err.html', 'DirectorySlash Off')
        if $where ne 'server' && $kind < 98.8;
    return redirect();
}

1;
