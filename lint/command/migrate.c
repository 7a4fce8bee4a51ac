/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <apr_strings.h>
#include "core/pattern.h"
#include "lint/check/file.h"
#include "lint/check/settings.h"
#include "lint/command/commands.h"
#include "lint/command/complaint.h"
#include "lint/command/server_options.h"
#include "lint/migrate/report.h"
#include "lint/report/escape.h"
#include "lint/witness/origin_text.h"

typedef struct command {
    apr_pool_t *pool;
    const char *format;
    const char *entry;
    const char *server_root;
    const char *httpd_version;
    const char *settings_path;
    const char *output;
    apr_array_header_t *defines;
    apr_array_header_t *origins;
    bool diff;
    bool write;
    bool no_settings;
    bool help;
    bool json;
    lint_migration_options options;
    lint_problems *problems;
} command;

#define FIELD(name) offsetof(command, name)

static const lint_option table[] = {
    LINT_OPTIONS_HEADING("what is migrated"),
    {"origin", "ORIGIN",
     "who is meant, where a recipe lets in everybody or\nnothing says whom; "
     "repeatable",
     LINT_OPTION_LIST, FIELD(origins)},
    {"entry", "FILE",
     "the whole server that begins in FILE, below\n--server-root when that is "
     "given",
     LINT_OPTION_TEXT, FIELD(entry)},
    LINT_OPTIONS_OF_SERVER(command),
    LINT_OPTIONS_OF_SETTINGS(command),
    LINT_OPTIONS_HEADING("where it goes"),
    {"diff", NULL, "a patch on standard output; the default", LINT_OPTION_FLAG,
     FIELD(diff)},
    {"write", NULL,
     "into FILE, unless somebody who is meant would be\ntreated otherwise",
     LINT_OPTION_FLAG, FIELD(write)},
    {"output", "FILE", "the whole file, into a new one; - is standard\noutput",
     LINT_OPTION_TEXT, FIELD(output)},
    LINT_OPTIONS_HEADING("how it is told"),
    {"format", "text|json",
     "of the report; text unless it is said. JSON has\nthe patch in it",
     LINT_OPTION_TEXT, FIELD(format)},
    LINT_OPTIONS_HEADING("besides"),
    {"help", NULL, "this text", LINT_OPTION_FLAG, FIELD(help)},
    {0}};

/* The migrated file goes to standard output. */
static bool is_piped(const command *c)
{
    return c->output && strcmp(c->output, "-") == 0;
}

static bool is_sound(const command *c, const apr_array_header_t *words)
{
    if (words->nelts != 1) {
        lint_usage_error("corslint migrate takes one file; name it");
    } else if (strcmp(APR_ARRAY_IDX(words, 0, const char *), "-") == 0) {
        lint_usage_error("standard input cannot be migrated; name a file");
    } else if (c->diff + c->write + (c->output != NULL) > 1) {
        lint_usage_error("--diff, --write and --output do not go together; "
                         "choose one");
    } else if (c->json && (c->diff || is_piped(c))) {
        lint_usage_error("--format json has standard output for itself, and "
                         "the patch in it; leave %s out",
                         c->diff ? "--diff" : "--output -");
    } else if (c->no_settings && c->settings_path) {
        lint_usage_error("--settings and --no-settings do not go together; "
                         "leave one out");
    } else {
        return true;
    }
    return false;
}

/* Whether a file would be written over. What is no file, such as a pipe, only
 * takes what is written. */
static bool is_taken(const command *c, const char *file)
{
    struct stat there, input;

    if (!c->output || is_piped(c) || stat(c->output, &there) != 0 ||
        !(S_ISREG(there.st_mode) || S_ISDIR(there.st_mode))) {
        return false;
    }
    if (stat(file, &input) == 0 && input.st_dev == there.st_dev &&
        input.st_ino == there.st_ino) {
        lint_usage_error("--output \"%s\" is the file itself; write --write to "
                         "change it in place",
                         lint_escape_plain(c->pool, c->output));
    } else {
        lint_usage_error("\"%s\" is there already; name another file, or "
                         "remove it",
                         lint_escape_plain(c->pool, c->output));
    }
    return true;
}

static bool check_origins(const command *c)
{
    for (int i = 0; c->origins && i < c->origins->nelts; i++) {
        const char *origin = APR_ARRAY_IDX(c->origins, i, const char *);
        const char *meant = lint_origin_meant(c->pool, origin);
        cors_problems *problems = cors_problems_create(c->pool);
        cors_pattern pattern;

        if (!strstr(origin, "://") ||
            !cors_pattern_parse(c->pool, &(cors_place){0}, origin, &pattern,
                                problems)) {
            lint_usage_error("--origin \"%s\" is none; write %s", origin,
                             meant && strstr(meant, "://")
                                 ? meant
                                 : "one such as https://app.example.com");
            return false;
        }
    }
    return true;
}

/* What the repository has settled, where no option says otherwise. */
static bool read_settings(command *c, const char *file)
{
    lint_problems *problems = lint_problems_create(c->pool);
    const char *path = c->no_settings     ? NULL
                       : c->settings_path ? c->settings_path
                                          : lint_settings_find(c->pool, ".");
    const lint_settings *settings = lint_settings_read(c->pool, path, problems);
    const char *root =
        c->server_root || c->entry ? c->server_root : settings->server_root;
    const char *entry = c->entry                      ? c->entry
                        : lint_path_is_htaccess(file) ? NULL
                                                      : settings->entry;
    lint_conf_options *conf = &c->options.conf;

    conf->server_root = root;
    conf->modules = settings->modules;
    conf->httpd_version =
        c->httpd_version ? c->httpd_version : settings->httpd_version;
    conf->defines =
        c->defines ? apr_array_append(c->pool, settings->defines, c->defines)
                   : settings->defines;
    conf->vhost_context = lint_settings_in_vhost(settings, file);
    c->options.file = file;
    c->options.entry = entry && root && *entry != '/'
                           ? apr_pstrcat(c->pool, root, "/", entry, NULL)
                           : entry;
    c->options.origins = c->origins;
    return !lint_complain(problems);
}

