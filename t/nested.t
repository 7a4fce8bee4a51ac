# SPDX-License-Identifier: Apache-2.0

# Sections in sections that must start: what the outer one says makes the inner
# one right. Those that must not are in refusals/nested.conf.

use strict;
use warnings;

use FindBin ();
use lib "$FindBin::Bin/lib";
use Cors::Configtest;
use Test::More;

my @rights = (
    [ 'CorsCredsCredentials Off',        'CorsCredsOrigin *' ],
    [ 'CorsCredsCredentials Off',        'CorsCredsOrigin http://a.example' ],
    [ 'CorsCredsCredentials Off',
        "CorsCredsOrigin *\nCorsCredsExpose *" ],
    [ 'CorsCredsUnsafe null-origin',     'CorsCredsOrigin null' ],
    [ 'CorsCredsUnsafe insecure-origin', 'CorsCredsOrigin http://a.example' ],
    [ 'CorsCredsUnsafe public-suffix',
        'CorsCredsOrigin https://*.github.io' ],
);

# Around %s and %s.
my @nestings = (
    [ 'Files in Directory', <<'CONF' ],
<Directory /srv/api>
    %s
    <Files "*.json">
        %s
    </Files>
</Directory>
CONF
    [ 'FilesMatch in DirectoryMatch', <<'CONF' ],
<DirectoryMatch ^/srv/api>
    %s
    <FilesMatch \.json$>
        %s
    </FilesMatch>
</DirectoryMatch>
CONF
    [ 'If in Directory', <<'CONF' ],
<Directory /srv/api>
    %s
    <If "true">
        %s
    </If>
</Directory>
CONF
    [ 'If in Location', <<'CONF' ],
<Location /api>
    %s
    <If "true">
        %s
    </If>
</Location>
CONF
    [ 'If in Files in Directory', <<'CONF' ],
<Directory /srv/api>
    %s
    <Files "*.json">
        <If "true">
            %s
        </If>
    </Files>
</Directory>
CONF
    [ 'in a virtual host', <<'CONF' ],
<VirtualHost *:8080>
    <Directory /srv/api>
        %s
        <Files "*.json">
            %s
        </Files>
    </Directory>
</VirtualHost>
CONF
    # Not by what stands first.
    [ 'the outer one says it last', <<'CONF', 1 ],
<Directory /srv/api>
    <Files "*.json">
        %s
    </Files>
    %s
</Directory>
CONF
);

for my $nesting (@nestings) {
    my ($name, $template, $is_reversed) = @$nesting;
    for my $right (@rights) {
        my @lines = $is_reversed ? reverse @$right : @$right;
        my ($is_accepted, $said) = configtest(sprintf $template, @lines);
        ok($is_accepted, join ', ', $name, map { split /\n/ } @$right)
            or diag($said);
    }
}

done_testing();
