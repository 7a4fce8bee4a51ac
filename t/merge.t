# SPDX-License-Identifier: Apache-2.0

# Section and virtual host merging: which origins a path admits.

use strict;
use warnings;

use Cors::Assert;
use Cors::Client;
use Test::More;

my @everybody = map { "https://$_.example" } qw(vhost vhost2 location one two
    three re1.allowed directory files if match htaccess deeper other-vhost bad);

sub get
{
    my ($path, @with) = @_;
    return request(GET => $path, host => 'merge.test', @with);
}

for my $case (
    # path, the origins it admits, in their short form
    [ '/file.txt',                 qw(vhost vhost2) ],
    [ '/inherits/file.txt',        qw(vhost vhost2) ],
    [ '/replaces/file.txt',        qw(location) ],
    [ '/adds-up/file.txt',         qw(one two three re1.allowed) ],
    [ '/regex-only/file.txt',      qw(re1.allowed) ],
    [ '/emptied/file.txt' ],
    [ '/off/on/file.txt',          qw(vhost vhost2) ],
    [ '/order/file.txt',           qw(directory) ],
    [ '/order/location/file.txt',  qw(location) ],
    [ '/special.txt',              qw(files) ],
    [ '/file.txt?if',              qw(if) ],
    [ '/replaces/file.txt?if',     qw(if) ],
    [ '/match1/file.txt',          qw(match) ],
    [ '/htaccess/file.txt',        qw(htaccess) ],
    [ '/htaccess/deeper/file.txt', qw(deeper) ],
    [ '/replacesnot',              qw(vhost vhost2) ],
) {
    my ($path, @names) = @$case;
    my %admitted = map { ("https://$_.example" => 1) } @names;
    subtest $path => sub {
        for my $origin (@everybody) {
            my $response = get($path, origin => $origin);
            $admitted{$origin}
                ? cors_ok($response, $origin, "$origin is admitted")
                : no_cors($response, "$origin is not");
        }
        no_cors(get($path), 'no Origin');
    };
}

subtest 'Off' => sub {
    for my $path (qw(/off/file.txt /htaccess/off/file.txt)) {
        untouched(get($path, origin => $_), "$path, $_") for @everybody;
    }
};

subtest 'a wrong .htaccess' => sub {
    my $response = get('/htaccess/bad/file.txt', origin => 'https://bad.example');
    status_ok($response, 500, 'is refused');
    no_cors($response, 'and admits nobody');
    my ($line) = slurp_log('error_log',
        qr{htaccess/bad/\.htaccess.*with/path|with/path.*htaccess/bad}s);
    ok($line, 'the log says which one') or diag(slurp_log('error_log', qr/bad/));
};

subtest 'another virtual host' => sub {
    my @with = (host => 'merge-other.test');
    untouched(request(GET => '/file.txt', @with,
        origin => 'https://vhost.example'), 'nothing leaks');
    for my $origin (@everybody) {
        my $response = request(GET => '/replaces/file.txt', @with,
            origin => $origin);
        $origin eq 'https://other-vhost.example'
            ? cors_ok($response, $origin, $origin)
            : no_cors($response, $origin);
    }
};

subtest 'other settings are inherited one by one' => sub {
    my $ask = sub {
        my ($path, $method, @names) = @_;
        return request(OPTIONS => $path, host => 'merge.test',
            origin => 'https://vhost.example',
            headers => preflight($method, @names));
    };
    my $response = $ask->('/file.txt', 'PUT', 'x-vhost');
    status_ok($response, 204, "the virtual host's method and header");
    is_deeply([ fields($response, 'Access-Control-Max-Age') ], [600],
        "the virtual host's max-age");
    $response = $ask->('/inherits/file.txt', 'PUT', 'x-vhost');
    status_ok($response, 204, 'inherited');
    is_deeply([ fields($response, 'Access-Control-Max-Age') ], [60],
        "the section's own max-age");
    status_ok($ask->('/methods/file.txt', 'PUT'), 403, 'methods replaced');
    status_ok($ask->('/methods/file.txt', 'DELETE'), 204, 'by this one');
    status_ok($ask->('/methods/file.txt', 'DELETE', 'x-vhost'), 403,
        'headers emptied');
    my @exposed = map { join ',', fields(get($_,
        origin => 'https://vhost.example'), 'Access-Control-Expose-Headers') }
        qw(/inherits/file.txt /methods/file.txt);
    is_deeply(\@exposed, [ 'X-Vhost', '' ], 'exposed: inherited, emptied');
};

subtest 'cookie rules are replaced as a whole' => sub {
    my $set = recipe_query(h => [ 'Set-Cookie: a=1; SameSite=Strict',
        'Set-Cookie: b=2; SameSite=Strict' ]);
    for my $case (
        [ '/cgi',           'a=1; SameSite=None; Secure',
            'b=2; SameSite=None; Secure' ],
        [ '/cookies',       'a=1; SameSite=Lax', 'b=2; SameSite=Strict' ],
        [ '/plain-cookies', 'a=1; SameSite=Strict', 'b=2; SameSite=Strict' ],
    ) {
        my ($path, @wanted) = @$case;
        my $response = get("$path/respond.pl?$set",
            origin => 'https://vhost.example');
        is_deeply([ fields($response, 'Set-Cookie') ], \@wanted, $path);
    }
};

done_testing();
