/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include <strings.h>
#include <apr_strings.h>
#include "lint/migrate/follow.h"
#include "lint/migrate/rule.h"

static void add(apr_array_header_t *names, const char *word, const char *end)
{
    APR_ARRAY_PUSH(names, const char *) =
        apr_pstrmemdup(names->pool, word, strcspn(word, end));
}

/* Which word is the first that names a variable; -1 for none. */
static int first_of(const lint_node *node)
{
    static const struct {
        const char *key;
        int first;
    } setters[] = {{"setenvif", 2},
                   {"setenvifnocase", 2},
                   {"setenvifexpr", 1},
                   {"browsermatch", 1},
                   {"browsermatchnocase", 1},
                   {"setenv", 0},
                   {"passenv", 0},
                   {"unsetenv", 0}};

    for (size_t i = 0; i < sizeof(setters) / sizeof(setters[0]); i++) {
        if (strcmp(node->key, setters[i].key) == 0) {
            return setters[i].first;
        }
    }
    return -1;
}

apr_array_header_t *lint_node_variables(apr_pool_t *pool, const lint_node *node)
{
    apr_array_header_t *names = apr_array_make(pool, 1, sizeof(const char *));
    lint_rule_text rule;
    int first = node->key ? first_of(node) : -1;
    lint_words words;

    if (lint_rule_text_read(pool, node, &rule)) {
        for (int i = 0; i < rule.flags->nelts; i++) {
            const char *flag = APR_ARRAY_IDX(rule.flags, i, const char *);

            if (strncasecmp(flag, "E=", 2) == 0 ||
                strncasecmp(flag, "env=", 4) == 0) {
                add(names, strchr(flag, '=') + 1, ":");
            }
        }
    } else if (first >= 0) {
        words = lint_node_words(pool, node);
        for (int i = first; i < words.count; i++) {
            add(names, words.list[i].text, "=");
            if (!first && strcmp(node->key, "setenv") == 0) {
                break; /* the other word is its value */
            }
        }
    }
    return names;
}

bool lint_node_sets(apr_pool_t *pool, const lint_node *node,
                    const char *variable)
{
    const apr_array_header_t *names = lint_node_variables(pool, node);

    for (int i = 0; i < names->nelts; i++) {
        if (strcasecmp(APR_ARRAY_IDX(names, i, const char *), variable) == 0) {
            return true;
        }
    }
    return false;
}

/* The attribute of SetEnvIf may be a variable; Origin is the header. */
static bool is_attribute(apr_pool_t *pool, const lint_node *node,
                         const char *variable)
{
    lint_words words;

    if (strncmp(node->key, "setenvif", 8) != 0 ||
        strcasecmp(variable, "Origin") == 0) {
        return false;
    }
    words = lint_node_words(pool, node);
    return words.count && strcasecmp(words.list[0].text, variable) == 0;
}

bool lint_node_reads(apr_pool_t *pool, const lint_node *node,
                     const char *variable)
{
    static const char *const forms[] = {"env=%s",  "env=!%s",     "{%s}e",
                                        "ENV:%s}", "env('%s'",    "env(\"%s\"",
                                        "env %s",  "{reqenv:%s}", NULL};

    if (!node->key || is_attribute(pool, node, variable)) {
        return node->key != NULL;
    }
    for (const char *const *form = forms; *form; form++) {
        const char *text =
            apr_pstrcat(pool, apr_pstrmemdup(pool, *form, strcspn(*form, "%")),
                        variable, strstr(*form, "%s") + 2, NULL);
        const char *at = strcasestr(node->args, text);

        if (at && !strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                          "0123456789_-",
                          at[strlen(text)])) {
            return true;
        }
        if (at && !at[strlen(text)]) {
            return true;
        }
    }
    return false;
}