static const lint_edited *edited_of(const lint_migration *migration)
{
    return migration->edits->files->nelts
               ? APR_ARRAY_IDX(migration->edits->files, 0, const lint_edited *)
               : NULL;
}

/* Nothing is written that somebody would have to take back. */
static void write_file(command *c, const lint_migration *migration)
{
    const lint_proof *proof = migration->proof;

    if (proof && proof->counts[LINT_OUTCOME_CHANGED]) {
        lint_problem_add(c->problems, LINT_ERROR,
                         &(lint_place){.file = c->options.file}, "migrate",
                         "\"%s\" was not written, as who is meant would be "
                         "treated otherwise: look at the patch, and apply it "
                         "by hand",
                         c->options.file);
    } else {
        lint_edits_write(migration->edits, c->problems);
    }
}

/* The file as it is, when nothing changes. */
static void write_output(command *c, const lint_migration *migration)
{
    const lint_edited *edited = edited_of(migration);
    const lint_file *file =
        edited ? NULL : lint_file_read(c->pool, c->options.file, c->problems);
    const char *bytes = edited ? edited->after : file ? file->bytes : NULL;
    size_t size = edited ? edited->after_size : file ? file->size : 0;

    if (bytes && is_piped(c)) {
        fwrite(bytes, 1, size, stdout);
    } else if (bytes) {
        lint_file_replace(c->pool, c->output, bytes, size, c->problems);
    }
}

/* The patch, or the file, has standard output for itself. */
static void tell(command *c, const lint_migration *migration)
{
    bool patch = !c->write && !c->output && !c->json;

    if (patch) {
        lint_edits_print(stdout, migration->edits);
    }
    fflush(stdout);
    if (c->json) {
        lint_migration_print_json(stdout, migration);
    } else {
        lint_migration_print(patch || is_piped(c) ? stderr : stdout, migration);
    }
    if (fflush(stdout) != 0 || ferror(stdout)) {
        lint_problem_unread(c->problems, &(lint_place){.file = "-"}, "migrate",
                            "standard output could not be written: make room "
                            "for it");
    }
}

static int run(apr_pool_t *pool, int argc, const char *const *argv)
{
    command c = {.pool = pool, .problems = lint_problems_create(pool)};
    apr_array_header_t *words = apr_array_make(pool, 1, sizeof(const char *));
    const lint_migration *migration;

    if (!lint_options_read(pool, table, &c, argc - 1, argv + 1, words)) {
        return 2;
    }
    if (c.help) {
        lint_command_help(stdout, &lint_command_migrate);
        return 0;
    }
    c.json = c.format && strcmp(c.format, "json") == 0;
    if (!is_sound(&c, words) || !check_origins(&c) ||
        is_taken(&c, APR_ARRAY_IDX(words, 0, const char *)) ||
        !read_settings(&c, APR_ARRAY_IDX(words, 0, const char *))) {
        return 2;
    }
    migration = lint_migrate(pool, &c.options, c.problems);
    if (!migration) {
        lint_complain(c.problems);
        return 2;
    }
    if (c.write) {
        write_file(&c, migration);
    } else if (c.output) {
        write_output(&c, migration);
    }
    tell(&c, migration);
    if (lint_complain(c.problems) && c.problems->unread) {
        return 2;
    }
    return lint_migration_is_clean(migration) ? 0 : 1;
}

const lint_command lint_command_migrate = {
    .name = "migrate",
    .title = "turn a recipe for CORS into directives of mod_cors_creds",
    .usage = "corslint migrate FILE [OPTION...]",
    .about =
        "Finds what FILE does for CORS with Header, SetEnvIf, RewriteRule and\n"
        "<If>, and puts directives of mod_cors_creds in its place: for those\n"
        "origins that were meant, and no others. All else in FILE keeps its\n"
        "bytes. What is not understood stays, and is told.\n"
        "\n"
        "Then both versions are asked, by the model of httpd that corslint\n"
        "simulate uses, for every origin that is worth it: those that are\n"
        "meant, strangers, look-alikes, null and none; as GET, as an error "
        "and\n"
        "as preflights. Each difference is told as one of:\n"
        "\n"
        "  no effect      no browser treats it otherwise\n"
        "  hole closed    somebody was let in who was not meant\n"
        "  was broken     it did not do what it was meant for\n"
        "  preflight now answered\n"
        "                 the module answers it; nothing usable did before\n"
        "  untold         one of the two answers cannot be predicted\n"
        "  CHANGED        who was meant is treated otherwise",
    .options = table,
    .notes =
        "What goes to standard output leaves the report to standard error. "
        "The\n"
        "server has to load mod_cors_creds.\n"
        "\n"
        "exit code: 0 all is migrated and nobody who was meant is treated\n"
        "otherwise, or there was nothing to migrate; 1 something stays, has\n"
        "changed or is untold; 2 wrong usage, or input that could not be read",
    .run = run};
