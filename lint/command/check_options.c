/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/command/check_options.h"

#include <string.h>
#include <apr_file_info.h>
#include <apr_strings.h>
#include "lint/command/complaint.h"
#include "lint/command/server_options.h"

#define FIELD(name) offsetof(lint_check_options, name)

const lint_option lint_check_option_table[] = {
    LINT_OPTIONS_HEADING("what is checked"),
    {"entry", "FILE",
     "the whole server that begins in FILE, below\n--server-root when that is "
     "given; PATHs then\nchoose what is told of it",
     LINT_OPTION_TEXT, FIELD(entry)},
    LINT_OPTIONS_OF_SERVER(lint_check_options),
    {"stdin-filename", "NAME", "what standard input is called and taken for",
     LINT_OPTION_TEXT, FIELD(stdin_filename)},
    LINT_OPTIONS_OF_SETTINGS(lint_check_options),
    LINT_OPTIONS_HEADING("what is told"),
    {"persona", "regular|pedantic|auditor",
     "what is wrong; what is untidy as well; what\nonly a review asks for too",
     LINT_OPTION_TEXT, FIELD(persona)},
    {"only", "RULE", "no other rules than this; repeatable", LINT_OPTION_LIST,
     FIELD(only)},
    {"disable", "RULE", "all rules but this; repeatable", LINT_OPTION_LIST,
     FIELD(disabled)},
    {"baseline", "FILE", "leave out the findings that FILE knows",
     LINT_OPTION_TEXT, FIELD(baseline)},
    {"write-baseline", NULL, "write the findings to the baseline",
     LINT_OPTION_FLAG, FIELD(write_baseline)},
    {"fail-on", "error|warning|info|never",
     "the least severity that exits with 1 (warning)", LINT_OPTION_TEXT,
     FIELD(fail_on)},
    {"verify", "URL", "ask the live server there whether they hold",
     LINT_OPTION_TEXT, FIELD(verify)},
    {"insecure", NULL, "with --verify: believe any TLS certificate",
     LINT_OPTION_FLAG, FIELD(live.insecure)},
    {"cacert", "FILE", "with --verify: the authorities to believe, in PEM",
     LINT_OPTION_TEXT, FIELD(live.cacert)},
    {"resolve", "HOST:PORT:ADDRESS",
     "with --verify: where a name is, as curl has it", LINT_OPTION_LIST,
     FIELD(live.resolve)},
    LINT_OPTIONS_HEADING("how it is told"),
    {"format", LINT_REPORT_FORMATS, "text unless it is said", LINT_OPTION_TEXT,
     FIELD(format)},
    {"output", "FILE", "instead of standard output", LINT_OPTION_TEXT,
     FIELD(output)},
    {"color", "auto|always|never", "auto: on a terminal, without NO_COLOR",
     LINT_OPTION_TEXT, FIELD(color)},
    {"explain", NULL, "explain each finding's rule", LINT_OPTION_FLAG,
     FIELD(explain)},
    {"quiet", NULL, "findings only: no notes, progress or summary",
     LINT_OPTION_FLAG, FIELD(quiet)},
    LINT_OPTIONS_HEADING("what is done about it"),
    {"fix", NULL, "correct what is safe to correct, tell the rest",
     LINT_OPTION_FLAG, FIELD(fix)},
    {"diff", NULL, "print what --fix would change, as a patch",
     LINT_OPTION_FLAG, FIELD(diff)},
    LINT_OPTIONS_HEADING("besides"),
    {"help", NULL, "this text", LINT_OPTION_FLAG, FIELD(help)},
    {0}};

static bool select_rules(apr_pool_t *pool, const char *option,
                         const apr_array_header_t *names,
                         const apr_array_header_t **ids)
{
    const char *unknown;

    if (!names || (*ids = lint_selection_read(pool, names, &unknown))) {
        return true;
    }
    lint_usage_error("--%s \"%s\" is no rule; %s", option, unknown,
                     lint_rule_suggestion(pool, unknown));
    return false;
}

