#!/usr/bin/perl
# SPDX-License-Identifier: Apache-2.0

# What is wrong with a configuration keeps httpd from starting, and the whole
# message is the test: file, line, directive, value, reason, remedy. Needs no
# running server.
#
# The cases are in t/refusals/*.conf; Cors::Configtest says how to read them.

use strict;
use warnings;

use FindBin ();
use lib "$FindBin::Bin/lib";

use Cors::Configtest;
# The tree's path may have a blank in it.
use File::Glob qw(:bsd_glob);
use Test::More;

for my $file (glob "$FindBin::Bin/refusals/*.conf") {
    my ($subject) = $file =~ m{([^/]+)\.conf$};
    subtest $subject => sub {
        for (cases($file)) {
            my ($name, $text) = @$_;
            my $expected = expected($text);
            my ($is_accepted, $said) = configtest($text);
            # `accepted` is the file of what must start; every other case has
            # something to say.
            isnt($expected, '', "$name: the case names its problems")
                if $subject ne 'accepted';
            is($said, $expected, $name);
            is($is_accepted, $expected eq '', "$name: status");
        }
    };
}

# Bytes that a text file cannot hold.
for (
    [ "https://b\xfccher.example", 'https://b\xfccher.example' ],
    [ "https://b\xc3.example",     'https://b\xc3.example' ],
    [ "https://\xed\xa0\x80.example", 'https://\xed\xa0\x80.example' ],
) {
    my ($value, $shown) = @$_;
    my ($is_accepted, $said) = configtest("CorsCredsOrigin $value\n");
    is($said, case_file() . qq(:1: CorsCredsOrigin: "$shown" has a host that )
            . "is neither ASCII nor UTF-8; write its punycode form (xn--...)\n",
        "$shown is refused");
    ok(!$is_accepted, "$shown: status");
}

done_testing;
