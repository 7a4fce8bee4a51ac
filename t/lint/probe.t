# SPDX-License-Identifier: Apache-2.0

# corslint probe: live servers that show each failure of
# lint/probe/failures.tbl, and the same servers with the lines that are said to
# mend it. Each is a virtual host; names lead to it by --resolve.

use strict;
use warnings;

use FindBin ();
use lib "$FindBin::Bin/../lib";
use JSON::PP       ();
use Lint::Corslint qw(slurp);
use Lint::Probed   qw(recipe application $page);
use Test::More;

my $sibling = 'https://app.example.net';
sub for_sibling
{
    return recipe(origin => "always set Access-Control-Allow-Origin $sibling");
}

my $module = <<"CONF";
CorsCreds On
CorsCredsOrigin $page
CONF
my $json = '{"name":"Ada"}';
my @login = ('--login-url', 'https://HOST:PORT/login', '--data', $json);
my $value = 'sid=0123456789; Path=/';
my $good = "$value; SameSite=None; Secure; Partitioned";
my $right = recipe() . application($good);
my $probed = Lint::Probed->new(first => $right);
# Whatever Origin says.
my $reflected = 'always set Access-Control-Allow-Origin "expr=%{HTTP:Origin}"'
    . ' "expr=-n %{HTTP:Origin}"';

