/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Lines of configuration and a request for the tests of single modules: one
 * server without sections, every file found.
 */
#ifndef T_LINT_MODEL_LINE_H
#define T_LINT_MODEL_LINE_H

#include <apr_strings.h>
#include "lint/model/env.h"
#include "lint/model/headers.h"
#include "lint/model/rewrite.h"
#include "lint/model/setenvif.h"
#include "t/core/tap.h"

/* What the lines of a server say. */
typedef struct lines {
    apr_array_header_t *headers;
    apr_array_header_t *setenvif;
    lint_env *env;
    lint_rewrite *rewrite;
    const char *problem; /* the first refusal, behind the directive's name */
} lines;

/* As ap_getword_conf; a word with {{ in it is unknown. */
static inline lint_text next_word(apr_pool_t *pool, const char **at)
{
    const char *in = *at;
    char quote = *in == '"' || *in == '\'' ? *in++ : '\0';
    char *word = apr_palloc(pool, strlen(in) + 1);
    char *out = word;

    while (*in && *in != (quote ? quote : ' ')) {
        if (*in == '\\' && (in[1] == '\\' || (quote && in[1] == quote))) {
            in++;
        }
        *out++ = *in++;
    }
    *out = '\0';
    in += *in ? 1 : 0;
    *at = in + strspn(in, " ");
    return strstr(word, "{{") ? LINT_UNKNOWABLE("a template")
                              : LINT_KNOWN(word);
}

static inline lint_args cut_line(apr_pool_t *pool, const char *line,
                                 const lint_place *place)
{
    const char *at = strchr(line, ' ');
    const char *rest = at ? at + 1 : "";
    apr_array_header_t *words = apr_array_make(pool, 4, sizeof(lint_text));
    lint_args args = {.place = place};
    bool unknown = strstr(rest, "{{") != NULL;

    args.directive =
        at ? apr_pstrmemdup(pool, line, (size_t)(at - line)) : line;
    args.raw = unknown ? LINT_UNKNOWABLE("a template") : LINT_KNOWN(rest);
    for (at = rest; *at;) {
        APR_ARRAY_PUSH(words, lint_text) = next_word(pool, &at);
    }
    args.count = words->nelts;
    args.words = (const lint_text *)(void *)words->elts;
    return args;
}

static inline lines *lines_create(apr_pool_t *pool, const char *directory)
{
    lines *all = apr_pcalloc(pool, sizeof(*all));

    all->headers = apr_array_make(pool, 4, sizeof(lint_header_action *));
    all->setenvif = apr_array_make(pool, 4, sizeof(lint_setenvif *));
    all->env = lint_env_create(pool);
    all->rewrite = lint_rewrite_create(pool, directory);
    return all;
}

static inline const char *add_line(apr_pool_t *pool, lines *all,
                                   const lint_args *args)
{
    lint_header_action *action = NULL;
    const char *problem;

    if (strstr(args->directive, "Header")) {
        problem = lint_header_parse(pool, args, &action);
        APR_ARRAY_PUSH(all->headers, lint_header_action *) = action;
        return problem;
    }
    if (strncmp(args->directive, "SetEnvIf", 8) == 0 ||
        strncmp(args->directive, "Browser", 7) == 0) {
        return lint_setenvif_parse(pool, args, all->setenvif);
    }
    if (strncmp(args->directive, "Rewrite", 7) == 0) {
        return lint_rewrite_parse(pool, all->rewrite, args);
    }
    return lint_env_parse(all->env, args, NULL);
}

/* Lines are at line numbers from 1. */
static inline lines *read_lines(apr_pool_t *pool, const char *directory,
                                const char *text)
{
    lines *all = lines_create(pool, directory);
    char *state = NULL;
    int number = 1;

    for (char *line = apr_strtok(apr_pstrdup(pool, text), "\n", &state);
         line && !all->problem; line = apr_strtok(NULL, "\n", &state)) {
        lint_place *place = apr_pcalloc(pool, sizeof(*place));
        lint_args args = cut_line(pool, line, place);

        place->file = "test.conf";
        place->line = number++;
        all->problem = add_line(pool, all, &args);
    }
    return all;
}

/* GET /hello.txt; `headers` is "Name: value" in lines. A value of ? is one that
 * cannot be told, a name with a ? at its end may not be there. */
