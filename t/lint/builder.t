# SPDX-License-Identifier: Apache-2.0

# docs/builder.html has the templates of corslint init as they are, and loads
# nothing. t/browser/builder.t asks what it does.
#
# UPDATE=1 puts the templates and the hashes into the page.

use strict;
use warnings;

use FindBin ();
use lib "$FindBin::Bin/../lib";
use Lint::BuilderPage qw(page fresh_page);
use Lint::Corslint    qw(slurp);
use Test::More;

if ($ENV{UPDATE}) {
    my $fresh = fresh_page();
    open my $out, '>:raw', page() or die page() . ": $!";
    print $out $fresh;
    close $out or die page() . ": $!";
}
ok slurp(page()) eq fresh_page(), 'the templates and hashes of the page are fresh'
    or diag 'UPDATE=1 prove t/lint/builder.t writes them';
unlike slurp(page()), qr/(?:src|href|url\()\s*=?\s*["'(]?(?:https?:)?\/\//,
    'it loads nothing';

done_testing;
