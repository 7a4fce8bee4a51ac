/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/setenvif.h"

#include <string.h>
#include <apr_lib.h>
#include <apr_strings.h>
#include "lint/model/uncertain.h"
#include "lint/model/vary.h"

static const char STALE[] =
    "$0..$9 of a SetEnvIfExpr without a capturing group that matched are "
    "whatever httpd has left over";

/* What match_headers keeps from one entry to the next: it is here that one
 * line can spoil the following. */
typedef struct run {
    lint_request *request;
    const lint_expr_facts *facts;
    const char *last_name;
    lint_text value; /* unset is httpd's NULL */
    size_t length;   /* of what was fetched, even when value is no longer it */
    lint_captures captures;
    bool captured; /* a regular expression has written captures */
} run;

/* What $0..$9 are for one entry that matched. */
typedef enum substitution {
    NONE,      /* the value goes in as written */
    FRESH,     /* from the match of this entry */
    LEFT_OVER, /* from whatever matched before */
    UNTOLD
} substitution;

static lint_text remote_host(const run *state)
{
    const lint_expr_facts *facts = state->facts;
    lint_text text;

    if (facts && facts->variable &&
        facts->variable(facts->data, state->request, "REMOTE_HOST", &text)) {
        return text;
    }
    return LINT_KNOWN(state->request->remote_ip);
}

/* The last header whose name matches. */
static lint_text header_by_pattern(const run *state, const lint_setenvif *entry)
{
    const lint_table *headers = state->request->headers_in;
    lint_text text = LINT_UNSET;

    for (int i = 0; i < headers->entries->nelts; i++) {
        const lint_entry *header =
            &APR_ARRAY_IDX(headers->entries, i, lint_entry);
        const char *why = NULL;
        lint_truth found = lint_truth_and(
            header->there,
            lint_regex_search(entry->names, header->name, NULL, &why));

        if (found == LINT_YES) {
            text = header->text;
        } else if (found == LINT_UNKNOWN) {
            text = LINT_UNKNOWABLE("which header matches cannot be told");
        }
    }
    return text;
}

static lint_text fetch(const run *state, const lint_setenvif *entry)
{
    const lint_request *request = state->request;
    lint_text text;

    switch (entry->kind) {
    case LINT_SETENVIF_REMOTE_ADDR:
        return LINT_KNOWN(request->remote_ip);
    case LINT_SETENVIF_REMOTE_HOST:
        return remote_host(state);
    case LINT_SETENVIF_SERVER_ADDR:
        return LINT_KNOWN(request->local_ip);
    case LINT_SETENVIF_URI:
        return LINT_KNOWN(request->uri);
    case LINT_SETENVIF_METHOD:
        return LINT_KNOWN(request->method);
    case LINT_SETENVIF_PROTOCOL:
        return LINT_KNOWN(request->protocol);
    case LINT_SETENVIF_HEADERS:
        return header_by_pattern(state, entry);
    default:
        text = lint_table_get(request->headers_in, entry->name);
        return lint_text_is_unset(text)
                   ? lint_table_get(request->env, entry->name)
                   : text;
    }
}

/* httpd searches as many bytes as the header had, even after a SetEnvIfExpr
 * has put another text in its place. */
static lint_truth search_literal(const run *state, const lint_setenvif *entry)
{
    const char *text = state->value.value;
    bool occurs;

    if (strlen(text) > state->length) {
        text = apr_pstrmemdup(state->request->pool, text, state->length);
    }
    occurs = lint_regex_literal_occurs(entry->literal, text, entry->any_case);
    if (!occurs && strlen(text) < state->length) {
        return LINT_UNKNOWN;
    }
    return occurs ? LINT_YES : LINT_NO;
}

static lint_truth match_pattern(run *state, const lint_setenvif *entry,
                                substitution *how)
{
    const char *why = NULL;
    lint_truth truth;

    *how = NONE;
    if (state->value.unknown) {
        *how = entry->literal ? NONE : UNTOLD;
        return LINT_UNKNOWN;
    }
    if (entry->literal) {
        return search_literal(state, entry);
    }
    truth = lint_regex_search(entry->regex, state->value.value,
                              &state->captures, &why);
    *how = truth == LINT_UNKNOWN ? UNTOLD : FRESH;
    state->captured = state->captured || truth == LINT_YES;
    return truth;
}

