# SPDX-License-Identifier: Apache-2.0

# Tables in Markdown, laid out so that they can be read as text too.

package Cors::Markdown;

use strict;
use warnings;
use Exporter 'import';

our @EXPORT_OK = qw(table cells);

# Lines of cells, the first of which is the heading, as text.
sub table
{
    my (@lines) = @_;
    my @width;
    for my $line (@lines) {
        for my $column (0 .. $#$line) {
            my $length = length $line->[$column];
            $width[$column] = $length if $length > ($width[$column] // 0);
        }
    }
    my @text = map {
        my $line = $_;
        '| ' . join(' | ', map { sprintf "%-$width[$_]s", $line->[$_] }
            0 .. $#width) . " |\n";
    } @lines;
    splice @text, 1, 0, '|' . join('|', map { '-' x ($_ + 2) } @width) . "|\n";
    return join '', @text;
}

# The other way: the cells of the table in a text, heading first.
sub cells
{
    my ($text) = @_;
    my @lines = map { [ /\| (.*?) *(?= \|)/g ] } grep { /^\| / } split /\n/, $text;
    return @lines;
}

1;
