# SPDX-License-Identifier: Apache-2.0

# The demo in a browser, from the address that it prints: log in through its page,
# see that the session is there, log out.

use strict;
use warnings;

use FindBin ();
use lib "$FindBin::Bin/../lib";
use Cors::Browser qw(engines);
use Cors::BrowserFacts qw(documented);
use Cors::Guardian ();
use Cwd         qw(abs_path);
use File::Temp  qw(tempdir);
use Test::More;
use Time::HiRes qw(sleep);

my @engines = engines();
plan skip_all => 'the demo starts httpd as it is, which has no sanitizers'
    if $ENV{SAN};

my $top = abs_path("$FindBin::Bin/../..");
my $module = $ENV{MODULE} || "$top/build/mod_cors_creds.so";

# The guardian ends it with this test, however that ends.
my $root = tempdir('cors-creds-XXXXXX', TMPDIR => 1);
my $guardian = Cors::Guardian->new($root, "$root/no.pid");
$guardian->spawn(sub {
    open STDOUT, '>', "$root/said" or die "$root/said: $!\n";
    open STDERR, '>&', \*STDOUT or die "dup: $!\n";
    exec $^X, "$top/demo/run", $module or die "demo/run: $!\n";
});

my ($said, $address, $api) = ('');
for (1 .. 600) {
    sleep 0.1;
    open my $in, '<', "$root/said" or next;
    $said = do { local $/; <$in> } // '';
    ($address) = $said =~ m{^Open +(http://\S+)}m and last;
}
($api) = $said =~ m{^its API +(http://\S+)}m;
ok($address && $api, 'it prints its addresses')
    or do { diag($said); done_testing(); exit };

# host:port is the same here and for the browser.
my %routes = map { m{^http://([^/]+:(\d+))} ? ($1 => $2) : () } $address, $api;

# Who keeps a Secure cookie that comes over http:// from below localhost, which is
# as good as https:// (Secure Contexts 3.1); the page says of the others that they
# did not.
my %keeps = (chromium => 1, firefox => 1, webkit => 0);

sub becomes
{
    my ($browser, $text) = @_;
    my $session = 'document.getElementById("session").textContent.trim()';
    return ok($browser->becomes(qq($session === "$text")), $text)
        || diag($browser->evaluate("return $session"));
}

sub log_in
{
    my ($browser, $is_kept) = @_;
    $browser->visit($address);
    becomes($browser, 'You are not logged in.');
    $browser->click('#login .primary');
    becomes($browser, $is_kept ? 'You are logged in as Ada.'
        : 'You logged in, but the cookie did not come back: '
            . 'the browser did not keep it.');
    my $parts = $browser->evaluate(<<'JS');
return Object.fromEntries(Array.from(document.querySelectorAll('.parts li'),
    (part) => [part.id, part.querySelector('.state').textContent]));
JS
    is_deeply($parts, { server => 'works',
        client => $is_kept ? 'works' : 'not tried yet',
        cookie => $is_kept ? 'works' : 'failed' }, 'the parts of the handshake');
    return unless $is_kept;
    $browser->click('#logout');
    becomes($browser, 'You are not logged in.');
    return;
}

my %found = map { ($_ => {}) } 'classic', 'block';
for my $engine (@engines) {
    for my $policy (sort keys %found) {
        my $browser = Cors::Browser->new($engine, $policy, \%routes);
        my $own = $keeps{$engine} ? '' : ' (by a rule of its own)';
        subtest "$engine, $policy$own" => sub {
            log_in($browser, $keeps{$engine});
        };
        $found{$policy}{$engine} = $keeps{$engine} ? 'kept' : 'refused (*)';
    }
}

documented('t/browser/demo.t', [ 'third-party cookies' ],
    [ [ ['allowed'], $found{classic} ], [ ['blocked'], $found{block} ] ],
    "\n(*) By a rule of its own:\n\n"
        . "- WebKitGTK: `Secure` is for https:// only, localhost or not.\n");

done_testing();
