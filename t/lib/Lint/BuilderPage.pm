# SPDX-License-Identifier: Apache-2.0

# docs/builder.html as it must be: the templates of lint/init/ in it, and the
# hashes by which its own policy lets its script and its style through.

package Lint::BuilderPage;

use strict;
use warnings;

use Cwd            qw(abs_path);
use Digest::SHA    qw(sha256_base64);
use Exporter       qw(import);
use File::Basename qw(basename dirname);
use Lint::Corslint qw(slurp);

our @EXPORT_OK = qw(page fresh_page);

my $top = abs_path(dirname(__FILE__) . '/../../..');

sub page { return "$top/docs/builder.html" }

# The text that the file must have.
sub fresh_page
{
    my $text = slurp(page());
    my $blocks = join '', map { block($_) } sort glob "$top/lint/init/*.conf.tmpl";
    $text =~ s/(?<=<!-- templates -->\n).*(?=<!-- end of templates -->)/$blocks/s
        or die "no place for the templates\n";
    for my $kind (qw(script style)) {
        my ($code) = $text =~ m{<$kind>(.*?)</$kind>}s or die "no $kind\n";
        my $hash = 'sha256-' . sha256_base64($code) . '=';
        $text =~ s/(?<=$kind-src ')[^']*(?=')/$hash/ or die "no $kind-src\n";
    }
    return $text;
}

# Of no type that is run, so that it needs no hash.
sub block
{
    my ($file) = @_;
    my $name = basename($file, '.conf.tmpl');
    my $text = slurp($file);
    die "$file would end its block\n" if $text =~ m{</script|<!--}i;
    return "<script type=\"text/plain\" data-template=\"$name\">\n$text</script>\n";
}

1;
