# SPDX-License-Identifier: Apache-2.0

# Content filters beside ours, and responses made of several requests.

use strict;
use warnings;

use Cors::Assert;
use Cors::Client;
use Test::More;

sub get
{
    my ($path, @with) = @_;
    return request(GET => $path, host => 'filters.test', @with);
}

subtest 'mod_deflate' => sub {
    for my $case (
        [ 'compressed', '/in/long.txt', 200,
            headers => ['Accept-Encoding: gzip'] ],
        [ 'not compressed', '/in/long.txt', 200 ],
        [ 'not modified', '/in/long.txt', 304,
            headers => [ 'Accept-Encoding: gzip', 'If-None-Match: *' ] ],
        [ 'script', '/in-cgi/respond.pl?len=4000&h=Vary:%20Cookie', 200,
            headers => ['Accept-Encoding: gzip'] ],
    ) {
        my ($name, $path, $status, @with) = @$case;
        each_origin(sub {
            my ($who, @origin) = @_;
            my $response = get($path, @with, @origin);
            response_ok($response, $who, $name, status => $status,
                vary => $status == 304 ? [] : ['Accept-Encoding']);
            is_deeply([ fields($response, 'Content-Encoding') ],
                $name =~ /^not/ ? [] : ['gzip'], "$name: encoding");
        });
    }
    vary_is(get('/in-cgi/respond.pl?len=4000&h=Vary:%20Cookie',
        headers => ['Accept-Encoding: gzip'], origin => APP),
        [qw(Accept-Encoding Cookie Origin)], 'three reasons to vary');
};

subtest 'ranges' => sub {
    for my $case (
        [ 'one',    206, 'Range: bytes=0-9' ],
        [ 'two',    206, 'Range: bytes=0-9,100-109' ],
        [ 'suffix', 206, 'Range: bytes=-5' ],
        [ 'beyond', 416, 'Range: bytes=999999-' ],
        [ 'bad',    200, 'Range: bytes=5-2' ],
        [ 'stale',  200, 'Range: bytes=0-9', 'If-Range: "other"' ],
    ) {
        my ($name, $status, @headers) = @$case;
        each_origin(sub {
            my ($who, @origin) = @_;
            response_ok(get('/in/long.txt', headers => \@headers, @origin),
                $who, $name, status => $status);
        });
    }
};

subtest 'mod_include' => sub {
    each_origin(sub {
        my ($who, @origin) = @_;
        my $response = get('/in/parts.shtml', @origin);
        response_ok($response, $who, 'page in scope', status => 200);
        like($response->{body},
            qr/this is the part.*this is the part.*x{20}.*END/s,
            'with all its parts');
        unlike($response->{body}, qr/Access-Control|Vary:/,
            'and no headers within');
    });
};

# The page is out of scope, a part of it is in: nothing of the part's policy
# may reach the page's headers.
subtest 'page out of scope, part in scope' => sub {
    each_origin(sub {
        my ($who, @origin) = @_;
        my $response = get('/out/uncovered.shtml', @origin);
        like($response->{body}, qr/this is the part.*END/s, 'whole page');
        is(scalar(fields($response, 'Access-Control-Allow-Origin')), 0,
            "no header of the part, $who origin");
    });
};

subtest 'our filters, set by hand' => sub {
    each_origin(sub {
        my ($who, @origin) = @_;
        response_ok(get('/in/byhand.txt', @origin), $who, 'in scope',
            status => 200);
        my $response = get('/out/byhand.txt', @origin);
        status_ok($response, 200, "out of scope, $who origin");
        untouched($response, 'untouched');
    });
};

done_testing();
