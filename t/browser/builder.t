# SPDX-License-Identifier: Apache-2.0

# docs/builder.html in a browser, from the disk: what it writes is what corslint
# init writes, byte for byte, and what it refuses it refuses in the same words.
# What it looks like is in build/artifacts/, for people to see.

use strict;
use warnings;

use FindBin ();
use lib "$FindBin::Bin/../lib";
use Cors::Browser  qw(engines);
use Encode         qw(decode_utf8);
use File::Path     qw(make_path);
use File::Temp     ();
use Lint::BuilderPage qw(page);
use Lint::Corslint qw(corslint);
use Lint::Refused  qw(refused_answers);
use Test::More;

my @engines = engines();
my $artifacts = "$FindBin::Bin/../../build/artifacts";
make_path($artifacts);
my $url = 'file://' . page();

my %first = (origin => 'https://app.example.net');
# Options of corslint init, and fields of the form with the same names.
my @forms = map { { %first, %$_ } } (
    {},
    { host => 'api.example.com', cookie => 'session' },
    { host => 'api.example.com', cookie => 'session', partitioned => 'yes' },
    { host => 'api.example.com', cookie => 'session __Host-id connect.sid' },
    { origin => 'https://app.example.com https://www.example.com:8443',
        host => 'api.example.com', cookie => 'session' },
    { origin => 'https://*.example.net https://app.example.org:*', cookie => 's' },
    { origin => 'https://*.example.net:*', host => 'api.example.com' },
    { origin => 'http://localhost:3000 https://app.test https://192.168.0.1 '
        . 'https://172.31.0.1 https://172.32.0.1 capacitor://localhost',
        host => 'api.example.com' },
    { origin => 'https://[::1] https://[2001:db8::1]:8443', host => 'api.example.com',
        style => 'recipe' },
    { origin => 'http://localhost:3000', host => 'api.localhost', cookie => 's' },
    { method => 'PUT PATCH DELETE GET', header => 'Content-Type X-CSRF-Token',
        expose => 'ETag X-Total-Count', 'max-age' => '0' },
    { header => 'none', 'max-age' => '86400', host => 'api.example.com' },
    { host => 'api.example.com', backend => 'http://127.0.0.1:8000' },
    { host => 'api.example.com', backend => 'http://127.0.0.1:8000/', path => '/api' },
    { host => 'api.example.com', backend => 'https://backend.internal/v1/',
        path => '/api/v1.0', cookie => 's', server => 'rhel' },
    { backend => 'https://[2001:DB8::1]:8443/v1', server => 'rhel', style => 'recipe' },
    { server => 'httpd', host => 'api.example.com', cookie => 'a' },
    { server => 'httpd', backend => 'http://backend', style => 'recipe' },
    { style => 'recipe', host => 'api.example.com', cookie => 'session x.id',
        method => 'PUT', expose => 'ETag', partitioned => 'yes' },
    { style => 'recipe', host => 'api.example.net', cookie => 'session',
        path => '/api', server => 'httpd' },
    { style => 'recipe', cookie => 's', path => '/~a/b_c-d.e', server => 'rhel' },
    { site => 'same', host => 'api.example.com', cookie => 's' },
    { site => 'cross', origin => 'https://app.example.com',
        host => 'api.example.com', cookie => 's' },
    { site => 'same', cookie => 's' },
    # Public suffixes.
    map({ { origin => "https://$_->[0]", host => $_->[1], cookie => 's' } }
        [qw(a.co.uk b.co.uk)], [qw(a.b.co.uk c.b.co.uk)], [qw(b.co.uk b.co.uk.example)],
        [qw(a.github.io b.github.io)], [qw(x.a.github.io a.github.io)],
        [qw(app.example.com.au api.example.com.au)], [qw(app.example api.example)],
        [qw(example.com api.example.com)], [qw(co.uk x.co.uk)],
        [qw(xn--bcher-kva.example api.xn--bcher-kva.example)],
        [qw(10.0.0.1 10.0.0.2)], [qw(10.0.0.1:8443 10.0.0.1)]),
);

# What stands behind --partitioned is no value.
sub options
{
    my ($form) = @_;
    return map {
        my $name = $_;
        $name eq 'partitioned' ? $form->{$name} eq 'yes' ? '--partitioned' : ()
            : map { ("--$name", $_) } $form->{many} ? $form->{$name}
            : split ' ', $form->{$name};
    } grep { $_ ne 'many' } sort keys %$form;
}

