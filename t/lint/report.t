#!/usr/bin/env perl
# SPDX-License-Identifier: Apache-2.0
#
# What the reports print: report/FORMAT-SAMPLE.out is what report/print.c must
# come to for a sample, and what is JSON, SARIF or XML is read by others'
# parsers. UPDATE=1 writes the .out files; the diff is the review.
use strict;
use warnings;
use Cwd qw(abs_path);
use Encode qw(decode encode);
use File::Basename qw(dirname);
use IPC::Open2 qw(open2);
use JSON::PP ();
use Test::More;

my $here = dirname(abs_path(__FILE__));
my $top = abs_path("$here/../..");
my $print = $ENV{LINT_PRINT} // "$top/build/obj/t/lint/report/print";
my $schema = $ENV{SARIF_SCHEMA} // "$top/build/schema/sarif-2.1.0.json";
my @samples = qw(full hostile unread clean none);
my @formats = qw(text json sarif github gitlab checkstyle junit);
my %is_json = map { $_ => 1 } qw(json sarif gitlab);
my %is_xml = map { $_ => 1 } qw(checkstyle junit);

BAIL_OUT('no print program: make unit first') unless -x $print;

sub slurp {
    my ($path) = @_;
    open my $in, '<:raw', $path or return '';
    local $/;
    return scalar <$in> // '';
}

sub printed {
    my (@arguments) = @_;
    open my $out, '-|', $print, @arguments or die "$print: $!";
    binmode $out;
    local $/;
    my $text = <$out> // '';
    close $out or die "$print @arguments: exit $?\n";
    return $text;
}

# Without the program's version, and without the rules of the catalogue, which
# the samples do not use and which are many.
sub settled {
    my ($format, $text) = @_;
    if ($format eq 'sarif') {
        my $log = JSON::PP->new->decode($text);
        for my $run (@{ $log->{runs} }) {
            my $driver = $run->{tool}{driver};
            my %found = map { $_->{ruleId} => 1 } @{ $run->{results} };
            $driver->{semanticVersion} = 'VERSION';
            $driver->{rules} =
                [ grep { $found{ $_->{id} } } @{ $driver->{rules} } ];
            delete $_->{ruleIndex} for @{ $run->{results} };
            delete $_->{associatedRule}{index}
                for map { @{ $_->{toolExecutionNotifications} } }
                @{ $run->{invocations} };
        }
        return JSON::PP->new->ascii->canonical->pretty->encode($log);
    }
    $text =~ s/"version": "[^"]*"/"version": "VERSION"/ if $format eq 'json';
    return $text;
}

sub snapshot {
    my ($format, $sample, @options) = @_;
    my $name = join '-', $format, $sample, @options;
    my $got = settled($format, printed($format, $sample, @options));
    my $file = "$here/report/$name.out";
    if ($ENV{UPDATE}) {
        open my $out, '>:raw', $file or die "$file: $!";
        print $out $got;
        close $out or die "$file: $!";
    }
    ok -e $file, "$name: there is a snapshot";
    is $got, slurp($file), $name;
}

for my $format (@formats) {
    snapshot($format, $_) for @samples;
}
snapshot('text', 'full', 'explain');
snapshot('text', 'full', 'color');

# Read by others.
my %document;
for my $format (grep { $is_json{$_} } @formats) {
    for my $sample (@samples) {
        my $text = printed($format, $sample);
        $document{$format}{$sample} = eval { JSON::PP->new->decode($text) };
        is $@, '', "$format of $sample is JSON";
        unlike $text, qr/[^\n\x20-\x7f]/, "$format of $sample is ASCII";
    }
}
for my $format (grep { $is_xml{$_} } @formats) {
    for my $sample (@samples) {
        my ($out, $in);
        my $pid = eval { open2($out, $in, qw(xmllint --noout -)) }
            or BAIL_OUT('no xmllint: install libxml2-utils');
        print $in printed($format, $sample);
        close $in;
        waitpid $pid, 0;
        is $?, 0, "$format of $sample is XML";
    }
}

# SARIF's own schema.
SKIP: {
    my $validator = eval {
        require JSON::Validator;
        require JSON::Validator::Formats;
        die "no $schema: run tools/fetch-sarif-schema\n" unless -s $schema;
        my $one = JSON::Validator->new;
        $one->formats->{'uri-reference'} =
            \&JSON::Validator::Formats::check_uri_reference;
        $one->schema(JSON::PP->new->decode(slurp($schema)));
    };
    ok $validator, 'the schema of SARIF can be asked' or diag $@;
    skip 'no schema', 1 unless $validator;
    for my $sample (@samples) {
        is join("\n", $validator->validate($document{sarif}{$sample})), '',
            "sarif of $sample obeys the schema";
    }
    my $wrong = JSON::PP->new->decode(printed('sarif', 'full'));
    $wrong->{runs}[0]{results}[0]{locations}[0]{physicalLocation}
        {artifactLocation}{uri} = '%%';
    isnt join("\n", $validator->validate($wrong)), '',
        'and the schema would refuse a wrong one';
}

# What no schema says: rules are found by their indexes, and what is marked is
# what stands between two columns of the line, as UTF-16 counts them.
for my $sample (@samples) {
    my $run = $document{sarif}{$sample}{runs}[0];
    my @rules = @{ $run->{tool}{driver}{rules} };
    for my $result (@{ $run->{results} }) {
        is $rules[$result->{ruleIndex}]{id}, $result->{ruleId},
            "$sample: the index of $result->{ruleId}";
    }
}
for my $i (0 .. $#{ $document{json}{full}{findings} }) {
    my $finding = $document{json}{full}{findings}[$i];
    my $region = $document{sarif}{full}{runs}[0]{results}[$i]{locations}[0]
        {physicalLocation}{region};
    my $from = $region->{startColumn} - 1;
    my $line = encode('UTF-16BE', $finding->{source});
    is decode('UTF-16BE', substr $line, 2 * $from,
        2 * ($region->{endColumn} - 1 - $from)),
        $region->{snippet}{text}, "$finding->{id}: UTF-16 columns";
    is decode('UTF-8', substr encode('UTF-8', $finding->{source}),
        $finding->{column} - 1, $finding->{length}),
        $region->{snippet}{text}, "$finding->{id}: bytes";
}
ok $document{sarif}{clean}{runs}[0]{invocations}[0]{executionSuccessful},
    'what was read was a success';
ok !$document{sarif}{unread}{runs}[0]{invocations}[0]{executionSuccessful},
    'what could not be read was none';

# One finding, one line; the path comes back as GitHub decodes it.
for my $sample (@samples) {
    my @lines = split /\n/, printed('github', $sample);
    is @lines, @{ $document{json}{$sample}{findings} },
        "github: a line for each finding of $sample";
    is grep({ !/^::(?:error|warning|notice) file=[^,:]+,[^:]+::[^:]/ } @lines),
        0, "github: they are commands in $sample";
}

# Equal findings of one file are told apart.
for my $format (qw(json gitlab)) {
    my $full = $document{$format}{full};
    my @prints = map { $_->{fingerprint} }
        @{ ref $full eq 'HASH' ? $full->{findings} : $full };
    my %seen;
    is grep({ $seen{$_}++ || !/^[0-9a-f]{32}$/ } @prints), 0,
        "$format: fingerprints are all different";
}
done_testing;
