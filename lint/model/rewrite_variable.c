/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/rewrite_run.h"

#include <string.h>
#include <strings.h>
#include <apr_lib.h>
#include <apr_strings.h>

static const struct {
    const char *variable, *header;
} HEADERS[] = {
    {"HTTP_HOST", "Host"},
    {"HTTP_ACCEPT", "Accept"},
    {"HTTP_COOKIE", "Cookie"},
    {"HTTP_REFERER", "Referer"},
    {"HTTP_FORWARDED", "Forwarded"},
    {"HTTP_USER_AGENT", "User-Agent"},
    {"HTTP_PROXY_CONNECTION", "Proxy-Connection"},
};

/* Those that expressions have as well. Every other name is empty: above all
 * HTTP_ORIGIN, which many configurations ask for. */
static const char *const VARIABLES[] = {
    "AUTH_TYPE",
    "CONN_REMOTE_ADDR",
    "CONTEXT_DOCUMENT_ROOT",
    "CONTEXT_PREFIX",
    "DOCUMENT_ROOT",
    "HTTPS",
    "IPV6",
    "PATH_INFO",
    "REMOTE_ADDR",
    "REMOTE_HOST",
    "REMOTE_IDENT",
    "REMOTE_PORT",
    "REMOTE_USER",
    "REQUEST_METHOD",
    "REQUEST_SCHEME",
    "SCRIPT_GROUP",
    "SCRIPT_USER",
    "SERVER_ADDR",
    "SERVER_ADMIN",
    "SERVER_NAME",
    "SERVER_PORT",
    "SERVER_PROTOCOL",
    "SERVER_SOFTWARE",
    "THE_REQUEST",
    "API_VERSION",
    "TIME",
    "TIME_DAY",
    "TIME_SEC",
    "TIME_MIN",
    "TIME_MON",
    "TIME_WDAY",
    "TIME_YEAR",
    "TIME_HOUR",
};

static lint_text or_empty(lint_text text)
{
    return lint_text_is_unset(text) ? LINT_KNOWN("") : text;
}

lint_text lint_rewrite_fact(const lint_rewrite_run *run, const char *name)
{
    const lint_expr_facts *facts = run->server->facts;
    lint_text text;

    if (facts && facts->variable &&
        facts->variable(facts->data, run->request, name, &text)) {
        return text;
    }
    return LINT_UNSET;
}

/* Remembers for Vary that a header was read that is there. Not Host: every
 * response depends on it. */
static lint_text read_header(lint_rewrite_run *run, const char *name)
{
    lint_text text = lint_table_get(run->request->headers_in, name);

    if (!lint_text_is_unset(text) && strcasecmp(name, "Host") != 0) {
        run->vary_this = run->vary_this
                             ? apr_pstrcat(run->request->pool, run->vary_this,
                                           ", ", name, NULL)
                             : name;
    }
    return or_empty(text);
}

static lint_text read_env(const lint_rewrite_run *run, const char *name)
{
    const lint_expr_facts *facts = run->server->facts;
    lint_text text = lint_table_get(run->request->notes, name);

    if (lint_text_is_unset(text)) {
        text = lint_table_get(run->request->env, name);
    }
    if (lint_text_is_unset(text) && facts && facts->environment) {
        text = facts->environment(facts->data, name);
    }
    return or_empty(text);
}

static lint_text read_tls(const lint_rewrite_run *run, const char *name)
{
    if (!run->request->https && strncasecmp(name, "SSL_", 4) == 0 &&
        strncasecmp(name, "SSL_VERSION_", 12) != 0) {
        return LINT_KNOWN("");
    }
    return LINT_UNKNOWABLE("%{SSL:...} depends on the TLS connection");
}

