# SPDX-License-Identifier: Apache-2.0

# corslint finds nothing in conf-examples/, not even as an auditor: a file by
# itself, with its alternative lines, and as a part of a server that has the
# modules it names and those that every server has.

use strict;
use warnings;

use FindBin ();
use lib "$FindBin::Bin/../lib";
use File::Basename qw(basename);
use File::Glob     qw(:bsd_glob);
use Lint::Corslint qw(corslint slurp tree);
use Test::More;

my @audit = qw(--no-settings --persona auditor --quiet --fail-on info);

sub clean
{
    my ($what, $how, @arguments) = @_;
    my $run = corslint($how, @audit, @arguments);
    is $run->{out} . $run->{err} . $run->{code}, '0', $what;
}

my @examples = bsd_glob("$FindBin::Bin/../../conf-examples/*");
ok @examples > 0, 'there are examples';
for my $file (@examples) {
    my $name = basename($file);
    my $text = slurp($file);
    clean($name, {}, $file);
    # The lines behind a # take the place of those that they are for.
    for my $line ($text =~ /^\s*(CorsCreds\w+) /gm) {
        my $other = $text;
        next unless $other =~ s/^(\s*)#(?=\Q$line\E(?:Regex)? )/$1/m;
        clean("$name, its other $line", { in => $other }, '-');
    }
    my ($modules) = $text =~ /^# Modules: ([\w, ]+)\.$/m;
    ok $modules, "$name names its modules";
    my $root = tree("sites/$name" => $text, 'httpd.conf' => join '',
        map({ "LoadModule ${_}_module modules/mod_$_.so\n" }
            qw(authz_core alias proxy), split /, /, $modules // ''),
        "Listen 443\nInclude sites/$name\n");
    clean("$name in a server", { directory => $root }, '--server-root', $root,
        '--entry', 'httpd.conf');
}

done_testing;
