/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/chain.h"

#include <string.h>
#include <strings.h>
#include <apr_file_info.h>
#include <apr_strings.h>

/* Where the resource is missing, too, httpd asks for it again and again. */
#define FALLBACKS_MAX 10

static apr_filetype_e type_of(const lint_request *request)
{
    apr_finfo_t info;

    if (!request->filename || apr_stat(&info, request->filename, APR_FINFO_TYPE,
                                       request->pool) != APR_SUCCESS) {
        return APR_NOFILE;
    }
    return info.filetype;
}

/* A GET, whatever the client's method is, with tables of its own. */
static lint_request *create(lint_request *from, const char *name)
{
    apr_pool_t *pool = from->pool;
    lint_request *made = apr_pmemdup(pool, from, sizeof(*made));

    made->main = from;
    made->method = "GET";
    made->protocol = "INCLUDED";
    made->uri =
        name[0] == '/' ? name : apr_pstrcat(pool, from->uri, name, NULL);
    made->filename = NULL;
    made->path_info = NULL;
    made->rewritten = false;
    made->headers_in = lint_table_copy(pool, from->headers_in);
    made->env = lint_table_copy(pool, from->env);
    made->notes = lint_table_create(pool);
    made->headers_out = lint_table_create(pool);
    made->err_headers_out = lint_table_create(pool);
    return made;
}

static lint_table *overlay(lint_table *over, const lint_table *base)
{
    apr_array_cat(over->entries, base->entries);
    return over;
}

/* ap_internal_fast_redirect: the request becomes the one for its index. */
static void become(lint_pass *pass, const lint_pass *index)
{
    lint_request *request = pass->walk.request;
    const lint_request *from = index->walk.request;

    request->uri = from->uri;
    request->filename = from->filename;
    request->path_info = from->path_info;
    request->query = from->query;
    request->env = overlay(from->env, request->env);
    request->notes = overlay(from->notes, request->notes);
    request->headers_out = overlay(from->headers_out, request->headers_out);
    request->err_headers_out =
        overlay(from->err_headers_out, request->err_headers_out);
    pass->scope = index->scope;
    pass->proxied = index->proxied;
    pass->elsewhere = index->elsewhere;
}

static bool is_redirect(int status)
{
    return status >= 300 && status < 400 && status != 304;
}

/* What one of the names answers. *found: it is the index. */
static int try_name(lint_chain *c, lint_pass *pass, const char *name,
                    bool *found)
{
    lint_request *request = pass->walk.request;
    lint_request *made = create(request, name);
    lint_pass index = {.walk = pass->walk, .main = pass, .before = &pass->walk};
    int status;

    index.walk.request = made;
    index.walk.refused = 0;
    c->rewriting.subrequest = true;
    status = lint_chain_process(c, &index);
    c->rewriting.subrequest = pass->main != NULL;
    if (!status && (index.proxied || type_of(made) == APR_REG)) {
        become(pass, &index);
        *found = true;
    } else if (is_redirect(status)) {
        request->headers_out = overlay(request->headers_out, made->headers_out);
        request->err_headers_out =
            overlay(request->err_headers_out, made->err_headers_out);
    }
    return status;
}

/* The first name that is there; else the last error, which hides that there is
 * no index. */
static int find_index(lint_chain *c, lint_pass *pass)
{
    static const char *const usual[] = {"index.html"};
    const apr_array_header_t *list = pass->scope->indexes;
    const char *const *names = list ? (const void *)list->elts : usual;
    int count = list ? list->nelts : 1;
    int error = LINT_CHAIN_ON;
    bool found = false;

    for (int i = 0; i < count; i++) {
        int status = try_name(c, pass, names[i], &found);

        if (found || is_redirect(status) || (status == 401 && count - i == 1)) {
            return status;
        }
        error = status && status != 404 ? status : error;
    }
    return error;
}

/* FallbackResource, for what is not there. */
static int fall_back(lint_chain *c, lint_pass *pass)
{
    const char *name = pass->scope->fallback;
    bool found = false;
    int status;

    if (!name || strcasecmp(name, "disabled") == 0 ||
        !lint_text_is_unset(pass->scope->handler) ||
        pass->elsewhere.end == LINT_REWRITE_INTERNAL ||
        ++c->fallbacks > FALLBACKS_MAX) {
        return LINT_CHAIN_ON;
    }
    status = try_name(c, pass, name, &found);
    return status == 404 ? LINT_CHAIN_ON : status;
}

int lint_chain_find_file(lint_chain *c, lint_pass *pass)
{
    const lint_request *request = pass->walk.request;
    size_t bytes = strlen(request->uri);
    apr_filetype_e type = type_of(request);

    if (type != APR_DIR) {
        return type == APR_NOFILE ? fall_back(c, pass) : LINT_CHAIN_ON;
    }
    if (!bytes || request->uri[bytes - 1] != '/') {
        return pass->scope->directory_slash != 0 ? 301 : LINT_CHAIN_ON;
    }
    if (pass->elsewhere.end == LINT_REWRITE_INTERNAL) {
        return LINT_CHAIN_ON;
    }
    return find_index(c, pass);
}
