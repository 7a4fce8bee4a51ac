/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/command/commands.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <apr_strings.h>
#include "lint/init/configuration.h"
#include "lint/report/escape.h"

typedef struct init_command {
    apr_array_header_t *given[LINT_QUESTIONS];
    bool partitioned;
    const char *output;
    bool help;
} init_command;

#define GIVEN(id) offsetof(init_command, given[id])

static const lint_option table[] = {
    {"origin", "ORIGIN",
     "of the pages that call the API, such as\nhttps://app.example.net; "
     "repeatable",
     LINT_OPTION_LIST, GIVEN(LINT_ASK_ORIGIN)},
    {"host", "NAME",
     "the API's own name, such as api.example.com; the\ninside of a virtual "
     "host is written without",
     LINT_OPTION_LIST, GIVEN(LINT_ASK_HOST)},
    {"path", "PATH", "where the API begins on that host; / unless it is\nsaid",
     LINT_OPTION_LIST, GIVEN(LINT_ASK_PATH)},
    {"cookie", "NAME", "that the API sets; repeatable", LINT_OPTION_LIST,
     GIVEN(LINT_ASK_COOKIE)},
    {"partitioned", NULL,
     "keep the cookies where browsers block third-party\nones",
     LINT_OPTION_FLAG, offsetof(init_command, partitioned)},
    {"method", "METHOD", "beyond GET, HEAD and POST; repeatable",
     LINT_OPTION_LIST, GIVEN(LINT_ASK_METHOD)},
    {"header", "NAME",
     "that requests carry; Content-Type unless it is said;\nrepeatable; none "
     "for none",
     LINT_OPTION_LIST, GIVEN(LINT_ASK_HEADER)},
    {"expose", "NAME", "that scripts read of answers; repeatable",
     LINT_OPTION_LIST, GIVEN(LINT_ASK_EXPOSE)},
    {"max-age", "SECONDS",
     "for which a preflight is remembered; 3600 unless it\nis said",
     LINT_OPTION_LIST, GIVEN(LINT_ASK_MAX_AGE)},
    {"backend", "URL",
     "that is passed the requests, such as\nhttp://127.0.0.1:8000; files are "
     "served without",
     LINT_OPTION_LIST, GIVEN(LINT_ASK_BACKEND)},
    {"style", "module|recipe",
     "for this module, or for httpd's own modules alone;\nmodule unless it is "
     "said",
     LINT_OPTION_LIST, GIVEN(LINT_ASK_STYLE)},
    {"server", "debian|rhel|httpd",
     "whose layout it has; debian unless it is said", LINT_OPTION_LIST,
     GIVEN(LINT_ASK_SERVER)},
    {"site", "auto|same|cross",
     "whether pages and API are one site; --host and the\npublic suffix list "
     "say it unless you do",
     LINT_OPTION_LIST, GIVEN(LINT_ASK_SITE)},
    {"output", "FILE", "a new file, instead of standard output",
     LINT_OPTION_TEXT, offsetof(init_command, output)},
    {"help", NULL, "this text", LINT_OPTION_FLAG, offsetof(init_command, help)},
    {0}};

/* All of them, as what was typed may have control bytes. Returns whether there
 * were any. */
static bool tell(apr_pool_t *pool, const cors_problems *problems)
{
    for (int i = 0; i < problems->list->nelts; i++) {
        const cors_problem *problem =
            &APR_ARRAY_IDX(problems->list, i, cors_problem);

        lint_usage_error("%s: %s", problem->place.directive,
                         lint_escape_plain(pool, problem->sentence));
    }
    return problems->list->nelts > 0;
}

static apr_array_header_t *one_word(apr_pool_t *pool, const char *word)
{
    apr_array_header_t *words = apr_array_make(pool, 1, sizeof(const char *));

    APR_ARRAY_PUSH(words, const char *) = word;
    return words;
}

static const apr_array_header_t *initial(apr_pool_t *pool, lint_question_id id,
                                         cors_problems *problems)
{
    return lint_question_check(
        pool, id, lint_words(pool, lint_questions[id].initial), problems);
}

