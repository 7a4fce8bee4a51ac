/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/rules/rule.h"

#include <string.h>
#include <strings.h>
#include <apr_strings.h>

static bool is_origin(const char *name)
{
    return strcasestr(name, "origin") != NULL;
}

static bool is_wrong(const char *name)
{
    static const char *const fields[] = {"Host", "Referer", "User-Agent",
                                         "X-Forwarded-Host"};

    for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
        if (strcasecmp(name, fields[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* The wrong field that a rule's condition reads, when none reads Origin. */
static const char *field_of_rule(const lint_rewrite_rule *rule)
{
    static const struct {
        const char *variable;
        const char *field;
    } variables[] = {{"%{HTTP_HOST}", "Host"},
                     {"%{HTTP:Host}", "Host"},
                     {"%{HTTP_REFERER}", "Referer"},
                     {"%{HTTP:Referer}", "Referer"},
                     {"%{HTTP_USER_AGENT}", "User-Agent"}};
    const char *field = NULL;

    for (int i = 0; rule->conditions && i < rule->conditions->nelts; i++) {
        const lint_rewrite_cond *condition =
            APR_ARRAY_IDX(rule->conditions, i, const lint_rewrite_cond *);
        const char *input = lint_text_bytes(condition->input);

        if (is_origin(input) ||
            is_origin(lint_text_bytes(condition->pattern))) {
            return NULL;
        }
        for (size_t j = 0; j < sizeof(variables) / sizeof(variables[0]); j++) {
            if (strcasestr(input, variables[j].variable)) {
                field = variables[j].field;
            }
        }
    }
    return field;
}

typedef struct choice {
    const char *field; /* the wrong one; NULL for none */
    const lint_place *place;
    bool origin; /* the Origin has a say, too */
} choice;

static void look_at_setenvif(const lint_header_action *action,
                             const apr_array_header_t *list, choice *made)
{
    for (int i = 0; i < list->nelts; i++) {
        const lint_setenvif *entry =
            APR_ARRAY_IDX(list, i, const lint_setenvif *);

        for (int j = 0; j < entry->variables->nelts; j++) {
            const char *name =
                APR_ARRAY_IDX(entry->variables, j, lint_setenvif_variable)
                    .name.value;

            if (!name || !lint_header_uses(action, name)) {
                continue;
            }
            if (entry->kind == LINT_SETENVIF_HEADER && entry->name &&
                is_wrong(entry->name)) {
                made->field = entry->name;
                made->place = entry->place;
            } else {
                made->origin = true;
            }
        }
    }
}

static void look_at_rules(lint_review *review, const lint_header_action *action,
                          const lint_rewrite *rewrite, choice *made)
{
    for (int i = 0; rewrite && i < rewrite->rules->nelts; i++) {
        const lint_rewrite_rule *rule =
            APR_ARRAY_IDX(rewrite->rules, i, const lint_rewrite_rule *);

        for (int j = 0; rule->env && j < rule->env->nelts; j++) {
            const char *flag = APR_ARRAY_IDX(rule->env, j, const char *);
            const char *name =
                apr_pstrmemdup(review->pool, flag, strcspn(flag, ":"));

            if (!lint_header_uses(action, name)) {
                continue;
            }
            if (field_of_rule(rule) && !is_origin(flag)) {
                made->field = field_of_rule(rule);
                made->place = rule->place;
            } else {
                made->origin = true;
            }
        }
    }
}

static void look(lint_review *review, const lint_site *site,
                 const lint_header_action *action)
{
    choice made = {NULL, NULL, false};

    /* `*` is not meant for anybody in particular. */
    if (strcmp(lint_text_bytes(action->value), "*") == 0) {
        return;
    }
    look_at_setenvif(action, site->host->setenvif, &made);
    look_at_rules(review, action, site->host->rewrite, &made);
    for (int i = 0; i < site->scopes->nelts; i++) {
        const lint_scope *scope =
            APR_ARRAY_IDX(site->scopes, i, const lint_scope *);

        look_at_setenvif(action, scope->setenvif, &made);
        if (scope->rewrite && scope->rewrite->directory) {
            look_at_rules(review, action, scope->rewrite, &made);
        }
    }
    if (made.field && !made.origin) {
        lint_finding *finding = lint_review_add(
            review, made.place,
            "\"%s\" does not tell which site asks: compare the Origin header",
            made.field);

        lint_review_relate(review, finding, action->place,
                           "sends Access-Control-Allow-Origin by it");
    }
}

static void check(lint_review *review)
{
    const apr_array_header_t *sites = review->survey->sites;

    for (int i = 0; i < sites->nelts; i++) {
        const lint_site *site = APR_ARRAY_IDX(sites, i, const lint_site *);
        const apr_array_header_t *actions = lint_site_actions(
            review->pool, site, "Access-Control-Allow-Origin");

        for (int j = 0; site->cors && j < actions->nelts; j++) {
            look(review, site,
                 APR_ARRAY_IDX(actions, j, const lint_header_action *));
        }
    }
}

const lint_rule lint_rule_wrong_request_field = {
    .id = "wrong-request-field",
    .shorthand = "C30",
    .severity = LINT_WARNING,
    .confidence = LINT_CONFIDENCE_MEDIUM,
    .persona = LINT_PERSONA_REGULAR,
    .title =
        "Access-Control-Allow-Origin is chosen by another field than Origin",
    .why = "Which site asks is told by Origin alone. Host names the server "
           "that is asked, a script can leave Referer out, and everybody "
           "chooses a User-Agent: the header is sent to others than those "
           "who are meant, or to nobody.",
    .remedy = "Compare the Origin header: SetEnvIf Origin "
              "\"^https://app\\.example\\.com$\" CORS=$0.",
    .bad =
        "SetEnvIf Referer \"^(https://app\\.example\\.com)/\" CORS=$1\n"
        "Header always set Access-Control-Allow-Origin \"%{CORS}e\" env=CORS\n"
        "Header always set Access-Control-Allow-Credentials true env=CORS\n"
        "Header always merge Vary Origin\n",
    .good =
        "SetEnvIf Origin \"^https://app\\.example\\.com$\" CORS=$0\n"
        "Header always set Access-Control-Allow-Origin \"%{CORS}e\" env=CORS\n"
        "Header always set Access-Control-Allow-Credentials true env=CORS\n"
        "Header always merge Vary Origin\n",
    .check = check};
