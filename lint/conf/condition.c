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

lint_guard lint_condition_guard(const lint_condition *condition,
                                lint_action action, const char *args)
{
    static const char *const kinds[] = {
        [LINT_IF_MODULE] = "IfModule",       [LINT_IF_DEFINE] = "IfDefine",
        [LINT_IF_VERSION] = "IfVersion",     [LINT_IF_FILE] = "IfFile",
        [LINT_IF_DIRECTIVE] = "IfDirective", [LINT_IF_SECTION] = "IfSection"};
    lint_guard guard = {.kind = kinds[action], .negated = *args == '!'};
    lint_word word;

    if (action == LINT_IF_VERSION) {
        return lint_version_guard(condition->pool, args);
    }
    args += guard.negated;
    lint_word_next(condition->pool, &args, &word);
    guard.condition = word.unknown ? NULL : word.text;
    if (!guard.condition) {
        return guard;
    }
    if (action == LINT_IF_MODULE) {
        guard.condition = lint_modules_canonical(condition->modules, word.text);
        guard.changes =
            lint_modules_changes(condition->modules, guard.condition);
    } else if (action == LINT_IF_DEFINE) {
        guard.changes = lint_variables_changes(condition->variables, word.text);
    } else if (action != LINT_IF_FILE) {
        guard.changes = lint_modules_changes(condition->modules, NULL);
    }
    return guard;
}
