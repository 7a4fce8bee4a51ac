# SPDX-License-Identifier: Apache-2.0

# Asks a shell what it completes, with corslint's completion for it.
#
#   my $offered = completions($shell, $directory, 'corslint --fo', ...);
#   @{ $offered->{'corslint --fo'} }    # sorted

package Lint::Shell;

use strict;
use warnings;

use Exporter       qw(import);
use File::Temp     qw(tempdir);
use Lint::Corslint qw(corslint slurp);

our @EXPORT_OK = qw(completions);

# bash calls the function with the words of the line, where "=" is one.
my $bash = <<'BASH';
source "$1/script"
while IFS= read -r line; do
    read -ra COMP_WORDS <<<"${line//=/ = }"
    [[ $line != *[\ =] ]] || COMP_WORDS+=('')
    COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
    _corslint
    for word in "${COMPREPLY[@]}"; do
        printf '%s\t%s\n' "$line" "$word"
    done
done <"$1/lines"
BASH

# zsh completes on a terminal only: each line is typed there, and what is
# offered goes to a file, without a prefix such as --format=.
my $zsh = <<'ZSH';
zmodload zsh/zpty
typeset here=$1 line
typeset -i waited
await() {
    for (( waited = 0; waited < 600; waited++ )); do
        # Else the terminal is full some day, and the shell waits.
        while zpty -r -t shell; do :; done >/dev/null
        [[ -e $here/$1 ]] && { rm $here/$1; return; }
        sleep 0.05
    done
    print -u2 "zsh: no $1 for \"$line\""
    exit 1
}
zpty shell "TERM=dumb zsh -f -i"
zpty -w shell "source $here/inner; : >$here/ready"
await ready
while IFS= read -r line; do
    print -rn -- "$line" >$here/line
    zpty -wn shell "$line"$'\t'
    await completed
    zpty -wn shell $'\x15'
done <$here/lines
zpty -d shell
ZSH

my $inner = <<'INNER';
PS1= RPS1= HISTFILE=
bindkey -e
autoload -Uz compinit
compinit -u -D
compadd() {
    local -a hits
    if [[ " ${(j: :)@[1,(i)(-|--)]}" == *' '-[a-zA-Z]#[OAD]* ]]; then
        builtin compadd "$@"
        return
    fi
    builtin compadd -O hits "$@"
    (( $#hits )) && print -rl -- "$(<$here/line)"$'\t'${^hits} >>$here/offered
    builtin compadd "$@"
}
comppostfuncs=(finished)
finished() {
    compstate[insert]= compstate[list]=
    comppostfuncs=(finished)
    : >$here/completed
}
source $here/script
INNER

my $fish = <<'FISH';
source $argv[1]/script
while read -l line
    for offer in (complete -C "$line")
        printf '%s\t%s\n' $line (string split -f 1 \t -- $offer)
    end
end <$argv[1]/lines
FISH

my %ask = (bash => [qw(bash --norc --noprofile), $bash],
    zsh => ['zsh', '-f', $zsh], fish => [qw(fish --no-config), $fish]);

sub write_file
{
    my ($path, $text) = @_;
    open my $out, '>', $path or die "$path: $!";
    print $out $text;
    close $out or die "$path: $!";
    return $path;
}

# For each line that is typed, in that directory, what the shell offers.
sub completions
{
    my ($shell, $directory, @lines) = @_;
    my $here = tempdir('corslint-XXXXXX', TMPDIR => 1, CLEANUP => 1);
    my ($program, @options) = @{ $ask{$shell} };
    my $asking = write_file("$here/asking", pop @options);
    write_file("$here/script", corslint('completion', $shell)->{out});
    write_file("$here/lines", join '', map { "$_\n" } @lines);
    write_file("$here/inner", "setopt extendedglob\nhere=$here\n$inner");
    write_file("$here/offered", '');
    my $pid = fork // die "fork: $!";
    if (!$pid) {
        @ENV{qw(HOME XDG_CONFIG_HOME)} = ($here, $here);
        chdir $directory or die "$directory: $!";
        open STDIN, '<', '/dev/null' or die $!;
        open STDOUT, '>', "$here/offered" or die $! if $shell ne 'zsh';
        exec $program, @options, $asking, $here or die "$program: $!";
    }
    waitpid $pid, 0;
    die "$shell ended with $?\n" if $?;
    my %offered = map { $_ => {} } @lines;
    for (split /\n/, slurp("$here/offered")) {
        my ($line, $word) = split /\t/;
        $offered{$line}{$word} = 1;
    }
    return { map { $_ => [sort keys %{ $offered{$_} }] } @lines };
}

1;
