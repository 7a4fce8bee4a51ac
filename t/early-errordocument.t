# SPDX-License-Identifier: Apache-2.0

# A request that httpd gives up on while it reads it, and an ErrorDocument that
# alone is in scope. The document is walked like any other URI, but the fields
# of the request were not merged: the first Origin is not the only one.

use strict;
use warnings;

use FindBin ();
use lib "$FindBin::Bin/lib";
use Cors::Assert;
use Cors::Client;
use Cors::Server ();
use Test::More;

my $server = Cors::Server->new;
$server->write('htdocs/err/400.html', "bad request\n");
$server->start(<<'CONF');
ErrorDocument 400 /err/400.html
<Location /err>
    CorsCreds On
    CorsCredsOrigin https://app.example.com https://other.example.com
</Location>
CONF

my ($app, $other, $bad) = map { "Origin: $_\r\n" } APP, OTHER, HOSTILE;
my $head = "GET /x HTTP/1.1\r\nHost: api.test\r\n";

# In "%s" go the Origin lines.
my @mistakes = (
    [ 'a line without a colon', "$head%sno colon here\r\n\r\n" ],
    [ 'a bad value',            "$head%sX-Bad: a\x01b\r\n\r\n" ],
    [ 'no Host',                "GET /x HTTP/1.1\r\n%s\r\n" ],
);

for my $mistake (@mistakes) {
    my ($name, $template) = @$mistake;
    for my $case (
        [ 'two, allowed first', "$app$bad",      'malformed' ],
        [ 'two, hostile first', "$bad$app",      'malformed' ],
        [ 'two, both allowed',  "$app$other",    'malformed' ],
        [ 'the same twice',     "$app$app",      'malformed' ],
        [ 'far apart',          "${app}X-Between: 1\r\n$bad", 'malformed' ],
        [ 'in another case',    $app . 'o' . substr($bad, 1), 'malformed' ],
        [ 'one, allowed',       $app,            'allowed' ],
        [ 'one, hostile',       $bad,            'hostile' ],
        [ 'none',               '',              'none' ],
    ) {
        my ($kind, $lines, $who) = @$case;
        my $response = Cors::Client::parse(
            $server->exchange(sprintf $template, $lines));
        response_ok($response, $who, "$name: $kind", status => 400);
        like($response->{body}, qr/^bad request$/m,
            "$name: $kind: the document");
    }
}

done_testing();
