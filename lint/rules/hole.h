/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How rules tell of an origin that the server admits and should not.
 */
#ifndef LINT_RULES_HOLE_H
#define LINT_RULES_HOLE_H

#include <stdarg.h>
#include <apr_strings.h>
#include "lint/rules/rule.h"
#include "lint/witness/hole.h"

/* What the message says of the cookies. */
static inline const char *hole_means(const lint_hole *hole)
{
    return hole->presumed && hole->credentials
               ? " with credentials if its section is there"
           : hole->presumed  ? " if its section is there"
           : hole->preflight ? " on preflights"
           : hole->trial->script && hole->credentials
               ? " with credentials where a script answers"
           : hole->trial->script ? " where a script answers"
           : hole->credentials   ? " with credentials"
                                 : "";
}

/* Reports the hole at the line that is to blame, with its witness and the
 * Header line. Without credentials, or when scripts cannot read what they get
 * (preflights), it weighs less. */
static inline lint_finding *hole_report(lint_review *review,
                                        const lint_hole *hole,
                                        lint_severity lesser,
                                        const char *message)
{
    lint_finding *finding =
        lint_review_add(review, hole->culprit, "%s", message);
    const lint_place *header = hole->trial->allow_origin->place;

    finding->witness = hole->trial;
    if (!hole->credentials || hole->preflight) {
        finding->severity = lesser;
    }
    if (hole->presumed) {
        lint_review_doubt(finding);
    }
    if (header && header != hole->culprit) {
        lint_review_relate(review, finding, header,
                           "sends it as Access-Control-Allow-Origin");
    }
    if (hole->credentials && hole->trial->allow_credentials->place) {
        lint_review_relate(review, finding,
                           hole->trial->allow_credentials->place,
                           "allows credentials");
    }
    if (hole->trial->pattern) {
        int at;
        const lint_node *node =
            lint_pattern_node(review->survey, hole->trial->pattern, &at);

        if (node) {
            lint_review_mark(review, finding, node, hole->trial->pattern->text);
        }
    }
    return finding;
}

/* Calls `report` for every hole of those kinds (bits of LINT_HOLE). */
static inline void hole_each(lint_review *review, unsigned kinds,
                             void (*report)(lint_review *review,
                                            const lint_hole *hole))
{
    lint_holes holes = lint_holes_find(review->pool, review->survey, kinds);

    for (int i = 0; i < holes.list->nelts; i++) {
        report(review, APR_ARRAY_IDX(holes.list, i, const lint_hole *));
    }
}

#endif
