/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include <strings.h>
#include "lint/migrate/follower.h"
#include "lint/witness/header_value.h"
#include "lint/witness/reading.h"

/* What makes the value of Access-Control-Allow-Origin. */
static void follow_value(lint_follower *f, const lint_recipe_line *line)
{
    const lint_header_action *action = line->action;

    if (action->value_expr) {
        lint_follow_expression(f, line->node, action->value_expr, f->values);
        f->any = f->any || lint_expr_names(action->value_expr, "Origin") ||
                 lint_expr_names(action->value_expr, "HTTP_ORIGIN");
    }
    for (int i = 0; action->parts && i < action->parts->nelts; i++) {
        const lint_header_part *part =
            &APR_ARRAY_IDX(action->parts, i, lint_header_part);

        if (part->tag == 'e') {
            f->any = (!lint_follow_variable(f, part->text, f->values) &&
                      strcasecmp(part->text, "HTTP_ORIGIN") == 0) ||
                     f->any;
        } else if (part->tag) {
            lint_follow_keep(f, line->node,
                             "its value is made of more than the Origin");
        }
    }
}

static bool lets_anybody_in(const lint_follower *f,
                            const apr_array_header_t *patterns)
{
    bool any = false;

    for (int i = 0; i < patterns->nelts; i++) {
        const lint_origin_pattern *pattern =
            APR_ARRAY_IDX(patterns, i, const lint_origin_pattern *);

        any = any ||
              (!pattern->negated &&
               lint_reading_get(f->recipes->survey->readings, pattern)->any);
    }
    return any;
}

/* An origin, or several that were written as if that were allowed. */
static void take_literal(lint_follower *f, const lint_recipe_line *line,
                         const char *value)
{
    bool guarded = f->guards->nelts && !lets_anybody_in(f, f->guards);
    const char *origin;

    if (strcmp(value, "*") == 0 && !guarded) {
        f->recipe->star = true;
        return;
    }
    if (strcmp(value, "null") == 0) {
        lint_follow_keep(f, line->node,
                         "\"null\" is every sandboxed page; name the "
                         "origins that are meant");
        return;
    }
    while (strcmp(value, "*") != 0 &&
           (origin = lint_list_next(f->recipes->pool, &value))) {
        lint_origin_pattern *pattern =
            apr_pcalloc(f->recipes->pool, sizeof(*pattern));

        pattern->source = LINT_PATTERN_VALUE;
        pattern->place = &line->node->place;
        pattern->text = origin;
        APR_ARRAY_PUSH(f->recipe->patterns, const lint_origin_pattern *) =
            pattern;
    }
    if (guarded && *value == '*') {
        apr_array_cat(f->recipe->patterns, f->guards);
    }
}

void lint_follow_origin(lint_follower *f, const lint_recipe_line *line)
{
    const char *literal = lint_header_literal(f->recipes->pool, line->action);

    if (literal) {
        take_literal(f, line, literal);
        return;
    }
    follow_value(f, line);
    if (f->guards->nelts && !lets_anybody_in(f, f->guards)) {
        apr_array_cat(f->recipe->patterns, f->guards);
    } else if (f->values->nelts && !f->any && !lets_anybody_in(f, f->values)) {
        apr_array_cat(f->recipe->patterns, f->values);
    } else if (f->any || f->values->nelts || f->guards->nelts ||
               f->recipes->origins) {
        f->recipe->any = true;
    } else {
        lint_follow_keep(f, line->node,
                         "whom it is sent to cannot be told: nothing here "
                         "sets its value; say with --origin who is meant");
    }
}
