# SPDX-License-Identifier: Apache-2.0

# Requests that become others: mod_rewrite, internal redirects, DirectoryIndex.
# The policy is that of the first request in the chain that is in scope.

use strict;
use warnings;

use Cors::Assert;
use Cors::Client;
use Test::More;

for my $case (
    # name, status, path, does the rule set a cookie
    [ 'server, within',        200, '/server/pass',  1 ],
    [ 'server, to a proxy',    200, '/server/proxy', 1 ],
    [ 'server, into scope',    200, '/other/in',     0 ],
    map({ [ "server, R=$_", $_, "/in/r$_", 1 ] }
        200, 204, 301, 302, 307, 308, 403, 404, 410, 429),
    [ 'reads Origin itself',   200, '/in/vary',      0 ],
    [ 'directory, within',     200, '/dir/inside',   1 ],
    [ 'directory, out',        200, '/dir/outside',  1 ],
    [ 'directory, to CGI',     200, '/dir/script',   1 ],
    [ 'directory, R=302',      302, '/dir/r302',     1 ],
    [ 'directory, R=204',      204, '/dir/r204',     1 ],
    [ 'directory, F',          403, '/dir/r403',     1 ],
    [ 'directory, two rounds', 200, '/dir/twice',    1 ],
    [ 'DirectoryIndex',        200, '/dir/',         0 ],
    [ 'missing slash',         301, '/dir',          0 ],
    [ 'FallbackResource',      200, '/fallback/none', 0 ],
    [ 'MultiViews',            200, '/negotiated/page', 0 ],
    [ 'MultiViews, missing',   404, '/negotiated/none', 0 ],
    [ 'mod_asis',              404, '/asis/answer.asis', 1 ],
) {
    my ($name, $status, $path, $has_cookie) = @$case;
    each_origin(sub {
        my ($who, @origin) = @_;
        my $response = request(GET => $path, host => 'rewrite.test', @origin);
        response_ok($response, $who, $name, status => $status,
            cookies => $has_cookie ? ['sid'] : []);
    });
}

subtest 'the result reaches scripts, whichever way' => sub {
    for my $path (qw(/dir/script /dir-script/)) {
        each_origin(sub {
            my ($who, @origin) = @_;
            my $response = request(GET => $path, host => 'rewrite.test',
                @origin);
            my $result = { allowed => 'allowed', hostile => 'denied-origin',
                none => 'none' }->{$who};
            is_deeply([ $response->{body} =~ /^(CORS_CREDS_RESULT=.*)$/mg ],
                ["CORS_CREDS_RESULT=$result"], "$path, $who origin");
        });
    }
};

subtest 'what negotiation varies on stays' => sub {
    each_origin(sub {
        my ($who, @origin) = @_;
        vary_is(request(GET => '/negotiated/page', host => 'rewrite.test',
            @origin), [qw(negotiate accept-language Origin)], $who);
    });
};

subtest 'server rewriting out of scope' => sub {
    # Rewritten before any section is looked up: the request never was in
    # scope.
    untouched(request(GET => '/server/out', host => 'rewrite.test',
        origin => APP), 'untouched');
};

done_testing();
