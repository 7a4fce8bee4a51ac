/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/witness/caching.h"

#include <string.h>
#include "lint/witness/header_value.h"

static bool is_stored(const lint_trial *trial)
{
    const lint_entry *entry = lint_trial_field(trial, "Cache-Control");

    return !(entry && entry->there == LINT_YES && entry->text.value &&
             lint_list_has(entry->text.value, "no-store"));
}

static bool differ(const lint_trial *left, const lint_trial *right)
{
    const lint_entry *one = left->allow_origin;
    const lint_entry *other = right->allow_origin;

    return !one != !other ||
           (one && (one->there != other->there ||
                    strcmp(lint_text_bytes(one->text),
                           lint_text_bytes(other->text)) != 0));
}

static const lint_header_action *find_line(apr_pool_t *pool,
                                           const lint_site *site)
{
    const apr_array_header_t *actions = lint_site_actions(pool, site, "Vary");

    for (int i = 0; i < actions->nelts; i++) {
        const lint_header_action *action =
            APR_ARRAY_IDX(actions, i, const lint_header_action *);

        if (lint_header_writes(action) &&
            (!action->value.value ||
             lint_list_has(action->value.value, "Origin") ||
             lint_list_has(action->value.value, "*"))) {
            return action;
        }
    }
    return NULL;
}

static void note_without(lint_caching *caching, const lint_trial *trial)
{
    if (!caching->without ||
        (!caching->without->allow_origin && trial->allow_origin)) {
        caching->without = trial;
    }
    if (trial->origin && trial->kind != LINT_ORIGIN_NULL &&
        !trial->allow_origin && !trial->preflight) {
        caching->without_other = trial;
    }
}

lint_caching lint_caching_look(apr_pool_t *pool, const lint_site *site)
{
    lint_caching caching = {.line = find_line(pool, site)};
    /* Preflights are compared with preflights: that the method counts, too, is
     * no matter of Vary. */
    const lint_trial *firsts[2] = {NULL, NULL};

    for (int i = 0; i < site->trials->nelts; i++) {
        const lint_trial *trial =
            APR_ARRAY_IDX(site->trials, i, const lint_trial *);
        const lint_trial **first = &firsts[trial->preflight];

        *first = *first ? *first : trial;
        caching.depends = caching.depends || differ(*first, trial);
        if (trial->allow_origin && trial->origin && !caching.given) {
            caching.given = trial;
        }
        if (trial->varies == LINT_NO && is_stored(trial)) {
            note_without(&caching, trial);
        } else if (trial->varies == LINT_YES && !trial->preflight) {
            caching.with = trial;
        }
    }
    return caching;
}

const lint_trial *lint_caching_error(apr_pool_t *pool,
                                     const lint_survey *survey,
                                     const lint_site *site,
                                     const lint_caching *caching)
{
    lint_question question = site->question;
    const lint_trial *trial;

    question.status = 404;
    trial = lint_trial_run(pool, lint_survey_server(survey, site->host),
                           &question, caching->given->origin, false);
    return trial->allow_origin && trial->varies == LINT_NO && is_stored(trial)
               ? trial
               : NULL;
}
