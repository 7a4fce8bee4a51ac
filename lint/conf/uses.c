/* SPDX-License-Identifier: Apache-2.0 */
#include "resolver.h"

#include <string.h>
#include <strings.h>
#include <apr_lib.h>
#include <apr_strings.h>

/* The body is kept as it is read: neither comments nor variables. */
void lint_turn_define_macro(lint_turn *now, const lint_line *opening,
                            const lint_directive *cut)
{
    lint_resolver *resolver = now->resolver;
    lint_place place = lint_line_place(opening, cut->name_at);
    lint_macro *macro =
        lint_macros_define(resolver->macros, &place, cut->args,
                           lint_builder_guard(resolver->builder, opening));
    lint_line line;
    int nesting = 1;

    while (lint_reader_next(&now->reader, &line, NULL)) {
        const char *rest = line.text;
        size_t length = 0;

        while (apr_isspace(*rest)) {
            rest++;
        }
        while (rest[length] && !apr_isspace(rest[length])) {
            length++;
        }
        if (*line.text == '#') {
            continue;
        }
        if (length == 8 && strncasecmp(rest, "</Macro>", length) == 0) {
            if (--nesting == 0) {
                return;
            }
        } else if (length == 6 && strncasecmp(rest, "<Macro", length) == 0) {
            nesting++;
        }
        if (macro) {
            APR_ARRAY_PUSH(macro->body, lint_line) = line;
        }
    }
    lint_problem_add(resolver->problems, lint_turn_severity(now), &place,
                     "section-unterminated",
                     "<Macro> is not closed in this file: write </Macro> where "
                     "it ends");
}

/* A fragment without macros has them elsewhere. */
static void report_undefined(lint_turn *now, const lint_line *line,
                             const lint_directive *cut, const lint_word *name)
{
    lint_resolver *resolver = now->resolver;
    bool whole = resolver->options->whole_server;
    bool certain =
        whole && !name->unknown && lint_resolver_is_certain(resolver, line);

    if (whole || lint_macros_are_known(resolver->macros)) {
        lint_resolver_report(
            resolver, certain ? LINT_ERROR : LINT_NOTE, line, cut,
            "macro-undefined",
            apr_psprintf(resolver->pool,
                         "macro \"%s\" is not defined above: define it first, "
                         "or correct the name",
                         name->text));
    }
    lint_resolver_leave_unseen(resolver, line, cut);
}

/* A macro that is defined once for each case is used once for each. */
void lint_turn_use_macro(lint_turn *now, const lint_line *line,
                         const lint_directive *cut)
{
    lint_resolver *resolver = now->resolver;
    const lint_guard *guard = lint_builder_guard(resolver->builder, line);
    const char *values = cut->args;
    lint_place place = lint_line_place(line, cut->name_at);
    const lint_place *outer =
        apr_pmemdup(resolver->pool, &place, sizeof(place));
    const lint_macro *macro;
    lint_word name;

    lint_word_next(resolver->pool, &values, &name);
    macro = lint_macros_find(resolver->macros, name.text);
    if (!macro) {
        report_undefined(now, line, cut, &name);
    } else if (lint_reader_uses(&now->reader, macro)) {
        lint_problem_add(
            resolver->problems, LINT_ERROR, &place, "macro-recursion",
            "macro \"%s\" uses itself: take Use out of it", name.text);
        return;
    }
    for (; macro; macro = macro->other) {
        apr_array_header_t *lines;

        if (lint_guard_excludes(macro->guard, guard)) {
            continue;
        }
        lines = lint_macro_expand(resolver->macros, macro, outer, values);
        if (lines) {
            lint_reader_push(
                &now->reader, macro, lines,
                lint_guard_within(resolver->pool, macro->guard, line->guard));
        }
    }
}
