# SPDX-License-Identifier: Apache-2.0

# What corslint predicts for the trap configurations that stand beside the
# project, against what a live httpd has answered to them. Each trap is one
# peculiarity of httpd; where none of them is there, nothing is tested.

use strict;
use warnings;

use File::Path  qw(remove_tree);
use File::Spec  ();
use FindBin     ();
use JSON::PP    ();
use Test::More;

my $traps = File::Spec->rel2abs("$FindBin::Bin/../../../shared/traps");
my $corslint = $ENV{CORSLINT} || "$FindBin::Bin/../../build/corslint";

plan skip_all => 'there is no ../shared/traps beside the project'
    unless -f "$traps/traps.py" && -f "$traps/traps.expected.json";
plan skip_all => 'no python3 to read the traps with'
    unless `python3 -c 'print(1)' 2>/dev/null`;

# Writes each trap out as it was when httpd was asked, and tells where.
my $unfold = <<'PYTHON';
import json, os, shutil, sys, tempfile
sys.dont_write_bytecode = True
sys.path.insert(0, sys.argv[1])
import oracle, traps
expected = json.load(open(sys.argv[1] + '/traps.expected.json'))
for name, conf, requests, files, options in traps.T:
    if name not in expected:
        continue
    folder = tempfile.mkdtemp()
    for file, text in dict(files, **{'httpd.conf': conf + '\n'}).items():
        path = os.path.join(folder, file)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        open(path, 'w').write(text)
    server = oracle.Server(folder, **{key: options[key] for key in options
        if key in ('modules', 'mpm', 'defines', 'prelude_extra')})
    shutil.rmtree(folder)
    batch = []
    for r in requests:
        one = {'method': r.get('method', 'GET'), 'path': r.get('path', '/'),
            'headers': [[n, server.subst(v)] for n, v in r['headers']],
            'local_ip': r.get('ip', '127.0.0.1'),
            'local_port': server.ports[int(r.get('port', 1)) - 1]}
        host = r.get('host', 'main.test')
        if host is not None:
            one['host'] = server.subst(host)
        batch.append(one)
    oracle.release_ports(server.ports)
    print(json.dumps({'name': name, 'root': server.root, 'conf': server.conf,
        'port': server.ports[0], 'defines': list(options.get('defines', ())),
        'batch': batch, 'expected': expected[name]}))
PYTHON

# What nobody can tell from the configuration alone: what a backend or a script
# answers, random and timed values, the environment httpd was started with, and
# a $0 that httpd itself never set.
my $undecidable = qr/^(?:proxy-|balancer-|cgi-|session-cookie$|usertrack$
    |rewrite-co$|define-expanded-in-comment-free$|define-undef-then-use$
    |expr-negated-regex-capture$|setenvifexpr-)/x;

my $json = JSON::PP->new->utf8->canonical;

sub is_compared { return $_[0] =~ /^(?:access-control-|vary$|set-cookie$|x-)/i }

# A status, and the headers as sorted lines.
sub answer
{
    my ($status, @headers) = @_;
    return join "\n", $status, sort map { lc($_->[0]) . ": $_->[1]" }
        grep { is_compared($_->[0]) } @headers;
}

# "GET /x -> 200 Name: value ; Name: value"; none when httpd gave no answer.
sub expected
{
    my ($line) = @_;
    my ($status, $headers) = $line =~ /^.* -> (\d+) ?(.*)$/s or return;
    return $status ? answer($status, map { [ /^(.*?): ?(.*?)\s*$/s ] }
        grep { /^[^ ]+:/ } split / ; /, $headers) : undef;
}

sub predicted
{
    my ($trap, $prediction) = @_;
    my @headers = map {
        my $value = $_->{value} // '?';
        $value =~ s/\Q$trap->{root}\E/\@ROOT@/g;
        $value =~ s/:$trap->{port}\b/:\@PORT@/g;
        [ $_->{name}, $value =~ s/^\s+|\s+$//gr ];
    } @{ $prediction->{headers} };
    my $unknown = @{ $prediction->{unknown} }
        || grep { is_compared($_->{name})
            && (!defined $_->{value} || exists $_->{certain}) }
        @{ $prediction->{headers} };
    return (answer($prediction->{status}, @headers), $unknown);
}

sub check
{
    my ($trap) = @_;
    my $batch = "$trap->{root}/batch";
    open my $out, '>', $batch or die "$batch: $!";
    print $out map { $json->encode($_) . "\n" } @{ $trap->{batch} };
    close $out;
    my @command = ($corslint, 'simulate', '--config', $trap->{conf},
        '--batch', $batch, map { ('--define', $_) } @{ $trap->{defines} });
    my $quoted = join ' ', map { "'$_'" } @command;
    my @lines = `$quoted 2>$trap->{root}/refusal`;
    my $status = $? >> 8;
    if ($trap->{expected}[0] =~ /^CONFIG ERROR/) {
        return $status == 2 ? () : "httpd refuses it: $trap->{expected}[0]";
    }
    return "corslint ends with $?" if $?;
    my @wrong;
    for my $i (0 .. $#lines) {
        my $is = expected($trap->{expected}[$i]) // next;
        my ($said, $unknown) = predicted($trap, $json->decode($lines[$i]));
        next if $is eq $said || $unknown && $trap->{name} =~ $undecidable;
        push @wrong, "httpd: $is\ncorslint: $said"
            . ($unknown ? "\n(and part of it unknown)" : '');
    }
    return @wrong;
}

open my $in, '-|', 'python3', '-c', $unfold, $traps or die "python3: $!";
my @traps = map { $json->decode($_) } <$in>;
ok close($in) && @traps, 'the traps are read';
for my $trap (@traps) {
    my @wrong = check($trap);
    ok !@wrong, $trap->{name} or diag join "\n", @wrong;
    remove_tree($trap->{root});
}

done_testing;
