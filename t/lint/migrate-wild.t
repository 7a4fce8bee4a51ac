#!/usr/bin/perl
# SPDX-License-Identifier: Apache-2.0

# corslint migrate on recipes out of the wild, which stand beside the project:
# those that work out who is let in and give credentials. Each is started before
# and after its migration: httpd does what the report says of both, answers
# those alike who are meant, and lets nobody else in. Where the recipes are not
# there, nothing is tested.

use strict;
use warnings;

use File::Spec ();
use FindBin    ();
use lib "$FindBin::Bin/../lib";

use Cors::Server   ();
use JSON::PP       ();
use Lint::Corslint qw(corslint slurp tree);
use Test::More;

my $wild = File::Spec->rel2abs("$FindBin::Bin/../../../shared/wild");

plan skip_all => 'there is no ../shared/wild beside the project'
    unless -f "$wild/labels.tsv";

# Those that cannot be migrated, and why.
my %cannot = (
    '022.conf' => qr/cannot be told/,         # $DOMAIN$ is a template's
    '052.conf' => qr/more than the Origin/,   # sent on OPTIONS alone
);

# Labels that only a recipe has that works out who is let in.
my $dynamic = qr/\bC(?:01|05|07|09|12|13|14|15|16|17)\b/;

# Everybody is let in, or nothing says who: only its author knows who is meant.
my $unsaid = qr/\bC01\b|\bC16,C13,C21$/;
my $author = 'https://app.example.com';

