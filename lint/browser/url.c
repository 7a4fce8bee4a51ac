/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/browser/url.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <apr_lib.h>
#include <apr_strings.h>
#include <apr_uri.h>
#include "core/origin.h"
#include "core/problem.h"
#include "core/publicsuffix.h"
#include "lint/browser/ascii.h"

enum { HTTP_PORT = 80, HTTPS_PORT = 443, PORT_MAX = 65535 };

/* The length of a segment that means "here" (1) or "one up" (2), 0 for any
 * other: a dot may be percent-encoded (URL standard section 4.1). */
static int count_dots(const char *segment, size_t length)
{
    int dots = 0;

    while (length) {
        size_t step = *segment == '.' ? 1 : 3;

        if (step > length ||
            (step == 3 && strncasecmp(segment, "%2e", 3) != 0)) {
            return 0;
        }
        segment += step;
        length -= step;
        dots++;
    }
    return dots <= 2 ? dots : 0;
}

/* The path without dot segments. */
static const char *resolve(apr_pool_t *pool, const char *path)
{
    char *resolved = apr_palloc(pool, strlen(path) + 2);
    char *end = resolved;

    while (*path == '/') {
        size_t length = strcspn(path + 1, "/");
        int dots = count_dots(path + 1, length);
        bool last = path[1 + length] == '\0';

        if (dots == 2) {
            while (end > resolved && *--end != '/') {
            }
        }
        if (dots == 0) {
            memcpy(end, path, length + 1);
            end += length + 1;
        } else if (last) {
            *end++ = '/';
        }
        path += length + 1;
    }
    *end = '\0';
    return end > resolved ? resolved : "/";
}

/* Fills in host, port and origin. */
static const char *read_authority(apr_pool_t *pool, const char *text,
                                  const apr_uri_t *uri, lint_url *url)
{
    const unsigned standard = url->secure ? HTTPS_PORT : HTTP_PORT;
    const char *host =
        uri->hostname ? cors_host_to_ascii(pool, uri->hostname) : NULL;
    unsigned long port = standard;
    cors_origin origin;

    if (uri->user || uri->password) {
        return apr_psprintf(pool,
                            "%s has a user or a password, which fetch() "
                            "refuses; leave it out",
                            cors_quoted(pool, text));
    }
    if (uri->port_str && *uri->port_str) {
        port = strtoul(uri->port_str, NULL, 10);
    }
    if (host && strchr(host, ':')) {
        host = apr_pstrcat(pool, "[", host, "]", NULL);
    }
    url->host = host ? host : "";
    url->port = (unsigned)port;
    url->origin = apr_psprintf(
        pool, "%s://%s%s", url->secure ? "https" : "http", url->host,
        port == standard ? "" : apr_psprintf(pool, ":%lu", port));
    if (!port || port > PORT_MAX ||
        !cors_origin_parse(url->origin, strlen(url->origin), &origin)) {
        return apr_psprintf(pool,
                            "%s has no host and port that a browser would "
                            "connect to; write one like "
                            "\"https://api.example.com/path\"",
                            cors_quoted(pool, text));
    }
    return NULL;
}

const char *lint_url_parse(apr_pool_t *pool, const char *text, lint_url *url)
{
    apr_uri_t uri;
    const char *wrong;

    memset(url, 0, sizeof(*url));
    if (apr_uri_parse(pool, text, &uri) != APR_SUCCESS || !uri.scheme ||
        (strcasecmp(uri.scheme, "https") != 0 &&
         strcasecmp(uri.scheme, "http") != 0)) {
        return apr_psprintf(pool,
                            "%s is no http or https URL; write one like "
                            "\"https://api.example.com/path\"",
                            cors_quoted(pool, text));
    }
    url->secure = strcasecmp(uri.scheme, "https") == 0;
    wrong = read_authority(pool, text, &uri, url);
    if (wrong) {
        return wrong;
    }
    url->path = resolve(pool, uri.path ? uri.path : "/");
    url->target = uri.query ? apr_pstrcat(pool, url->path, "?", uri.query, NULL)
                            : url->path;
    for (const char *at = url->target; *at; at++) {
        if (!apr_isgraph(*at) || strchr("\\\"<>", *at)) {
            return apr_psprintf(pool,
                                "%s has a byte in its path or query that does "
                                "not stand for itself in a URL; write it as "
                                "%%XX",
                                cors_quoted(pool, text));
        }
    }
    return NULL;
}

