# SPDX-License-Identifier: Apache-2.0

# The status page, used as a person does: its form, typed into and sent, in a
# browser that says what it thinks of the page. What a stranger sent, or somebody
# typed, makes no element; nothing violates the page's own
# Content-Security-Policy. What it looks like is in build/artifacts/, for people to
# see.

use strict;
use warnings;

use FindBin ();
use lib "$FindBin::Bin/../lib";
use Cors::Assert qw(HOSTILE);
use Cors::Browser qw(engines);
use Cors::Sites;
use File::Path qw(make_path);
# What a browser complains of has more than ASCII.
use open qw(:std :encoding(UTF-8));
use Test::More;

my @engines = engines();
my $sites = Cors::Sites->new;
my $artifacts = "$FindBin::Bin/../../build/artifacts";
make_path($artifacts);

use constant {
    PAGE   => 'https://' . API . '/status',
    TITLE  => 'CORS on ' . API,
    ME     => 'https://' . API . '/me',
    ORIGIN => 'https://' . APP,
    MARKUP => q(https://"><img src=x onerror=alert(1)>.example),
};

# Name, what is typed, verdict.
my @cases = (
    [ allowed => { url => ME, origin => ORIGIN, headers => 'content-type',
        cookie => 'rewritten-session=abc; Path=/' }, 'Allowed' ],
    [ refused => { url => ME, origin => 'https://' . STRANGER }, 'Refused' ],
    [ method  => { url => ME, origin => ORIGIN, method => 'DELETE' }, 'Refused' ],
    [ hostile => { url => ME, origin => MARKUP }, 'Refused' ],
    [ 'not-in-scope' => { url => 'https://' . PLAIN . '/me', origin => ORIGIN },
        'Not in scope' ],
);

# Strangers come by, so that there is something to show.
my @strangers = (HOSTILE, MARKUP, "https://\xe2\x80\xaeelpmaxe.\xff",
    q('"></table></main><script>document.title='taken'</script>));
for my $origin (@strangers) {
    $sites->{server}->fetch(GET => ME, '-k', '-H', "Origin: $origin") for 1 .. 3;
}

sub text_of
{
    my ($browser, $id) = @_;
    return $browser->evaluate(
        'return document.getElementById(arguments[0]).textContent.trim()', $id);
}

# The page is all ours, whatever is shown on it.
sub is_ours
{
    my ($browser) = @_;
    is_deeply($browser->evaluate(<<'JS'), [ TITLE, 0, 1 ], 'it is all ours');
return [document.title, document.querySelectorAll("img, script").length,
    document.querySelectorAll("main").length];
JS
    # The style sheet stands in the page, and its policy has to allow it.
    isnt($browser->evaluate(
        'return getComputedStyle(document.querySelector("form.card")).padding'),
        '0px', 'it has its style');
    return;
}

sub no_complaint
{
    my ($browser) = @_;
    my $complaints = $browser->complaints or return;
    return is_deeply($complaints, [], 'no violation, and no other complaint');
}

sub pictures
{
    my ($browser, $name, $width, @schemes) = @_;
    for my $scheme (@schemes) {
        my $file = "$artifacts/status-$name-$scheme.png";
        unlink $file;
        $browser->picture($file, $width, $scheme);
        cmp_ok(-s $file // 0, '>', 20_000, "$scheme: a picture");
    }
    return;
}

sub denied_last
{
    my ($browser) = @_;
    $browser->visit(PAGE);
    my $shown = $browser->evaluate(<<'JS');
return Array.from(document.querySelectorAll("table.denied th code"),
    (cell) => cell.textContent);
JS
    is(scalar(@$shown), @strangers, 'each once') or diag(explain($shown));
    ok((grep { $_ eq MARKUP } @$shown), 'as it was sent');
    is_ours($browser);
    no_complaint($browser);
    return;
}

sub form
{
    my ($browser, $typed, $verdict) = @_;
    $browser->visit(PAGE);
    $browser->type("#$_", $typed->{$_}) for sort keys %$typed;
    $browser->submit('form button');
    like(text_of($browser, 'verdict-title'), qr/ \Q$verdict\E$/,
        'the verdict is there');
    for my $field (sort keys %$typed) {
        is($browser->evaluate(
            'return document.getElementById(arguments[0]).value', $field),
            $typed->{$field}, "$field: what was typed is there");
    }
    is_ours($browser);
    no_complaint($browser);
    return;
}

for my $engine (@engines) {
    my $browser = $sites->open_browser($engine, 'classic');
    # Who looks at the pictures looks at one engine's.
    my $has_pictures = $engine eq 'chromium';
    subtest "$engine, denied last" => sub {
        denied_last($browser);
        pictures($browser, 'first', 1180, 'light', 'dark') if $has_pictures;
    };
    for my $case (@cases) {
        my ($name, $typed, $verdict) = @$case;
        subtest "$engine, $name" => sub {
            form($browser, $typed, $verdict);
            pictures($browser, $name, 1180, 'light', 'dark') if $has_pictures;
            pictures($browser, 'narrow', 500, 'light')
                if $has_pictures && $name eq 'refused';
        };
    }
    if (!$browser->complaints) {
        note("$engine tells nobody of its console");
        next;
    }
    # So that silence means something.
    $browser->visit('https://' . API . '/broken-policy.html');
    like(join("\n", @{ $browser->complaints }), qr/Content.Security.Policy/,
        "$engine: a violation would be told");
}

done_testing();
