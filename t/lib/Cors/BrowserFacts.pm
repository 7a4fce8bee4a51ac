# SPDX-License-Identifier: Apache-2.0

# docs/browsers.md, held against what a test has found. A table there is the
# test's between a comment with its name and the next <!-- end -->; the last of its
# columns are engines.
#
#   documented('t/browser/demo.t', [ 'third-party cookies' ], [
#       [ [ 'allowed' ], { chromium => 'kept', firefox => 'kept' } ],
#       ...
#   ], 'text below it');
#
# Engines that are not tested now stay as they are there. UPDATE=1 writes it.

package Cors::BrowserFacts;

use strict;
use warnings;
use Exporter 'import';

use Cors::Markdown qw(cells table);
use Cwd            qw(abs_path);
use File::Basename qw(dirname);
use Test::More     ();

our @EXPORT_OK = qw(documented name_of slurp spill);

my %names = (chromium => 'Chromium', firefox => 'Firefox',
    webkit => 'WebKitGTK');
my $document = abs_path(dirname(__FILE__) . '/../../../docs/browsers.md');

# An engine's, as people call it.
sub name_of { return $names{ $_[0] } }

sub documented
{
    my ($test, $heading, $rows, $below) = @_;
    my @engines = sort keys %names;
    my $text = slurp($document);
    my ($there) = $text =~ /^<!-- \Q$test\E -->\n(.*?)^<!-- end -->$/ms
        or die "$document has no part of $test\n";
    my (undef, @old) = cells($there);
    my @lines = map {
        my ($labels, $found) = @{ $rows->[$_] };
        my %cell;
        @cell{@engines} = @{ $old[$_] || [] }[ @$labels .. @$labels + $#engines ];
        [ @$labels, map { $_ // '' } @{ { %cell, %$found } }{@engines} ];
    } 0 .. $#$rows;
    my $new = table([ @$heading, @names{@engines} ], @lines) . ($below // '');
    if ($ENV{UPDATE} && $new ne $there) {
        $text =~ s/^(<!-- \Q$test\E -->\n).*?^(<!-- end -->)$/$1$new$2/ms;
        spill($document, $text);
        $there = $new;
    }
    return Test::More::is($there, $new, 'as docs/browsers.md has it');
}

sub slurp
{
    my ($file) = @_;
    open my $in, '<', $file or die "$file: $!\n";
    local $/;
    return scalar(<$in>) // '';
}

sub spill
{
    my ($file, $content) = @_;
    open my $out, '>', $file or die "$file: $!\n";
    print $out $content;
    close $out or die "$file: $!\n";
    return;
}

1;
