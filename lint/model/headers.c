/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/headers.h"

#include <string.h>
#include <strings.h>
#include <apr_lib.h>
#include <apr_strings.h>
#include "core/namelist.h"
#include "lint/model/headers_edit.h"
#include "lint/model/headers_value.h"
#include "lint/model/uncertain.h"
#include "lint/model/vary.h"

/* One action at work. */
typedef struct work {
    lint_request *request;
    lint_table *table;
    const lint_header_action *action;
    const lint_expr_facts *facts;
    lint_truth happens;
    lint_header_edited edited;
} work;

static void set(work *job, lint_text text)
{
    const char *name = job->action->name.value;

    if (job->happens == LINT_YES) {
        lint_table_set(job->table, name, text, job->action->place);
        return;
    }
    /* Both what was there and what would replace it stay in sight. */
    if (lint_table_has(job->table, name) == LINT_YES &&
        lint_text_same(lint_table_get(job->table, name), text)) {
        return;
    }
    lint_table_doubt(job->table, name);
    lint_table_add_if(job->table, name, text, job->action->place, job->happens);
}

/* One of the elements between commas is the text itself. Commas in quotes do
 * not count. */
static bool has_token(const char *list, const char *text)
{
    size_t length = strlen(text);

    while (*list) {
        const char *start;

        while (apr_isspace(*list)) {
            list++;
        }
        start = list;
        while (*list && *list != ',') {
            if (*list++ == '"') {
                while (*list && *list++ != '"') {
                }
            }
        }
        if ((size_t)(list - start) == length &&
            memcmp(start, text, length) == 0) {
            return true;
        }
        list += *list ? 1 : 0;
    }
    return false;
}

static void merge(work *job, lint_text text)
{
    const char *name = job->action->name.value;
    lint_truth has = lint_table_has(job->table, name);
    lint_text first = lint_table_get(job->table, name);

    if (has == LINT_YES && first.value && text.value &&
        has_token(first.value, text.value)) {
        return;
    }
    if (has != LINT_NO && !(first.value && text.value)) {
        job->happens = LINT_UNKNOWN;
    }
    lint_table_merge(job->table, name, text, job->action->place, job->happens);
}

/* Whatever the list, copies go to headers_out. */
static void echo(work *job)
{
    const lint_table *in = job->request->headers_in;

    for (int i = 0; i < in->entries->nelts; i++) {
        const lint_entry *entry = &APR_ARRAY_IDX(in->entries, i, lint_entry);
        const char *why = NULL;
        lint_truth matched = LINT_UNKNOWN;

        if (job->action->regex) {
            matched =
                lint_regex_search(job->action->regex, entry->name, NULL, &why);
        }
        lint_table_add_if(job->request->headers_out, entry->name, entry->text,
                          job->action->place,
                          lint_truth_and(lint_truth_and(job->happens, matched),
                                         entry->there));
    }
}

static void note(work *job)
{
    lint_text name = lint_header_value(job->request, job->action, job->facts);
    lint_text first = lint_table_get(job->table, job->action->name.value);

    if (!name.value) {
        lint_request_unknown(job->request, name.unknown);
    } else if (lint_text_is_unset(first)) {
        lint_variable_unset(job->request->notes, name.value, job->happens);
    } else {
        lint_variable_set(job->request->notes, name.value, first,
                          job->action->place, job->happens);
    }
}

static void unset(work *job)
{
    const char *name = job->action->name.value;

    if (job->happens == LINT_YES) {
        lint_table_unset(job->table, name);
    } else {
        lint_table_doubt(job->table, name);
    }
}

