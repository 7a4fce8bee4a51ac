/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/migrate/cookie.h"

#include <string.h>
#include <strings.h>
#include <apr_lib.h>
#include <apr_strings.h>

/* A line as a rule: the cookies that it is for, and what they get. */
typedef struct edit {
    const char *glob;
    apr_array_header_t *attributes; /* of const char *: "SameSite=None" */
} edit;

/* The cookies that the pattern takes whole: all, or those of a name. */
static const char *glob_of(apr_pool_t *pool, const char *pattern)
{
    static const char *const whole[] = {"^(.*)$", "(.*)",  "^(.+)$",
                                        "(.+)",   "^(.*)", "(.*)$",
                                        "^.*$",   ".*",    NULL};
    size_t length;

    for (const char *const *text = whole; *text; text++) {
        if (strcmp(pattern, *text) == 0) {
            return "*";
        }
    }
    if (strncmp(pattern, "^(", 2) != 0 && strncmp(pattern, "^", 1) != 0) {
        return NULL;
    }
    pattern += pattern[1] == '(' ? 2 : 1;
    length = strspn(pattern, "abcdefghijklmnopqrstuvwxyz"
                             "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");
    if (!length || (strcmp(pattern + length, "=.*)$") != 0 &&
                    strcmp(pattern + length, "=.*)") != 0 &&
                    strcmp(pattern + length, "=.*$") != 0 &&
                    strcmp(pattern + length, "=.+)$") != 0)) {
        return NULL;
    }
    return apr_pstrmemdup(pool, pattern, length);
}

/* As CorsCredsCookie writes it; NULL for what it does not know. */
static const char *attribute_of(apr_pool_t *pool, const char *text)
{
    static const char *const names[] = {"Secure", "HttpOnly", "Partitioned",
                                        NULL};
    static const char *const sites[] = {"None", "Lax", "Strict", NULL};

    for (const char *const *name = names; *name; name++) {
        if (strcasecmp(text, *name) == 0) {
            return *name;
        }
    }
    if (strncasecmp(text, "SameSite=", 9) != 0) {
        return NULL;
    }
    for (const char *const *site = sites; *site; site++) {
        if (strcasecmp(text + 9, *site) == 0) {
            return apr_pstrcat(pool, "SameSite=", *site, NULL);
        }
    }
    return NULL;
}

bool lint_cookie_is_edit(const lint_header_action *action)
{
    return action->verb == LINT_HEADER_EDIT ||
           action->verb == LINT_HEADER_EDIT_ALL;
}

static const char *read_edit(apr_pool_t *pool, const lint_header_action *action,
                             edit *made)
{
    const char *value = lint_text_bytes(action->value);
    char *copy = apr_pstrdup(pool, value + (*value == '$' ? 2 : 0));
    char *last;

    made->attributes = apr_array_make(pool, 3, sizeof(const char *));
    if (!lint_text_is_unset(action->env) || action->condition_expr) {
        return "it holds for some requests only; a cookie's attributes must "
               "not depend on the request";
    }
    made->glob = glob_of(pool, lint_text_bytes(action->pattern));
    if (!made->glob ||
        (strncmp(value, "$0", 2) != 0 && strncmp(value, "$1", 2) != 0)) {
        return "what it does to cookies has no CorsCredsCookie; look whether "
               "one does what is meant";
    }
    for (char *word = apr_strtok(copy, ";", &last); word;
         word = apr_strtok(NULL, ";", &last)) {
        const char *attribute;

        apr_collapse_spaces(word, word);
        attribute = attribute_of(pool, word);
        if (!attribute) {
            return "what it does to cookies has no CorsCredsCookie; look "
                   "whether one does what is meant";
        }
        APR_ARRAY_PUSH(made->attributes, const char *) = attribute;
    }
    return made->attributes->nelts ? NULL : "it changes nothing";
}

const char *lint_cookie_refusal(apr_pool_t *pool,
                                const lint_header_action *action)
{
    edit made;

    return read_edit(pool, action, &made);
}

/* A later SameSite takes the place of an earlier one. */
static void add(apr_array_header_t *attributes, const char *attribute)
{
    size_t length = strcspn(attribute, "=");

    for (int i = 0; i < attributes->nelts; i++) {
        const char **known = &APR_ARRAY_IDX(attributes, i, const char *);

        if (strncmp(*known, attribute, length) == 0) {
            *known = attribute;
            return;
        }
    }
    APR_ARRAY_PUSH(attributes, const char *) = attribute;
}

static void add_rule(apr_pool_t *pool, apr_array_header_t *rules,
                     const char *glob)
{
    edit *rule;

    for (int i = 0; i < rules->nelts; i++) {
        if (strcmp(APR_ARRAY_IDX(rules, i, edit).glob, glob) == 0) {
            return;
        }
    }
    rule = apr_array_push(rules);
    *rule = (edit){glob, apr_array_make(pool, 3, sizeof(const char *))};
    for (int i = 0; i < rules->nelts - 1; i++) {
        const edit *all = &APR_ARRAY_IDX(rules, i, edit);

        if (strcmp(all->glob, "*") == 0) {
            rule = &APR_ARRAY_IDX(rules, rules->nelts - 1, edit);
            apr_array_cat(rule->attributes, all->attributes);
        }
    }
}

/* Browsers drop None and Partitioned without Secure. */
static const char *text_of(apr_pool_t *pool, const edit *rule)
{
    const char *text = apr_pstrcat(pool, "CorsCredsCookie ", rule->glob, NULL);
    bool needs = false;

    for (int i = 0; i < rule->attributes->nelts; i++) {
        const char *attribute =
            APR_ARRAY_IDX(rule->attributes, i, const char *);

        needs = needs || strcmp(attribute, "SameSite=None") == 0 ||
                strcmp(attribute, "Partitioned") == 0;
    }
    if (needs) {
        add(rule->attributes, "Secure");
    }
    for (int i = 0; i < rule->attributes->nelts; i++) {
        text =
            apr_pstrcat(pool, text, " ",
                        APR_ARRAY_IDX(rule->attributes, i, const char *), NULL);
    }
    return text;
}

/* The first rule that matches a name is the only one: what all cookies get,
 * those of a name get as well. */
void lint_cookie_compose(apr_pool_t *pool, const lint_recipe *recipe,
                         apr_array_header_t *directives)
{
    apr_array_header_t *rules = apr_array_make(pool, 2, sizeof(edit));

    for (int i = 0; i < recipe->lines->nelts; i++) {
        const lint_recipe_line *line =
            &APR_ARRAY_IDX(recipe->lines, i, lint_recipe_line);
        edit made;

        if (line->role != LINT_ROLE_COOKIE ||
            read_edit(pool, line->action, &made)) {
            continue;
        }
        add_rule(pool, rules, made.glob);
        for (int j = 0; j < rules->nelts; j++) {
            const edit *rule = &APR_ARRAY_IDX(rules, j, edit);

            for (int k = 0; k < made.attributes->nelts &&
                            (strcmp(made.glob, "*") == 0 ||
                             strcmp(made.glob, rule->glob) == 0);
                 k++) {
                add(rule->attributes,
                    APR_ARRAY_IDX(made.attributes, k, const char *));
            }
        }
    }
    for (int all = 0; all < 2; all++) {
        for (int i = 0; i < rules->nelts; i++) {
            const edit *rule = &APR_ARRAY_IDX(rules, i, edit);

            if ((strcmp(rule->glob, "*") == 0) == (all == 1)) {
                APR_ARRAY_PUSH(directives, const char *) = text_of(pool, rule);
            }
        }
    }
}
