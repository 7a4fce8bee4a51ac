/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include <apr_strings.h>
#include "core/problem.h"
#include "lint/browser/cookie.h"

/* Which of its rules a __Host- cookie breaks. */
static const char *host_prefix_text(const lint_baked_cookie *cookie)
{
    if (!cookie->secure) {
        return "its name begins with __Host-, which needs Secure";
    }
    return cookie->domain ? "its name begins with __Host-, which forbids Domain"
                          : "its name begins with __Host-, which needs Path=/";
}

static const char *domain_text(apr_pool_t *pool,
                               const lint_baked_cookie *cookie,
                               const lint_cookie_scene *scene, bool suffix)
{
    const char *domain = cors_quoted(pool, cookie->domain);
    const char *host = cors_quoted(pool, scene->url->host);

    if (suffix) {
        return apr_psprintf(pool,
                            "Domain %s is a public suffix, whose hosts belong "
                            "to many; leave Domain out, or write the "
                            "registered domain of %s",
                            domain, host);
    }
    return apr_psprintf(pool,
                        "Domain %s is not the host %s or a domain above it; "
                        "leave Domain out",
                        domain, host);
}

static const char *third_party_text(apr_pool_t *pool,
                                    const lint_cookie_scene *scene)
{
    return apr_psprintf(
        pool, "it is a third party's, which %s blocks; %s", scene->engine->name,
        scene->engine->partitions
            ? "Partitioned (with Secure) gives it a jar of its own for each "
              "site, a common domain for page and API needs none of this"
            : "only a common domain for page and API gets it through");
}

/* For the verdicts that need no cookie, and those whose text is always the
 * same. */
static const char *const texts[] = {
    [LINT_COOKIE_STORED] = "the browser takes it",
    [LINT_COOKIE_DELETES] = "it has expired already: it deletes the cookie of "
                            "that name",
    [LINT_COOKIE_CONTROL_BYTE] = "the field has a control byte, so that "
                                 "browsers ignore it",
    [LINT_COOKIE_EMPTY] = "it has neither a name nor a value, so that browsers "
                          "ignore it",
    [LINT_COOKIE_TOO_LONG] = "name and value have more than 4096 bytes, so "
                             "that browsers ignore it",
    [LINT_COOKIE_NAMELESS_PREFIX] = "it has no name and a value that looks "
                                    "like a prefix, so that browsers ignore it",
    [LINT_COOKIE_NO_CREDENTIALS] =
        "the request has no credentials, so that cookies are neither sent nor "
        "stored; write credentials: \"include\" (fetch) or withCredentials: "
        "true (axios, XMLHttpRequest)",
    [LINT_COOKIE_SECURE_OVER_HTTP] = "Secure is stored from https only, and "
                                     "the URL is http",
    [LINT_COOKIE_SECURE_PREFIX] = "its name begins with __Secure-, which needs "
                                  "Secure",
    [LINT_COOKIE_HTTP_PREFIX] = "its name begins with __Http- or __Host-Http-, "
                                "which needs Secure and HttpOnly",
    [LINT_COOKIE_NONE_INSECURE] = "SameSite=None needs Secure",
    [LINT_COOKIE_PARTITIONED_INSECURE] = "Partitioned needs Secure",
    [LINT_COOKIE_DEFAULT_CROSS_SITE] =
        "without SameSite it is Lax, and the page is of another site; send "
        "SameSite=None; Secure",
    [LINT_COOKIE_LAX_CROSS_SITE] = "SameSite=Lax, and the page is of another "
                                   "site; send SameSite=None; Secure",
    [LINT_COOKIE_STRICT_CROSS_SITE] = "SameSite=Strict, and the page is of "
                                      "another site; send SameSite=None; "
                                      "Secure",
    [LINT_COOKIE_EXPIRED] = "it has expired",
    [LINT_COOKIE_SECURE_ONLY] = "it is Secure, and the URL is http",
    [LINT_COOKIE_OTHER_PARTITION] = "it is Partitioned, and was set below "
                                    "another site's page",
};

const char *lint_cookie_verdict_text(apr_pool_t *pool,
                                     lint_cookie_verdict verdict,
                                     const lint_baked_cookie *cookie,
                                     const lint_cookie_scene *scene)
{
    switch (verdict) {
    case LINT_COOKIE_DOMAIN_SUFFIX:
    case LINT_COOKIE_DOMAIN_OTHER:
        return domain_text(pool, cookie, scene,
                           verdict == LINT_COOKIE_DOMAIN_SUFFIX);
    case LINT_COOKIE_HOST_PREFIX:
        return host_prefix_text(cookie);
    case LINT_COOKIE_THIRD_PARTY:
        return third_party_text(pool, scene);
    case LINT_COOKIE_OTHER_HOST:
        return apr_psprintf(pool, "it is not for the host %s",
                            cors_quoted(pool, scene->url->host));
    case LINT_COOKIE_OTHER_PATH:
        return apr_psprintf(pool, "it is not for the path %s",
                            cors_quoted(pool, scene->url->path));
    default:
        return texts[verdict];
    }
}
