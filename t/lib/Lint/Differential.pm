# SPDX-License-Identifier: Apache-2.0

# Asks a live httpd and `corslint simulate` the same, and compares the status,
# Access-Control-*, Vary, Set-Cookie, and the X- headers that fixtures set.
#
# A batch is {main => [...], hosts => [[id, item], ...]}, trees as
# Lint::Generator makes them.

package Lint::Differential;

use strict;
use warnings;

use Cors::Server    ();
use File::Basename  qw(dirname);
use File::Path      qw(remove_tree);
use JSON::PP        ();
use Lint::Generator qw(render documents);

my $corslint = $ENV{CORSLINT} || dirname(__FILE__) . '/../../../build/corslint';

# Without mod_cache: before its quick handler the module looks a request's
# sections up as an index sees them, which the model does not follow.
sub new
{
    return bless {
        server => Cors::Server->new(without => [qw(cache cache_disk cache_socache)])
    }, $_[0];
}

# Nothing, or what httpd has against the batch.
sub start
{
    my ($self, $batch) = @_;
    my $server = $self->{server};
    $server->stop;
    remove_tree("$server->{root}/$_") for qw(docs inc);
    my %files;
    my $conf = render($batch->{main}, \%files);
    for my $host (@{ $batch->{hosts} }) {
        my ($id, $item) = @$host;
        my %own;
        $conf .= render([$item], \%own);
        for my $name (sort keys %own) {
            my $text = $own{$name} =~ s/\@ServerRoot\@/$server->{root}/gr;
            $name = "docs/$id/$1.htaccess" if $name =~ /^htaccess:(.*)/;
            $files{$name} = $text;
            
            $server->write($name, $text);
        }
        $server->write("docs/$id/$_", "$_\n") for documents();
    }
    for my $name (grep { m{^inc/} } keys %files) {
        $server->write($name, $files{$name} =~ s/\@ServerRoot\@/$server->{root}/gr);
    }
    $self->{text} = $conf;
    return eval { $server->start($conf); 1 } ? undef : $@;
}

my $json = JSON::PP->new->utf8->canonical;

# What corslint says to each request, in their order; dies when it refuses.
sub predictions
{
    my ($self, @requests) = @_;
    my $server = $self->{server};
    my $file = $server->write('batch', join '',
        map { $json->encode({ %$_, local_port => $server->{port},
            headers => [ [ Connection => 'close' ], @{ $_->{headers} } ] }) . "\n" }
        @requests);
    my $command = qq("$corslint" simulate --config "$server->{root}/httpd.conf")
        . qq( --batch "$file" 2>"$server->{root}/refusal");
    my @lines = `$command`;
    return map { $json->decode($_) } @lines if !$? && @lines == @requests;
    open my $in, '<', "$server->{root}/refusal";
    local $/;
    die "corslint ended with $? after ${\ scalar @lines} of "
        . "${\ scalar @requests} answers:\n", <$in> // '';
}

sub is_compared { return $_[0] =~ /^(?:access-control-|vary$|set-cookie$|x-)/ }

# One line for each answer, so that equal answers are equal lines.
sub canonical
{
    my ($status, @headers) = @_;
    my %of;
    push @{ $of{ lc $_->[0] } }, $_->[1] for @headers;
    return join "\n", $status, map {
        my $name = $_;
        map { "$name: $_" } @{ $of{$name} };
    } grep { is_compared($_) } sort keys %of;
}

