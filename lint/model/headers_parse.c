/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/headers.h"

#include <string.h>
#include <strings.h>
#include <apr_strings.h>

static const struct {
    const char *name;
    lint_header_verb verb;
} VERBS[] = {
    {"set", LINT_HEADER_SET},        {"setifempty", LINT_HEADER_SETIFEMPTY},
    {"add", LINT_HEADER_ADD},        {"append", LINT_HEADER_APPEND},
    {"merge", LINT_HEADER_MERGE},    {"unset", LINT_HEADER_UNSET},
    {"echo", LINT_HEADER_ECHO},      {"edit", LINT_HEADER_EDIT},
    {"edit*", LINT_HEADER_EDIT_ALL}, {"note", LINT_HEADER_NOTE},
};

/* What the words of a line are, before they are looked into. */
typedef struct parts_of_line {
    lint_text name, value, substitution, condition;
} parts_of_line;

static bool is_edit(const lint_header_action *action)
{
    return action->verb == LINT_HEADER_EDIT ||
           action->verb == LINT_HEADER_EDIT_ALL;
}

static bool find_verb(const char *word, lint_header_verb *verb)
{
    for (size_t i = 0; i < sizeof(VERBS) / sizeof(*VERBS); i++) {
        if (strcasecmp(word, VERBS[i].name) == 0) {
            *verb = VERBS[i].verb;
            return true;
        }
    }
    return false;
}

/* The bytes up to the next `%`, with httpd's four escapes undone; any other
 * backslash stays, and so does what follows it. */
static const char *read_literal(apr_pool_t *pool, const char **at)
{
    static const char escapes[][2] = {
        {'\\', '\\'}, {'r', '\r'}, {'n', '\n'}, {'t', '\t'}};
    const char *in = *at;
    char *literal = apr_palloc(pool, strcspn(in, "%") + 1);
    char *out = literal;

    while (*in && *in != '%') {
        char byte = *in++;

        for (size_t i = 0; byte == '\\' && i < 4; i++) {
            if (*in == escapes[i][0]) {
                *out++ = escapes[i][1];
                in++;
                byte = '\0';
            }
        }
        if (byte) {
            *out++ = byte;
        }
    }
    *out = '\0';
    *at = in;
    return literal;
}

static const char *parse_format(apr_pool_t *pool, const char *text,
                                const apr_array_header_t **parts)
{
    apr_array_header_t *list =
        apr_array_make(pool, 3, sizeof(lint_header_part));

    while (*text) {
        lint_header_part *part = apr_array_push(list);

        part->tag = '\0';
        if (*text != '%') {
            part->text = read_literal(pool, &text);
            continue;
        }
        text++;
        part->text = "%";
        if (*text == '%' || !*text) {
            text += *text ? 1 : 0;
            continue;
        }
        part->text = "";
        if (*text == '{') {
            size_t length = strcspn(++text, "}");

            part->text = apr_pstrmemdup(pool, text, length);
            text += length;
            text += *text ? 1 : 0;
        }
        if (!*text || !strchr("Dtlibes", *text)) {
            return apr_psprintf(pool,
                                "\"%%%.1s\" is not a format of mod_headers, "
                                "write %%%% for a percent sign",
                                text);
        }
        part->tag = *text++;
    }
    *parts = list;
    return NULL;
}

static const char *parse_value(apr_pool_t *pool, lint_header_action *action,
                               unsigned kind)
{
    const char *text = action->value.value;
    const char *problem = NULL;
    int column;

    if (!text) {
        return NULL;
    }
    if (strncmp(text, "expr=", 5) != 0) {
        return parse_format(pool, text, &action->parts);
    }
    action->value_expr = lint_expr_parse(
        pool, text + 5, kind | LINT_EXPR_STRING, &problem, &column);
    return action->value_expr ? NULL : problem;
}

static const char *parse_condition(apr_pool_t *pool, lint_header_action *action,
                                   lint_text clause, unsigned kind)
{
    const char *text = clause.value;
    const char *problem = NULL;
    int column;

    if (lint_text_is_unset(clause)) {
        return NULL;
    }
    if (clause.unknown) {
        action->condition = clause;
        return NULL;
    }
    if (strcasecmp(text, "early") == 0) {
        action->early = true;
        return NULL;
    }
    if (strncasecmp(text, "env=", 4) == 0) {
        action->env = LINT_KNOWN(text + 4);
        return strcmp(text + 4, "") == 0 || strcmp(text + 4, "!") == 0
                   ? "\"env=\" names no variable, write env=NAME or env=!NAME"
                   : NULL;
    }
    if (strncasecmp(text, "expr=", 5) == 0) {
        action->condition = LINT_KNOWN(text + 5);
        action->condition_expr =
            lint_expr_parse(pool, text + 5, kind, &problem, &column);
        return action->condition_expr ? NULL : problem;
    }
    return apr_psprintf(pool,
                        "\"%s\" is no condition, write early, env=NAME or "
                        "expr=CONDITION, and quote a value with blanks",
                        text);
}

