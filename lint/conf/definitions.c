/* SPDX-License-Identifier: Apache-2.0 */
#include "resolver.h"

#include <string.h>

void lint_resolver_report(lint_resolver *resolver, lint_severity severity,
                          const lint_line *line, const lint_directive *cut,
                          const char *code, const char *sentence)
{
    lint_place place = lint_line_place(line, cut->name_at);

    lint_problem_add(resolver->problems, severity, &place, code, "%s",
                     sentence);
}

void lint_resolver_define(lint_resolver *resolver, const lint_line *line,
                          const lint_directive *cut, bool undefine)
{
    lint_words words = lint_words_split(resolver->pool, cut->args);
    bool certain = lint_resolver_is_certain(resolver, line);

    if (words.count < 1 || words.count > (undefine ? 1 : 2)) {
        lint_resolver_report(
            resolver, LINT_ERROR, line, cut, "define-arguments",
            undefine ? "UnDefine takes one name: write one"
                     : "Define takes a name and a value: quote a value "
                       "with blanks");
    } else if (strchr(words.list[0].text, ':')) {
        lint_resolver_report(resolver, LINT_ERROR, line, cut, "define-name",
                             "the name of a variable has no \":\": rename it");
    } else if (undefine) {
        lint_variables_undefine(resolver->variables, words.list[0].text,
                                certain);
    } else {
        lint_variables_define(resolver->variables, words.list[0].text,
                              words.count > 1 ? words.list[1].text : NULL,
                              certain);
    }
}

void lint_resolver_load_module(lint_resolver *resolver, const lint_line *line,
                               const lint_directive *cut)
{
    lint_words words = lint_words_split(resolver->pool, cut->args);

    lint_builder_add(resolver->builder, line, cut, NULL);
    if (words.count && !words.list[0].unknown) {
        lint_modules_load(resolver->conf->modules, words.list[0].text,
                          lint_resolver_is_certain(resolver, line));
    }
}
