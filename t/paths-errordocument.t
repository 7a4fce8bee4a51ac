# SPDX-License-Identifier: Apache-2.0

# ErrorDocument: local path, text, URL; documents in another scope, or missing.

use strict;
use warnings;

use Cors::Assert;
use Cors::Client;
use Test::More;

sub get
{
    my ($method, $path, @with) = @_;
    return request($method => $path, host => 'errordocument.test', @with);
}

for my $case (
    # form, status, method, path, a sign that this document was sent
    [ 'text',                403, GET    => '/in/denied/file.txt',
        qr/a text, nothing else/ ],
    [ 'local file',          404, GET    => '/in/nowhere', qr/line 40 of/ ],
    [ 'local file, Redirect', 404, GET   => '/in/to404',   qr/line 40 of/ ],
    [ 'URL',                 302, DELETE => '/in/small.txt',
        qr/elsewhere\.example/ ],
    [ 'CGI',                 503, GET    => '/in/to503',
        qr/REDIRECT_STATUS=503/ ],
    [ 'missing document',    500, GET    => '/in/to500',   qr/500/ ],
    [ 'document out of scope', 401, GET  => '/in/private/secret.txt',
        qr/line 40 of/ ],
    [ "script's own 404",    404, GET    => '/cgi/respond.pl?status=404',
        qr/REQUEST_METHOD/ ],
) {
    my ($form, $status, $method, $path, $sign) = @$case;
    each_origin(sub {
        my ($who, @origin) = @_;
        my $response = get($method => $path, @origin);
        response_ok($response, $who, $form, status => $status);
        like($response->{body}, $sign, "$form: the right document");
    });
}

# The scope is that of the first request in the chain that has one (6.4).
subtest 'error out of scope, document in scope' => sub {
    each_origin(sub {
        my ($who, @origin) = @_;
        my $response = get(GET => '/free/out', @origin);
        response_ok($response, $who, 'document', status => 404);
    });
};

subtest 'a refused preflight gains nothing from the document' => sub {
    my $response = get(OPTIONS => '/in/preflight/x', origin => HOSTILE,
        headers => preflight('PUT'));
    status_ok($response, 403, 'refused');
    no_cors($response, 'no header of the document that admits the origin');
    $response = get(OPTIONS => '/in/preflight/x', origin => APP,
        headers => preflight('DELETE'));
    status_ok($response, 403, 'refused for its method');
    no_cors($response, 'no header');
    $response = get(GET => '/open/respond.pl', origin => HOSTILE);
    cors_ok($response, HOSTILE, 'that origin really is admitted there');
};

subtest 'a 401 keeps its challenge' => sub {
    my $response = get(GET => '/in/private/secret.txt', origin => APP);
    is_deeply([ fields($response, 'WWW-Authenticate') ],
        ['Basic realm="test"'], 'WWW-Authenticate');
};

done_testing();