# Those that are refused: what corslint says to the option is said at the field.
my %other = (%first, host => 'api.example.com', cookie => 'session');
my @refused = (
    # A blank parts the words of a field, which has no control bytes; nothing in
    # it is a default; the choices of a form are those that there are.
    map({ my ($name, $value) = @$_; { form => { %other, $name => $value }, name => $name } }
        grep { $_->[1] =~ /\A[^\x00-\x20]+\z/ && $_->[0] !~ /^(?:style|server|site)$/ }
            refused_answers()),
    map({ { form => { %other, %{ $_->[1] } }, name => $_->[0] } }
        [ origin => { origin => 'https://api.example.com' } ],
        [ origin => { origin => 'https://*.example.net', style => 'recipe' } ],
        [ origin => { origin => 'https://x/ app.example.net null * https://*.github.io' } ],
        [ partitioned => { partitioned => 'yes', origin => 'https://app.example.com' } ],
        [ method => { method => 'PUT none' } ], [ header => { header => 'X-A none' } ],
        [ header => { header => 'Access-Control-Request-Method X-Ok Sec-Fetch-Site' } ],
        [ header => { header => 'Access-Control-Allow-Origin' } ],
        [ expose => { expose => 'Set-Cookie *' } ],
        [ method => { method => 'connect delete proPfind' } ],
        [ cookie => { cookie => 'a;b c=d' } ],
        [ cookie => { cookie => '=' } ],
        map({ [ origin => { origin => $_ } ] } qw(https:app.example.net https:///x
            file:///x about:blank *://app.example.net wss://app.example.net
            https://app.example.net?x https://u:p@x.example
            https://x.example:443 https://x.example:0 https://x.example:65536
            https://x.example:+1 https://a*.example https://*.*.example
            https://[::1 https://[0:0::1] https://[1::2::3] https://a..example
            https://.example https://999.1.1.1 https://1.2.3 https://*.10.0.0.1
            https://a_b%.example 1http://x.example https://*.com https://*.co.uk),
            'https://app.example.net#x', 'https://' . ('a' x 64) . '.example',
            'https://' . join('.', ('a' x 60) x 5), 'https://' . ('x' x 400) . '/'),
        map({ [ host => { host => $_ } ] } qw(api.example.com/ http://x/ API.example.com
            a..b .x x. [::1), 'a' x 64),
        map({ [ backend => { backend => $_ } ] } qw(ftp://x http://x:0 http://x:1:2
            http://x//y http://[::1 http://[1::2::3] http://[:] http://[::1]x http://x?y)),
        map({ [ path => { path => $_ } ] } qw(/a//b /a/./b /.. /a%20b /a*)),
        map({ [ 'max-age' => { 'max-age' => $_ } ] } qw(1.5 1e3 +5 99999999999999999999 x))),
);

# Types each form into the page.
use constant TYPE => <<'JS';
const blank = { origin: "", host: "", path: "", cookie: "", partitioned: "no", method: "",
  header: "Content-Type", expose: "", "max-age": "3600", backend: "", style: "module",
  server: "debian", site: "auto" };

function type(form) {
  for (const [name, text] of Object.entries({ ...blank, ...form })) {
    const field = document.getElementById(name);
    if (name === "partitioned") field.checked = text === "yes";
    else if (field.localName === "input") field.value = text;
    else field.querySelector(`[value=${text}]`).checked = true;
  }
  document.getElementById("form").dispatchEvent(new Event("input", { bubbles: true }));
}

function seen() {
  const errors = [...document.querySelectorAll(".error")].filter((e) => e.textContent);
  return {
    text: document.getElementById("configuration").textContent,
    command: document.getElementById("command").textContent,
    state: document.body.dataset.state,
    unlabelled: [...document.querySelectorAll("input")].filter((e) => !e.labels.length).length,
    dangling: [...document.querySelectorAll("[aria-describedby], [aria-labelledby]")].flatMap((e) =>
      `${e.getAttribute("aria-describedby") || ""} ${e.getAttribute("aria-labelledby") || ""}`
        .split(" ").filter((id) => id && !document.getElementById(id))),
    status: document.getElementById("status").textContent,
    disabled: document.getElementById("download").disabled,
    invalid: [...document.querySelectorAll("[aria-invalid=true]")].map((e) => e.id),
    errors: Object.fromEntries(errors.map((e) => [e.id.replace(/-error$/, ""), e.textContent])),
  };
}

return arguments[0].map((form) => { type(form); return seen(); });
JS

sub forms_agree
{
    my (@seen) = @_;
    for my $form (@forms) {
        my $page = shift @seen;
        my $name = join ' ', map { "$_=$form->{$_}" } sort keys %$form;
        subtest $name => sub {
            my $run = corslint('init', options($form));
            is $run->{err}, '', 'corslint takes it';
            is_deeply $page->{errors}, {}, 'and so does the page';
            is $page->{state}, 'ready', 'which is ready';
            is $page->{text}, $run->{out}, 'with the same text';
            # The command that it shows, by a shell.
            my $folder = File::Temp->newdir;
            symlink $ENV{CORSLINT} || "$FindBin::Bin/../../build/corslint", "$folder/corslint";
            my $command = $page->{command};
            local $ENV{PATH} = "$folder:$ENV{PATH}";
            is scalar(qx{{ $command\n} 2>&1 </dev/null}), $run->{out}, 'its command writes that too';
        };
    }
    return;
}

sub refusals_agree
{
    my (@seen) = @_;
    for my $case (@refused) {
        my $page = shift @seen;
        my ($form, $option) = @$case{qw(form name)};
        my $run = corslint('init', options($form));
        is $run->{code}, 2, "--$option $form->{$option} is refused by corslint";
        my $words = $run->{err} =~ s/^corslint: --\Q$option\E: //gmr;
        chomp $words;
        # A terminal's escapes are no browser's.
        $words = decode_utf8($words =~ s/\\x([0-9a-f]{2})/chr hex $1/ger);
        is_deeply $page->{errors}, { $option => $words }, 'and by the page, in the same words';
        is $page->{state}, 'mistakes', 'which says so';
        unlike $page->{text}, qr/CorsCreds|Header/, 'and writes nothing';
        ok $page->{disabled}, 'nor can anything be downloaded';
        is_deeply $page->{invalid}, [$option], 'the field is marked';
    }
    return;
}

# As a browser takes it, not as a command line does.
sub in_letters
{
    my ($form) = @_;
    return { map { $_ => decode_utf8($form->{$_}) } keys %$form };
}

# What the page has when its address says that.
sub opened
{
    my ($browser, $fragment) = @_;
    $browser->visit('about:blank');
    $browser->visit($url . $fragment);
    return $browser->evaluate(
        'return document.getElementById("configuration").textContent');
}

sub no_complaint
{
    my ($browser) = @_;
    my $complaints = $browser->complaints or return;
    return is_deeply($complaints, [], 'no violation, and no other complaint');
}

sub addresses
{
    my ($browser) = @_;
    my %other = (%first, cookie => 'session');
    is opened($browser, ''), corslint('init', options({ %other,
        host => 'api.example.com' }))->{out}, 'it opens with an example';
    is opened($browser, '#style=recipe&method=PUT+DELETE&host=&max-age=60&path=/v1'),
        corslint('init', options({ %other, style => 'recipe',
            method => 'PUT DELETE', 'max-age' => 60, path => '/v1' }))->{out},
        'its address fills the form in';
    my $evil = '"><img/src=x/onerror=document.title=1><script>document.title=2</script>';
    opened($browser, '#' . join '&', map { "$_="
        . ($evil =~ s/([^\w])/sprintf '%%%02x', ord $1/ger) }
        qw(origin host cookie method header expose backend path max-age style server site));
    is_deeply $browser->evaluate(<<'JS'), [ 0, 'CORS with cookies on Apache httpd', 1 ],
return [document.querySelectorAll("img").length, document.title,
    Number(document.getElementById("backend-error").textContent.includes("<img"))];
JS
        'what is no answer is shown, and is no element';
    no_complaint($browser);
    return;
}

sub pictures
{
    my ($browser) = @_;
    for my $picture ([ light => 1280, 'light', '' ], [ dark => 1280, 'dark', '' ],
        [ narrow => 500, 'light', '' ],
        [ mistakes => 1280, 'light', '#origin=app.example.net+https://*.co.uk&max-age=1h' ],
        [ recipe => 1280, 'light', '#style=recipe&method=PUT+PATCH&expose=ETag'
            . '&backend=http://127.0.0.1:8000&path=/api&partitioned=yes' ]) {
        my ($name, $width, $scheme, $fragment) = @$picture;
        my $file = "$artifacts/builder-$name.png";
        unlink $file;
        opened($browser, $fragment);
        $browser->picture($file, $width, $scheme);
        cmp_ok -s $file // 0, '>', 50_000, "a picture: $name";
    }
    return;
}

for my $engine (@engines) {
    my $browser = Cors::Browser->new($engine, 'classic', {});
    subtest "$engine, its address" => sub { addresses($browser) };
    opened($browser, '');
    my @seen = @{ $browser->evaluate(TYPE, [ map { in_letters($_) } @forms,
        map { $_->{form} } @refused ]) };
    is $seen[0]{unlabelled}, 0, "$engine: each field has a label";
    is_deeply $seen[0]{dangling}, [], 'and what describes it is there';
    subtest "$engine, what is written" => sub { forms_agree(splice @seen, 0, @forms) };
    subtest "$engine, what is refused" => sub { refusals_agree(@seen) };
    no_complaint($browser);
    # Who looks at the pictures looks at one engine's.
    subtest "$engine, pictures" => sub { pictures($browser) } if $engine eq 'chromium';
}

done_testing;
