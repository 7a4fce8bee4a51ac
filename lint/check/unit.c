/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/check/unit.h"

#include "lint/check/refusals.h"

static void keep_those_for(lint_persona persona, apr_array_header_t *findings)
{
    int kept = 0;

    for (int i = 0; i < findings->nelts; i++) {
        lint_finding *finding = APR_ARRAY_IDX(findings, i, lint_finding *);

        if (finding->persona <= persona) {
            APR_ARRAY_IDX(findings, kept++, lint_finding *) = finding;
        }
    }
    findings->nelts = kept;
}

void lint_unit_check(lint_unit *unit, lint_persona persona)
{
    apr_pool_t *pool = unit->pool;
    const lint_server *server = lint_server_build(pool, unit->conf);
    lint_review review = {.pool = pool};

    unit->server = server;
    unit->findings = apr_array_make(pool, 4, sizeof(lint_finding *));
    lint_refusals_add(pool, unit->conf->problems, unit->findings);
    lint_refusals_add(pool, server->problems, unit->findings);
    lint_refusals_add_policy(pool, unit->conf, server->policy_problems,
                             unit->findings);
    review.survey = lint_survey_make(pool, server);
    review.findings = unit->findings;
    for (const lint_rule *const *rule = lint_rules; *rule; rule++) {
        review.rule = *rule;
        (*rule)->check(&review);
    }
    keep_those_for(persona, unit->findings);
}
