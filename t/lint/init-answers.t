# SPDX-License-Identifier: Apache-2.0

# What corslint init refuses, and in which words; what it asks on a terminal.

use strict;
use warnings;

use FindBin ();
use lib "$FindBin::Bin/../lib";
use File::Temp     ();
use IO::Pty        ();
use Lint::Corslint qw(corslint slurp);
use Lint::Refused  qw(refused_answers);
use Test::More;

my @api   = qw(--host api.example.com --cookie session);
my @cross = (qw(--origin https://app.example.net), @api);

# What it refuses, and in which words.
my @refused = (
    [ [], '--origin: it has to be said; write --origin https://app.example.net' ],
    [ [@cross, 'word'], 'corslint init takes no "word"; see --help' ],
    [ [@cross, '--styl', 'x'], '"--styl" is no option; write --style' ],
    [ [@cross, '--output', '/'], '"/" is there already; name another file, or remove it' ],
    [ [@cross, '--output', '/none/x'], '"/none/x" cannot be written: No such file or directory' ],
    [ [@cross, '--host', 'b.example'], '--host: one value is enough; leave "b.example" out' ],
    [ [@cross, qw(--max-age 10 --max-age 20)], '--max-age: one value is enough; leave "20" out' ],
    [ [ '--origin', 'https://api.example.com', @api ],
        '--origin: "https://api.example.com" is the API\'s own origin, which needs no CORS; name the origin of the pages' ],
    [ [ '--origin', 'https://app.example.com', @api, '--partitioned' ],
        '--partitioned: "Partitioned" is for pages of another site, and these are of the API\'s own; leave --partitioned out' ],
    [ [ '--origin', 'https://*.example.net', @api, qw(--style recipe) ],
        '--origin: "https://*.example.net" has a wildcard, and a recipe names each origin; write them out, or --style module' ],
);
for my $row (refused_answers()) {
    my ($option, $value, $said) = @$row;
    my @flags = @cross;
    if (my ($at) = grep { $flags[$_] eq "--$option" } 0 .. $#flags) {
        splice @flags, $at, 2;
    }
    $said = $said =~ s/^~// ? qr/\Acorslint: --$option: .*$said/s
        : "corslint: --$option: $said\n";
    refused([ @flags, "--$option", $value ], $said);
}
refused($_->[0], join '', map { "corslint: $_\n" } @$_[ 1 .. $#$_ ]) for @refused;

# Nothing that is typed is more than a word of a line.
for my $option (qw(origin host path cookie method header expose max-age backend)) {
    my ($right) = map { $_->[0] } ({ origin => ['https://app.example.net'],
        host => ['api.example.com'], path => ['/api'], cookie => ['session'],
        method => ['PUT'], header => ['X-A'], expose => ['X-A'],
        'max-age' => ['600'], backend => ['http://127.0.0.1:8000'] }->{$option});
    for my $evil ("\nInclude /etc/passwd", "\r\nX", ' Include', "\tx", '"', "'",
        '"\n', '${HOME}', '%{HOME}e', '\\', '#', ';', '<', '>', '`', '$1',
        "\x00"x0 . "\x01", "\x7f", "\xc2\x85", '</VirtualHost>') {
        # Blanks part what may be several.
        next if $evil =~ /^[ \t]/ && $option =~ /^(?:cookie|method|header|expose)$/;
        my @flags = @cross;
        if (my ($at) = grep { $flags[$_] eq "--$option" } 0 .. $#flags) {
            splice @flags, $at, 2;
        }
        my $run = corslint('init', @flags, "--$option", $right . $evil);
        my $shown = $evil =~ s/([^ -~])/sprintf '\x%02x', ord $1/ger;
        is("$run->{code} $run->{out}", '2 ', "--$option with $shown");
        unlike($run->{err}, qr/[^\n -~]/, 'which no terminal obeys');
        is(scalar(() = $run->{err} =~ /\n/g), scalar(() = $run->{err}
            =~ /^corslint: /mg), 'is told in lines of its own');
    }
}

# As on a terminal and in the page.
is(corslint('init', '--origin', "https://a.example  https://b.example\t",
    @api, '--method', 'PUT DELETE', '--cookie', 'sid')->{out},
    corslint(qw(init --origin https://a.example --origin https://b.example), @api,
    qw(--method PUT --method DELETE --cookie sid))->{out}, 'blanks part values');

sub refused
{
    my ($flags, $said) = @_;
    my $run = corslint('init', @$flags);
    my $name = join ' ', @$flags ? @$flags[ -2 .. -1 ] : 'nothing';
    is("$run->{code} $run->{out}", '2 ', "$name is refused");
    ref $said ? like($run->{err}, $said, 'with that')
        : is($run->{err}, $said, 'with that');
    return;
}

# On a terminal: what no option says is asked, and judged at once.
sub typed
{
    my ($flags, @lines) = @_;
    my $pty = IO::Pty->new;
    my $out = File::Temp->new;
    my $pid = fork // die "fork: $!";
    if (!$pid) {
        my $terminal = $pty->slave;
        close $pty;
        open STDIN, '<&', $terminal or die $!;
        open STDERR, '>&', $terminal or die $!;
        open STDOUT, '>', $out->filename or die $!;
        exec "$FindBin::Bin/../../build/corslint", 'init', @$flags or die $!;
    }
    $pty->close_slave;
    local $SIG{ALRM} = sub { kill KILL => $pid; die "corslint hangs\n" };
    alarm 30;
    my $said = '';
    while (sysread $pty, my $part, 4096) {
        $said .= $part;
        # The echo ends with the answer; only then the next is typed.
        next unless $said =~ /(?:\]|\)): \z/;
        my $line = shift @lines // do { kill KILL => $pid; last };
        print $pty $line eq 'END' ? "\cD" : "$line\n";
    }
    waitpid $pid, 0;
    alarm 0;
    return { code => $? >> 8, said => $said =~ s/\r//gr, out => slurp($out->filename) };
}

my $all = typed([], 'http://app.example.net', 'https://app.example.net https://b.example.net',
    'https://api.example.com', 'api.example.com', '/api', 'session sid', 'perhaps',
    'yes', 'put', 'PUT DELETE', '', 'X-Total-Count', '99999', '60', 'none',
    'recipe', 'rhel');
is($all->{code}, 0, 'questions');
is($all->{out}, corslint(qw(init --origin https://app.example.net --origin
    https://b.example.net --host api.example.com --path /api --cookie session
    --cookie sid --partitioned --method PUT --method DELETE --expose
    X-Total-Count --max-age 60 --style recipe --server rhel))->{out},
    'write what the options would') or diag $all->{said};
like($all->{said}, $_, 'a mistake is told, and the question asked again') for
    qr/^corslint: --origin: "http:\/\/app\.example\.net" is an http origin.*\nOrigins of the pages/m,
    qr/^corslint: --host: .* write "api\.example\.com"\nThe API's own name/m,
    qr/^corslint: --partitioned: "perhaps" is not a value for it; write yes or no\nKeep/m,
    qr/^corslint: --method: .* is not a value|^corslint: --method: "put" is not the method PUT/m,
    qr/^corslint: --max-age: "99999" is out of bounds; .*\nSeconds/m;
like($all->{said}, qr/^Headers that its requests carry \[Content-Type\]: /m, 'a default is shown');

my @set = qw(--server httpd --style recipe --max-age 5);
my $few = typed(\@set, 'https://app.example.net', 'api.example.com', '', 'session', ('') x 5);
is($few->{out}, corslint('init', @cross, @set)->{out},
    'nothing is asked that an option says') or diag $few->{said};
unlike($few->{said}, qr/layout|recipe|Seconds/, 'not one of them');
my $same = typed([], 'https://app.example.com', 'api.example.com', '', 'session', ('') x 8);
unlike($same->{said}, qr/Partitioned/, 'within a site Partitioned is no question');
is($same->{code}, 0, 'nor missed');
my $bare = typed([], 'https://app.example.net', ('') x 11);
unlike($bare->{said}, qr/Partitioned/, 'nor is it without a cookie');
is($bare->{out}, corslint('init', '--origin', 'https://app.example.net')->{out},
    'what nobody answers is what nobody says') or diag $bare->{said};

# Who knows the options is asked for what cannot be presumed.
for my $row ([ \@cross ], [ [ @cross, @set ] ], [ [@api], 'https://app.example.net' ],
    [ [qw(--origin https://app.example.net)], 'api.example.com', 'session' ]) {
    my ($flags, @lines) = @$row;
    my $run = typed($flags, @lines);
    my @more = (@$flags > @cross ? @set : ());
    is($run->{out}, corslint('init', @cross, @more)->{out},
        "@$flags: the rest is presumed") or diag $run->{said};
    is(scalar(() = $run->{said} =~ /: $|: (?=\S*\n)/mg), scalar @lines,
        "@$flags: so many questions");
}

# Where it went, when somebody has answered for it.
my $folder = File::Temp->newdir;
my $spoken = typed([@api, '--output', "$folder/a.conf"], 'https://app.example.net');
like($spoken->{said}, qr/^\Q$folder\E\/a\.conf is written; its first lines say what to do next$/m,
    'the file is named');
is(slurp("$folder/a.conf"), corslint('init', @cross)->{out}, 'and is there');
is(corslint('init', @cross, '--output', "$folder/b.conf")->{err}, '',
    'a script is told nothing');
my $ended = typed([], 'https://app.example.net', 'api.example.com', 'END');
is($ended->{code}, 2, 'an end of the answers');
is($ended->{out}, '', 'writes nothing') or diag $ended->{said};
is(typed([qw(--max-age x)], ())->{code}, 2, 'a wrong option is told before any question');

done_testing;
