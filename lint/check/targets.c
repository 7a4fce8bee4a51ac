/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/check/targets.h"

#include <string.h>
#include <apr_strings.h>
#include "lint/check/files.h"

/* "./a" and "a" are one name, also in baselines and reports. */
static const char *plain(const char *path)
{
    while (path[0] == '.' && path[1] == '/') {
        const char *rest = path + 1 + strspn(path + 1, "/");

        if (!*rest) {
            return ".";
        }
        path = rest;
    }
    return path;
}

static void find(apr_pool_t *pool, const char *path, apr_array_header_t *inputs,
                 lint_problems *problems)
{
    apr_array_header_t *found = apr_array_make(pool, 16, sizeof(lint_input));
    int unread = problems->unread;

    lint_inputs_find(pool, path, found, problems);
    if (!found->nelts && problems->unread == unread) {
        lint_place place = {path, 0, 0, NULL};

        lint_problem_unread(problems, &place, "no-input",
                            "no configuration was found below \"%s\": name "
                            "the files",
                            path);
    }
    apr_array_cat(inputs, found);
}

/* In the order of the names, which is that of `inputs`. */
static apr_array_header_t *choose(apr_pool_t *pool,
                                  const apr_array_header_t *inputs,
                                  const lint_settings *settings)
{
    apr_array_header_t *chosen =
        apr_array_make(pool, inputs->nelts, sizeof(lint_input));
    lint_files *files = lint_files_create(pool);

    for (int i = 0; i < inputs->nelts; i++) {
        lint_input input = APR_ARRAY_IDX(inputs, i, lint_input);

        input.path = plain(input.path);
        if (!lint_settings_ignore(settings, input.path) &&
            lint_files_add(files, input.path)) {
            APR_ARRAY_PUSH(chosen, lint_input) = input;
        }
    }
    return chosen;
}

apr_array_header_t *lint_targets_find(apr_pool_t *pool,
                                      const apr_array_header_t *paths,
                                      const lint_settings *settings,
                                      lint_problems *problems)
{
    apr_array_header_t *inputs = apr_array_make(pool, 16, sizeof(lint_input));
    apr_array_header_t *chosen;
    bool input = false;

    for (int i = 0; i < paths->nelts; i++) {
        const char *path = APR_ARRAY_IDX(paths, i, const char *);

        if (strcmp(path, "-") == 0) {
            input = true;
        } else {
            find(pool, plain(path), inputs, problems);
        }
    }
    chosen = choose(pool, inputs, settings);
    if (input) {
        APR_ARRAY_PUSH(chosen, lint_input) = (lint_input){"-", LINT_INPUT_CONF};
    }
    return chosen;
}

/* Debian's apache2.conf leaves ServerRoot to the start script. */
bool lint_target_is_server(const lint_conf *conf, const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;

    return conf->unseen &&
           (strcmp(name, "httpd.conf") == 0 ||
            strcmp(name, "apache2.conf") == 0 || conf->server_root.here);
}
