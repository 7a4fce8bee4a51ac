/* SPDX-License-Identifier: Apache-2.0 */
#include "pattern.h"

#include <stdlib.h>
#include <string.h>
#include <arpa/inet.h>
#include <apr_lib.h>
#include <apr_strings.h>
#include "origin.h"
#include "publicsuffix.h"

#define HOST_MAX 253
#define LABEL_MAX 63

/* The pattern being parsed, cut into its parts. */
typedef struct parser {
    apr_pool_t *pool;
    const cors_place *place;
    cors_problems *problems;
    const char *text;
    const char *shown; /* text in quotes, for the sentences */
    const char *scheme;
    const char *host; /* with the `*.` of a wildcard */
    const char *port; /* NULL when there is none */
} parser;

#define REFUSE(p, code, ...)                                                   \
    (cors_problem_add((p)->problems, (p)->place, code, (p)->text,              \
                      __VA_ARGS__),                                            \
     false)

static const char *lowered(apr_pool_t *pool, const char *text)
{
    char *copy = apr_pstrdup(pool, text);

    for (char *c = copy; *c; c++) {
        *c = (char)apr_tolower(*c);
    }
    return copy;
}

static bool has_upper(const char *text)
{
    while (*text && !apr_isupper(*text)) {
        text++;
    }
    return *text != '\0';
}

static bool is_ascii(const char *text)
{
    while (*text && (unsigned char)*text < 0x80) {
        text++;
    }
    return *text == '\0';
}

/* The pattern again with another host: what the remedy shows. */
static const char *with_host(const parser *p, const char *host)
{
    return apr_pstrcat(p->pool, p->scheme, "://", host, p->port ? ":" : "",
                       p->port ? p->port : "", NULL);
}

static bool split_scheme(parser *p)
{
    const char *end = strstr(p->text, "://");
    const char *rest;

    if (!end) {
        const char *colon = strchr(p->text, ':');
        bool numbered = colon && apr_isdigit(colon[1]);

        if (colon && (strncmp(p->text, "https:", 6) == 0 ||
                      strncmp(p->text, "http:", 5) == 0)) {
            rest = colon + 1 + strspn(colon + 1, "/");
            return REFUSE(p, "origin-no-scheme",
                          "%s lacks the two slashes after its scheme; write "
                          "\"%.*s//%s\"",
                          p->shown, (int)(colon + 1 - p->text), p->text, rest);
        }
        if (colon && !numbered && colon[1] != '*') {
            return REFUSE(p, "origin-opaque",
                          "%s has a scheme without an authority; browsers send "
                          "\"null\" for it, which names nobody: serve the page "
                          "over https and list that origin",
                          p->shown);
        }
        rest = p->text + strspn(p->text, "/");
        rest = apr_pstrmemdup(p->pool, rest, strcspn(rest, "/?#"));
        return REFUSE(p, "origin-no-scheme",
                      "%s has no scheme; write \"https://%s\"", p->shown,
                      lowered(p->pool, rest));
    }
    p->scheme = apr_pstrmemdup(p->pool, p->text, (apr_size_t)(end - p->text));
    rest = end + 3;
    if (*rest == '\0' || *rest == '/') {
        return REFUSE(p, "origin-opaque",
                      "%s has no host; browsers send \"null\" for such a page, "
                      "which names nobody: serve it over https and list that "
                      "origin",
                      p->shown);
    }
    if (strchr(p->scheme, '*')) {
        return REFUSE(p, "origin-scheme",
                      "%s has a wildcard for its scheme; write one pattern for "
                      "each scheme, such as \"https://%s\"",
                      p->shown, rest);
    }
    if (has_upper(p->scheme)) {
        return REFUSE(p, "origin-upper-case",
                      "%s has upper case, which no browser sends; write \"%s\"",
                      p->shown, lowered(p->pool, p->text));
    }
    if (strcmp(p->scheme, "ws") == 0 || strcmp(p->scheme, "wss") == 0) {
        return REFUSE(p, "origin-scheme",
                      "%s is no origin, a WebSocket carries that of the page "
                      "that opened it; write \"http%s://%s\"",
                      p->shown, p->scheme[2] ? "s" : "", rest);
    }
    if (strchr(rest, ',')) {
        return REFUSE(p, "origin-syntax",
                      "%s has a comma, which no origin has; write patterns "
                      "with blanks between them",
                      p->shown);
    }
    p->host = rest;
    return true;
}

