/* SPDX-License-Identifier: Apache-2.0 */
/*
 * In what a header's value differs from the one that was wanted.
 */
#ifndef LINT_BROWSER_LOOKALIKE_H
#define LINT_BROWSER_LOOKALIKE_H

#include "lint/browser/cors.h"

/* Of a value that is not the origin. */
lint_cors_hint lint_lookalike_origin(apr_pool_t *pool, const char *sent,
                                     const char *origin);

/* Of a value that is not the word. */
lint_cors_hint lint_lookalike_word(const char *sent, const char *word);

/* The hint as the end of a sentence: ": ..." or "" for none. */
const char *lint_lookalike_text(lint_cors_hint hint);

#endif
