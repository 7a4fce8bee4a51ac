# SPDX-License-Identifier: Apache-2.0

# `httpd -t` on small configurations, and configurations that say themselves
# what is wrong with them:
#
#   CorsCredsOrigin https://app.example.com/
#   #! "https://app.example.com/" has a trailing slash, an origin has none;
#   #+ write "https://app.example.com"
#
# "#!" begins the sentence expected for the directive above it, "#+" goes on
# with it. To httpd both are comments, so that such a case can be pasted into
# a real server as it stands.

package Cors::Configtest;

use strict;
use warnings;

use Cors::Sanitizer ();
use Exporter   qw(import);
use File::Spec ();
use File::Temp ();

our @EXPORT    = qw(apxs module configtest cases expected case_file has_mpm);
our @EXPORT_OK = qw(write_file frame);

# Beyond the MPM and the module under test: what the cases name.
my @modules = qw(authz_core unixd macro proxy rewrite dir dbd);

my $dir = File::Temp->newdir('cors-creds-XXXXXX', TMPDIR => 1);

sub apxs
{
    my ($variable) = @_;
    my ($apxs) = $ENV{APXS} || grep { -x } map {
        my $dir = $_; map { "$dir/$_" } qw(apxs apxs2)
    } File::Spec->path;
    die "apxs is not in PATH: install apache2-dev, or set APXS=/path/to/apxs\n"
        unless $apxs;
    chomp(my $value = `"$apxs" -q $variable`);
    return $value;
}

sub module
{
    my $path = $ENV{MODULE}
        || ($ENV{SAN} ? Cors::Sanitizer::module() : 'build/mod_cors_creds.so');
    -e $path or die "$path: not there, run make first\n";
    require Cwd;
    return Cwd::abs_path($path);
}

my $httpd;

sub httpd
{
    return $httpd ||= do {
        my $real = apxs('SBINDIR') . '/' . apxs('PROGNAME');
        $ENV{SAN} ? Cors::Sanitizer::httpd($real) : $real;
    };
}

sub write_file
{
    my ($name, $text) = @_;
    open my $out, '>:raw', "$dir/$name" or die "$dir/$name: $!";
    print $out $text;
    close $out or die "$dir/$name: $!";
    return "$dir/$name";
}

# The frame is a file of its own, so that a case begins with its line 1. What
# httpd has built in has no file to be loaded.
my %frame;

sub frame
{
    my ($mpm) = @_;
    $mpm ||= 'event';
    return $frame{$mpm} ||= do {
        my $libexec = apxs('LIBEXECDIR');
        my @load = grep { -e "$libexec/mod_$_.so" } "mpm_$mpm", @modules;
        my $load = join '',
            map { "LoadModule ${_}_module \"$libexec/mod_$_.so\"\n" } @load;
        write_file("frame-$mpm.conf", <<"END") };
ServerRoot "$dir"
DefaultRuntimeDir "$dir"
PidFile "$dir/httpd.pid"
ErrorLog "$dir/error_log"
ServerName api.example.com
Listen 127.0.0.1:8080
${load}LoadModule cors_creds_module "${\ module()}"
Include "$dir/case.conf"
END
}

# Built in, or there to be loaded.
sub has_mpm
{
    my ($mpm) = @_;
    my $libexec = apxs('LIBEXECDIR');
    return -e "$libexec/mod_mpm_$mpm.so"
        || `"${\ httpd()}" -l` =~ /^\s*\Q$mpm\E\.c$/m;
}

sub slurp
{
    my ($file) = @_;
    open my $in, '<:raw', $file or die "$file: $!";
    local $/;
    return scalar <$in>;
}

# Returns whether httpd accepts the configuration, and what it says on
# standard error, its closing line apart. Options: mpm, defines (a list),
# stdout (a reference to a string).
sub configtest
{
    my ($text, %option) = @_;
    my $frame = frame($option{mpm});
    my $defines = join '', map { " -D $_" } @{ $option{defines} || [] };
    write_file('case.conf', $text);
    my $command = httpd();
    my $stdout = `"$command" -t$defines -f "$frame" 2>"$dir/stderr"`;
    my $status = $?;
    my $stderr = slurp("$dir/stderr");
    ${ $option{stdout} } = $stdout if $option{stdout};
    # AH00014 is httpd's own word for what the module's hook returned.
    $stderr =~ s/^(?:AH00014: Configuration check failed|Syntax OK)\n\z//m;
    return ($status == 0, $stderr);
}

# The cases of a file, which blank lines separate: [name, text]. A case that
# begins with a comment is called so; a comment alone is for the reader.
sub cases
{
    my ($file) = @_;
    my @cases;
    for my $text (split /\n{2,}/, slurp($file)) {
        next unless $text =~ /^\s*[^#\s]/m;
        my ($name) = $text =~ /\A\s*(?:# )?(.*)/;
        push @cases, [ $name, "$text\n" ];
    }
    # A table that lost its rows must not pass.
    @cases or die "$file: no cases\n";
    return @cases;
}

# The problems that a case says it has, as the module writes them. httpd gives
# a continued directive the number of its last line, corslint that of its first.
sub expected
{
    my ($text, %option) = @_;
    my ($line, $at, $directive, $is_continued) = (0);
    my @expected;
    for (split /\n/, $text) {
        $line++;
        if (/^\s*#! (.*)/) {
            push @expected, "$dir/case.conf:$at: $directive: $1";
        } elsif (/^\s*#\+ (.*)/) {
            $expected[-1] .= " $1";
        } elsif (/^\s*([\w\$]+)/) {
            $directive = $1 unless $is_continued;
            $at = $line unless $is_continued && $option{first_line};
            $is_continued = /\\$/;
        }
    }
    s{ (case\.conf:\d)}{ $dir/$1}g for @expected;
    return join '', map { "$_\n" } @expected;
}

# The path of the file that holds the case under test.
sub case_file { return "$dir/case.conf" }

1;
