#!/usr/bin/perl
# SPDX-License-Identifier: Apache-2.0

# The module as a file: what it shows to others, which httpds take it, and
# what -D DUMP_CORS_CREDS prints. Needs no running server.

use strict;
use warnings;

use FindBin ();
use lib "$FindBin::Bin/lib";

use Cors::Configtest;
use Test::More;

my $module = module();

# httpd loads modules with RTLD_GLOBAL: a second name would be everybody's.
# ASan has one of its own for each.
is(join(' ', grep { !/^__odr_asan\./ }
        map { (split)[2] } `nm -D --defined-only "$module"`),
    'cors_creds_module', 'one symbol is defined');

my $config = <<'END';
CorsCreds On
CorsCredsOrigin https://app.example.com
CorsCredsOriginRegex "https://[a-z]+\.example\.com"
CorsCredsCookie session SameSite=None Secure
END

for my $mpm (qw(event worker prefork)) {
    SKIP: {
        has_mpm($mpm) or skip "this httpd has no mod_mpm_$mpm", 2;
        my ($is_accepted, $said) = configtest($config, mpm => $mpm);
        ok($is_accepted, "loads in $mpm");
        is($said, '', "and has nothing to say there");
    }
}

# Each scope with its directives as they were written, and where.
my $scopes = <<'END';
CorsCreds On
CorsCredsOrigin https://app.example.com \
    https://*.example.com
<VirtualHost *:8080>
    ServerName other.example.com
    CorsCreds Off
    <Location "/api">
        CorsCreds On
        CorsCredsMaxAge 600
        <Limit GET>
            Require all granted
        </Limit>
    </Location>
</VirtualHost>
<Directory "/srv/fonts">
    <Files "*.woff2">
        CorsCredsOrigin none
    </Files>
</Directory>
END
my $expected = <<'END';
main server
    CorsCreds On (FILE:1)
    CorsCredsOrigin https://app.example.com     https://*.example.com (FILE:3)
<Directory "/srv/fonts"> <Files "*.woff2">
    CorsCredsOrigin none (FILE:17)
<VirtualHost *:8080>
    CorsCreds Off (FILE:6)
<VirtualHost *:8080> <Location "/api">
    CorsCreds On (FILE:8)
    CorsCredsMaxAge 600 (FILE:9)
END
$expected =~ s/FILE/${\ case_file()}/g;

my $dump;
my ($is_accepted) =
    configtest($scopes, stdout => \$dump, defines => ['DUMP_CORS_CREDS']);
ok($is_accepted, 'DUMP_CORS_CREDS: the configuration is accepted');
is($dump, $expected, 'DUMP_CORS_CREDS: every scope, with file and line');

configtest($scopes, stdout => \$dump);
is($dump, '', 'without it nothing is printed');

configtest('', stdout => \$dump, defines => ['DUMP_CORS_CREDS']);
is($dump, '', 'DUMP_CORS_CREDS: nothing, where there is nothing');

done_testing;
