/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/witness/cookie_maker.h"

#include <string.h>
#include <strings.h>
#include <apr_strings.h>
#include "lint/model/list.h"
#include "lint/model/rewrite_parse.h"
#include "lint/witness/cookie_line.h"

/* What mod_session_cookie writes where a directive names no attribute. */
#define SESSION_DEFAULT "HttpOnly;Secure;Version=1"

static lint_cookie_maker *add(apr_pool_t *pool, apr_array_header_t *makers,
                              lint_cookie_kind kind, const lint_node *node,
                              const char *field)
{
    lint_cookie_maker *maker = apr_pcalloc(pool, sizeof(*maker));

    maker->kind = kind;
    maker->node = node;
    maker->cookie = lint_cookie_read(pool, field);
    maker->sent = maker->cookie;
    maker->name = node;
    maker->samesite = maker->cookie.samesite ? node : NULL;
    maker->domain = maker->cookie.domain ? node : NULL;
    APR_ARRAY_PUSH(makers, lint_cookie_maker *) = maker;
    return maker;
}

static void add_headers(apr_pool_t *pool, const apr_array_header_t *lines,
                        apr_array_header_t *makers)
{
    for (int i = 0; i < lines->nelts; i++) {
        const lint_cookie_line *line =
            APR_ARRAY_IDX(lines, i, const lint_cookie_line *);
        lint_text value = lint_cookie_line_value(pool, line);
        lint_cookie_maker *maker;
        const char *sent;

        if (!value.value) {
            continue;
        }
        maker = add(pool, makers, LINT_COOKIE_HEADER, line->node, value.value);
        sent = lint_cookie_line_sent(pool, line, value.value);
        if (sent) {
            maker->sent = lint_cookie_read(pool, sent);
        }
    }
}

typedef struct flags {
    apr_pool_t *pool;
    apr_array_header_t *cookies; /* of const char * */
} flags;

static const char *take_flag(apr_pool_t *pool, void *data, const char *key,
                             const char *value)
{
    const flags *taken = data;

    (void)pool;
    if (strcasecmp(key, "CO") == 0 || strcasecmp(key, "cookie") == 0) {
        APR_ARRAY_PUSH(taken->cookies, const char *) = value;
    }
    return NULL;
}

static bool is_on(const char *field, const char *name)
{
    return field && (strcasecmp(field, "true") == 0 ||
                     strcmp(field, "1") == 0 || strcasecmp(field, name) == 0);
}

/* mod_rewrite's add_cookie: strtok, so that empty fields vanish. */
static const char *rewrite_field(apr_pool_t *pool, const char *text)
{
    enum { NAME, VALUE, DOMAIN, AGE, PATH, SECURE, HTTPONLY, SAMESITE, COUNT };
    const char *separator = *text == ';' ? ";" : ":";
    char *rest = apr_pstrdup(pool, *text == ';' ? text + 1 : text);
    char *field[COUNT] = {NULL};
    char *state = NULL;
    bool secure;

    for (int i = 0; i < COUNT; i++) {
        field[i] = apr_strtok(i ? NULL : rest, separator, &state);
        if (!field[i]) {
            break;
        }
    }
    if (!field[DOMAIN]) {
        return NULL;
    }
    /* HttpOnly without Secure is lost. */
    secure = is_on(field[SECURE], "secure");
    return apr_pstrcat(
        pool, field[NAME], "=", field[VALUE],
        "; path=", field[PATH] ? field[PATH] : "/", "; domain=", field[DOMAIN],
        secure ? "; secure" : "",
        secure && is_on(field[HTTPONLY], "HttpOnly") ? "; HttpOnly" : "",
        field[SAMESITE] && strcmp(field[SAMESITE], "0") != 0 &&
                strcasecmp(field[SAMESITE], "false") != 0
            ? apr_pstrcat(pool, "; SameSite=", field[SAMESITE], NULL)
            : "",
        NULL);
}

static void add_rewrites(apr_pool_t *pool, const lint_survey *survey,
                         apr_array_header_t *makers)
{
    const apr_array_header_t *nodes = lint_survey_nodes(survey, "rewriterule");

    for (int i = 0; i < nodes->nelts; i++) {
        const lint_node *node = APR_ARRAY_IDX(nodes, i, const lint_node *);
        lint_args args = {.directive = node->name,
                          .raw = LINT_KNOWN(node->args)};
        const char *brackets = strchr(node->args, '[');
        flags taken = {pool, NULL};
        lint_rewrite_line line;

        if (node->unknown || !brackets || !strcasestr(brackets, "co") ||
            lint_rewrite_line_cut(pool, &args, &line) || !line.flags.value) {
            continue;
        }
        taken.cookies = lint_list_begin(pool, sizeof(const char *));
        lint_rewrite_flags_read(pool, line.flags.value, take_flag, &taken);
        for (int j = 0; j < taken.cookies->nelts; j++) {
            const char *field = rewrite_field(
                pool, APR_ARRAY_IDX(taken.cookies, j, const char *));

            if (field) {
                add(pool, makers, LINT_COOKIE_REWRITE, node, field);
            }
        }
    }
}

static void add_sessions(apr_pool_t *pool, const lint_survey *survey,
                         apr_array_header_t *makers)
{
    static const char *const names[] = {"sessioncookiename",
                                        "sessiondbdcookiename"};

    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
        const apr_array_header_t *nodes = lint_survey_nodes(survey, names[i]);

        for (int j = 0; j < nodes->nelts; j++) {
            const lint_node *node = APR_ARRAY_IDX(nodes, j, const lint_node *);
            size_t length = strcspn(node->args, " \t");
            const char *attributes =
                node->args + length + strspn(node->args + length, " \t");

            if (!node->unknown && length) {
                add(pool, makers, LINT_COOKIE_SESSION, node,
                    apr_pstrcat(
                        pool, apr_pstrmemdup(pool, node->args, length), "=1;",
                        *attributes ? attributes : SESSION_DEFAULT, NULL))
                    ->secret = true;
            }
        }
    }
}

apr_array_header_t *lint_cookie_makers(apr_pool_t *pool,
                                       const lint_survey *survey)
{
    apr_array_header_t *makers =
        apr_array_make(pool, 4, sizeof(lint_cookie_maker *));
    apr_array_header_t *lines = lint_cookie_lines(pool, survey);
    int headers;

    add_headers(pool, lines, makers);
    headers = makers->nelts;
    add_rewrites(pool, survey, makers);
    add_sessions(pool, survey, makers);
    lint_cookie_modules_add(pool, survey, makers);
    /* All of these write into err_headers_out. */
    for (int i = headers; i < makers->nelts; i++) {
        lint_cookie_maker *maker =
            APR_ARRAY_IDX(makers, i, lint_cookie_maker *);
        const char *sent = lint_cookie_made_sent(pool, lines, maker->node,
                                                 maker->cookie.field);

        if (sent) {
            maker->sent = lint_cookie_read(pool, sent);
        }
    }
    return makers;
}
