/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/command/simulate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <apr_getopt.h>
#include <apr_strings.h>
#include <jansson.h>
#include "lint/conf/conf.h"
#include "lint/model/answer.h"

enum {
    OPTION_CONFIG = 256,
    OPTION_URL,
    OPTION_ORIGIN,
    OPTION_METHOD,
    OPTION_HEADER,
    OPTION_STATUS,
    OPTION_FORMAT,
    OPTION_BATCH,
    OPTION_SERVER_ROOT,
    OPTION_HELP
};

static const apr_getopt_option_t options[] = {
    {"config", OPTION_CONFIG, 1, "FILE: the configuration"},
    {"url", OPTION_URL, 1, "URL: what is asked for"},
    {"origin", OPTION_ORIGIN, 1, "ORIGIN: the Origin header"},
    {"method", OPTION_METHOD, 1, "METHOD: GET unless it is said"},
    {"header", OPTION_HEADER, 1, "'NAME: VALUE': a request header, repeatable"},
    {"status", OPTION_STATUS, 1, "N: what the handler answers"},
    {"format", OPTION_FORMAT, 1, "text|json"},
    {"batch", OPTION_BATCH, 1, "FILE: one JSON request a line, - for stdin"},
    {"server-root", OPTION_SERVER_ROOT, 1,
     "DIR: the ServerRoot of this machine"},
    {"define", 'D', 1, "NAME[=VALUE], as httpd's -D; repeatable"},
    {"help", OPTION_HELP, 0, "this text"},
    {NULL, 0, 0, NULL}};

typedef struct command {
    apr_pool_t *pool;
    const char *config;
    const char *url;
    const char *batch;
    bool json;
    lint_conf_options conf;
    apr_array_header_t *defines;
    lint_question question;
    lint_table *headers;
} command;

static int usage(FILE *to, int code)
{
    fprintf(to, "usage: corslint simulate --config FILE --url URL [OPTION...]\n"
                "       corslint simulate --config FILE --batch FILE\n\n");
    for (const apr_getopt_option_t *option = options; option->name; option++) {
        fprintf(to, "  --%-12s %s\n", option->name, option->description);
    }
    return code;
}

static bool add_header(command *c, const char *line)
{
    const char *colon = strchr(line, ':');

    if (!colon) {
        fprintf(stderr,
                "corslint: --header \"%s\" has no colon; write 'NAME: VALUE'\n",
                line);
        return false;
    }
    lint_table_add(c->headers,
                   apr_pstrmemdup(c->pool, line, (apr_size_t)(colon - line)),
                   LINT_KNOWN(colon + 1 + strspn(colon + 1, " \t")), NULL);
    return true;
}

