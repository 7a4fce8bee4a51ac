# SPDX-License-Identifier: Apache-2.0

# A live httpd says of the expressions in t/lint/model/expressions what stands
# there. t/lint/model/expr_cases.c holds the linter to the same file.

use strict;
use warnings;

use FindBin ();
use lib "$FindBin::Bin/../lib";
use Cors::Server ();
use Test::More;

my $cases = "$FindBin::Bin/model/expressions";
my (@requests, @rows);
open my $in, '<', $cases or die "$cases: $!";
while (<$in>) {
    next if /^#/;
    chomp;
    my ($kind, @columns) = split /\t/;
    if ($kind eq 'request') { push @requests, \@columns }
    else { push @rows, [ $kind, @columns ] }
}
close $in;

sub quoted
{
    my ($text) = @_;
    return '"' . $text =~ s/([\\"])/\\$1/gr . '"';
}

# Row by row a path of its own, with the condition or the text.
sub section
{
    my ($kind, $expression, $path) = @_;
    my $lines = $kind eq 'text'
        ? 'Header set X-Text ' . quoted("expr=$expression")
        : '<If ' . quoted($expression) . ">\nHeader set X-If yes\n</If>";
    return "<Location $path>\n$lines\n</Location>\n";
}

my $server = Cors::Server->new;
$server->write('htdocs/empty.txt', '');
my $refused = $server->write('refused.conf', '');
my $conf = <<'CONF';
AliasMatch "^/e/" "@ServerRoot@/htdocs/empty.txt"
<Directory "@ServerRoot@/htdocs">
    Require all granted
</Directory>
SetEnvIf Request_URI . V=1 "W=w w"
Header always set X-Early 1 early
CONF
for my $i (0 .. $#rows) {
    my ($kind, $expression) = @{ $rows[$i] };
    $conf .= section($kind, $expression, "/e/$i") if $kind ne 'refused';
}
$server->start($conf);

sub bytes_of
{
    my ($request, $path) = @_;
    my ($method, $query, @headers) = @$request;
    my $target = $query eq '-' ? $path : "$path?$query";
    return join "\r\n", "$method $target HTTP/1.1",
        'Host: www.example.test', @headers, '', '';
}

# What httpd answered, as the file writes it.
sub answer_of
{
    my ($kind, $head) = @_;
    my ($status) = $head =~ m{^HTTP/1\.1 (\d+)};
    return "status $status" if $status != 200;
    return '=' . ($head =~ /^X-Text: ?(.*?)\r?$/m ? $1 : '')
        if $kind eq 'text';
    my @vary = map { split /[, ]+/ } $head =~ /^Vary: (.*?)\r?$/mg;
    return join ' ', ($head =~ /^X-If: yes/m ? 'yes' : 'no'), @vary;
}

# The responses have no bodies: one connection brings them all, head by head.
for my $n (0 .. $#requests) {
    my @asked = grep { $rows[$_][0] ne 'refused' } 0 .. $#rows;
    while (my @some = splice @asked, 0, 100) {
        my @bytes = map { bytes_of($requests[$n], "/e/$_") } @some;
        $bytes[-1] =~ s/\r\n\z/Connection: close\r\n\r\n/;
        my @heads = split /\r\n\r\n/, $server->exchange(join '', @bytes);
        for my $i (@some) {
            my ($kind, $expression, @expected) = @{ $rows[$i] };
            is answer_of($kind, shift @heads // 'HTTP/1.1 000'),
                $expected[$n], "row $i, request @{[ $n + 1 ]}: $expression";
        }
    }
}
$server->stop;

# One after another: httpd stops at the first that it refuses.
my $frame = $server->frame =~ s/\@ServerRoot\@/$server->{root}/gr
    =~ s/\@Port\@/$server->{port}/gr;
sub start_up
{
    my ($expression) = @_;
    $server->write('refused.conf',
        $frame . section('condition', $expression, '/'));
    return qx("@{[ Cors::Server::httpd() ]}" -t -f "$refused" 2>&1);
}

start_up('true');
is $?, 0, 'httpd has nothing against the frame';
for my $row (grep { $_->[0] eq 'refused' } @rows) {
    my $output = start_up($row->[1]);
    isnt $?, 0, "refused: $row->[1]" or diag $output;
}

done_testing;
