/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/report/sarif.h"

#include <string.h>
#include <apr_lib.h>
#include <apr_strings.h>
#include "lint/report/rule_page.h"
#include "lint/rules/rule.h"

const char *lint_sarif_level(lint_severity severity)
{
    return severity == LINT_NOTE ? "note" : lint_severity_name(severity);
}

json_t *lint_sarif_message(apr_pool_t *pool, const char *text)
{
    return json_pack("{s:o}", "text", lint_json_text(pool, text));
}

/* "AnyOriginReflected" (section 3.49.7); NULL for an id of one word, which
 * would be the same again. */
static const char *name_of(apr_pool_t *pool, const char *id)
{
    char *name = apr_pstrdup(pool, id);
    char *out = name;
    bool begins = true;

    if (!strchr(id, '-')) {
        return NULL;
    }
    for (; *id; id++) {
        if (*id != '-') {
            *out = *id;
            if (begins) {
                *out = (char)apr_toupper(*id);
            }
            out++;
        }
        begins = *id == '-';
    }
    *out = '\0';
    return name;
}

static json_t *properties_json(const lint_rule *rule)
{
    return json_pack("{s:s, s:s, s:[s, s]}", "precision",
                     lint_confidence_name(rule->confidence), "problem.severity",
                     rule->severity == LINT_NOTE
                         ? "recommendation"
                         : lint_severity_name(rule->severity),
                     "tags", "security", "httpd");
}

static json_t *rule_json(apr_pool_t *pool, const lint_rule *rule)
{
    json_t *object = json_object();

    lint_json_set_text(pool, object, "id", rule->id);
    lint_json_set_text(pool, object, "name", name_of(pool, rule->id));
    lint_json_set(
        object, "shortDescription",
        lint_sarif_message(pool, apr_pstrcat(pool, rule->title, ".", NULL)));
    lint_json_set(object, "fullDescription",
                  lint_sarif_message(pool, rule->why));
    lint_json_set(
        object, "help",
        json_pack("{s:o, s:o}", "text",
                  lint_json_text(pool, apr_pstrcat(pool, rule->why, "\n\n",
                                                   rule->remedy, NULL)),
                  "markdown",
                  lint_json_text(pool, lint_rule_page(pool, rule))));
    lint_json_set(object, "defaultConfiguration",
                  json_pack("{s:s, s:b}", "level",
                            lint_sarif_level(rule->severity), "enabled",
                            rule->persona == LINT_PERSONA_REGULAR));
    lint_json_set(object, "properties", properties_json(rule));
    return object;
}

/* What the parser refuses has no page: its message says all. */
static json_t *problem_json(apr_pool_t *pool, const char *id)
{
    json_t *object = json_object();

    lint_json_set_text(pool, object, "id", id);
    lint_json_set_text(pool, object, "name", name_of(pool, id));
    return object;
}

static bool is_known(const lint_sarif *sarif, const char *id)
{
    return apr_hash_get(sarif->indexes, id, APR_HASH_KEY_STRING) != NULL;
}

static void add(lint_sarif *sarif, const char *id, json_t *descriptor)
{
    int *index = apr_palloc(sarif->pool, sizeof(*index));

    *index = (int)json_array_size(sarif->rules);
    apr_hash_set(sarif->indexes, id, APR_HASH_KEY_STRING, index);
    json_array_append_new(sarif->rules, descriptor);
}

lint_sarif lint_sarif_begin(apr_pool_t *pool, const lint_result *result)
{
    lint_sarif sarif = {pool, result, json_array(), apr_hash_make(pool)};

    for (const lint_rule *const *rule = lint_rules; *rule; rule++) {
        add(&sarif, (*rule)->id, rule_json(pool, *rule));
    }
    for (int i = 0; i < result->findings->nelts; i++) {
        const lint_finding *finding =
            APR_ARRAY_IDX(result->findings, i, const lint_finding *);

        if (!is_known(&sarif, finding->id)) {
            add(&sarif, finding->id,
                finding->rule ? rule_json(pool, finding->rule)
                              : problem_json(pool, finding->id));
        }
    }
    return sarif;
}

int lint_sarif_rule(const lint_sarif *sarif, const lint_finding *finding)
{
    const int *index =
        apr_hash_get(sarif->indexes, finding->id, APR_HASH_KEY_STRING);

    return *index;
}
