/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/witness/presume.h"

#include "lint/witness/subject.h"

static void set_doubt(const apr_array_header_t *nodes, bool maybe)
{
    for (int i = 0; i < nodes->nelts; i++) {
        APR_ARRAY_IDX(nodes, i, lint_node *)->maybe = maybe;
    }
}

const lint_survey *lint_survey_presume(apr_pool_t *pool, const lint_conf *conf)
{
    const apr_array_header_t *nodes = conf->index->doubtful;
    const lint_survey *presumed = NULL;

    /* In what is presumed nothing is in doubt. */
    if (nodes->nelts && APR_ARRAY_IDX(nodes, 0, const lint_node *)->maybe) {
        set_doubt(nodes, false);
        presumed = lint_survey_make(
            pool, lint_server_build_part(pool, conf, lint_subject_is_anywhere));
        set_doubt(nodes, true);
    }
    return presumed;
}
