# SPDX-License-Identifier: Apache-2.0

# The hooks of .pre-commit-hooks.yaml under the real pre-commit, without a
# network: corslint builds itself from a clone of this project at its first
# use, corslint-system is the program that is installed.

use strict;
use warnings;

use FindBin ();
use lib "$FindBin::Bin/../lib";
use Cwd            qw(abs_path);
use File::Basename qw(dirname);
use File::Path     qw(make_path);
use Lint::Corslint qw(slurp tree);
use Test::More;

my $top = abs_path("$FindBin::Bin/../..");
my $home = tree('bin/.keep' => '');
my $corslint = abs_path($ENV{CORSLINT} || "$top/build/corslint");
symlink $corslint, "$home/bin/corslint" or die "symlink: $!";

# Nobody's settings, and nowhere to fetch from. It builds as anybody would.
delete @ENV{ grep { /^(?:GIT_|PRE_COMMIT|SAN$)/ } keys %ENV };
@ENV{qw(HOME PRE_COMMIT_HOME GIT_CONFIG_GLOBAL GIT_CONFIG_NOSYSTEM)} =
    ($home, "$home/cache", '/dev/null', 1);
$ENV{"GIT_${_}_NAME"} = 'tester', $ENV{"GIT_${_}_EMAIL"} = 'tester@example.com'
    for qw(AUTHOR COMMITTER);
$ENV{$_} = 'http://127.0.0.1:9' for qw(http_proxy https_proxy);
$ENV{PATH} = "$home/bin:$ENV{PATH}";
# Built for this once, and without httpd's own tools.
@ENV{qw(CFLAGS APXS)} = ('-O0', 'no-apxs');

# The exit code, and all that was said.
sub run
{
    my ($directory, @command) = @_;
    my $pid = open(my $from, '-|') // die "fork: $!";
    if (!$pid) {
        chdir $directory or die "$directory: $!";
        open STDERR, '>&', \*STDOUT or die "dup: $!";
        exec @command or die "$command[0]: $!";
    }
    local $/;
    my $said = <$from> // '';
    close $from;
    return ($? >> 8, $said);
}

sub must
{
    my ($directory, @command) = @_;
    my ($code, $said) = run($directory, @command);
    die "@command exits with $code:\n$said" if $code;
    chomp $said;
    return $said;
}

die "no pre-commit: tools/setup test installs it\n"
    if system 'pre-commit --version >/dev/null 2>&1';

# The project as a repository, as far as the build goes; the tree may have been
# unpacked from an archive, or hold what is not committed.
my $hooks = "$home/hooks";
make_path("$hooks/tools");
must($top, 'cp', '-R', qw(Makefile core lint .pre-commit-hooks.yaml), $hooks);
my @tools = map { "tools/$_" } qw(pre-commit rule-registry template-registry);
must($top, 'cp', @tools, "$hooks/tools");
must($hooks, qw(git init -q));
must($hooks, qw(git add -A));
must($hooks, qw(git commit -q -m hooks));
my $revision = must($hooks, qw(git rev-parse HEAD));

my $wrong = qq(Header always set Access-Control-Allow-Origin "*"\n)
    . qq(Header always set Access-Control-Allow-Credentials "true"\n);
my $right = $wrong =~ s/"\*"/"https:\/\/app.example.com"/r;

for my $hook (qw(corslint corslint-system)) {
    my $site = tree(
        '.pre-commit-config.yaml' => "repos:\n- repo: $hooks\n"
            . "  rev: $revision\n  hooks:\n  - id: $hook\n",
        'conf.d/site.conf' => $wrong, 'README.md' => $wrong,
        'sites-available/README' => $wrong);
    must($site, qw(git init -q));
    must($site, qw(pre-commit install));
    must($site, qw(git add -A));
    my ($code, $said) = run($site, qw(git commit -q -m wrong));
    isnt $code, 0, "$hook: a commit is refused" or diag $said;
    like $said, qr{^conf\.d/site\.conf:\d+:\d+: error: .*\[wildcard-credentials\]}m,
        "$hook: for what is wrong";
    unlike $said, qr/README/, "$hook: other files are left alone";

    open my $out, '>', "$site/conf.d/site.conf" or die $!;
    print $out $right;
    close $out;
    must($site, qw(git add -A));
    ($code, $said) = run($site, qw(git commit -q -m right));
    is $code, 0, "$hook: one is accepted" or diag $said;
    like $said, qr/^corslint\.+Passed$/m, "$hook: it was asked";
}

# Where there is no httpd the same build is installed, and nothing else.
my $clone = "$home/clone";
must($home, qw(git clone -q), $hooks, $clone);
{
    my ($built) = grep { -x } glob "$home/cache/repo*/build/corslint";
    must($clone, qw(mkdir build));
    must($clone, 'cp', $built, 'build');
    must($clone, qw(make -s install-corslint), "DESTDIR=$home/root", 'PREFIX=');
    my $root = "$home/root";
    like must($home, "$root/bin/corslint", '--version'), qr/^corslint \d/,
        'installed without httpd';
    ok -s "$root/share/$_", "with $_" for 'man/man1/corslint.1',
        'bash-completion/completions/corslint', 'zsh/site-functions/_corslint',
        'fish/vendor_completions.d/corslint.fish';
    is join(' ', glob "$clone/build/*.so $root/share/man/man8/*"), '',
        'and not the module';
}

# Without a compiler it says what to do.
must($clone, qw(rm -rf build));
{
    local $ENV{CC} = 'no-compiler-of-that-name';
    my ($code, $said) = run($clone, 'tools/pre-commit', 'Makefile');
    is $code, 2, 'without a compiler: an error';
    like $said, qr/there is no no-compiler-of-that-name/, 'that says why';
    like $said, qr/corslint-system$/m, 'and names the other hook';
    ok !-e "$clone/build", 'and leaves nothing behind';
}

done_testing;
