/* SPDX-License-Identifier: Apache-2.0 */
#include "condition.h"

#include <string.h>
#include <unistd.h>
#include <apr_file_info.h>
#include <apr_strings.h>
#include "template.h"
#include "words.h"

static lint_truth negate(lint_truth truth)
{
    return truth == LINT_UNKNOWN ? truth
           : truth == LINT_YES   ? LINT_NO
                                 : LINT_YES;
}

/* A file of this machine; of another server's we know only what is here too. */
static lint_truth file_exists(const lint_condition *condition, const char *name)
{
    char *path = NULL;

    if (!condition->server_root && *name != '/') {
        return LINT_UNKNOWN;
    }
    if (apr_filepath_merge(&path, condition->server_root, name, 0,
                           condition->pool) != APR_SUCCESS) {
        return LINT_NO;
    }
    if (!condition->options->whole_server) {
        return condition->server_root && access(path, F_OK) == 0 ? LINT_YES
                                                                 : LINT_UNKNOWN;
    }
    return access(path, F_OK) == 0 ? LINT_YES : LINT_NO;
}

static lint_truth test(const lint_condition *condition, lint_action action,
                       const char *name)
{
    switch (action) {
    case LINT_IF_MODULE:
        return lint_modules_have(condition->modules, name);
    case LINT_IF_DEFINE:
        return lint_variables_defined(condition->variables, name);
    case LINT_IF_FILE:
        return file_exists(condition, name);
    case LINT_IF_DIRECTIVE:
        return lint_modules_know(condition->modules, name, false);
    default:
        return lint_modules_know(condition->modules, name, true);
    }
}

lint_truth lint_condition_holds(const lint_condition *condition,
                                lint_action action, const char *args,
                                const char **wrong)
{
    bool negated = *args == '!';
    lint_truth truth;
    lint_word word;

    *wrong = NULL;
    if (action == LINT_IF_VERSION) {
        return lint_template_find(args, strlen(args))
                   ? LINT_UNKNOWN
                   : lint_version_compare(condition->pool,
                                          condition->options->httpd_version,
                                          args, wrong);
    }
    args += negated;
    lint_word_next(condition->pool, &args, &word);
    if (word.unknown) {
        return LINT_UNKNOWN;
    }
    if (!*word.text) {
        *wrong = "the condition names nothing: write what it depends on";
        return LINT_UNKNOWN;
    }
    truth = test(condition, action, word.text);
    return negated ? negate(truth) : truth;
}