/* Cuts p->host at whatever an origin does not have. */
static bool refuse_trailer(parser *p)
{
    size_t length = strcspn(p->host, "/?#");
    const char *trailer = p->host + length;
    const char *kept =
        apr_pstrmemdup(p->pool, p->text, (apr_size_t)(trailer - p->text));
    const char *at;

    if (*trailer) {
        const char *what = *trailer == '?'   ? "query"
                           : *trailer == '#' ? "fragment"
                           : trailer[1]      ? "path"
                                             : "trailing slash";

        return REFUSE(
            p, trailer[1] || *trailer != '/' ? "origin-path" : "origin-slash",
            "%s has a %s, an origin has none; write \"%s\"", p->shown, what,
            kept);
    }
    at = strrchr(p->host, '@');
    if (at) {
        return REFUSE(p, "origin-userinfo",
                      "%s has user information, an origin has none; write "
                      "\"%s://%s\"",
                      p->shown, p->scheme, at + 1);
    }
    return true;
}

static bool split_port(parser *p, cors_pattern *pattern)
{
    const char *from = p->host[0] == '[' ? strchr(p->host, ']') : p->host;
    const char *colon = from ? strchr(from, ':') : NULL;
    bool https = strcmp(p->scheme, "https") == 0;

    if (!colon) {
        return true;
    }
    p->port = colon + 1;
    p->host = apr_pstrmemdup(p->pool, p->host, (apr_size_t)(colon - p->host));
    pattern->any_port = strcmp(p->port, "*") == 0;
    if (pattern->any_port || p->host[0] == '\0') {
        return true;
    }
    if (p->port[0] == '\0' || p->port[0] == '0' || strlen(p->port) > 5 ||
        strspn(p->port, "0123456789") != strlen(p->port) ||
        atoi(p->port) > 65535) {
        return REFUSE(p, "origin-port",
                      "%s has the port \"%s\"; write a number from 1 to 65535 "
                      "without a leading zero, or \":*\" for any port",
                      p->shown, p->port);
    }
    if ((https && atoi(p->port) == 443) ||
        (strcmp(p->scheme, "http") == 0 && atoi(p->port) == 80)) {
        return REFUSE(p, "origin-default-port",
                      "%s has its scheme's default port, which browsers leave "
                      "out; write \"%s://%s\"",
                      p->shown, p->scheme, p->host);
    }
    return true;
}

static bool split_wildcard(parser *p, cors_pattern *pattern)
{
    pattern->kind = CORS_PATTERN_EXACT;
    if (strncmp(p->host, "*.", 2) == 0) {
        pattern->kind = CORS_PATTERN_SUBDOMAINS;
        p->host += 2;
    }
    if (strchr(p->host, '*')) {
        return REFUSE(p, "origin-wildcard",
                      "%s has a wildcard that is not its whole first label; "
                      "write \"%s://*.example.com\" for every sub-domain, or "
                      "CorsCredsOriginRegex",
                      p->shown, p->scheme);
    }
    return true;
}

static bool check_letters(parser *p)
{
    const char *dot = p->host;

    if (!is_ascii(p->host)) {
        const char *ascii = cors_host_to_ascii(p->pool, p->host);

        return ascii ? REFUSE(p, "origin-non-ascii",
                              "%s has a host that is not ASCII; write \"%s\", "
                              "as browsers send it",
                              p->shown,
                              with_host(p, p->text[strlen(p->scheme) + 3] == '*'
                                               ? apr_pstrcat(p->pool, "*.",
                                                             ascii, NULL)
                                               : ascii))
                     : REFUSE(p, "origin-non-ascii",
                              "%s has a host that is neither ASCII nor UTF-8; "
                              "write its punycode form (xn--...)",
                              p->shown);
    }
    if (has_upper(p->host)) {
        return REFUSE(p, "origin-upper-case",
                      "%s has upper case, which no browser sends; write \"%s\"",
                      p->shown, lowered(p->pool, p->text));
    }
    if (strlen(p->host) > HOST_MAX) {
        return REFUSE(p, "origin-long-host",
                      "%s has a host of %" APR_SIZE_T_FMT " bytes; names have "
                      "at most %d, so shorten it",
                      p->shown, strlen(p->host), HOST_MAX);
    }
    for (;;) {
        size_t label = strcspn(dot, ".");

        if (label == 0) {
            return REFUSE(p, "origin-empty-label",
                          "%s has an empty label in its host; take the "
                          "superfluous dot out",
                          p->shown);
        }
        if (label > LABEL_MAX) {
            return REFUSE(p, "origin-long-host",
                          "%s has a label of %" APR_SIZE_T_FMT " bytes; labels "
                          "have at most %d, so shorten it",
                          p->shown, label, LABEL_MAX);
        }
        if (dot[label] == '\0') {
            return true;
        }
        dot += label + 1;
    }
}

