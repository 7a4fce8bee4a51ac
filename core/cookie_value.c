/* SPDX-License-Identifier: Apache-2.0 */
#include "cookie_rules.h"

#include <string.h>
#include <strings.h>
#include <apr_lib.h>
#include "publicsuffix.h"

#define HOST_MAX 253
#define LABEL_MAX 63

/* One value under test. */
typedef struct checked {
    const char *value;
    const char *word;  /* the attribute as configured */
    const char *shown; /* word in quotes */
    const cors_place *place;
    cors_problems *problems;
} checked;

#define REFUSE(c, code, ...)                                                   \
    (cors_problem_add((c)->problems, (c)->place, code, (c)->word,              \
                      __VA_ARGS__),                                            \
     NULL)

static const char *check_flag(const checked *c)
{
    int name = (int)strcspn(c->word, "=");

    if (!c->value) {
        return "";
    }
    return REFUSE(c, "cookie-flag-value",
                  "%s has a value, but that attribute holds by being there; "
                  "write \"%.*s\" to set it, \"-%.*s\" to remove it",
                  c->shown, name, c->word, name, c->word);
}

static const char *check_samesite(const checked *c)
{
    static const char *const known[] = {"None", "Lax", "Strict"};

    for (int i = 0; c->value && i < 3; i++) {
        if (strcasecmp(c->value, known[i]) == 0) {
            return known[i];
        }
    }
    return REFUSE(c, "cookie-samesite",
                  "%s has no value that browsers know; write "
                  "\"SameSite=None\", \"SameSite=Lax\" or \"SameSite=Strict\"",
                  c->shown);
}

static const char *check_max_age(const checked *c)
{
    const char *digits = c->value ? c->value + (*c->value == '-') : "";

    if (*digits && digits[strspn(digits, "0123456789")] == '\0') {
        return c->value;
    }
    return REFUSE(c, "cookie-max-age",
                  "%s is not a whole number of seconds; write one, such as "
                  "\"Max-Age=3600\"",
                  c->shown);
}

static const char *check_path(const checked *c)
{
    if (!c->value || c->value[0] != '/') {
        return REFUSE(c, "cookie-path",
                      "%s does not begin with a slash, so browsers would take "
                      "the directory of the request; write \"Path=/\" or a "
                      "path below it",
                      c->shown);
    }
    for (const char *at = c->value; *at; at++) {
        if (*at == ';' || apr_iscntrl(*at) || (*at == ' ' && !at[1])) {
            return REFUSE(c, "cookie-path",
                          "%s has a semicolon, a control byte or a blank at "
                          "its end, which browsers do not keep; write the "
                          "byte as %%HH or leave it out",
                          c->shown);
        }
    }
    return c->value;
}

/* Letters, digits, hyphens and (in use, whatever RFC 1123 says) underscores,
 * in labels of 1 to 63 bytes. */
static bool is_host_name(const char *name)
{
    size_t label = 0;

    if (strlen(name) > HOST_MAX) {
        return false;
    }
    for (;; name++) {
        if (*name == '.' || *name == '\0') {
            if (label == 0 || label > LABEL_MAX) {
                return false;
            }
            label = 0;
            if (*name == '\0') {
                return true;
            }
        } else if (apr_isalnum(*name) || *name == '-' || *name == '_') {
            label++;
        } else {
            return false;
        }
    }
}

static const char *check_domain(const checked *c)
{
    const char *value = c->value ? c->value : "";
    const char *ascii = cors_host_to_ascii(c->problems->pool, value);

    if (value[0] == '.' && is_host_name(value + 1)) {
        return REFUSE(c, "cookie-domain",
                      "%s begins with a dot, which browsers drop: a domain "
                      "includes its sub-domains anyway; write \"Domain=%s\"",
                      c->shown, value + 1);
    }
    if (!is_host_name(value)) {
        return REFUSE(c, "cookie-domain",
                      "%s is not the name of a host as browsers write it; "
                      "write \"Domain=%s\", without scheme, port and path",
                      c->shown,
                      ascii && is_host_name(ascii) ? ascii : "example.com");
    }
    if (cors_is_public_suffix(value)) {
        return REFUSE(c, "cookie-domain-public-suffix",
                      "%s is a public suffix, and browsers refuse a cookie for "
                      "everybody below one; write a domain of your own, such "
                      "as \"Domain=example.%s\"",
                      c->shown, value);
    }
    return value;
}

const char *cors_cookie_value_check(unsigned attribute, const char *value,
                                    const char *word, const cors_place *place,
                                    cors_problems *problems)
{
    checked c = {value, word, cors_quoted(problems->pool, word), place,
                 problems};

    if (value && strlen(value) > CORS_COOKIE_VALUE_MAX) {
        return REFUSE(&c, "cookie-long-value",
                      "%s has a value of more than %d bytes, so browsers "
                      "ignore it; write a shorter one",
                      c.shown, CORS_COOKIE_VALUE_MAX);
    }
    switch (attribute) {
    case CORS_COOKIE_EXPIRES:
        return REFUSE(&c, "cookie-expires",
                      "%s would be the same date for ever; write \"Max-Age=N\" "
                      "with N in seconds, or \"-Expires\" to remove it",
                      c.shown);
    case CORS_COOKIE_SAMESITE:
        return check_samesite(&c);
    case CORS_COOKIE_MAX_AGE:
        return check_max_age(&c);
    case CORS_COOKIE_PATH:
        return check_path(&c);
    case CORS_COOKIE_DOMAIN:
        return check_domain(&c);
    default:
        return check_flag(&c);
    }
}
