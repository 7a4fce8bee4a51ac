#!/usr/bin/perl
# SPDX-License-Identifier: Apache-2.0

# The witnesses of findings, sent to a live httpd: the headers that corslint
# foretells are those that come. Each configuration is a virtual host of its
# own, and so are the bad examples of the rules that speak with a witness.

use strict;
use warnings;

use FindBin ();
use lib "$FindBin::Bin/../lib";

use Cors::Server ();
use JSON::PP     ();
use Test::More;

my $top = "$FindBin::Bin/../..";
my $corslint = $ENV{CORSLINT} || "$top/build/corslint";

# Of the rules that are about who is let in.
my @ours = qw(any-origin-credentials any-origin-reflected wildcard-credentials
    origin-suffix-bypass origin-prefix-bypass origin-unescaped-dot
    origin-any-subdomain origin-shared-suffix origin-plain-http origin-null
    origin-dev-host origin-unanchored-latent reflected-not-origin
    env-may-be-unset);
my %ours = map { $_ => 1 } @ours;

my $set = 'Header always set Access-Control-Allow-Origin "%{O}e" env=O';
my $echo = 'Header always set Access-Control-Allow-Origin "expr=%{req:Origin}" env=O';
my $cred = 'Header always set Access-Control-Allow-Credentials true';

