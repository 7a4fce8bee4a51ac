/* SPDX-License-Identifier: Apache-2.0 */
#include "sources.h"

#include "origindbd.h"
#include "originfile.h"

static const cors_origin_source *
open_source(void *data, apr_pool_t *pool, const cors_directive *directive,
            const cors_place *place, const char *argument,
            cors_hazards *hazards, cors_problems *problems)
{
    (void)pool;
    if (directive->kind == CORS_KIND_DATABASE) {
        return cors_origindbd_open(data, place, argument, problems);
    }
    return cors_originfile_open(data, place, argument, hazards, problems);
}

const cors_source_opener *cors_sources_opener(cmd_parms *cmd)
{
    cors_source_opener *opener = apr_palloc(cmd->temp_pool, sizeof(*opener));

    opener->open = open_source;
    opener->data = cmd;
    return opener;
}

void cors_sources_permit(const cors_policy *policy)
{
    const apr_array_header_t *sources =
        policy->origins ? cors_allowlist_sources(policy->origins) : NULL;

    for (int i = 0; sources && i < sources->nelts; i++) {
        cors_originfile_permit(
            APR_ARRAY_IDX(sources, i, const cors_origin_source *),
            cors_policy_credentials(policy),
            (unsigned)cors_policy_unsafe(policy));
    }
}
