/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <apr_strings.h>
#include "core/namelist.h"
#include "lint/command/commands.h"
#include "lint/command/header_line.h"
#include "lint/command/terminal.h"
#include "lint/probe/attack.h"
#include "lint/probe/report.h"
#include "lint/probe/walk.h"
#include "lint/report/json_value.h"

/* Enough for whatever there is to ask, and not for a flood. */
#define REQUESTS_MAX 500

typedef struct probe_command {
    apr_pool_t *pool;
    const char *origin;
    const char *method;
    const char *data;
    const char *login_url;
    const char *cookie;
    const char *format;
    const char *color;
    apr_array_header_t *lines; /* "NAME: VALUE" */
    lint_live_options live;
    const char *requests;
    bool attack;
    bool http_1;
    bool http_2;
    bool help;

    lint_url url;
    lint_url login;
    lint_walk_plan plan;
    lint_attack_plan hostile;
} probe_command;

#define FIELD(name) offsetof(probe_command, name)

static const lint_option table[] = {
    {"origin", "ORIGIN", "the page's, such as https://app.example.com",
     LINT_OPTION_TEXT, FIELD(origin)},
    {"method", "METHOD", "GET, or POST with --data, unless it is said",
     LINT_OPTION_TEXT, FIELD(method)},
    {"header", "'NAME: VALUE'", "that the script sets; repeatable",
     LINT_OPTION_LIST, FIELD(lines)},
    {"data", "TEXT",
     "the body, JSON unless a Content-Type is given;\n"
     "@FILE reads it from there, @- from standard input",
     LINT_OPTION_TEXT, FIELD(data)},
    {"login-url", "URL",
     "log in there first, with --method and --data; the\n"
     "URL is asked with the cookie then",
     LINT_OPTION_TEXT, FIELD(login_url)},
    {"cookie", "NAME", "the cookie that matters; all unless it is said",
     LINT_OPTION_TEXT, FIELD(cookie)},
    {"attack", NULL,
     "ask as hostile origins instead, by GET or HEAD and\n"
     "OPTIONS: what does that host let them do?",
     LINT_OPTION_FLAG, FIELD(attack)},
    {"requests", "N", "at most, with --attack; 50 unless it is said",
     LINT_OPTION_TEXT, FIELD(requests)},
    {"cacert", "FILE", "the certificate authorities to believe, in PEM",
     LINT_OPTION_TEXT, FIELD(live.cacert)},
    {"insecure", NULL, "believe any certificate", LINT_OPTION_FLAG,
     FIELD(live.insecure)},
    {"resolve", "HOST:PORT:ADDRESS",
     "where a name is, as curl has it; "
     "repeatable",
     LINT_OPTION_LIST, FIELD(live.resolve)},
    {"http1.1", NULL, "not HTTP/2", LINT_OPTION_FLAG, FIELD(http_1)},
    {"http2", NULL, "HTTP/2, without TLS too", LINT_OPTION_FLAG, FIELD(http_2)},
    {"format", "text|json", "text unless it is said", LINT_OPTION_TEXT,
     FIELD(format)},
    {"color", "auto|always|never", "auto: on a terminal, without NO_COLOR",
     LINT_OPTION_TEXT, FIELD(color)},
    {"help", NULL, "this text", LINT_OPTION_FLAG, FIELD(help)},
    {0}};

/* What --data says; NULL, with a line on stderr, when its file cannot be read.
 */
static const char *read_body(const probe_command *c)
{
    const char *path = c->data + 1;
    bool is_stdin = strcmp(path, "-") == 0;
    char *bytes = NULL;
    size_t room = 0;
    FILE *from;
    const char *body;

    if (*c->data != '@') {
        return c->data;
    }
    from = is_stdin ? stdin : fopen(path, "r");
    /* Up to a NUL, which no text has. */
    if (!from || (getdelim(&bytes, &room, '\0', from) < 0 && ferror(from))) {
        lint_usage_error("--data \"%s\" cannot be read (%s); name a file",
                         c->data, strerror(errno));
        return NULL;
    }
    body = apr_pstrdup(c->pool, feof(from) && !bytes ? "" : bytes);
    free(bytes);
    if (!is_stdin) {
        fclose(from);
    }
    return body;
}

static bool has_control(const char *text)
{
    while (*text && ((unsigned char)*text >= ' ' || *text == '\t') &&
           *text != 0x7f) {
        text++;
    }
    return *text != '\0';
}