sub answer
{
    my ($self, $request) = @_;
    my $bytes = $self->{server}->exchange(join "\r\n",
        "$request->{method} $request->{path} HTTP/1.1",
        "Host: $request->{host}", 'Connection: close',
        map({ "$_->[0]: $_->[1]" } @{ $request->{headers} }), '', '');
    my ($head) = split /\r\n\r\n/, $bytes;
    my ($first, @lines) = split /\r\n/, $head // '';
    return 'no answer' unless ($first // '') =~ m{^HTTP/1\.1 (\d+)};
    return canonical($1, map { [ /^([^:]+):[ \t]*(.*?)[ \t]*$/ ] } @lines);
}

# agree, unknown or disagree, with both sides.
sub judge
{
    my ($self, $request, $prediction) = @_;
    my $is = $self->answer($request);
    my $unknown = @{ $prediction->{unknown} }
        || grep { is_compared(lc $_->{name})
            && (!defined $_->{value} || exists $_->{certain}) }
        @{ $prediction->{headers} };
    my $said = canonical($prediction->{status}, map {
        [ $_->{name}, ($_->{value} // '?') =~ s/^[ \t]+|[ \t]+$//gr ]
    } @{ $prediction->{headers} });
    return ($is eq $said ? 'agree' : $unknown ? 'unknown' : 'disagree', $is,
        $unknown ? "$said\n(unknown: @{ $prediction->{unknown} })" : $said);
}

# All the requests of a batch, ten for each host; hands each verdict over. What
# httpd refuses is halved until it is known which host it is.
sub run
{
    my ($self, $batch, $requests, $tell) = @_;
    my @hosts = @{ $batch->{hosts} };
    if (my $error = $self->start($batch)) {
        # Not its log.
        my $said = join '', grep { !/^\[/ } $error =~ /^(.*\n?)/mg;
        if (@hosts > 1) {
            my $half = int @hosts / 2;
            my $each = @$requests / @hosts;
            $self->run({ %$batch, hosts => [ @hosts[ 0 .. $half - 1 ] ] },
                [ @$requests[ 0 .. $half * $each - 1 ] ], $tell);
            $self->run({ %$batch, hosts => [ @hosts[ $half .. $#hosts ] ] },
                [ @$requests[ $half * $each .. $#$requests ] ], $tell);
            return;
        }
        my $refusal = eval { $self->predictions(@$requests); 1 } ? '' : $@;
        # What the module says of a line, corslint says too.
        my $same = $refusal
            && !grep { index($refusal, $_) < 0 } $said =~ m{^(/.*?:\d+: .*)}mg;
        $tell->($batch, $requests->[0], $same ? 'refused' : 'disagree', $said,
            $refusal);
        return;
    }
    my @predictions = $self->predictions(@$requests);
    $tell->($batch, $requests->[$_],
        $self->judge($requests->[$_], $predictions[$_])) for 0 .. $#$requests;
}

sub fails
{
    my ($self, $batch, $request) = @_;
    return if $self->start($batch);
    my ($prediction) = eval { $self->predictions($request) };
    # A refusal of what httpd accepts is another disagreement.
    return unless $prediction;
    return ($self->judge($request, $prediction))[0] eq 'disagree';
}

# All lists of items in the tree.
sub lists
{
    my ($list) = @_;
    return ($list, map { ref $_ ? lists($_->{items}) : () } @$list);
}

# Takes away what the disagreement does not need, as long as there is time.
sub reduce
{
    my ($self, $batch, $request, $seconds) = @_;
    my $deadline = time + $seconds;
    my $size = @{ $batch->{hosts} };
    for my $host ($size > 1 ? @{ $batch->{hosts} } : ()) {
        my $few = { %$batch, hosts => [$host] };
        if ($self->fails($few, $request)) { $batch = $few; last }
    }
    my $again = 1;
    while ($again) {
        $again = 0;
        for my $list (lists($batch->{main}),
            map { lists($_->[1]{items}) } @{ $batch->{hosts} }) {
            for (my $i = $#$list; $i >= 0; $i--) {
                return $batch if time > $deadline;
                next if !ref $list->[$i] && $list->[$i] =~ /^(?:ServerName|DocumentRoot)/;
                my ($without) = splice @$list, $i, 1;
                if ($self->fails($batch, $request)) { $again = 1; next }
                # Its contents alone?
                splice @$list, $i, 0, $without;
            }
        }
    }
    return $batch;
}

# As text, files included.
sub show
{
    my ($self, $batch) = @_;
    my %files;
    my $text = render($batch->{main}, \%files)
        . render([ map { $_->[1] } @{ $batch->{hosts} } ], \%files);
    $text .= "--- $_\n$files{$_}" for sort keys %files;
    return $text;
}

1;