/* The address as browsers write it, NULL when it is none. */
static const char *canonical_ipv6(apr_pool_t *pool, const char *host)
{
    char *address = apr_pstrdup(pool, host + 1);
    struct in6_addr binary;
    char *text = apr_palloc(pool, INET6_ADDRSTRLEN);
    char *close = strchr(address, ']');

    if (!close || close[1] != '\0') {
        return NULL;
    }
    *close = '\0';
    if (inet_pton(AF_INET6, address, &binary) != 1) {
        return NULL;
    }
    inet_ntop(AF_INET6, &binary, text, INET6_ADDRSTRLEN);
    if (strchr(text, '.')) {
        /* inet_ntop embeds IPv4, browsers never do (URL standard 3.5). */
        text = apr_psprintf(pool, "::%s%x:%x",
                            strncmp(text, "::ffff:", 7) == 0 ? "ffff:" : "",
                            binary.s6_addr[12] << 8 | binary.s6_addr[13],
                            binary.s6_addr[14] << 8 | binary.s6_addr[15]);
    }
    return apr_pstrcat(pool, "[", text, "]", NULL);
}

static bool check_ipv6(parser *p)
{
    const char *canonical = canonical_ipv6(p->pool, p->host);

    if (!canonical) {
        return REFUSE(p, "origin-address",
                      "%s has a bad IPv6 address; write one such as "
                      "\"%s://[2001:db8::1]\"",
                      p->shown, p->scheme);
    }
    if (strcmp(canonical, p->host) != 0) {
        return REFUSE(p, "origin-address",
                      "%s has an IPv6 address that browsers write in another "
                      "way; write \"%s\"",
                      p->shown, with_host(p, canonical));
    }
    return true;
}

/* What is left: bytes that are in no host, and names that end in a number but
 * are no address. */
static bool check_host(parser *p, const cors_pattern *pattern)
{
    cors_origin origin;
    const char *exact = apr_pstrcat(p->pool, p->scheme, "://", p->host, NULL);
    const char *last = strrchr(p->host, '.');

    last = last ? last + 1 : p->host;
    if (cors_origin_parse(exact, strlen(exact), &origin)) {
        if (pattern->kind == CORS_PATTERN_SUBDOMAINS && apr_isdigit(*last) &&
            strspn(last, "0123456789") == strlen(last)) {
            return REFUSE(p, "origin-wildcard",
                          "%s has a wildcard before an IP address, which has "
                          "no sub-domains; write the address alone",
                          p->shown);
        }
        return true;
    }
    if (strspn(last, "0123456789") == strlen(last)) {
        return REFUSE(p, "origin-address",
                      "%s has a bad IPv4 address; write four numbers from 0 to "
                      "255 without leading zeros",
                      p->shown);
    }
    return REFUSE(p, "origin-syntax",
                  "%s is no origin; write scheme, host and, if it is not the "
                  "default, port, such as \"https://app.example.com:8443\"",
                  p->shown);
}

static int label_count(const char *host)
{
    int labels = 1;

    for (; *host; host++) {
        labels += *host == '.';
    }
    return labels;
}

bool cors_pattern_parse(apr_pool_t *pool, const cors_place *place,
                        const char *text, cors_pattern *pattern,
                        cors_problems *problems)
{
    parser p = {pool, place, problems, text, NULL, NULL, NULL, NULL};
    bool host_ok;

    memset(pattern, 0, sizeof(*pattern));
    pattern->text = text;
    if (strcmp(text, "*") == 0) {
        pattern->kind = CORS_PATTERN_ANY;
        return true;
    }
    if (strcmp(text, "null") == 0) {
        pattern->kind = CORS_PATTERN_NULL;
        return true;
    }
    p.shown = cors_quoted(pool, text);
    if (!split_scheme(&p) || !refuse_trailer(&p) || !split_port(&p, pattern) ||
        !split_wildcard(&p, pattern)) {
        return false;
    }
    if (p.host[0] == '[') {
        host_ok = check_ipv6(&p);
    } else {
        host_ok = check_letters(&p) && check_host(&p, pattern);
    }
    if (!host_ok) {
        return false;
    }
    pattern->host = p.host;
    pattern->labels = label_count(p.host);
    pattern->insecure = strcmp(p.scheme, "http") == 0 &&
                        !cors_host_is_loopback(p.host, strlen(p.host));
    return true;
}
