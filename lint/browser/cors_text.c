/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include <apr_strings.h>
#include "core/problem.h"
#include "lint/browser/cors.h"
#include "lint/browser/lookalike.h"

/* %1 is what was sent, %2 what was wanted, both quoted; %0 is %1 as it is. */
static const char *const texts[] = {
    [LINT_CORS_PASSED] = "the script may read the response",
    [LINT_CORS_ORIGIN_MISSING] =
        "there is no Access-Control-Allow-Origin; it has to be %2",
    [LINT_CORS_ORIGIN_TWICE] = "Access-Control-Allow-Origin was sent more than "
                               "once (%1); it has to be there once, as %2",
    [LINT_CORS_ORIGIN_LIST] =
        "Access-Control-Allow-Origin is a list (%1), and holds one origin "
        "only; send %2 alone",
    [LINT_CORS_ORIGIN_WILDCARD] =
        "Access-Control-Allow-Origin is \"*\", which never goes with "
        "credentials; send %2",
    [LINT_CORS_ORIGIN_NULL] =
        "Access-Control-Allow-Origin is \"null\"; send %2",
    [LINT_CORS_ORIGIN_OTHER] = "Access-Control-Allow-Origin is %1 and not %2",
    [LINT_CORS_CREDENTIALS_MISSING] =
        "there is no Access-Control-Allow-Credentials, and the request has "
        "credentials; send %2",
    [LINT_CORS_CREDENTIALS_NOT_TRUE] =
        "Access-Control-Allow-Credentials is %1 and not %2",
    [LINT_CORS_STATUS_REDIRECT] =
        "the preflight was redirected (status %0), which no browser follows; "
        "answer it with 204",
    [LINT_CORS_STATUS_UNAUTHORISED] =
        "the preflight was turned away (status %0): it never carries "
        "credentials, so answer it with 204 before any of them is asked for",
    [LINT_CORS_STATUS] =
        "the preflight was answered with status %0; it has to be 200 to 299",
    [LINT_CORS_METHODS_UNREADABLE] = "Access-Control-Allow-Methods is %1, "
                                     "which is no list of methods; list %2",
    [LINT_CORS_HEADERS_UNREADABLE] =
        "Access-Control-Allow-Headers is %1, which is no list of header names",
    [LINT_CORS_METHOD] =
        "Access-Control-Allow-Methods is %1 and does not list %2",
    [LINT_CORS_METHOD_WILDCARD] =
        "Access-Control-Allow-Methods is %1, and with credentials `*` means "
        "nothing; list %2",
    [LINT_CORS_HEADER] =
        "Access-Control-Allow-Headers is %1 and does not list %2",
    [LINT_CORS_HEADER_WILDCARD] =
        "Access-Control-Allow-Headers is %1, and with credentials `*` means "
        "nothing; list %2",
    [LINT_CORS_HEADER_AUTHORIZATION] =
        "Access-Control-Allow-Headers is %1, and `*` never covers "
        "Authorization; list %2",
};

static const char *fill(apr_pool_t *pool, const lint_cors_verdict *verdict,
                        char mark)
{
    const char *value = mark == '2' ? verdict->wanted : verdict->sent;

    if (!value) {
        return "not there";
    }
    return mark == '0' ? value : cors_quoted(pool, value);
}

const char *lint_cors_verdict_text(apr_pool_t *pool,
                                   const lint_cors_verdict *verdict)
{
    const char *text = "";
    const char *at = texts[verdict->failure];
    const char *mark;

    while ((mark = strchr(at, '%'))) {
        text = apr_pstrcat(pool, text,
                           apr_pstrmemdup(pool, at, (apr_size_t)(mark - at)),
                           fill(pool, verdict, mark[1]), NULL);
        at = mark + 2;
    }
    return apr_pstrcat(pool, text, at, lint_lookalike_text(verdict->hint),
                       NULL);
}
