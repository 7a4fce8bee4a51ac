# SPDX-License-Identifier: Apache-2.0

# What is known is left out, what is new is not, and what is gone is told.

use strict;
use warnings;

use FindBin ();
use lib "$FindBin::Bin/../lib";
use JSON::PP       ();
use Lint::Corslint qw(corslint slurp tree);
use Test::More;

my $rule = 'samesite-none-insecure';
my @check = (qw(check --only), $rule, qw(--baseline base.json));

sub bad { return qq(Header add Set-Cookie "$_[0]=1; SameSite=None"\n) }

sub put
{
    my ($path, $text) = @_;
    open my $out, '>', $path or die "$path: $!";
    print $out $text;
    close $out or die "$path: $!";
}

my $root = tree('a.conf' => bad('a') . bad('b'), 'b.conf' => bad('c'));
my $run = sub { return corslint({ directory => $root }, @check, @_) };
my $told = sub { return scalar(() = $_[0]{out} =~ /\[$rule\]/g) };

my $got = $run->('.');
is $got->{code}, 2, 'a baseline that is missing';
like $got->{err}, qr/no baseline "base\.json".*--write-baseline/, 'and what to do';

$got = $run->('--write-baseline', '.');
is $got->{code}, 0, 'it is written' or diag $got->{err};
my $text = slurp("$root/base.json");
my $written = JSON::PP->new->decode($text);
is $written->{version}, 1, 'with a version';
is_deeply [ map { "$_->{path} $_->{rule}" } @{ $written->{findings} } ],
    [ "a.conf $rule", "a.conf $rule", "b.conf $rule" ], 'and three findings';
is scalar(() = $text =~ /\n/g), 3 + 5, 'one a line';
$run->('--write-baseline', '.');
is slurp("$root/base.json"), $text, 'the same when it is written again';

$got = $run->('.');
is $got->{code}, 0, 'what is known does not fail';
is $told->($got), 0, 'and is not told';

put("$root/a.conf", "# a comment\n\nServerName x\n" . bad('a') . '  ' . bad('b'));
$got = $run->('.');
is $got->{code}, 0, 'lines may move, and blanks change';
is $told->($got), 0, 'nothing is new';

put("$root/a.conf", bad('a') . bad('b') . bad('new'));
$got = $run->('.');
is $got->{code}, 1, 'what is new fails';
is $told->($got), 1, 'and is told alone';
like $got->{out}, qr/a\.conf:3:/, 'with its line';

put("$root/a.conf", bad('a') . bad('a'));
$got = $run->('.');
is $told->($got), 1, 'the same once more is new';
like $got->{err}, qr/\b1 finding of base\.json no longer there.*--write-baseline/,
    'what is gone is told, with what to do';

$got = corslint({ directory => $root },
    'check', '--baseline', 'base.json', '--only', $rule, '--fix', 'a.conf');
is slurp("$root/a.conf"), bad('a') . bad('a') =~ s/None"/None; Secure"/r,
    '--fix leaves alone what is known';

for my $broken ('', '{', '[]', '{"version":9,"findings":[]}') {
    put("$root/base.json", $broken);
    $got = $run->('.');
    is $got->{code}, 2, "broken: '$broken'";
    like $got->{err}, qr/base\.json.*--write-baseline/s, 'and what to do';
}

done_testing;
