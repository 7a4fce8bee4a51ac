/* SPDX-License-Identifier: Apache-2.0 */
#include "resolver.h"

#include <string.h>
#include <strings.h>
#include <apr_lib.h>
#include <apr_strings.h>
#include "condition.h"

/* A bound for macros that use macros that use macros. */
#define NODES_MAX 20000000

/* One file's turn. */
typedef struct turn {
    lint_resolver *resolver;
    lint_reader reader;
    int base; /* of the sections that are the file's own */
    bool htaccess;
} turn;

bool lint_resolver_is_certain(const lint_resolver *resolver)
{
    return resolver->builder->maybe == 0;
}

/* Sections that a template's condition opens twice are no mistake. */
static lint_severity severity_of(const turn *now)
{
    return now->reader.templated ? LINT_NOTE : LINT_ERROR;
}

void lint_resolver_leave_unseen(lint_resolver *resolver, const lint_line *line,
                                const lint_directive *cut)
{
    lint_directive plain = *cut;

    plain.kind = LINT_PLAIN;
    lint_builder_add(resolver->builder, line, &plain,
                     lint_template_find(line->text, (size_t)line->length))
        ->unseen = true;
    resolver->conf->unseen++;
}

/* The body is kept as it is read: neither comments nor variables. */
static void define_macro(turn *now, const lint_line *opening,
                         const lint_directive *cut)
{
    lint_resolver *resolver = now->resolver;
    lint_place place = lint_line_place(opening, cut->name_at);
    lint_macro *macro = lint_macros_define(resolver->macros, &place, cut->args,
                                           lint_resolver_is_certain(resolver));
    const char *unknown;
    lint_line line;
    int nesting = 1;

    while (lint_reader_next(&now->reader, &line, &unknown)) {
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
    lint_problem_add(resolver->problems, severity_of(now), &place,
                     "section-unterminated",
                     "<Macro> is not closed in this file: write </Macro> where "
                     "it ends");
}

static void use_macro(turn *now, const lint_line *line,
                      const lint_directive *cut)
{
    lint_resolver *resolver = now->resolver;
    const char *values = cut->args;
    lint_place place = lint_line_place(line, cut->name_at);
    const lint_macro *macro;
    apr_array_header_t *lines;
    lint_word name;

    lint_word_next(resolver->pool, &values, &name);
    macro = lint_macros_find(resolver->macros, name.text);
    if (!macro) {
        lint_problem_add(resolver->problems,
                         resolver->options->whole_server && !name.unknown
                             ? LINT_ERROR
                             : LINT_NOTE,
                         &place, "macro-undefined",
                         "macro \"%s\" is not defined above: define it first, "
                         "or correct the name",
                         name.text);
        lint_resolver_leave_unseen(resolver, line, cut);
        return;
    }
    if (lint_reader_uses(&now->reader, macro)) {
        lint_problem_add(
            resolver->problems, LINT_ERROR, &place, "macro-recursion",
            "macro \"%s\" uses itself: take Use out of it", name.text);
        return;
    }
    lines = lint_macro_expand(
        resolver->macros, macro,
        apr_pmemdup(resolver->pool, &place, sizeof(place)), values);
    if (lines) {
        lint_reader_push(&now->reader, macro, lines);
    }
}

static void take_plain(turn *now, const lint_line *line,
                       const lint_directive *cut, const char *unknown)
{
    lint_resolver *resolver = now->resolver;

    switch (cut->name->directive) {
    case LINT_DEFINE:
        lint_resolver_define(resolver, line, cut, false);
        break;
    case LINT_UNDEFINE:
        lint_resolver_define(resolver, line, cut, true);
        break;
    case LINT_INCLUDE:
    case LINT_INCLUDE_OPTIONAL:
        if (now->htaccess) {
            lint_resolver_report(
                resolver, LINT_ERROR, line, cut, "include-in-htaccess",
                "an .htaccess file includes nothing: write the directives "
                "here, or in the server's configuration");
        } else {
            lint_resolver_include(resolver, line, cut,
                                  cut->name->directive ==
                                      LINT_INCLUDE_OPTIONAL);
        }
        break;
    case LINT_USE:
        use_macro(now, line, cut);
        break;
    case LINT_UNDEF_MACRO: {
        lint_place place = lint_line_place(line, cut->name_at);
        lint_words words = lint_words_split(resolver->pool, cut->args);

        lint_macros_undefine(resolver->macros, &place,
                             words.count ? words.list[0].text : "");
        break;
    }
    case LINT_LOAD_MODULE:
        lint_resolver_load_module(resolver, line, cut);
        break;
    case LINT_SERVER_ROOT:
        lint_resolver_set_root(resolver, line, cut);
        lint_builder_add(resolver->builder, line, cut, unknown);
        break;
    case LINT_REFUSE:
        if (lint_resolver_is_certain(resolver)) {
            lint_resolver_report(
                resolver, LINT_ERROR, line, cut, "error-directive",
                "the configuration refuses to start with Error: do what it "
                "says, or remove it");
        }
        lint_builder_add(resolver->builder, line, cut, unknown);
        break;
    default:
        lint_builder_add(resolver->builder, line, cut, unknown);
        break;
    }
}

/* A container whose condition is false: lines are counted, not looked at. */
static void skip_section(turn *now, const lint_line *opening,
                         const lint_directive *cut)
{
    lint_builder *builder = now->resolver->builder;
    int depth = lint_builder_depth(builder);
    const char *unknown;
    lint_line line;

    now->resolver->conf->skipped++;
    lint_builder_enter(builder, opening, cut, false);
    while (lint_builder_depth(builder) > depth &&
           lint_reader_next(&now->reader, &line, &unknown)) {
        lint_directive inner;

        if (*line.text != '<') {
            continue;
        }
        inner = lint_directive_cut(now->resolver->pool,
                                   now->resolver->conf->names, &line);
        if (inner.kind == LINT_OPEN) {
            lint_builder_enter(builder, &line, &inner, false);
        } else if (inner.kind == LINT_CLOSE) {
            lint_builder_close(builder, depth, &line, &inner, severity_of(now));
        }
    }
}

static void take_condition(turn *now, const lint_line *line,
                           const lint_directive *cut)
{
    lint_resolver *resolver = now->resolver;
    lint_condition condition = {resolver->pool, resolver->options,
                                resolver->conf->modules, resolver->variables,
                                resolver->conf->server_root};
    const char *wrong;
    lint_truth truth =
        lint_condition_holds(&condition, cut->name->section, cut->args, &wrong);

    if (wrong) {
        lint_resolver_report(resolver, LINT_ERROR, line, cut, "condition",
                             wrong);
    }
    if (truth == LINT_NO) {
        skip_section(now, line, cut);
    } else {
        lint_builder_enter(resolver->builder, line, cut, truth == LINT_UNKNOWN);
    }
}

static void take_section(turn *now, const lint_line *line,
                         const lint_directive *cut, const char *unknown)
{
    if (!cut->bracket) {
        lint_resolver_report(
            now->resolver, severity_of(now), line, cut, "section-bracket",
            "the section's line lacks its closing bracket: end it with >");
    }
    if (cut->name->section == LINT_MACRO) {
        define_macro(now, line, cut);
    } else if (cut->name->section != LINT_KEEP) {
        take_condition(now, line, cut);
    } else {
        lint_builder_add(now->resolver->builder, line, cut, unknown);
    }
}

static void take_comment(lint_resolver *resolver, const lint_line *line)
{
    if (strstr(line->text, "corslint:")) {
        lint_comment *comment = apr_array_push(resolver->conf->comments);

        comment->place = line->place;
        comment->text = line->text;
    }
}

/* A line that is nothing but something to be filled in: any number of
 * directives. */
static bool is_content(const lint_line *line)
{
    const char *why;

    return strchr("{<@$", *line->text) &&
           lint_template_measure(line->text, &why) == (size_t)line->length;
}

static void expand(lint_resolver *resolver, lint_line *line)
{
    const char *undefined = lint_variables_expand(resolver->variables, line);

    if (undefined) {
        lint_problem_add(resolver->problems, LINT_WARNING, &line->place,
                         "variable-undefined",
                         "the variable ${%s} is not set, and stays as it is "
                         "written: define it above, or correct its name",
                         undefined);
    }
}

static void take_line(turn *now, lint_line *line)
{
    lint_resolver *resolver = now->resolver;
    lint_directive cut;
    const char *unknown;

    expand(resolver, line);
    cut = lint_directive_cut(resolver->pool, resolver->conf->names, line);
    if (cut.kind == LINT_NOTHING) {
        return;
    }
    if (is_content(line)) {
        lint_resolver_leave_unseen(resolver, line, &cut);
        return;
    }
    unknown = lint_template_find(line->text, (size_t)line->length);
    if (cut.kind == LINT_CLOSE) {
        lint_builder_close(resolver->builder, now->base, line, &cut,
                           severity_of(now));
    } else if (cut.kind == LINT_OPEN) {
        take_section(now, line, &cut, unknown);
    } else {
        take_plain(now, line, &cut, unknown);
    }
}

void lint_resolver_read(lint_resolver *resolver, const lint_source *source,
                        const lint_place *outer)
{
    turn now = {
        resolver,
        lint_reader_begin(resolver->pool, source, outer, resolver->problems),
        lint_builder_depth(resolver->builder), source->htaccess};
    const char *unknown;
    lint_line line;

    while (lint_reader_next(&now.reader, &line, &unknown)) {
        if (*line.text == '#') {
            take_comment(resolver, &line);
            continue;
        }
        if (resolver->builder->count >= NODES_MAX) {
            if (!resolver->flooded) {
                lint_problem_unread(resolver->problems, &line.place, "flood",
                                    "there are more than %d directives, so the "
                                    "rest was left out: use macros less deep",
                                    NODES_MAX);
            }
            resolver->flooded = true;
            break;
        }
        resolver->builder->maybe += unknown != NULL;
        take_line(&now, &line);
        resolver->builder->maybe -= unknown != NULL;
    }
    lint_builder_end(resolver->builder, now.base, severity_of(&now));
    resolver->conf->template_lines += now.reader.template_lines;
}