# What is found, but for notes unless the case is about one; the configuration;
# the arguments. --http and --page are the test's own. What mends the first one
# stands at @mend@, or at the end.
my @cases = (
    [ 'acao-missing', '' ],
    [ 'acao-missing', "CorsCreds On\nCorsCredsOrigin https://other.example\n" ],
    [ 'acao-missing cookie-missing',
        "CorsCreds On\nCorsCredsOrigin https://other.example\n", @login ],
    [ 'acao-wildcard', recipe(origin => 'set Access-Control-Allow-Origin *') ],
    [ 'acao-duplicate', recipe(more => "set Access-Control-Allow-Origin $page") ],
    [ 'acao-list', recipe(origin => 'always set Access-Control-Allow-Origin '
        . qq("$page, https://other.example")) ],
    [ 'acao-null', recipe(origin => 'always set Access-Control-Allow-Origin null') ],
    [ 'acao-mismatch', recipe(origin =>
        "always set Access-Control-Allow-Origin $page/") ],
    [ 'acac-missing', recipe(credentials => '') ],
    [ 'acac-not-true', recipe(credentials =>
        'set Access-Control-Allow-Credentials True') ],
    [ 'error-without-cors', recipe(
        origin => "set Access-Control-Allow-Origin $page",
        credentials => 'set Access-Control-Allow-Credentials true') ],
    [ 'preflight-unauthorized login-refused', recipe() . <<'CONF', @login ],
<Location "/login">
    AuthType Basic
    AuthName api
    AuthUserFile "@ServerRoot@/nobody"
    Require valid-user
    @mend@
</Location>
CONF
    [ 'preflight-unauthorized', recipe() . <<'CONF', '--method', 'PUT' ],
<Location "/me">
    Require method PUT GET
    @mend@
</Location>
CONF
    [ 'preflight-unauthorized', "$module\nRewriteEngine On\n\@mend\@\n"
        . "RewriteRule ^/me\$ - [R=401]\n", '--method', 'DELETE' ],
    [ 'preflight-redirect redirected cookie-missing', recipe() . <<'CONF', @login ],
RewriteEngine On
@mend@
RewriteRule ^/login$ /sign-in [R=302]
CONF
    [ 'preflight-status cookie-missing', recipe()
        . "<Location />\nAllowMethods GET POST\n</Location>\n", @login ],
    [ 'method-not-allowed', recipe(), '--method', 'DELETE' ],
    [ 'method-not-allowed', $module, '--method', 'DELETE' ],
    [ 'header-not-allowed', recipe(), '--header', 'X-Csrf-Token: 1' ],
    [ 'header-not-allowed', $module, '--header', 'X-Csrf-Token: 1' ],
    [ 'methods-unreadable', recipe(methods =>
        'set Access-Control-Allow-Methods "GET; PUT"'), '--method', 'PUT' ],
    [ 'headers-unreadable cookie-missing', recipe(headers =>
        'set Access-Control-Allow-Headers "content-type; x"'), @login ],
    [ 'vary-missing', <<"CONF" ],
SetEnvIf Origin "^\Q$page\E\$" CORS=\$0
Header always set Access-Control-Allow-Origin %{CORS}e env=CORS
Header always set Access-Control-Allow-Credentials true env=CORS
CONF
    [ 'any-origin', recipe(origin => $reflected,
        vary => 'always merge Vary Origin') ],
    [ 'redirected', recipe() . "Redirect 302 /me https://elsewhere.example/me\n" ],
    [ 'mixed-content', recipe(), '--http' ],
    [ 'fetch-throws', recipe(), '--method', 'TRACE' ],
    [ 'header-forbidden', recipe(), '--header', 'Cookie: sid=1' ],
    [ 'client-credentials', $right, @login ],
    [ 'client-credentials', recipe() . "Header set Set-Cookie \"$good\"\n" ],
    [ 'login-needed', $right ],
    [ 'login-refused preflight-status', recipe() . "Redirect 404 /login\n", @login ],
    [ 'cookie-missing', recipe(), @login ],
    [ 'cookie-missing', $right, @login, '--cookie', 'other' ],
    [ 'cookie-missing', recipe() . application("$good; Max-Age=0"), @login ],
    [ 'cookie-unreadable', recipe() . application('=__Host-sid'), @login ],
    [ 'cookie-samesite', recipe() . application($value), @login ],
    [ 'cookie-samesite', recipe() . application("$value; SameSite=Lax"), @login ],
    [ 'cookie-samesite', recipe() . application("$value; samesite=Strict; Secure"),
        @login ],
    [ 'cookie-samesite', recipe() . application('connect.sid=1; Path=/'), @login ],
    [ 'cookie-none-insecure', recipe() . application("$value; SameSite=None"),
        @login ],
    [ 'cookie-secure-http mixed-content', recipe() . application("$value; Secure"),
        '--http', @login ],
    [ 'cookie-partitioned-insecure', for_sibling()
        . application("$value; Partitioned"), '--page', $sibling, @login ],
    [ 'cookie-secure-prefix', for_sibling() . application("__Secure-$value"),
        '--page', $sibling, @login ],
    [ 'cookie-host-prefix', recipe()
        . application("__Host-$good; domain=example.net"), @login ],
    [ 'cookie-host-prefix', recipe()
        . application("__Host-$good" =~ s/Path=\//Path=\/me/r), @login ],
    [ 'cookie-http-prefix', recipe() . application("__Http-$good"), @login ],
    [ 'cookie-domain', recipe()
        . application("$good; Domain=example.org; HttpOnly"), @login ],
    [ 'cookie-public-suffix', recipe()
        . application("sid=1; domain=net; SameSite=None; Secure; Partitioned"),
        @login ],
    [ 'cookie-path', recipe() . application($good =~ s/Path=\//Path=\/login/r),
        @login ],
    [ 'cookie-path', recipe() . application($good =~ s/Path=\/; //r),
        '--login-url', 'https://HOST:PORT/in/login', '--data', '{}' ],
    [ 'cookie-host', $right,
        '--login-url', 'https://first.example.net:PORT/login', '--data', '{}' ],
    [ 'cookie-refused', recipe() . application($good =~ s/sid/id/r)
        =~ s/!sid/!nobody/r, @login ],
    [ 'third-party-blocking', recipe() . application($good =~ s/; Partitioned//r),
        @login ],
    [ 'samesite-needless', for_sibling() . application($good),
        '--page', $sibling, @login ],
);

my %row = rows();

# Part and severity of each id, of the table that the program is made from.
sub rows
{
    my $table = slurp("$FindBin::Bin/../../lint/probe/failures.tbl");
    my %rows;
    while ($table =~ /^LINT_FAILURE\(\w+, "([\w-]+)", (\w+),\s+(\w+),/gm) {
        $rows{$1} = { part => lc $2, severity => $3 eq 'NOTE' ? 'info' : lc $3 };
    }
    return %rows;
}

sub is_found
{
    my ($run, $name, @ids) = @_;
    my @failed = sort grep { $row{$_}{severity} ne 'info' } @ids;
    my @notes = grep { $row{$_}{severity} eq 'info' } @ids;
    is_deeply $run->{failed}, \@failed, "$name: what fails";
    ok $run->{notes}{$_}, "$name: $_ is told" for @notes;
    my $errors = grep { $row{$_}{severity} eq 'error' } @ids;
    is $run->{code}, $errors ? 1 : 0, "$name: the exit code";
    is $run->{json}{ok}, $errors ? JSON::PP::false : JSON::PP::true,
        "$name: ok";
    return;
}

$probed->serve(map { [ "case$_", $cases[$_][1] ] } 0 .. $#cases);
my (%shown, @mended);
for my $i (0 .. $#cases) {
    my ($ids, $conf, @arguments) = @{ $cases[$i] };
    my @ids = split / /, $ids;
    my $run = $probed->probe("case$i", @arguments);
    my $name = "$ids[0] (case $i)";
    is_found($run, $name, @ids);
    my ($verdict) = grep { $_->{id} eq $ids[0] } @{ $run->{verdicts} };
    $verdict or next;
    $shown{ $ids[0] } = 1;
    is $verdict->{$_}, $row{ $ids[0] }{$_}, "$name: $_" for qw(part severity);
    for my $key (qw(message symptom cause remedy)) {
        like $verdict->{$key}, qr/\A(?:[^{}]|%\{\w+\})+\z/, "$name: $key";
    }
    # In the module's words, and in those of httpd without it.
    my $has_module = $conf =~ /^CorsCreds/;
    for my $lines ($verdict->{remedy}, $has_module ? '' : $verdict->{recipe}) {
        next unless ($lines // '') =~ /^(?:CorsCreds|Header|Rewrite|#)/;
        my $whole = $lines =~ /^CorsCreds(?! On\n)/ && !$has_module
            ? $module . $lines : $lines;
        push @mended, [ "$name, mended by $lines", $ids[0],
            $conf =~ /\@mend\@/ ? $conf =~ s/\@mend\@/$whole/r : "$conf$whole\n",
            @arguments ];
    }
}
is_deeply [ sort keys %shown ], [ sort keys %row ], 'every failure is shown';
my $manual = slurp("$FindBin::Bin/../../docs/corslint.md");
is_deeply [ grep { $manual !~ /`\Q$_\E`/ } sort keys %row ], [],
    'and is in the manual';
$probed->{server}->stop;

$probed->serve(map { [ "case$_", $mended[$_][2] ] } 0 .. $#mended);
for my $i (0 .. $#mended) {
    my ($name, $id, $conf, @arguments) = @{ $mended[$i] };
    my $run = $probed->probe("case$i", @arguments);
    ok !$run->{notes}{$id} && !(grep { $_ eq $id } @{ $run->{failed} }), $name
        or diag "it still fails with $conf";
    # What mends a preflight mends the whole of it.
    is_deeply [ grep { /^(?:acao|method|header|preflight)-/ } @{ $run->{failed} } ],
        [], "$name, wholly" if $id =~ /^(?:acao-missing|preflight-)/;
}
$probed->{server}->stop;

done_testing();
