/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/witness/cookie.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <apr_lib.h>
#include <apr_strings.h>
#include "core/cookie_date.h"

#define ALL ((1U << CORS_COOKIE_ATTRIBUTES) - 1)

/* Frameworks delete with a date long gone. Without a clock, those of the last
 * century are. */
#define LONG_GONE apr_time_from_sec(946684800)

static bool deletes(unsigned which, const cors_cookie_part *part)
{
    apr_time_t date;

    if (which == CORS_COOKIE_MAX_AGE) {
        return part->value_length && atol(part->value) <= 0;
    }
    return cors_cookie_date_parse(part->value, part->value_length, &date) &&
           date < LONG_GONE;
}

static void take_part(apr_pool_t *pool, lint_cookie *cookie, unsigned which,
                      const cors_cookie_part *part)
{
    const char *value = apr_pstrmemdup(pool, part->value, part->value_length);

    cookie->repeated |= cookie->attributes & which;
    cookie->attributes |= which;
    switch (which) {
    case CORS_COOKIE_DOMAIN:
        cookie->domain = value;
        break;
    case CORS_COOKIE_PATH:
        cookie->path = value;
        break;
    case CORS_COOKIE_SAMESITE:
        cookie->samesite = value;
        break;
    case CORS_COOKIE_MAX_AGE:
    case CORS_COOKIE_EXPIRES:
        cookie->deletion = cookie->deletion || deletes(which, part);
        break;
    default:
        break;
    }
}

static char *trimmed(apr_pool_t *pool, const char *text, size_t length)
{
    while (length && apr_isspace(text[length - 1])) {
        length--;
    }
    while (length && apr_isspace(*text)) {
        text++;
        length--;
    }
    return apr_pstrmemdup(pool, text, length);
}

lint_cookie lint_cookie_read(apr_pool_t *pool, const char *field)
{
    lint_cookie cookie = {.field = field,
                          .name = "",
                          .value = "",
                          .others =
                              apr_array_make(pool, 0, sizeof(const char *))};
    cors_cookie_pair pair;
    const char *value;
    cors_cookie_part part;

    if (!cors_cookie_pair_read(field, &pair)) {
        return cookie;
    }
    cookie.name = apr_pstrmemdup(pool, pair.name, pair.name_length);
    value = memchr(field, '=', (size_t)(pair.end - field));
    value = value ? value + 1 : field;
    cookie.value = trimmed(pool, value, (size_t)(pair.end - value));
    for (const char *at = pair.end; at < pair.field_end; at = part.end) {
        unsigned which = cors_cookie_part_read(at, pair.field_end, ALL, &part);

        if (which) {
            take_part(pool, &cookie, which, &part);
        } else if (part.end > part.name) {
            APR_ARRAY_PUSH(cookie.others, const char *) =
                trimmed(pool, part.name, (size_t)(part.end - part.name));
        }
    }
    return cookie;
}

bool lint_cookie_is_open(const lint_cookie *cookie)
{
    return cookie->samesite && strcasecmp(cookie->samesite, "None") == 0 &&
           !(cookie->attributes & CORS_COOKIE_SECURE);
}

const char *lint_cookie_attributes_text(apr_pool_t *pool, unsigned set)
{
    const char *text = "";

    for (int i = 0; set; i++) {
        const char *name = cors_cookie_attribute_names[i].text;

        if (!(set & 1U << i)) {
            continue;
        }
        set &= ~(1U << i);
        text = apr_pstrcat(pool, text,
                           !*text ? ""
                           : set  ? ", "
                                  : " and ",
                           name, NULL);
    }
    return text;
}

const char *lint_cookie_flags_text(apr_pool_t *pool, unsigned set,
                                   const char *separator)
{
    return apr_pstrcat(pool, set & CORS_COOKIE_SECURE ? separator : "",
                       set & CORS_COOKIE_SECURE ? "Secure" : "",
                       set & CORS_COOKIE_HTTPONLY ? separator : "",
                       set & CORS_COOKIE_HTTPONLY ? "HttpOnly" : "",
                       set & CORS_COOKIE_SAMESITE ? separator : "",
                       set & CORS_COOKIE_SAMESITE ? "SameSite=Lax" : "", NULL);
}

int lint_cookie_text_at(apr_pool_t *pool, const lint_node *node,
                        const char *text, bool *quoted)
{
    lint_words words = lint_node_words(pool, node);
    int at = -1;

    for (int i = 0; i < words.count; i++) {
        const lint_word *word = &words.list[i];
        const char *start = node->args + word->at;
        const char *end = i + 1 < words.count
                              ? node->args + words.list[i + 1].at
                              : start + strlen(start);
        const char *found = strcasestr(start, text);

        if (found && found < end && strncasecmp(word->text, "expr=", 5) != 0) {
            at = (int)(found - node->args);
            *quoted = word->quote != '\0';
        }
    }
    return at;
}