/* Removes a default port at the end. */
static void drop_default_port(char *text)
{
    const char *port = strncmp(text, "https://", 8) == 0  ? ":443"
                       : strncmp(text, "http://", 7) == 0 ? ":80"
                                                          : NULL;
    size_t length = strlen(text);

    if (port && length > strlen(port) &&
        strcmp(text + length - strlen(port), port) == 0) {
        text[length - strlen(port)] = '\0';
    }
}

const char *lint_origin_serialise(apr_pool_t *pool, const char *text)
{
    const char *host = strstr(text, "://");
    const char *ascii = host ? cors_host_to_ascii(pool, host + 3) : NULL;
    cors_origin origin;
    char *written;
    size_t length;

    if (!ascii) {
        return strcmp(text, "null") == 0 ? "null" : NULL;
    }
    written = apr_pstrcat(
        pool,
        lint_ascii_lower(
            pool, apr_pstrmemdup(pool, text, (apr_size_t)(host + 3 - text))),
        ascii, NULL);
    length = strlen(written);
    if (length && written[length - 1] == '/') {
        written[length - 1] = '\0';
    }
    drop_default_port(written);
    return cors_origin_parse(written, strlen(written), &origin) ? written
                                                                : NULL;
}

/* Room for an origin's host. */
typedef char host_text[CORS_ORIGIN_MAX + 1];

/* An origin's registrable domain, or its host where it has none, in host; ""
 * for what is no origin. */
static const char *owner_of(const char *text, host_text host)
{
    cors_origin origin;
    const char *domain;

    if (!cors_origin_parse(text, strlen(text), &origin)) {
        return "";
    }
    memcpy(host, text + origin.host_at, origin.host_length);
    host[origin.host_length] = '\0';
    domain = cors_registrable_domain(host);
    return domain ? domain : host;
}

static size_t scheme_length(const char *origin)
{
    return strcspn(origin, ":");
}

static bool is_web(const char *origin)
{
    return strncmp(origin, "https:", 6) == 0 ||
           strncmp(origin, "http:", 5) == 0;
}

const char *lint_origin_site(apr_pool_t *pool, const char *origin)
{
    host_text host;
    const char *owner = owner_of(origin, host);

    if (!*owner) {
        return origin;
    }
    return apr_psprintf(pool, "%.*s://%s", (int)scheme_length(origin), origin,
                        owner);
}

lint_relation lint_origin_relation(const char *one, const char *other)
{
    size_t scheme = scheme_length(one);
    host_text host, other_host;
    const char *owner;

    if (strcmp(one, "null") == 0) {
        return LINT_CROSS_SITE;
    }
    if (strcmp(one, other) == 0) {
        return LINT_SAME_ORIGIN;
    }
    owner = owner_of(one, host);
    if (!*owner || strcmp(owner, owner_of(other, other_host)) != 0) {
        return LINT_CROSS_SITE;
    }
    if (scheme == scheme_length(other) && strncmp(one, other, scheme) == 0) {
        return LINT_SAME_SITE;
    }
    return is_web(one) && is_web(other) ? LINT_OTHER_SCHEME : LINT_CROSS_SITE;
}

const char *lint_relation_name(lint_relation relation)
{
    switch (relation) {
    case LINT_SAME_ORIGIN:
        return "same-origin";
    case LINT_SAME_SITE:
        return "same-site";
    case LINT_OTHER_SCHEME:
        return "cross-site (same domain, other scheme)";
    case LINT_CROSS_SITE:
        break;
    }
    return "cross-site";
}
