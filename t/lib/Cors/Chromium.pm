# SPDX-License-Identifier: Apache-2.0

# A page as a real browser shows it: headless Chromium, one process a page, with
# a profile that is gone afterwards. It comes by the public name; the connection
# goes to the given port of this machine, and to nowhere else.
#
#   my $browser = Cors::Chromium->new(port => $server->{port});
#   my $shown = $browser->open_page('http://api.example.com/status');
#   $shown->{dom}        the document, after all that ran in it
#   $shown->{console}    what the browser itself said of it, line by line

package Cors::Chromium;

use strict;
use warnings;

use File::Spec ();
use File::Temp ();

# The program's path; undef where there is none.
sub program
{
    for my $dir (File::Spec->path) {
        for my $name (qw(chromium chromium-browser google-chrome)) {
            return "$dir/$name" if -x "$dir/$name";
        }
    }
    return;
}

sub new
{
    my ($class, %with) = @_;
    my $self = bless { profile => File::Temp->newdir, %with }, $class;
    $self->{program} = program() or die "Chromium is not in PATH\n";
    return $self;
}

# Further arguments are Chromium's.
sub run
{
    my ($self, $url, @arguments) = @_;
    my $log = File::Temp->new;
    # Root has no sandbox of its own to run in, and the page is ours.
    my @command = ($self->{program}, '--headless', '--no-sandbox',
        '--disable-gpu', '--hide-scrollbars', '--no-first-run',
        '--no-proxy-server', '--disable-extensions', '--disable-sync',
        '--disable-component-update', '--disable-background-networking',
        '--disable-dev-shm-usage', "--user-data-dir=$self->{profile}",
        "--host-resolver-rules=MAP * 127.0.0.1:$self->{port}",
        '--enable-logging=stderr', '--virtual-time-budget=5000', @arguments,
        $url);
    my $pid = open my $out, '-|';
    defined $pid or die "fork: $!";
    if (!$pid) {
        open STDERR, '>', $log->filename or die $!;
        open STDIN, '<', '/dev/null' or die $!;
        exec @command or die "$command[0]: $!";
    }
    local $SIG{ALRM} = sub { kill KILL => $pid; die "Chromium hangs\n" };
    alarm 60;
    my $dom = do { local $/; <$out> };
    close $out;
    alarm 0;
    open my $in, '<', $log->filename or die $!;
    my @said = <$in>;
    return {
        dom     => $dom // '',
        log     => \@said,
        console => [ grep { /CONSOLE|Refused to|Content Security/ } @said ],
    };
}

sub open_page
{
    my ($self, $url) = @_;
    return $self->run($url, '--dump-dom');
}

# Writes a PNG of that size; "dark" or "light" is what the reader prefers.
sub screenshot
{
    my ($self, $url, $file, $size, $scheme) = @_;
    return $self->run($url, "--screenshot=$file", "--window-size=$size",
        '--blink-settings=preferredColorScheme='
            . ($scheme eq 'dark' ? 0 : 1));
}

1;
