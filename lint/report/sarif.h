/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The parts of a SARIF 2.1.0 log (OASIS Standard, with Errata 01).
 */
#ifndef LINT_REPORT_SARIF_H
#define LINT_REPORT_SARIF_H

#include <apr_hash.h>
#include "lint/report/formats.h"
#include "lint/report/json_value.h"

typedef struct lint_sarif {
    apr_pool_t *pool;
    const lint_result *result;
    json_t *rules;       /* reportingDescriptors */
    apr_hash_t *indexes; /* an id to its int in rules */
} lint_sarif;

/* Every rule there is, and after them what else was found. */
lint_sarif lint_sarif_begin(apr_pool_t *pool, const lint_result *result);

/* The index of a finding's rule. */
int lint_sarif_rule(const lint_sarif *sarif, const lint_finding *finding);

/* "error", "warning", "note". */
const char *lint_sarif_level(lint_severity severity);

/* A message object. */
json_t *lint_sarif_message(apr_pool_t *pool, const char *text);

/* A location object; message may be NULL. */
json_t *lint_sarif_location(const lint_sarif *sarif, const lint_place *place,
                            int length, const char *message);

/* A finding's fixes; NULL for none. */
json_t *lint_sarif_fixes(const lint_sarif *sarif, const lint_finding *finding);

/* The artifactLocation of a file. */
json_t *lint_sarif_artifact(apr_pool_t *pool, const char *file);

/* A result object. */
json_t *lint_sarif_result(const lint_sarif *sarif, const lint_finding *finding);

#endif
