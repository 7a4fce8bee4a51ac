/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the reports share: their names, how often each severity was met, and
 * what a finding says in words.
 */
#ifndef LINT_REPORT_FORMATS_H
#define LINT_REPORT_FORMATS_H

#include "lint/report/report.h"
#include "lint/version.h"

#define LINT_TOOL_NAME "corslint"
#define LINT_TOOL_VERSION LINT_VERSION

extern const lint_reporter lint_reporter_text;
extern const lint_reporter lint_reporter_json;
extern const lint_reporter lint_reporter_sarif;
extern const lint_reporter lint_reporter_github;
extern const lint_reporter lint_reporter_gitlab;
extern const lint_reporter lint_reporter_checkstyle;
extern const lint_reporter lint_reporter_junit;

typedef struct lint_tally {
    int errors;
    int warnings;
    int infos;
} lint_tally;

/* Adds a finding to a tally. */
void lint_tally_add(lint_tally *tally, const lint_finding *finding);

/* Of all findings. */
lint_tally lint_tally_of(const lint_result *result);

/* "2 errors, 1 warning, 0 infos". */
const char *lint_tally_text(apr_pool_t *pool, const lint_tally *tally);

/* "1 file", "2 files". */
const char *lint_count_text(apr_pool_t *pool, int count, const char *noun);

/* What to do about a finding; NULL when nobody says. */
const char *lint_finding_remedy(const lint_finding *finding);

/* The witness in a sentence without its full stop; NULL when there is none. */
const char *lint_finding_witness(apr_pool_t *pool, const lint_finding *finding);

/* What is wrong, the proof and what to do, as sentences with a gap between
 * them: for readers that show one text. Escaped but for the gap, so that no
 * configuration adds lines of its own. */
const char *lint_finding_text(apr_pool_t *pool, const lint_finding *finding,
                              const char *gap);

/* Whether a response header, by its name, has to do with what is found: CORS,
 * its caching, cookies, where a redirect leads. */
bool lint_header_matters(const char *name);

#endif
