/* SPDX-License-Identifier: Apache-2.0 */
/*
 * GitLab's Code Quality report: an array of issues. GitLab compares their
 * fingerprints between branches, and paths must be relative without "./".
 */
#include "lint/report/formats.h"

#include "lint/report/escape.h"
#include "lint/report/json_value.h"

static const char *severity_of(lint_severity severity)
{
    return severity == LINT_ERROR     ? "critical"
           : severity == LINT_WARNING ? "major"
                                      : "info";
}

static json_t *issue_json(apr_pool_t *pool, const lint_finding *finding)
{
    int line = finding->place.line > 0 ? finding->place.line : 1;

    return json_pack(
        "{s:s, s:o, s:o, s:s, s:s, s:[s], s:{s:o, s:{s:i}}}", "type", "issue",
        "check_name", lint_json_text(pool, finding->id), "description",
        lint_json_text(pool, lint_finding_text(pool, finding, " ")), "severity",
        severity_of(finding->severity), "fingerprint", finding->fingerprint,
        "categories", "Security", "location", "path",
        lint_json_text(pool, lint_path_trim(finding->place.file)), "lines",
        "begin", line);
}

static void print(FILE *out, const lint_result *result,
                  const lint_report_style *style)
{
    json_t *issues = json_array();
    apr_pool_t *pool;

    (void)style;
    apr_pool_create(&pool, result->pool);
    for (int i = 0; i < result->findings->nelts; i++) {
        json_array_append_new(
            issues, issue_json(pool, APR_ARRAY_IDX(result->findings, i,
                                                   const lint_finding *)));
        apr_pool_clear(pool);
    }
    apr_pool_destroy(pool);
    lint_json_print(out, issues);
}

const lint_reporter lint_reporter_gitlab = {"gitlab", "GitLab Code Quality",
                                            print};
