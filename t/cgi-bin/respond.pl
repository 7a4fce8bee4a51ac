#!/usr/bin/perl
# SPDX-License-Identifier: Apache-2.0

# Answers what the query's recipe says.

use strict;
use warnings;

use FindBin ();
use lib "$FindBin::Bin/../lib";
use Cors::Recipe qw(recipe_answer);

my $received = join '', map { "$_=$ENV{$_}\n" } sort keys %ENV;
# A second answer's body differs from the first: a cache hit shows.
my $answer = recipe_answer($ENV{QUERY_STRING}, $received . "PID=$$\n");
exit 1 if $answer->{hangup};

my @header = @{ $answer->{header} };
push @header, 'Content-Type: text/plain'
    if length $answer->{body} && !grep { /^Content-Type:/i } @header;
unshift @header, "Status: $answer->{status} $answer->{reason}"
    unless $answer->{status} == 200;
push @header, 'X-Nothing: at all' unless @header;
print map({ "$_\r\n" } @header), "\r\n";
print $answer->{body} unless $ENV{REQUEST_METHOD} eq 'HEAD';
