/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/check/unit.h"

#include "lint/check/refusals.h"

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
        if ((*rule)->persona <= persona) {
            review.rule = *rule;
            (*rule)->check(&review);
        }
    }
}