/* As on a terminal, blanks part the words of a list. A line feed is part of a
 * word, and refused as that. */
static const apr_array_header_t *words_of(apr_pool_t *pool, lint_question_id id,
                                          const apr_array_header_t *given)
{
    apr_array_header_t *words =
        apr_array_make(pool, given->nelts, sizeof(const char *));

    for (int i = 0; i < given->nelts; i++) {
        char *value = apr_pstrdup(pool, APR_ARRAY_IDX(given, i, const char *));
        char *rest;
        char *word =
            lint_questions[id].many ? apr_strtok(value, " \t", &rest) : NULL;

        /* What is empty is an answer too, if a wrong one. */
        APR_ARRAY_PUSH(words, const char *) = word ? word : value;
        while (word && (word = apr_strtok(NULL, " \t", &rest))) {
            APR_ARRAY_PUSH(words, const char *) = word;
        }
    }
    return words;
}

static void take_given(apr_pool_t *pool, const init_command *c,
                       lint_answers *answers, cors_problems *problems)
{
    for (lint_question_id id = 0; id < LINT_QUESTIONS; id++) {
        if (c->given[id]) {
            answers->to[id] = lint_question_check(
                pool, id, words_of(pool, id, c->given[id]), problems);
        }
    }
    if (c->partitioned) {
        answers->to[LINT_ASK_PARTITIONED] = one_word(pool, "yes");
    }
    if (!answers->to[LINT_ASK_SITE]) {
        answers->to[LINT_ASK_SITE] = initial(pool, LINT_ASK_SITE, problems);
    }
    lint_answers_check(pool, answers, problems);
}

/* One line; NULL at the end of the input. */
static const char *read_line(apr_pool_t *pool)
{
    char *line = NULL;
    size_t size = 0;
    const char *copy =
        getline(&line, &size, stdin) < 0 ? NULL : apr_pstrdup(pool, line);

    free(line);
    return copy;
}

/* Asks until the answer is one. False at the end of the input. */
static bool ask(apr_pool_t *pool, lint_answers *answers, lint_question_id id)
{
    const lint_question *question = &lint_questions[id];

    while (true) {
        cors_problems *problems = cors_problems_create(pool);
        const char *line;

        if (question->initial) {
            fprintf(stderr, "%s [%s]: ", question->text, question->initial);
        } else {
            fprintf(stderr, "%s (such as %s): ", question->text,
                    question->example);
        }
        line = read_line(pool);
        if (!line) {
            fputc('\n', stderr);
            return false;
        }
        if (question->initial && !*(line + strspn(line, " \t\r\n"))) {
            line = question->initial;
        }
        answers->to[id] =
            lint_question_check(pool, id, lint_words(pool, line), problems);
        if (answers->to[id]) {
            lint_answers_check(pool, answers, problems);
        }
        if (!tell(pool, problems)) {
            return true;
        }
    }
}

/* What nobody can presume. */
static bool is_must(lint_question_id id)
{
    return id == LINT_ASK_ORIGIN || id == LINT_ASK_HOST ||
           id == LINT_ASK_COOKIE;
}

/* Whoever has given one of them knows the options, and is asked for the others
 * of them only. */
static bool is_interview(const init_command *c)
{
    return !c->given[LINT_ASK_ORIGIN] && !c->given[LINT_ASK_HOST] &&
           !c->given[LINT_ASK_COOKIE];
}

/* Returns whether there was an answer to each question. */
static bool ask_all(apr_pool_t *pool, const init_command *c,
                    lint_answers *answers, bool *asked)
{
    for (lint_question_id id = 0; id < LINT_QUESTIONS; id++) {
        if (!is_interview(c) && !is_must(id)) {
            continue;
        }
        /* Without cookies or within a site it would be no question. */
        if (id == LINT_ASK_PARTITIONED && !answers->to[id] &&
            (answers->to[LINT_ASK_COOKIE]->nelts == 0 ||
             lint_answers_same_site(pool, answers))) {
            answers->to[id] = one_word(pool, "no");
        }
        *asked = *asked || !answers->to[id];
        if (!answers->to[id] && !ask(pool, answers, id)) {
            return false;
        }
    }
    return true;
}