static bool take(command *c, int option, const char *value)
{
    switch (option) {
    case OPTION_CONFIG:
        c->config = value;
        return true;
    case OPTION_URL:
        c->url = value;
        return true;
    case OPTION_ORIGIN:
        lint_table_add(c->headers, "Origin", LINT_KNOWN(value), NULL);
        return true;
    case OPTION_METHOD:
        c->question.method = value;
        return true;
    case OPTION_HEADER:
        return add_header(c, value);
    case OPTION_STATUS:
        c->question.status = atoi(value);
        return true;
    case OPTION_FORMAT:
        c->json = strcmp(value, "json") == 0;
        if (!c->json && strcmp(value, "text") != 0) {
            fprintf(stderr,
                    "corslint: --format \"%s\" is none; write text or "
                    "json\n",
                    value);
            return false;
        }
        return true;
    case OPTION_BATCH:
        c->batch = value;
        return true;
    case OPTION_SERVER_ROOT:
        c->conf.server_root = value;
        return true;
    case 'D':
        APR_ARRAY_PUSH(c->defines, const char *) = value;
        return true;
    default:
        return false;
    }
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

static json_t *header_json(const lint_entry *entry)
{
    json_t *header = json_object();

    json_object_set_new(header, "name", json_string(entry->name));
    json_object_set_new(
        header, "value",
        entry->text.value
            ? json_stringn_nocheck(entry->text.value, strlen(entry->text.value))
            : json_null());
    if (entry->text.unknown) {
        json_object_set_new(header, "unknown",
                            json_string(entry->text.unknown));
    }
    if (entry->there == LINT_UNKNOWN) {
        json_object_set_new(header, "certain", json_false());
    }
    if (entry->place) {
        json_object_set_new(header, "file", json_string(entry->place->file));
        json_object_set_new(header, "line", json_integer(entry->place->line));
    }
    return header;
}

static void print_json(const lint_answer *answer)
{
    json_t *object = json_object();
    json_t *headers = json_array();
    json_t *unknown = json_array();
    char *text;

    for (int i = 0; i < answer->headers->entries->nelts; i++) {
        json_array_append_new(
            headers, header_json(&APR_ARRAY_IDX(answer->headers->entries, i,
                                                lint_entry)));
    }
    for (int i = 0; i < answer->unknowns->nelts; i++) {
        json_array_append_new(unknown, json_string(APR_ARRAY_IDX(
                                           answer->unknowns, i, const char *)));
    }
    json_object_set_new(object, "status", json_integer(answer->status));
    json_object_set_new(object, "headers", headers);
    json_object_set_new(object, "unknown", unknown);
    if (answer->assumed) {
        json_object_set_new(object, "assumed", json_true());
    }
    if (answer->result) {
        json_object_set_new(object, "result", json_string(answer->result));
    }
    text = json_dumps(object, JSON_COMPACT | JSON_ENSURE_ASCII);
    puts(text);
    free(text);
    json_decref(object);
}

static void print_text(const lint_answer *answer)
{
    printf("%d%s\n", answer->status,
           answer->assumed ? "  (assumed: nothing here says what the handler "
                             "answers)"
                           : "");
    for (int i = 0; i < answer->headers->entries->nelts; i++) {
        const lint_entry *entry =
            &APR_ARRAY_IDX(answer->headers->entries, i, lint_entry);

        printf("%s: %s%s%s", entry->name,
               entry->text.value ? entry->text.value : "(unknown: ",
               entry->text.value ? "" : entry->text.unknown,
               entry->text.value ? "" : ")");
        if (entry->there == LINT_UNKNOWN) {
            printf("  (perhaps)");
        }
        if (entry->place) {
            printf("    # %s:%d", entry->place->file, entry->place->line);
        }
        putchar('\n');
    }
    for (int i = 0; i < answer->unknowns->nelts; i++) {
        printf("unknown: %s\n",
               APR_ARRAY_IDX(answer->unknowns, i, const char *));
    }
    if (answer->result) {
        printf("CORS_CREDS_RESULT: %s\n", answer->result);
    }
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
    lint_table *table = lint_table_create(pool);
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
        lint_table_add(table, apr_pstrdup(pool, name),
                       LINT_KNOWN(apr_pstrdup(pool, value)), NULL);
    }
    *question = c->question;
    question->headers = table;
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
            print_json(lint_answer_predict(pool, server, &question));
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
                fprintf(stderr, "%s:%d: %s\n", problem->place.file,
                        problem->place.line, problem->sentence);
                startable = false;
            }
        }
    }
    for (int i = 0; i < server->policy_problems->list->nelts; i++) {
        fprintf(stderr, "%s\n",
                cors_problem_text(pool,
                                  &APR_ARRAY_IDX(server->policy_problems->list,
                                                 i, cors_problem)));
        startable = false;
    }
    return startable;
}

int lint_simulate(apr_pool_t *pool, int argc, const char *const *argv)
{
    command c = {.pool = pool};
    apr_getopt_t *parser;
    const char *value;
    int option;
    apr_status_t status;
    const lint_conf *conf;
    const lint_server *server;

    c.defines = apr_array_make(pool, 2, sizeof(const char *));
    c.headers = lint_table_create(pool);
    c.question.method = "GET";
    c.question.remote_ip = "127.0.0.1";
    c.question.local_ip = "127.0.0.1";
    apr_getopt_init(&parser, pool, argc, argv);
    while ((status = apr_getopt_long(parser, options, &option, &value)) ==
           APR_SUCCESS) {
        if (option == OPTION_HELP) {
            return usage(stdout, 0);
        }
        if (!take(&c, option, value)) {
            return 2;
        }
    }
    if (status != APR_EOF || !c.config || (!c.url && !c.batch)) {
        return usage(stderr, 2);
    }
    c.conf.whole_server = true;
    c.conf.defines = c.defines;
    conf = lint_conf_load(pool, &c.conf, c.config);
    server = lint_server_build(pool, conf);
    if (!is_startable(conf, server, pool)) {
        return 2;
    }
    if (c.batch) {
        return run_batch(&c, server);
    }
    if (!read_url(&c)) {
        return 2;
    }
    c.question.headers = c.headers;
    if (c.json) {
        print_json(lint_answer_predict(pool, server, &c.question));
    } else {
        print_text(lint_answer_predict(pool, server, &c.question));
    }
    return 0;
}
