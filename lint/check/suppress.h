/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Comments that silence rules, with the reason for it:
 *
 *     # corslint: disable=RULE[,RULE]... [-- REASON]
 *     # corslint: disable-section=RULE -- REASON
 *     # corslint: disable-file=RULE -- REASON
 *
 * The first holds for the next directive, of a section for its first line
 * alone; the second for the section that begins next, to its end; the third
 * for its file. File and line of a finding decide, so that a comment in a
 * macro's body or an included file holds for all that use it.
 *
 * A file may be a part of several configurations: what nobody needs is only
 * known when all of them were looked at.
 */
#ifndef LINT_CHECK_SUPPRESS_H
#define LINT_CHECK_SUPPRESS_H

#include <stdbool.h>
#include <apr_pools.h>
#include <apr_tables.h>
#include "lint/conf/conf.h"
#include "lint/rules/rule.h"

/* The ids of what is found in such comments. */
#define LINT_SUPPRESSION_UNUSED "suppression-unused"
#define LINT_SUPPRESSION_UNKNOWN "suppression-unknown-rule"
#define LINT_SUPPRESSION_MALFORMED "suppression-malformed"
#define LINT_SUPPRESSION_REASON "suppression-without-reason"

typedef struct lint_suppressions lint_suppressions;

/* For one run with a persona; everything is kept in pool, the configurations
 * may go. */
lint_suppressions *lint_suppressions_create(apr_pool_t *pool,
                                            lint_persona persona);

/* Removes what a configuration's comments silence from its findings (of
 * lint_finding *); what was not read stays. Returns how many went. */
int lint_suppressions_apply(lint_suppressions *suppressions,
                            const lint_conf *conf,
                            apr_array_header_t *findings);

/* After the last configuration: adds what is wrong with the comments
 * themselves. Rules that the persona does not run do not count as unused. */
void lint_suppressions_report(const lint_suppressions *suppressions,
                              apr_array_header_t *findings);

/* The four ids above, which have no lint_rule; NULL behind the last. */
extern const char *const lint_suppression_ids[];

/* Which of them a name is, in any case; NULL for none. */
const char *lint_suppression_find(const char *name);

#endif
