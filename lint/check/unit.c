/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/check/unit.h"

#include "lint/check/copy.h"
#include "lint/check/refusals.h"
#include "lint/witness/subject.h"

/* Each rule works in the memory that the rule before it has left. */
static void keep(lint_unit *unit, apr_array_header_t *findings,
                 lint_persona persona)
{
    for (int i = 0; i < findings->nelts; i++) {
        const lint_finding *finding =
            APR_ARRAY_IDX(findings, i, const lint_finding *);

        if (finding->persona <= persona) {
            APR_ARRAY_PUSH(unit->findings, lint_finding *) =
                lint_finding_copy(unit->pool, finding);
        }
    }
    apr_array_clear(findings);
}

void lint_unit_check(lint_unit *unit, lint_persona persona)
{
    apr_pool_t *pool = unit->pool;
    const lint_server *server =
        lint_server_build_part(pool, unit->conf, lint_subject_is_anywhere);
    lint_review review = {.findings =
                              apr_array_make(pool, 4, sizeof(lint_finding *))};

    unit->server = server;
    unit->findings = apr_array_make(pool, 4, sizeof(lint_finding *));
    lint_refusals_add(pool, unit->conf->problems, unit->findings);
    lint_refusals_add(pool, server->problems, unit->findings);
    lint_refusals_add_policy(pool, unit->conf, server->policy_problems,
                             unit->findings);
    review.survey = lint_survey_make(pool, server);
    apr_pool_create(&review.pool, pool);
    for (const lint_rule *const *rule = lint_rules; *rule; rule++) {
        review.rule = *rule;
        (*rule)->check(&review);
        keep(unit, review.findings, persona);
        apr_pool_clear(review.pool);
    }
    apr_pool_destroy(review.pool);
}