/* What no HTTP message could hold; a script could not even ask for it. */
static bool is_sendable(const char *name, const char *value)
{
    if (!cors_is_token(name)) {
        lint_usage_error("--header \"%s\" is no header's name; write letters, "
                         "digits and \"-\", without blanks",
                         name);
        return false;
    }
    if (has_control(value)) {
        lint_usage_error("--header \"%s\" has a control byte in its value, "
                         "\"%s\"; take it out, and give each header a --header "
                         "of its own",
                         name, value);
        return false;
    }
    return true;
}

static bool read_headers(probe_command *c)
{
    apr_table_t *headers = apr_table_make(c->pool, 4);

    for (int i = 0; c->lines && i < c->lines->nelts; i++) {
        const char *name;
        const char *value;

        if (!lint_header_line_split(c->pool,
                                    APR_ARRAY_IDX(c->lines, i, const char *),
                                    &name, &value) ||
            !is_sendable(name, value)) {
            return false;
        }
        apr_table_addn(headers, name, value);
    }
    if (c->plan.body && !apr_table_get(headers, "Content-Type")) {
        apr_table_addn(headers, "Content-Type", "application/json");
    }
    c->plan.headers = headers;
    return true;
}

/* Of what is asked as a hostile origin: nothing that might change anything. */
static bool read_attack(probe_command *c)
{
    char *end = NULL;
    long limit = c->requests ? strtol(c->requests, &end, 10) : 0;
    const char *wrong = c->data        ? "--data"
                        : c->login_url ? "--login-url"
                                       : NULL;

    if (!c->attack) {
        if (c->requests) {
            lint_usage_error("--requests is for --attack; leave it out");
        }
        return !c->requests;
    }
    if (wrong) {
        lint_usage_error("--attack excludes %s; give a session with --header "
                         "'Cookie: NAME=VALUE'",
                         wrong);
        return false;
    }
    if (c->method && strcmp(c->method, "GET") != 0 &&
        strcmp(c->method, "HEAD") != 0) {
        lint_usage_error("--attack sends GET or HEAD, and no \"%s\"; name one "
                         "of them",
                         c->method);
        return false;
    }
    if (c->requests && (*end || limit < 1 || limit > REQUESTS_MAX)) {
        lint_usage_error("--requests \"%s\" is out of bounds; write a number "
                         "from 1 to %d",
                         c->requests, REQUESTS_MAX);
        return false;
    }
    c->hostile =
        (lint_attack_plan){.origin = c->plan.origin,
                           .url = &c->url,
                           .head = c->method && strcmp(c->method, "HEAD") == 0,
                           .headers = c->plan.headers,
                           .limit = (int)limit};
    return true;
}

/* The names of a method and of a cookie, where they are said. */
static bool read_names(const probe_command *c)
{
    if (c->method && !cors_is_token(c->method)) {
        lint_usage_error("--method \"%s\" is none; write one such as POST",
                         c->method);
        return false;
    }
    /* Cookies are freer than tokens (RFC 6265bis, 5.6). */
    if (c->cookie && (!*c->cookie || strpbrk(c->cookie, "=; \t") ||
                      has_control(c->cookie))) {
        lint_usage_error("--cookie \"%s\" is no cookie's name; write the name "
                         "alone, such as session",
                         c->cookie);
        return false;
    }
    return true;
}

static bool read_url(const probe_command *c, const char *text, lint_url *url)
{
    const char *wrong = lint_url_parse(c->pool, text, url);

    if (wrong) {
        lint_usage_error("%s", wrong);
    }
    return !wrong;
}

static bool read_origin(probe_command *c)
{
    if (!c->origin) {
        lint_usage_error("probe needs the page's origin; write --origin "
                         "https://app.example.com");
        return false;
    }
    c->plan.origin = lint_origin_serialise(c->pool, c->origin);
    if (!c->plan.origin) {
        lint_usage_error("--origin \"%s\" is none; write scheme, host and "
                         "port alone, such as https://app.example.com",
                         c->origin);
    }
    return c->plan.origin != NULL;
}

