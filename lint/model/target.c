/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/target.h"

#include <string.h>
#include <apr_lib.h>
#include <apr_strings.h>

/* Lower case, without port and without one trailing dot. */
static const char *hostname_of(apr_pool_t *pool, const char *authority)
{
    char *host = apr_pstrdup(pool, authority);
    char *end;

    if (host[0] == '[') {
        end = strchr(++host, ']');
    } else {
        end = strrchr(host, ':');
    }
    if (end) {
        *end = '\0';
    }
    for (char *c = host; *c; c++) {
        *c = (char)apr_tolower(*c);
    }
    end = host + strlen(host);
    if (end > host && end[-1] == '.') {
        end[-1] = '\0';
    }
    return host;
}

static int hex(char c)
{
    return apr_isdigit(c) ? c - '0' : (apr_tolower(c) - 'a') + 10;
}

/* The client's fields as httpd has them: without blanks around the values, and
 * those of one name in one, joined with commas. */
static lint_table *headers_of(apr_pool_t *pool, const lint_table *sent)
{
    lint_table *table = lint_table_create(pool);

    for (int i = 0; i < sent->entries->nelts; i++) {
        const lint_entry *field = &APR_ARRAY_IDX(sent->entries, i, lint_entry);
        const char *from = field->text.value;
        size_t bytes;
        lint_entry *earlier;

        from += strspn(from, " \t");
        bytes = strlen(from);
        while (bytes && (from[bytes - 1] == ' ' || from[bytes - 1] == '\t')) {
            bytes--;
        }
        from = apr_pstrmemdup(pool, from, bytes);
        earlier = lint_table_find(table, field->name);
        if (earlier) {
            earlier->text.value =
                apr_pstrcat(pool, earlier->text.value, ", ", from, NULL);
        } else {
            lint_table_add(table, field->name, LINT_KNOWN(from), NULL);
        }
    }
    return table;
}

/* Decodes in place, to the end. Returns 200, 400 for a bad escape, or 404 for a
 * slash or a NUL behind one. */
static int decode(char *path)
{
    char *to = path;
    int status = 200;

    for (const char *from = path; *from; from++) {
        if (*from != '%') {
            *to++ = *from;
        } else if (!apr_isxdigit(from[1]) || !apr_isxdigit(from[2])) {
            status = 400;
            *to++ = '%';
        } else {
            *to = (char)(hex(from[1]) << 4 | hex(from[2]));
            if ((*to == '/' || *to == '\0') && status == 200) {
                status = 404;
            }
            to++;
            from += 2;
        }
    }
    *to = '\0';
    return status;
}

/* Slashes merged, `.` and `..` resolved. Returns 400 above the root, where the
 * segment is taken off all the same. */
static int normalise(char *path)
{
    char *to = path;
    int status = 200;

    for (const char *from = path; *from;) {
        size_t bytes;

        from += strspn(from, "/");
        bytes = strcspn(from, "/");
        if (bytes == 1 && from[0] == '.') {
            from += 1;
            if (*from == '\0') {
                *to++ = '/';
            }
            continue;
        }
        if (bytes == 2 && from[0] == '.' && from[1] == '.') {
            if (to == path) {
                status = 400;
            }
            while (to > path && *--to != '/') {
            }
            from += 2;
            if (*from == '\0') {
                *to++ = '/';
            }
            continue;
        }
        *to++ = '/';
        memmove(to, from, bytes);
        to += bytes;
        from += bytes;
    }
    if (to == path) {
        *to++ = '/';
    }
    *to = '\0';
    return status;
}

/* Decodes and normalises the path. Returns what httpd answers to it; 0 for
 * nothing. */
static int read_path(apr_pool_t *pool, const char **path)
{
    char *read = apr_pstrdup(pool, *path);
    int status = decode(read);

    *path = read;
    if (read[0] == '/' && normalise(read) != 200) {
        status = 400;
    }
    return status == 200 ? 0 : status;
}

lint_request *lint_target_read(apr_pool_t *pool, const lint_question *question)
{
    lint_request *request = apr_pcalloc(pool, sizeof(*request));
    const char *target = question->target;
    const char *authority = question->host;
    const char *scheme = strstr(target, "://");
    const char *query;
    const char *path;

    request->pool = pool;
    request->unparsed_uri = target;
    if (target[0] != '/' && scheme) {
        size_t bytes = strcspn(scheme + 3, "/?#");

        authority = apr_pstrmemdup(pool, scheme + 3, bytes);
        target = scheme + 3 + bytes;
        if (*target != '/') {
            target = apr_pstrcat(pool, "/", target, NULL);
        }
    }
    query = strchr(target, '?');
    path = query ? apr_pstrmemdup(pool, target, (apr_size_t)(query - target))
                 : target;
    request->status = 200;
    request->uri = path;
    if (strcmp(path, "*") != 0) {
        request->refused = read_path(pool, &request->uri);
    }
    request->query = query ? query + 1 : NULL;
    request->method = question->method;
    request->protocol = question->protocol ? question->protocol : "HTTP/1.1";
    request->hostname = authority ? hostname_of(pool, authority) : NULL;
    request->line = apr_pstrcat(pool, question->method, " ", question->target,
                                " ", request->protocol, NULL);
    request->remote_ip = question->remote_ip;
    request->local_ip = question->local_ip;
    request->local_port = question->local_port;
    request->https = question->https;
    request->headers_in = headers_of(pool, question->headers);
    if (authority && !lint_table_find(request->headers_in, "Host")) {
        lint_table_add(request->headers_in, "Host", LINT_KNOWN(authority),
                       NULL);
    }
    if (!authority && strcmp(request->protocol, "HTTP/1.1") == 0) {
        request->status = 400; /* RFC 9112 section 3.2 */
    }
    request->env = lint_table_create(pool);
    request->notes = lint_table_create(pool);
    request->rules = lint_table_create(pool);
    request->headers_out = lint_table_create(pool);
    request->err_headers_out = lint_table_create(pool);
    request->unknowns = apr_array_make(pool, 2, sizeof(const char *));
    return request;
}

const char *lint_target_raw(const lint_request *request)
{
    const char *path = request->unparsed_uri;

    if (path[0] != '/') {
        return request->uri;
    }
    while (path[1] == '/') {
        path++;
    }
    return apr_pstrmemdup(request->pool, path, strcspn(path, "?"));
}
