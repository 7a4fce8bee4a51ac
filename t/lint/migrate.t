# SPDX-License-Identifier: Apache-2.0

# corslint migrate on the recipes of migrate/cases: NAME.conf or NAME.htaccess,
# with the patch, the report and the exit code in NAME.out; NAME.args has
# further options. What is said of a live httpd is t/lint/migrate-wild.t's.
#
# UPDATE=1 writes the .out files: the diff is the review.

use strict;
use warnings;

use FindBin ();
use lib "$FindBin::Bin/../lib";
use File::Basename qw(basename);
use File::Glob     qw(:bsd_glob);
use JSON::PP       ();
use Lint::Corslint qw(corslint slurp tree);
use Test::More;

my $cases = "$FindBin::Bin/migrate/cases";
my $json = JSON::PP->new->utf8;

sub migrate { return corslint({ directory => $_[0] }, 'migrate', @_[ 1 .. $#_ ]) }

sub write_file
{
    my ($path, $text) = @_;
    open my $to, '>:raw', $path or die "$path: $!";
    print $to $text;
    close $to or die "$path: $!";
}

# What a patch makes of a file, by patch(1).
sub patched
{
    my ($file, $text, $patch) = @_;
    my $root = tree($file => $text, '../patch' => $patch);
    return $text if $patch eq '';
    qx(cd '$root' && patch --quiet --binary -p1 <../patch 2>&1);
    return $? ? "patch failed: $?" : slurp("$root/$file");
}

my @cases = bsd_glob("$cases/*.{conf,htaccess}");
ok @cases > 10, 'there are cases';
for my $case (@cases) {
    my ($name, $kind) = basename($case) =~ /^(.*)\.(conf|htaccess)$/;
    my $file = $kind eq 'conf' ? "$name.conf" : '.htaccess';
    my $text = slurp($case);
    my @options = split ' ', slurp("$cases/$name.args") // '';
    my $root = tree($file => $text);

    my $run = migrate($root, $file, @options);
    my $said = "$run->{out}$run->{err}exit $run->{code}\n";
    write_file("$cases/$name.out", $said) if $ENV{UPDATE};
    is $said, slurp("$cases/$name.out") // 'no .out: UPDATE=1 writes it', $name;
    is slurp("$root/$file"), $text, "$name: the file is as it was";

    # The same by each way out.
    my $new = migrate($root, $file, @options, '--output', '-');
    is "$new->{err}exit $new->{code}", "$run->{err}exit $run->{code}", "$name: --output -";
    is patched($file, $text, $run->{out}), $new->{out}, "$name: the patch applies";
    my $told = migrate($root, $file, @options, '--format', 'json');
    my $object = eval { $json->decode($told->{out}) } // {};
    is $told->{code}, $run->{code}, "$name: JSON";
    is $object->{patch}, $run->{out} =~ s/\r//gr =~ s/\n/\n/gr, "$name: JSON has the patch"
        if $text !~ /\r/;
    is $object->{clean} ? 0 : 1, $run->{code}, "$name: JSON says whether it is clean";

    my $written = migrate($root, $file, @options, '--write');
    my $changed = $run->{err} =~ /^ +\d+ CHANGED$/m;
    is slurp("$root/$file"), $changed ? $text : $new->{out}, "$name: --write";
    is $written->{code}, $run->{code}, "$name: --write, exit code";
    like $written->{err}, $changed ? qr/was not written/ : qr/^$/, "$name: --write, stderr";

    # What is not a recipe's keeps its bytes; there is nothing more to do.
    my @kept = grep { /^\s*(?:#|ServerName|<\/?(?:VirtualHost|Location|Directory))/ } split /^/, $text;
    my %in = map { $_ => 1 } split /^/, $new->{out};
    is_deeply [ grep { !$in{$_} } @kept ], [], "$name: sections and comments are kept";
    write_file("$root/$file", $new->{out});
    my $again = migrate($root, $file, @options);
    is $again->{out}, '', "$name: once is enough";
    next if $run->{err} =~ /^  kept /m;
    my $check = corslint({ directory => $root }, qw(check --no-settings --format json), $file);
    is_deeply [ grep { $_->{severity} eq 'error' } @{ $json->decode($check->{out})->{findings} } ],
        [], "$name: nothing is wrong";
}
for my $out (bsd_glob("$cases/*.{out,args}")) {
    my $case = $out =~ s/\.(?:out|args)$//r;
    ok -e "$case.conf" || -e "$case.htaccess", basename($out) . ' has its case';
}

my $recipe = <<'END';
SetEnvIf Origin "^https://app\.example\.com$" O=$0
Header always set Access-Control-Allow-Origin "%{O}e" env=O
Header always set Access-Control-Allow-Credentials true env=O
Header always merge Vary Origin
END
my $site = "<VirtualHost *:80>\nServerName %s\n%s</VirtualHost>\n";
my $directives = "CorsCreds On\nCorsCredsOrigin https://app.example.com\n";

# How it is called: arguments, exit code, what stands in the output, on stderr.
my $root = tree(
    'api.conf'  => $recipe,
    'open.conf' => "Header set Access-Control-Allow-Origin \"*\"\n",
    'none.conf' => "ServerName a.example.com\n",
    'empty.conf' => '',
    'bad.conf'  => "<VirtualHost *:80>\n$recipe",
    '.corslint.toml' => "persona = \"regular\"\n",
    'wrong.toml' => "presona = \"regular\"\n",
);
symlink 'open.conf', "$root/linked\x1b.conf" or die "symlink: $!";
for my $case (
    [ ['api.conf'],                       0, qr/^\+CorsCreds On$/m, qr/^api\.conf: 1 of 1 recipe replaced$/m ],
    [ [qw(--diff api.conf)],              0, qr/^\+CorsCreds On$/m, qr/ answers compared$/m ],
    [ [qw(api.conf --output new.conf)],   0, qr/^api\.conf: 1 of 1 recipe replaced$/m, qr/^$/ ],
    [ [qw(api.conf --output=-)],          0, qr/^\Q$directives\E$/, qr/ answers compared$/m ],
    [ ['none.conf'],                      0, qr/^$/, qr/^none\.conf: no recipe for CORS is in it$/ ],
    [ ['empty.conf'],                     0, qr/^$/, qr/no recipe for CORS/ ],
    [ [qw(none.conf --write)],            0, qr/no recipe for CORS/, qr/^$/ ],
    [ [qw(none.conf --output -)],         0, qr/^ServerName a\.example\.com$/, qr/no recipe for CORS/ ],
    [ [qw(none.conf --format json)],      0, qr/"patch": ?""/, qr/^$/ ],
    [ [qw(--settings wrong.toml api.conf)], 2, qr/^$/, qr/wrong\.toml:1: .*presona/ ],
    [ [qw(--settings wrong.toml --no-settings api.conf)], 2, qr/^$/, qr/leave one out$/ ],
    [ [qw(--no-settings api.conf)],       0, qr/./, qr/./ ],
    [ [],                                 2, qr/^$/, qr/takes one file; name it$/ ],
    [ [qw(api.conf none.conf)],           2, qr/^$/, qr/takes one file; name it$/ ],
    [ ['-'],                              2, qr/^$/, qr/name a file$/ ],
    [ ['nowhere.conf'],                   2, qr/^$/, qr/"nowhere\.conf" cannot be read/ ],
    [ ['.'],                              2, qr/^$/, qr/it is a directory/ ],
    [ ['bad.conf'],                       2, qr/^$/, qr/^corslint: bad\.conf:1: <VirtualHost> is not closed/ ],
    [ [qw(api.conf --format xml)],        2, qr/^$/, qr/write text or json$/ ],
    [ [qw(api.conf --diff --write)],      2, qr/^$/, qr/choose one$/ ],
    [ [qw(api.conf --write --output x)],  2, qr/^$/, qr/choose one$/ ],
    [ [qw(api.conf --diff --format json)], 2, qr/^$/, qr/leave --diff out$/ ],
    [ [qw(api.conf --output - --format json)], 2, qr/^$/, qr/leave --output - out$/ ],
    [ [qw(api.conf --output /nowhere/x)], 2, qr/replaced/, qr/"\/nowhere\/x" cannot be written/ ],
    [ [qw(api.conf --output .)],          2, qr/^$/, qr/"\." is there already; name another file, or remove it$/ ],
    [ [qw(api.conf --output open.conf)],  2, qr/^$/, qr/"open\.conf" is there already; name another file, or remove it$/ ],
    [ [qw(api.conf --output ./api.conf)], 2, qr/^$/, qr/"\.\/api\.conf" is the file itself; write --write to change it in place$/ ],
    [ [qw(api.conf --output), "linked\x1b.conf"], 2, qr/^$/, qr/"linked\\x1B\.conf" is there already/i ],
    [ [qw(api.conf --orgin https://x.com)], 2, qr/^$/, qr/write --origin$/ ],
    [ [qw(api.conf --entry nowhere.conf)], 2, qr/^$/, qr/"nowhere\.conf" cannot be read/ ],
    [ [qw(api.conf --entry none.conf)],   2, qr/^$/,
        qr/"api\.conf" is no part of the server that begins in "none\.conf": name a file that it includes$/ ],
    map({ [ [ 'open.conf', '--origin', $_->[0] ], 2, qr/^$/, $_->[1] ] }
        [ 'null', qr/"null" is none; write one such as https:/ ],
        [ '*', qr/"\*" is none; write one such as https:/ ],
        [ '', qr/"" is none; write one such as https:/ ],
        [ 'https://', qr/"https:\/\/" is none/ ],
        [ 'https://app.example.com/', qr/write https:\/\/app\.example\.com$/ ],
        [ 'app.example.com', qr/"app\.example\.com" is none; write one such as https:/ ]),
) {
    my ($arguments, $code, $out, $err) = @$case;
    my $run = migrate($root, @$arguments);
    my $name = "corslint migrate @$arguments";
    is $run->{code}, $code, "$name: exit code" or diag $run->{out}, $run->{err};
    like $run->{out}, $out, "$name: output";
    like $run->{err} =~ s/\n\z//r, $err, "$name: stderr";
}
is slurp("$root/new.conf"), $directives, '--output writes the whole file';
is slurp("$root/api.conf"), $recipe, 'and nothing over one that is there';
like slurp("$root/open.conf"), qr/^Header set/, 'nor through a link';
my $full = corslint({ directory => $root, to => '/dev/full' }, 'migrate', 'api.conf');
is $full->{code}, 2, 'a full disk is told';

# Links, and what is no file.
symlink "$root/none.conf", "$root/link.conf" or die "symlink: $!";
write_file("$root/none.conf", $recipe);
is migrate($root, 'link.conf', '--write')->{code}, 0, '--write goes through a link';
ok -l "$root/link.conf", 'which stays one';
is slurp("$root/none.conf"), $directives, 'to the file';
require POSIX;
POSIX::mkfifo("$root/pipe", 0600) or die "mkfifo: $!";
my $reader = fork // die "fork: $!";
if (!$reader) {
    alarm 60;
    write_file("$root/piped", slurp("$root/pipe"));
    POSIX::_exit(0);
}
is migrate($root, 'api.conf', '--output', 'pipe')->{code}, 0, '--output writes to a pipe';
ok -p "$root/pipe", 'which stays one';
waitpid $reader, 0 if -p "$root/pipe";
is slurp("$root/piped"), $directives, 'all of it';

# A part of a server: what it includes, and what includes it.
my %server = (
    'httpd.conf' => join('', map { "LoadModule ${_}_module modules/mod_$_.so\n" }
        qw(headers setenvif rewrite)) . "ServerName localhost\nListen 80\nInclude sites/*.conf\n",
    'sites/a.conf' => sprintf($site, 'a.example.com', $recipe),
    'sites/b.conf' => sprintf($site, 'b.example.com', $recipe),
    'sites/c.conf' => sprintf($site, 'c.example.com', "Include shared.inc\n")
        . sprintf($site, 'd.example.com', "Include shared.inc\n"),
    'sites/e.conf' => sprintf($site, 'e.example.com',
        "Include part.inc\nHeader always set Access-Control-Allow-Credentials true\n"),
    'shared.inc' => $recipe,
    'part.inc' => "Header always set Access-Control-Allow-Origin \"https://app.example.com\"\n",
);
my @whole = qw(--entry httpd.conf --server-root .);
for my $case (
    # file, exit code, what becomes of it, what is said
    [ 'sites/a.conf', 0, sprintf($site, 'a.example.com', $directives), qr/1 of 1 recipe / ],
    [ 'shared.inc',   0, $directives, qr/1 of 1 recipe / ],
    [ 'sites/c.conf', 0, undef, qr/no recipe for CORS is in it/ ],
    [ 'sites/e.conf', 1, undef, qr/part of the recipe stands in \S*part\.inc/ ],
    [ 'part.inc',     1, undef, qr/part of the recipe stands in \S*e\.conf/ ],
) {
    my ($file, $code, $text, $said) = @$case;
    my $top = tree(%server);
    my $run = migrate($top, $file, @whole, '--write');
    is $run->{code}, $code, "$file: exit code" or diag $run->{out}, $run->{err};
    is slurp("$top/$file"), $text // $server{$file}, "$file: what becomes of it";
    like $run->{out}, $said, "$file: the report";
    is_deeply [ map { slurp("$top/$_") } grep { $_ ne $file } sort keys %server ],
        [ map { $server{$_} } grep { $_ ne $file } sort keys %server ], "$file: no other file";
}

# By itself less is known of it.
my $top = tree(%server,
    'htdocs/.htaccess' => $recipe,
    '.corslint.toml' => "server-root = \".\"\nentry = \"httpd.conf\"\n");
like migrate($top, 'sites/e.conf', '--no-settings')->{err},
    qr/Access-Control-Allow-Origin is not sent here.*--entry/, 'an include that nobody follows';
like migrate($top, 'sites/e.conf')->{err}, qr/stands in \S*part\.inc/, 'the settings name the server';
is migrate($top, 'htdocs/.htaccess', '--output', '-')->{out}, $directives,
    'an .htaccess is none of its files';

# Two places that mean different things by one file.
$top = tree(%server, 'sites/c.conf' =>
    sprintf($site, 'c.example.com', "<Location /x/>\nInclude part.inc\n</Location>\n")
    . sprintf($site, 'd.example.com', "Header always set Access-Control-Allow-Credentials true\n"
        . "Header always set Access-Control-Allow-Origin \"https://app.example.com\"\n"
        . "<Location /x/>\nInclude part.inc\n</Location>\n"),
    'sites/e.conf' => '');
my $run = migrate($top, 'part.inc', @whole);
is $run->{out}, '', 'a file that means different things stays';
like $run->{err}, qr/included in several places|goes together with/, 'and it is said why';

# Bytes of a file that are no text for a terminal.
$top = tree('x.conf' => "Header set Access-Control-Allow-Origin \"https://a.example/\e[2J\"\n");
unlike migrate($top, 'x.conf')->{err}, qr/\e/, 'a report is escaped';
like migrate($top, "n\e[2J.conf")->{err}, qr/"n\\x1b\[2J\.conf" cannot be read/i,
    'and so is a name that is none';

done_testing;
