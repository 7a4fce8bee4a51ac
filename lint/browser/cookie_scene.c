/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sections 5.7 and 5.8 of RFC 6265bis: a cookie that was read, and the request
 * that it came with or might go with.
 */
#include <string.h>
#include <strings.h>
#include "core/origin.h"
#include "core/publicsuffix.h"
#include "lint/browser/cookie.h"

static lint_relation relation_of(const lint_cookie_scene *scene)
{
    return lint_origin_relation(scene->origin, scene->url->origin);
}

static bool is_cross_site(const lint_cookie_scene *scene)
{
    lint_relation relation = relation_of(scene);

    return relation == LINT_CROSS_SITE ||
           (relation == LINT_OTHER_SCHEME && scene->engine->schemeful);
}

bool lint_cookie_is_third_party(const lint_cookie_scene *scene)
{
    return relation_of(scene) == LINT_CROSS_SITE;
}

bool lint_cookie_is_partitioned(const lint_baked_cookie *cookie,
                                const lint_cookie_scene *scene)
{
    return cookie->partitioned && scene->engine->partitions;
}

static bool is_blocked(const lint_baked_cookie *cookie,
                       const lint_cookie_scene *scene)
{
    return scene->blocks_third_party && lint_cookie_is_third_party(scene) &&
           !lint_cookie_is_partitioned(cookie, scene);
}

/* Whether Secure cookies work at the URL. */
static bool is_secure(const lint_cookie_scene *scene)
{
    const char *host = scene->url->host;

    return scene->url->secure || (scene->engine->trusts_loopback &&
                                  cors_host_is_loopback(host, strlen(host)));
}

/* Section 5.1.3; `host` is an address when its last label is a number. */
static bool domain_matches(const char *host, const char *domain)
{
    size_t length = strlen(host);
    size_t tail = strlen(domain);
    const char *last = strrchr(host, '.');

    if (strcmp(host, domain) == 0) {
        return true;
    }
    return length > tail && host[length - tail - 1] == '.' &&
           strcmp(host + length - tail, domain) == 0 &&
           last[1 + strspn(last + 1, "0123456789")];
}

/* Section 5.1.4. */
static bool path_matches(const char *path, const char *cookie_path)
{
    size_t length = strlen(cookie_path);

    return strncmp(path, cookie_path, length) == 0 &&
           (!path[length] || path[length] == '/' ||
            cookie_path[length - 1] == '/');
}

/* A single label is a public suffix even where it is localhost. */
static bool is_suffix(const char *domain)
{
    return !strchr(domain, '.') || cors_is_public_suffix(domain);
}

static lint_cookie_verdict check_domain(const lint_baked_cookie *cookie,
                                        const lint_url *url)
{
    /* A suffix that is the host itself makes the cookie host-only. */
    if (!cookie->domain || strcmp(cookie->domain, url->host) == 0) {
        return LINT_COOKIE_STORED;
    }
    if (!domain_matches(url->host, cookie->domain)) {
        return LINT_COOKIE_DOMAIN_OTHER;
    }
    return is_suffix(cookie->domain) ? LINT_COOKIE_DOMAIN_SUFFIX
                                     : LINT_COOKIE_STORED;
}

/* Whether SameSite keeps the cookie out of a fetch from another site. */
static lint_cookie_verdict check_same_site(const lint_baked_cookie *cookie,
                                           const lint_engine *engine)
{
    switch (cookie->same_site) {
    case LINT_SAMESITE_LAX:
        return LINT_COOKIE_LAX_CROSS_SITE;
    case LINT_SAMESITE_STRICT:
        return LINT_COOKIE_STRICT_CROSS_SITE;
    case LINT_SAMESITE_DEFAULT:
        return engine->lax_by_default ? LINT_COOKIE_DEFAULT_CROSS_SITE
                                      : LINT_COOKIE_STORED;
    default:
        return LINT_COOKIE_STORED;
    }
}

static bool begins(const char *name, const char *prefix)
{
    return strncasecmp(name, prefix, strlen(prefix)) == 0;
}

