/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/migrate/meant.h"

#include <string.h>
#include <apr_lib.h>
#include <apr_strings.h>
#include "core/origin.h"
#include "core/publicsuffix.h"
#include "core/regex_syntax.h"
#include "lint/migrate/spelling.h"
#include "lint/witness/origin_text.h"

/* A text that a pattern spells, as an origin. */
typedef struct reader {
    lint_meant *meant;
    const lint_spelling *spelling;
    const char *scheme; /* with its "://" */
    const char *host;   /* without a tail that swallows */
    const char *port;   /* "", ":8443" or ":*" */
    bool free;          /* anything may stand before the text */
} reader;

lint_meant *lint_meant_create(apr_pool_t *pool)
{
    lint_meant *meant = apr_pcalloc(pool, sizeof(*meant));

    meant->pool = pool;
    meant->patterns = apr_array_make(pool, 4, sizeof(const char *));
    meant->regexes = apr_array_make(pool, 1, sizeof(const char *));
    return meant;
}

static int find(const apr_array_header_t *words, const char *word)
{
    for (int i = 0; i < words->nelts; i++) {
        if (strcmp(APR_ARRAY_IDX(words, i, const char *), word) == 0) {
            return i;
        }
    }
    return -1;
}

static void add_once(apr_array_header_t *words, const char *word)
{
    if (find(words, word) < 0) {
        APR_ARRAY_PUSH(words, const char *) = word;
    }
}

static void take_out(apr_array_header_t *words, int index)
{
    for (int i = index + 1; i < words->nelts; i++) {
        APR_ARRAY_IDX(words, i - 1, const char *) =
            APR_ARRAY_IDX(words, i, const char *);
    }
    words->nelts--;
}

/* Any port is the default one, too: of a pair the wider stays. */
void lint_meant_add_word(lint_meant *meant, const char *word)
{
    apr_array_header_t *words = meant->patterns;
    size_t length = strlen(word);
    int narrow;

    if (length > 2 && strcmp(word + length - 2, ":*") == 0) {
        narrow = find(words, apr_pstrmemdup(meant->pool, word, length - 2));
        if (narrow >= 0 && find(words, word) < 0) {
            APR_ARRAY_IDX(words, narrow, const char *) = word;
            return;
        }
    } else if (find(words, apr_pstrcat(meant->pool, word, ":*", NULL)) >= 0) {
        return;
    }
    add_once(words, word);
}

static const lint_hole_set *hole_at(const reader *r, const char *at)
{
    return *at ? lint_spelling_hole(r->spelling, *at) : NULL;
}

static bool has_hole(const reader *r, const char *text)
{
    while (*text && !hole_at(r, text)) {
        text++;
    }
    return *text != '\0';
}

/* The scheme off the text's front; without one, or with one that varies, it
 * is https that was meant. */
static const char *read_scheme(reader *r, const char *text)
{
    const char *end = strstr(text, "://");
    const char *scheme;

    r->scheme = "https://";
    if (!end) {
        return strncmp(text, "//", 2) == 0 ? text + 2 : text;
    }
    scheme = apr_pstrmemdup(r->meant->pool, text, (apr_size_t)(end - text));
    if (*scheme && !has_hole(r, scheme)) {
        r->scheme = apr_pstrcat(r->meant->pool, scheme, "://", NULL);
    }
    return end + 3;
}

/* A port that varies is any. What swallows the rest of an origin behind the
 * host or the port was meant to match nothing. */
static void read_authority(reader *r, const char *text)
{
    apr_pool_t *pool = r->meant->pool;
    size_t length = strcspn(text, ":");
    const char *port = text + length + (text[length] != '\0');
    size_t digits = strspn(port, "0123456789");
    char *host = apr_pstrmemdup(pool, text, length);

    r->port = !*port   ? ""
              : digits ? apr_pstrcat(pool, ":",
                                     apr_pstrmemdup(pool, port, digits), NULL)
                       : ":*";
    while (length > 1 && hole_at(r, host + length - 1) &&
           lint_hole_is_loose(hole_at(r, host + length - 1))) {
        host[--length] = '\0';
    }
    if (length && host[length - 1] == '/') {
        host[length - 1] = '\0';
    }
    r->host = host;
}

/* Two words are no origin, and were none before. */
static bool has_blank_within(const char *text)
{
    text += strspn(text, " \t");
    text += strcspn(text, " \t");
    return text[strspn(text, " \t")] != '\0';
}

static bool is_address(const char *host)
{
    size_t length = strlen(host);

    return *host == '[' || (length && apr_isdigit(host[length - 1]));
}

static void add_host(reader *r, const char *host)
{
    const char *plain =
        apr_pstrcat(r->meant->pool, r->scheme, host,
                    strcmp(r->port, ":*") == 0 ? "" : r->port, NULL);
    const char *origin = has_blank_within(plain)
                             ? NULL
                             : lint_origin_meant(r->meant->pool, plain);

    /* What no browser sends was let in in vain. */
    if (origin) {
        lint_meant_add_word(
            r->meant, strcmp(r->port, ":*") == 0
                          ? apr_pstrcat(r->meant->pool, origin, ":*", NULL)
                          : origin);
    }
}

