#!/usr/bin/perl
# SPDX-License-Identifier: Apache-2.0

# The demo's verdict: it succeeds, and where a part of the handshake is missing
# it says which. Needs no running server.

use strict;
use warnings;

use Cwd        qw(abs_path);
use FindBin    ();
use File::Temp ();
use Test::More;

my $top = abs_path("$FindBin::Bin/..");
my $module = $ENV{MODULE} || "$top/build/mod_cors_creds.so";

# A copy of the demo whose configuration has been edited; returns its exit
# status and what it said on both channels.
sub demo
{
    my ($edit) = @_;
    my $dir = File::Temp->newdir('cors-creds-XXXXXX', TMPDIR => 1);
    # As root its httpd runs as somebody else, who reads from here.
    chmod 0755, "$dir";
    system('cp', '-R', "$top/demo", "$dir/demo") == 0
        or die "cannot copy $top/demo\n";
    my $path = "$dir/demo/httpd.conf";
    my $text = slurp($path);
    my $before = $text;
    $edit->() for $text;
    open my $out, '>', $path or die "$path: $!";
    print $out $text;
    close $out or die "$path: $!";

    local $ENV{DEMO_ONCE} = 1;
    my $said = "$dir/said";
    my $status = system qq("$^X" "$dir/demo/run" "$module" >"$said" 2>&1);
    return ($status >> 8, slurp($said), $text ne $before);
}

sub slurp
{
    my ($file) = @_;
    open my $in, '<', $file or die "$file: $!";
    local $/;
    return scalar <$in>;
}

# The rows of the table at the end: the part, and whether it is there.
sub table
{
    my ($said) = @_;
    my ($table) = $said =~ /^(part +what it takes.*)/ms or return;
    my %row;
    while ($table =~ /^(server|client|cookie) /mg) {
        my $part = $1;
        my ($mark) = substr($table, pos $table)
            =~ /\A.*?(\xe2\x9c\x93|\xe2\x9c\x97|ok|NO) \Q$part\E$/ms;
        $row{$part} = ($mark // '') =~ /\A(?:\xe2\x9c\x93|ok)\z/ ? 1 : 0;
    }
    return \%row;
}

subtest 'as it is' => sub {
    my ($status, $said) = demo(sub { });
    is($status, 0, 'it succeeds') or diag($said);
    is_deeply(table($said), { server => 1, client => 1, cookie => 1 },
        'the table has all three parts') or diag($said);
};

for my $broken (
    [ 'no Partitioned', 'cookie', sub { s/^(\s*CorsCredsCookie .*) Partitioned\b/$1/m } ],
    [ 'no origin',      'server', sub { s/^(\s*CorsCredsOrigin) .*/$1 https:\/\/other.example/m } ],
) {
    my ($name, $part, $edit) = @$broken;
    subtest $name => sub {
        my ($status, $said, $is_edited) = demo($edit);
        ok($is_edited, 'the configuration has that line') or return;
        isnt($status, 0, 'it fails');
        diag $said;
    };
}

done_testing();