static const char *compile(apr_pool_t *pool, lint_header_action *action,
                           lint_text pattern)
{
    const char *problem = NULL;
    const char *ignored = NULL;

    if (pattern.value && is_edit(action)) {
        action->remainder = lint_regex_compile(
            pool, apr_pstrcat(pool, "(?:", pattern.value, ")((?s:.*))", NULL),
            LINT_REGEX_DEFAULT, &ignored);
    }

    if (pattern.value) {
        action->regex = lint_regex_compile(pool, pattern.value,
                                           LINT_REGEX_DEFAULT, &problem);
    }
    return problem;
}

/* unset and echo have no value: what stands there is their condition. */
static const char *shift_condition(apr_pool_t *pool, const char *verb,
                                   parts_of_line *line)
{
    if (lint_text_is_unset(line->value)) {
        return NULL;
    }
    if (!lint_text_is_unset(line->condition)) {
        return apr_psprintf(pool,
                            "%s takes a header and at most a condition, not "
                            "two words more: drop one",
                            verb);
    }
    line->condition = line->value;
    line->value = LINT_UNSET;
    return NULL;
}

/* Sorts the words by what the verb makes of them. */
static const char *arrange(apr_pool_t *pool, lint_header_action *action,
                           parts_of_line *line)
{
    if (is_edit(action)) {
        if (lint_text_is_unset(line->substitution)) {
            return "edit needs a pattern and a substitution, add what is "
                   "missing";
        }
        action->pattern = line->value;
        action->value = line->substitution;
        return compile(pool, action, line->value);
    }
    if (!lint_text_is_unset(line->condition)) {
        return "there is a word too many, quote a value with blanks";
    }
    line->condition = line->substitution;
    if (action->verb == LINT_HEADER_UNSET) {
        return shift_condition(pool, "unset", line);
    }
    if (action->verb == LINT_HEADER_ECHO) {
        const char *problem = shift_condition(pool, "echo", line);

        return problem ? problem : compile(pool, action, line->name);
    }
    action->value = line->value;
    return lint_text_is_unset(line->value)
               ? "there is no value, write \"\" for an empty one"
               : NULL;
}

static lint_text cut_at_colon(apr_pool_t *pool, lint_text name)
{
    return name.value ? LINT_KNOWN(apr_pstrmemdup(pool, name.value,
                                                  strcspn(name.value, ":")))
                      : name;
}

static const char *parse_line(apr_pool_t *pool, lint_header_action *action,
                              parts_of_line *line, unsigned kind)
{
    const char *problem = arrange(pool, action, line);

    if (!problem) {
        problem = parse_condition(pool, action, line->condition, kind);
    }
    action->name = cut_at_colon(pool, line->name);
    return problem ? problem : parse_value(pool, action, kind);
}

/* Takes the list's name off the front. Returns the index of the verb. */
static int read_list(const lint_args *args, lint_header_action *action)
{
    lint_text first = lint_args_at(args, 0);

    action->list = strcasecmp(args->directive, "RequestHeader") == 0
                       ? LINT_HEADER_REQUEST
                       : LINT_HEADER_ONSUCCESS;
    if (action->list == LINT_HEADER_REQUEST || !first.value) {
        return 0;
    }
    if (strcasecmp(first.value, "always") == 0) {
        action->list = LINT_HEADER_ALWAYS;
        return 1;
    }
    return strcasecmp(first.value, "onsuccess") == 0 ? 1 : 0;
}

const char *lint_header_parse(apr_pool_t *pool, const lint_args *args,
                              lint_header_action **result)
{
    lint_header_action *action = apr_pcalloc(pool, sizeof(*action));
    int at = read_list(args, action);
    lint_text verb = lint_args_at(args, at);
    parts_of_line line = {
        lint_args_at(args, at + 1), lint_args_at(args, at + 2),
        lint_args_at(args, at + 3), lint_args_at(args, at + 4)};

    *result = action;
    action->place = args->place;
    if (lint_text_is_unset(line.name)) {
        line.name = LINT_KNOWN("");
    }
    if (verb.unknown) {
        action->unknown = verb.unknown;
        action->name = cut_at_colon(pool, line.name);
        return NULL;
    }
    if (args->count > at + 5) {
        return "there are too many words, quote a value with blanks";
    }
    if (!verb.value || !find_verb(verb.value, &action->verb)) {
        return apr_psprintf(pool,
                            "\"%s\" is no action, write set, setifempty, add, "
                            "append, merge, unset, echo, note, edit or edit*",
                            verb.value ? verb.value : "");
    }
    if (action->list == LINT_HEADER_REQUEST &&
        (action->verb == LINT_HEADER_NOTE ||
         action->verb == LINT_HEADER_ECHO)) {
        return apr_psprintf(pool,
                            "RequestHeader has no action \"%s\", write Header",
                            verb.value);
    }
    return parse_line(pool, action, &line,
                      args->htaccess ? LINT_EXPR_HTACCESS : 0);
}