my @recipes;
open my $labels, '<', "$wild/labels.tsv" or die "labels.tsv: $!";
<$labels>;
while (<$labels>) {
    chomp;
    my ($file, $true) = split /\t/;
    my $text = slurp("$wild/$file");
    next unless $true =~ $dynamic
        && $text =~ /^\s*Header[^#\n]*Access-Control-Allow-Credentials:?\s+"?true/mi;
    push @recipes, { file => $file, text => $text, unsaid => scalar $true =~ $unsaid };
}
cmp_ok scalar @recipes, '>', 15, scalar(@recipes) . ' recipes work out who is let in, with credentials';

my $root = tree('.keep' => '');
my $json = JSON::PP->new->utf8;

for my $recipe (@recipes) {
    my $name = $recipe->{file};
    my @origins = $recipe->{unsaid} ? ('--origin', $author) : ();
    if ($recipe->{unsaid}) {
        my $alone = corslint('migrate', "$wild/$name");
        is $alone->{code}, 1, "$name: nothing is guessed";
        is $alone->{out}, '', "$name: nothing is changed";
    }
    my $run = corslint('migrate', "$wild/$name", @origins, '--output', "$root/$name");
    if ($cannot{$name}) {
        is $run->{code}, 1, "$name: cannot be migrated";
        ($recipe->{why}) = $run->{out} =~ /^  kept \S+: (.*)$/m;
        like $recipe->{why}, $cannot{$name}, "$name: why";
        is slurp("$root/$name"), $recipe->{text}, "$name: nothing is lost";
        next;
    }
    is $run->{code}, 0, "$name: is migrated" or diag $run->{out}, $run->{err};
    $recipe->{new} = slurp("$root/$name");
    unlike $recipe->{new}, qr/^\s*Header[^#\n]*Access-Control-/m, "$name: no header is left";

    my $check = corslint(qw(check --no-settings --format json), "$root/$name");
    my @errors = grep { $_->{severity} eq 'error' } @{ $json->decode($check->{out})->{findings} };
    is_deeply [ map { "$_->{line}: $_->{message}" } @errors ], [], "$name: nothing is wrong";

    my $again = corslint('migrate', "$root/$name", @origins);
    is "$again->{out}$again->{code}", '0', "$name: once is enough";

    my $told = corslint('migrate', "$wild/$name", @origins, qw(--format json));
    $recipe->{told} = $json->decode($told->{out});
}
my @refused = grep { !defined $_->{new} } @recipes;
@recipes = grep { defined $_->{new} } @recipes;
diag scalar(@recipes) . ' recipes migrated, ' . scalar(@refused) . ' refused';
diag "$_->{file}: $_->{why}" for @refused;

# All the others: whatever is in them, there is an answer, and a reason.
for my $path (sort glob "$wild/*.conf") {
    my $run = corslint('migrate', '--no-settings', '--format', 'json', $path);
    my $told = eval { $json->decode($run->{out}) } // {};
    my $name = $path =~ s{.*/}{}r;
    ok defined $told->{recipes}, "$name: JSON" or diag $run->{err};
    my $left = grep { !$_->{replaced} } @{ $told->{recipes} };
    ok $left <= @{ $told->{kept} }, "$name: each that stays has its reason";
    is $run->{code}, $told->{clean} ? 0 : 1, "$name: exit code";
}

# The inside of a virtual host.
sub inside
{
    my ($text) = @_;
    return join '', map { "$_\n" } grep { !/^\s*<\/?VirtualHost|^\s*(?:ServerName|DocumentRoot)\s/ }
        split /\n/, $text;
}

my $server = Cors::Server->new;
my $conf = '';
for my $i (0 .. $#recipes) {
    for my $age (qw(old new)) {
        my $text = inside($recipes[$i]{ $age eq 'old' ? 'text' : 'new' });
        $conf .= "<VirtualHost 127.0.0.1:\@Port\@>\nServerName $age$i.example.net\n$text</VirtualHost>\n";
    }
}
$server->write('htdocs/index.html', "x\n");
$server->write("htdocs/$_", "x\n") for qw(x x.php);
ok eval { $server->start($conf) }, 'httpd starts with all of them' or diag $@;

# Whether a page of the origin may go on, as the report has it.
sub ask
{
    my ($host, $origin, $request, $url) = @_;
    my ($path) = $url =~ m{^[^/]*(/.*)$};
    my ($method, @headers) = ('GET', "Origin: $origin");
    if ($request =~ /^preflight for (\S+)(?: with (\S+))?$/) {
        $method = 'OPTIONS';
        push @headers, "Access-Control-Request-Method: $1";
        push @headers, "Access-Control-Request-Headers: $2" if $2;
    }
    my $bytes = $server->exchange(join "\r\n", "$method $path HTTP/1.1", "Host: $host.example.net",
        'Connection: close', @headers, '', '');
    my ($head) = split /\r\n\r\n/, $bytes;
    my ($line, @fields) = split /\r\n/, $head;
    my %all;
    for (@fields) {
        push @{ $all{ lc $1 } }, $2 if /^([^:]+):\s*(.*)$/;
    }
    my %value = map { $_ => join ', ', @{ $all{$_} } } keys %all;
    my $allow = $value{'access-control-allow-origin'} // '';
    my $leave = $allow ne $origin ? $allow eq '*' ? 'let in' : 'not let in'
        : ($value{'access-control-allow-credentials'} // '') eq 'true' ? 'let in with credentials' : 'let in';
    return ($leave, $line =~ /^\S+ (\d+)/, $value{vary} // '');
}

for my $i (0 .. $#recipes) {
    my ($name, $told) = @{ $recipes[$i] }{qw(file told)};
    my @meant;
    for (map { @{ $_->{directives} } } @{ $told->{recipes} }) {
        push @meant, map { s/\*\./x./r =~ s/:\*$/:1234/r } split ' ', $1 if /^CorsCredsOrigin (.*)/;
    }
    ok @meant > 0, "$name: somebody is meant";

    # The report is true of both.
    my (@wrong, $asked);
    for my $difference (@{ $told->{proof}{differences} }) {
        # The server of the report is https://localhost itself.
        next unless defined $difference->{origin}
            && $difference->{origin} ne 'https://localhost'
            && $difference->{request} =~ /^GET$|^preflight for GET$/;
        for my $age (qw(old new)) {
            my $said = $difference->{ $age eq 'old' ? 'before' : 'after' };
            my ($is) = ask("$age$i", @$difference{qw(origin request url)});
            $asked++;
            next if $said =~ /^(?:\d+, )?\Q$is\E(?: by .*)?$/
                || ($said =~ /^(?:\d+, )?refused/ && $is ne 'not let in');
            push @wrong, "$age $difference->{origin} $difference->{request}: $said, and is $is";
        }
    }
    ok $asked, "$name: something differs";
    is_deeply \@wrong, [], "$name: httpd answers as the report says";

    for my $origin (@meant) {
        my ($is, $status, $vary) = ask("new$i", $origin, 'GET', '/');
        is $is, 'let in with credentials', "$name: $origin";
        like $vary, qr/\bOrigin\b/, "$name: Vary";
        my ($was) = ask("old$i", $origin, 'GET', '/');
        # What never worked may have been let in only in part.
        is $is, $was, "$name: $origin, as before" if $was ne 'not let in';
        is +(ask("new$i", $origin, 'GET', '/missing'))[0], $is, "$name: $origin, on errors";
        is_deeply [ (ask("new$i", $origin, 'preflight for GET', '/'))[ 0, 1 ] ], [ $is, 204 ],
            "$name: $origin, its preflight";
    }
    my %meant = map { $_ => 1 } @meant;
    my @hostile = grep { !$meant{$_} } 'null', qw(https://evil.example http://evil.example),
        map { ("$_.evil.example", s{^https:}{http:}r, s{://}{://evil-}r . '.evil.example', uc) } @meant;
    push @hostile, map { $_->{origin} } grep { $_->{outcome} eq 'hole-closed' }
        @{ $told->{proof}{differences} };
    my %seen;
    is_deeply [ grep { (ask("new$i", $_, 'GET', '/'))[0] ne 'not let in' } grep { !$seen{$_}++ } @hostile ],
        [], "$name: nobody else";
}
done_testing;
