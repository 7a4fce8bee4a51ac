# SPDX-License-Identifier: Apache-2.0

# What a CGI script, an HTTP backend and a FastCGI responder shall answer, said
# in the query: status=404&h=Set-Cookie:+a=1&h=Vary:+Cookie&len=100. One small
# language, so that one table of cases drives them all.

package Cors::Recipe;

use strict;
use warnings;
use Exporter 'import';

our @EXPORT_OK = qw(recipe_query recipe_answer);

my %reason = (
    200 => 'OK', 201 => 'Created', 204 => 'No Content',
    206 => 'Partial Content', 301 => 'Moved Permanently', 302 => 'Found',
    304 => 'Not Modified', 307 => 'Temporary Redirect',
    308 => 'Permanent Redirect', 401 => 'Unauthorized', 404 => 'Not Found',
);

# (status => 404, h => ['Vary: Cookie']) to a query string.
sub recipe_query
{
    my %recipe = @_;
    my @pairs;
    for my $name (sort keys %recipe) {
        my $value = $recipe{$name};
        for (ref $value ? @$value : $value) {
            my $escaped = $_;
            $escaped =~ s/([^A-Za-z0-9._~-])/sprintf '%%%02X', ord $1/ge;
            push @pairs, "$name=$escaped";
        }
    }
    return join '&', @pairs;
}

# A query string to what shall be sent. The body tells what was received,
# unless the recipe wants a length.
sub recipe_answer
{
    my ($query, $received) = @_;
    my %answer = (status => 200, header => []);
    for (split /&/, $query // '') {
        my ($name, $value) = split /=/, $_, 2;
        $value //= '';
        $value =~ s/%([0-9A-Fa-f]{2})/chr hex $1/ge;
        if ($name eq 'h') {
            push @{ $answer{header} }, $value;
        }
        else {
            $answer{$name} = $value;
        }
    }
    $answer{reason} = $reason{ $answer{status} } || 'Whatever';
    $answer{body} = exists $answer{len} ? 'x' x $answer{len} : $received;
    $answer{body} = '' if $answer{status} =~ /^(?:1..|204|304)$/;
    return \%answer;
}

1;
