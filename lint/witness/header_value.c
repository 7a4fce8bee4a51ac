/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/witness/header_value.h"

#include <string.h>
#include <strings.h>
#include <apr_lib.h>
#include <apr_strings.h>

bool lint_node_is_verbatim(const lint_node *node)
{
    if (node->unknown) {
        return false;
    }
    for (int i = 0; node->map && i < node->map->count; i++) {
        if (node->map->spans[i].fixed) {
            return false;
        }
    }
    return true;
}

/* The word of that index, up to the blanks in front of the next one. */
static lint_header_word word_at(const lint_node *node, lint_words words,
                                int index)
{
    lint_header_word word = {.text = ""};
    int end;

    if (index < 0 || index >= words.count) {
        return word;
    }
    end = index + 1 < words.count ? words.list[index + 1].at
                                  : (int)strlen(node->args);
    word.at = words.list[index].at;
    word.text = words.list[index].text;
    while (end > word.at && apr_isspace(node->args[end - 1])) {
        end--;
    }
    word.length = end - word.at;
    return word;
}

lint_header_line lint_header_line_of(apr_pool_t *pool,
                                     const lint_survey *survey,
                                     const lint_header_action *action)
{
    const lint_node *node = lint_survey_node_at(survey, action->place);
    lint_header_word none = {.text = ""};
    lint_header_line line = {action->place, node, none, none, none,
                             none,          none, 0,    false};
    lint_words words;
    int first;

    if (!node) {
        return line;
    }
    words = lint_node_words(pool, node);
    line.table = word_at(node, words, 0);
    first = strcasecmp(line.table.text, "always") == 0 ||
            strcasecmp(line.table.text, "onsuccess") == 0;
    line.table = first ? line.table : none;
    line.verb = word_at(node, words, first);
    line.name = word_at(node, words, first + 1);
    line.value = word_at(node, words, first + 2);
    line.last = word_at(node, words, words.count - 1);
    line.end = line.last.at + line.last.length;
    line.editable = lint_node_is_verbatim(node);
    return line;
}

lint_place lint_header_word_place(const lint_header_line *line,
                                  const lint_header_word *word)
{
    return word->length ? lint_node_place(line->node, word->at) : *line->place;
}

lint_header_change lint_header_to_always(const lint_header_line *line)
{
    return line->table.length
               ? (lint_header_change){line->table.at, line->table.length,
                                      "always"}
               : (lint_header_change){line->verb.at, 0, "always "};
}

static bool is_in_if(const lint_node *node)
{
    while (node->parent) {
        node = node->parent;
        if (node->key && (strcmp(node->key, "if") == 0 ||
                          strncmp(node->key, "else", 4) == 0)) {
            return true;
        }
    }
    return false;
}

const char *lint_header_line_like(apr_pool_t *pool, const lint_survey *survey,
                                  const lint_header_line *line,
                                  const char *text)
{
    const lint_source *source =
        lint_conf_source(survey->conf, line->place->file);
    const char *before =
        source ? lint_source_line(source, line->place->line) : NULL;

    if (!before || !line->editable || is_in_if(line->node)) {
        return NULL;
    }
    return apr_pstrcat(pool, "\n",
                       apr_pstrmemdup(pool, before, strspn(before, " \t")),
                       text, NULL);
}

bool lint_site_is_always(const lint_site *site)
{
    for (int i = 0; i < site->scopes->nelts; i++) {
        const lint_scope *scope =
            APR_ARRAY_IDX(site->scopes, i, const lint_scope *);

        for (int j = 0; j < scope->headers->nelts; j++) {
            const lint_header_action *action =
                APR_ARRAY_IDX(scope->headers, j, const lint_header_action *);

            if (action->list == LINT_HEADER_ALWAYS &&
                lint_header_writes(action) && action->name.value &&
                strncasecmp(action->name.value, "Access-Control-", 15) == 0) {
                return true;
            }
        }
    }
    return false;
}

bool lint_header_writes(const lint_header_action *action)
{
    return action->verb == LINT_HEADER_SET ||
           action->verb == LINT_HEADER_SETIFEMPTY ||
           action->verb == LINT_HEADER_ADD ||
           action->verb == LINT_HEADER_APPEND ||
           action->verb == LINT_HEADER_MERGE;
}

bool lint_header_is_guarded(const lint_header_action *action)
{
    return !lint_text_is_unset(action->env) || action->condition_expr != NULL ||
           action->unknown != NULL;
}

const char *lint_header_literal(apr_pool_t *pool,
                                const lint_header_action *action)
{
    const char *text = "";
    size_t length;

    if (!lint_header_writes(action) || !action->parts || action->unknown ||
        action->value.unknown) {
        return NULL;
    }
    for (int i = 0; i < action->parts->nelts; i++) {
        const lint_header_part *part =
            &APR_ARRAY_IDX(action->parts, i, lint_header_part);

        if (part->tag) {
            return NULL;
        }
        text = apr_pstrcat(pool, text, part->text, NULL);
    }
    text += strspn(text, " \t");
    length = strlen(text);
    while (length && apr_isspace(text[length - 1])) {
        length--;
    }
    return apr_pstrmemdup(pool, text, length);
}

const lint_header_action *lint_header_action_of(const lint_survey *survey,
                                                const lint_entry *entry)
{
    return entry && entry->place ? apr_hash_get(survey->actions, &entry->place,
                                                sizeof(entry->place))
                                 : NULL;
}

const char *lint_list_next(apr_pool_t *pool, const char **list)
{
    const char *start = *list + strspn(*list, ", \t");
    size_t length = strcspn(start, ",");

    *list = start + length;
    if (!length) {
        return NULL;
    }
    while (apr_isspace(start[length - 1])) {
        length--;
    }
    return apr_pstrmemdup(pool, start, length);
}

bool lint_list_has(const char *list, const char *element)
{
    size_t bytes = strlen(element);

    while (*(list += strspn(list, ", \t"))) {
        size_t length = strcspn(list, ", \t");

        if (length == bytes && strncasecmp(list, element, bytes) == 0) {
            return true;
        }
        list += length;
    }
    return false;
}

const lint_entry *lint_trial_field(const lint_trial *trial, const char *name)
{
    return lint_table_find(trial->answer->headers, name);
}
