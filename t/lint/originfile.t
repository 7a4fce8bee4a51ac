# SPDX-License-Identifier: Apache-2.0

# Where corslint looks for the file that CorsCredsOriginFile names: on this
# machine the server may lie elsewhere than its ServerRoot says.

use strict;
use warnings;

use FindBin ();
use lib "$FindBin::Bin/../lib";
use JSON::PP ();
use Lint::Corslint qw(corslint tree);
use Test::More;

my $app = 'https://app.example.com';
my $root = tree(
    'etc/apache2/conf/origins' => "$app\n",
    'etc/other/origins'        => "$app\n",
    'etc/apache2/bad'          => "# ours\n$app/\n",
);

# What is predicted for a page of the app: the value of
# Access-Control-Allow-Origin, or what is unknown.
sub predicted
{
    my ($server_root, $path, @options) = @_;
    my $conf = "$root/etc/apache2/apache2.conf";
    open my $out, '>', $conf or die "$conf: $!";
    print $out defined $server_root ? qq(ServerRoot "$server_root"\n) : '', <<"CONF";
CorsCreds On
CorsCredsOriginFile "$path"
CONF
    close $out or die "$conf: $!";
    my $run = corslint('simulate', '--config', $conf, '--url',
        'https://api.example.com/', '--origin', $app, '--format', 'json',
        @options);
    return $run->{err} if $run->{code};
    my $answer = JSON::PP::decode_json($run->{out});
    my ($allowed) = grep { $_->{name} eq 'Access-Control-Allow-Origin' }
        @{ $answer->{headers} };
    return $allowed ? $allowed->{value} : "unknown: @{ $answer->{unknown} }";
}

my $unseen = qr/^unknown: .*an origin file that is not on this machine/;
my @here = ('--server-root', "$root/etc/apache2");

for my $case (
    [ 'relative', '/etc/apache2', 'conf/origins', \@here, $app ],
    [ 'below the ServerRoot', '/etc/apache2', '/etc/apache2/conf/origins', \@here,
        $app ],
    [ 'below another one', '/srv/www', '/srv/www/conf/origins', \@here, $app ],
    [ "below Debian's own", undef, '/etc/apache2/conf/origins', \@here, $app ],
    [ 'beside the ServerRoot', '/srv/www', '/srv/www2/conf/origins', \@here,
        $unseen ],
    [ 'elsewhere on this machine', '/etc/apache2', "$root/etc/other/origins",
        \@here, $app ],
    [ 'not there', '/etc/apache2', '/etc/apache2/conf/none', \@here, $unseen ],
    [ 'a folder', '/etc/apache2', '/etc/apache2/conf', \@here, $unseen ],
    [ 'no option', "$root/etc/apache2", "$root/etc/apache2/conf/origins", [],
        $app ],
    [ 'a bad one', '/etc/apache2', '/etc/apache2/bad', \@here,
        qr{^\Q$root\E/etc/apache2/bad:2: CorsCredsOriginFile: "\Q$app\E/"} ],
) {
    my ($name, $server_root, $path, $options, $expected) = @$case;
    my $is = predicted($server_root, $path, @$options);
    like($is, ref $expected ? $expected : qr/^\Q$expected\E\z/, $name);
}

done_testing;
