/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What to write instead of a name that httpd does not know.
 */
#include <string.h>
#include <strings.h>
#include <apr_lib.h>
#include <apr_strings.h>
#include "lint/model/expr_tree.h"

#define LONGEST 32

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Levenshtein's, in any case; anything too long is far away. */
static size_t distance(const char *a, const char *b)
{
    size_t row[LONGEST + 1];
    size_t width = strlen(b);

    if (strlen(a) > LONGEST || width > LONGEST) {
        return LONGEST;
    }
    for (size_t j = 0; j <= width; j++) {
        row[j] = j;
    }
    for (size_t i = 1; a[i - 1]; i++) {
        size_t diagonal = row[0];

        row[0] = i;
        for (size_t j = 1; j <= width; j++) {
            bool same = apr_tolower(a[i - 1]) == apr_tolower(b[j - 1]);
            size_t replaced = diagonal + (same ? 0 : 1);

            diagonal = row[j];
            row[j] = smaller(replaced, smaller(row[j], row[j - 1]) + 1);
        }
    }
    return row[width];
}

/* NULL when none is near. */
static const char *nearest(const char *name, const char *named(unsigned index))
{
    size_t least = 3;
    const char *best = NULL;

    for (unsigned i = 0; named(i); i++) {
        size_t far = distance(name, named(i));

        if (far < least) {
            least = far;
            best = named(i);
        }
    }
    return best;
}

/* HTTP_X_FORWARDED_FOR's header: X-Forwarded-For. */
static const char *header_of(apr_pool_t *pool, const char *name)
{
    char *header = apr_pstrdup(pool, name + strlen("HTTP_"));
    bool first = true;

    for (char *at = header; *at; at++) {
        if (*at == '_') {
            *at = '-';
            first = true;
        } else {
            *at = (char)(first ? apr_toupper(*at) : apr_tolower(*at));
            first = false;
        }
    }
    return header;
}

const char *lint_expr_suggest_variable(apr_pool_t *pool, const char *name)
{
    const char *near = nearest(name, lint_expr_variable_name);

    if (lint_expr_function_find(name)) {
        return apr_psprintf(pool,
                            "\"%s\" is a function: write %%{%s:argument} or "
                            "%s('argument')",
                            name, name, name);
    }
    if (strncasecmp(name, "HTTP_", 5) == 0 && name[5]) {
        const char *header = header_of(pool, name);

        return apr_psprintf(pool,
                            "httpd has no variable \"%s\", and does not start "
                            "with it: write %%{HTTP:%s} or req('%s')",
                            name, header, header);
    }
    return near ? apr_psprintf(pool,
                               "httpd has no variable \"%s\", and does not "
                               "start with it: did you mean %%{%s}?",
                               name, near)
                : apr_psprintf(pool,
                               "httpd has no variable \"%s\", and does not "
                               "start with it: an environment variable is "
                               "%%{reqenv:%s}",
                               name, name);
}

const char *lint_expr_suggest_function(apr_pool_t *pool, const char *name)
{
    const char *near = nearest(name, lint_expr_function_name);

    if (strcmp(name, "PeerExtList") == 0) {
        return "\"PeerExtList\" returns a list: write 'text' in "
               "PeerExtList('oid')";
    }
    if (lint_expr_variable_find(name)) {
        return apr_psprintf(pool, "\"%s\" is a variable: write %%{%s}", name,
                            name);
    }
    return near ? apr_psprintf(pool,
                               "httpd has no function \"%s\", and does not "
                               "start with it: did you mean %s?",
                               name, near)
                : apr_psprintf(pool,
                               "httpd 2.4 has no function \"%s\", and does not "
                               "start with it: remove it",
                               name);
}
