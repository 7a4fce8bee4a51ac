#!/usr/bin/env perl
# SPDX-License-Identifier: Apache-2.0
#
# The configuration that this machine's httpd was installed with starts a
# server, so there is nothing to be said about it: neither as a whole, nor about
# a file of it alone.
use strict;
use warnings;
use Cwd qw(abs_path);
use File::Basename qw(dirname);
use Test::More;

my $here = dirname(abs_path(__FILE__));
my $dump = abs_path($ENV{LINT_DUMP} // "$here/../../../build/obj/t/lint/conf/dump");
my @trees = grep { -r "$_->[0]/$_->[1]" } (
    ['/etc/apache2', 'apache2.conf'],
    ['/etc/httpd', 'conf/httpd.conf'],
    ['/usr/local/apache2', 'conf/httpd.conf'],
);

BAIL_OUT('no dump program: make unit first') unless $dump && -x $dump;
plan skip_all => 'no httpd is configured here' unless @trees;

sub problems_of {
    my (@options) = @_;
    open my $out, '-|', $dump, '--dump=resolved', @options or die "$dump: $!";
    my $problems = join '', grep { /^(?:note|warning|error) / } <$out>;
    close $out;
    return $problems . ($? ? 'exit ' . ($? >> 8) : '');
}

for my $tree (@trees) {
    my ($root, $entry) = @$tree;
    is problems_of("$root/$entry", '--whole-server', "--server-root=$root"), '', "$root as a server";
    my @files = grep { -r } glob "$root/$entry $root/*-available/*.{conf,load} $root/conf.d/*.conf "
        . "$root/conf.modules.d/*.conf $root/conf/extra/*.conf";
    is problems_of($_), '', $_ for @files;
}
done_testing;