/* Nobody is there to be asked. */
static void presume(apr_pool_t *pool, const init_command *c,
                    lint_answers *answers, cors_problems *problems)
{
    for (lint_question_id id = 0; id < LINT_QUESTIONS; id++) {
        const lint_question *question = &lint_questions[id];

        if (answers->to[id] || c->given[id]) {
            continue;
        }
        if (question->initial) {
            answers->to[id] = initial(pool, id, problems);
        } else {
            cors_place place = {"corslint init", 0,
                                apr_pstrcat(pool, "--", question->name, NULL)};

            cors_problem_add(problems, &place, "init-missing", "",
                             "it has to be said; write --%s %s", question->name,
                             question->example);
        }
    }
}

static int write_out(apr_pool_t *pool, const char *path, const char *text)
{
    int file = path ? open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644)
                    : STDOUT_FILENO;
    FILE *out = file < 0 ? NULL : path ? fdopen(file, "w") : stdout;
    const char *shown =
        lint_escape_plain(pool, path ? path : "standard output");

    if (!out) {
        return errno == EEXIST
                   ? lint_usage_error("\"%s\" is there already; name another "
                                      "file, or remove it",
                                      shown)
                   : lint_usage_error("\"%s\" cannot be written: %s", shown,
                                      strerror(errno));
    }
    if (fputs(text, out) < 0 || (path ? fclose(out) : fflush(out)) != 0) {
        return lint_usage_error("\"%s\" cannot be written: %s", shown,
                                strerror(errno));
    }
    return 0;
}

static int run(apr_pool_t *pool, int argc, const char *const *argv)
{
    init_command c = {.help = false};
    lint_answers answers = {{NULL}};
    apr_array_header_t *words = apr_array_make(pool, 1, sizeof(const char *));
    cors_problems *problems = cors_problems_create(pool);
    bool terminal = isatty(STDIN_FILENO);
    bool asked = false;
    const char *text, *error;
    int code;

    if (!lint_options_read(pool, table, &c, argc - 1, argv + 1, words)) {
        return 2;
    }
    if (c.help) {
        lint_command_help(stdout, &lint_command_init);
        return 0;
    }
    if (words->nelts) {
        return lint_usage_error("corslint init takes no \"%s\"; see --help",
                                APR_ARRAY_IDX(words, 0, const char *));
    }
    take_given(pool, &c, &answers, problems);
    if (!terminal) {
        presume(pool, &c, &answers, problems);
    }
    if (tell(pool, problems)) {
        return 2;
    }
    if (terminal && !ask_all(pool, &c, &answers, &asked)) {
        return lint_usage_error("the answers ended before the questions did; "
                                "nothing is written");
    }
    presume(pool, &c, &answers, problems);
    text = lint_configuration(pool, &answers, &error);
    if (!text) {
        return lint_usage_error("%s", error);
    }
    code = write_out(pool, c.output, text);
    if (code == 0 && asked && c.output) {
        fprintf(stderr, "%s is written; its first lines say what to do next\n",
                lint_escape_plain(pool, c.output));
    }
    return code;
}

const lint_command lint_command_init = {
    .name = "init",
    .title = "write a configuration to start from",
    .usage = "corslint init --origin ORIGIN... [--host NAME] [OPTION...]",
    .about =
        "Writes the virtual host of an API that pages of another origin call "
        "with\ncookies, and says in comments what is what. On a terminal it "
        "asks for what no\noption says; with --origin, --host or --cookie only "
        "for the other two of them.\nAll else is taken as it stands here.",
    .options = table,
    .notes = "docs/builder.html does the same in a browser.\n\n"
             "exit code: 0 it is written, 2 wrong usage, or it could not be "
             "written",
    .run = run};
