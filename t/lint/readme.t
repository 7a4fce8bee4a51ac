# SPDX-License-Identifier: Apache-2.0

# What README.md and docs/ show is so. A ```console block is executed, and says
# what stands there; the corslint commands of a ```sh block work; a ```toml
# block is read without complaint, and no option or setting goes without
# mention. Files of the examples begin with their name: "# api.conf".
#
# UPDATE=1 writes what the commands of ```console blocks say.

use strict;
use warnings;

use FindBin ();
use lib "$FindBin::Bin/../lib";
use Cwd            qw(abs_path);
use Lint::Corslint qw(commands corslint slurp tree);
use Test::More;

my $top = abs_path("$FindBin::Bin/../..");
my $corslint = abs_path($ENV{CORSLINT} || "$top/build/corslint");
my $host = "<VirtualHost *:443>\nServerName api.example.com\n</VirtualHost>\n";
my @places = ('', qw(etc/apache2/ etc/apache2/sites-available/ sites-available/));
my $bin = tree('bin/.keep' => '') . '/bin';
symlink $corslint, "$bin/corslint" or die "symlink: $!";
$ENV{PATH} = "$bin:$ENV{PATH}";

# What the commands are about.
sub site
{
    my (%files) = @_;
    return tree('htdocs/.htaccess' => "Options -Indexes\n",
        'etc/apache2/apache2.conf' => "Include sites-available/*.conf\n",
        map({ ("${_}api.conf" => $host) } @places), %files);
}

# The exit code, and all that was said.
sub run
{
    my ($directory, $command) = @_;
    my $said = qx(cd '$directory' && { $command\n} 2>&1);
    return ($? >> 8, $said);
}

# Each block of a kind, as it stands in the file.
sub blocks
{
    my ($text, $kind) = @_;
    return $text =~ /^```\Q$kind\E\n(.*?)^```$/gmsx;
}

sub check_console
{
    my ($name, $block, $site) = @_;
    my $fresh = '';
    for my $step (split /^(?=\$ )/m, $block) {
        my ($command) = $step =~ /^\$ (.*)$/m;
        my (undef, $said) = run($site, $command);
        $fresh .= "\$ $command\n$said";
        is $step, "\$ $command\n$said", "$name: $command" if !$ENV{UPDATE};
    }
    return $fresh;
}

my @commands = commands();
# The values of an option, by the command's name and its own.
my %options;
for my $command (@commands) {
    $options{ $command->{name} }{ $_->{name} } = $_->{value} // ''
        for @{ $command->{options} };
}
my $verbs = join '|', map { $_->{name} } @commands;

# An option that exists, on a line of corslint's.
sub check_options
{
    my ($name, $command) = @_;
    my ($verb) = $command =~ /corslint ($verbs)\b/;
    for my $option ($command =~ /(?<=\s)(--\w[\w.-]*)/g) {
        ok exists $options{ $verb // 'check' }{$option}, "$name: $command has $option"
            if $option ne '--version';
    }
}

# In prose: an option that some command has and, of choices, one or all.
sub check_prose
{
    my ($name, $option, $value) = @_;
    my @values = map { $_->{$option} // () } values %options;
    ok @values > 0, "$name: there is $option";
    return if !length($value // '') || grep { !/\|/ } @values;
    $value =~ tr/\\//d;
    ok scalar(grep { $_ eq $value || "|$_|" =~ /\|\Q$value\E\|/ } @values),
        "$name: $option may have $value";
    return;
}

sub check_shell
{
    my ($name, $block, $site) = @_;
    for my $command (split /\n/, $block =~ s/\\\n *//gr) {
        next if $command !~ /^(?:corslint|echo) /
            || $command =~ /\[OPTION/;    # a synopsis
        check_options($name, $command);
        next if $command =~ /--verify|^corslint probe /;    # somebody's server
        my ($code, $said) = run($site, $command =~ s{/etc/apache2}{etc/apache2}r);
        ok $code < 2, "$name: $command" or diag $said;
    }
}

for my $name (qw(README.md docs/corslint.md)) {
    my $text = slurp("$top/$name");
    my %files = map { /\A# (\S+\.conf)\n/ ? ($1 => $_) : () }
        blocks($text, 'apache');
    my $site = site(%files);
    my @console = blocks($text, 'console');
    ok @console > 0, "$name: there are commands";
    for my $block (@console) {
        my $fresh = check_console($name, $block, $site);
        my $at = index $text, "console\n$block```";
        substr $text, $at + 8, length $block, $fresh;
    }
    if ($ENV{UPDATE}) {
        open my $out, '>:raw', "$top/$name" or die "$name: $!";
        print $out $text;
        close $out or die "$name: $!";
    }
    check_shell($name, $_, $site) for blocks($text, 'sh');
    check_prose($name, $1, $2)
        while $text =~ /`(--(?!dump)[a-z][\w-]*)(?:[ =]([^`]*))?`/g;
    check_options($name, $_) for $text =~ /^ +-(?: run:)? (corslint .*)$/gm;

    for my $settings (blocks($text, 'toml')) {
        my $run = corslint({ directory => site('.corslint.toml' => $settings) });
        is $run->{code}, 0, "$name: the settings are understood"
            or diag $run->{err}, $run->{out};
    }
    # Links into the tree.
    for my $link ($text =~ /\]\(([^)#:]+)(?:#[^)]*)?\)/g) {
        my ($folder) = $name =~ m{^(.*/)?};
        ok -e "$top/" . ($folder // '') . $link, "$name: $link is there";
    }
}

my $manual = slurp("$top/docs/corslint.md");
for my $command (map { $_->{name} } @commands) {
    # What has a section has all of its options there.
    my ($section) = $manual =~ /^(## \Q$command\E\n.*?)(?=^## |\z)/ms;
    for my $option (grep { $_ ne '--help' } sort keys %{ $options{$command} }) {
        ok(($section // $manual) =~ /(?<![\w-])\Q$option\E(?![\w-])/,
            "the manual mentions $command $option");
    }
    ok $manual =~ /corslint \Q$command\E\b|\[\Q$command\E\]/,
        "the manual mentions $command";
}
my @formats = split /\|/, $options{check}{'--format'};
ok @formats > 2, 'there are formats';
like $manual, qr/^\| `$_` \|/m, "the manual mentions --format $_" for @formats;
my @keys = slurp("$top/lint/check/settings_read.c") =~ /^    \{"([\w-]+)", LINT_TOML/gm;
ok @keys > 0, 'there are settings';
like $manual, qr/^\|[^|]*`$_`[^|]*\|/m, "the manual mentions $_" for @keys;
is scalar(() = corslint('rules')->{out} =~ /^/gm),
    (slurp("$top/README.md") =~ /\[(\d+) rules\]/)[0], 'README counts the rules';

done_testing;