/* Options that do not go together, or not alone. */
static bool is_sound(const lint_check_options *options)
{
    bool piped = false;

    for (int i = 0; i < options->run.paths->nelts; i++) {
        piped |= strcmp(APR_ARRAY_IDX(options->run.paths, i, const char *),
                        "-") == 0;
    }
    if (options->fix && options->diff) {
        lint_usage_error("--fix and --diff do not go together; leave one out");
    } else if (options->fix && piped) {
        lint_usage_error("--fix cannot change standard input; use --diff");
    } else if (options->write_baseline && !options->baseline) {
        lint_usage_error("--write-baseline needs --baseline FILE; name it");
    } else if (options->write_baseline && (options->fix || options->diff)) {
        lint_usage_error("--write-baseline goes neither with --fix nor with "
                         "--diff; leave one out");
    } else if (options->no_settings && options->settings_path) {
        lint_usage_error("--settings and --no-settings do not go together; "
                         "leave one out");
    } else {
        return true;
    }
    return false;
}

static const lint_settings *read_settings(apr_pool_t *pool,
                                          const lint_check_options *options)
{
    lint_problems *problems = lint_problems_create(pool);
    const char *path = options->no_settings     ? NULL
                       : options->settings_path ? options->settings_path
                                                : lint_settings_find(pool, ".");
    const lint_settings *settings = lint_settings_read(pool, path, problems);

    return lint_complain(problems) ? NULL : settings;
}

/* As short as it can be written: it begins the names that are told. */
static const char *shorten(apr_pool_t *pool, const char *path)
{
    char *merged;
    size_t length;

    if (!path ||
        apr_filepath_merge(&merged, "", path, 0, pool) != APR_SUCCESS) {
        return path;
    }
    length = strlen(merged);
    if (length > 1 && merged[length - 1] == '/') {
        merged[length - 1] = '\0';
    }
    return length ? merged : ".";
}

/* What the settings say holds where no option says otherwise. */
static void fill(apr_pool_t *pool, lint_check_options *options,
                 const lint_settings *settings)
{
    lint_run_options *run = &options->run;
    const char *root = options->server_root || options->entry
                           ? options->server_root
                           : settings->server_root;
    const char *entry = options->entry ? options->entry : settings->entry;

    run->settings = settings;
    run->persona = settings->persona;
    options->least = settings->fail_on;
    root = shorten(pool, root);
    run->conf.server_root = root;
    run->conf.modules = settings->modules;
    run->conf.httpd_version = options->httpd_version ? options->httpd_version
                                                     : settings->httpd_version;
    run->conf.defines =
        options->defines
            ? apr_array_append(pool, settings->defines, options->defines)
            : settings->defines;
    run->entry = shorten(pool, entry && root && *entry != '/'
                                   ? apr_pstrcat(pool, root, "/", entry, NULL)
                                   : entry);
    run->input_name =
        options->stdin_filename ? options->stdin_filename : "<stdin>";
}

bool lint_check_options_read(apr_pool_t *pool, int argc,
                             const char *const *argv,
                             lint_check_options *options)
{
    apr_array_header_t *paths = apr_array_make(pool, 8, sizeof(const char *));
    const lint_settings *settings;

    *options = (lint_check_options){.run.paths = paths};
    if (!lint_options_read(pool, lint_check_option_table, options, argc, argv,
                           paths)) {
        return false;
    }
    if (options->help) {
        return true;
    }
    options->reporter =
        lint_reporter_find(options->format ? options->format : "text");
    if (!is_sound(options) ||
        !select_rules(pool, "only", options->only,
                      &options->run.selection.only) ||
        !select_rules(pool, "disable", options->disabled,
                      &options->run.selection.disabled) ||
        !(settings = read_settings(pool, options))) {
        return false;
    }
    fill(pool, options, settings);
    if (options->persona) {
        lint_persona_parse(options->persona, &options->run.persona);
    }
    if (options->fail_on) {
        lint_fail_on_parse(options->fail_on, &options->least);
    }
    if (!paths->nelts && !options->run.entry) {
        APR_ARRAY_PUSH(paths, const char *) = ".";
    }
    return true;
}
