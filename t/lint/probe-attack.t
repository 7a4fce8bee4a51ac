# SPDX-License-Identifier: Apache-2.0

# corslint probe --attack: live servers with a hole, and without; what is sent,
# how often and where to.

use strict;
use warnings;

use FindBin ();
use lib "$FindBin::Bin/../lib";
use JSON::PP       ();
use Lint::Corslint qw(corslint slurp);
use Lint::Probed   qw(recipe $page);
use Test::More;

my $probed = Lint::Probed->new;
my $server = $probed->{server};
my $given = <<'CONF';
Header always set Access-Control-Allow-Origin %{CORS}e env=CORS
Header always set Access-Control-Allow-Credentials true env=CORS
Header always merge Vary Origin
CONF
my $log = "CustomLog asked \"%v %m %{Origin}i %{Cookie}i\"\n";
my %conf = (
    reflecting => "SetEnvIf Origin (.+) CORS=\$1\n$given",
    unanchored => "SetEnvIf Origin ^https://app\\.example\\.com CORS=\$0\n"
        . $given =~ s/\%\{CORS\}e env=CORS/"expr=%{HTTP:Origin}" env=CORS/r,
    unescaped  => "SetEnvIf Origin ^https://app.example.com\$ CORS=\$0\n$given",
    null       => "SetEnvIf Origin ^null\$ CORS=\$0\n$given",
    safe       => recipe(),
    module     => "CorsCreds On\nCorsCredsOrigin $page\n",
    moved      => recipe() . "Redirect 302 /me https://safe.example.net/me\n",
    private    => recipe() . "<Location />\nRequire all denied\n</Location>\n",
);
$probed->serve(map { [ $_, $conf{$_} . $log ] } sort keys %conf);

# What is said, and what the server was asked.
sub attack
{
    my ($host, @arguments) = @_;
    $server->write('asked', '');
    my $run = corslint($probed->arguments($host, '--attack', @arguments),
        '--cacert', $probed->{authority}, '--format', 'json');
    $run->{json} = eval { JSON::PP->new->utf8->decode($run->{out}) }
        or die "attack on $host: $run->{code} $run->{err}\n";
    $run->{asked} = [ split /\n/, slurp("$server->{root}/asked") ];
    return $run;
}

for my $case (
    [ reflecting => 1, 'any-origin-credentials error' ],
    [ unanchored => 1, 'origin-prefix-bypass error' ],
    [ unescaped  => 1, 'origin-unescaped-dot error' ],
    [ null       => 1, 'origin-null error' ],
    [ safe       => 0 ],
    [ module     => 0 ],
) {
    my ($host, $code, @holes) = @$case;
    my $run = attack($host);
    my $told = $run->{json}{attack};
    my %found = map { ("$_->{id} $_->{severity}" => $_) } @{ $told->{holes} };
    ok $found{$_}, "$host: $_" or diag join ', ', sort keys %found for @holes;
    is_deeply [ sort keys %found ], [], "$host: no hole" unless @holes;
    is $run->{code}, $code, "$host: exit code";
    is !!$run->{json}{ok}, !$code, "$host: ok";
    cmp_ok $told->{at_most}, '<=', 50, "$host: the maximum";
    is @{ $run->{asked} }, $told->{requests}, "$host: as many as it says";
    cmp_ok $told->{requests}, '<=', $told->{at_most}, "$host: no more";
    is_deeply [ grep { !/^\Q$host\E\.example\.net (?:GET|OPTIONS) \S/ }
        @{ $run->{asked} } ], [], "$host: only there, by GET and OPTIONS";
    for my $hole (values %found) {
        my %sent = map { $_->{name} => $_->{value} } @{ $hole->{request}{headers} };
        my ($allowed) = map { lc $_->{name} eq 'access-control-allow-origin'
            ? $_->{value} : () } @{ $hole->{response}{headers} };
        is $allowed, $sent{Origin}, "$host: the proof";
    }
}

my $run = attack(safe => '--requests', 5);
is @{ $run->{asked} }, 5, '--requests';
is $run->{json}{attack}{at_most}, 5, 'is told';
$run = attack(safe => '--method', 'HEAD', '--header', 'Cookie: sid=1');
is_deeply [ grep { !/ HEAD \S+ sid=1$| OPTIONS \S+ -$/ } @{ $run->{asked} } ], [],
    '--method HEAD, with a cookie but for preflights';
$run = attack('moved');
is $run->{json}{attack}{redirect}, 'https://safe.example.net/me',
    'a redirect is told';
is_deeply [ grep { /^safe/ } @{ $run->{asked} } ], [], 'and not followed';

# Text.
sub text_of
{
    my ($host, @arguments) = @_;
    return corslint($probed->arguments($host, '--attack', @arguments),
        '--cacert', $probed->{authority});
}
$run = text_of('reflecting');
like $run->{out}, qr/\A\S+ is asked as hostile origins, with 50 requests at most\n/,
    'text: the maximum comes first';
like $run->{out}, qr/every origin may read answers.*\[any-origin-credentials\]\n/,
    'text: the hole';
like $run->{out}, qr/ < 200\n +< access-control-allow-origin: https/,
    'text: its proof';
like $run->{out}, qr/\n\d+ requests as hostile origins: 1 hole\n\z/, 'text: the sum';
is $run->{code}, 1, 'text: the exit code';
$run = text_of('module');
like $run->{out}, qr/: no hole was found\n\z/, 'text: none';
is $run->{code}, 0, 'text: the exit code';
like text_of('private')->{out}, qr/all answers have status 403, others may say more/,
    'text: where a session is needed';

for my $case (
    [ qr/--attack excludes --data; give a session/, '--attack', '--data', '1' ],
    [ qr/--attack excludes --login-url;/, '--attack', '--login-url', 'https://a.example/' ],
    [ qr/sends GET or HEAD, and no "POST"/, '--attack', '--method', 'POST' ],
    [ qr/--requests "x" is out of bounds; write a number/, '--attack', '--requests', 'x' ],
    [ qr/--requests "0" is out/, '--attack', '--requests', '0' ],
    [ qr/--requests "501" is out/, '--attack', '--requests', '501' ],
    [ qr/--requests is for --attack/, '--requests', '1' ],
) {
    my ($message, @arguments) = @$case;
    my $run = corslint($probed->arguments('safe', @arguments));
    is $run->{code}, 2, "@arguments: exit code";
    like $run->{err}, qr/\Acorslint: .*$message.*\n\z/, 'and why';
    is $run->{out}, '', 'and no more';
}
$server->stop;
$run = text_of('safe');
is $run->{code}, 2, 'nobody is there: exit code';
like $run->{err}, qr/^corslint: nobody answers at/, 'and why';

done_testing();
