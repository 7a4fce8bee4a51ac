/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/rules/rule.h"

#include <string.h>
#include <strings.h>
#include <apr_strings.h>
#include "lint/witness/envname.h"

typedef struct search {
    lint_review *review;
    apr_hash_t *names; /* that are set in sight */
} search;

static bool is_unset(const search *s, const char *name)
{
    return !lint_envname_is_set(s->names, name);
}

/* Includes that are not seen may set it. */
static void doubt(const search *s, lint_finding *finding)
{
    if (s->review->survey->conf->unseen) {
        lint_review_doubt(finding);
    }
}

/* A line that has no condition gets the one that it lacks. */
static void fix(const search *s, lint_finding *finding,
                const lint_header_action *action, const char *name)
{
    const lint_node *node =
        lint_survey_node_at(s->review->survey, action->place);

    if (node && !node->map && !node->unknown && !action->env.value &&
        !action->condition.value) {
        lint_review_edit(s->review, finding, node, (int)strlen(node->args), 0,
                         apr_pstrcat(s->review->pool, " env=", name, NULL));
    }
}

static void report_text(const search *s, const lint_header_action *action,
                        const char *name, const lint_trial *trial)
{
    lint_finding *finding;

    if (strcasecmp(name, "HTTP_ORIGIN") == 0) {
        finding = lint_review_add(
            s->review, action->place,
            "\"%%{%s}e\" is set for scripts and PHP alone, and \"(null)\" "
            "for files and proxied URLs: take \"expr=%%{req:Origin}\"",
            name);
    } else if (lint_envname_is_provided(name)) {
        return;
    } else if (is_unset(s, name)) {
        finding = lint_review_add(
            s->review, action->place,
            "\"%s\" is set nowhere, so that Access-Control-Allow-Origin is "
            "\"(null)\": set it with SetEnvIf Origin",
            name);
        doubt(s, finding);
    } else {
        finding = lint_review_add(
            s->review, action->place,
            "Access-Control-Allow-Origin is \"(null)\" when \"%s\" is not "
            "set: add env=%s",
            name, name);
        fix(s, finding, action, name);
    }
    if (!finding->witness) {
        finding->witness = trial;
    }
}

static void look_at_guard(const search *s, const lint_header_action *action)
{
    const char *guard = action->env.value;
    const char *nearest;

    if (!guard || *guard == '!' || lint_envname_is_set(s->names, guard) ||
        lint_envname_is_provided(guard)) {
        return;
    }
    nearest = lint_envname_nearest(s->review->pool, s->names, guard);
    if (nearest) {
        lint_review_add(s->review, action->place,
                        "\"env=%s\" is never true, as nothing sets that: write "
                        "the name that is set, as \"%s\"",
                        guard, nearest);
    } else if (lint_envname_sees_all(s->review->survey)) {
        lint_review_add(s->review, action->place,
                        "\"env=%s\" is never true, as nothing sets that: set "
                        "it, or take the line out",
                        guard)
            ->confidence = LINT_CONFIDENCE_MEDIUM;
    }
}

static void look(const search *s, const lint_site *site)
{
    const apr_array_header_t *actions =
        lint_site_actions(s->review->pool, site, "Access-Control-Allow-Origin");

    for (int i = 0; i < actions->nelts; i++) {
        look_at_guard(s, APR_ARRAY_IDX(actions, i, const lint_header_action *));
    }
    for (int i = 0; i < site->trials->nelts; i++) {
        const lint_trial *trial =
            APR_ARRAY_IDX(site->trials, i, const lint_trial *);
        const lint_entry *entry = trial->allow_origin;
        const lint_scope *scope;
        const lint_header_action *action =
            entry && entry->there == LINT_YES && entry->text.value &&
                    strstr(entry->text.value, "(null)")
                ? lint_site_action_at(site, entry->place, &scope)
                : NULL;
        const char *name =
            action ? lint_envname_missing(s->names, action) : NULL;

        if (name) {
            report_text(s, action, name, trial);
        }
    }
}

static void check(lint_review *review)
{
    search s = {review, NULL};

    for (int i = 0; i < review->survey->sites->nelts; i++) {
        const lint_site *site =
            APR_ARRAY_IDX(review->survey->sites, i, const lint_site *);

        if (site->cors && !s.names) {
            s.names = lint_envnames_read(review->pool, review->survey);
        }
        if (site->cors) {
            look(&s, site);
        }
    }
}

const lint_rule lint_rule_env_may_be_unset = {
    .id = "env-may-be-unset",
    .shorthand = "C16",
    .severity = LINT_WARNING,
    .confidence = LINT_CONFIDENCE_HIGH,
    .persona = LINT_PERSONA_REGULAR,
    .title =
        "Access-Control-Allow-Origin is made of a variable that may be unset",
    .why = "mod_headers writes the text \"(null)\" for a variable that is not "
           "set, and a header whose env= names a variable that nothing sets "
           "goes to nobody. Either way browsers block the response, and "
           "nothing in the logs says why.",
    .remedy = "Put env=NAME, with the same variable as in %{NAME}e, at the "
              "end of the Header line, and set that variable.",
    .bad = "SetEnvIf Origin \"^https://app\\.example\\.com$\" CORS=$0\n"
           "Header always set Access-Control-Allow-Origin \"%{CORS}e\"\n"
           "Header always set Access-Control-Allow-Credentials true env=CORS\n"
           "Header always merge Vary Origin\n",
    .good =
        "SetEnvIf Origin \"^https://app\\.example\\.com$\" CORS=$0\n"
        "Header always set Access-Control-Allow-Origin \"%{CORS}e\" env=CORS\n"
        "Header always set Access-Control-Allow-Credentials true env=CORS\n"
        "Header always merge Vary Origin\n",
    .fixes = true,
    .check = check};