static inline lint_request *make_request(apr_pool_t *pool, const char *headers)
{
    lint_request *request = apr_pcalloc(pool, sizeof(*request));
    char *state = NULL;

    *request = (lint_request){.pool = pool,
                              .line = "GET /hello.txt HTTP/1.1",
                              .method = "GET",
                              .uri = "/hello.txt",
                              .unparsed_uri = "/hello.txt",
                              .protocol = "HTTP/1.1",
                              .hostname = "main.test",
                              .remote_ip = "127.0.0.1",
                              .local_ip = "127.0.0.1",
                              .local_port = 8080,
                              .status = 200};
    request->headers_in = lint_table_create(pool);
    request->env = lint_table_create(pool);
    request->notes = lint_table_create(pool);
    request->rules = lint_table_create(pool);
    request->headers_out = lint_table_create(pool);
    request->err_headers_out = lint_table_create(pool);
    request->unknowns = apr_array_make(pool, 2, sizeof(const char *));
    for (char *line = apr_strtok(apr_pstrdup(pool, headers), "\n", &state);
         line; line = apr_strtok(NULL, "\n", &state)) {
        char *value = strstr(line, ": ");
        lint_entry *entry;

        *value = '\0';
        entry = apr_array_push(request->headers_in->entries);
        *entry = (lint_entry){line, LINT_KNOWN(value + 2), NULL, LINT_YES};
        if (strcmp(value, "?") == 0 || strcmp(value + 2, "?") == 0) {
            entry->text = LINT_UNKNOWABLE("the header is not known");
        }
        if (value[-1] == '?') {
            value[-1] = '\0';
            entry->there = LINT_UNKNOWN;
        }
    }
    return request;
}

/* "Name: value ; ..."; ~ before what may not be there, ? for what cannot be
 * told. */
static inline const char *show_table(apr_pool_t *pool, const lint_table *table,
                                     const char *before)
{
    for (int i = 0; i < table->entries->nelts; i++) {
        const lint_entry *entry = &APR_ARRAY_IDX(table->entries, i, lint_entry);

        before =
            apr_pstrcat(pool, before, *before ? " ; " : "",
                        entry->there == LINT_YES ? "" : "~", entry->name, ": ",
                        entry->text.unknown ? "?" : entry->text.value, NULL);
    }
    return before;
}

/* What the lines of a server answer. After an error of httpd's own only the
 * first table counts, and only the actions of `always` run. */
static inline const char *answer_lines(apr_pool_t *pool, const lines *all,
                                       lint_request *request, bool error)
{
    lint_rewrite_server server = {.maps = all->rewrite->maps};
    lint_rewrite_outcome outcome;
    apr_array_header_t *lists[LINT_HEADER_LISTS];

    for (int i = 0; i < LINT_HEADER_LISTS; i++) {
        lists[i] = apr_array_make(pool, 4, sizeof(lint_header_action *));
    }
    for (int i = 0; i < all->headers->nelts; i++) {
        lint_header_action *action =
            APR_ARRAY_IDX(all->headers, i, lint_header_action *);

        APR_ARRAY_PUSH(lists[action->list], lint_header_action *) = action;
    }
    lint_header_run(request, all->headers, true, NULL);
    lint_setenvif_run(request, all->setenvif, NULL);
    outcome =
        lint_rewrite_translate(request, all->rewrite, all->rewrite, &server);
    error = error || outcome.end == LINT_REWRITE_STATUS ||
            outcome.end == LINT_REWRITE_REDIRECT;
    lint_env_run(request, all->env);
    lint_header_run(request, lists[LINT_HEADER_REQUEST], false, NULL);
    if (lint_header_run(request, lists[LINT_HEADER_ALWAYS], false, NULL) ==
        LINT_HEADER_CRASH) {
        return "crash";
    }
    if (error) {
        return apr_pstrcat(
            pool, outcome.status ? apr_itoa(pool, outcome.status) : "",
            outcome.status ? " " : "",
            show_table(pool, request->err_headers_out, ""), NULL);
    }
    if (lint_header_run(request, lists[LINT_HEADER_ONSUCCESS], false, NULL) ==
        LINT_HEADER_CRASH) {
        return "crash";
    }
    if (lint_header_invalid(request->err_headers_out) ||
        lint_header_invalid(request->headers_out)) {
        return "500";
    }
    return show_table(pool, request->headers_out,
                      show_table(pool, request->err_headers_out, ""));
}

/* A configuration and what it answers, as seen on a live httpd. */
typedef struct live_row {
    const char *name;
    const char *conf;
    const char *headers; /* of the request */
    const char *expected;
    bool error; /* the response is a 404 of httpd's own */
} live_row;

static inline void run_rows(apr_pool_t *pool, const live_row *rows,
                            size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const live_row *row = &rows[i];
        const lines *all = read_lines(pool, NULL, row->conf);
        lint_request *request = make_request(pool, row->headers);

        tap_is(all->problem ? "refused"
                            : answer_lines(pool, all, request, row->error),
               row->expected, "%s, %s", row->name, row->headers);
    }
}

#define ROWS(rows) rows, sizeof(rows) / sizeof(*(rows))

#endif
