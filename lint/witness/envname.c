/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/witness/envname.h"

#include <string.h>
#include <strings.h>
#include <apr_lib.h>
#include <apr_strings.h>

/* Which words of a directive are variables. */
static const struct {
    const char *directive;
    int first;
    int last; /* -1: up to the end */
} setters[] = {
    {"SetEnvIf", 2, -1},     {"SetEnvIfNoCase", 2, -1},
    {"BrowserMatch", 1, -1}, {"BrowserMatchNoCase", 1, -1},
    {"SetEnvIfExpr", 1, -1}, {"SetEnv", 0, 0},
    {"PassEnv", 0, -1},
};

static void add(apr_hash_t *names, const char *name, size_t length)
{
    char *small = apr_pstrmemdup(apr_hash_pool_get(names), name, length);

    for (char *at = small; *at; at++) {
        *at = (char)apr_tolower(*at);
    }
    apr_hash_set(names, small, APR_HASH_KEY_STRING,
                 apr_pstrmemdup(apr_hash_pool_get(names), name, length));
}

/* The E= flags of a RewriteRule: `[E=NAME:value,env=NAME2]`. */
static void add_flags(apr_hash_t *names, const char *flags)
{
    const char *at = flags + (*flags == '[');

    while (*at) {
        size_t length = strcspn(at, ",]");
        size_t prefix = strncasecmp(at, "E=", 2) == 0     ? 2
                        : strncasecmp(at, "env=", 4) == 0 ? 4
                                                          : 0;

        if (prefix && at[prefix] != '!') {
            add(names, at + prefix, strcspn(at + prefix, ":,]"));
        }
        at += length + (at[length] != '\0');
        at += strspn(at, " ");
    }
}

apr_hash_t *lint_envnames_read(apr_pool_t *pool, const lint_survey *survey)
{
    apr_hash_t *names = apr_hash_make(pool);
    const apr_array_header_t *nodes;

    for (size_t i = 0; i < sizeof(setters) / sizeof(setters[0]); i++) {
        nodes = lint_survey_nodes(survey, setters[i].directive);
        for (int j = 0; j < nodes->nelts; j++) {
            lint_words words = lint_node_words(
                pool, APR_ARRAY_IDX(nodes, j, const lint_node *));

            for (int k = setters[i].first;
                 k < words.count &&
                 (setters[i].last < 0 || k <= setters[i].last);
                 k++) {
                const char *text = words.list[k].text;

                if (*text != '!') {
                    add(names, text, strcspn(text, "="));
                }
            }
        }
    }
    nodes = lint_survey_nodes(survey, "RewriteRule");
    for (int i = 0; i < nodes->nelts; i++) {
        lint_words words =
            lint_node_words(pool, APR_ARRAY_IDX(nodes, i, const lint_node *));

        if (words.count > 2) {
            add_flags(names, words.list[2].text);
        }
    }
    return names;
}

static const char *small_letters(apr_pool_t *pool, const char *name,
                                 bool cleaned)
{
    char *small = apr_palloc(pool, strlen(name) + 1);
    char *to = small;

    for (; *name; name++) {
        if (!cleaned || apr_isalnum(*name)) {
            *to++ = (char)apr_tolower(*name);
        }
    }
    *to = '\0';
    return small;
}

bool lint_envname_is_set(const apr_hash_t *names, const char *name)
{
    apr_pool_t *pool = apr_hash_pool_get(names);

    return apr_hash_get((apr_hash_t *)(uintptr_t)names,
                        small_letters(pool, name, false),
                        APR_HASH_KEY_STRING) != NULL;
}

/* Whether one byte more, less or changed makes one of the other. */
static bool is_slip(const char *left, const char *right)
{
    size_t same = 0;
    size_t a = strlen(left);
    size_t b = strlen(right);

    while (left[same] && left[same] == right[same]) {
        same++;
    }
    return strcmp(left + same + (a >= b && a > same),
                  right + same + (b >= a && b > same)) == 0;
}

const char *lint_envname_nearest(apr_pool_t *pool, const apr_hash_t *names,
                                 const char *name)
{
    const char *wanted = small_letters(pool, name, true);
    const char *nearest = NULL;
    const char *spelling = NULL;

    for (apr_hash_index_t *at =
             apr_hash_first(pool, (apr_hash_t *)(uintptr_t)names);
         at; at = apr_hash_next(at)) {
        const char *known = apr_hash_this_key(at);

        if (is_slip(wanted, small_letters(pool, known, true)) &&
            strlen(wanted) > 3 && (!nearest || strcmp(known, nearest) < 0)) {
            nearest = known;
            spelling = apr_hash_this_val(at);
        }
    }
    return spelling;
}

bool lint_envname_is_provided(const char *name)
{
    static const char *const prefixes[] = {
        "SSL_",    "HTTP_",  "SERVER_", "REQUEST_", "REMOTE_",  "SCRIPT_",
        "CONTEXT", "GEOIP_", "MM_",     "OIDC_",    "MELLON_",  "MOD_",
        "PATH",    "QUERY_", "SHIB",    "BALANCER", "REDIRECT", "CORS_CREDS_",
        "AUTH",    "DAV_",   "CACHE_"};
    static const char *const names[] = {
        "HTTPS",  "UNIQUE_ID", "DOCUMENT_ROOT",    "TZ",
        "H2PUSH", "HTTP2",     "GATEWAY_INTERFACE"};

    for (size_t i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++) {
        if (strncasecmp(name, prefixes[i], strlen(prefixes[i])) == 0) {
            return true;
        }
    }
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (strcasecmp(name, names[i]) == 0) {
            return true;
        }
    }
    return false;
}

const char *lint_envname_missing(const apr_hash_t *names,
                                 const lint_header_action *action)
{
    const char *found = NULL;

    for (int i = 0; action->parts && i < action->parts->nelts; i++) {
        const lint_header_part *part =
            &APR_ARRAY_IDX(action->parts, i, lint_header_part);

        if (part->tag == 'e' &&
            (!found || !lint_envname_is_set(names, part->text))) {
            found = part->text;
        }
    }
    return found;
}

bool lint_envname_sees_all(const lint_survey *survey)
{
    return lint_survey_nodes(survey, "Listen")->nelts && !survey->conf->unseen;
}
