/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/rewrite_run.h"

#include <string.h>
#include <apr_file_info.h>
#include <apr_strings.h>

lint_rewrite_outcome lint_rewrite_answer(int status, const lint_place *place)
{
    return (lint_rewrite_outcome){
        .end = LINT_REWRITE_STATUS, .status = status, .place = place};
}

/* The first directory of an absolute path exists: httpd then takes the path
 * for one of the file system, not of the document root. */
static bool is_real_path(const lint_rewrite_run *run, const char *path,
                         const lint_rewrite_rule *last, unsigned options)
{
    /* Where the server's files cannot be seen, what every server has. */
    static const char *const usual[] = {"/data", "/home", "/mnt", "/opt",
                                        "/srv",  "/usr",  "/var", "/www"};
    const lint_expr_facts *facts = run->server->facts;
    lint_text root = lint_rewrite_fact(run, "DOCUMENT_ROOT");
    const char *first =
        apr_pstrmemdup(run->request->pool, path, 1 + strcspn(path + 1, "/"));
    bool exists = false;
    apr_finfo_t info;

    /* Above the root is the root, and that exists. */
    if (strcmp(first, "/.") == 0 || strcmp(first, "/..") == 0) {
        first = "/";
    }
    exists = strcmp(first, "/") == 0;
    if (facts && facts->sees_files) {
        exists = apr_stat(&info, first, APR_FINFO_MIN, run->request->pool) ==
                 APR_SUCCESS;
    }
    for (size_t i = 0;
         !(facts && facts->sees_files) && i < sizeof(usual) / sizeof(*usual);
         i++) {
        exists = exists || strcmp(first, usual[i]) == 0;
    }
    if (!exists || !last || options & LINT_REWRITE_UNSAFE_PREFIX ||
        last->flags & LINT_RULE_UNSAFE_PREFIX) {
        return exists;
    }
    return strncmp(last->output.value, first, strlen(first)) == 0 ||
           (root.value && strncmp(path, root.value, strlen(root.value)) == 0);
}

lint_rewrite_outcome lint_rewrite_path(const lint_rewrite_run *run,
                                       const lint_rewrite_result *result,
                                       unsigned options)
{
    lint_request *request = run->request;
    lint_text root = lint_rewrite_fact(run, "DOCUMENT_ROOT");
    const char *path = request->filename;
    lint_rewrite_outcome outcome = {.end = LINT_REWRITE_FILENAME,
                                    .uri = path,
                                    .query = request->query,
                                    .place = result->place};
    char *merged;

    if (*path != '/') {
        return lint_rewrite_answer(400, result->place);
    }
    if (is_real_path(run, path, result->last, options) &&
        !(result->reduced && !(options & LINT_REWRITE_LEGACY_PREFIX))) {
        return outcome;
    }
    if (!root.value) {
        return outcome;
    }
    if (apr_filepath_merge(&merged, root.value, path + strspn(path, "/"),
                           APR_FILEPATH_TRUENAME | APR_FILEPATH_SECUREROOT,
                           request->pool) != APR_SUCCESS) {
        return lint_rewrite_answer(403, result->place);
    }
    request->filename = merged;
    return outcome;
}
