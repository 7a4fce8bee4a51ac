# SPDX-License-Identifier: Apache-2.0

# A real browser, driven by t/browser/drive.js: one window, a fresh profile, no
# network but the routes that are given.
#
#   for my $engine (engines()) {
#       my $browser = Cors::Browser->new($engine, 'classic',
#           { 'app.test-a.example:443' => $server->{port} });
#       $browser->visit('https://app.test-a.example/');
#       is($browser->evaluate('return document.title'), 'An app');
#   }
#
# The policy is that for third-party cookies: classic allows them, block does
# not. BROWSERS="chromium firefox webkit" chooses engines.
#
# Each command has a time limit. However the test ends, the browser does too, and
# its profile is removed.

package Cors::Browser;

use strict;
use warnings;
use Exporter 'import';

use Cors::Guardian ();
use Cwd            qw(abs_path);
use File::Basename qw(dirname);
use File::Glob     qw(bsd_glob);
use File::Spec     ();
use File::Temp     ();
use IPC::Open3     qw(open3);
use JSON::PP       ();
use Test::More     ();

our @EXPORT_OK = qw(engines);

my $top = abs_path(dirname(__FILE__) . '/../../..');
my $modules = "$top/build/browser/node_modules";

# Where each may be: names on the path, or patterns of files.
my %programs = (
    chromium => [qw(chromium chromium-browser google-chrome)],
    firefox  => [qw(firefox-esr firefox)],
    webkit   => [qw(/usr/lib/*/webkit*gtk-4.*/MiniBrowser
        /usr/lib*/webkit*gtk-4.*/MiniBrowser
        /usr/libexec/webkit*gtk-4.*/MiniBrowser)],
);
my %helpers = (webkit => [qw(WebKitWebDriver Xvfb)]);

# In seconds, for one command; a browser's start is one. The driver has it to say
# what took too long, and gets some more to say it in.
use constant { LIMIT => 60, GRACE => 15 };

sub find
{
    my (@names) = @_;
    for my $name (@names) {
        my ($found) = grep { -x && !-d } $name =~ m{/} ? bsd_glob($name)
            : map { "$_/$name" } File::Spec->path;
        return $found if $found;
    }
    return;
}

# What an engine cannot be driven without, and is not here.
sub missing
{
    my ($engine) = @_;
    my $names = $programs{$engine}
        or die "BROWSERS: \"$engine\" is none of @{[sort keys %programs]}\n";
    return (find('node') ? () : 'node',
        -d "$modules/puppeteer-core" ? () : 'puppeteer-core',
        find(@$names) ? () : $names->[0],
        grep { !find($_) } @{ $helpers{$engine} || [] });
}

# The engines to test. Chromium, when nobody has chosen, is done without on a
# machine that has no way to it; CI has one.
sub engines
{
    my @chosen = split ' ', $ENV{BROWSERS} // '';
    my @engines = @chosen ? @chosen : 'chromium';
    for my $engine (@engines) {
        my @missing = missing($engine) or next;
        my $why = "$engine cannot be driven here, for there is no "
            . join(' and no ', @missing)
            . ': tools/setup test browsers && tools/node-modules';
        die "$why\n" if @chosen || $ENV{CI};
        Test::More::plan(skip_all => $why);
    }
    return @engines;
}

sub new
{
    my ($class, $engine, $policy, $routes) = @_;
    my $home = File::Temp::tempdir('cors-creds-XXXXXX', TMPDIR => 1);
    my $self = bless {
        engine => $engine, log => File::Temp->new,
        guardian => Cors::Guardian->new($home, "$home/no.pid"),
    }, $class;
    # Whatever the browser starts lives there, and its guardian finds it.
    local @ENV{qw(HOME XDG_CONFIG_HOME XDG_CACHE_HOME XDG_DATA_HOME
        XDG_RUNTIME_DIR TMPDIR)} = ($home) x 6;
    local $ENV{NODE_PATH} = $modules;
    # open3 dups the handle it is given by number.
    my $errors = '>&' . fileno $self->{log};
    $self->{pid} = open3($self->{in}, $self->{out}, $errors,
        find('node'), "$top/t/browser/drive.js");
    $self->{version} = $self->exchange({
        engine => $engine, program => find(@{ $programs{$engine} }),
        policy => $policy, routes => $routes, limit => LIMIT,
    });
    return $self;
}

# One line there, one line back.
sub exchange
{
    my ($self, $request) = @_;
    my $json = JSON::PP->new->utf8;
    local $SIG{PIPE} = 'IGNORE';
    my $answer = eval {
        local $SIG{ALRM} = sub { die "the driver hangs\n" };
        alarm LIMIT + GRACE;
        print { $self->{in} } $json->encode($request), "\n";
        $self->{in}->flush;
        my $line = readline $self->{out};
        alarm 0;
        defined $line ? $json->decode($line) : { error => 'the driver ended' };
    };
    alarm 0;
    $answer //= { error => $@ };
    return $answer->{value} unless exists $answer->{error};
    open my $log, '<', $self->{log}->filename or die $!;
    my @said = <$log>;
    die "$self->{engine}: $answer->{error}\n", map { "# $_" } @said;
}

sub command
{
    my ($self, $name, @with) = @_;
    return $self->exchange({ do => $name, with => \@with });
}

sub visit  { my ($self, $url) = @_; return $self->command(visit => $url) }
sub click  { my ($self, $what) = @_; return $self->command(click => $what) }
# A click that loads another page, and waits for it.
sub submit { my ($self, $what) = @_; return $self->command(submit => $what) }

# As a person types, in place of what stands there.
sub type
{
    my ($self, $field, $text) = @_;
    return $self->command(type => $field, $text);
}

# A PNG of the whole page, so wide, for who prefers "light" or "dark". Chromium's
# only.
sub picture
{
    my ($self, $file, $width, $scheme) = @_;
    return $self->command(picture => $file, $width, $scheme);
}

# The body of an asynchronous function, and its arguments.
sub evaluate
{
    my ($self, $body, @arguments) = @_;
    return $self->command(evaluate => $body, @arguments);
}

# Errors and warnings of the console so far; undef where WebDriver tells nobody.
sub complaints { return $_[0]->command('complaints') }

# Waits until the expression is true in the page; whether it has become so.
sub becomes
{
    my ($self, $expression) = @_;
    return $self->evaluate(<<"JS");
for (let left = 400; left > 0; left--) {
    if ($expression) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
}
return false;
JS
}

sub DESTROY
{
    my ($self) = @_;
    # Else the guardian sees the process end, and does the same.
    return if ${^GLOBAL_PHASE} eq 'DESTRUCT';
    local ($?, $@);
    close $self->{in} if $self->{in};
    $self->{guardian}->dismiss;
    waitpid $self->{pid}, 0 if $self->{pid};
    return;
}

1;