static void perform(work *job)
{
    const char *name = job->action->name.value;

    switch (job->action->verb) {
    case LINT_HEADER_SET:
        set(job, lint_header_value(job->request, job->action, job->facts));
        break;
    case LINT_HEADER_SETIFEMPTY:
        job->happens = lint_truth_and(
            job->happens, lint_truth_not(lint_table_has(job->table, name)));
        lint_table_add_if(
            job->table, name,
            lint_header_value(job->request, job->action, job->facts),
            job->action->place, job->happens);
        break;
    case LINT_HEADER_ADD:
        lint_table_add_if(
            job->table, name,
            lint_header_value(job->request, job->action, job->facts),
            job->action->place, job->happens);
        break;
    case LINT_HEADER_APPEND:
        lint_table_merge(
            job->table, name,
            lint_header_value(job->request, job->action, job->facts),
            job->action->place, job->happens);
        break;
    case LINT_HEADER_MERGE:
        merge(job, lint_header_value(job->request, job->action, job->facts));
        break;
    case LINT_HEADER_UNSET:
        unset(job);
        break;
    case LINT_HEADER_ECHO:
        echo(job);
        break;
    case LINT_HEADER_EDIT:
    case LINT_HEADER_EDIT_ALL:
        job->edited = lint_header_edit(job->request, job->table, job->action,
                                       job->facts, job->happens);
        break;
    case LINT_HEADER_NOTE:
        note(job);
        break;
    }
}

static lint_truth env_holds(const lint_request *request, const char *env)
{
    return *env == '!' ? lint_truth_not(lint_table_has(request->env, env + 1))
                       : lint_table_has(request->env, env);
}

static lint_truth condition_holds(const work *job)
{
    const lint_header_action *action = job->action;

    if (action->condition_expr) {
        lint_expr_context context = {.pool = job->request->pool,
                                     .request = job->request,
                                     .facts = job->facts};
        lint_truth truth = lint_expr_eval(action->condition_expr, &context);

        lint_vary_add(job->request, lint_expr_vary(&context), action->place,
                      LINT_YES);
        /* What cannot be evaluated is logged, and the header is applied. */
        return context.error ? LINT_YES : truth;
    }
    if (action->condition.unknown) {
        return LINT_UNKNOWN;
    }
    return action->env.value ? env_holds(job->request, action->env.value)
                             : LINT_YES;
}

static lint_table *table_of(lint_request *request, lint_header_list list)
{
    return list == LINT_HEADER_REQUEST  ? request->headers_in
           : list == LINT_HEADER_ALWAYS ? request->err_headers_out
                                        : request->headers_out;
}

lint_header_end lint_header_run(lint_request *request,
                                const apr_array_header_t *actions, bool early,
                                const lint_expr_facts *facts)
{
    for (int i = 0; i < actions->nelts; i++) {
        const lint_header_action *action =
            APR_ARRAY_IDX(actions, i, const lint_header_action *);
        work job = {.request = request,
                    .table = table_of(request, action->list),
                    .action = action,
                    .facts = facts};

        if (action->early != early) {
            continue;
        }
        if (action->unknown) {
            lint_request_unknown(request, action->unknown);
            continue;
        }
        job.happens = condition_holds(&job);
        if (job.happens == LINT_NO) {
            continue;
        }
        if (action->perhaps) {
            lint_request_unknown(request, action->perhaps);
            job.happens = LINT_UNKNOWN;
        }
        if (action->name.unknown && action->verb != LINT_HEADER_ECHO) {
            lint_request_unknown(request, action->name.unknown);
            continue;
        }
        perform(&job);
        if (job.edited != LINT_HEADER_EDITED) {
            return job.edited == LINT_HEADER_ENDLESS ? LINT_HEADER_CRASH
                                                     : LINT_HEADER_DONE;
        }
    }
    return LINT_HEADER_DONE;
}

const lint_entry *lint_header_invalid(const lint_table *table)
{
    for (int i = 0; i < table->entries->nelts; i++) {
        const lint_entry *entry = &APR_ARRAY_IDX(table->entries, i, lint_entry);
        const char *name = entry->name;

        if (!cors_is_token(name)) {
            return entry;
        }
        for (const char *at = entry->text.value; at && *at; at++) {
            if (((unsigned char)*at < ' ' && *at != '\t') || *at == 0x7f) {
                return entry;
            }
        }
    }
    return NULL;
}
