/* SPDX-License-Identifier: Apache-2.0 */
/*
 * By which field of the request a Header line's variables are set.
 */
#ifndef LINT_WITNESS_CHOICE_H
#define LINT_WITNESS_CHOICE_H

#include "lint/witness/survey.h"

typedef struct lint_choice {
    /* A field that does not tell which site asks (Host, Referer, User-Agent);
     * NULL when none has a say. */
    const char *field;
    const lint_place *place; /* of the line that reads it */
    bool otherwise; /* something else has a say, too: the Origin perhaps */
} lint_choice;

/* Of a Header line of the site, the condition of an <If> around it included. */
lint_choice lint_choice_of(apr_pool_t *pool, const lint_site *site,
                           const lint_header_action *action);

#endif