/* Below a host; addresses have nothing below them. */
static void add_below(reader *r, const char *host)
{
    if (!is_address(host)) {
        lint_meant_add_word(r->meant, apr_pstrcat(r->meant->pool, r->scheme,
                                                  "*.", host, r->port, NULL));
    }
}

/* What no pattern of CorsCredsOrigin says: a part of a label that varies. */
static void add_regex(reader *r)
{
    apr_pool_t *pool = r->meant->pool;
    const char *text = r->scheme;

    for (const char *at = r->host; *at; at++) {
        const lint_hole_set *hole = hole_at(r, at);

        text = hole ? apr_pstrcat(pool, text, lint_hole_class(pool, hole), NULL)
                    : apr_psprintf(pool, "%s%s%c", text,
                                   apr_isalnum(*at) || *at == '-' ? "" : "\\",
                                   *at);
    }
    text = apr_pstrcat(
        pool, text, strcmp(r->port, ":*") == 0 ? "(:[0-9]+)?" : r->port, NULL);
    add_once(r->meant->regexes, text);
}

/* A name that one registers, and has sub-domains of. */
static bool is_domain(const char *host)
{
    const char *domain = cors_registrable_domain(host);

    return domain && strcmp(domain, host) == 0;
}

/* What varies in the host is at its front, and may be any number of labels. */
static bool has_labels(const reader *r, const lint_hole_set *hole)
{
    return hole && r->host[1] && !has_hole(r, r->host + 1) &&
           lint_hole_has_dots(hole) &&
           (r->host[1] == '.' || hole->max == CORS_REGEX_UNBOUNDED);
}

static void add_text(reader *r, const char *text)
{
    read_authority(r, read_scheme(r, text));
    if (*r->host == '.' && !has_hole(r, r->host)) {
        /* `\.example\.com$`; behind a scheme or an anchor it is an empty label,
         * and lets nobody in. */
        if (r->free && !strstr(text, "://")) {
            add_below(r, r->host + 1);
        }
    } else if (!has_hole(r, r->host)) {
        add_host(r, r->host);
        if (r->free && !strstr(text, "://") && is_domain(r->host)) {
            add_below(r, r->host); /* `example\.com$` */
        }
    } else if (!has_labels(r, hole_at(r, r->host))) {
        add_regex(r);
    } else if (r->host[1] == '.') {
        add_below(r, r->host + 2);
    } else {
        /* `.*example\.com`, from who forgot the dot. */
        add_host(r, r->host + 1);
        add_below(r, r->host + 1);
    }
}

/* The expression itself, without its anchors: CorsCredsOriginRegex has its
 * own. */
static void add_expression(lint_meant *meant, const char *regex)
{
    size_t length;

    regex += *regex == '^';
    length = strlen(regex);
    if (length && regex[length - 1] == '$' &&
        (length < 2 || regex[length - 2] != '\\')) {
        length--;
    }
    add_once(meant->regexes, apr_pstrmemdup(meant->pool, regex, length));
}

const char *lint_meant_add(lint_meant *meant,
                           const lint_origin_pattern *pattern)
{
    reader r = {.meant = meant};
    const char *origin;

    if (pattern->negated) {
        return "it says whom not to let in; name those who are meant";
    }
    if (!pattern->regex) {
        origin = lint_origin_is_placeholder(pattern->text) ||
                         has_blank_within(pattern->text)
                     ? NULL
                     : lint_origin_meant(meant->pool, pattern->text);
        if (!origin || strcmp(origin, "*") == 0) {
            return "no origin can be read from it; name those who are meant";
        }
        lint_meant_add_word(meant, origin);
        return NULL;
    }
    r.spelling = lint_spelling_make(meant->pool, pattern->text);
    if (!r.spelling) {
        if (strpbrk(pattern->text, " \t\"'")) {
            return "it has a blank or a quotation mark in it, which no origin "
                   "has; name those who are meant";
        }
        add_expression(meant, pattern->text);
        return NULL;
    }
    r.free = *pattern->text != '^';
    for (int i = 0; i < r.spelling->texts->nelts; i++) {
        add_text(&r, APR_ARRAY_IDX(r.spelling->texts, i, const char *));
    }
    return NULL;
}

static bool is_insecure(const char *origin)
{
    const char *host = origin + strlen("http://");

    return strncmp(origin, "http://", strlen("http://")) == 0 &&
           !cors_host_is_loopback(host, *host == '[' ? strcspn(host, "]") + 1
                                                     : strcspn(host, ":"));
}

static void drop_from(lint_meant *meant, apr_array_header_t *words)
{
    for (int i = words->nelts; i-- > 0;) {
        const char *word = APR_ARRAY_IDX(words, i, const char *);

        if (!is_insecure(word)) {
            continue;
        }
        if (find(words, apr_pstrcat(meant->pool, "https", word + strlen("http"),
                                    NULL)) >= 0) {
            take_out(words, i);
            meant->dropped = true;
        } else {
            meant->insecure = word;
        }
    }
}

void lint_meant_drop_insecure(lint_meant *meant)
{
    drop_from(meant, meant->regexes);
    drop_from(meant, meant->patterns);
}
