# SPDX-License-Identifier: Apache-2.0

# The status page in a real browser: it shows the decision, a hostile origin
# makes no element, and nothing violates its own Content-Security-Policy. What it
# looks like is in build/artifacts/, for people to see.

use strict;
use warnings;

use FindBin ();
use lib "$FindBin::Bin/lib";
use Cors::Assert;
use Cors::Chromium ();
use Cors::Server   ();
use Cors::StatusPage qw(query text);
use File::Path     qw(make_path);
use Test::More;

Cors::Chromium::program()
    or plan skip_all => 'no Chromium here: install the package chromium';

my $server = Cors::Server->new;
$server->write('htdocs/api/x.txt', "text\n");
$server->start(<<'CONF');
<Location /status>
    SetHandler cors-creds-status
</Location>
<Files control.html>
    Header set Content-Security-Policy "default-src 'none'"
    ForceType text/html
</Files>
<VirtualHost 127.0.0.1:@Port@>
    ServerName api.example.com
    <Location /api>
        CorsCreds On
        CorsCredsOrigin https://app.example.com https://*.partner.example.org
        CorsCredsMethods PUT PATCH
        CorsCredsHeaders Content-Type
        CorsCredsMaxAge 600
        CorsCredsCookie session SameSite=None Secure HttpOnly
        CorsCredsTransport Secure
    </Location>
</VirtualHost>
CONF

my $artifacts = "$FindBin::Bin/../build/artifacts";
make_path($artifacts);
my $browser = Cors::Chromium->new(port => $server->{port});

# A page that breaks its own policy, so that silence means something.
$server->write('htdocs/control.html',
    '<p style="color: red">x</p><script>1</script>');
like(join('', @{ $browser->open_page('http://api.example.com/control.html')
    ->{console} }), qr/Content Security Policy/, 'a violation would be seen');

use constant MARKUP => q(https://"><img src=x onerror=alert(1)>.example);

# Strangers come by, so that there is something to show.
for my $origin (HOSTILE, MARKUP, "https://\xe2\x80\xaeelpmaxe.\xff",
    q('"></table></main><script>document.title='taken'</script>)) {
    $server->fetch(GET => 'http://api.example.com/api/x.txt', '-H',
        "Origin: $origin") for 1 .. 3;
}

sub url { return 'http://api.example.com/status?' . query(@_) }

my %typed = (url => 'https://api.example.com/api/x.txt', method => 'PUT',
    headers => 'Content-Type', cookie => 'session=abc; Path=/');

# Name, what else is typed, verdict.
my @cases = (
    [ allowed  => [ origin => APP ], 'Allowed' ],
    [ refused  => [ origin => HOSTILE ], 'Refused' ],
    [ method   => [ origin => APP, method => 'DELETE' ], 'Refused' ],
    [ hostile  => [ origin => MARKUP ], 'Refused' ],
    [ 'not-in-scope' => [ origin => APP, url => '/x.txt' ], 'Not in scope' ],
);

for my $case (@cases) {
    my ($name, $more, $verdict) = @$case;
    my $url = url(%typed, @$more);
    my $shown = $browser->open_page($url);
    subtest $name => sub {
        like(text($shown->{dom} =~ /id="verdict-title">(.*?)<\/h2>/s),
            qr/ \Q$verdict\E$/, 'the verdict is there')
            or diag($shown->{dom}, @{ $shown->{log} });
        unlike($shown->{dom}, qr/<(?:img|script)\b/,
            'nothing typed or sent has become an element');
        like($shown->{dom}, qr/<title>CORS on api\.example\.com<\/title>/,
            'nothing has run');
        is_deeply($shown->{console}, [], 'no violation, and no other complaint');
        for my $scheme ('light', 'dark') {
            my $file = "$artifacts/status-$name-$scheme.png";
            unlink $file;
            $browser->screenshot($url, $file, '1180,2400', $scheme);
            cmp_ok(-s $file // 0, '>', 20_000, "$scheme: a picture");
        }
    };
}

my $first = $browser->open_page('http://api.example.com/status');
subtest 'denied origins' => sub {
    my @shown = map { text($_) }
        $first->{dom} =~ /<th scope="row"><code>(.*?)<\/code>/gs;
    is(scalar(@shown), 4, 'each once') or diag($first->{dom});
    ok((grep { $_ eq MARKUP } @shown), 'as it was sent');
    unlike($first->{dom}, qr/<(?:img|script)\b/, 'none is an element');
    is(scalar(() = $first->{dom} =~ /<\/main>/g), 1, 'none ends the page');
    is_deeply($first->{console}, [], 'no complaint');
};
for my $scheme ('light', 'dark') {
    my $file = "$artifacts/status-first-$scheme.png";
    $browser->screenshot('http://api.example.com/status', $file, '1180,1100',
        $scheme);
    cmp_ok(-s $file // 0, '>', 20_000, "$scheme: a picture of it");
}

$browser->screenshot(url(%typed, origin => HOSTILE),
    "$artifacts/status-narrow.png", '500,3600', 'light');
cmp_ok(-s "$artifacts/status-narrow.png" // 0, '>', 20_000, 'a narrow window');

done_testing();
