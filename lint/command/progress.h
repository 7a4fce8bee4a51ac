/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A line on the terminal that tells how far a long run is, and is gone when it
 * has ended.
 */
#ifndef LINT_COMMAND_PROGRESS_H
#define LINT_COMMAND_PROGRESS_H

#include <stdbool.h>
#include <apr_time.h>

typedef struct lint_progress {
    bool wanted; /* stderr is a terminal, and nobody said --quiet */
    bool shown;
    apr_time_t next; /* when to show it again */
} lint_progress;

/* Nothing is shown in the first second. */
lint_progress lint_progress_begin(bool quiet);

void lint_progress_show(lint_progress *progress, int done, int all);

/* Before anything else is written to the terminal, and at the end. */
void lint_progress_clear(lint_progress *progress);

#endif
