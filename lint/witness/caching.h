/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a site's responses say to caches: whether Access-Control-Allow-Origin
 * depends on the Origin, and whether Vary tells so (Fetch standard, section
 * "CORS protocol and HTTP caches").
 */
#ifndef LINT_WITNESS_CACHING_H
#define LINT_WITNESS_CACHING_H

#include "lint/witness/survey.h"

typedef struct lint_caching {
    bool depends; /* Access-Control-Allow-Origin does, on the Origin */
    /* The first response to an origin that has the header; NULL for none. */
    const lint_trial *given;
    /* A response that caches may store and that has no Vary; one that has the
     * header, if there is one. NULL for none. */
    const lint_trial *without;
    /* The same, without the header, to another site than those allowed. */
    const lint_trial *without_other;
    const lint_trial *with; /* a GET's response with Vary: Origin */
    /* The first Header line that puts Origin, or `*`, into Vary; NULL. */
    const lint_header_action *line;
} lint_caching;

lint_caching lint_caching_look(apr_pool_t *pool, const lint_site *site);

/* What is wrong with Vary. */
typedef enum lint_vary_fault {
    LINT_VARY_FINE,
    LINT_VARY_MISSING,   /* it is not there where the header is */
    LINT_VARY_ON_MATCH,  /* only where httpd's own condition held */
    LINT_VARY_NO_ERRORS, /* httpd's own is lost on its error answers, where
                            what `Header always` says is not */
    LINT_VARY_CLOBBERED, /* there is a line, and it has no effect */
    LINT_VARY_UNSEEN     /* the header is a variable that is set elsewhere */
} lint_vary_fault;

typedef struct lint_vary_judgement {
    lint_vary_fault fault;
    const lint_header_action *action; /* that writes the header; not FINE */
    const lint_trial *witness;        /* NULL: its text says so */
} lint_vary_judgement;

lint_vary_judgement lint_caching_judge(const lint_survey *survey,
                                       const lint_site *site,
                                       const lint_caching *caching);

#endif
