/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/command/commands.h"
#include "lint/command/header_line.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <apr_strings.h>
#include <jansson.h>
#include "lint/command/simulate_print.h"
#include "lint/conf/conf.h"
#include "lint/model/answer.h"
#include "lint/report/escape.h"

typedef struct command {
    apr_pool_t *pool;
    const char *config;
    const char *url;
    const char *batch;
    const char *format;
    const char *method;
    const char *status;
    const char *server_root;
    apr_array_header_t *origins;
    apr_array_header_t *lines; /* "NAME: VALUE" */
    apr_array_header_t *defines;
    bool help;
    lint_question question;
} command;

#define FIELD(name) offsetof(command, name)

static const lint_option table[] = {
    {"config", "FILE", "the configuration", LINT_OPTION_TEXT, FIELD(config)},
    {"url", "URL", "what is asked for", LINT_OPTION_TEXT, FIELD(url)},
    {"origin", "ORIGIN", "the Origin header", LINT_OPTION_LIST, FIELD(origins)},
    {"method", "METHOD", "GET unless it is said", LINT_OPTION_TEXT,
     FIELD(method)},
    {"header", "'NAME: VALUE'", "a request header; repeatable",
     LINT_OPTION_LIST, FIELD(lines)},
    {"status", "N", "what the handler answers", LINT_OPTION_TEXT,
     FIELD(status)},
    {"format", "text|json", "text unless it is said", LINT_OPTION_TEXT,
     FIELD(format)},
    {"batch", "FILE", "one JSON request a line, - for standard input",
     LINT_OPTION_TEXT, FIELD(batch)},
    {"server-root", "DIR", "where the ServerRoot is on this machine",
     LINT_OPTION_TEXT, FIELD(server_root)},
    {"D", "NAME[=VALUE]", "as httpd's -D; repeatable", LINT_OPTION_LIST,
     FIELD(defines)},
    {"help", NULL, "this text", LINT_OPTION_FLAG, FIELD(help)},
    {0}};

/* The request's headers, from --origin and --header; false, with a message,
 * when one of them is none. */
static bool read_headers(command *c)
{
    lint_table *headers = lint_table_create(c->pool);

    for (int i = 0; c->origins && i < c->origins->nelts; i++) {
        lint_table_add(headers, "Origin",
                       LINT_KNOWN(APR_ARRAY_IDX(c->origins, i, const char *)),
                       NULL);
    }
    for (int i = 0; c->lines && i < c->lines->nelts; i++) {
        const char *name;
        const char *value;

        if (!lint_header_line_split(c->pool,
                                    APR_ARRAY_IDX(c->lines, i, const char *),
                                    &name, &value)) {
            return false;
        }
        lint_table_add(headers, name, LINT_KNOWN(value), NULL);
    }
    c->question.headers = headers;
    return true;
}

/* Splits a URL into what the client connects to and what it asks for. */
static bool read_url(command *c)
{
    const char *rest = strstr(c->url, "://");
    size_t bytes;
    const char *colon;

    if (!rest || (strncasecmp(c->url, "http:", 5) != 0 &&
                  strncasecmp(c->url, "https:", 6) != 0)) {
        fprintf(stderr,
                "corslint: --url \"%s\" is no http or https URL; write one "
                "such as https://api.example.com/login\n",
                c->url);
        return false;
    }
    c->question.https = rest - c->url == 5;
    rest += 3;
    bytes = strcspn(rest, "/?#");
    c->question.host = apr_pstrmemdup(c->pool, rest, bytes);
    colon = strrchr(c->question.host, ':');
    c->question.local_port = colon && !strchr(colon, ']') ? atoi(colon + 1)
                             : c->question.https          ? 443
                                                          : 80;
    c->question.target = rest[bytes] == '/'
                             ? rest + bytes
                             : apr_pstrcat(c->pool, "/", rest + bytes, NULL);
    return true;
}

static const char *text_of(const json_t *object, const char *key,
                           const char *otherwise)
{
    const char *text = json_string_value(json_object_get(object, key));

    return text ? text : otherwise;
}

