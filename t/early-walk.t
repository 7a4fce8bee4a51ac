# SPDX-License-Identifier: Apache-2.0

# The module's own look at the Locations, before httpd's: preflights are
# answered by it, early errors decorated, and nothing else shows that it was.

use strict;
use warnings;

use FindBin ();
use lib "$FindBin::Bin/lib";
use Cors::Assert;
use Cors::Client;
use Cors::Server ();
use Test::More;

my $server = Cors::Server->new;
$server->write('htdocs/s/file.txt', "text\n");
$server->write('htdocs/err/document.txt', "the document\n");
$server->write('htdocs/late/file.txt', "text\n");
$server->write('htdocs/late/.htaccess', <<'CONF');
CorsCreds On
CorsCredsOrigin https://app.example.com
CorsCredsMethods PUT
Header always set X-Late yes
CONF

# The first is the one that a request without a Host gets.
$server->start(<<'CONF');
<VirtualHost 127.0.0.1:@Port@>
    ServerName early.test
    <LocationMatch "^/(s|err)/">
        CorsCreds On
        CorsCredsOrigin https://app.example.com
        CorsCredsMethods PUT
        CorsCredsMaxAge 60
    </LocationMatch>
    ErrorDocument 400 /err/document.txt
    ErrorDocument 404 /err/document.txt
</VirtualHost>
<VirtualHost 127.0.0.1:@Port@>
    ServerName late.test
    <Directory "@ServerRoot@/htdocs/late">
        AllowOverride FileInfo
    </Directory>
</VirtualHost>
CONF

my @vary = qw(Origin Access-Control-Request-Method
    Access-Control-Request-Headers);
# Longer than a file's name may be: whoever walks the file system gives up.
my $long = 'x' x 300;

sub ask
{
    my ($server, $method, $path, $host, $origin, @headers) = @_;
    return Cors::Client::parse($server->exchange(join "\r\n",
        "$method $path HTTP/1.1", defined $host ? "Host: $host" : (),
        defined $origin ? "Origin: $origin" : (), @headers,
        'Connection: close', '', ''));
}

subtest 'a preflight is answered before the file system is walked' => sub {
    for my $case ([ APP, 204, 'allowed' ], [ HOSTILE, 403, 'hostile' ]) {
        my ($origin, $status, $who) = @$case;
        my $response = ask($server, OPTIONS => "/s/$long", 'early.test',
            $origin, @{ preflight('PUT') });
        response_ok($response, $who, 'preflight', status => $status);
        vary_is($response, \@vary, "preflight, $who origin: Vary");
    }
    my $response = ask($server, OPTIONS => "/s/$long", 'early.test', APP);
    response_ok($response, 'allowed', 'OPTIONS that is none: the walk fails',
        status => 403);
};

# Where an .htaccess may have its say, it has to be read first.
subtest 'a policy of an .htaccess alone' => sub {
    for my $case ([ APP, 204, 'allowed' ], [ HOSTILE, 403, 'hostile' ]) {
        my ($origin, $status, $who) = @$case;
        my $response = ask($server, OPTIONS => '/late/file.txt', 'late.test',
            $origin, @{ preflight('PUT') });
        response_ok($response, $who, 'preflight', status => $status);
        vary_is($response, \@vary, "preflight, $who origin: Vary");
        is_deeply([ fields($response, 'X-Late') ], ['yes'],
            'all of the .htaccess holds');
    }
    my $response = ask($server, OPTIONS => "/late/$long", 'late.test', APP,
        @{ preflight('PUT') });
    status_ok($response, 403, 'the walk comes first');
};

# httpd gives these up before any of its walks.
subtest 'a preflight that ends early, and a document for it' => sub {
    for my $case (
        [ 404, '/s/a%2Fb',    'early.test', 'an encoded slash' ],
        [ 400, '/s/file.txt', undef,        'no Host' ],
    ) {
        my ($status, $path, $host, $name) = @$case;
        for my $asked (
            [ APP,     'PUT',    'allowed' ],
            [ APP,     'DELETE', 'none' ],
            [ APP,     'put',    'none' ],
            [ HOSTILE, 'PUT',    'hostile' ],
        ) {
            my ($origin, $method, $who) = @$asked;
            my $response = ask($server, OPTIONS => $path, $host, $origin,
                @{ preflight($method) });
            response_ok($response, $who, "$name, $method", status => $status);
            vary_is($response, \@vary, "$name, $method, $origin: Vary");
            is($response->{body}, "the document\n",
                "$name, $method, $origin: the document");
        }
    }
};
undef $server;

# What httpd makes of an early error is its own affair: it has the server's
# configuration then, not the Location's.
subtest 'the look leaves no trace' => sub {
    my $other = Cors::Server->new;
    $other->start(<<'CONF');
<Location /x>
    CorsCreds On
    CorsCredsOrigin https://app.example.com
    ErrorDocument 400 "the Location's text"
    Header always add X-Loc 1
    Header add X-Loc 2
</Location>
CONF
    for my $bad ('no colon here', "X-Bad: a\x01b", 'bad name: x') {
        my $name = $bad =~ s/[^ -~]/?/gr;
        for my $in ([ allowed => APP ], [ hostile => HOSTILE ], ['none']) {
            my ($who, $origin) = @$in;
            my $response = ask($other, GET => '/x/file.txt', 'a.test',
                $origin, 'X-Between: 1', $bad);
            response_ok($response, $who, $name, status => 400);
            is_deeply([ fields($response, 'X-Loc') ], [],
                "$name, $who origin: no header of the Location");
            unlike($response->{body}, qr/the Location's text/,
                "$name, $who origin: nor its text");
        }
    }
    # And where httpd does get as far, they are there.
    my $response = ask($other, GET => '/x/nowhere', 'a.test', APP);
    is_deeply([ fields($response, 'X-Loc') ], ['1'], 'on a 404, once');
};

done_testing();
