/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/witness/owner.h"

#include <string.h>
#include <apr_lib.h>
#include <apr_strings.h>
#include "core/developer.h"
#include "core/publicsuffix.h"
#include "core/regex_spelled.h"

static bool ends_with(const char *text, const char *end)
{
    size_t bytes = strlen(text);
    size_t tail = strlen(end);

    return bytes >= tail && strcmp(text + bytes - tail, end) == 0;
}

static bool spells(const lint_owner *owner, const char *text)
{
    return owner->root ? cors_regex_spells(owner->root, text, strlen(text))
                       : strstr(owner->text, text) != NULL;
}

const char *lint_owner_host(apr_pool_t *pool, const char *origin)
{
    const char *at = strstr(origin, "://");
    char *host;

    if (!at) {
        return NULL;
    }
    at += 3;
    host = apr_pstrmemdup(pool, at,
                          *at == '[' ? strcspn(at, "]") + (strchr(at, ']') != 0)
                                     : strcspn(at, ":/"));
    for (char *byte = host; *byte; byte++) {
        *byte = (char)apr_tolower(*byte);
    }
    return *host ? host : NULL;
}

/* What is known of a host. */
typedef struct fact {
    const char *domain; /* the registrable one; NULL for a public suffix */
    bool named;         /* the pattern spells its owner */
} fact;

/* Looked up once: the public suffix list takes longer than all the rest. */
static const fact *fact_of(const lint_owner *owner, const char *host)
{
    fact *known = apr_hash_get(owner->known, host, APR_HASH_KEY_STRING);

    if (!known) {
        known = apr_palloc(owner->pool, sizeof(*known));
        known->domain = cors_registrable_domain(host);
        known->named = spells(owner, known->domain ? known->domain : host);
        apr_hash_set(owner->known, host, APR_HASH_KEY_STRING, known);
    }
    return known;
}

void lint_owner_name(lint_owner *owner, const char *host)
{
    const fact *known = fact_of(owner, host);

    if (known->named) {
        cors_candidate_list_add(owner->domains,
                                known->domain ? known->domain : host);
        if (spells(owner, host)) {
            cors_candidate_list_add(owner->hosts, host);
        }
    }
}

static const char *last_label(const char *host)
{
    const char *dot = strrchr(host, '.');

    return dot ? dot + 1 : host;
}

/* Whether the end of a host is another host but for bytes that stand where the
 * other has a dot. */
static bool differs_in_dots(const char *host, const char *named)
{
    size_t bytes = strlen(host);
    size_t tail = strlen(named);
    bool differs = false;

    if (bytes < tail || (bytes > tail && host[bytes - tail - 1] != '.')) {
        return false;
    }
    for (host += bytes - tail; *host; host++, named++) {
        if (*host != *named) {
            if (*named != '.') {
                return false;
            }
            differs = true;
        }
    }
    return differs;
}

/* The named host that it is a look-alike of. */
static bool find_twin(const lint_owner *owner, const char *host,
                      const char **twin)
{
    const cors_candidate_list *lists[] = {owner->hosts, owner->domains};

    for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
        for (int j = 0; j < lists[i]->texts->nelts; j++) {
            const char *named = APR_ARRAY_IDX(lists[i]->texts, j, const char *);

            if (differs_in_dots(host, named)) {
                *twin = named;
                return true;
            }
        }
    }
    return false;
}

/* A top-level domain that the pattern names, or one of those that guesses are
 * made with. */
static bool is_obtainable(const lint_owner *owner, const char *host)
{
    static const char *const usual[] = {"example", "com", "net", "io", "uk"};
    const char *label = last_label(host);

    for (size_t i = 0; i < sizeof(usual) / sizeof(usual[0]); i++) {
        if (strcmp(label, usual[i]) == 0) {
            return true;
        }
    }
    return *host == '[' || host[strspn(host, "0123456789.")] == '\0' ||
           spells(owner, label);
}

/* The kind of a host whose owner the pattern does not name. */
static bool judge_foreign(const lint_owner *owner, const char *host,
                          const char *domain, lint_origin_kind *kind)
{
    const char *suffix = domain ? strchr(domain, '.') : NULL;
    const char *twin;

    if (!strchr(host, '.') && *host != '[') {
        return false; /* of one label: nobody can register it */
    }
    if (find_twin(owner, host, &twin)) {
        *kind = LINT_ORIGIN_DOT;
        return strcmp(last_label(host), last_label(twin)) == 0;
    }
    if (suffix && strchr(suffix + 1, '.') && spells(owner, suffix + 1)) {
        *kind = LINT_ORIGIN_SHARED;
        return true;
    }
    for (int i = 0; i < owner->domains->texts->nelts; i++) {
        if (ends_with(host,
                      APR_ARRAY_IDX(owner->domains->texts, i, const char *))) {
            *kind = LINT_ORIGIN_PREFIXED;
            return true;
        }
    }
    for (int i = 0; i < owner->domains->texts->nelts; i++) {
        if (strstr(host,
                   APR_ARRAY_IDX(owner->domains->texts, i, const char *))) {
            *kind = LINT_ORIGIN_SUFFIXED;
            return true;
        }
    }
    *kind = LINT_ORIGIN_STRANGER;
    return is_obtainable(owner, host);
}

bool lint_owner_judge(const lint_owner *owner, const char *origin,
                      lint_origin_kind *kind)
{
    const char *host = lint_owner_host(owner->pool, origin);
    const fact *known;

    *kind = LINT_ORIGIN_NULL;
    if (strcmp(origin, "null") == 0) {
        return true;
    }
    if (!host) {
        return false;
    }
    known = fact_of(owner, host);
    /* No page on the web has another scheme: such an origin is never anybody's,
     * whatever the host. */
    if (!known->named && strncmp(origin, "http://", 7) != 0 &&
        strncmp(origin, "https://", 8) != 0) {
        *kind = LINT_ORIGIN_DEV;
        return cors_origin_is_developers(origin, host);
    }
    if (!known->named) {
        return judge_foreign(owner, host, known->domain, kind);
    }
    *kind = cors_origin_is_developers(origin, host) ? LINT_ORIGIN_DEV
            /* The word that wildcards are tried with: any other would do. */
            : strncmp(host, "evil.", 5) == 0 && !spells(owner, host)
                ? LINT_ORIGIN_SUBDOMAIN
            : strncmp(origin, "http://", 7) == 0 ? LINT_ORIGIN_PLAIN_HTTP
                                                 : LINT_ORIGIN_MEANT;
    return true;
}
