# SPDX-License-Identifier: Apache-2.0

# Answers that corslint init and docs/builder.html refuse, each alone: option,
# value, what is said of it. `~` begins a pattern.

package Lint::Refused;

use strict;
use warnings;
use Exporter qw(import);

our @EXPORT_OK = qw(refused_answers);

my @rows = (
    [ origin => '*', '"*" does not go with credentials, browsers take it for a plain asterisk then; name the origins' ],
    [ origin => 'null', '~"null" is the origin of every sandboxed frame .* serve the page over https and list that origin$' ],
    [ origin => 'none', '"none" has no scheme; write "https://none"' ],
    [ origin => 'http://app.example.net', '"http://app.example.net" is an http origin with credentials, and anybody on the network can speak for it; write "https://app.example.net"' ],
    [ origin => 'https://app.example.net/', '"https://app.example.net/" has a trailing slash, an origin has none; write "https://app.example.net"' ],
    [ origin => 'http://192.168.0.1:8080', '~is an http origin with credentials' ],
    [ origin => 'https://app.example.net/a', '~has a path, an origin has none; write "https://app.example.net"$' ],
    [ origin => 'app.example.net', '"app.example.net" has no scheme; write "https://app.example.net"' ],
    [ origin => 'https://*.co.uk', '~name the sub-domains that are yours$' ],
    [ origin => 'https://App.example.net', '~has upper case' ],
    [ origin => "https://b\xc3\xbccher.example", '~write "https://xn--bcher-kva.example"' ],
    [ origin => 'https://a,https://b', '~has a comma' ],
    [ host => 'https://api.example.com/x', '"https://api.example.com/x" is more than a host\'s name; write "api.example.com"' ],
    [ host => 'api.example.com:8443', '"api.example.com:8443" is more than a host\'s name; write "api.example.com"' ],
    [ host => '*.example.com', '~has a wildcard; write the one name' ],
    [ host => '*.example.com:443', '~has a wildcard; write the one name' ],
    [ host => '', '"" is no host\'s name; write one such as api.example.com' ],
    [ host => 'API.example.COM', '"API.example.COM" has upper case; write "api.example.com"' ],
    [ host => 'https://API.example.COM:8443/', '~is more than a host\'s name; write "api.example.com"$' ],
    [ host => '[::1]', '"[::1]" is no host\'s name; write one such as api.example.com' ],
    [ host => 'a..b', '~is no host\'s name; write one such as api.example.com$' ],
    [ host => "a.example.com\n</VirtualHost>", '~is no host\'s name; write one such as api.example.com$' ],
    [ host => "x\x1b", '~is no host\'s name; write one such as api.example.com$' ],
    [ host => 'co.uk', '~is a public suffix, below which everybody registers names; write the name that is yours$' ],
    [ host => 'github.io', '~is a public suffix' ],
    [ path => 'api', '~is no path of an API; write one such as "/api"' ],
    [ path => '/api/', '~is no path' ], [ path => '/a b', '~is no path' ],
    [ path => '/../x', '~is no path' ], [ path => '//x', '~is no path' ],
    [ cookie => 'a;b', '"a;b" is no cookie\'s name, or would need quoting; write one of letters, digits, "-", "_" and "."' ],
    [ cookie => 'a=b', '~is no cookie\'s name' ],
    [ cookie => 'sess*', '~has a wildcard; write each name out' ],
    [ cookie => '"x"', '~would need quoting' ],
    [ cookie => 'a$b', '~would need quoting' ],
    [ method => 'patch', '"patch" is not the method PATCH, names of methods are case-sensitive; write "PATCH"' ],
    [ method => 'TRACE', '~no browser lets a script use' ],
    [ method => '*', '~does not go with credentials' ],
    [ method => q('PUT), '~would need quoting' ],
    [ header => 'Cookie', '~no browser lets a script set' ],
    [ header => 'X-A, X-B', '~is not a header name' ],
    [ header => '*', '~does not go with credentials' ],
    [ header => 'X%{y', '~is not a header name' ], [ header => 'X%s', '~would need quoting' ],
    [ expose => 'Set-Cookie', '~no browser shows to a script' ],
    [ 'max-age' => '86401', '"86401" is out of bounds; write a number from 0 to 86400' ],
    [ 'max-age' => '-1', '~is out of bounds' ], [ 'max-age' => '1h', '~is out of bounds' ],
    [ backend => '127.0.0.1:8000', '~is no backend\'s URL' ],
    [ backend => 'http://x:99999', '~is no backend\'s URL' ],
    [ backend => 'http://', '~is no backend\'s URL' ],
    [ backend => 'http://x/a b', '~is no backend\'s URL' ],
    [ backend => 'unix:/run/x|http://y/', '~is no backend\'s URL' ],
    [ style => 'nginx', '"nginx" is not a value for it; write module or recipe' ],
    [ server => 'iis', '"iis" is not a value for it; write debian, rhel or httpd' ],
    [ site => 'x', '~write auto, same or cross$' ],
);

sub refused_answers { return @rows }

1;
