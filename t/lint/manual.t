# SPDX-License-Identifier: Apache-2.0

# --help fits a screen, and the manual pages have every command, option, rule
# and directive there is; mandoc has nothing to say to their source, and what
# is read is what was meant. docs/directives.md is as the table of directives
# is; UPDATE=1 writes it.

use strict;
use warnings;
use utf8;

use Encode         qw(decode_utf8);
use File::Glob     qw(:bsd_glob);
use FindBin        ();
use lib "$FindBin::Bin/../lib";
use Lint::Corslint qw(commands corslint rules slurp tree);
use Test::More;

binmode Test::More->builder->$_, ':utf8' for qw(output failure_output);

my $top = "$FindBin::Bin/../..";
my @commands = commands();

sub check_width
{
    my ($name, $text) = @_;
    is join("\n", grep { length > 80 } split /\n/, $text), '',
        "$name: at most 80 columns";
    unlike $text, qr/[ \t]$/m, "$name: no white space at an end";
}

my $help = corslint('--help')->{out};
ok $help =~ tr/\n// <= 24, '--help: a screen';
check_width('--help', $help);
is corslint('help')->{out}, $help, 'help is the same';
ok @commands > 5, 'there are commands';
for my $command (@commands) {
    my $name = $command->{name};
    check_width("$name --help", $command->{help});
    is corslint('help', $name)->{out}, $command->{help}, "help $name is the same";
    unlike $command->{help}, qr/^(?:It exits|Exit code)/m, "$name: exit codes in one form";
    like $command->{help}, qr/^exit code: 0 .*\n(?:.+\n)*\z/m, "$name: at the end"
        if $command->{help} =~ /exit code/;
    like $command->{help}, qr/^usage: corslint .*\n(?:.*\n)*\n/, "$name: its usage";
}
like corslint('help', 'chekc')->{err}, qr/no command; write check$/,
    'help knows what was meant';
is corslint('help', 'nothing-like-it')->{code}, 2, 'or that it does not';
like corslint('--version')->{out}, qr/\Acorslint \S+\nAPR \d\S*, PCRE2 \d\S*, libpsl \d/,
    '--version has the libraries too';

# The page as it is read, without overstriking, on lines as long as they are.
sub page
{
    my ($name) = @_;
    my $run = corslint('manual', $name);
    is $run->{code}, 0, "manual $name" or diag $run->{err};
    my $file = tree('page' => $run->{out}) . '/page';
    check_width("$name, its source", $run->{out});
    # A page that is not installed yet is referred to.
    is join('', grep { !/referenced manual not found: Xr (?:corslint 1|mod_cors_creds 8)$/ }
        qx(mandoc -T lint -W style '$file' 2>&1)), '', "$name: mandoc -T lint";
    my $man = decode_utf8 qx(MANWIDTH=200 man -P cat -l '$file' 2>&1);
    is $?, 0, "$name: man reads it";
    my $text = decode_utf8 qx(mandoc -T utf8 -O width=200 '$file' 2>&1);
    # As is what has blanks and hyphens of its own.
    s/.\x08//g, s/\x{2010}/-/g for $man, $text;
    return ($text, $man);
}

# The text from a heading on to the next one as deep.
sub section
{
    my ($text, $heading) = @_;
    my ($deep) = $heading =~ /^( *)/;
    my ($found) = $text =~ /^\Q$heading\E\n((?:\n|$deep [^\n]*\n)*)/m;
    return $found // '';
}

sub has
{
    my ($text, $what, $where) = @_;
    return like $text, qr/(?<![\w-])\Q$what\E(?![\w-])/, "$where: $what";
}

my ($page, $man) = page('corslint');
has(section($page, 'SYNOPSIS'), $_, 'SYNOPSIS')
    for map { /^(?:usage:)? +(corslint .*)$/ ? $1 : () }
    map { (split /\n\n/, $_->{help})[0] =~ /^.*$/mg } @commands;
