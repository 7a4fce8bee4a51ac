/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/witness/caching.h"

#include <string.h>
#include "lint/witness/header_value.h"
#include "lint/witness/variable.h"

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

/* httpd's own error answer in the place of the response that has the header;
 * NULL when it has no header, or Vary. */
static const lint_trial *error_answer(const lint_survey *survey,
                                      const lint_site *site,
                                      const lint_caching *caching)
{
    lint_question question = site->question;
    const lint_trial *trial;

    question.status = 404;
    trial = lint_trial_run(survey->pool, lint_survey_server(survey, site->host),
                           &question, caching->given->origin, false);
    return trial->allow_origin && trial->varies == LINT_NO && is_stored(trial)
               ? trial
               : NULL;
}

/* What no response shows: a template or another file decides, or no request
 * is known that gets there. */
static lint_vary_judgement judge_text(const lint_survey *survey,
                                      const lint_site *site,
                                      const lint_caching *caching)
{
    const apr_array_header_t *actions =
        lint_site_actions(survey->pool, site, "Access-Control-Allow-Origin");
    bool bare = caching->without || !site->trials->nelts;

    for (int i = 0; !caching->line && i < actions->nelts; i++) {
        const lint_header_action *action =
            APR_ARRAY_IDX(actions, i, const lint_header_action *);
        lint_dependence depends = lint_header_writes(action)
                                      ? lint_header_depends(survey, action)
                                      : LINT_DEPENDS_NOT;

        if (depends != LINT_DEPENDS_NOT &&
            (bare || action->list == LINT_HEADER_ALWAYS)) {
            return (lint_vary_judgement){depends == LINT_DEPENDS_UNSEEN
                                             ? LINT_VARY_UNSEEN
                                         : bare ? LINT_VARY_MISSING
                                                : LINT_VARY_NO_ERRORS,
                                         action, NULL};
        }
    }
    return (lint_vary_judgement){LINT_VARY_FINE, NULL, NULL};
}

lint_vary_judgement lint_caching_judge(const lint_survey *survey,
                                       const lint_site *site,
                                       const lint_caching *caching)
{
    lint_vary_judgement judgement = {
        LINT_VARY_FINE,
        lint_header_action_of(
            survey, caching->given ? caching->given->allow_origin : NULL),
        caching->without};

    if (!caching->depends || !caching->given || !judgement.action) {
        return judge_text(survey, site, caching);
    }
    if (caching->without && caching->without->allow_origin) {
        judgement.fault =
            caching->line ? LINT_VARY_CLOBBERED : LINT_VARY_MISSING;
    } else if (caching->without && !caching->line) {
        judgement.fault = LINT_VARY_ON_MATCH;
    } else if (!caching->line) {
        judgement.witness = error_answer(survey, site, caching);
        judgement.fault =
            judgement.witness ? LINT_VARY_NO_ERRORS : LINT_VARY_FINE;
    }
    return judgement;
}
