# SPDX-License-Identifier: Apache-2.0

# The status page, asked for as its form does and read as a person does.

package Cors::StatusPage;

use strict;
use warnings;
use Exporter 'import';

our @EXPORT_OK = qw(page query text);

# What a form sends.
sub query
{
    my (%typed) = @_;
    return join '&', map {
        my $value = $typed{$_};
        $value =~ s/([^A-Za-z0-9._~-])/sprintf '%%%02X', ord $1/ge;
        "$_=$value"
    } sort keys %typed;
}

# page($server, '/status', url => '...', origin => '...')
sub page
{
    my ($server, $path, %typed) = @_;
    my $query = query(%typed);
    return $server->fetch(
        GET => "http://api.example.com$path" . ($query && "?$query"));
}

# html as it is read: without its tags, which are checked elsewhere.
sub text
{
    my ($html) = @_;
    return '' unless defined $html;
    my %named = (amp => '&', lt => '<', gt => '>', quot => '"', '#39' => q('));
    $html =~ s/<style.*?<\/style>//s;
    $html =~ s/<[^>]*>//g;
    $html =~ s/&(amp|lt|gt|quot|#39);/$named{$1}/g;
    $html =~ s/^\s+|\s+$//g;
    return $html;
}

1;
