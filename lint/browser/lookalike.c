/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/browser/lookalike.h"

#include <string.h>
#include <strings.h>
#include <apr_strings.h>
#include "core/origin.h"

static bool is_quoted(const char *sent)
{
    return *sent == '"' || *sent == '\'';
}

/* What a server would have filled in: mod_headers' formats, a shell's and a
 * template's variables, and what mod_headers writes for an unset one. */
static bool is_unexpanded(const char *sent)
{
    return strcmp(sent, "(null)") == 0 || strpbrk(sent, "$%") ||
           strstr(sent, "{{");
}

static const char *behind_scheme(const char *origin)
{
    const char *host = strstr(origin, "://");

    return host ? host + 3 : origin;
}

/* The value begins with the origin: what comes then. */
static lint_cors_hint judge_rest(const char *rest, const char *origin)
{
    if (*rest == '/') {
        return rest[1] ? LINT_CORS_HINT_PATH : LINT_CORS_HINT_SLASH;
    }
    if ((strcmp(rest, ":443") == 0 && strncmp(origin, "https:", 6) == 0) ||
        (strcmp(rest, ":80") == 0 && strncmp(origin, "http:", 5) == 0)) {
        return LINT_CORS_HINT_DEFAULT_PORT;
    }
    return LINT_CORS_NO_HINT;
}

static bool same_slice(const char *one, size_t length, const char *other,
                       size_t other_length)
{
    return length == other_length && memcmp(one, other, length) == 0;
}

/* Two origins: which part it is. */
static lint_cors_hint compare(const char *sent, const char *origin)
{
    cors_origin one, other;

    if (!cors_origin_parse(sent, strlen(sent), &one) ||
        !cors_origin_parse(origin, strlen(origin), &other)) {
        return LINT_CORS_NO_HINT;
    }
    if (same_slice(sent + one.host_at, one.host_length, origin + other.host_at,
                   other.host_length)) {
        return one.scheme_length == other.scheme_length &&
                       memcmp(sent, origin, one.scheme_length) == 0
                   ? LINT_CORS_HINT_PORT
                   : LINT_CORS_HINT_SCHEME;
    }
    return lint_origin_relation(sent, origin) == LINT_CROSS_SITE
               ? LINT_CORS_NO_HINT
               : LINT_CORS_HINT_SUBDOMAIN;
}

lint_cors_hint lint_lookalike_origin(apr_pool_t *pool, const char *sent,
                                     const char *origin)
{
    size_t length = strlen(origin);
    const char *written;

    if (!*sent) {
        return LINT_CORS_HINT_EMPTY;
    }
    if (is_quoted(sent)) {
        return LINT_CORS_HINT_QUOTES;
    }
    if (is_unexpanded(sent)) {
        return LINT_CORS_HINT_UNEXPANDED;
    }
    if (strpbrk(sent, ", ")) {
        return LINT_CORS_NO_HINT;
    }
    if (strchr(sent, '*')) {
        return LINT_CORS_HINT_PATTERN;
    }
    if (strncmp(sent, origin, length) == 0) {
        lint_cors_hint hint = judge_rest(sent + length, origin);

        if (hint) {
            return hint;
        }
    }
    if (strcasecmp(sent, behind_scheme(origin)) == 0) {
        return LINT_CORS_HINT_NO_SCHEME;
    }
    written = lint_origin_serialise(pool, sent);
    if (written && strcmp(written, sent) != 0 && strcmp(written, origin) == 0) {
        return LINT_CORS_HINT_CASE;
    }
    return compare(written ? written : sent, origin);
}

lint_cors_hint lint_lookalike_word(const char *sent, const char *word)
{
    if (!*sent) {
        return LINT_CORS_HINT_EMPTY;
    }
    if (strcasecmp(sent, word) == 0) {
        return LINT_CORS_HINT_CASE;
    }
    return is_quoted(sent)       ? LINT_CORS_HINT_QUOTES
           : is_unexpanded(sent) ? LINT_CORS_HINT_UNEXPANDED
                                 : LINT_CORS_NO_HINT;
}

const char *lint_lookalike_text(lint_cors_hint hint)
{
    static const char *const texts[] = {
        [LINT_CORS_NO_HINT] = "",
        [LINT_CORS_HINT_SLASH] = ": an origin has no slash behind it",
        [LINT_CORS_HINT_PATH] = ": an origin has no path",
        [LINT_CORS_HINT_DEFAULT_PORT] = ": an origin never has the port that "
                                        "its scheme stands for",
        [LINT_CORS_HINT_PORT] = ": the ports differ",
        [LINT_CORS_HINT_SCHEME] = ": the schemes differ",
        [LINT_CORS_HINT_NO_SCHEME] = ": an origin begins with its scheme",
        [LINT_CORS_HINT_CASE] = ": capitals and small letters differ here",
        [LINT_CORS_HINT_QUOTES] = ": the quotation marks are part of the value",
        [LINT_CORS_HINT_PATTERN] = ": there are no patterns in this header, "
                                   "only `*` alone",
        [LINT_CORS_HINT_UNEXPANDED] = ": the server did not fill in a variable",
        [LINT_CORS_HINT_EMPTY] = ": it is empty",
        [LINT_CORS_HINT_SUBDOMAIN] = ": the hosts of one domain are different "
                                     "origins",
    };

    return texts[hint];
}
