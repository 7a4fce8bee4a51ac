/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/command/dump.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <apr_getopt.h>
#include <apr_strings.h>
#include "lint/conf/dump.h"

enum {
    OPTION_DUMP = 256,
    OPTION_SERVER_ROOT,
    OPTION_WHOLE_SERVER,
    OPTION_VHOST_CONTEXT,
    OPTION_ALL_MODULES,
    OPTION_MODULE,
    OPTION_WITHOUT_MODULE,
    OPTION_ENVIRONMENT,
    OPTION_VERSION,
    OPTION_HELP
};

static const apr_getopt_option_t options[] = {
    {"dump", OPTION_DUMP, 1, "STAGE: lines, words, tree or resolved"},
    {"define", 'D', 1, "NAME[=VALUE], as httpd's -D; repeatable"},
    {"server-root", OPTION_SERVER_ROOT, 1,
     "DIR: the ServerRoot of this machine"},
    {"whole-server", OPTION_WHOLE_SERVER, 0, "FILE is all of the server"},
    {"vhost-context", OPTION_VHOST_CONTEXT, 0,
     "FILE is what a <VirtualHost> includes"},
    {"all-modules", OPTION_ALL_MODULES, 0, "take every module as loaded"},
    {"module", OPTION_MODULE, 1, "NAME: take it as loaded; repeatable"},
    {"without-module", OPTION_WITHOUT_MODULE, 1,
     "NAME: take it as not loaded; repeatable"},
    {"environment", OPTION_ENVIRONMENT, 1,
     "NAME=VALUE: httpd's environment; repeatable"},
    {"httpd-version", OPTION_VERSION, 1, "VERSION: such as 2.4.68"},
    {"help", OPTION_HELP, 0, "this text"},
    {NULL, 0, 0, NULL}};

typedef struct command {
    apr_pool_t *pool;
    const char *stage;
    lint_conf_options conf;
    apr_array_header_t *defines;
    apr_array_header_t *modules;
    apr_array_header_t *absent;
    apr_table_t *environment;
} command;

static int usage(FILE *to, int code)
{
    fputs("usage: corslint --dump=STAGE FILE [OPTION...]\n\n"
          "FILE may be - for standard input.\n\n",
          to);
    for (const apr_getopt_option_t *option = options; option->name; option++) {
        fprintf(to, "  --%-15s %s\n", option->name, option->description);
    }
    return code;
}

static bool set_environment(command *c, const char *pair)
{
    const char *equals = strchr(pair, '=');

    if (!equals) {
        fprintf(stderr,
                "corslint: --environment \"%s\" has no value; write "
                "NAME=VALUE\n",
                pair);
        return false;
    }
    apr_table_set(c->environment,
                  apr_pstrmemdup(c->pool, pair, (apr_size_t)(equals - pair)),
                  equals + 1);
    c->conf.environment = c->environment;
    return true;
}

static bool take(command *c, int option, const char *value)
{
    switch (option) {
    case OPTION_DUMP:
        c->stage = value;
        return true;
    case 'D':
        APR_ARRAY_PUSH(c->defines, const char *) = value;
        return true;
    case OPTION_SERVER_ROOT:
        c->conf.server_root = value;
        return true;
    case OPTION_WHOLE_SERVER:
        c->conf.whole_server = true;
        return true;
    case OPTION_VHOST_CONTEXT:
        c->conf.vhost_context = true;
        return true;
    case OPTION_ALL_MODULES:
        c->conf.all_modules = true;
        return true;
    case OPTION_MODULE:
        APR_ARRAY_PUSH(c->modules, const char *) = value;
        return true;
    case OPTION_WITHOUT_MODULE:
        APR_ARRAY_PUSH(c->absent, const char *) = value;
        return true;
    case OPTION_ENVIRONMENT:
        return set_environment(c, value);
    case OPTION_VERSION:
        c->conf.httpd_version = value;
        return true;
    default:
        return false;
    }
}

static int dump(command *c, const char *path)
{
    lint_dump_result result =
        lint_conf_dump(c->pool, c->stage, &c->conf, path, stdout);

    if (result == LINT_DUMP_NO_STAGE) {
        fprintf(stderr,
                "corslint: --dump=\"%s\" is no stage; write lines, words, "
                "tree or resolved\n",
                c->stage);
    }
    return result == LINT_DUMP_WHOLE ? 0 : 2;
}

int lint_command_dump(apr_pool_t *pool, int argc, const char *const *argv)
{
    command c = {.pool = pool};
    const char **arguments =
        apr_pcalloc(pool, ((apr_size_t)argc + 1) * sizeof(*arguments));
    apr_getopt_t *parser;
    const char *value;
    int option;
    apr_status_t status;

    c.conf.defines = c.defines = apr_array_make(pool, 2, sizeof(char *));
    c.conf.modules = c.modules = apr_array_make(pool, 2, sizeof(char *));
    c.conf.absent = c.absent = apr_array_make(pool, 2, sizeof(char *));
    c.environment = apr_table_make(pool, 2);
    /* apr_getopt takes a lone hyphen for an option without a name. */
    for (int i = 0; i < argc; i++) {
        arguments[i] = strcmp(argv[i], "-") == 0 ? "/dev/stdin" : argv[i];
    }
    apr_getopt_init(&parser, pool, argc, arguments);
    parser->interleave = 1;
    while ((status = apr_getopt_long(parser, options, &option, &value)) ==
           APR_SUCCESS) {
        if (option == OPTION_HELP) {
            return usage(stdout, 0);
        }
        if (!take(&c, option, value)) {
            return 2;
        }
    }
    if (status != APR_EOF || !c.stage || parser->ind + 1 != argc) {
        return usage(stderr, 2);
    }
    return dump(&c, parser->argv[parser->ind]);
}