/* One line of a batch; false, with a message, when it is no request. */
static bool read_line(command *c, apr_pool_t *pool, const char *line,
                      lint_question *question)
{
    json_error_t error;
    json_t *object = json_loads(line, 0, &error);
    const json_t *headers = json_object_get(object, "headers");
    lint_table *fields = lint_table_create(pool);
    size_t i;
    const json_t *header;

    if (!object) {
        fprintf(stderr, "corslint: %s: %s; write one JSON object a line\n",
                c->batch, error.text);
        return false;
    }
    json_array_foreach(headers, i, header)
    {
        const char *name = json_string_value(json_array_get(header, 0));
        const char *value = json_string_value(json_array_get(header, 1));

        if (!name || !value) {
            fprintf(stderr,
                    "corslint: %s: header %d is no pair of strings; write "
                    "[\"Name\",\"value\"]\n",
                    c->batch, (int)i + 1);
            json_decref(object);
            return false;
        }
        lint_table_add(fields, apr_pstrdup(pool, name),
                       LINT_KNOWN(apr_pstrdup(pool, value)), NULL);
    }
    *question = c->question;
    question->headers = fields;
    question->method = apr_pstrdup(pool, text_of(object, "method", "GET"));
    question->target = apr_pstrdup(pool, text_of(object, "path", "/"));
    question->host = apr_pstrdup(pool, text_of(object, "host", NULL));
    question->local_ip =
        apr_pstrdup(pool, text_of(object, "local_ip", "127.0.0.1"));
    question->local_port =
        (int)json_integer_value(json_object_get(object, "local_port"));
    if (!question->local_port) {
        question->local_port = 80;
    }
    question->status =
        (int)json_integer_value(json_object_get(object, "status"));
    json_decref(object);
    return true;
}

static int run_batch(command *c, const lint_server *server)
{
    FILE *from = strcmp(c->batch, "-") == 0 ? stdin : fopen(c->batch, "r");
    char *line = NULL;
    size_t room = 0;
    int code = 0;

    if (!from) {
        fprintf(stderr, "corslint: %s cannot be opened\n", c->batch);
        return 2;
    }
    while (getline(&line, &room, from) > 0) {
        apr_pool_t *pool;
        lint_question question;

        apr_pool_create(&pool, c->pool);
        if (read_line(c, pool, line, &question)) {
            lint_simulate_print_json(
                pool, lint_answer_predict(pool, server, &question));
        } else {
            puts("{\"error\":\"no request\"}");
            code = 2;
        }
        apr_pool_destroy(pool);
    }
    free(line);
    if (from != stdin) {
        fclose(from);
    }
    return code;
}

/* Tells what httpd would refuse; such a server answers nobody. */
static bool is_startable(const lint_conf *conf, const lint_server *server,
                         apr_pool_t *pool)
{
    bool startable = true;
    const apr_array_header_t *lists[] = {conf->problems->list,
                                         server->problems->list};

    for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
        for (int j = 0; j < lists[i]->nelts; j++) {
            const lint_problem *problem =
                &APR_ARRAY_IDX(lists[i], j, lint_problem);

            if (problem->severity == LINT_ERROR) {
                fprintf(stderr, "%s:%d: %s\n",
                        lint_escape_plain(pool, problem->place.file),
                        problem->place.line,
                        lint_escape_plain(pool, problem->sentence));
                startable = false;
            }
        }
    }
    for (int i = 0; i < server->policy_problems->list->nelts; i++) {
        const char *text = cors_problem_text(
            pool,
            &APR_ARRAY_IDX(server->policy_problems->list, i, cors_problem));

        fprintf(stderr, "%s\n", lint_escape_plain(pool, text));
        startable = false;
    }
    return startable;
}

/* Asks for the one URL. */
static int run_one(command *c, const lint_server *server)
{
    const lint_answer *answer;

    if (!read_url(c) || !read_headers(c)) {
        return 2;
    }
    answer = lint_answer_predict(c->pool, server, &c->question);
    if (c->format && strcmp(c->format, "json") == 0) {
        lint_simulate_print_json(c->pool, answer);
    } else {
        lint_simulate_print_text(answer);
    }
    return 0;
}

static int run_simulate(apr_pool_t *pool, int argc, const char *const *argv)
{
    command c = {.pool = pool};
    apr_array_header_t *words = apr_array_make(pool, 0, sizeof(const char *));
    lint_conf_options options = {.whole_server = true};
    const lint_conf *conf;
    const lint_server *server;

    if (!lint_options_read(pool, table, &c, argc - 1, argv + 1, words)) {
        return 2;
    }
    if (c.help) {
        lint_command_help(stdout, &lint_command_simulate);
        return 0;
    }
    if (!c.config || (!c.url && !c.batch) || words->nelts) {
        lint_command_help(stderr, &lint_command_simulate);
        return 2;
    }
    c.question.method = c.method ? c.method : "GET";
    c.question.status = c.status ? atoi(c.status) : 0;
    c.question.remote_ip = "127.0.0.1";
    c.question.local_ip = "127.0.0.1";
    options.defines = c.defines;
    options.server_root = c.server_root;
    conf = lint_conf_load(pool, &options, c.config);
    server = lint_server_build(pool, conf);
    if (!is_startable(conf, server, pool)) {
        return 2;
    }
    return c.batch ? run_batch(&c, server) : run_one(&c, server);
}

const lint_command lint_command_simulate = {
    .name = "simulate",
    .title = "predict status and headers of a request",
    .usage = "corslint simulate --config FILE --url URL [OPTION...]\n"
             "corslint simulate --config FILE --batch FILE",
    .about = "Predicts status and headers of a request, with the line of the "
             "configuration\nthat makes each header.",
    .options = table,
    .run = run_simulate};