my $all = section($page, 'COMMANDS');
for my $command (@commands) {
    my $section = section($all, "   $command->{name}");
    for my $option (@{ $command->{options} }) {
        my $shown = join ' ', grep { defined } @$option{qw(name value)};
        like $section, qr/^ {5}\Q$shown\E(?: |$)/m, "$command->{name}: $shown";
    }
}
has(section($page, 'RULES'), "$_->{id} $_->{shorthand} $_->{severity}", 'RULES')
    for rules();
for my $name (map { slurp($_) =~ /getenv\("(\w+)"\)/g } bsd_glob("$top/lint/*/*.c")) {
    has(section($page, 'ENVIRONMENT'), $name, 'ENVIRONMENT');
}
has(section($page, 'EXIT STATUS'), $_, 'EXIT STATUS') for 0 .. 2;

my $settings = (split /All keys, with a value of each:\n\n/, section($page, 'FILES'))[1];
$settings =~ s/^ +//gm;
my @keys = slurp("$top/lint/check/settings_read.c") =~ /^    \{"([\w-]+)", LINT_TOML/gm;
ok @keys > 0, 'there are settings';
like $settings, qr/^(?:\Q$_\E =|\[\Q$_\E\])/m, "FILES: $_" for @keys;
my $site = tree('.corslint.toml' => $settings, 'api.conf' => '',
    'etc/apache2/apache2.conf' => '');
is corslint({ directory => $site })->{err}, '', 'its example is in order';

has($man, $_, 'man') for map { $_->{name} } @commands, map { @{ $_->{options} } } @commands;

($page, $man) = page('mod_cors_creds');
my $table = slurp("$top/core/directives.tbl");
my @directives = $table =~ /^CORS_DIRECTIVE\w*\([^"]*"(CorsCreds\w*)"/gm;
ok @directives > 20, 'there are directives';
for my $name (@directives) {
    my ($about) = section($page, 'DIRECTIVES') =~ /^     $name\n(.*?)(?=^     \S|\z)/ms;
    like $about, qr/^ +Syntax: +$name \S.*\n +Default: +(?:none|$name \S.*)\n +Context: +server config/m,
        "DIRECTIVES: $name";
    has($man, $name, 'man');
}
my @results = slurp("$top/core/decision.c") =~ /^ +\[CORS_\w+\] = "([\w-]+)"/gm;
ok @results > 10, 'there are results';
like section($page, 'ENVIRONMENT'), qr/^ +\Q$_\E *(?:\n +)?(?<= )\w.*\.$/m,
    "ENVIRONMENT: $_" for @results;

# The samples are refused, each of them, and the words come through.
my ($samples) = slurp("$top/lint/manual/refusals.c") =~ /samples\[\] = (.*?)\{NULL/s;
my @samples = $samples =~ /"(CorsCreds\w*)",\s*\{"/g;
my @refused = section($page, 'WHAT IS REFUSED') =~ /^     (CorsCreds\w*) .*\n +\S/gm;
is "@refused", "@samples", 'WHAT IS REFUSED: each of the samples';
like $page, qr/as in "https:\Q\/\/[a-z0-9-]+\.example\.com\E"/, 'with its backslashes';
like $page, qr/"https:\/\/bücher\.example"/, 'and what is not ASCII';
my ($lines) = slurp("$top/README.md") =~ /^```apache\n(CorsCreds .*?)^```/ms;
(my $examples = section($page, 'EXAMPLES')) =~ s/^ +//gm;
like $examples, qr/^\Q$lines\E/m, "EXAMPLES: README's five lines";

my $file = "$top/docs/directives.md";
my $fresh = corslint('manual', 'directives')->{out};
if ($ENV{UPDATE}) {
    open my $out, '>:raw', $file or die "$file: $!";
    print $out $fresh;
    close $out or die "$file: $!";
}
ok slurp($file) eq $fresh, 'docs/directives.md is fresh'
    or diag 'UPDATE=1 prove t/lint/manual.t writes it';
like $fresh, qr/^## $_$/m, "docs/directives.md: $_" for @directives;

like corslint(qw(manual httpd))->{err}, qr/"httpd" is none; write corslint, /,
    'there is no other page';

done_testing;
