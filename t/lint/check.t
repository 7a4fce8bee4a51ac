# SPDX-License-Identifier: Apache-2.0

# corslint check as a command: what it looks at, what its options do, and how
# it exits. What it finds is t/lint/cases.t's.

use strict;
use warnings;

use FindBin ();
use lib "$FindBin::Bin/../lib";
use JSON::PP       ();
use Lint::Corslint qw(corslint slurp tree);
use POSIX          qw(mkfifo);
use Test::More;

my $error   = "<VirtualHost *:80>\nServerName a.test\n";
my $warning = "SessionCookieName sid path=/\nSessionCryptoPassphrase x\n";
my $info    = "CookieTracking On\n";
my $clean   = "ServerName a.test\n";
my $fixable = qq(ProxyPass "/" "http://127.0.0.1:8080/"\n)
    . qq(Header edit* Set-Cookie "(?i);\\s*(Secure|SameSite)\\b[^;]*" ""\n)
    . qq(Header edit Set-Cookie "^(sid=.*)\$" "\$1; SameSite=None"\n);
my %files = ('error.conf' => $error, 'warning.conf' => $warning,
    'info.conf' => $info, 'clean.conf' => $clean,
    'sub/error.conf' => $error, 'sub/notes.txt' => $error);

sub check { return corslint({ directory => $_[0] }, 'check', @_[ 1 .. $#_ ]) }

sub found
{
    my ($run) = @_;
    my $json = eval { JSON::PP->new->utf8->decode($run->{out}) }
        or return "no JSON: $run->{out}$run->{err}";
    return join ' ', map { "$_->{file}:$_->{line}:$_->{id}" }
        @{ $json->{findings} };
}

# arguments, exit code, what stands in the output, what on stderr
my $root = tree(%files);
for my $case (
    [ ['clean.conf'],                         0, qr/./,                  qr/^$/ ],
    [ [ '--quiet', 'clean.conf' ],            0, qr/^$/,                 qr/^$/ ],
    [ ['error.conf'],                         1, qr/^error\.conf:1:1: error: /, qr/^$/ ],
    [ ['warning.conf'],                       1, qr/session-cookie-attrs/ ],
    [ ['info.conf'],                          0, qr/usertrack-cookie/ ],
    [ [qw(--fail-on error warning.conf)],     0, qr/session-cookie-attrs/ ],
    [ [qw(--fail-on=error error.conf)],       1, qr/section-unterminated/ ],
    [ [qw(--fail-on info info.conf)],         1, qr/usertrack-cookie/ ],
    [ [qw(--fail-on never error.conf)],       0, qr/section-unterminated/ ],
    [ [qw(missing.conf error.conf)],          2, qr/^error\.conf:1:1: error: /m ],
    [ [qw(--fail-on never missing.conf)],     2, qr/"missing\.conf" cannot be read/ ],
    [ [qw(--only usertrack-cookie .)],        1, qr/usertrack-cookie/ ],
    [ [qw(--only K11 --only K16 warning.conf info.conf)], 1, qr/session-cookie-attrs/ ],
    [ [qw(--disable K11 --quiet warning.conf)], 0, qr/^$/ ],
    [ [ '--disable', 'session-cookie-attrs,usertrack-cookie', '--quiet',
        'warning.conf', 'info.conf' ],        0, qr/^$/ ],
    [ [qw(--explain info.conf)],              0, qr/right:/ ],
    [ [qw(-- clean.conf)],                    0, qr/./ ],
    [ ['-DSSL', '-D', 'X=1', 'clean.conf'],   0, qr/./ ],
    [ ['--help'],                             0, qr/^usage: .*--fail-on/s ],
    [ [qw(--only session-cookie-atrs .)],     2, qr/^$/,
        qr/"session-cookie-atrs" is no rule; write session-cookie-attrs$/ ],
    [ [qw(--disable nothing-like-it-at-all .)], 2, qr/^$/, qr/corslint rules/ ],
    [ [qw(--presona auditor .)],              2, qr/^$/, qr/write --persona$/ ],
    [ [qw(--persona expert .)],               2, qr/^$/,
        qr/write regular, pedantic or auditor$/ ],
    [ [qw(--format xml .)],                   2, qr/^$/, qr/write text, json, / ],
    [ [''],                                   2, qr/^: error: "" cannot be read/ ],
    [ [qw(--fail-on)],                        2, qr/^$/, qr/needs a value/ ],
    [ [qw(--fix=yes .)],                      2, qr/^$/, qr/takes no value/ ],
    [ [qw(--fix --diff .)],                   2, qr/^$/, qr/leave one out$/ ],
    [ [qw(--fix -)],                          2, qr/^$/, qr/use --diff$/ ],
    [ [qw(--write-baseline .)],               2, qr/^$/, qr/--baseline FILE/ ],
    [ [qw(--baseline nowhere .)],             2, qr/./,  qr/nowhere/ ],
    [ [qw(--settings nowhere .)],             2, qr/^$/, qr/nowhere/ ],
    [ [qw(--settings x --no-settings .)],     2, qr/^$/, qr/leave one out$/ ],
    [ [qw(--output /nowhere/x .)],            2, qr/^$/, qr/cannot be written/ ],
    [ [qw(--output /dev/full .)],             2, qr/^$/, qr/could not be written/ ],
) {
    my ($arguments, $code, $out, $err) = @$case;
    my $run = check($root, @$arguments);
    my $name = "@$arguments";
    is $run->{code}, $code, "$name: exits with $code" or diag $run->{err};
    like $run->{out}, $out, "$name: output";
    like $run->{err}, $err // qr/^$/, "$name: stderr";
}
is corslint({ directory => $root, to => '/dev/full' }, '.')->{code}, 2,
    'a report that is lost is an error';
like corslint('--version')->{out},
    qr/^corslint \d+\.\d+\.\d+\nAPR \S+, PCRE2 \S+, libpsl [^\n]+\n$/, '--version';
unlike corslint('simulate', '--config',
    tree('a.conf' => qq{SetEnvIf Origin "\e[31m(" A\n}) . '/a.conf', '--url',
    'https://api.example.com/')->{err}, qr/\e/, 'simulate: no terminal obeys a file';
is corslint($_, '--help')->{code}, 0, "$_ --help"
    for qw(check rules explain simulate);
like corslint('--help')->{out}, qr/^  explain /m, '--help tells the commands';
is corslint('explain', 'nothing')->{code}, 2, 'explain what is not there';
is corslint('exlain', 'C03')->{err},
    qq(corslint: "exlain" is no command and no file; write explain\n),
    'a command that is none';
is found(check($root, '--format', 'json', './/sub/')),
    'sub/error.conf:1:section-unterminated', 'paths are written plainly';

# What is looked at.
is found(check($root, '--format', 'json')), join(' ',
    'error.conf:1:section-unterminated', 'info.conf:1:usertrack-cookie',
    'sub/error.conf:1:section-unterminated',
    'warning.conf:1:session-cookie-attrs'),
    'without a path: the directory, in order, without ./';
is check($root, '--format', 'json', '.')->{out},
    check($root, '--format', 'json')->{out}, 'twice the same';
is found(check($root, '--format', 'json', 'sub', './error.conf', 'error.conf')),
    'error.conf:1:section-unterminated sub/error.conf:1:section-unterminated',
    'a file that is named twice is looked at once';
{
    my $links = tree('sites-available/a' => $error, 'empty/x.txt' => '');
    mkdir "$links/sites-enabled";
    symlink '../sites-available/a', "$links/sites-enabled/a" or die $!;
    is found(check($links, qw(--format json .))),
        'sites-available/a:1:section-unterminated', 'and so is a linked one';
    my $run = check($links, 'empty');
    is $run->{code}, 2, 'nothing to look at is an error';
    like $run->{out}, qr/no configuration was found below "empty"/, 'it says so';
}

# Standard input, by what it is called.
for (
    [ ['-'], $error, '<stdin>:1:section-unterminated' ],
    [ [qw(--stdin-filename a/b.conf -)], $error, 'a/b.conf:1:section-unterminated' ],
    [ [qw(--stdin-filename a/.htaccess -)], "Include x.conf\n",
        'a/.htaccess:1:include-in-htaccess' ],
) {
    my ($arguments, $text, $expected) = @$_;
    is found(corslint({ in => $text }, qw(--no-settings --format json),
        @$arguments)), $expected, "@$arguments";
}
is corslint({ in => "{% if x %}\nHeader set A {{ b }}\n{% endif %}\n" },
    qw(--stdin-filename a.conf.j2 -))->{code}, 0, 'a template exits with 0';

# Settings.
{
    my $below = tree(%files, '.corslint.toml' =>
        qq(fail-on = "info"\nignore = ["sub"]\n[severity]\n)
        . qq(session-cookie-attrs = "off"\n));
    is found(check($below, qw(--format json .))),
        'error.conf:1:section-unterminated info.conf:1:usertrack-cookie',
        '.corslint.toml: ignore, severity';
    is check($below, 'info.conf')->{code}, 1, '.corslint.toml: fail-on';
    is check($below, qw(--fail-on error info.conf))->{code}, 0,
        'an option comes first';
    is check($below, qw(--no-settings info.conf))->{code}, 0, '--no-settings';
    is check("$below/sub", qw(../info.conf))->{code}, 1, 'found above';
    my $wrong = tree('.corslint.toml' => "fail-on = 3\n", 'a.conf' => $clean);
    my $run = check($wrong, 'a.conf');
    is $run->{code}, 2, 'wrong settings';
    like $run->{err}, qr/^corslint: \.corslint\.toml:1: /, 'where they are wrong';
}

# What is no UTF-8 is no reason to say nothing.
like corslint({ in => qq(Header set X "a\xf1"\n) }, qw(simulate --config -
    --url http://a.example/ --format json))->{out},
    qr/^\{"status":200,.*"value":"a\\uFFFD"/, 'simulate: bytes that are no UTF-8';

# A fragment for the inside of a <VirtualHost>: its RewriteRule is the server's.
{
    my $within = tree('vhost.d/a.conf' => $clean, '.corslint.toml' =>
        qq(vhost-context = ["vhost.d/*"]\n));
    is check($within, qw(--quiet vhost.d))->{out}, '', 'vhost-context';
}

# A whole server, and what of it is told.
{
    my $server = tree('conf/httpd.conf' => qq(ServerRoot "/etc/httpd"\n)
        . "Listen 80\nLoadModule usertrack_module modules/mod_usertrack.so\n"
        . "Include conf.d/*.conf\n",
        'conf.d/a.conf' => $info, 'conf.d/b.conf' => "CookieTracking On\n"
            . "<IfModule mod_nothing.c>\n$info</IfModule>\n",
        'other.conf' => $info);
    my @server = qw(--format json --server-root . --entry conf/httpd.conf);
    my $all = found(check($server, @server));
    like $all, qr{conf\.d/a\.conf:1:usertrack-cookie}, '--entry: includes';
    unlike $all, qr{other\.conf|b\.conf:3}, '--entry: nothing else';
    my $some = found(check($server, @server, 'conf.d/b.conf', 'other.conf'));
    like $some, qr{conf\.d/b\.conf:1:}, 'a path that is a part: only that';
    unlike $some, qr{a\.conf|b\.conf:3}, 'as a part of the server';
    like $some, qr{(?<!\S)other\.conf:1:}, 'one that is none: by itself';
    my $settled = tree('httpd/conf.d/a.conf' => $info, 'httpd/httpd.conf' =>
        "Include conf.d/*.conf\n", '.corslint.toml' =>
        qq(server-root = "httpd"\nentry = "httpd.conf"\n));
    like found(check($settled, qw(--format json))),
        qr{(?<!\S)httpd/conf\.d/a\.conf:1:usertrack}, 'so do settings';
    is found(check("$settled/httpd", qw(--format json conf.d/a.conf))),
        '../httpd/conf.d/a.conf:1:usertrack-cookie', 'from below, too';
    my $run = check($server, '.');
    is $run->{err}, qq(corslint: note: "conf/httpd.conf" seems to begin a )
        . "whole server and was checked by itself: give it as --entry\n",
        'no --entry: a note';
    is check($server, '--quiet', '.')->{err}, '', 'none with --quiet';
    is check($server, qw(--entry nowhere.conf))->{code}, 2, 'no such entry';
}

# Baselines.
{
    my $old = tree(%files);
    my $run = check($old, qw(--baseline known --write-baseline .));
    is $run->{code}, 0, '--write-baseline';
    like $run->{err}, qr/^corslint: 4 findings written to known$/, 'says so';
    $run = check($old, qw(--baseline known --fail-on info .));
    is $run->{code}, 0, 'what is known is left out';
    is check($old, qw(--baseline known missing.conf))->{code}, 2,
        'what cannot be read is not';
    open my $out, '>', "$old/error.conf" or die $!;
    print $out $clean;
    close $out;
    $run = check($old, qw(--baseline known .));
    like $run->{err}, qr/1 finding of known no longer/, 'one is gone';
}

# Corrections.
{
    my $broken = tree('a.conf' => $fixable, 'b.conf' => $info);
    my $run = check($broken, qw(--diff .));
    like $run->{out}, qr{\A--- a/a\.conf\n\+\+\+ b/a\.conf\n.*^\+.*Secure}ms,
        '--diff';
    is $run->{code}, 1, '--diff exits as the findings say';
    is slurp("$broken/a.conf"), $fixable, '--diff changes nothing';
    $run = check($broken, qw(--fix .));
    is $run->{code}, 0, '--fix: what is left does not fail' or diag $run->{out};
    like $run->{err}, qr/^corslint: 1 finding corrected$/, '--fix says so';
    like slurp("$broken/a.conf"), qr/; Secure"|Secure; /, '--fix does it';
    unlike $run->{out}, qr/samesite-none-insecure/, 'and tells the rest';
    like $run->{out}, qr/usertrack-cookie/, 'which is there';
}

# Reports.
for my $format (qw(text json sarif github gitlab checkstyle junit)) {
    my $run = check($root, '--format', $format, '.');
    is $run->{code}, 1, "--format $format";
    like $run->{out}, qr/usertrack-cookie/, "--format $format: output";
    my $same = check($root, '--format', $format, '--output', 'report', '.');
    is slurp("$root/report"), $run->{out}, "--format $format: --output";
    is $same->{out}, '', "--format $format: there alone";
}

# Colours, and how far a long run is: on a terminal only.
sub terminal
{
    my ($environment, @arguments) = @_;
    my $command = join ' ', map { quotemeta } $ENV{CORSLINT}
        // "$FindBin::Bin/../../build/corslint", '--no-settings', @arguments;
    return corslint({ program => 'script', directory => $root,
        environment => { TERM => 'xterm', %$environment } },
        '-qec', $command, '/dev/null')->{out};
}

my $escape = qr/\x1b\[/;
unlike check($root, '.')->{out}, $escape, 'no colours into a pipe';
like check($root, qw(--color always .))->{out}, $escape, '--color always';
like terminal({}, 'error.conf'), $escape, 'colours on a terminal';
unlike terminal({ NO_COLOR => 1 }, 'error.conf'), $escape, 'NO_COLOR';
unlike terminal({ TERM => 'dumb' }, 'error.conf'), $escape, 'a dumb terminal';
unlike terminal({}, qw(--color never error.conf)), $escape, '--color never';
{
    mkfifo("$root/slow", 0600) or die $!;
    my $pid = fork // die $!;
    if (!$pid) {
        open my $out, '>', "$root/slow" or POSIX::_exit(1);
        sleep 2;
        print $out $clean;
        close $out;
        POSIX::_exit(0);
    }
    my $said = terminal({}, 'slow', 'clean.conf');
    waitpid $pid, 0;
    like $said, qr/\rcorslint: 1 of 2 files/, 'progress, when it takes long';
    unlike terminal({}, 'clean.conf'), qr/of 1 file/, 'and not otherwise';
}


# What httpd refuses is told, and the rest is asked for answers all the same.
{
    my $cors = "Header set Access-Control-Allow-Origin *\n"
        . "Header set Access-Control-Allow-Credentials true\n";

    for my $refused (
        'SetEnvIf Origin "(" X=1', 'SetEnvIfNoCase ^Or( x X', 'SetEnvIf',
        'SetEnvIfExpr "foo(" X', 'Header', 'Header set Vary a b c d e',
        'Header edit Vary ( x', 'RequestHeader set', 'RewriteRule (',
        'RewriteRule ( - [E=X:1]', 'RewriteCond', 'RewriteCond %{HTTP:Origin} (',
        "RewriteCond %{HTTP:Origin} ^https://(a| b) [NC]\nRewriteRule .* - [E=O:1]",
        'ErrorDocument', 'Alias', 'Redirect', 'SessionCookieName',
        'CookieStyle', 'ProxyPassReverseCookiePath /', 'CorsCreds',
        'CorsCredsOriginRegex (', 'SetEnv', "<Location />\nRequire not\n</Location>", "<If \"foo(\">\n$cors</If>",
        "<FilesMatch \"(\">\n$cors</FilesMatch>", "<LocationMatch>\n$cors</LocationMatch>",
    ) {
        my ($name) = $refused =~ /^(.*)/;
        for my $file ('refused.conf', '.htaccess') {
            my $run = check(tree($file => "$refused\nRewriteEngine On\n$cors"),
                '--format', 'json', $file);
            is $run->{code}, 1, "$name in $file: an error, and no crash";
            like found($run), qr/wildcard-credentials/, "$name in $file: the rest is checked";
        }
    }
}

done_testing;
