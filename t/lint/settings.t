# SPDX-License-Identifier: Apache-2.0

# .corslint.toml: where it is looked for, what each setting does to a run, and
# how a run ends when it is wrong.

use strict;
use warnings;

use FindBin ();
use lib "$FindBin::Bin/../lib";
use Lint::Corslint qw(corslint tree);
use Test::More;

my $rule = 'samesite-none-insecure';
my $bad = qq(Header add Set-Cookie "s=1; SameSite=None"\n);
my @only = (qw(check --only), $rule);

# [name, files, directory, arguments, code, pattern of what is told or undef]
my @runs = (
    [ 'nothing is settled', { 'a.conf' => $bad }, '.', ['a.conf'], 1, qr/$rule/ ],
    [   'a rule is off',
        { 'a.conf' => $bad, '.corslint.toml' => qq([severity]\n$rule = "off"\n) },
        '.', ['a.conf'], 0, undef
    ],
    [   'the same by its shorthand, from a directory above',
        { 'd/e/a.conf' => $bad, '.corslint.toml' => qq(severity.K01 = "off"\n) },
        'd/e', ['a.conf'], 0, undef
    ],
    [   'not from above a repository',
        {   'd/a.conf' => $bad,
            'd/.git/HEAD' => '',
            '.corslint.toml' => qq(severity.K01 = "off"\n)
        },
        'd', ['a.conf'], 1, qr/$rule/
    ],
    [   'a file that is named',
        { 'a.conf' => $bad, 'x.toml' => qq(severity.K01 = "off"\n) },
        '.', [qw(--settings x.toml a.conf)], 0, undef
    ],
    [   'none at all',
        { 'a.conf' => $bad, '.corslint.toml' => qq(severity.K01 = "off"\n) },
        '.', [qw(--no-settings a.conf)], 1, qr/$rule/
    ],
    [   'a lesser severity',
        { 'a.conf' => $bad, '.corslint.toml' => qq(severity.K01 = "info"\n) },
        '.', ['a.conf'], 0, qr/info: .*\[$rule\]/
    ],
    [   'a greater one than fail-on minds',
        { 'a.conf' => $bad, '.corslint.toml' => qq(fail-on = "never"\n) },
        '.', ['a.conf'], 0, qr/$rule/
    ],
    [   'an option comes before a setting',
        { 'a.conf' => $bad, '.corslint.toml' => qq(fail-on = "never"\n) },
        '.', [qw(--fail-on error a.conf)], 1, qr/$rule/
    ],
    [   'ignored paths',
        {   'a.conf' => "# nothing\n",
            'old/a.conf' => $bad,
            'x/y.bak.conf' => $bad,
            '.corslint.toml' => qq(ignore = ["old", "**/*.bak.conf"]\n)
        },
        '.', ['.'], 0, undef
    ],
    [   'they are from the directory of the settings',
        {   'd/old/a.conf' => $bad,
            'd/a.conf' => "# nothing\n",
            '.corslint.toml' => qq(ignore = ["d/old"]\n)
        },
        'd', ['.'], 0, undef
    ],
    [   'persona',
        {   'a.conf' => "# corslint: disable=$rule\n$bad",
            '.corslint.toml' => qq(persona = "auditor"\n)
        },
        '.', [qw(--fail-on info a.conf)], 0, undef
    ],
    [   'defines',
        {   'httpd.conf' => "<IfDefine BAD>\n$bad</IfDefine>\n",
            '.corslint.toml' =>
                qq(entry = "httpd.conf"\ndefines = ["BAD", "X=1"]\nserver-root = "."\n)
        },
        '.', [], 1, qr/$rule/
    ],
    [   'and without',
        {   'httpd.conf' => "<IfDefine BAD>\n$bad</IfDefine>\n",
            '.corslint.toml' => qq(entry = "httpd.conf"\nserver-root = "."\n)
        },
        '.', [], 0, undef
    ],
    [   'modules',
        {   'httpd.conf' => "<IfModule headers_module>\n$bad</IfModule>\n",
            '.corslint.toml' =>
                qq(entry = "httpd.conf"\nmodules = ["headers_module"]\nserver-root = "."\n)
        },
        '.', [], 1, qr/$rule/
    ],
    [   'other modules',
        {   'httpd.conf' => "<IfModule headers_module>\n$bad</IfModule>\n",
            '.corslint.toml' =>
                qq(entry = "httpd.conf"\nmodules = ["env_module"]\nserver-root = "."\n)
        },
        '.', [], 0, undef
    ],
    [   'httpd-version',
        {   'httpd.conf' => "<IfVersion < 2.4>\n$bad</IfVersion>\n",
            '.corslint.toml' => qq(entry = "httpd.conf"\nserver-root = "."\n)
                . qq(modules = ["version_module"]\nhttpd-version = "2.4.62"\n)
        },
        '.', [], 0, undef
    ],
    [   'entry and server-root, from the directory of the settings',
        {   'etc/conf/httpd.conf' => "Include conf/x.conf\n",
            'etc/conf/x.conf' => $bad,
            'd/x' => '',
            '.corslint.toml' =>
                qq(server-root = "etc"\nentry = "conf/httpd.conf"\n)
        },
        'd', [], 1, qr/x\.conf:1:.*$rule/s
    ],
);

for my $run (@runs) {
    my ($name, $files, $directory, $arguments, $code, $told) = @$run;
    my $root = tree(%$files);
    my $got = corslint({ directory => "$root/$directory" }, @only, @$arguments);
    is $got->{code}, $code, "$name: exit code" or diag $got->{out}, $got->{err};
    if ($told) { like $got->{out}, $told, "$name: told" }
    else { unlike $got->{out}, qr/\[$rule\]/, "$name: not told" }
}

# [text, what is told]; t/lint/check/settings.c has them all.
my @refusals = (
    [   qq(server_root = "x"\nfail-on = 1\n),
        qr/:1: "server_root" is no setting: write server-root\n.*:2: "fail-on" is a number/s
    ],
    [   qq([severity]\nsamesite-none-insecur = "off"\n),
        qr/\.corslint\.toml:2: .*: write samesite-none-insecure\b/
    ],
    [ qq(entry = httpd.conf\n), qr/\.corslint\.toml:1: this is no TOML: / ],
);

for my $refusal (@refusals) {
    my ($text, $told) = @$refusal;
    my $root = tree('a.conf' => "# nothing\n", '.corslint.toml' => $text);
    my $got = corslint({ directory => $root }, 'check', 'a.conf');
    is $got->{code}, 2, 'refused';
    like $got->{err}, $told, 'and why';
}

my $got = corslint({ directory => tree('a.conf' => '') },
    qw(check --settings missing.toml a.conf));
is $got->{code}, 2, 'a named file has to be there';
like $got->{err}, qr/"missing\.toml" cannot be read/, 'and why';

done_testing;
