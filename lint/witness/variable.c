/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/witness/variable.h"

#include <string.h>
#include <strings.h>

/* What each directive reads the Origin by. */
typedef struct setter {
    const char *directive;
    const char *origin;
} setter;

static const setter setters[] = {
    {"SetEnvIf", "Origin"},     {"SetEnvIfNoCase", "Origin"},
    {"SetEnvIfExpr", "Origin"}, {"RewriteRule", "HTTP:Origin"},
    {"SetEnv", NULL},           {"PassEnv", NULL},
    {"BrowserMatch", NULL},     {"BrowserMatchNoCase", NULL}};

/* A rule's conditions stand right before it. */
static bool has_condition(const lint_node *rule, const char *text)
{
    bool found = false;

    for (const lint_node *node = rule->parent->children; node && node != rule;
         node = node->next) {
        if (strcasecmp(node->name, "RewriteRule") == 0) {
            found = false;
        } else if (strcasecmp(node->name, "RewriteCond") == 0) {
            found = found || strcasestr(node->args, text);
        }
    }
    return found;
}

static bool reads_origin(const lint_survey *survey, const lint_node *node,
                         const char *origin)
{
    lint_words words;

    if (strcmp(origin, "Origin") == 0) {
        words = lint_node_words(survey->pool, node);
        return words.count && strcasestr(words.list[0].text, origin);
    }
    return strcasestr(node->args, origin) || has_condition(node, origin);
}

/* Whether a directive that has the name among its arguments is there; with
 * `origin`, one that reads the Origin. */
static bool is_set(const lint_survey *survey, const char *name, bool origin)
{
    for (size_t i = 0; i < sizeof(setters) / sizeof(setters[0]); i++) {
        const apr_array_header_t *nodes =
            lint_survey_nodes(survey, setters[i].directive);

        for (int j = 0; j < nodes->nelts; j++) {
            const lint_node *node = APR_ARRAY_IDX(nodes, j, const lint_node *);

            if (strcasestr(node->args, name) &&
                (!origin || (setters[i].origin &&
                             reads_origin(survey, node, setters[i].origin)))) {
                return true;
            }
        }
    }
    return false;
}

bool lint_variable_is_set(const lint_survey *survey, const char *name)
{
    return is_set(survey, name, false);
}

const char *lint_header_variable(const lint_header_action *action)
{
    const char *name = NULL;

    for (int i = 0; action->parts && i < action->parts->nelts; i++) {
        const lint_header_part *part =
            &APR_ARRAY_IDX(action->parts, i, lint_header_part);

        name = part->tag == 'e' ? part->text : name;
    }
    return name;
}

const char *lint_header_asks(const lint_header_action *action)
{
    if (action->list == LINT_HEADER_REQUEST || !action->name.value) {
        return NULL;
    }
    if (!action->env.value) {
        return lint_header_variable(action);
    }
    return action->env.value[0] == '!' ? NULL : action->env.value;
}

/* httpd's own variables, but for HTTP_ORIGIN: no directive sets them. */
static bool is_own(const char *name)
{
    static const char *const heads[] = {"SERVER_", "REQUEST_", "REMOTE_",
                                        "SSL_",    "CONTEXT_", "SCRIPT_",
                                        "HTTPS",   "UNIQUE_ID"};

    if (strncasecmp(name, "HTTP_", 5) == 0) {
        return strcasecmp(name, "HTTP_ORIGIN") != 0;
    }
    for (size_t i = 0; i < sizeof(heads) / sizeof(heads[0]); i++) {
        if (strncasecmp(name, heads[i], strlen(heads[i])) == 0) {
            return true;
        }
    }
    return false;
}

lint_dependence lint_header_depends(const lint_survey *survey,
                                    const lint_header_action *action)
{
    const char *variable = lint_header_variable(action);
    const char *guard = lint_text_bytes(action->env);

    guard += *guard == '!';
    if ((action->value_expr &&
         strcasestr(lint_text_bytes(action->value), "Origin")) ||
        strcasestr(lint_text_bytes(action->condition), "Origin") ||
        (variable && is_set(survey, variable, true)) ||
        (*guard && is_set(survey, guard, true))) {
        return LINT_DEPENDS_ORIGIN;
    }
    return variable && !is_own(variable) && !is_set(survey, variable, false)
               ? LINT_DEPENDS_UNSEEN
               : LINT_DEPENDS_NOT;
}
