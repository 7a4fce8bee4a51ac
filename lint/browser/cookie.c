/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/browser/cookie.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <apr_lib.h>
#include <apr_strings.h>
#include "core/cookie_date.h"
#include "core/cookie_field.h"
#include "lint/browser/ascii.h"

/* Section 5.6: no cookie is kept for longer than 400 days. */
#define LIFETIME_MAX ((apr_int64_t)400 * 24 * 60 * 60)

/* What Max-Age and Expires said; Max-Age goes before Expires, and of each the
 * last that is well-formed counts. */
typedef struct lifetime {
    bool has_age, has_date;
    apr_time_t by_age, by_date;
} lifetime;

static const char *value_of(apr_pool_t *pool, const cors_cookie_part *part)
{
    return apr_pstrmemdup(pool, part->value, part->value_length);
}

/* Section 5.6.2: digits, at least one, maybe behind a minus. */
static void read_max_age(lifetime *life, const cors_cookie_part *part,
                         apr_time_t now)
{
    const char *at = part->value;
    const char *end = at + part->value_length;
    bool minus = at < end && *at == '-';
    apr_int64_t seconds = 0;

    for (const char *digit = at + minus; digit < end; digit++) {
        if (!apr_isdigit(*digit)) {
            return;
        }
        if (seconds < LIFETIME_MAX) {
            seconds = seconds * 10 + (*digit - '0');
        }
    }
    if (at + minus == end) {
        return;
    }
    if (seconds > LIFETIME_MAX) {
        seconds = LIFETIME_MAX;
    }
    life->has_age = true;
    life->by_age = minus || !seconds ? 0 : now + apr_time_from_sec(seconds);
}

/* Section 5.6.1. */
static void read_expires(lifetime *life, const cors_cookie_part *part,
                         apr_time_t now)
{
    const apr_time_t limit = now + apr_time_from_sec(LIFETIME_MAX);
    apr_time_t date;

    if (cors_cookie_date_parse(part->value, part->value_length, &date)) {
        life->has_date = true;
        life->by_date = date < limit ? date : limit;
    }
}

/* Section 5.6.3; but a dot alone is no host's domain to Chromium, Firefox and
 * WebKit, where the section makes an empty one of it, as good as none. */
static const char *read_domain(apr_pool_t *pool, const cors_cookie_part *part)
{
    const char *domain = value_of(pool, part);

    domain += *domain == '.' && domain[1];
    return *domain ? lint_ascii_lower(pool, domain) : NULL;
}

/* Section 5.6.7. */
static lint_same_site read_same_site(apr_pool_t *pool,
                                     const cors_cookie_part *part)
{
    const char *value = value_of(pool, part);

    return strcasecmp(value, "None") == 0     ? LINT_SAMESITE_NONE
           : strcasecmp(value, "Lax") == 0    ? LINT_SAMESITE_LAX
           : strcasecmp(value, "Strict") == 0 ? LINT_SAMESITE_STRICT
                                              : LINT_SAMESITE_DEFAULT;
}

static void take_part(apr_pool_t *pool, unsigned attribute,
                      const cors_cookie_part *part, apr_time_t now,
                      lint_baked_cookie *cookie, lifetime *life)
{
    switch (attribute) {
    case CORS_COOKIE_EXPIRES:
        read_expires(life, part, now);
        break;
    case CORS_COOKIE_MAX_AGE:
        read_max_age(life, part, now);
        break;
    case CORS_COOKIE_DOMAIN:
        cookie->domain = read_domain(pool, part);
        break;
    case CORS_COOKIE_PATH:
        cookie->path = part->value_length && *part->value == '/'
                           ? value_of(pool, part)
                           : NULL;
        break;
    case CORS_COOKIE_SECURE:
        cookie->secure = true;
        break;
    case CORS_COOKIE_HTTPONLY:
        cookie->http_only = true;
        break;
    case CORS_COOKIE_SAMESITE:
        cookie->same_site = read_same_site(pool, part);
        break;
    case CORS_COOKIE_PARTITIONED:
        cookie->partitioned = true;
        break;
    default:
        break;
    }
}

static void take_attributes(apr_pool_t *pool, const cors_cookie_pair *pair,
                            apr_time_t now, lint_baked_cookie *cookie)
{
    const unsigned all = (1U << CORS_COOKIE_ATTRIBUTES) - 1;
    lifetime life = {false, false, 0, 0};
    cors_cookie_part part = {NULL, pair->end, NULL, 0};

    while (part.end < pair->field_end) {
        unsigned attribute =
            cors_cookie_part_read(part.end, pair->field_end, all, &part);

        take_part(pool, attribute, &part, now, cookie, &life);
    }
    cookie->persistent = life.has_age || life.has_date;
    cookie->expires = life.has_age ? life.by_age : life.by_date;
}

/* Why cors_cookie_pair_read refused the field. */
static lint_cookie_verdict judge_unreadable(const char *field,
                                            const cors_cookie_pair *pair)
{
    for (const char *at = field; at < pair->field_end; at++) {
        if (apr_iscntrl(*at) && *at != '\t') {
            return LINT_COOKIE_CONTROL_BYTE;
        }
    }
    return pair->end - field > CORS_COOKIE_PAIR_MAX ? LINT_COOKIE_TOO_LONG
                                                    : LINT_COOKIE_EMPTY;
}

lint_cookie_verdict lint_cookie_bake(apr_pool_t *pool, const char *field,
                                     apr_time_t now, lint_baked_cookie *cookie)
{
    cors_cookie_pair pair;
    const char *equals;

    memset(cookie, 0, sizeof(*cookie));
    if (!cors_cookie_pair_read(field, &pair)) {
        return judge_unreadable(field, &pair);
    }
    equals = memchr(field, '=', (size_t)(pair.end - field));
    field = equals ? equals + 1 : field;
    cookie->name = apr_pstrmemdup(pool, pair.name, pair.name_length);
    cookie->value = lint_ascii_trim(
        pool, apr_pstrmemdup(pool, field, (apr_size_t)(pair.end - field)));
    if (!*cookie->name && (strncasecmp(cookie->value, "__Secure-", 9) == 0 ||
                           strncasecmp(cookie->value, "__Host-", 7) == 0)) {
        return LINT_COOKIE_NAMELESS_PREFIX;
    }
    take_attributes(pool, &pair, now, cookie);
    return LINT_COOKIE_STORED;
}

const char *lint_cookie_default_path(apr_pool_t *pool, const char *path)
{
    const char *last = strrchr(path, '/');

    if (*path != '/' || last == path) {
        return "/";
    }
    return apr_pstrmemdup(pool, path, (apr_size_t)(last - path));
}

const char *lint_cookie_field(apr_pool_t *pool,
                              const apr_array_header_t *cookies)
{
    const char *text = NULL;

    for (int i = 0; i < cookies->nelts; i++) {
        const lint_baked_cookie *cookie =
            APR_ARRAY_IDX(cookies, i, const lint_baked_cookie *);

        text =
            apr_pstrcat(pool, text ? text : "", text ? "; " : "", cookie->name,
                        *cookie->name ? "=" : "", cookie->value, NULL);
    }
    return text;
}
