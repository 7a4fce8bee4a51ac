/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/chain.h"

#include <string.h>
#include <apr_file_info.h>
#include <apr_strings.h>
#include "lint/model/deliver.h"

/* DirectoryIndex: the request becomes one for the file, without a second
 * header_parser phase. What decides that is a GET, whatever the client's method
 * is. */
int lint_chain_enter_index(lint_chain *c, lint_walk *walk,
                           const lint_scope **scope)
{
    lint_request *request = walk->request;
    const lint_request before = *request;
    const char *index = lint_deliver_index(request, *scope);
    const lint_scope *inside;
    apr_finfo_t info;
    bool missing; /* who may not have it is told so even then */
    int status = 0;

    missing = !index;
    if (missing) {
        apr_size_t bytes = request->filename ? strlen(request->filename) : 0;

        if (!bytes || request->filename[bytes - 1] != '/' ||
            apr_stat(&info, request->filename, APR_FINFO_TYPE, request->pool) !=
                APR_SUCCESS ||
            ((*scope)->indexes && !(*scope)->indexes->nelts)) {
            return 0;
        }
        index = apr_pstrcat(request->pool, request->filename,
                            (*scope)->indexes ? APR_ARRAY_IDX((*scope)->indexes,
                                                              0, const char *)
                                              : "index.html",
                            NULL);
    }
    request->method = "GET";
    request->headers_out = lint_table_create(request->pool);
    request->err_headers_out = lint_table_create(request->pool);
    request->uri =
        apr_pstrcat(request->pool, request->uri, strrchr(index, '/') + 1, NULL);
    request->filename = index;
    walk->is_index = true;
    inside = lint_chain_walk(walk, false);
    status = walk->refused;
    if (!status && inside->access) {
        status = lint_access_check(inside->access, request, &c->facts);
        if (status < 0) {
            lint_request_unknown(request, "who may have it cannot be told");
            status = 0;
        }
    }
    if (!status && !missing) {
        c->rewriting.subrequest = true;
        status = lint_chain_fix_up(c, request, inside);
        c->rewriting.subrequest = false;
    }
    if (status < 0) {
        return status;
    }
    request->method = before.method;
    if (status || missing) {
        /* It is the directory that is refused, or one without an index. */
        request->uri = before.uri;
        request->filename = before.filename;
        request->headers_out = before.headers_out;
        request->err_headers_out = before.err_headers_out;
        return status == 404 ? 0 : status;
    }
    apr_array_cat(request->headers_out->entries, before.headers_out->entries);
    apr_array_cat(request->err_headers_out->entries,
                  before.err_headers_out->entries);
    lint_chain_decide(c, request, inside);
    *scope = inside;
    return 0;
}
