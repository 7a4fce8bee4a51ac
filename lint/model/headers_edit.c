/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/headers_edit.h"

#include <string.h>
#include <strings.h>
#include <apr_strings.h>
#include "lint/model/headers_value.h"
#include "lint/model/uncertain.h"

typedef struct edit {
    lint_request *request;
    const lint_header_action *action;
    const lint_expr_facts *facts;
    lint_header_edited result;
} edit;

#define NOWHERE ((size_t)-1)

/* Where a match stands that took nothing. Captures do not say where an empty
 * group is, but `edit Set-Cookie $ "; Secure"` depends on it. */
static size_t empty_match_at(const lint_header_action *action,
                             const char *value)
{
    lint_captures captures;
    const char *why = NULL;
    unsigned group = lint_regex_groups(action->regex) + 1;

    if (!action->remainder || group >= LINT_CAPTURES ||
        lint_regex_search(action->remainder, value, &captures, &why) !=
            LINT_YES) {
        return NOWHERE;
    }
    return captures.start[group] < captures.end[group] ? captures.start[group]
                                                       : strlen(value);
}

/* The value with the pattern's match replaced, or every match. */
static lint_text edited(edit *job, const char *value)
{
    apr_pool_t *pool = job->request->pool;
    const char *done = "";
    lint_text substitution = LINT_UNSET;

    for (;;) {
        lint_captures captures;
        const char *why = NULL;
        const char *replaced;
        lint_truth matched =
            lint_regex_search(job->action->regex, value, &captures, &why);

        if (matched == LINT_UNKNOWN) {
            return LINT_UNKNOWABLE(why);
        }
        if (matched == LINT_NO) {
            return LINT_KNOWN(apr_pstrcat(pool, done, value, NULL));
        }
        if (captures.start[0] == captures.end[0]) {
            captures.end[0] = empty_match_at(job->action, value);
            captures.start[0] = captures.end[0];
        }
        if (captures.end[0] == NOWHERE) {
            return LINT_UNKNOWABLE("where a pattern matches cannot be told");
        }
        if (lint_text_is_unset(substitution)) {
            substitution =
                lint_header_value(job->request, job->action, job->facts);
        }
        if (substitution.unknown) {
            return substitution;
        }
        replaced = lint_pregsub(pool, substitution.value, value, &captures);
        if (!replaced) {
            job->result = LINT_HEADER_TOO_LONG;
            return LINT_UNSET;
        }
        done = apr_pstrcat(pool, done,
                           apr_pstrmemdup(pool, value, captures.start[0]),
                           replaced, NULL);
        value += captures.end[0];
        if (job->action->verb == LINT_HEADER_EDIT) {
            return LINT_KNOWN(apr_pstrcat(pool, done, value, NULL));
        }
        /* httpd calls itself with what remains, and `^` matches there again:
         * a match that takes nothing has no end. */
        if (captures.end[0] == 0) {
            job->result = LINT_HEADER_ENDLESS;
            return LINT_UNSET;
        }
    }
}

static lint_text edited_entry(edit *job, const lint_entry *entry)
{
    if (!job->action->regex) {
        return job->action->pattern;
    }
    return entry->text.unknown
               ? entry->text
               : edited(job, entry->text.value ? entry->text.value : "");
}

lint_header_edited lint_header_edit(lint_request *request, lint_table *table,
                                    const lint_header_action *action,
                                    const lint_expr_facts *facts,
                                    lint_truth happens)
{
    edit job = {request, action, facts, LINT_HEADER_EDITED};
    const char *name = action->name.value;
    lint_table *kept = lint_table_copy(request->pool, table);

    lint_table_unset(table, name);
    for (int i = 0; i < kept->entries->nelts; i++) {
        const lint_entry *entry = &APR_ARRAY_IDX(kept->entries, i, lint_entry);
        lint_entry copy = *entry;

        if (strcasecmp(entry->name, name) != 0) {
            continue;
        }
        copy.text = edited_entry(&job, entry);
        if (job.result != LINT_HEADER_EDITED) {
            table->entries = kept->entries;
            return job.result;
        }
        if (!lint_text_same(copy.text, entry->text)) {
            copy.place = action->place;
            if (happens != LINT_YES && !copy.text.unknown) {
                copy.text = LINT_UNKNOWABLE(
                    "whether a value was edited cannot be told");
            }
        }
        APR_ARRAY_PUSH(table->entries, lint_entry) = copy;
    }
    return LINT_HEADER_EDITED;
}