/* The prefixes, in any case of letters. */
static lint_cookie_verdict check_prefix(const lint_baked_cookie *cookie,
                                        const lint_engine *engine)
{
    const char *name = cookie->name;
    bool http = engine->http_prefixes &&
                (begins(name, "__Http-") || begins(name, "__Host-Http-"));

    /* Sent as it is, it would look like one (section 5.7). */
    if (engine->http_prefixes && !*name && begins(cookie->value, "__Http-")) {
        return LINT_COOKIE_NAMELESS_PREFIX;
    }
    if (begins(name, "__Secure-") && !cookie->secure) {
        return LINT_COOKIE_SECURE_PREFIX;
    }
    if (begins(name, "__Host-") &&
        (!cookie->secure || cookie->domain || !cookie->path ||
         strcmp(cookie->path, "/") != 0)) {
        return LINT_COOKIE_HOST_PREFIX;
    }
    return http && !(cookie->secure && cookie->http_only)
               ? LINT_COOKIE_HTTP_PREFIX
               : LINT_COOKIE_STORED;
}

static lint_cookie_verdict check_storing(const lint_baked_cookie *cookie,
                                         const lint_cookie_scene *scene)
{
    const lint_engine *engine = scene->engine;
    lint_cookie_verdict verdict = check_domain(cookie, scene->url);

    if (!verdict && cookie->secure && !is_secure(scene)) {
        verdict = LINT_COOKIE_SECURE_OVER_HTTP;
    }
    if (!verdict && engine->refuses_cross_site && is_cross_site(scene)) {
        verdict = check_same_site(cookie, engine);
    }
    if (!verdict && cookie->same_site == LINT_SAMESITE_NONE &&
        engine->none_needs_secure && !cookie->secure) {
        verdict = LINT_COOKIE_NONE_INSECURE;
    }
    if (!verdict) {
        verdict = check_prefix(cookie, engine);
    }
    if (!verdict && lint_cookie_is_partitioned(cookie, scene) &&
        !cookie->secure) {
        verdict = LINT_COOKIE_PARTITIONED_INSECURE;
    }
    return verdict;
}

lint_cookie_verdict lint_cookie_store(const lint_baked_cookie *cookie,
                                      const lint_cookie_scene *scene)
{
    lint_cookie_verdict verdict;

    if (!scene->credentials) {
        return LINT_COOKIE_NO_CREDENTIALS;
    }
    verdict = check_storing(cookie, scene);
    if (verdict) {
        return verdict;
    }
    if (is_blocked(cookie, scene)) {
        return LINT_COOKIE_THIRD_PARTY;
    }
    return cookie->persistent && cookie->expires <= scene->now
               ? LINT_COOKIE_DELETES
               : LINT_COOKIE_STORED;
}

/* Whether the request is one to where the cookie came from. */
static lint_cookie_verdict check_target(apr_pool_t *pool,
                                        const lint_baked_cookie *cookie,
                                        const lint_url *from,
                                        const lint_url *to)
{
    const char *path = cookie->path
                           ? cookie->path
                           : lint_cookie_default_path(pool, from->path);
    bool host_only = !cookie->domain || is_suffix(cookie->domain);

    if (host_only ? strcmp(to->host, from->host) != 0
                  : !domain_matches(to->host, cookie->domain)) {
        return LINT_COOKIE_OTHER_HOST;
    }
    return path_matches(to->path, path) ? LINT_COOKIE_STORED
                                        : LINT_COOKIE_OTHER_PATH;
}

lint_cookie_verdict lint_cookie_send(apr_pool_t *pool,
                                     const lint_baked_cookie *cookie,
                                     const lint_cookie_scene *set,
                                     const lint_cookie_scene *used)
{
    lint_cookie_verdict verdict;

    if (!used->credentials) {
        return LINT_COOKIE_NO_CREDENTIALS;
    }
    if (cookie->persistent && cookie->expires <= used->now) {
        return LINT_COOKIE_EXPIRED;
    }
    verdict = check_target(pool, cookie, set->url, used->url);
    if (verdict) {
        return verdict;
    }
    if (cookie->secure && !is_secure(used)) {
        return LINT_COOKIE_SECURE_ONLY;
    }
    if (is_cross_site(used)) {
        verdict = check_same_site(cookie, used->engine);
    }
    if (!verdict && is_blocked(cookie, used)) {
        verdict = LINT_COOKIE_THIRD_PARTY;
    }
    if (!verdict && lint_cookie_is_partitioned(cookie, used) &&
        strcmp(lint_origin_site(pool, set->origin),
               lint_origin_site(pool, used->origin)) != 0) {
        verdict = LINT_COOKIE_OTHER_PARTITION;
    }
    return verdict;
}
