/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A directive as the model of its module is given it: cut into words, not a
 * node of the configuration's tree.
 */
#ifndef LINT_MODEL_ARGS_H
#define LINT_MODEL_ARGS_H

#include "lint/model/state.h"

typedef struct lint_args {
    const char *directive; /* its name, in any case */
    int count;
    /* Cut as ap_getword_conf cuts; unknown where a template stands. */
    const lint_text *words;
    /* All that follows the name, for the directives that cut it in their own
     * way (RewriteRule, RewriteCond). Unknown when a word is: then `words`
     * are taken instead. */
    lint_text raw;
    bool htaccess; /* it stands in an .htaccess file */
    const lint_place *place;
} lint_args;

/* The word at that index, LINT_UNSET past the last one. */
static inline lint_text lint_args_at(const lint_args *args, int index)
{
    return index < args->count ? args->words[index] : LINT_UNSET;
}

#endif
