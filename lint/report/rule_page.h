/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A rule's documentation in Markdown (CommonMark): for SARIF's viewers, and for
 * docs/rules.md.
 */
#ifndef LINT_REPORT_RULE_PAGE_H
#define LINT_REPORT_RULE_PAGE_H

#include <apr_pools.h>
#include "lint/rules/rule.h"

/* Prose as it is to be read: "<Location>" is no HTML, "__Host-" is not bold. */
const char *lint_markdown_text(apr_pool_t *pool, const char *text);

/* Why, what is wrong, what is right and what to do; without a heading, and with
 * a line's end behind it. */
const char *lint_rule_page(apr_pool_t *pool, const lint_rule *rule);

#endif
