# SPDX-License-Identifier: Apache-2.0

# A private httpd with TLS, for browsers: an app and its API on two sites, a
# stranger's page on a third. To the browser they are on port 443.
#
#   my $sites = Cors::Sites->new;
#   my $browser = $sites->open_app($engine, 'classic');
#   my $answer = $sites->ask($browser, 'fetch include', GET => API, '/me');
#   my $request = $answer->{received};     what the API got of it, or undef
#
# The backend (t/browser/api.cgi) sets cookies bare; what their names begin with
# says what the module makes of them: bare-..., rewritten-..., partitioned-....

package Cors::Sites;

use strict;
use warnings;
use Exporter 'import';

use Cors::Browser  ();
use Cors::BrowserFacts qw(slurp);
use Cors::Server   ();
use Cwd            qw(abs_path);
use File::Basename qw(basename dirname);
use Test::More     ();

our @EXPORT = qw(APP API STRICT PLAIN STRANGER);

use constant {
    APP      => 'app.test-a.example',
    API      => 'api.test-b.example',
    # The same API; it refuses other origins before the handler runs.
    STRICT   => 'strict.test-b.example',
    # The same API without the module.
    PLAIN    => 'plain.test-b.example',
    STRANGER => 'app.test-c.example',
};

my $top = abs_path(dirname(__FILE__) . '/../../..');

sub new
{
    my ($class) = @_;
    -e Cors::Server::module_path('ssl')
        or Test::More::plan(skip_all => 'no mod_ssl here');
    my $server = Cors::Server->new(modules => ['ssl']);
    $server->certificate;
    my $self = bless { server => $server, asked => 0 }, $class;
    for my $file ("$top/t/browser/app/index.html",
        "$top/t/browser/app/clients.js",
        "$top/build/browser/node_modules/axios/dist/axios.min.js") {
        $server->write('htdocs/' . basename($file), slurp($file));
    }
    chmod 0755, $server->write('api.cgi', slurp("$top/t/browser/api.cgi"));
    $server->write('htdocs/broken-policy.html',
        '<p style="color: red">x</p><script>1</script>');
    # httpd's children are somebody else when this is root.
    chmod 0666, $server->write('received', '');
    $server->start(configuration());
    return $self;
}

sub configuration
{
    my $api = <<'CONF';
    ScriptAlias /visit "@ServerRoot@/api.cgi/visit"
    ScriptAlias /login "@ServerRoot@/api.cgi/login"
    ScriptAlias /me    "@ServerRoot@/api.cgi/me"
CONF
    my $policy = <<"CONF";
    CorsCreds On
    CorsCredsOrigin https://@{[APP]}
    CorsCredsHeaders Content-Type
    CorsCredsCookie rewritten-* SameSite=None Secure
    CorsCredsCookie partitioned-* SameSite=None Secure Partitioned
CONF
    my $head = <<'CONF';
SSLCertificateFile cert.pem
SSLCertificateKeyFile cert.key
AddType text/html .html
AddType text/javascript .js
CONF
    return join '', $head, map {
        my ($name, $lines) = @$_;
        "<VirtualHost 127.0.0.1:\@Port\@>\n    ServerName $name\n"
            . "    SSLEngine On\n$lines</VirtualHost>\n";
    } [ APP, "    ServerAlias @{[STRANGER]}\n" ], [ PLAIN, $api ],
        [ STRICT, "$api$policy    CorsCredsDisallowed Reject\n" ],
        [ API, "$api$policy" . <<'CONF' ];
    <Location /status>
        SetHandler cors-creds-status
    </Location>
    Header set Content-Security-Policy "default-src 'none'" \
        "expr=%{REQUEST_URI} == '/broken-policy.html'"
CONF
}

# A browser that knows all of these hosts and no other.
sub open_browser
{
    my ($self, $engine, $policy) = @_;
    my %routes = map { ("$_:443" => $self->{server}{port}) }
        APP, API, STRICT, PLAIN, STRANGER;
    return Cors::Browser->new($engine, $policy, \%routes);
}

# One that shows the app, or the same page on another host.
sub open_app
{
    my ($self, $engine, $policy, $host) = @_;
    my $browser = $self->open_browser($engine, $policy);
    $browser->visit('https://' . ($host // APP) . '/');
    return $browser;
}

# What the script of the page that is shown learns of a request: a status and a
# text, or that it was blocked; and what the API got, whatever the script learns.
sub ask
{
    my ($self, $browser, $client, $method, $host, $path, $json) = @_;
    my $number = ++$self->{asked};
    my $url = "https://$host$path" . ($path =~ /\?/ ? '&' : '?') . "ask=$number";
    my $answer = $browser->evaluate('return await ask(...arguments)', $client,
        $method, $url, $json);
    $answer->{received} = $self->received($method, $url);
    return $answer;
}

# Goes there as a person does: in the first-party context.
sub go
{
    my ($self, $browser, $host, $path) = @_;
    my $url = "https://$host$path?ask=" . ++$self->{asked};
    $browser->visit($url);
    return $self->received(GET => $url);
}

# The request as the API got it: { cookies => { name => value } }; undef when it
# did not.
sub received
{
    my ($self, $method, $url) = @_;
    for (split /\n/, slurp("$self->{server}{root}/received")) {
        my ($got, $where, $cookies) = split /\t/, $_, 3;
        next unless $got eq $method && $where eq $url;
        return { cookies => { map { split /=/, $_, 2 } split /; /, $cookies } };
    }
    return;
}

1;
