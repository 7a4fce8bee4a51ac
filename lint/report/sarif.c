/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SARIF 2.1.0 for code scanning of GitHub and Azure, and for editors. What
 * could not be read is told twice: as a result, which people see, and as a
 * notification of a run that did not succeed, which tools look at.
 */
#include "lint/report/sarif.h"

#define SCHEMA                                                                 \
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"      \
    "sarif-schema-2.1.0.json"

static json_t *notification_json(const lint_sarif *sarif,
                                 const lint_finding *finding)
{
    return json_pack(
        "{s:s, s:o, s:[o], s:{s:o, s:i}}", "level", "error", "message",
        lint_sarif_message(sarif->pool, finding->message), "locations",
        lint_sarif_location(sarif, &finding->place, finding->length, NULL),
        "associatedRule", "id", lint_json_text(sarif->pool, finding->id),
        "index", lint_sarif_rule(sarif, finding));
}

static json_t *run_json(lint_sarif *sarif)
{
    const apr_array_header_t *findings = sarif->result->findings;
    json_t *notifications = json_array();
    json_t *results = json_array();
    bool read = true;

    for (int i = 0; i < findings->nelts; i++) {
        const lint_finding *finding =
            APR_ARRAY_IDX(findings, i, const lint_finding *);

        json_array_append_new(results, lint_sarif_result(sarif, finding));
        if (finding->unread) {
            read = false;
            json_array_append_new(notifications,
                                  notification_json(sarif, finding));
        }
    }
    return json_pack("{s:{s:{s:s, s:s, s:o}}, s:[{s:b, s:o}], s:s, s:o}",
                     "tool", "driver", "name", LINT_TOOL_NAME,
                     "semanticVersion", LINT_TOOL_VERSION, "rules",
                     sarif->rules, "invocations", "executionSuccessful",
                     (int)read, "toolExecutionNotifications", notifications,
                     "columnKind", "utf16CodeUnits", "results", results);
}

static void print(FILE *out, const lint_result *result,
                  const lint_report_style *style)
{
    lint_sarif sarif;
    apr_pool_t *pool;

    (void)style;
    apr_pool_create(&pool, result->pool);
    sarif = lint_sarif_begin(pool, result);
    lint_json_print(out,
                    json_pack("{s:s, s:s, s:[o]}", "$schema", SCHEMA, "version",
                              "2.1.0", "runs", run_json(&sarif)));
    apr_pool_destroy(pool);
}

const lint_reporter lint_reporter_sarif = {
    "sarif", "SARIF 2.1.0, for code scanning and editors", print};
