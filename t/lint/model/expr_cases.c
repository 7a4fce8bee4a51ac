/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The expressions of t/lint/model/expressions, which a live httpd evaluates in
 * t/lint/expr.t.
 */
#include <apr_strings.h>
#include "lint/model/expr.h"
#include "t/core/tap.h"

#define CASES "t/lint/model/expressions"
#define MAX_REQUESTS 8

/* Cuts a line at its tabs. Returns the number of columns. */
static int columns(char *line, char **column, int most)
{
    int count = 0;

    line[strcspn(line, "\n")] = '\0';
    for (char *at = line; at && count < most; count++) {
        column[count] = at;
        at = strchr(at, '\t');
        if (at) {
            *at++ = '\0';
        }
    }
    return count;
}

static lint_request *new_request(apr_pool_t *pool)
{
    lint_request *request = apr_pcalloc(pool, sizeof(*request));

    request->pool = pool;
    request->protocol = "HTTP/1.1";
    request->hostname = "www.example.test";
    request->remote_ip = "127.0.0.1";
    request->local_ip = "127.0.0.1";
    request->local_port = 80;
    request->status = 200;
    request->headers_in = lint_table_create(pool);
    request->env = lint_table_create(pool);
    request->notes = lint_table_create(pool);
    request->headers_out = lint_table_create(pool);
    request->err_headers_out = lint_table_create(pool);
    request->unknowns = apr_array_make(pool, 0, sizeof(char *));
    lint_table_add(request->headers_in, "Host", LINT_KNOWN(request->hostname),
                   NULL);
    lint_table_add(request->env, "V", LINT_KNOWN("1"), NULL);
    lint_table_add(request->env, "W", LINT_KNOWN("w w"), NULL);
    lint_table_add(request->headers_out, "X-Early", LINT_KNOWN("1"), NULL);
    return request;
}

static lint_request *read_request(apr_pool_t *pool, char **column, int count)
{
    lint_request *request = new_request(pool);

    request->method = apr_pstrdup(pool, column[1]);
    if (strcmp(column[2], "-") != 0) {
        request->query = apr_pstrdup(pool, column[2]);
    }
    for (int i = 3; i < count; i++) {
        char *name = apr_pstrdup(pool, column[i]);
        char *value = strstr(name, ": ");

        *value = '\0';
        lint_table_add(request->headers_in, name, LINT_KNOWN(value + 2), NULL);
    }
    return request;
}

static lint_text no_environment(void *data, const char *name)
{
    (void)data;
    (void)name;
    return LINT_UNSET;
}

/* yes or no, and each name once, as httpd sends Vary. */
static const char *condition(const lint_expr *expr, lint_expr_context *context)
{
    lint_truth truth = lint_expr_eval(expr, context);
    const char *answer = truth == LINT_YES  ? "yes"
                         : truth == LINT_NO ? "no"
                                            : "unknown";
    lint_table *seen = lint_table_create(context->pool);

    for (int i = 0; i < context->reads->nelts; i++) {
        const char *name =
            APR_ARRAY_IDX(context->reads, i, lint_expr_read).name.value;

        if (!lint_table_find(seen, name)) {
            lint_table_add(seen, name, LINT_UNSET, NULL);
            answer = apr_pstrcat(context->pool, answer, " ", name, NULL);
        }
    }
    return answer;
}

static const char *text(const lint_expr *expr, lint_expr_context *context)
{
    lint_text value = lint_expr_eval_string(expr, context);

    return value.unknown ? "unknown"
                         : apr_pstrcat(context->pool, "=", value.value, NULL);
}

static void test_refused(apr_pool_t *pool, char **column)
{
    const char *error = NULL;
    int at = 0;

    tap_ok(!lint_expr_parse(pool, column[1], LINT_EXPR_CONDITION, &error, &at),
           "refused: %s", column[1]);
    tap_ok(at == atoi(column[2]), "... at column %s: %d, %s", column[2], at,
           error);
}

static void test_answers(apr_pool_t *pool, char **column, int count, int row,
                         lint_request **requests)
{
    bool is_text = strcmp(column[0], "text") == 0;
    const char *error = NULL;
    int at = 0;
    const lint_expr *expr = lint_expr_parse(
        pool, column[1], is_text ? LINT_EXPR_STRING : LINT_EXPR_CONDITION,
        &error, &at);
    const lint_expr_facts facts = {.environment = no_environment,
                                   .sees_files = true};

    if (!tap_ok(expr != NULL, "parsed: %s", column[1])) {
        tap_show("error", error);
        return;
    }
    for (int i = 2; i < count; i++) {
        lint_request *request = requests[i - 2];
        lint_expr_context context = {
            .pool = pool, .request = request, .facts = &facts};

        request->uri = apr_psprintf(pool, "/e/%d", row);
        request->unparsed_uri =
            request->query
                ? apr_pstrcat(pool, request->uri, "?", request->query, NULL)
                : request->uri;
        request->line = apr_pstrcat(pool, request->method, " ",
                                    request->unparsed_uri, " HTTP/1.1", NULL);
        tap_is(is_text ? text(expr, &context) : condition(expr, &context),
               column[i], "row %d, request %d: %s", row, i - 1, column[1]);
    }
}

int main(void)
{
    apr_pool_t *pool = tap_begin();
    FILE *in = fopen(CASES, "r");
    lint_request *requests[MAX_REQUESTS];
    int request_count = 0;
    int row = 0;
    char line[4096];

    if (!in) {
        puts("Bail out! no " CASES);
        return 2;
    }
    while (fgets(line, sizeof(line), in)) {
        char *column[MAX_REQUESTS + 2];
        int count = *line == '#' ? 0 : columns(line, column, MAX_REQUESTS + 2);

        if (count > 2 && strcmp(column[0], "request") == 0) {
            requests[request_count++] = read_request(pool, column, count);
        } else if (count > 2 && strcmp(column[0], "refused") == 0) {
            test_refused(pool, column);
            row++;
        } else if (count == request_count + 2) {
            test_answers(pool, column, count, row++, requests);
        }
    }
    fclose(in);
    tap_ok(row > 300, "%d expressions", row);
    return tap_end();
}
