/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What to write instead of a name that httpd does not know.
 */
#include <string.h>
#include <strings.h>
#include <apr_lib.h>
#include <apr_strings.h>
#include "lint/conf/edit_distance.h"
#include "lint/model/expr_tree.h"

/* NULL when none is near. */
static const char *nearest(const char *name, const char *named(unsigned index))
{
    size_t least = 3;
    const char *best = NULL;

    for (unsigned i = 0; named(i); i++) {
        size_t far = lint_edit_distance(name, named(i));

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