static lint_truth match_expr(run *state, const lint_setenvif *entry,
                             substitution *how)
{
    lint_expr_captures captures = {.subject = state->value};
    lint_expr_context context = {.pool = state->request->pool,
                                 .request = state->request,
                                 .facts = state->facts,
                                 .captures = &captures};
    lint_truth truth = lint_expr_eval(entry->expr, &context);

    lint_vary_add(state->request, lint_expr_vary(&context), entry->place,
                  LINT_YES);
    state->value = captures.subject;
    if (captures.written) {
        state->captures = captures.offsets;
        state->captured = true;
    }
    if (truth == LINT_UNKNOWN || captures.subject.unknown) {
        *how = UNTOLD;
    } else if (lint_text_is_unset(captures.subject)) {
        *how = NONE;
    } else {
        *how = captures.written ? FRESH : LEFT_OVER;
    }
    return truth;
}

static bool has_reference(const char *value)
{
    for (; *value; value++) {
        if (*value == '\\' && value[1]) {
            value++;
        } else if (*value == '$' && apr_isdigit(value[1])) {
            return true;
        }
    }
    return false;
}

static lint_text substitute(run *state, lint_text value, substitution how)
{
    static const lint_captures nothing;
    apr_pool_t *pool = state->request->pool;
    const char *text;

    if (how == NONE || value.unknown) {
        return value;
    }
    if (!has_reference(lint_text_bytes(value))) {
        return LINT_KNOWN(lint_pregsub(pool, value.value, "", &nothing));
    }
    if (how == UNTOLD) {
        return LINT_UNKNOWABLE("what a pattern captured cannot be told");
    }
    if (how == LEFT_OVER) {
        if (!state->captured) {
            lint_request_unknown(state->request,
                                 "a $0 that nothing has set may end in a 500");
        }
        return LINT_UNKNOWABLE(STALE);
    }
    text =
        lint_pregsub(pool, value.value, state->value.value, &state->captures);
    return text ? LINT_KNOWN(text)
                : LINT_UNKNOWABLE("a value of 64 KiB and more ends in a 500");
}

static void set_variables(run *state, const lint_setenvif *entry,
                          lint_truth happens, substitution how)
{
    lint_table *env = state->request->env;

    for (int i = 0; i < entry->variables->nelts; i++) {
        const lint_setenvif_variable *variable =
            &APR_ARRAY_IDX(entry->variables, i, lint_setenvif_variable);

        if (variable->name.unknown) {
            lint_request_unknown(state->request, variable->name.unknown);
        } else if (variable->value.value && *variable->value.value == '!') {
            lint_variable_unset(env, variable->name.value, happens);
        } else {
            lint_variable_set(env, variable->name.value,
                              substitute(state, variable->value, how),
                              variable->place, happens);
        }
    }
}

static void apply(run *state, const lint_setenvif *entry)
{
    lint_truth happens = LINT_UNKNOWN;
    substitution how = UNTOLD;

    if (entry->kind != LINT_SETENVIF_EXPR && entry->name &&
        entry->name != state->last_name) {
        state->last_name = entry->name;
        state->value = fetch(state, entry);
        state->length = state->value.value ? strlen(state->value.value) : 0;
    }
    /* What is not there is the empty text: `.*` and `^$` match it. */
    if (lint_text_is_unset(state->value)) {
        state->value = LINT_KNOWN("");
        state->length = 0;
    }
    if (!entry->unknown) {
        happens = entry->expr ? match_expr(state, entry, &how)
                              : match_pattern(state, entry, &how);
    }
    if (happens != LINT_NO) {
        set_variables(state, entry, happens, how);
    }
}

void lint_setenvif_run(lint_request *request, const apr_array_header_t *list,
                       const lint_expr_facts *facts)
{
    run state = {.request = request, .facts = facts};

    for (int i = 0; i < list->nelts; i++) {
        apply(&state, APR_ARRAY_IDX(list, i, const lint_setenvif *));
    }
}
