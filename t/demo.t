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

plan skip_all => 'the demo starts httpd as it is, which has no sanitizers'
    if $ENV{SAN};

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
    # Marks in ASCII.
    local $ENV{LC_ALL} = 'C';
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

# The table at the end: each part of the handshake, and what is said of it.
sub table
{
    my ($said) = @_;
    my ($table) = $said =~ /^part +what it takes +here\n-+\n(.+?)\n\n/ms;
    my (%verdict, $part);
    for (split /\n/, $table // '') {
        $part = $1 if /^(\w+)/;
        $verdict{$part} = $1 if /  (\w+ \w+)$/;
    }
    return \%verdict;
}

for my $case (
    # what the configuration lacks, how, the table, the part that is blamed
    [ 'nothing', sub { },
        { server => 'ok server', client => 'ok client',
            cookie => 'ok cookie' } ],
    [ 'Partitioned',
        sub { s/^(\s*CorsCredsCookie\b.*) Partitioned\b/$1/m },
        { server => 'ok server', client => 'ok client',
            cookie => 'NO cookie' },
        'cookie part, log in: Set-Cookie: session=' ],
    [ 'the origin',
        sub { s{^(\s*CorsCredsOrigin) .*}{$1 https://other.example}m },
        { server => 'NO server', client => 'not tried',
            cookie => 'not tried' },
        'server part, preflight: 403 ' ],
) {
    my ($lacking, $edit, $table, $blamed) = @$case;
    subtest "lacking: $lacking" => sub {
        my ($status, $said, $is_edited) = demo($edit);
        is(!!$is_edited, !!$blamed, 'the configuration was edited');
        is($status, $blamed ? 1 : 0, 'its exit status');
        is_deeply(table($said), $table, 'its table') or diag($said);
        my @failed = $said =~ /^demo: failed: (.*)/mg;
        return is_deeply(\@failed, [], 'no complaint') unless $blamed;
        is(substr($failed[0] // '', 0, length $blamed), $blamed,
            'it names what failed first');
        my ($part) = $blamed =~ /^(\w+)/;
        is_deeply([ grep { !/^\Q$part\E part, / } @failed ], [],
            'and blames nothing else');
    };
}

done_testing();
