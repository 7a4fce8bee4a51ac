#!/usr/bin/env perl
# SPDX-License-Identifier: Apache-2.0
#
# Does lint/conf call an error what httpd refuses, and nothing else? Both read
# each text; no place or sentence is compared, for httpd stops at its first.
use strict;
use warnings;
use Cwd qw(abs_path);
use File::Basename qw(dirname);
use File::Temp qw(tempdir);
use Test::More;

my $here = dirname(abs_path(__FILE__));
my $dump = abs_path($ENV{LINT_DUMP} // "$here/../../../build/obj/t/lint/conf/dump");
my ($httpd) = grep { defined && -x } $ENV{HTTPD}, '/usr/sbin/apache2',
    '/usr/sbin/httpd', '/usr/local/apache2/bin/httpd';
my ($modules) = grep { defined && -d } $ENV{HTTPD_MODULES},
    '/usr/lib/apache2/modules', '/usr/lib64/httpd/modules',
    '/usr/local/apache2/modules';
my @loaded = qw(mpm_event authz_core macro);

BAIL_OUT('no dump program: make unit first') unless $dump && -x $dump;
BAIL_OUT('no httpd: set HTTPD and HTTPD_MODULES') unless $httpd && $modules;

my $directory = tempdir(CLEANUP => 1);
chdir $directory or die "$directory: $!";
for (['empty.conf', ''], ['half.conf', "<Location />\n"], ['close.conf', "</Location>\n"],
    ['loop.conf', "Include loop.conf\n"], ['d/a.conf', "Timeout 3\n"]) {
    mkdir 'd';
    open my $out, '>', $_->[0] or die "$_->[0]: $!";
    print $out $_->[1];
}

# 1: refused. The texts are complete configurations, but for what is loaded.
my @cases = (
    [0, "Timeout 1\n"],
    [0, 'Timeout 1'],
    [0, "Timeout 1 \\\n"],
    [0, "<IfModule core.c>\nTimeout 1\n"],
    [1, "<IfModule !core.c>\nTimeout 1\n"],
    [1, "<IfModule core.c>\nTimeout 1\n</IfModule> # end\n"],
    [0, "<IfModule !core.c>\nTimeout 1\n</IfModule> # end\n"],
    [1, "<IfModule core.c>\nTimeout 1\n</IfModule >\n"],
    [0, "<IfModule core.c>\n<Location />\n</Location> </IfModule>\n"],
    [0, "<Location />\n</Location> # end\n"],
    [1, "<Location />\n</Location > # end\n"],
    [1, "<Location />\n"],
    [1, "</Location>\n"],
    [1, "<Location />\n</Directory>\n"],
    [0, "<lOCATION />\n</LocatioN>\n"],
    [1, "<Location />\n<IfDefine !A>\n</Location>\n</IfDefine>\n"],
    [1, "<IfDefine !A>\n<Location />\n</IfDefine>\n</Location>\n"],
    [1, "<IfDefine A>\n<IfDefine B>\n</IfDefine>\n"],
    [0, "<IfDefine A>\nNonsense\n<Other>\n</Other>\n</IfDefine>\n"],
    [1, "<IfVersion >= two>\n</IfVersion>\n"],
    [0, "<IfVersion >= 2>\n</IfVersion>\n"],
    [1, "<Macro M>\nTimeout 1\n"],
    [0, "<Macro M \$x>\nTimeout \$x\n</Macro>\nUse M 2\n"],
    [1, "<Macro M \$x>\nTimeout \$x\n</Macro>\nUse M\n"],
    [1, "<Macro M \$x>\nTimeout \$x\n</Macro>\nUse M 1 2\n"],
    [1, "<Macro M \$x \$x>\nTimeout \$x\n</Macro>\n"],
    [1, "<Macro>\nTimeout 1\n</Macro>\n"],
    [1, "Use M\n"],
    [1, "<Macro M>\nUse M\n</Macro>\nUse M\n"],
    [1, "UndefMacro M\n"],
    [0, "<Macro M>\nTimeout 1\n</Macro>\n<Macro M>\nTimeout 2\n</Macro>\nUse M\n"],
    [0, "<Macro M>\n<Location />\n</Macro>\nUse M\n</Location>\n"],
    [0, "Define A 1\nTimeout \${A}\n"],
    [0, "Define A 1\nUnDefine A\n"],
    [1, "Define a:b 1\n"],
    [1, "Define A 1 2\n"],
    [1, "Define\n"],
    [0, "Include empty.conf\n"],
    [1, "Include none.conf\n"],
    [0, "IncludeOptional none.conf\n"],
    [0, "IncludeOptional none/*.conf\n"],
    [1, "Include none/*.conf\n"],
    [1, "Include d/*.none\n"],
    [0, "IncludeOptional d/*.none\n"],
    [0, "Include d\n"],
    [0, "Include d/\n"],
    [1, "Include d empty.conf\n"],
    [1, "Include half.conf\n"],
    [1, "Include half.conf\n</Location>\n"],
    [1, "<Location />\nInclude close.conf\n"],
    [1, "Include loop.conf\n"],
    [1, "Error \"no\"\n"],
    [0, "<IfDefine A>\nError \"no\"\n</IfDefine>\n"],
    [1, "\xef\xbb\xbfTimeout 1\n"],
    [0, "ServerAdmin \"a quote\n"],
    [1, "<Location \"/\"\n</Location>\n"],
);

# Refused is code 1 and a line on stderr; a signal or no output is neither.
sub httpd_refuses {
    my ($file) = @_;
    my @load = map { ('-C', "LoadModule ${_}_module $modules/mod_$_.so") }
        grep { -e "$modules/mod_$_.so" } @loaded;
    open my $out, '-|', 'sh', '-c', 'exec "$@" 2>&1', 'sh', $httpd, '-t', '-d', $directory, '-f',
        "$directory/$file", @load, '-C', 'ServerName x', '-C', 'ErrorLog /dev/null',
        '-C', "DefaultRuntimeDir $directory" or die "$httpd: $!";
    local $/;
    my $said = <$out> // '';
    close $out;
    return $said =~ /^Syntax OK$/m ? 0 : $? && $said ? 1 : "code $?: $said";
}

sub we_refuse {
    my ($file) = @_;
    open my $out, '-|', $dump, '--dump=resolved', $file, '--whole-server',
        map { "--module=${_}_module" } @loaded or die "$dump: $!";
    my @errors = grep { /^error / } <$out>;
    close $out;
    return @errors ? 1 : 0;
}

for my $case (@cases) {
    my ($refused, $text) = @$case;
    (my $name = $text) =~ s/\n/ | /g;
    open my $out, '>:raw', 'in.conf' or die "in.conf: $!";
    print $out $text;
    close $out;
    is httpd_refuses('in.conf'), $refused, "httpd: $name";
    is we_refuse('in.conf'), $refused, "lint: $name";
}
done_testing;
