/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/report/rule_page.h"

#include <stdbool.h>
#include <string.h>
#include <apr_lib.h>
#include <apr_strings.h>

/* Whether Markdown would take the byte for a sign of its own. An underscore
 * inside a word is none (CommonMark 0.31, section 6.2), nor is a backslash in
 * front of a letter (section 2.4). */
static bool is_sign(const char *text, const char *at)
{
    if (*at == '_') {
        return at == text || !apr_isalnum(at[-1]) || !apr_isalnum(at[1]);
    }
    if (*at == '\\') {
        return apr_ispunct(at[1]);
    }
    return strchr("*<[]`", *at) != NULL;
}

const char *lint_markdown_text(apr_pool_t *pool, const char *text)
{
    char *escaped = apr_palloc(pool, 2 * strlen(text) + 1);
    char *out = escaped;

    for (const char *at = text; *at; at++) {
        if (is_sign(text, at)) {
            *out++ = '\\';
        }
        *out++ = *at;
    }
    *out = '\0';
    return escaped;
}

/* An example in fences: of four, so that no example ends one. */
static const char *fenced(apr_pool_t *pool, const char *heading,
                          const char *example)
{
    size_t bytes = strlen(example);

    return apr_pstrcat(pool, "\n\n", heading, "\n\n````apache\n", example,
                       bytes && example[bytes - 1] == '\n' ? "" : "\n", "````",
                       NULL);
}

const char *lint_rule_page(apr_pool_t *pool, const lint_rule *rule)
{
    const char *in = rule->htaccess ? " in an .htaccess file:" : ":";

    return apr_pstrcat(
        pool, lint_markdown_text(pool, rule->why),
        fenced(pool, apr_pstrcat(pool, "Wrong", in, NULL), rule->bad),
        fenced(pool, apr_pstrcat(pool, "Right", in, NULL), rule->good), "\n\n",
        lint_markdown_text(pool, rule->remedy), "\n", NULL);
}
