/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Workflow commands of GitHub Actions: a line each, which the runner takes out
 * of the log and shows at the line of the pull request.
 */
#include "lint/report/formats.h"

#include <string.h>
#include <apr_strings.h>
#include "lint/report/escape.h"
#include "lint/report/mark.h"

/* The runner decodes these and no others; in a property `:` and `,` end it. */
static const char *encode(apr_pool_t *pool, const char *text, bool property)
{
    char *encoded = apr_palloc(pool, strlen(text) * 3 + 1);
    char *out = encoded;

    for (; *text; text++) {
        const char *code = *text == '%'               ? "%25"
                           : *text == '\n'            ? "%0A"
                           : *text == '\r'            ? "%0D"
                           : property && *text == ':' ? "%3A"
                           : property && *text == ',' ? "%2C"
                                                      : NULL;

        if (code) {
            out = apr_cpystrn(out, code, 4);
        } else {
            *out++ = *text;
        }
    }
    *out = '\0';
    return encoded;
}

static const char *property(apr_pool_t *pool, const char *text)
{
    return encode(pool, lint_escape_plain(pool, text), true);
}

static void print_finding(FILE *out, apr_pool_t *pool,
                          const lint_result *result,
                          const lint_finding *finding)
{
    lint_mark mark = lint_mark_find(result, &finding->place, finding->length);

    fprintf(out, "::%s file=%s",
            finding->severity == LINT_NOTE
                ? "notice"
                : lint_severity_name(finding->severity),
            property(pool, lint_path_trim(finding->place.file)));
    if (finding->place.line > 0) {
        fprintf(out, ",line=%d", finding->place.line);
    }
    if (mark.line) {
        fprintf(out, ",col=%d,endColumn=%d",
                lint_mark_column(&mark, &finding->place),
                lint_mark_end_column(&mark, &finding->place));
    }
    fprintf(out, ",title=%s::%s\n", property(pool, finding->id),
            encode(pool, lint_finding_text(pool, finding, "\n"), false));
}

static void print(FILE *out, const lint_result *result,
                  const lint_report_style *style)
{
    apr_pool_t *pool;

    (void)style;
    apr_pool_create(&pool, result->pool);
    for (int i = 0; i < result->findings->nelts; i++) {
        print_finding(out, pool, result,
                      APR_ARRAY_IDX(result->findings, i, const lint_finding *));
        apr_pool_clear(pool);
    }
    apr_pool_destroy(pool);
}

const lint_reporter lint_reporter_github = {
    "github", "annotations of GitHub Actions", print};