/* What was said, as a plan. */
static bool read_plan(probe_command *c, const apr_array_header_t *words)
{
    if (words->nelts != 1) {
        lint_usage_error("probe needs one URL; write corslint probe URL "
                         "--origin ORIGIN");
        return false;
    }
    if (c->http_1 && c->http_2) {
        lint_usage_error("--http1.1 and --http2 exclude each other; leave one "
                         "out");
        return false;
    }
    c->live.version = c->http_1   ? LINT_LIVE_HTTP_1
                      : c->http_2 ? LINT_LIVE_HTTP_2
                                  : LINT_LIVE_ANY;
    if (!read_names(c) || !read_origin(c) ||
        !read_url(c, APR_ARRAY_IDX(words, 0, const char *), &c->url) ||
        (c->login_url && !read_url(c, c->login_url, &c->login))) {
        return false;
    }
    c->plan.url = &c->url;
    c->plan.login = c->login_url ? &c->login : NULL;
    c->plan.method = c->method;
    c->plan.cookie = c->cookie;
    c->plan.now = apr_time_now();
    if (c->data && !(c->plan.body = read_body(c))) {
        return false;
    }
    return read_headers(c) && read_attack(c);
}

static bool prints_json(const probe_command *c)
{
    return c->format && strcmp(c->format, "json") == 0;
}

/* Walks the handshake; returns the exit code. */
static int walk(const probe_command *c, lint_live *live)
{
    lint_walk_style style = {lint_terminal_color(c->color, true),
                             lint_terminal_unicode()};
    const char *wrong = NULL;
    const lint_walk *walked = lint_walk_take(c->pool, live, &c->plan, &wrong);

    if (!walked) {
        return lint_usage_error("%s", wrong);
    }
    if (prints_json(c)) {
        lint_json_print(stdout, lint_walk_json(c->pool, walked));
    } else {
        lint_walk_print(stdout, c->pool, walked, &style);
    }
    return walked->ok ? 0 : 1;
}

static void print_attack_json(const probe_command *c, const lint_attack *attack,
                              int limit)
{
    json_t *object = lint_probe_json(c->pool, c->plan.origin, &c->url);
    json_t *told = lint_attack_json(c->pool, attack);

    lint_json_set(object, "ok", json_boolean(attack->ok && !attack->wrong));
    lint_json_set(told, "at_most", json_integer(limit));
    lint_json_set(object, "attack", told);
    lint_json_print(stdout, object);
}

/* Asks as hostile origins, and says before how often; returns the exit code. */
static int attack(const probe_command *c, lint_live *live)
{
    const apr_array_header_t *questions =
        lint_attack_questions(c->pool, &c->hostile);
    const lint_attack *made;

    if (!prints_json(c)) {
        printf("%s is asked as hostile origins, with %d requests at most\n\n",
               c->url.origin, questions->nelts);
        fflush(stdout);
    }
    made = lint_attack_run(c->pool, live, &c->hostile, questions);
    if (prints_json(c)) {
        print_attack_json(c, made, questions->nelts);
    } else if (made->tries->nelts) {
        lint_attack_print(stdout, c->pool, made,
                          lint_terminal_color(c->color, true),
                          lint_terminal_unicode());
    }
    if (made->wrong) {
        return lint_usage_error("%s", made->wrong);
    }
    return made->ok ? 0 : 1;
}

static int run_probe(apr_pool_t *pool, int argc, const char *const *argv)
{
    probe_command c = {.pool = pool};
    apr_array_header_t *words = apr_array_make(pool, 1, sizeof(const char *));
    lint_live *live;
    const char *wrong;

    if (!lint_options_read(pool, table, &c, argc - 1, argv + 1, words)) {
        return 2;
    }
    if (c.help) {
        lint_command_help(stdout, &lint_command_probe);
        return 0;
    }
    if (!read_plan(&c, words)) {
        return 2;
    }
    live = lint_live_open(pool, &c.live, &wrong);
    if (!live) {
        return lint_usage_error("%s", wrong);
    }
    return c.attack ? attack(&c, live) : walk(&c, live);
}

const lint_command lint_command_probe = {
    .name = "probe",
    .title = "walk the handshake with a live server, as a browser does",
    .usage = "corslint probe URL --origin ORIGIN [OPTION...]",
    .about =
        "Asks the server what a script of that page would ask for, with\n"
        "credentials: the preflight, the request, what becomes of the cookie,\n"
        "the next request with it, an error, and what a cache would mix up.\n"
        "Says which part is broken, how that is seen in a browser, and the\n"
        "line that mends it. But for what you ask for, only GET and OPTIONS\n"
        "are sent.",
    .options = table,
    .notes = "  corslint probe https://api.example.com/me \\\n"
             "      --origin https://app.example.net \\\n"
             "      --login-url https://api.example.com/login \\\n"
             "      --data '{\"name\":\"Ada\"}'\n"
             "  corslint probe https://api.example.com/me \\\n"
             "      --origin https://app.example.net --attack\n\n"
             "exit code: 0 all of it works, 1 something is broken, or open, 2 "
             "wrong\nusage or no answer",
    .run = run_probe};
