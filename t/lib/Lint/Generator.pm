# SPDX-License-Identifier: Apache-2.0

# Configurations by chance, and requests to ask them. A configuration is a tree,
# so that a test can take parts of it away:
#
#   'a line'                         a directive
#   {open => '<If ..>', items => []} a section, or <Macro> and <IfModule>
#   {file => 'inc/x', items => []}   its lines stand in a file of their own
#   {glob => 'inc/*', items => []}   so do those of the files among its items
#   {htaccess => 'sub', items => []} those of an .htaccess; no line here

package Lint::Generator;

use strict;
use warnings;

use Exporter    qw(import);
use Lint::Lines qw(pick chance some condition line cors_lines quoted);

our @EXPORT_OK = qw(generate_main generate_host addresses requests render
    documents);

# Those that there are, below each virtual host's root.
my @documents = qw(index.html a.html b.txt err.html api/data.json api/index.html
    sub/index.html sub/err.html sub/deep/x.html empty/only.txt);

sub documents { return @documents }

my $serial;    # what makes names unique within one configuration

# Of CorsCreds* directives the first of a name that stands in a section: some
# are refused when they are there twice. None in a macro, which is used twice.
sub unique
{
    my ($seen, @items) = @_;
    return grep {
        if (ref $_ && ($_->{file} || $_->{glob}
                || ($_->{open} // '') =~ /^<(?:IfM|IfD|IfF|IfS|Macro)/)) {
            my $inner = ($_->{open} // '') =~ /^<Macro/
                ? { all => 1, %$seen } : $seen;
            @{ $_->{items} } = unique($inner, @{ $_->{items} });
        }
        ref $_ || !/^(CorsCreds\w*)/ || !$seen->{all} && !$seen->{$1}++;
    } @items;
}

sub section
{
    my ($open, @items) = @_;
    return { open => $open, items => [ unique({}, @items) ] };
}

sub lines
{
    my ($where, $least, $most) = @_;
    return some($least, $most, sub { line($where) });
}

# <If> and what belongs to it.
sub branches
{
    my ($where, $depth) = @_;
    my $inner = sub {
        return (lines("$where if", 1, 3),
            $depth < 2 && chance(5) ? branches($where, $depth + 1) : ());
    };
    my @list = section('<If ' . quoted(condition()) . '>', $inner->());
    push @list, section('<ElseIf ' . quoted(condition()) . '>', $inner->())
        if chance 3;
    push @list, section('<Else>', $inner->()) if chance 3;
    return @list;
}

sub files
{
    my ($where) = @_;
    return section(pick('<Files a.html>', '<Files "*.html">', '<Files err.html>',
        '<Files ~ "\.(txt|json)$">', '<FilesMatch "^[a-z]\.">',
        '<FilesMatch \.html$>', '<Files nowhere.html>', '<Files ?.txt>'),
        lines('files', 1, 3), chance(6) ? branches('files', 1) : ());
}

# Methods matter to Require alone.
sub limit
{
    my ($where) = @_;
    return section(pick('<Limit PUT DELETE>', '<Limit GET>', '<LimitExcept GET POST>'),
        pick('Require all denied', 'Header set X-Two limited',
            'Header always set X-One limited', 'SetEnvIf Origin . FLAG'));
}

sub required
{
    return section(pick('<RequireAny>', '<RequireAll>'),
        pick('Require method GET HEAD', 'Require env ALLOW', 'Require all granted'),
        pick('Require ip 127.0.0.1', 'Require local', 'Require method POST',
            'Require expr ' . quoted(condition())));
}

sub location
{
    return section(pick('<Location />', '<Location /api>', '<Location /api/>',
        '<Location "/sub/*">', '<LocationMatch "^/(api|sub)/">',
        '<Location ~ "\.html$">', '<LocationMatch "/$">', '<Location /err.html>',
        '<Location /old>', '<Location /missing.html>', '<Location /A*>',
        '<LocationMatch "^/(?<allow>[a-z]+)/(?<rest>.*)">', '<Location /al/>'),
        lines('location', 1, 4), chance(10) ? 'Header set X-One %{MATCH_ALLOW}e' : (),
        chance(10) ? limit('location') : (), chance(12) ? required() : (), chance(6) ? branches('location', 0) : ());
}

sub directory
{
    my ($root) = @_;
    my $at = pick('', '', '/sub', '/api', '/sub/deep', '/empty', '/*');
    my $open = pick(("<Directory \"$root$at\">") x 4, "<Directory \"$root$at/\">",
        '<Directory />', "<DirectoryMatch \"^$root/(sub|api)\">",
        '<Directory ~ "/sub">', '<DirectoryMatch "/deep">',
        '<DirectoryMatch "html$">', '<DirectoryMatch "b/$">',
        '<DirectoryMatch "sub$">');
    return section($open, lines('directory', 1, 3),
        chance(12) ? limit('directory') : (), chance(14) ? required() : (),
        chance(4) ? files('directory') : (),
        chance(6) ? branches('directory', 0) : ());
}

# What stands in a vhost, in the main server, an include or a macro.
sub block
{
    my ($root) = @_;
    my $kind = rand 100;
    return line('server') if $kind < 40;
    return location() if $kind < 58;
    return directory($root) if $kind < 72;
    return files('server') if $kind < 82;
    return branches('server', 0) if $kind < 92;
    return section(pick('<IfModule mod_headers.c>', '<IfModule headers_module>',
        '<IfModule !mod_absent.c>', '<IfModule mod_headers>',
        '<IfFile "docs">', '<IfFile "nowhere">', '<IfDirective Header>',
        '<IfSection Directory>', '<IfDirective ErrorDocument>'),
        block($root)) if $kind < 95;
    return ("Define V$serial->{id} " . pick('ALLOW', '"a b"', 'x'),
        "Header add X-Two \"\${V$serial->{id}}\"",
        section("<IfDefine " . pick('', '!') . "V$serial->{id}>", block($root)))
        if $kind < 98;
    return 'UnDefine NOTHING' if $kind < 99;
    return "Alias /al/ \"$root/sub/\"";
}

sub continued
{
    my ($line) = @_;
    return $line if ref $line || !chance 25;
    my @words = split / /, $line;
    my $at = 1 + int rand @words;
    return $line if $at >= @words || $line =~ /^Define/;
    return join(' ', @words[ 0 .. $at - 1 ]) . " \\\n  "
        . join ' ', @words[ $at .. $#words ];
}

sub blocks
{
    my ($root, $least, $most) = @_;
    my @items = map { continued($_) } some($least, $most, sub { block($root) });
    if (chance 6) {
        my $name = "M$serial->{id}_" . $serial->{next}++;
        unshift @items, section("<Macro $name \$who \$how>",
            'Header $how X-One "$who"', 'SetEnvIf Origin $who FLAG=$who',
            some(0, 2, sub { block($root) }));
        push @items, "Use $name example " . pick(qw(set add append));
        push @items, "use \L$name\E \"app example\" add" if chance 2;
    }
    if (chance 6) {
        push @items, { file => "inc/$serial->{id}-" . $serial->{next}++ . '.conf',
            optional => chance(3), items => [ some(1, 3, sub { block($root) }) ] };
    }
    if (chance 10) {
        my $folder = "inc/$serial->{id}-" . $serial->{next}++ . '.d';
        push @items, { glob => "$folder/*.conf", items => [ map {
            { file => "$folder/$_.conf", quiet => 1,
                items => [ some(1, 2, sub { block($root) }) ] } } qw(10 9 B a) ] };
    }
    return @items;
}

sub htaccess
{
    my $where = pick('', 'sub/', 'api/');
    return { htaccess => $where, items => [ unique({}, lines('htaccess', 1, 4)),
        chance(5) ? files('htaccess') : (),
        chance(6) ? branches('htaccess', 1) : () ] };
}

# What the main server says, before or behind the virtual hosts.
sub generate_main
{
    my ($seed) = @_;
    srand $seed;
    $serial = { id => 'main', next => 0 };
    return [ chance(3) ? () : unique({}, blocks('@ServerRoot@/docs/0', 1, 5)) ];
}

# What the virtual hosts of a batch stand for, one of them after the other: in
# most batches all alike, as an exact address hides those with a star.
sub addresses
{
    my ($seed) = @_;
    srand $seed;
    my @all = ('127.0.0.1:@Port@', '*:@Port@', '_default_:@Port@', '*',
        '127.0.0.1:*', '127.0.0.2:@Port@ 127.0.0.1:@Port@', '127.0.0.1');
    return @all if chance 5;
    return chance(2) ? $all[0] : pick(@all);
}

sub generate_host
{
    my ($seed, $id, $address) = @_;
    srand $seed;
    $serial = { id => $id, next => 0 };
    my $root = "\@ServerRoot\@/docs/$id";
    my @access = ("<Directory \"$root\">", 'Require all granted',
        'AllowOverride ' . pick('All', 'All', 'FileInfo', 'None',
                'FileInfo AuthConfig Indexes', 'FileInfo Nonfatal=Override'));
    my @names = ("ServerName c$id.test",
        chance(3) ? "ServerAlias *.c$id.test" : ());
    my $host = section("<VirtualHost $address>", @names,
        "DocumentRoot \"$root\"", section(@access), blocks($root, 2, 8),
        chance(3) ? htaccess() : (), chance(6) ? htaccess() : (),
        chance(5) ? cors_lines('server') : ());
    return $host;
}

my @origins = ('https://app.example.com', 'https://admin.example.com',
    'https://app.example.com', 'https://app.example.com.evil.test', 'null',
    'https://evil.test', 'HTTPS://APP.EXAMPLE.COM', 'http://app.example.com',
    'https://app.example.org:8443', 'https://a b', '');

sub requests
{
    my ($seed, $id) = @_;
    srand $seed + 1;
    my @paths = ('/', '/a.html', '/b.txt', '/api/data.json', '/api/', '/sub',
        '/sub/', '/sub/deep/x.html', '/empty/', '/missing.html', '/old/err.html',
        '/api/nothing?q=1', '/a.html?q=2', '/sub/%64eep/x.html', '/gone/x',
        '//api//data.json', '/err.html', '/api/index.html/info', '/al/deep/x.html',
        '/al/', '/sub/../a.html', '/a%2Fb', '/%zz', '/sub/deep/nothing/at/all',
        '/../etc', '/A.HTML', '/a.html/', '/%61pi/');
    return some(10, 10, sub {
        my $method = pick(('GET') x 6, 'OPTIONS', 'OPTIONS', 'OPTIONS', 'HEAD',
            'POST', 'POST', 'PUT', 'DELETE');
        my @headers;
        push @headers, [ Origin => pick(@origins[ 0 .. 3 ], @origins,
                "http://c$id.test", "https://c$id.test", "http://c$id.test:80") ]
            unless chance 3;
        push @headers, [ 'Access-Control-Request-Method' =>
            pick(qw(PUT GET PATCH DELETE)) ] if $method eq 'OPTIONS' && !chance 3;
        push @headers, [ 'Access-Control-Request-Headers' =>
            pick('content-type', 'x-a, content-type', 'x-b') ]
            if $method eq 'OPTIONS' && chance 3;
        push @headers, map { [ 'Sec-Fetch-Site' => pick('same-origin', 'none',
                'cross-site', 'cross-site', 'same-site', 'Same-Origin', '') ] }
            1 .. (chance(8) ? 2 : 1) if chance 3;
        push @headers, [ Upgrade =>
                pick('websocket', 'h2c, WebSocket/13', 'h2c', 'websockets') ]
            if chance 8;
        push @headers, [ 'X-A' => pick('7', 'one', '3') ] if chance 4;
        push @headers, [ 'User-Agent' => pick('test', 'Chrome/60.0', 'Chrome/99.0') ]
            if chance 4;
        push @headers, [ Cookie => 'sid=abc; t=1' ] if chance 5;
        push @headers, [ Origin => pick(@origins) ] if chance 40;
        return { method => $method, path => pick(@paths), headers => \@headers,
            host => pick(("c$id.test") x 8, "C$id.TEST:80", "sub.c$id.test",
                "c$id.test.") };
    });
}

# The text of some items; %$files gets what stands in files.
sub render
{
    my ($items, $files) = @_;
    my $text = '';
    for my $item (@$items) {
        if (!ref $item) { $text .= "$item\n"; next }
        my $inner = render($item->{items}, $files);
        if ($item->{glob}) {
            $text .= "Include \"$item->{glob}\"\n";
        }
        elsif ($item->{file}) {
            $files->{ $item->{file} } = $inner;
            next if $item->{quiet};
            $text .= 'Include' . ($item->{optional} ? 'Optional' : '')
                . " \"$item->{file}\"\n";
        }
        elsif (defined $item->{htaccess}) {
            $files->{"htaccess:$item->{htaccess}"} .= $inner;
        }
        else {
            my ($name) = $item->{open} =~ /^<(\w+)/;
            $text .= "$item->{open}\n$inner</$name>\n";
        }
    }
    return $text;
}

1;
