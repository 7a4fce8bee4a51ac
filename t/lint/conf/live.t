#!/usr/bin/env perl
# SPDX-License-Identifier: Apache-2.0
#
# Does lint/conf see what httpd sees? Every live/NAME.conf is read by both:
# httpd prints its tree with -D DUMP_CONFIG, which mod_info answers.
use strict;
use warnings;
use Cwd qw(abs_path);
use File::Basename qw(basename dirname);
use Test::More;

my $here = dirname(abs_path(__FILE__));
my $dump = abs_path($ENV{LINT_DUMP} // "$here/../../../build/obj/t/lint/conf/dump");
my ($httpd) = grep { defined && -x } $ENV{HTTPD}, '/usr/sbin/apache2',
    '/usr/sbin/httpd', '/usr/local/apache2/bin/httpd';
my ($modules) = grep { defined && -d } $ENV{HTTPD_MODULES},
    '/usr/lib/apache2/modules', '/usr/lib64/httpd/modules',
    '/usr/local/apache2/modules';
my @loaded = qw(mpm_event authz_core headers setenvif rewrite macro info);

BAIL_OUT('no dump program: make unit first') unless $dump && -x $dump;
BAIL_OUT('no httpd: set HTTPD and HTTPD_MODULES') unless $httpd && $modules;

$ENV{FROM_OUTSIDE} = 'env';

sub output_of {
    my (@command) = @_;
    # What httpd says of the odd things in there is not the subject.
    open my $out, '-|', 'sh', '-c', 'exec "$@" 2>/dev/null', 'sh', @command
        or die "$command[0]: $!";
    my @lines = <$out>;
    close $out;
    chomp @lines;
    return @lines;
}

# The tree as lines: two blanks a level, the last `>` of a section its end.
sub httpd_tree {
    my ($file) = @_;
    my @load = map { ('-C', "LoadModule ${_}_module $modules/mod_$_.so") }
        grep { -e "$modules/mod_$_.so" } @loaded;
    my @lines = output_of($httpd, '-t', '-D', 'DUMP_CONFIG', '-d', abs_path('.'), '-f',
        abs_path($file), @load, '-C', 'ServerName x', '-C',
        'ErrorLog /dev/null');
    shift @lines while @lines && $lines[0] ne 'ErrorLog /dev/null';
    shift @lines;
    my @tree = grep { !/^\s*#/ && !/^\s*<\// && $_ ne 'Syntax OK' } @lines;
    s/>[^>]*$/>/ for grep { /^\s*</ } @tree;
    return join "\n", @tree, '';
}

sub our_tree {
    my ($file) = @_;
    my ($version) = join('', output_of($httpd, '-v')) =~ m{Apache/([\d.]+)};
    my @lines = output_of($dump, '--dump=resolved', $file, '--whole-server',
        '--server-root=.', "--httpd-version=$version",
        '--environment=FROM_OUTSIDE=env', map { "--module=${_}_module" } @loaded);
    my @tree;
    for (@lines) {
        next unless /^( *)(.*)  # \S+:\d+:\d+/;
        push @tree, ' ' x (length($1) / 2) . $2;
    }
    return join "\n", @tree, '';
}

chdir "$here/live" or die "live: $!";
my @files = sort glob '*.conf';
BAIL_OUT('nothing in live/') unless @files;
for my $file (@files) {
    my $theirs = httpd_tree($file);
    ok length $theirs > 1, "httpd reads $file";
    is our_tree($file), $theirs, "and so do we $file";
}
done_testing;
