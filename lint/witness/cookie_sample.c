/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include <apr_lib.h>
#include <apr_strings.h>
#include "lint/witness/cookie_line.h"
#include "lint/witness/cookie_word.h"

static const char *const tails[] = {
    "",
    "; HttpOnly",
    "; SameSite=Lax",
    "; samesite=strict",
    "; secure; HttpOnly",
    "; Secure; HttpOnly; SameSite=Lax",
    "; Secure; HttpOnly; SameSite=None",
};

static void add_samples(apr_pool_t *pool, apr_array_header_t *samples,
                        const lint_cookie_line *line, const char *name)
{
    const lint_proxy_cookie *proxy = line->proxy;

    for (size_t i = 0; i < sizeof(tails) / sizeof(*tails); i++) {
        APR_ARRAY_PUSH(samples, const char *) = apr_pstrcat(
            pool, name, "=1", proxy && proxy->domain ? "; Domain=" : "; Path=",
            proxy ? proxy->from.value : "/", tails[i], NULL);
    }
}

/* The words of the pattern: the names that it is about are among them. A dot
 * may be a dot of the name, or any byte. */
static void add_own(apr_pool_t *pool, apr_array_header_t *samples,
                    const lint_cookie_line *line, bool dots)
{
    const char *pattern = lint_text_bytes(line->action->pattern);

    while (*pattern) {
        const char *start = pattern;
        const char *name;

        if (*pattern == '\\' && pattern[1]) {
            pattern += 2;
            continue;
        }
        while (apr_isalnum(*pattern) || *pattern == '_' || *pattern == '-' ||
               (dots && *pattern == '.')) {
            pattern++;
        }
        if (pattern == start) {
            pattern++;
            continue;
        }
        name = apr_pstrmemdup(pool, start, (size_t)(pattern - start));
        if (pattern - start > 2 && (!dots || strchr(name, '.')) &&
            !lint_cookie_word_attribute(pool, name)) {
            add_samples(pool, samples, line, name);
        }
    }
}

apr_array_header_t *lint_cookie_samples(apr_pool_t *pool,
                                        const lint_cookie_line *line, bool own)
{
    static const char *const names[] = {"session", "XSRF-TOKEN", "lang"};
    apr_array_header_t *samples =
        apr_array_make(pool, 32, sizeof(const char *));

    if (own) {
        if (line->action) {
            add_own(pool, samples, line, false);
            add_own(pool, samples, line, true);
        }
        return samples;
    }
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
        add_samples(pool, samples, line, names[i]);
    }
    return samples;
}
