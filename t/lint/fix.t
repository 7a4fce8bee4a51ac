# SPDX-License-Identifier: Apache-2.0

# --fix and --diff: what becomes of the files, and what they are spared.

use strict;
use warnings;

use FindBin ();
use lib "$FindBin::Bin/../lib";
use Lint::Corslint qw(corslint slurp tree);
use Test::More;

my $rule = 'samesite-none-insecure';
my @check = (qw(check --only), "$rule,suppression-unused");

sub bad
{
    my ($name) = @_;
    return qq(Header add Set-Cookie "$name=1; SameSite=None");
}
sub good { return bad(@_) =~ s/None"/None; Secure"/r }

# [name, files, paths, files after]
my @rows = (
    [ 'a line', { 'a.conf' => bad('a') . "\n" }, ['a.conf'],
        { 'a.conf' => good('a') . "\n" } ],
    [   'CRLF',
        { 'a.conf' => "ServerName x\r\n" . bad('a') . "\r\n# end\r\n" },
        ['a.conf'],
        { 'a.conf' => "ServerName x\r\n" . good('a') . "\r\n# end\r\n" }
    ],
    [ 'no line feed at the end', { 'a.conf' => bad('a') }, ['a.conf'],
        { 'a.conf' => good('a') } ],
    [   'several, in several files',
        {   'a.conf' => bad('a') . "\n" . bad('b') . "\n",
            'd/b.conf' => bad('c') . "\n"
        },
        ['.'],
        {   'a.conf' => good('a') . "\n" . good('b') . "\n",
            'd/b.conf' => good('c') . "\n"
        }
    ],
    [   'a macro that is used twice, once',
        {   'a.conf' => "<Macro m>\n" . bad('a') . "\n</Macro>\n"
                . "<VirtualHost *:1>\nUse m\n</VirtualHost>\n"
                . "<VirtualHost *:2>\nUse m\n</VirtualHost>\n"
        },
        ['a.conf'],
        {   'a.conf' => "<Macro m>\n" . good('a') . "\n</Macro>\n"
                . "<VirtualHost *:1>\nUse m\n</VirtualHost>\n"
                . "<VirtualHost *:2>\nUse m\n</VirtualHost>\n"
        }
    ],
    [   'what is silenced stays',
        { 'a.conf' => "# corslint: disable=$rule -- legacy\n" . bad('a') . "\n" },
        ['a.conf'],
        { 'a.conf' => "# corslint: disable=$rule -- legacy\n" . bad('a') . "\n" }
    ],
    [   'a comment that silences nothing goes',
        { 'a.conf' => "ServerName x\n# corslint: disable=$rule\nServerAlias y\n" },
        ['a.conf'],
        { 'a.conf' => "ServerName x\nServerAlias y\n" }
    ],
    [   'or what it names in vain',
        {   'a.conf' => "# corslint: disable=$rule,cookie-prefix -- legacy\n"
                . bad('a') . "\n"
        },
        ['a.conf'],
        { 'a.conf' => "# corslint: disable=$rule -- legacy\n" . bad('a') . "\n" }
    ],
);

for my $row (@rows) {
    my ($name, $before, $paths, $after) = @$row;
    my $root = tree(%$before);
    my $diff = corslint({ directory => $root }, @check, '--diff', @$paths);
    is_deeply { map { $_ => slurp("$root/$_") } keys %$before }, $before,
        "$name: --diff writes nothing";
    my @named = $diff->{out} =~ m{^\+\+\+ b/(.*?)\t?$}mg;
    is_deeply \@named,
        [ grep { $before->{$_} ne $after->{$_} } sort keys %$before ],
        "$name: --diff names what changes";
    my $got = corslint({ directory => $root }, @check, '--fix', @$paths);
    is $got->{code}, 0, "$name: nothing is left" or diag $got->{out}, $got->{err};
    is_deeply { map { $_ => slurp("$root/$_") } keys %$before }, $after,
        "$name: the files";
    $got = corslint({ directory => $root }, @check, @$paths);
    is $got->{code}, 0, "$name: nothing is found afterwards";
}

# The diff, byte for byte.
my $root = tree('d/a b.conf' => "ServerName x\n" . bad('a') . "\n" x 6);
my $got = corslint({ directory => $root }, @check, '--diff', './d');
is $got->{out}, "--- a/d/a b.conf\t\n+++ b/d/a b.conf\t\n\@\@ -1,5 +1,5 \@\@\n"
    . " ServerName x\n-" . bad('a') . "\n+" . good('a') . "\n \n \n \n",
    'a diff for patch -p1';

# What else there is to a file.
$root = tree('real/a.conf' => bad('a') . "\n", 'b.conf' => "ServerName x\n");
chmod 0640, "$root/real/a.conf";
symlink 'real/a.conf', "$root/link.conf" or die $!;
utime 1, 1, "$root/b.conf";
$got = corslint({ directory => $root }, @check, qw(--fix link.conf b.conf));
is $got->{code}, 0, 'through a link' or diag $got->{out}, $got->{err};
is slurp("$root/real/a.conf"), good('a') . "\n", 'its file is corrected';
is readlink "$root/link.conf", 'real/a.conf', 'the link stays';
is +(stat "$root/real/a.conf")[2] & 07777, 0640, 'so does the mode';
is +(stat "$root/b.conf")[9], 1, 'a file without corrections is not written';

# Standard input has nowhere to be written to, but it has a diff.
$got = corslint({ in => bad('a') . "\n" }, @check, qw(--fix -));
is $got->{code}, 2, 'standard input cannot be corrected';

done_testing;