static lint_text read_named(lint_rewrite_run *run, const char *name)
{
    const lint_request *request = run->request;
    lint_text text;

    for (size_t i = 0; i < sizeof(HEADERS) / sizeof(*HEADERS); i++) {
        if (strcmp(name, HEADERS[i].variable) == 0) {
            return read_header(run, HEADERS[i].header);
        }
    }
    /* These change while the rules run. */
    if (strcmp(name, "REQUEST_FILENAME") == 0 ||
        strcmp(name, "SCRIPT_FILENAME") == 0) {
        return or_empty(LINT_KNOWN(request->filename));
    }
    if (strcmp(name, "QUERY_STRING") == 0) {
        return or_empty(LINT_KNOWN(request->query));
    }
    if (strcmp(name, "REQUEST_URI") == 0) {
        return or_empty(LINT_KNOWN(request->uri));
    }
    if (strcmp(name, "IS_SUBREQ") == 0) {
        return LINT_KNOWN(run->server->subrequest ? "true" : "false");
    }
    for (size_t i = 0; i < sizeof(VARIABLES) / sizeof(*VARIABLES); i++) {
        if (*name == *VARIABLES[i] && strcmp(name, VARIABLES[i]) == 0) {
            text = lint_rewrite_fact(run, name);
            return or_empty(lint_text_is_unset(text)
                                ? lint_expr_variable_default(request, name)
                                : text);
        }
    }
    return LINT_KNOWN("");
}

lint_text lint_rewrite_variable(lint_rewrite_run *run, const char *name)
{
    char *upper;

    if (strlen(name) < 4) {
        return LINT_KNOWN("");
    }
    if (name[3] == ':') {
        if (name[4] && strncasecmp(name, "ENV", 3) == 0) {
            return read_env(run, name + 4);
        }
        if (name[4] && strncasecmp(name, "SSL", 3) == 0) {
            return read_tls(run, name + 4);
        }
        return LINT_KNOWN("");
    }
    if (name[4] == ':') {
        if (name[5] && strncasecmp(name, "HTTP", 4) == 0) {
            return read_header(run, name + 5);
        }
        if (name[5] && (strncasecmp(name, "LA-U", 4) == 0 ||
                        strncasecmp(name, "LA-F", 4) == 0)) {
            return LINT_UNKNOWABLE("a look-ahead with LA-U or LA-F is not "
                                   "followed");
        }
        return LINT_KNOWN("");
    }
    upper = apr_pstrdup(run->request->pool, name);
    for (char *at = upper; *at; at++) {
        *at = (char)apr_toupper(*at);
    }
    return read_named(run, upper);
}

static const char *recase(apr_pool_t *pool, const char *text, bool upper)
{
    char *copy = apr_pstrdup(pool, text);

    for (char *at = copy; *at; at++) {
        *at = (char)(upper ? apr_toupper(*at) : apr_tolower(*at));
    }
    return copy;
}

static int hexadecimal(char byte)
{
    return apr_isdigit(byte) ? byte - '0' : (byte | 0x20) - 'a' + 10;
}

/* As ap_unescape_url: what is no escape stays. */
static const char *unescape(apr_pool_t *pool, const char *text)
{
    char *copy = apr_pstrdup(pool, text);
    char *out = copy;

    for (; *text; text++) {
        if (*text == '%' && apr_isxdigit(text[1]) && apr_isxdigit(text[2])) {
            *out++ = (char)(hexadecimal(text[1]) * 16 + hexadecimal(text[2]));
            text += 2;
        } else {
            *out++ = *text;
        }
    }
    *out = '\0';
    return copy;
}

lint_text lint_rewrite_map(lint_rewrite_run *run, const char *map,
                           const char *key)
{
    apr_pool_t *pool = run->request->pool;
    const char *source =
        run->server->maps
            ? apr_hash_get(run->server->maps, map, APR_HASH_KEY_STRING)
            : NULL;

    if (!source) {
        return LINT_UNSET;
    }
    if (strncasecmp(source, "int:", 4) != 0) {
        return LINT_UNKNOWABLE(apr_psprintf(
            pool, "what RewriteMap \"%s\" has is not looked up", map));
    }
    source += 4;
    if (strcmp(source, "toupper") == 0 || strcmp(source, "tolower") == 0) {
        return LINT_KNOWN(recase(pool, key, source[2] == 'u'));
    }
    return LINT_KNOWN(strcmp(source, "escape") == 0
                          ? lint_rewrite_escape(pool, key)
                          : unescape(pool, key));
}