# What is found, and where.
my @cases = (
    # Everybody.
    ['any-origin-credentials', 'SetEnvIf Origin "(.*)" O=$1', $set, $cred],
    ['any-origin-credentials', 'SetEnvIf Origin ".+" O=$0', $set, $cred],
    ['any-origin-credentials', 'SetEnvIf Origin "^https://" O=1', $echo, $cred],
    ['any-origin-credentials', 'RewriteEngine On',
        'RewriteRule ^ - [E=O:%{HTTP:Origin}]', $set, $cred],
    ['any-origin-credentials', 'RewriteEngine On',
        'RewriteCond %{HTTP:Origin} (.+)', 'RewriteRule ^ - [E=O:%1]', $set, $cred],
    ['any-origin-credentials',
        'Header always set Access-Control-Allow-Origin "expr=%{req:Origin}"', $cred],
    ['any-origin-credentials', 'SetEnvIfExpr "req(\'Origin\') =~ /(.+)/" O=$1', $set, $cred],
    ['any-origin-credentials', '<If "-n %{HTTP:Origin}">',
        'Header always set Access-Control-Allow-Origin "expr=%{HTTP:Origin}"',
        $cred, '</If>'],
    ['any-origin-credentials', '<Location "/api/">', 'RewriteEngine On',
        'RewriteRule ^ - [E=O:%{HTTP:Origin}]', $set, $cred, '</Location>'],
    ['any-origin-credentials', '<FilesMatch "\.(json|xml)$">',
        'SetEnvIf Origin "(.+)" O=$1', $set, $cred, '</FilesMatch>'],
    ['any-origin-credentials', '<Location "/private/">', 'Require ip 127.0.0.1',
        'SetEnvIf Origin "(.+)" O=$1', $set, $cred, '</Location>'],
    ['any-origin-credentials', 'SetEnvIf Request_Method OPTIONS P',
        'SetEnvIf Origin "(.+)" O=$1',
        'Header always set Access-Control-Allow-Origin "%{O}e" env=P', $cred],
    ['any-origin-reflected', 'SetEnvIf Origin "(.+)" O=$1', $set],
    # What no scheme, no end or no beginning lets in.
    ['origin-suffix-bypass', 'SetEnvIf Origin "^https://.*example\.com$" O=$0', $set, $cred],
    ['origin-suffix-bypass', 'SetEnvIf Origin "example\.com$" O=1', $echo, $cred],
    ['origin-suffix-bypass', 'SetEnvIf Origin "^https://(.+.)?example\.com$" O=$0', $set, $cred],
    ['origin-suffix-bypass', 'RewriteEngine On',
        'RewriteCond %{HTTP:Origin} ^https://',
        'RewriteCond %{HTTP:Origin} example\.com$',
        'RewriteRule ^ - [E=O:%{HTTP:Origin}]', $set, $cred],
    ['origin-suffix-bypass', '<If "%{HTTP:Origin} -strmatch \'https://*example.com\'">',
        'Header always set Access-Control-Allow-Origin "expr=%{req:Origin}"', $cred, '</If>'],
    ['origin-prefix-bypass', 'RewriteEngine On',
        'RewriteCond %{HTTP:Origin} ^https://(a\.example\.com|b\.example\.com) [NC]',
        'RewriteRule ^ - [E=O:%{HTTP:Origin}]', $set, $cred],
    ['origin-prefix-bypass', 'SetEnvIf Origin "^https://app\.example\.com" O=1', $echo, $cred],
    ['origin-prefix-bypass', 'SetEnvIf Origin "^https://app\.example\.com(.*)$" O=$0', $set, $cred],
    ['origin-prefix-bypass', 'SetEnvIf Origin https://app.example.com O=1', $echo, $cred,
        'origin-unescaped-dot'],
    ['origin-prefix-bypass', 'SetEnvIf Origin "^https://app\.example\.com([^.\-a-zA-Z0-9]+.*)?" O=$0',
        $set, $cred],
    ['origin-prefix-bypass', 'SetEnvIf Origin "^https://app\.example\.com($|[`{}!].*)" O=$0',
        $set, $cred],
    ['origin-prefix-bypass', "<If \"%{HTTP:Origin} =~ m#^https://app\\.example\\.com#\">",
        'Header always set Access-Control-Allow-Origin "expr=%{req:Origin}"', $cred, '</If>'],
    ['origin-prefix-bypass', '<If "%{HTTP:Origin} -strmatch \'https://app.example.com*\'">',
        'Header always set Access-Control-Allow-Origin "expr=%{req:Origin}"', $cred, '</If>'],
    ['origin-prefix-bypass', 'RewriteEngine On',
        'RewriteCond %{HTTP:Origin} !^https://app\.example\.com', 'RewriteRule ^ - [S=1]',
        'RewriteRule ^ - [E=O:%{HTTP:Origin}]', $set, $cred],
    ['origin-prefix-bypass', 'SetEnvIf Origin "^https://a\.example\.com|https://b\.example\.com$" O=1',
        $echo, $cred],
    ['origin-prefix-bypass', 'SetEnvIf Origin "^https://\\', 'app\.example\.com" \\', 'O=1',
        $echo, $cred],
    # An unescaped dot.
    ['origin-unescaped-dot', 'SetEnvIf Origin "^https://app.example.com$" O=$0', $set, $cred],
    ['origin-unescaped-dot', 'RewriteEngine On',
        'RewriteCond %{HTTP:Origin} "^https://(' . join('|', map { "h$_\\.example\\.com" } 1 .. 49)
            . '|h50.example\.com)$"',
        'RewriteRule ^ - [E=O:%{HTTP:Origin}]', $set, $cred],
    [undef, 'SetEnvIf Origin "^https://example.com$" O=$0', $set, $cred],
    # Below a domain.
    ['origin-any-subdomain', 'SetEnvIf Origin "^https://([^.]+\.)?example\.com$" O=$0', $set, $cred],
    ['origin-any-subdomain', 'SetEnvIf Origin "^(https://.+\.example\.com)$" O=$1', $set, $cred],
    ['origin-any-subdomain', '<If "%{HTTP:Origin} -strmatch \'https://*.example.com\'">',
        'Header always set Access-Control-Allow-Origin "expr=%{req:Origin}"', $cred, '</If>'],
    ['origin-shared-suffix', 'SetEnvIf Origin "^https://[a-z0-9-]+\.github\.io$" O=$0', $set, $cred],
    ['origin-shared-suffix', 'SetEnvIf Origin "^https://([a-z0-9-]+\.)*netlify\.app$" O=$0', $set, $cred],
    [undef, 'SetEnvIf Origin "^https://me\.github\.io$" O=$0', $set, $cred],
    [undef, 'SetEnvIf Origin "^https://(app|staging|www[0-9])\.example\.com(:8443)?$" O=$0', $set, $cred],
    # Without TLS, null, developers.
    ['origin-plain-http', 'SetEnvIf Origin "^https?://(www\.)?example\.com$" O=$0', $set, $cred],
    ['origin-plain-http', 'Header always set Access-Control-Allow-Origin http://app.example.com', $cred],
    ['origin-null', 'Header always set Access-Control-Allow-Origin null', $cred],
    ['origin-null', 'SetEnvIf Origin "^(null|https://app\.example\.com)$" O=$0', $set, $cred],
    ['origin-dev-host', 'SetEnvIf Origin "^https?://localhost(:[0-9]+)?$" O=$0', $set, $cred],
    ['origin-dev-host', 'SetEnvIf Origin "^capacitor://localhost$" O=$0', $set, $cred],
    ['origin-dev-host', 'Header always set Access-Control-Allow-Origin http://192.168.2.65:3000'],
    # Nobody.
    ['reflected-not-origin', 'SetEnvIf Origin "^https://app\.example\.com$" O', $set, $cred],
    ['reflected-not-origin', 'SetEnvIf Origin "https://app\.example\.com" O=$0', $set, $cred],
    ['reflected-not-origin', 'SetEnvIf Origin "(app|www)\.example\.com$" O=$0', $set, $cred],
    ['wildcard-credentials', 'Header always set Access-Control-Allow-Origin "*"', $cred],
    ['env-may-be-unset', 'SetEnvIf Origin "^https://app\.example\.com$" O=$0',
        'Header always set Access-Control-Allow-Origin "%{O}e"', $cred],
    # Open, and nothing comes of it.
    ['origin-unanchored-latent', 'SetEnvIf Origin "^https://app\.example\.com" O=$0', $set, $cred],
    ['origin-unanchored-latent', 'SetEnvIf Origin "https://(app|www)\.example\.com$" O=1', $echo, $cred],
    # As it should be.
    [undef, 'SetEnvIf Origin "^https://app\.example\.com$" O=$0', $set, $cred],
    [undef, 'SetEnvIf Origin "^(.*)$" SEEN=$1', 'SetEnvIf Origin "^https://app\.example\.com$" O=1',
        $echo, $cred],
    [undef, 'SetEnvIfExpr "req(\'Origin\') in { \'https://a.example.com\', \'https://b.example.com\' }" O=1',
        $echo, $cred],
    [undef, "<If \"%{HTTP:Origin} == 'https://app.example.com'\">",
        'Header always set Access-Control-Allow-Origin https://app.example.com', $cred, '</If>'],
    [undef, 'RewriteEngine On', 'RewriteCond %{HTTP:Origin} =https://app.example.com',
        'RewriteRule ^ - [E=O:%{HTTP:Origin}]', $set, $cred],
    [undef, 'RewriteEngine On', 'RewriteCond %{HTTP:Origin} !^https://app\.example\.com$',
        'RewriteRule ^ - [F]', 'Header set Access-Control-Allow-Origin "expr=%{req:Origin}"',
        'Header set Access-Control-Allow-Credentials true'],
    [undef, 'SetEnvIf Origin "^https://app\.example\.com\z" O=$0', $set, $cred],
);

