# SPDX-License-Identifier: Apache-2.0

# Origins that a careless comparison would take for an allowed one. Each is
# derived from an allowed origin; none is one.

package Cors::Hostile;

use strict;
use warnings;
use Exporter 'import';

our @EXPORT = qw(hostile_origins hostile_to_wildcard hostile_to_any_port
    hostile_to_regex hostile_nonsense);

# Of an origin without a port, such as https://app.example.com.
sub hostile_origins
{
    my ($origin) = @_;
    my ($scheme, $host) = $origin =~ m{^(\w+)://(.+)\z};
    my ($first, $rest) = split /\./, $host, 2;
    my $evil = 'evil.example';
    return (
        # suffix, prefix, sub-domain, sibling
        "$origin.$evil", "$origin-$evil", "$origin$evil", "${origin}m",
        "$scheme://$evil.$host", "$scheme://evil$host", "$scheme://evil-$host",
        "$scheme://$rest", "$scheme://www.$rest", "$scheme://x.$host",
        "$scheme://$first-x.$rest", "$scheme://x$first.$rest",
        "$scheme://$first", "$scheme://$first.$evil", "$scheme://.$host",
        "$scheme://$host.", "$scheme://$host..", "$scheme://$first..$rest",
        substr($origin, 0, -1), substr($origin, 0, -4),
        # the dots of a pattern
        map({ my $copy = $host; $copy =~ s/\./$_/; "$scheme://$copy" }
            'x', '-', '%2e', '%2E', "\xe3\x80\x82", ',', '_', '/', ''),
        # user info, path, query, fragment
        "$scheme://$evil\@$host", "$scheme://$host\@$evil",
        "$scheme://$host:x\@$evil", "$scheme://user:pw\@$host",
        "$scheme://\@$host", "$scheme://$evil/$host", "$scheme://$evil#$host",
        "$scheme://$evil?$host", "$scheme://$evil\\$host",
        "$scheme://$evil%2f$host", "$scheme://$evil%00$host",
        "$scheme://$evil&$host", "$scheme://$evil;$host",
        map({ "$origin$_" } '/', '//', '/x', '/../', '?', '?x', '#', '#x',
            '\\', '%00', '%20', '%2e', '&', ';', '$', '^', '*', '|', '`',
            '(', ')', '{', '}', '[', ']', '<', '>', '"', q{'}, '~', '!', '+',
            '=', '_', '-'),
        # port
        map({ "$origin:$_" } '', 0, 1, 80, 443, '0443', 444, 4443, 8080, 8443,
            65535, 65536, 99999, 4294967739, -1, '+443', '443x', 'x', '443:443',
            ' 443', '443/', '443.', '0x1bb', '*'),
        # scheme
        map({ "$_://$host" } qw(http ftp file ws wss httpss xhttps ttps s
            javascript data blob chrome-extension moz-extension app *), ''),
        "blob:$origin", "$scheme:$host", "$scheme:/$host", "$scheme:///$host",
        "$scheme//$host", "//$host", $host, "$scheme://", "$scheme:",
        "view-source:$origin", "$scheme:\\\\$host",
        # case
        uc $origin, ucfirst $origin, uc($scheme) . "://$host",
        "$scheme://" . uc $host, "$scheme://" . ucfirst $host,
        "$scheme://$first." . uc $rest,
        # unicode, percent, punycode
        map({ my $copy = $host; $copy =~ s/e/$_/; "$scheme://$copy" }
            "\xc3\xa9", "\xd0\xb5", "%65", "\xef\xbd\x85", "e\xcc\x81",
            "e\xe2\x80\x8b", "\xe9", "e\xc2\xad", "e\xff"),
        "$scheme://xn--$host", "$scheme://$host\xe2\x80\xae",
        # control bytes and blanks within
        map({ ("$origin$_" . 'x', "$scheme://$first$_.$rest",
            "$scheme:$_//$host") } "\t", ' ', "\x01", "\x0b", "\x0c", "\x1f",
            "\x7f", "\x80", "\xa0", "\x85"),
        "$origin\x01", "\x01$origin", "$origin\x0b", "\x0c$origin",
        "$origin\x7f", "\xc2\xa0$origin", "\xef\xbb\xbf$origin",
        # lists
        "$origin, https://$evil", "https://$evil, $origin",
        "$origin,$origin", "$origin $origin", "$origin https://$evil",
        "https://$evil $origin", "$origin,", ",$origin", "$origin, null",
        "null, $origin", "$origin;", "$origin|https://$evil",
        "$origin\thttps://$evil", qq("$origin"), "'$origin'", "<$origin>",
        "($origin)", "[$origin]",
        # length
        "$scheme://" . ('a' x 300) . ".$host",
        "$scheme://" . join('.', ('a' x 60) x 5) . ".$host",
        "$scheme://$host." . 'a' x 4000, $origin x 50,
    );
}

# Of https://*.DOMAIN: one or more labels before it, never none.
sub hostile_to_wildcard
{
    my ($domain) = @_;
    return (
        # the pattern's own text, which is no origin
        "https://*.$domain",
        map({ "https://$_" } $domain, ".$domain", "..$domain", "a..$domain",
            ".a.$domain", "x$domain", "a.$domain.", "a.x$domain",
            "a.$domain.evil.example", "a.${domain}x", "a-$domain",
            "evil.example/.$domain", "evil.example#.$domain",
            "evil.example?.$domain", "evil.example\\.$domain",
            "evil.example\@a.$domain", "a:b\@c.$domain",
            "evil.example:80.$domain", "evil.example%2f.$domain",
            "evil.example%00.$domain", "evil example.$domain",
            "evil.example,.$domain", "evil.example;.$domain",
            "A.$domain", "a.\U$domain", "a.$domain:8443", "a.$domain:443",
            "a.$domain:", "\xc3\xa9.$domain", "a\x01.$domain",
            "a\t.$domain", "[::1].$domain", ('a' x 64) . ".$domain",
            join('.', ('a' x 50) x 5) . ".$domain"),
        "http://a.$domain", "HTTPS://a.$domain", "//a.$domain", "a.$domain",
        "https:///a.$domain", "https:a.$domain", "ws://a.$domain");
}

# Of ORIGIN:*
sub hostile_to_any_port
{
    my ($origin) = @_;
    return (
        map({ "$origin:$_" } '', 65536, 70000, 99999, 100000, '080', '00',
            '8a', 'a8', '+80', '-80', '80-', ' 80', '80 81', '8080:80',
            '80/', '80?', '80#', '80@evil.example', '8.0', '0x50', '*',
            443, "80\x01", "\xd9\xa8", '18446744073709551696'),
        map({ "$origin$_:80" } '.evil.example', 'x', '.', '/', '@'));
}

# Of https://re[0-9]+\.REST
sub hostile_to_regex
{
    my ($rest) = @_;
    return map({ "https://$_" } "re.$rest", "rex.$rest", "re1x$rest",
        "re1.$rest.evil.example", "evil.example/re1.$rest", "xre1.$rest",
        "re1.${rest}x", "re1.$rest:8443", "re1.$rest/", "re1.$rest#",
        "re1\x01.$rest", "RE1.$rest", "re1.\U$rest", "re1.$rest."),
        "xhttps://re1.$rest", "http://re1.$rest",
        "https://evil.example,https://re1.$rest",
        "https://re1.$rest, https://evil.example";
}

sub hostile_nonsense
{
    return ('null', 'NULL', 'Null', 'null/', '*', 'true', '0', 'undefined',
        'about:blank', 'about:srcdoc', 'data:text/html,x', 'file://',
        'file:///', 'https', 'https:', 'https:/', 'https://', 'https:///',
        'https://*', 'https://*.example.com', '*.example.com', '.',
        '://', ':', '/', '\\', '%', '%s%n', '${jndi:ldap://x}', '(null)',
        'localhost', 'http://localhost', 'http://127.0.0.1', 'https://[::1]',
        'https://[', 'https://]', 'https://[::1', 'https://1.2.3',
        'https://0x7f.1', "\xff\xfe", "\x80", 'a' x 326, 'a' x 7000,
        'https://' . 'a.' x 2000, ',' x 4000, ' ,' x 1000);
}

1;
