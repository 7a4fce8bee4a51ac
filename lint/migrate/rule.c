/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/migrate/rule.h"

#include <string.h>
#include <strings.h>
#include <apr_strings.h>

static bool is(const lint_node *node, const char *key)
{
    return node->key && strcmp(node->key, key) == 0;
}

static apr_array_header_t *flags_of(apr_pool_t *pool, const char *word)
{
    apr_array_header_t *flags = apr_array_make(pool, 2, sizeof(const char *));
    char *copy = apr_pstrdup(pool, word + (*word == '['));
    char *last;

    copy[strcspn(copy, "]")] = '\0';
    for (char *flag = apr_strtok(copy, ",", &last); flag;
         flag = apr_strtok(NULL, ",", &last)) {
        APR_ARRAY_PUSH(flags, const char *) = flag + strspn(flag, " ");
    }
    return flags;
}

/* Those since the rule before. */
static apr_array_header_t *conditions_of(apr_pool_t *pool,
                                         const lint_node *rule)
{
    apr_array_header_t *conditions =
        apr_array_make(pool, 2, sizeof(const lint_node *));

    for (const lint_node *node = rule->parent->children; node && node != rule;
         node = node->next) {
        if (is(node, "rewriterule")) {
            apr_array_clear(conditions);
        } else if (is(node, "rewritecond")) {
            APR_ARRAY_PUSH(conditions, const lint_node *) = node;
        }
    }
    return conditions;
}

bool lint_rule_text_read(apr_pool_t *pool, const lint_node *node,
                         lint_rule_text *rule)
{
    lint_words words;

    if (!is(node, "rewriterule")) {
        return false;
    }
    words = lint_node_words(pool, node);
    if (words.count < 2 || words.count > 3) {
        return false;
    }
    rule->node = node;
    rule->pattern = words.list[0].text;
    rule->output = words.list[1].text;
    rule->flags = flags_of(pool, words.count == 3 ? words.list[2].text : "");
    rule->conditions = conditions_of(pool, node);
    return true;
}

/* What stands behind the = of a flag, "" when it has none; NULL when the flag
 * is neither of the two names. */
static const char *value_of(const char *flag, const char *brief,
                            const char *name)
{
    size_t length = strcspn(flag, "=");

    if ((length == strlen(brief) && strncasecmp(flag, brief, length) == 0) ||
        (length == strlen(name) && strncasecmp(flag, name, length) == 0)) {
        return flag + length + (flag[length] == '=');
    }
    return NULL;
}

static bool is_one_of(const char *text, const char *const *texts)
{
    while (*texts && strcasecmp(text, *texts) != 0) {
        texts++;
    }
    return *texts != NULL;
}

static bool tests_origin(apr_pool_t *pool, const lint_node *condition)
{
    static const char *const inputs[] = {"%{HTTP:Origin}", "%{HTTP_ORIGIN}",
                                         "%{ENV:HTTP_ORIGIN}", NULL};
    lint_words words = lint_node_words(pool, condition);

    return words.count > 1 && is_one_of(words.list[0].text, inputs);
}

static bool is_or(apr_pool_t *pool, const lint_node *condition)
{
    lint_words words = lint_node_words(pool, condition);
    apr_array_header_t *flags =
        flags_of(pool, words.count > 2 ? words.list[2].text : "");
    bool found = false;

    for (int i = 0; i < flags->nelts; i++) {
        found = found ||
                value_of(APR_ARRAY_IDX(flags, i, const char *), "OR", "ornext");
    }
    return found;
}

/* Rules that skip others or go together with them. */
static bool is_tied(apr_pool_t *pool, const lint_node *parent)
{
    for (const lint_node *node = parent->children; node; node = node->next) {
        lint_rule_text rule;

        if (!lint_rule_text_read(pool, node, &rule)) {
            continue;
        }
        for (int i = 0; i < rule.flags->nelts; i++) {
            const char *flag = APR_ARRAY_IDX(rule.flags, i, const char *);

            if (value_of(flag, "S", "skip") || value_of(flag, "C", "chain")) {
                return true;
            }
        }
    }
    return false;
}

const char *lint_rule_text_excess(apr_pool_t *pool, const lint_rule_text *rule)
{
    static const char *const all[] = {"^",        ".*",  "^.*$",  "^(.*)$",
                                      "(.*)",     "^.*", "^(.*)", ".?",
                                      "^/?(.*)$", NULL};
    const apr_array_header_t *conditions = rule->conditions;

    for (int i = 0; i < rule->flags->nelts; i++) {
        const char *flag = APR_ARRAY_IDX(rule->flags, i, const char *);

        if (!value_of(flag, "E", "env") && !value_of(flag, "NC", "nocase") &&
            !value_of(flag, "NE", "noescape")) {
            return "the rule does more than to set a variable";
        }
    }
    if (strcmp(rule->output, "-") != 0) {
        return "the rule does more than to set a variable";
    }
    if (!is_one_of(rule->pattern, all)) {
        return "the rule is for some paths only; put the lines into a "
               "<Location>";
    }
    for (int i = 0; i < conditions->nelts; i++) {
        const lint_node *condition =
            APR_ARRAY_IDX(conditions, i, const lint_node *);

        if (!tests_origin(pool, condition)) {
            return "the rule depends on more than the Origin";
        }
        if (i + 1 < conditions->nelts && !is_or(pool, condition)) {
            return "several conditions on the Origin have to hold together; "
                   "write one";
        }
    }
    return is_tied(pool, rule->node->parent)
               ? "rules around it are skipped or chained"
               : NULL;
}

bool lint_rule_text_is_preflight(apr_pool_t *pool, const lint_rule_text *rule)
{
    bool answers = false;
    bool asks = false;

    for (int i = 0; i < rule->flags->nelts; i++) {
        const char *status = value_of(
            APR_ARRAY_IDX(rule->flags, i, const char *), "R", "redirect");

        answers = answers || (status && *status == '2');
    }
    for (int i = 0; answers && i < rule->conditions->nelts; i++) {
        const lint_node *condition =
            APR_ARRAY_IDX(rule->conditions, i, const lint_node *);
        lint_words words = lint_node_words(pool, condition);

        if (words.count < 2) {
            return false;
        }
        if (strcasecmp(words.list[0].text, "%{REQUEST_METHOD}") == 0 &&
            words.list[1].text[0] != '!' &&
            strcasestr(words.list[1].text, "OPTIONS")) {
            asks = true;
        } else if (!tests_origin(pool, condition) &&
                   strncasecmp(words.list[0].text,
                               "%{HTTP:Access-Control-Request-", 30) != 0) {
            return false;
        }
    }
    return asks && !is_tied(pool, rule->node->parent);
}