# The rules' own examples.
push @cases, map { [ $_->{id}, split /\n/, $_->{bad} ] } grep { $ours{ $_->{id} } }
    @{ JSON::PP->new->decode(scalar `"$corslint" rules --format json`) };

my $server = Cors::Server->new;
my ($conf, @starts) = ('');
for my $i (0 .. $#cases) {
    my (undef, @lines) = @{ $cases[$i] };
    push @starts, ($conf =~ tr/\n//) + 1;
    $conf .= join "\n", '<VirtualHost 127.0.0.1:@Port@>', "ServerName h$i.example.net",
        (grep { !$ours{$_} } @lines), '</VirtualHost>', '';
}
$server->write('htdocs/index.html', "x\n");
$server->start($conf);

# The same text by itself, so that it is judged as a fragment.
my $fragment = $server->write('fragment.conf', $conf =~ s/\@Port\@/443/gr);
my $report = `"$corslint" check --format json --persona auditor "$fragment"`;
my (@found, @witnesses);
for my $finding (@{ JSON::PP->new->decode($report)->{findings} }) {
    next unless $ours{ $finding->{id} };
    my ($i) = grep { $starts[$_] <= $finding->{line} } reverse 0 .. $#starts;
    $found[$i]{ $finding->{id} } = 1;
    push @{ $witnesses[$i] }, $finding if $finding->{witness};
}

sub values_of
{
    my ($name, @headers) = @_;
    return join ' | ', map { $_->[1] } grep { lc $_->[0] eq lc $name } @headers;
}

# What httpd answers to the request of a witness.
sub replay
{
    my ($i, $request) = @_;
    my ($path) = $request->{url} =~ m{^https?://[^/]+(/.*)$};
    my $bytes = $server->exchange(join "\r\n", "$request->{method} $path HTTP/1.1",
        "Host: h$i.example.net", 'Connection: close',
        map({ "$_->[0]: $_->[1]" } @{ $request->{headers} }), '', '');
    my ($head) = split /\r\n\r\n/, $bytes;
    my (undef, @fields) = split /\r\n/, $head;
    return map { [ /^([^:]+):\s*(.*)$/ ] } @fields;
}

for my $i (0 .. $#cases) {
    my ($wanted, @lines) = @{ $cases[$i] };
    my $name = join ' / ', grep { !$ours{$_} } @lines[0 .. ($#lines > 3 ? 3 : $#lines)];
    my @wanted = ($wanted // (), grep { $ours{$_} } @lines);
    # What is always said beside it is not the subject.
    my %got = %{ $found[$i] // {} };
    if (@wanted) {
        ok($got{$_}, "$_: $name") or diag 'found: ', join ' ', sort keys %got for @wanted;
    } else {
        is_deeply([ sort keys %got ], [], "nothing: $name");
    }
    for my $finding (@{ $witnesses[$i] // [] }) {
        my $witness = $finding->{witness};
        my @live = replay($i, $witness->{request});
        my @said = map { [ $_->{name}, $_->{value} // '?' ] } @{ $witness->{response}{headers} };
        for my $field (qw(Access-Control-Allow-Origin Access-Control-Allow-Credentials)) {
            is(values_of($field, @live), values_of($field, @said),
                "httpd's $field for $finding->{id}: $name")
                or diag JSON::PP->new->canonical->encode($witness->{request});
        }
    }
}
done_testing;
