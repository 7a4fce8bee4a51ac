/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/setenvif.h"

#include <string.h>
#include <strings.h>
#include <apr_strings.h>

static const struct {
    const char *name;
    lint_setenvif_kind kind;
} ATTRIBUTES[] = {
    {"remote_addr", LINT_SETENVIF_REMOTE_ADDR},
    {"remote_host", LINT_SETENVIF_REMOTE_HOST},
    {"server_addr", LINT_SETENVIF_SERVER_ADDR},
    {"request_uri", LINT_SETENVIF_URI},
    {"request_method", LINT_SETENVIF_METHOD},
    {"request_protocol", LINT_SETENVIF_PROTOCOL},
};

/* What all BrowserMatch lines share, across sections, too. */
static const char USER_AGENT[] = "User-Agent";

/* A byte that no plain header name has makes it a regular expression. */
static bool is_plain(const char *name)
{
    return !name[strspn(name, "-_0123456789abcdefghijklmnopqrstuvwxyz"
                              "ABCDEFGHIJKLMNOPQRSTUVWXYZ")];
}

static void set_variable(lint_setenvif *entry, lint_text name, lint_text value,
                         const lint_place *place)
{
    for (int i = 0; i < entry->variables->nelts; i++) {
        lint_setenvif_variable *variable =
            &APR_ARRAY_IDX(entry->variables, i, lint_setenvif_variable);

        if (name.value && variable->name.value &&
            strcasecmp(variable->name.value, name.value) == 0) {
            variable->value = value;
            variable->place = place;
            return;
        }
    }
    APR_ARRAY_PUSH(entry->variables, lint_setenvif_variable) =
        (lint_setenvif_variable){name, value, place};
}

/* NAME, NAME=VALUE or !NAME. A value that begins with `!` unsets, too, and
 * `NAME=` is NAME. */
static void add_variable(apr_pool_t *pool, lint_setenvif *entry, lint_text word,
                         const lint_place *place)
{
    size_t length;
    lint_text value = LINT_KNOWN("1");
    const char *name;

    if (word.unknown) {
        set_variable(entry, word, word, place);
        return;
    }
    word.value = lint_text_bytes(word);
    length = strcspn(word.value, "=");
    name = apr_pstrmemdup(pool, word.value, length);
    /* Several `=` in a row are skipped as one. */
    word.value += length + strspn(word.value + length, "=");
    if (*word.value) {
        value = word;
    } else if (*name == '!') {
        name++;
        value = LINT_KNOWN("!");
    }
    set_variable(entry, LINT_KNOWN(name), value, place);
}

static const char *add_variables(apr_pool_t *pool, lint_setenvif *entry,
                                 const lint_args *args, int from)
{
    int i = from;

    for (; i < args->count; i++) {
        lint_text word = args->words[i];

        if (word.value && !*word.value) {
            break;
        }
        add_variable(pool, entry, word, args->place);
    }
    return i == from ? "it sets no variable, name one behind the pattern"
                     : NULL;
}

/* A name that the section has had already is that pointer. */
static const char *shared_name(apr_pool_t *pool, const apr_array_header_t *list,
                               const char *name)
{
    for (int i = 0; i < list->nelts; i++) {
        const lint_setenvif *entry =
            APR_ARRAY_IDX(list, i, const lint_setenvif *);

        if (entry->name && strcasecmp(entry->name, name) == 0) {
            return entry->name;
        }
    }
    return name == USER_AGENT ? USER_AGENT : apr_pstrdup(pool, name);
}

static lint_setenvif *push(apr_pool_t *pool, apr_array_header_t *list,
                           const lint_place *place)
{
    lint_setenvif *entry = apr_pcalloc(pool, sizeof(*entry));

    entry->variables = apr_array_make(pool, 2, sizeof(lint_setenvif_variable));
    entry->place = place;
    APR_ARRAY_PUSH(list, lint_setenvif *) = entry;
    return entry;
}

