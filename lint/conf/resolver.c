/* SPDX-License-Identifier: Apache-2.0 */
#include "resolver.h"

#include <string.h>
#include <apr_strings.h>
#include "condition.h"

/* A bound for macros that use macros that use macros. */
#define NODES_MAX 20000000

bool lint_resolver_is_certain(const lint_resolver *resolver,
                              const lint_line *line)
{
    return !lint_builder_guard(resolver->builder, line);
}

lint_severity lint_turn_severity(const lint_turn *now)
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

/* httpd ends such a word with the line, and says nothing. */
static void check_quotes(lint_resolver *resolver, const lint_line *line,
                         const lint_directive *cut)
{
    int at = lint_words_look(cut->args).open_quote;

    if (at >= 0) {
        lint_place place = lint_line_place(line, cut->args_at + at);

        lint_problem_add(resolver->problems, LINT_WARNING, &place,
                         "quote-unterminated",
                         "the quote is not closed, so all the rest of the line "
                         "is one argument: write %c where it ends",
                         cut->args[at]);
    }
}

static void take_plain(lint_turn *now, const lint_line *line,
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
        lint_turn_use_macro(now, line, cut);
        break;
    case LINT_UNDEF_MACRO: {
        lint_place place = lint_line_place(line, cut->name_at);
        lint_words words = lint_words_split(resolver->pool, cut->args);

        lint_macros_undefine(resolver->macros, &place,
                             words.count ? words.list[0].text : "",
                             lint_resolver_is_certain(resolver, line));
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
        if (lint_resolver_is_certain(resolver, line)) {
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
static void skip_section(lint_turn *now, const lint_line *opening,
                         const lint_directive *cut)
{
    lint_builder *builder = now->resolver->builder;
    int depth = lint_builder_depth(builder);
    lint_line line;

    now->resolver->conf->skipped++;
    builder->skipping = true;
    lint_builder_enter(builder, opening, cut, NULL);
    while (lint_builder_depth(builder) > depth &&
           lint_reader_next(&now->reader, &line, NULL)) {
        lint_directive inner;

        if (*line.text != '<') {
            continue;
        }
        inner = lint_directive_cut(now->resolver->pool,
                                   now->resolver->conf->names, &line);
        if (inner.kind == LINT_OPEN) {
            lint_builder_enter(builder, &line, &inner, NULL);
        } else if (inner.kind == LINT_CLOSE) {
            lint_builder_close(builder, depth, &line, &inner,
                               lint_turn_severity(now));
        }
    }
    builder->skipping = false;
}

static void take_condition(lint_turn *now, const lint_line *line,
                           const lint_directive *cut)
{
    lint_resolver *resolver = now->resolver;
    lint_condition condition = {resolver->pool, resolver->options,
                                resolver->conf->modules, resolver->variables,
                                resolver->conf->server_root.here};
    const char *wrong;
    lint_truth truth =
        lint_condition_holds(&condition, cut->name->section, cut->args, &wrong);
    lint_guard *guard = NULL;

    if (wrong) {
        lint_resolver_report(resolver, LINT_ERROR, line, cut, "condition",
                             wrong);
    }
    if (truth == LINT_UNKNOWN) {
        guard = apr_palloc(resolver->pool, sizeof(*guard));
        *guard =
            lint_condition_guard(&condition, cut->name->section, cut->args);
        truth = lint_guard_decides(lint_builder_guard(resolver->builder, line),
                                   guard);
    }
    if (truth == LINT_NO) {
        skip_section(now, line, cut);
    } else {
        lint_builder_enter(resolver->builder, line, cut,
                           truth == LINT_YES ? NULL : guard);
    }
}

static void take_section(lint_turn *now, const lint_line *line,
                         const lint_directive *cut, const char *unknown)
{
    if (!cut->bracket) {
        lint_resolver_report(
            now->resolver, lint_turn_severity(now), line, cut,
            "section-bracket",
            "the section's line lacks its closing bracket: end it with >");
    }
    if (cut->name->section == LINT_MACRO) {
        lint_turn_define_macro(now, line, cut);
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

static void take_line(lint_turn *now, lint_line *line)
{
    lint_resolver *resolver = now->resolver;
    lint_directive cut;
    lint_look look;
    const char *unknown = NULL;

    if (strchr(line->text, '$')) {
        expand(resolver, line);
    }
    cut = lint_directive_cut(resolver->pool, resolver->conf->names, line);
    if (cut.kind == LINT_NOTHING) {
        return;
    }
    look = lint_words_look(line->text + cut.args_at);
    if (cut.odd || look.unknown) {
        if (is_content(line)) {
            lint_resolver_leave_unseen(resolver, line, &cut);
            return;
        }
        unknown = lint_template_find(line->text, (size_t)line->length);
    }
    /* A section's arguments end before its last `>`: nothing is open in them
     * when nothing is up to there. */
    if (look.open_quote >= 0 || look.unknown ||
        (cut.kind == LINT_OPEN && line->text[line->length - 1] != '>')) {
        check_quotes(resolver, line, &cut);
    }
    if (cut.kind == LINT_CLOSE) {
        lint_builder_close(resolver->builder, now->base, line, &cut,
                           lint_turn_severity(now));
    } else if (cut.kind == LINT_OPEN) {
        take_section(now, line, &cut, unknown);
    } else {
        take_plain(now, line, &cut, unknown);
    }
}

void lint_resolver_read(lint_resolver *resolver, const lint_source *source,
                        const lint_place *outer)
{
    lint_turn now = {
        resolver,
        lint_reader_begin(resolver->pool, source, outer, resolver->problems),
        lint_builder_depth(resolver->builder), source->htaccess};
    lint_line line;

    while (lint_reader_next(&now.reader, &line, NULL)) {
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
        take_line(&now, &line);
    }
    lint_builder_end(resolver->builder, now.base, lint_turn_severity(&now));
    resolver->conf->template_lines += now.reader.template_lines;
}
