/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The XML of Checkstyle, which Jenkins and reviewdog read.
 */
#include "lint/report/formats.h"

#include <string.h>
#include "lint/report/escape.h"
#include "lint/report/mark.h"

static void print_finding(FILE *out, apr_pool_t *pool,
                          const lint_result *result,
                          const lint_finding *finding)
{
    lint_mark mark = lint_mark_find(result, &finding->place, finding->length);
    int column = lint_mark_column(&mark, &finding->place);

    fprintf(out, "    <error line=\"%d\"", finding->place.line);
    if (column > 0) {
        fprintf(out, " column=\"%d\"", column);
    }
    fprintf(out, " severity=\"%s\" message=\"%s\" source=\"%s.%s\"/>\n",
            lint_severity_name(finding->severity),
            lint_escape_xml(pool, lint_finding_text(pool, finding, " ")),
            LINT_TOOL_NAME, lint_escape_xml(pool, finding->id));
}

static void print(FILE *out, const lint_result *result,
                  const lint_report_style *style)
{
    const char *file = NULL;
    apr_pool_t *pool;

    (void)style;
    apr_pool_create(&pool, result->pool);
    fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
          "<checkstyle version=\"4.3\">\n",
          out);
    /* Findings come ordered by file. */
    for (int i = 0; i < result->findings->nelts; i++) {
        const lint_finding *finding =
            APR_ARRAY_IDX(result->findings, i, const lint_finding *);

        if (!file || strcmp(file, finding->place.file) != 0) {
            fprintf(out, "%s  <file name=\"%s\">\n", file ? "  </file>\n" : "",
                    lint_escape_xml(pool, finding->place.file));
            file = finding->place.file;
        }
        print_finding(out, pool, result, finding);
        apr_pool_clear(pool);
    }
    fprintf(out, "%s</checkstyle>\n", file ? "  </file>\n" : "");
    apr_pool_destroy(pool);
}

const lint_reporter lint_reporter_checkstyle = {
    "checkstyle", "XML of Checkstyle, for Jenkins and reviewdog", print};
