#!/usr/bin/perl
# SPDX-License-Identifier: Apache-2.0

# What keeps httpd from starting is an error to corslint, in the module's own
# words: the cases of t/refusals, which t/refusals.t holds against httpd.

use strict;
use warnings;

use FindBin ();
use lib "$FindBin::Bin/../lib";

use Cors::Configtest qw(:DEFAULT write_file frame);
use File::Glob       qw(:bsd_glob);
use JSON::PP         ();
use Lint::Corslint   qw(corslint tree);
use Test::More;

# As httpd's error log has it.
sub escaped
{
    my ($text) = @_;
    utf8::encode($text);
    $text =~ s/\\/\\\\/g;
    $text =~ s/\t/\\t/g;
    $text =~ s/([^ -~])/sprintf '\\x%02x', ord $1/ge;
    return $text;
}

# file:line: sentence, for each error, in any order.
sub said
{
    my (@arguments) = @_;
    my $run = corslint('--format=json', '--no-settings', @arguments);
    my $report = JSON::PP->new->utf8->decode($run->{out});
    return sort map { escaped("$_->{file}:$_->{line}: $_->{message}") . "\n" }
        grep { $_->{severity} eq 'error' } @{ $report->{findings} };
}

# What httpd is started with, the modules that the cases name included.
sub said_of_server
{
    my ($text) = @_;
    write_file('case.conf', $text);
    return said('--entry', frame());
}

sub said_of_fragment
{
    my ($text) = @_;
    return said(write_file('case.conf', $text));
}

for my $file (glob "$FindBin::Bin/../refusals/*.conf") {
    my ($subject) = $file =~ m{([^/]+)\.conf$};
    subtest $subject => sub {
        for (cases($file)) {
            my ($name, $text) = @$_;
            # A finding has its directive in the line that it shows.
            (my $expected = expected($text, first_line => 1))
                =~ s/^(\S+:\d+:) \S+:/$1/gm;
            is(join('', said_of_server($text)),
                join('', sort $expected =~ /^.*\n/gm), $name);
        }
    };
}

# What a fragment lacks may stand in what includes it.
for (
    [ 'On without an origin', "CorsCreds On\n" ],
    [ 'a guard without On',   "CorsCredsGuard Enforce\n" ],
    [ 'a cache that nobody loads',
        qq(CorsCredsOriginDBD "SELECT 1 FROM t WHERE a = %s"\n) ],
) {
    my ($name, $text) = @$_;
    is_deeply([ said_of_fragment($text) ], [], "$name, in a fragment");
    isnt(join('', said_of_server($text)), '', "$name, in a whole server");
}

# What it has is wrong whatever includes it.
for (
    "CorsCreds On\nCorsCredsOrigin *\n",
    "<VirtualHost *:443>\nCorsCredsOrigin https://*.com\n</VirtualHost>\n",
    "<Location /a>\n<Limit GET>\nCorsCreds On\n</Limit>\n</Location>\n",
) {
    is(scalar(() = said_of_fragment($_)), 1, 'a fragment: ' . s/\n/; /gr);
}

# What cannot be told may be what mends it.
for (
    "{% if fonts %}\nCorsCredsCredentials Off\n{% endif %}\nCorsCreds On\n"
        . "CorsCredsOrigin *\n",
    "CorsCredsUnsafe {{ unsafe }}\nCorsCreds On\nCorsCredsOrigin null\n",
    "CorsCreds On\nCorsCredsOrigin {{ origins }}\n",
    "CorsCreds On\n{% if live %}\nCorsCredsOrigin https://app.example.com\n"
        . "{% endif %}\n",
    "CorsCreds On\n<Directory /srv>\n    AllowOverrideList CorsCredsOrigin\n"
        . "</Directory>\n",
) {
    is(join('', said_of_server($_)), '', 'nothing is sure: ' . s/\n/; /gr);
}

# An .htaccess is read when it is asked for, inside of what its server says.
my $server = sub {
    my ($own) = @_;
    my $root = tree(
        'htdocs/.htaccess' => "CorsCreds On\nCorsCredsOrigin *\n",
        'htdocs/a.txt'     => 'a');
    write_file('case.conf', "$own\nDocumentRoot \"$root/htdocs\"\n"
            . "<Directory \"$root/htdocs\">\n    AllowOverride FileInfo\n"
            . "    Require all granted\n</Directory>\n");
    return corslint('simulate', '--config', frame(), '--url',
        'http://api.example.com/a.txt', '--origin', 'https://app.example.com',
        '--format', 'json');
};
for ([ '', 500 ], [ 'CorsCredsCredentials Off', 200 ]) {
    my ($own, $status) = @$_;
    my $run = $server->($own);
    is(JSON::PP->new->decode($run->{out})->{status}, $status,
        qq(an .htaccess in a server with "$own"))
        or diag $run->{err};
}

done_testing;
