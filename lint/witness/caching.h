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

/* httpd's own error answer in the place of caching->given, when it has the
 * header and no Vary: what conditions add to Vary is lost there, what
 * `Header always` says is not. NULL otherwise. */
const lint_trial *lint_caching_error(apr_pool_t *pool,
                                     const lint_survey *survey,
                                     const lint_site *site,
                                     const lint_caching *caching);

#endif
