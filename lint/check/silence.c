/* SPDX-License-Identifier: Apache-2.0 */
#include "silence.h"

#include <limits.h>
#include <string.h>
#include <apr_lib.h>
#include <apr_strings.h>
#include "lint/conf/reader.h"
#include "suppress.h"

static const struct verb {
    const char *word;
    lint_silence_scope scope;
} verbs[] = {
    {"disable", LINT_SILENCE_DIRECTIVE},
    {"disable-section", LINT_SILENCE_SECTION},
    {"disable-file", LINT_SILENCE_FILE},
};

static const char *skip_blanks(const char *at)
{
    return at + strspn(at, " \t");
}

static size_t word_length(const char *at)
{
    size_t length = 0;

    while (apr_isalnum(at[length]) || at[length] == '-' || at[length] == '_') {
        length++;
    }
    return length;
}

static lint_silence *complain(lint_silence *silence, const char *text,
                              const char *at, size_t length,
                              const char *sentence)
{
    silence->wrong = sentence;
    silence->wrong_at = (int)(at - text);
    silence->wrong_length = (int)length;
    return silence;
}

static void add_rule(apr_pool_t *pool, lint_silence *silence, const char *text,
                     const char *at, size_t length)
{
    lint_silenced *added = apr_array_push(silence->rules);

    memset(added, 0, sizeof(*added));
    added->name = apr_pstrmemdup(pool, at, length);
    added->rule = lint_rule_find(added->name);
    added->id =
        added->rule ? added->rule->id : lint_suppression_find(added->name);
    added->place = silence->place;
    added->place.column += (int)(at - text);
}

/* The names, and the commas between them. Returns what is behind. */
static const char *read_rules(apr_pool_t *pool, lint_silence *silence,
                              const char *text, const char *at)
{
    const char *end = at;

    silence->list_at = (int)(at - text);
    for (;;) {
        size_t length = word_length(at);

        if (!length || strncmp(at, "--", 2) == 0) {
            break;
        }
        add_rule(pool, silence, text, at, length);
        end = at + length;
        at = skip_blanks(end);
        if (*at != ',') {
            break;
        }
        at = skip_blanks(at + 1);
    }
    silence->list_length = (int)(end - text) - silence->list_at;
    return at;
}

/* What a comment says; NULL when it does not speak to the linter. */
static lint_silence *read_comment(apr_pool_t *pool, const lint_line *comment)
{
    const char *text = comment->text;
    const char *at = text + strspn(text, "# \t");
    lint_silence *silence;
    const struct verb *verb = NULL;
    size_t length;

    if (strncmp(at, "corslint:", strlen("corslint:")) != 0) {
        return NULL;
    }
    silence = apr_pcalloc(pool, sizeof(*silence));
    silence->place = comment->place;
    silence->place.outer = NULL;
    silence->place.file = apr_pstrdup(pool, comment->place.file);
    silence->rules = apr_array_make(pool, 2, sizeof(lint_silenced));
    silence->last = -1;
    at = skip_blanks(at + strlen("corslint:"));
    length = word_length(at);
    for (size_t i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++) {
        if (strlen(verbs[i].word) == length &&
            strncmp(at, verbs[i].word, length) == 0) {
            verb = &verbs[i];
        }
    }
    if (!verb) {
        return complain(silence, text, at, length,
                        apr_psprintf(pool,
                                     "\"%.*s\" is nothing that corslint "
                                     "does",
                                     (int)length, at));
    }
    silence->scope = verb->scope;
    at = skip_blanks(at + length);
    if (*at != '=') {
        return complain(silence, text, text, 0,
                        apr_psprintf(pool, "\"%s\" names no rule", verb->word));
    }
    at = read_rules(pool, silence, text, skip_blanks(at + 1));
    if (!silence->rules->nelts) {
        return complain(silence, text, text, 0,
                        apr_psprintf(pool, "\"%s\" names no rule", verb->word));
    }
    if (*at && strncmp(at, "--", 2) != 0) {
        return complain(silence, text, at, strlen(at),
                        apr_pstrcat(pool, "\"", at,
                                    "\" is neither a rule nor a reason", NULL));
    }
    silence->reasoned = at[strspn(at, "- \t")] != '\0';
    return silence;
}

/* The lines of a source, with the silences that stand among them. */
typedef struct walk {
    apr_pool_t *pool;
    const lint_source *source;
    apr_array_header_t *silences; /* of lint_silence * */
    apr_array_header_t *waiting;  /* of lint_silence *: for the next line */
    apr_array_header_t *open;   /* of lint_silence *: sections not ended yet */
    apr_array_header_t *depths; /* of int: what ends each of them */
    int depth;
} walk;

/* Bytes of the line and its end, in a file; 0 for one that goes on. */
static int physical_length(const lint_source *source, const lint_line *line)
{
    const char *start = lint_source_line(source, line->place.line);
    const char *end = source->text + source->size;
    const char *stop = start ? start + strlen(start) : NULL;

    if (!start || line->map) {
        return 0;
    }
    return (int)(stop - start) + (stop < end);
}

static void meet_comment(walk *now, const lint_line *line)
{
    lint_silence *silence = read_comment(now->pool, line);

    if (!silence) {
        return;
    }
    APR_ARRAY_PUSH(now->silences, lint_silence *) = silence;
    silence->line_length = physical_length(now->source, line);
    if (silence->scope == LINT_SILENCE_FILE && !silence->wrong) {
        silence->first = 0;
        silence->last = INT_MAX;
    } else if (!silence->wrong) {
        APR_ARRAY_PUSH(now->waiting, lint_silence *) = silence;
    }
}

static void meet_directive(walk *now, const lint_line *line, int last)
{
    bool closes = strncmp(line->text, "</", 2) == 0;
    bool opens = *line->text == '<' && !closes;

    now->depth -= closes && now->depth > 0;
    for (int i = now->open->nelts; i-- > 0;) {
        APR_ARRAY_IDX(now->open, i, lint_silence *)->last = last;
        if (now->depth <= APR_ARRAY_IDX(now->depths, i, int)) {
            now->open->nelts = now->depths->nelts = i;
        }
    }
    for (int i = 0; i < now->waiting->nelts && !closes; i++) {
        lint_silence *silence = APR_ARRAY_IDX(now->waiting, i, lint_silence *);

        silence->first = line->place.line;
        silence->last = last;
        if (opens && silence->scope == LINT_SILENCE_SECTION) {
            APR_ARRAY_PUSH(now->open, lint_silence *) = silence;
            APR_ARRAY_PUSH(now->depths, int) = now->depth;
        }
    }
    now->waiting->nelts = 0;
    now->depth += opens;
}

apr_array_header_t *lint_silences_of(apr_pool_t *pool,
                                     const lint_source *source)
{
    walk now = {.pool = pool, .source = source};
    apr_pool_t *scratch;
    lint_reader reader;
    lint_line line;

    apr_pool_create(&scratch, pool);
    now.silences = apr_array_make(pool, 2, sizeof(lint_silence *));
    now.waiting = apr_array_make(scratch, 2, sizeof(lint_silence *));
    now.open = apr_array_make(scratch, 2, sizeof(lint_silence *));
    now.depths = apr_array_make(scratch, 2, sizeof(int));
    reader =
        lint_reader_begin(scratch, source, NULL, lint_problems_create(scratch));
    while (lint_reader_next(&reader, &line, NULL)) {
        if (*line.text == '#') {
            meet_comment(&now, &line);
        } else {
            meet_directive(&now, &line, reader.lines.number - 1);
        }
    }
    apr_pool_destroy(scratch);
    return now.silences;
}
