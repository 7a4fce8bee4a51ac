/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/deliver.h"

#include <string.h>
#include <strings.h>
#include <apr_file_info.h>
#include <apr_strings.h>

static bool is_file(apr_pool_t *pool, const char *path, apr_filetype_e *type)
{
    apr_finfo_t info;

    *type = APR_NOFILE;
    if (apr_stat(&info, path, APR_FINFO_TYPE, pool) != APR_SUCCESS) {
        return false;
    }
    *type = info.filetype;
    return true;
}

static bool is_known_method(const char *method)
{
    static const char *const known[] = {
        "GET",      "HEAD",      "POST",  "PUT",   "DELETE", "CONNECT",
        "OPTIONS",  "TRACE",     "PATCH", "COPY",  "MOVE",   "MKCOL",
        "PROPFIND", "PROPPATCH", "LOCK",  "UNLOCK"};

    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
        if (strcmp(method, known[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* ap_meets_conditions, as far as it can be told without an entity tag. */
static bool is_unchanged(lint_request *request)
{
    lint_text match = lint_table_get(request->headers_in, "If-None-Match");

    if (match.value && strcmp(match.value, "*") != 0) {
        lint_request_unknown(request, "whether the entity tag matches");
    }
    return match.value && strcmp(match.value, "*") == 0;
}

/* The default handler, mod_dir and nothing else. */
static lint_delivery deliver_file(lint_request *request,
                                  const lint_modules *modules)
{
    lint_delivery answer = {200, true, false};
    bool reads = strcmp(request->method, "GET") == 0 ||
                 strcmp(request->method, "HEAD") == 0 ||
                 strcmp(request->method, "POST") == 0;
    apr_filetype_e type;

    is_file(request->pool, request->filename, &type);
    if (strcmp(request->method, "OPTIONS") == 0) {
        return answer;
    }
    if (!is_known_method(request->method)) {
        return (lint_delivery){501, false, false};
    }
    if (type == APR_NOFILE || (type == APR_REG && request->path_info)) {
        return (lint_delivery){reads ? 404 : 405, false, false};
    }
    if (!reads) {
        return (lint_delivery){405, false, false};
    }
    /* An index would have become the request's file before. */
    if (type == APR_DIR) {
        /* mod_autoindex refuses what core would not find. */
        return (lint_delivery){
            lint_modules_have(modules, "autoindex_module") == LINT_NO ? 404
                                                                      : 403,
            false, false};
    }
    if (strcmp(request->method, "POST") != 0 && is_unchanged(request)) {
        answer.status = 304;
    }
    return answer;
}

lint_delivery lint_deliver(lint_request *request, const lint_scope *scope,
                           lint_delivery_source source, bool sees_files,
                           int wanted, const lint_modules *modules)
{
    if (wanted) {
        return (lint_delivery){
            wanted, source == LINT_DELIVER_BACKEND || wanted < 300, false};
    }
    if (source == LINT_DELIVER_BACKEND) {
        lint_request_unknown(request, "what the backend answers");
        return (lint_delivery){200, true, true};
    }
    if (!lint_text_is_unset(scope->handler) &&
        !(scope->handler.value &&
          strcasecmp(scope->handler.value, "none") == 0)) {
        lint_request_unknown(request, "what the handler answers");
        return (lint_delivery){200, true, true};
    }
    if (!sees_files || !request->filename) {
        return (lint_delivery){200, true, true};
    }
    return deliver_file(request, modules);
}

static bool has_token(apr_array_header_t *tokens, const char *token)
{
    for (int i = 0; i < tokens->nelts; i++) {
        if (strcasecmp(APR_ARRAY_IDX(tokens, i, const char *), token) == 0) {
            return true;
        }
    }
    return false;
}

/* All Vary fields as one, each token once, where the first of them stood. */
static void fold_vary(apr_pool_t *pool, lint_table *table)
{
    apr_array_header_t *tokens = apr_array_make(pool, 4, sizeof(char *));
    const lint_place *place = NULL;
    const char *unknown = NULL;

    for (int i = 0; i < table->entries->nelts; i++) {
        const lint_entry *entry = &APR_ARRAY_IDX(table->entries, i, lint_entry);
        char *last;

        if (strcasecmp(entry->name, "Vary") != 0) {
            continue;
        }
        place = place ? place : entry->place;
        if (entry->text.unknown || entry->there == LINT_UNKNOWN) {
            unknown = entry->text.unknown ? entry->text.unknown
                                          : "whether it is sent";
            continue;
        }
        for (char *token = apr_strtok(apr_pstrdup(pool, entry->text.value),
                                      ", \t", &last);
             token; token = apr_strtok(NULL, ", \t", &last)) {
            if (!has_token(tokens, token)) {
                APR_ARRAY_PUSH(tokens, const char *) = token;
            }
        }
    }
    /* What has no token at all stays as it is. */
    if (tokens->nelts == 0 && !unknown) {
        return;
    }
    lint_table_set(table, "Vary",
                   unknown ? LINT_UNKNOWABLE(unknown)
                           : LINT_KNOWN(apr_array_pstrcat(pool, tokens, ',')),
                   place);
}

lint_table *lint_deliver_headers(const lint_request *request)
{
    lint_table *sent = lint_table_copy(request->pool, request->err_headers_out);

    apr_array_cat(sent->entries, request->headers_out->entries);
    fold_vary(request->pool, sent);
    return sent;
}
