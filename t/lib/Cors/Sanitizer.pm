# SPDX-License-Identifier: Apache-2.0

# httpd under AddressSanitizer, LeakSanitizer and UndefinedBehaviorSanitizer,
# which `make SAN=1` builds the module with. They want to be there before any
# other library is, and httpd is not built with them: so httpd becomes a script
# that preloads them. What a process has to report is a file of its own.

package Cors::Sanitizer;

use strict;
use warnings;

use Cwd            qw(abs_path);
use File::Basename qw(dirname);
use File::Temp     ();

my $built = abs_path(dirname(__FILE__) . '/../../..') . '/build/san';

sub module { return "$built/mod_cors_creds.so" }

sub is_built { return !grep { !-s } module(), "$built/apr_heap.so" }

sub libasan
{
    my $module = module();
    my ($path) = map { m{libasan\S* => (/\S+)} ? $1 : () } `ldd "$module"`;
    return $path // die "$module needs no libasan: make SAN=1\n";
}

# Where the reports are, from here on and for programs that are started now.
# httpd's children write there, as whoever they are.
sub folder
{
    return $ENV{CORS_CREDS_REPORTS} //= do {
        my $folder = File::Temp::tempdir('cors-creds-XXXXXX', TMPDIR => 1,
            CLEANUP => 1);
        chmod 0777, $folder;
        $folder;
    };
}

# With fast_unwind_on_malloc=0, as APR and httpd have no frame pointers. With
# MaxMemFree, as memory that a pool keeps for later is not gone for ASan.
# With handle_segv=2, as httpd would handle the signal itself.
sub httpd
{
    my ($real) = @_;
    my $folder = folder();
    my $script = "$folder/httpd";
    return $script if -e $script;
    my $preload = "$built/apr_heap.so:" . libasan();
    open my $out, '>', $script or die "$script: $!";
    print $out <<"END";
#!/bin/sh
export ASAN_OPTIONS="log_path=$folder/address:verify_asan_link_order=0:\\
detect_leaks=1:fast_unwind_on_malloc=0:quarantine_size_mb=32:handle_segv=2:handle_sigbus=2"
export UBSAN_OPTIONS="log_path=$folder/undefined:print_stacktrace=1"
LD_PRELOAD="$preload" exec "$real" -c "MaxMemFree 1" "\$@"
END
    close $out or die "$script: $!";
    chmod 0755, $script;
    return $script;
}

# Leaks whose stacks have nothing of the module are not its own: at its end httpd
# may hold a connection that only the kernel's list of events knows of.
sub own_leaks
{
    my ($report) = @_;
    return $report if $report !~ /ERROR: LeakSanitizer/;
    return join "\n\n", grep { /leak of/ && m{\b(?:core|module)/\w+\.c:|/mod_cors_creds\.} }
        split /\n\n/, $report;
}

# Of all processes that have ended.
sub reports
{
    my $folder = folder();
    return grep { length } map {
        open my $in, '<', $_ or die "$_: $!";
        local $/;
        own_leaks(scalar <$in>);
    } glob "$folder/{address,undefined}.*";
}

1;
