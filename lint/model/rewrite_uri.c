/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/rewrite_run.h"

#include <string.h>
#include <strings.h>
#include <apr_lib.h>
#include <apr_strings.h>

/* What mod_rewrite takes for an absolute URI. */
static const struct {
    const char *prefix;
    bool query; /* a query string is split off */
} SCHEMES[] = {
    {"ajp://", true},   {"balancer://", true}, {"ftp://", false},
    {"fcgi://", true},  {"gopher://", false},  {"http://", true},
    {"https://", true}, {"h2://", true},       {"h2c://", true},
    {"ldap://", false}, {"mailto:", true},     {"news:", false},
    {"nntp://", false}, {"scgi://", true},     {"ws://", true},
    {"wss://", true},   {"unix://", true},     {"unix:", true},
};

size_t lint_rewrite_scheme(const char *uri, bool *query)
{
    *query = false;
    if (*uri == '/' || strlen(uri) <= 5) {
        return 0;
    }
    for (size_t i = 0; i < sizeof(SCHEMES) / sizeof(*SCHEMES); i++) {
        size_t length = strlen(SCHEMES[i].prefix);

        if (strncasecmp(uri, SCHEMES[i].prefix, length) == 0) {
            *query = SCHEMES[i].query;
            /* unix: without slashes is as long as with the colon. */
            return length;
        }
    }
    return 0;
}

static char *put_escaped(char *out, unsigned char byte)
{
    static const char digits[] = "0123456789abcdef";

    *out++ = '%';
    *out++ = digits[byte >> 4];
    *out++ = digits[byte & 15];
    return out;
}

const char *lint_rewrite_escape(apr_pool_t *pool, const char *text)
{
    char *escaped = apr_palloc(pool, 3 * strlen(text) + 1);
    char *out = escaped;

    for (; *text; text++) {
        if (apr_isalnum(*text) || strchr("$-_.+!*'(),:;@&=/~", *text)) {
            *out++ = *text;
        } else {
            out = put_escaped(out, (unsigned char)*text);
        }
    }
    *out = '\0';
    return escaped;
}

/* An LDAP URL's parts stand between question marks, which stay. */
static const char *escape_ldap(apr_pool_t *pool, const char *rest)
{
    const char *escaped = "";

    for (int parts = 0; parts < 5; parts++) {
        size_t length = parts < 4 ? strcspn(rest, "?") : strlen(rest);

        escaped = apr_pstrcat(
            pool, escaped, parts ? "?" : "",
            lint_rewrite_escape(pool, apr_pstrmemdup(pool, rest, length)),
            NULL);
        rest += length;
        if (!*rest) {
            break;
        }
        rest++;
    }
    return escaped;
}

const char *lint_rewrite_escape_uri(apr_pool_t *pool, const char *uri,
                                    size_t scheme)
{
    const char *rest = uri + scheme;

    if (rest[-1] == '/') {
        rest += strcspn(rest, "/");
        if (!*rest || !rest[1]) {
            return uri;
        }
        rest++;
        if (strncasecmp(uri, "ldap", 4) == 0) {
            return apr_pstrcat(pool,
                               apr_pstrmemdup(pool, uri, (size_t)(rest - uri)),
                               escape_ldap(pool, rest), NULL);
        }
    }
    return apr_pstrcat(pool, apr_pstrmemdup(pool, uri, (size_t)(rest - uri)),
                       lint_rewrite_escape(pool, rest), NULL);
}

/* The flags B, B=, BNE=, BNP and BCTLS. */
static bool is_escaped(char byte, const lint_rewrite_rule *rule)
{
    bool listed = rule->escapes && strchr(rule->escapes, byte);
    bool escaped = rule->flags & LINT_RULE_BCTLS
                       ? apr_iscntrl(byte) || byte == ' '
                       : !rule->escapes;

    return (escaped || listed) &&
           !(rule->no_escapes && strchr(rule->no_escapes, byte));
}

const char *lint_rewrite_escape_reference(apr_pool_t *pool, const char *text,
                                          const lint_rewrite_rule *rule)
{
    char *escaped = apr_palloc(pool, 3 * strlen(text) + 1);
    char *out = escaped;

    for (; *text; text++) {
        if (!is_escaped(*text, rule) || apr_isalnum(*text) || *text == '_') {
            *out++ = *text;
        } else if (*text == ' ' && !(rule->flags & LINT_RULE_BNP)) {
            *out++ = '+';
        } else {
            out = put_escaped(out, (unsigned char)*text);
        }
    }
    *out = '\0';
    return escaped;
}
