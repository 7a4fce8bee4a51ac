/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A browser's cookies: what a Set-Cookie says, whether it would be stored
 * (RFC 6265bis sections 5.6 and 5.7, and CHIPS for Partitioned), and whether a
 * stored cookie goes with a request (section 5.8). The page that fetches is the
 * top-level one; frames within frames are not looked at.
 */
#ifndef LINT_BROWSER_COOKIE_H
#define LINT_BROWSER_COOKIE_H

#include <stdbool.h>
#include <apr_pools.h>
#include <apr_tables.h>
#include <apr_time.h>
#include "lint/browser/engine.h"
#include "lint/browser/url.h"

/* Who fetches what, and how. */
typedef struct lint_cookie_scene {
    const lint_engine *engine;
    const char *origin;      /* of the page, serialised */
    const lint_url *url;     /* what it fetches */
    bool credentials;        /* `include`: otherwise cookies have no part */
    bool blocks_third_party; /* the user's setting, or the default */
    apr_time_t now;
} lint_cookie_scene;

typedef enum lint_same_site {
    LINT_SAMESITE_DEFAULT, /* no SameSite, or a value that is none */
    LINT_SAMESITE_NONE,
    LINT_SAMESITE_LAX,
    LINT_SAMESITE_STRICT
} lint_same_site;

/* A Set-Cookie, read: the same in every engine. */
typedef struct lint_baked_cookie {
    const char *name; /* "" for one without */
    const char *value;
    const char *domain; /* what Domain says, in lower case, without a leading
                           dot; NULL for none, which makes it host-only */
    const char *path;   /* NULL: the default of section 5.1.4 */
    lint_same_site same_site;
    bool secure;
    bool http_only;
    bool partitioned;
    bool persistent;    /* Max-Age or Expires counts; otherwise a session's */
    apr_time_t expires; /* at most 400 days ahead; what is not after now is a
                           deletion */
} lint_baked_cookie;

/* What becomes of a cookie. */
typedef enum lint_cookie_verdict {
    LINT_COOKIE_STORED,
    LINT_COOKIE_DELETES, /* stored for no time: it deletes its namesake */
    /* Ignored, whatever the scene. */
    LINT_COOKIE_CONTROL_BYTE,
    LINT_COOKIE_EMPTY,           /* neither name nor value */
    LINT_COOKIE_TOO_LONG,        /* name and value over 4096 bytes */
    LINT_COOKIE_NAMELESS_PREFIX, /* no name, and a value that begins like a
                                    prefix */
    /* Refused in the scene. */
    LINT_COOKIE_NO_CREDENTIALS, /* the fetch has none: the classic */
    LINT_COOKIE_DOMAIN_SUFFIX,  /* a public suffix: `Domain=co.uk` */
    LINT_COOKIE_DOMAIN_OTHER,   /* the host is not below it, or an address */
    LINT_COOKIE_SECURE_OVER_HTTP,
    LINT_COOKIE_SECURE_PREFIX, /* __Secure- without Secure */
    LINT_COOKIE_HOST_PREFIX,   /* __Host- without Secure, with Domain, or with
                                  another Path than / */
    LINT_COOKIE_HTTP_PREFIX,   /* __Http- or __Host-Http- without HttpOnly */
    LINT_COOKIE_NONE_INSECURE, /* SameSite=None without Secure */
    LINT_COOKIE_PARTITIONED_INSECURE,
    LINT_COOKIE_DEFAULT_CROSS_SITE, /* no SameSite is Lax here, and the page
                                       is of another site: the classic */
    LINT_COOKIE_LAX_CROSS_SITE,
    LINT_COOKIE_STRICT_CROSS_SITE,
    LINT_COOKIE_THIRD_PARTY, /* blocked as such; Partitioned would not be */
    /* Stored, and not sent with a request. */
    LINT_COOKIE_EXPIRED,
    LINT_COOKIE_OTHER_HOST,
    LINT_COOKIE_OTHER_PATH,
    LINT_COOKIE_SECURE_ONLY,    /* Secure, and the URL is http */
    LINT_COOKIE_OTHER_PARTITION /* set under another top-level site */
} lint_cookie_verdict;

/* Reads one Set-Cookie field. LINT_COOKIE_STORED when *cookie is filled in,
 * otherwise why every browser ignores the field. Relative ages count from now.
 * Memory is from pool. */
lint_cookie_verdict lint_cookie_bake(apr_pool_t *pool, const char *field,
                                     apr_time_t now, lint_baked_cookie *cookie);

/* Whether it would be stored from a response in that scene: STORED, DELETES or
 * a refusal, the first in the order of section 5.7. */
lint_cookie_verdict lint_cookie_store(const lint_baked_cookie *cookie,
                                      const lint_cookie_scene *scene);

/* Whether the cookie, stored from a response in the scene `set`, would go with
 * the request in the scene `used`: STORED for yes. Both scenes are of one
 * engine. */
lint_cookie_verdict lint_cookie_send(apr_pool_t *pool,
                                     const lint_baked_cookie *cookie,
                                     const lint_cookie_scene *set,
                                     const lint_cookie_scene *used);

/* True when the scene is one in which cookies are a third party's: another
 * registrable domain, whatever the scheme. */
bool lint_cookie_is_third_party(const lint_cookie_scene *scene);

/* True when a cookie of that scene is kept by the page's site. */
bool lint_cookie_is_partitioned(const lint_baked_cookie *cookie,
                                const lint_cookie_scene *scene);

/* The default path of a URL's path, RFC 6265bis section 5.1.4. From pool. */
const char *lint_cookie_default_path(apr_pool_t *pool, const char *path);

/* The Cookie field's value for an array of const lint_baked_cookie *, in that
 * order; NULL for none. */
const char *lint_cookie_field(apr_pool_t *pool,
                              const apr_array_header_t *cookies);

/* The verdict in a sentence without a full stop, which says what would have to
 * be sent instead; values as they were sent, for the printer to escape.
 * `cookie` may be NULL for what lint_cookie_bake refuses, and `scene` then,
 * too. */
const char *lint_cookie_verdict_text(apr_pool_t *pool,
                                     lint_cookie_verdict verdict,
                                     const lint_baked_cookie *cookie,
                                     const lint_cookie_scene *scene);

#endif