static const char *compile_name(apr_pool_t *pool, lint_setenvif *entry)
{
    const char *problem = NULL;

    for (size_t i = 0; i < sizeof(ATTRIBUTES) / sizeof(*ATTRIBUTES); i++) {
        if (strcasecmp(entry->name, ATTRIBUTES[i].name) == 0) {
            entry->kind = ATTRIBUTES[i].kind;
            return NULL;
        }
    }
    entry->kind = LINT_SETENVIF_HEADER;
    if (!is_plain(entry->name)) {
        entry->kind = LINT_SETENVIF_HEADERS;
        entry->names = lint_regex_compile(
            pool, entry->name,
            LINT_REGEX_DEFAULT | (entry->any_case ? LINT_REGEX_ICASE : 0),
            &problem);
    }
    return problem;
}

static const char *compile(apr_pool_t *pool, lint_setenvif *entry)
{
    const char *problem = NULL;

    entry->literal = lint_regex_literal(pool, entry->pattern);
    if (!entry->literal) {
        entry->regex = lint_regex_compile(
            pool, entry->pattern,
            LINT_REGEX_DEFAULT | (entry->any_case ? LINT_REGEX_ICASE : 0),
            &problem);
    }
    return problem ? problem : compile_name(pool, entry);
}

static lint_setenvif *last_of(const apr_array_header_t *list)
{
    return list->nelts ? APR_ARRAY_IDX(list, list->nelts - 1, lint_setenvif *)
                       : NULL;
}

/* SetEnvIf and BrowserMatch, from the pattern on. */
static const char *parse_pattern(apr_pool_t *pool, const lint_args *args,
                                 apr_array_header_t *list, lint_text name,
                                 int at)
{
    lint_text pattern = lint_args_at(args, at);
    size_t length = strlen(args->directive);
    bool any_case =
        length > 6 && strcasecmp(args->directive + length - 6, "NoCase") == 0;
    lint_setenvif *entry = last_of(list);
    const char *problem = NULL;

    if (!pattern.unknown && (!pattern.value || !*pattern.value)) {
        return "there is no pattern, write one behind the header's name";
    }
    if (name.unknown || pattern.unknown) {
        entry = push(pool, list, args->place);
        entry->unknown = name.unknown ? name.unknown : pattern.unknown;
        return add_variables(pool, entry, args, at + 1);
    }
    name.value = shared_name(pool, list, name.value);
    if (!entry || entry->name != name.value || entry->any_case != any_case ||
        strcmp(entry->pattern, pattern.value) != 0) {
        entry = push(pool, list, args->place);
        entry->name = name.value;
        entry->any_case = any_case;
        entry->pattern = pattern.value;
        problem = compile(pool, entry);
    }
    return problem ? problem : add_variables(pool, entry, args, at + 1);
}

static const char *parse_expr(apr_pool_t *pool, const lint_args *args,
                              apr_array_header_t *list)
{
    lint_text condition = lint_args_at(args, 0);
    const char *problem = NULL;
    lint_setenvif *entry;
    int column;

    if (!condition.unknown && (!condition.value || !*condition.value)) {
        return "there is no condition, write one";
    }
    entry = push(pool, list, args->place);
    entry->kind = LINT_SETENVIF_EXPR;
    entry->condition = condition.value;
    entry->unknown = condition.unknown;
    if (condition.value) {
        entry->expr = lint_expr_parse(pool, condition.value,
                                      args->htaccess ? LINT_EXPR_HTACCESS : 0,
                                      &problem, &column);
    }
    return problem ? problem : add_variables(pool, entry, args, 1);
}

const char *lint_setenvif_parse(apr_pool_t *pool, const lint_args *args,
                                apr_array_header_t *list)
{
    lint_text name = lint_args_at(args, 0);

    if (strcasecmp(args->directive, "SetEnvIfExpr") == 0) {
        return parse_expr(pool, args, list);
    }
    if (strncasecmp(args->directive, "Browser", 7) == 0) {
        return parse_pattern(pool, args, list, LINT_KNOWN(USER_AGENT), 0);
    }
    if (!name.unknown && (!name.value || !*name.value)) {
        return "there is no header's name, write one";
    }
    return parse_pattern(pool, args, list, name, 1);
}
