# SPDX-License-Identifier: Apache-2.0

# A page and its API on two sites, in real browsers: which cookie is stored, which
# is sent along with the next request, which answer may be read. By client, kind
# of request, what becomes of the cookie, and policy for third-party cookies.
#
# The full matrix is printed where BROWSERS chooses engines, and is in
# build/artifacts/browsers.md; docs/browsers.md has what it comes to.

use strict;
use warnings;

use FindBin ();
use lib "$FindBin::Bin/../lib";
use Cors::Browser qw(engines);
use Cors::BrowserFacts qw(documented name_of spill);
use Cors::Markdown qw(table);
use Cors::Sites;
use File::Path qw(make_path);
use Test::More;

my $ARTIFACTS = "$FindBin::Bin/../../build/artifacts";
my @POLICIES = ('classic', 'block');
my %POLICY = (classic => 'allowed', block => 'blocked');
my @CLIENTS = ('fetch include', 'fetch omit', 'axios withCredentials');
my @KINDS = ('simple', 'JSON login');

# What the API's cookies become, and whether a browser that follows the standards
# keeps one that comes across sites, by policy: without SameSite it is Lax
# (RFC 6265bis 5.5, "Default"), and what is partitioned is nobody's third-party
# cookie (CHIPS).
my @TREATMENTS = (
    { name => 'bare', host => API, says => 'nothing of it',
        kept => { classic => 0, block => 0 } },
    { name => 'rewritten', host => API, says => '`SameSite=None; Secure`',
        kept => { classic => 1, block => 0 } },
    { name => 'partitioned', host => API,
        says => '`SameSite=None; Secure; Partitioned`',
        kept => { classic => 1, block => 1 } },
    # The control: the same API without the module.
    { name => 'no module', host => PLAIN,
        kept => { classic => 0, block => 0 } },
);

# Where an engine has rules of its own. A row that begins to follow the standard
# fails too: then it is to be taken out here.
my @EXCEPTIONS = (
    { engine => 'firefox', policy => 'classic', kept => 1,
        of => [ 'bare', 'no module' ],
        why => 'a cookie without `SameSite` is `None`, as long as '
            . '`network.cookie.sameSite.laxByDefault` is off' },
    { engine => 'webkit', policy => 'classic', kept => 1,
        of => [ 'bare', 'no module' ],
        why => 'a cookie without `SameSite` is `None`' },
    { engine => 'webkit', policy => 'block', kept => 0, of => ['partitioned'],
        why => '`Partitioned` is unknown, and the cookie blocked like any other' },
);

# By the standards, unless the engine has a rule of its own; which is the second
# value, where it makes a difference.
sub expected
{
    my ($row) = @_;
    my ($rule) = grep {
        my $rule = $_;
        $rule->{engine} eq $row->{engine} && $rule->{policy} eq $row->{policy}
            && grep { $_ eq $row->{treatment}{name} } @{ $rule->{of} };
    } @EXCEPTIONS;
    my $standard = outcome($row, $row->{treatment}{kept}{ $row->{policy} });
    my $own = $rule ? outcome($row, $rule->{kept}) : $standard;
    return ($own, $own eq $standard ? undef : $rule->{why});
}

sub outcome
{
    my ($row, $is_kept) = @_;
    my $has_module = $row->{treatment}{host} ne PLAIN;
    # Where nobody answers the preflight there is no login.
    my $travels = $is_kept && $row->{client} ne 'fetch omit'
        && ($has_module || $row->{kind} eq 'simple');
    return words({ stored => $travels, sent => $travels,
        readable => $has_module });
}

# An engine's rows under a policy. Each has a cookie of its own.
sub rows
{
    my ($engine, $policy) = @_;
    my @rows;
    for my $treatment (@TREATMENTS) {
        for my $client (@CLIENTS) {
            push @rows, map { {
                engine => $engine, policy => $policy, client => $client,
                kind => $_, treatment => $treatment,
            } } @KINDS;
        }
    }
    my $number = 0;
    for my $row (@rows) {
        $row->{cookie} = join '-', $row->{treatment}{name} =~ s/ /-/r, ++$number;
        $row->{name} = join ', ', $engine, $policy, $row->{treatment}{name},
            @$row{qw(client kind)};
    }
    return @rows;
}

