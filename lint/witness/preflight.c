/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/witness/preflight.h"

#include <string.h>
#include <strings.h>

static bool is_success(int status)
{
    return status >= 200 && status < 300;
}

/* Whether a condition wants the method of preflights. */
static bool wants_options(const lint_rewrite_cond *condition)
{
    const char *why;

    if (strcasecmp(lint_text_bytes(condition->input), "%{REQUEST_METHOD}") !=
            0 ||
        condition->negated) {
        return false;
    }
    return condition->regex
               ? lint_regex_search(condition->regex, "OPTIONS", NULL, &why) ==
                     LINT_YES
               : strcasecmp(lint_text_bytes(condition->pattern), "OPTIONS") ==
                     0;
}

static bool is_for_options(const lint_rewrite_rule *rule)
{
    for (int i = 0; rule->conditions && i < rule->conditions->nelts; i++) {
        if (wants_options(APR_ARRAY_IDX(rule->conditions, i,
                                        const lint_rewrite_cond *))) {
            return true;
        }
    }
    return false;
}

/* A rule that answers with the status; with 0, any for OPTIONS that succeeds,
 * where nothing says that the engine is off. */
static const lint_rewrite_rule *find_rule(const lint_rewrite *rewrite,
                                          int status)
{
    for (int i = 0; rewrite && i < rewrite->rules->nelts; i++) {
        const lint_rewrite_rule *rule =
            APR_ARRAY_IDX(rewrite->rules, i, const lint_rewrite_rule *);

        if (status ? rule->status == status
                   : is_success(rule->status) && is_for_options(rule) &&
                         !rewrite->engine_set) {
            return rule;
        }
    }
    return NULL;
}

static const lint_mapping *find_redirect(const apr_array_header_t *mappings,
                                         int status)
{
    for (int i = 0; mappings && status && i < mappings->nelts; i++) {
        const lint_mapping *mapping = &APR_ARRAY_IDX(mappings, i, lint_mapping);

        if (mapping->redirect && mapping->status == status) {
            return mapping;
        }
    }
    return NULL;
}

static bool find_in(lint_preflight *found, const lint_rewrite *rewrite,
                    const apr_array_header_t *mappings, int status)
{
    const lint_rewrite_rule *rule = find_rule(rewrite, status);
    const lint_mapping *redirect = find_redirect(mappings, status);

    if (rule || redirect) {
        found->place = rule ? rule->place : redirect->place;
        found->status = rule ? rule->status : redirect->status;
    }
    return found->place != NULL;
}

static void find(lint_preflight *found, const lint_site *site, int status)
{
    for (int i = site->scopes->nelts; i-- > 0;) {
        const lint_scope *scope =
            APR_ARRAY_IDX(site->scopes, i, const lint_scope *);

        if (find_in(found, scope->rewrite, scope->mappings, status)) {
            return;
        }
    }
    find_in(found, site->host->rewrite, site->host->mappings, status);
}

static bool is_meant(const lint_trial *trial)
{
    return trial->kind == LINT_ORIGIN_MEANT || trial->kind == LINT_ORIGIN_DEV;
}

lint_preflight lint_preflight_look(const lint_site *site)
{
    lint_preflight found = {NULL, 0, NULL};

    for (int i = 0; i < site->trials->nelts; i++) {
        const lint_trial *trial =
            APR_ARRAY_IDX(site->trials, i, const lint_trial *);

        /* One of an origin that is let in tells the user more. */
        if (trial->preflight && !trial->answer->handled &&
            is_success(trial->answer->status) &&
            (!found.trial || (is_meant(trial) && !is_meant(found.trial)))) {
            found.trial = trial;
        }
    }
    find(&found, site, found.trial ? found.trial->answer->status : 0);
    return found;
}
