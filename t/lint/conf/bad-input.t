#!/usr/bin/env perl
# SPDX-License-Identifier: Apache-2.0
#
# What is no configuration, or a broken one: each ends soon, with a message that
# has the file and the line, and with exit 2 where input was lost.
use strict;
use warnings;
use Cwd qw(abs_path);
use Fcntl;
use File::Basename qw(dirname);
use File::Path qw(make_path);
use File::Temp qw(tempdir);
use POSIX qw(mkfifo);
use Test::More;

my $here = dirname(abs_path(__FILE__));
my $dump = abs_path($ENV{LINT_DUMP} // "$here/../../../build/obj/t/lint/conf/dump");
my $SECONDS = 30;

BAIL_OUT('no dump program: make unit first') unless $dump && -x $dump;

sub put {
    my ($path, $text) = @_;
    make_path(dirname($path));
    open my $out, '>:raw', $path or die "$path: $!";
    print $out $text;
    close $out or die "$path: $!";
}

# What is printed, with the exit code behind it; the alarm is for a hang.
sub dumped {
    my ($shell, @options) = @_;
    open my $out, '-|', 'sh', '-c', "exec timeout $SECONDS $shell", 'sh', $dump,
        '--dump=resolved', @options or die "sh: $!";
    binmode $out;
    local $/;
    my $text = <$out> // '';
    close $out;
    return $text . 'exit ' . ($? >> 8);
}

# NAME, files (a text is in.conf's), options, what must be printed.
my @cases = (
    ['an empty file', '', [], qr/^exit 0$/],
    ['blanks alone', "  \n\t\n", [], qr/^exit 0$/],
    ['no final line feed', 'Header set X 1', [], qr/^Header set X 1  # in.conf:1:1\nexit 0$/],
    ['a backslash at the very end', "Header set X 1\\", [],
        qr/^Header set X 1\\  # in.conf:1:1\nexit 0$/],
    ['CRLF', "<Location />\r\nHeader set X \"1\" \\\r\n  env=Y\r\n</Location>\r\n", [],
        qr/^<Location \/>.*\n    Header set X "1" +env=Y  # in.conf:2:1\nexit 0$/],
    ['a byte order mark', "\xef\xbb\xbfHeader set X 1\n", [],
        qr/^Header set X 1  # in.conf:1:4\nerror in.conf:1:1 byte-order-mark: .*save it as UTF-8 without one\nexit 0$/],
    ['a few NULs', "Header set X 1\nHeader set\0 Y 1\n" . "# more\n" x 40, [],
        qr/^Header set X 1 .*\nHeader set  # in.conf:2:1\nwarning in.conf:2:0 nul-byte: .*remove the byte\nexit 0$/],
    ['a binary file', join('', map { chr($_ & 255) } 0 .. 4095), [],
        qr/^error in.conf:0:0 binary \(unread\): .*leave it out\nexit 2$/],
    ['a line of 16 MiB', 'X' x (16 << 20) . "\nHeader set X 1\n", [],
        qr/^Header set X 1  # in.conf:2:1\nerror in.conf:1:1 line-too-long \(unread\): .*split it.*\nexit 2$/],
    ['a section without an end', "<Location />\nHeader set X 1\n", [],
        qr/error in.conf:1:1 section-unterminated: <Location> is not closed in this file: write <\/Location> where it ends\nexit 0$/],
    ['a true condition without an end', "<IfModule core.c>\nHeader set X 1\n", [],
        qr/^Header set X 1  # in.conf:2:1\nwarning in.conf:1:1 section-unterminated: .*write <\/IfModule> where it ends\nexit 0$/],
    ['a false condition without an end', "<IfModule !core.c>\nHeader set X 1\n", [],
        qr/error in.conf:1:1 section-unterminated: .*\nexit 0$/],
    ['two ends on a line',
        "<IfModule core.c>\n<Location />\n</Location> </IfModule>\nHeader set X 1\n", [],
        qr/^<Location \/>.*\nHeader set X 1 .*\nwarning in.conf:1:1 section-unterminated: .*\nexit 0$/],
    ['something behind the end of a condition', "<IfModule core.c>\n</IfModule> # core\n", [],
        qr/error in.conf:2:1 close-rest: .*put that on a line of its own\nexit 0$/],
    ['and of one that is false', "<IfModule !core.c>\n</IfModule> # core\n", [],
        qr/^template lines 0, unseen 0, skipped 1\nexit 0$/],
    ['an end without a section', "\n</Location>\n", [],
        qr/^error in.conf:2:1 close-stray: <\/Location> closes nothing .*write <Location> above\nexit 0$/],
    ['ends in the wrong order', "<Location />\n<Limit GET>\n</Location>\n</Limit>\n", [],
        qr/error in.conf:2:1 section-unterminated: .*\nerror in.conf:4:1 close-stray: /],
    ['a quote without an end', "Header set X \"1\nHeader set Y 1\n", [],
        qr/Header set Y 1  # in.conf:2:1\nwarning in.conf:1:14 quote-unterminated: .*write " where it ends\nexit 0$/],
    ['quotes that end', qq(Header set X "it's"\nHeader set Y 'a "b'\nHeader set Z "a\\"b" O'Neil\n),
        [], qr/\AHeader.*\nHeader.*\nHeader.*\nexit 0$/],
    ['a macro without an end', "<Macro M \$x>\nHeader set X 1\n", [],
        qr/^error in.conf:1:1 section-unterminated: <Macro> is not closed .*\nexit 0$/],
    ['a template\'s tag without an end', "{# no end\nHeader set X 1\n", [],
        qr/^Header set X 1  # in.conf:2:1\n.*\nwarning in.conf:1:1 template-unterminated: .*write #} where it ends\nexit 0$/],
    ['a template\'s condition without an end', "{% if x %}\nHeader set X 1\n", [],
        qr/^Header set X 1  # in.conf:2:1 if a template's condition \(x\)\n/],
    ['a file that includes itself', "Include in.conf\n", ['--whole-server'],
        qr/error in.conf:1:1 .*include-loop: "in.conf" includes itself.*\nexit 0$/],
    ['files that include each other', { 'in.conf' => "Include b.conf\n", 'b.conf' => "Include in.conf\n" },
        ['--whole-server'], qr/error b.conf:1:1 < in.conf:1.* include-loop: .*\nexit 0$/],
    ['a loop through a glob', { 'in.conf' => "Include d/*.conf\n",
            map { ("d/$_.conf" => "Include d/*.conf\nHeader set X $_\n") } 'a' .. 'f' },
        ['--whole-server'], qr/include-loop: "d\/.\.conf" includes itself.*\nexit 0$/],
    ['no file', { 'other.conf' => '' }, [],
        qr/^error in.conf:0:0 unreadable \(unread\): the file "in.conf" cannot be read \(No such file or directory\).*\nexit 2$/],
    ['a directory as a file', { 'in.conf/x' => '' }, [],
        qr/^error in.conf:0:0 unreadable \(unread\): .*it is a directory.*\nexit 2$/],
    ['a device', "Include /dev/zero\n", ['--whole-server'],
        qr/^error in.conf:1:1 unreadable \(unread\): the file "\/dev\/zero" .*a pipe or a device.*\nexit 2$/],
    ['an include that is missing', "\nInclude none.conf\n", ['--whole-server'],
        qr/error in.conf:2:1 include-missing \(unread\): the file "\S*none.conf" cannot be found.*or write IncludeOptional\nexit 2$/],
    ['a server root that is none', "ServerRoot \"/no/such/place\"\n", ['--whole-server'],
        qr/warning in.conf:1:1 server-root: .*say with --server-root where it is here\nexit 0$/],
);

for my $case (@cases) {
    my ($name, $files, $options, $expected) = @$case;
    my $directory = tempdir(CLEANUP => 1);
    chdir $directory or die "$directory: $!";
    $files = { 'in.conf' => $files } unless ref $files;
    put($_, $files->{$_}) for keys %$files;
    like dumped('"$@"', 'in.conf', @$options), $expected, $name;
}

my $directory = tempdir(CLEANUP => 1);
chdir $directory or die "$directory: $!";
put('in.conf', "Include d/*\n");
put('d/a.conf', "Header set X 1\n");
symlink 'loop', 'd/loop' or die "symlink: $!";
like dumped('"$@"', 'in.conf', '--whole-server'),
    qr/^Header set X 1 .*\nerror in.conf:1:1 unreadable \(unread\): the file "d\/loop" .*symbolic links.*\nexit 2$/,
    'a link to itself';

unlink 'd/loop';
symlink '.', "d/$_" or die "symlink: $!" for qw(x y z);
like dumped('"$@"', 'in.conf', '--whole-server'),
    qr/include-missing \(unread\): the directory "d\S+" is more than 20 deep: httpd takes that for a loop.*\nexit 2$/,
    'three links that lead back';

unlink map { "d/$_" } qw(x y z);
mkfifo('d/pipe', 0600) or die "mkfifo: $!";
like dumped('"$@"', 'in.conf', '--whole-server'),
    qr/^Header set X 1 .*\nerror in.conf:1:1 unreadable \(unread\): .*a pipe or a device.*\nexit 2$/,
    'an included pipe is not waited for';
mkfifo('.htaccess', 0600) or die "mkfifo: $!";
like dumped('"$@"', '.htaccess'), qr/a pipe or a device.*\nexit 2$/, 'nor an .htaccess';
like dumped('"$@" & cat d/a.conf >d/pipe; wait $!', 'd/pipe'),
    qr/^Header set X 1  # d\/pipe:1:1\nexit 0$/, 'a pipe that is named is read';
like dumped('"$@" <d/a.conf', '-'), qr/^Header set X 1  # <stdin>:1:1\nexit 0$/, 'standard input';
like dumped('cat d/a.conf | "$@"', '/dev/stdin'), qr/^Header set X 1  # <stdin>:1:1\nexit 0$/,
    'standard input by its path';
like dumped('"$@"', '/dev/zero'), qr/a pipe or a device.*\nexit 2$/, 'a device that is named';
like dumped('"$@"', '/dev/null'), qr/^exit 0$/, 'the one that httpd reads';

SKIP: {
    my $nobody = getpwnam 'nobody';
    skip 'not root: a file without permissions is tried as who runs this', 0 if $<;
    skip 'there is no nobody', 1 unless defined $nobody;
    chmod 0755, $directory;
    put('secret.conf', "Header set X 1\n");
    chmod 0, 'secret.conf';
    like dumped("setpriv --reuid=$nobody --clear-groups \"\$@\"", 'secret.conf'),
        qr/^error secret.conf:0:0 unreadable \(unread\): .*Permission denied.*make it readable.*\nexit 2$/,
        'a file without permissions';
}

done_testing;
