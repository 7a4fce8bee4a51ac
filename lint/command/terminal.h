/* SPDX-License-Identifier: Apache-2.0 */
/*
 * --color, and what the terminal can show.
 */
#ifndef LINT_COMMAND_TERMINAL_H
#define LINT_COMMAND_TERMINAL_H

#include <stdbool.h>

/* Whether there are colours: `when` is "auto", "always" or "never", NULL for
 * "auto", which asks NO_COLOR and whether standard output, if that is where it
 * goes, is a terminal. */
bool lint_terminal_color(const char *when, bool to_stdout);

/* Whether the user's locale has more than ASCII. */
bool lint_terminal_unicode(void);

#endif