# Fills in what is found. Stored is what any page can have sent, the API's own or
# another site's; whether it is sent, the API says.
sub observe
{
    my ($sites, $browser, @rows) = @_;
    my %answer = map {
        ($_->{cookie} => set_cookie($sites, $browser, $_, @$_{qw(client kind)}))
    } @rows;
    my %stored;
    for my $host (API, PLAIN) {
        my $from_app = $sites->ask($browser, 'fetch include', GET => $host, '/me');
        my $visit = $sites->go($browser, $host, '/me');
        $stored{$_} = 1 for map { keys %{ $_->{cookies} } }
            $from_app->{received}, $visit;
        $browser->visit('https://' . APP . '/');
    }
    for my $row (@rows) {
        my $cookie = $row->{cookie};
        # That nothing is sent says little where there is nothing to send.
        set_cookie($sites, $browser, $row, 'fetch include', 'simple')
            if $row->{client} eq 'fetch omit';
        my $next = $sites->ask($browser, $row->{client},
            GET => $row->{treatment}{host}, "/me?cookie=$cookie");
        my $is_sent = exists $next->{received}{cookies}{$cookie};
        $row->{found} = words({
            stored   => $stored{$cookie},
            sent     => $is_sent,
            readable => reads($answer{$cookie}, qq({"set":"$cookie"}))
                && reads($next, $is_sent ? qq({"got":"$cookie"})
                    : '{"error":"no session cookie came"}'),
        });
    }
    return;
}

sub set_cookie
{
    my ($sites, $browser, $row, $client, $kind) = @_;
    my $host = $row->{treatment}{host};
    return $kind eq 'simple'
        ? $sites->ask($browser, $client, GET => $host,
            "/visit?cookie=$row->{cookie}")
        : $sites->ask($browser, $client, POST => $host, '/login',
            { cookie => $row->{cookie} });
}

sub reads { return ($_[0]{text} // '') eq $_[1] }

sub words
{
    my ($facts) = @_;
    return join(', ', grep { $facts->{$_} } qw(stored sent readable)) || 'nothing';
}

my @engines = engines();
my $sites = Cors::Sites->new;
my (@all, %version);

for my $engine (@engines) {
    for my $policy (@POLICIES) {
        my @rows = rows($engine, $policy);
        my $browser = $sites->open_app($engine, $policy);
        observe($sites, $browser, @rows);
        $version{$engine} = $browser->{version};
        push @all, @rows;
        for my $row (@rows) {
            my ($expected, $why) = expected($row);
            is($row->{found}, $expected,
                $row->{name} . ($why ? " (of its own: $why)" : ''));
        }
        # What is expected of the module is beyond an API without it.
        my %control = map { ("@$_{qw(client kind)}" => $_->{found}) }
            grep { $_->{treatment}{host} eq PLAIN } @rows;
        my @passed = grep {
            $control{"@$_{qw(client kind)}"} eq (expected($_))[0]
        } grep { $_->{treatment}{host} eq API } @rows;
        is(join("\n", map { $_->{name} } @passed), '',
            "$engine, $policy: without the module every row fails");
    }
}

sub same_row
{
    my ($engine, $row) = @_;
    my ($other) = grep { $_->{engine} eq $engine
        && $_->{policy} eq $row->{policy} && $_->{cookie} eq $row->{cookie} }
        @all;
    return $other;
}

# Where it is of the engine's own rules, with a mark.
sub marked
{
    my ($row, $word) = @_;
    my (undef, $why) = expected($row);
    return $word . ($why ? ' (*)' : '');
}

sub legend
{
    my %is_asked = map { ($_ => 1) } @_;
    my @lines = map {
        '- ' . name_of($_->{engine}) . ", $POLICY{ $_->{policy} }: $_->{why}.\n"
    } grep { $is_asked{ $_->{engine} } } @EXCEPTIONS;
    return @lines ? join '', "\n(*) By a rule of its own:\n\n", @lines : '';
}

my @ours = grep { $_->{engine} eq $engines[0] } @all;
my $matrix = join(', ', @version{@engines}) . "\n\n" . table(
    [ 'third-party cookies', qw(cookie client request),
        map { name_of($_) } @engines ],
    map {
        my $row = $_;
        [ $POLICY{ $row->{policy} }, $row->{treatment}{name},
            @$row{qw(client kind)},
            map { marked($_, $_->{found}) } map { same_row($_, $row) } @engines ];
    } @ours) . legend(@engines);
make_path($ARTIFACTS);
spill("$ARTIFACTS/browsers.md", $matrix);
$ENV{BROWSERS} ? diag($matrix) : note($matrix);

# What is kept of the cookies that a page asks for.
documented('t/browser/matrix.t', [ 'third-party cookies', 'the cookie says' ], [
    map {
        my $row = $_;
        [ [ $POLICY{ $row->{policy} }, $row->{treatment}{says} ],
            { map {
                my $found = same_row($_, $row);
                ($_ => marked($found, $found->{found} =~ /stored, sent/
                    ? 'kept' : 'refused'));
            } @engines } ];
    } grep { $_->{treatment}{host} eq API && $_->{kind} eq 'simple'
        && $_->{client} eq 'fetch include' } @ours
], legend(sort keys %{ { map { ($_->{engine} => 1) } @EXCEPTIONS } }));

done_testing();
