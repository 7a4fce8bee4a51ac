/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/command/progress.h"

#include <stdio.h>
#include <unistd.h>

lint_progress lint_progress_begin(bool quiet)
{
    return (lint_progress){!quiet && isatty(STDERR_FILENO), false,
                           apr_time_now() + APR_USEC_PER_SEC};
}

void lint_progress_show(lint_progress *progress, int done, int all)
{
    apr_time_t now;

    if (!progress->wanted || (now = apr_time_now()) < progress->next) {
        return;
    }
    fprintf(stderr, "\rcorslint: %d of %d files\x1b[K", done, all);
    fflush(stderr);
    progress->shown = true;
    progress->next = now + APR_USEC_PER_SEC / 10;
}

void lint_progress_clear(lint_progress *progress)
{
    if (progress->shown) {
        fputs("\r\x1b[K", stderr);
        fflush(stderr);
        progress->shown = false;
    }
}
