/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who answers a site's preflights before a handler could: a rule or a
 * redirect with a 2xx status.
 */
#ifndef LINT_WITNESS_PREFLIGHT_H
#define LINT_WITNESS_PREFLIGHT_H

#include "lint/witness/survey.h"

typedef struct lint_preflight {
    const lint_place *place; /* of the directive; NULL: nobody does */
    int status;
    /* The preflight that has shown it; NULL when the directive only says so:
     * nothing tells whether the engine is on. */
    const lint_trial *trial;
} lint_preflight;

lint_preflight lint_preflight_look(const lint_site *site);

#endif
