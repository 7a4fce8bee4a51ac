/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/sources.h"

#include <string.h>
#include <apr_file_io.h>
#include <apr_strings.h>
#include "core/originfile.h"
#include "lint/model/state.h"

/* What cannot be more than a list of origins. */
#define SIZE_MAX_READ ((apr_off_t)256 * 1024 * 1024)

typedef struct opener {
    cors_source_opener opener;
    const lint_serverroot *server_root;
    cors_place *statement;
} opener;

static bool admits_listed(void *data, const cors_origin *origin, void *context)
{
    const cors_allowlist *list = data;

    return cors_allowlist_has_exactly(list, origin->text, origin->length) ||
           cors_allowlist_admits(list, origin, context);
}

static bool cannot_tell(void *data, const cors_origin *origin, void *context)
{
    (void)origin;
    lint_request_unknown(context, data);
    return false;
}

/* The text of a file; NULL when it cannot be read here. */
static const char *read_text(apr_pool_t *pool, const char *path,
                             apr_size_t *length)
{
    apr_finfo_t info;
    apr_file_t *in;
    char *text = NULL;

    if (apr_stat(&info, path, APR_FINFO_TYPE | APR_FINFO_SIZE, pool) !=
            APR_SUCCESS ||
        info.filetype != APR_REG || info.size > SIZE_MAX_READ ||
        apr_file_open(&in, path, APR_FOPEN_READ, APR_FPROT_OS_DEFAULT, pool) !=
            APR_SUCCESS) {
        return NULL;
    }
    text = apr_palloc(pool, (apr_size_t)info.size + 1);
    apr_file_read_full(in, text, (apr_size_t)info.size, length);
    apr_file_close(in);
    return text;
}

static const cors_origin_source *
open_source(void *data, apr_pool_t *pool, const cors_directive *directive,
            const cors_place *place, const char *argument,
            cors_hazards *hazards, cors_problems *problems)
{
    static char unseen[] = "an origin file that is not on this machine";
    static char database[] = "what is in the origin database";
    const opener *o = data;
    cors_origin_source *source = apr_palloc(pool, sizeof(*source));
    cors_allowlist *list;
    apr_size_t length = 0;
    const char *path;
    const char *text;

    *source = (cors_origin_source){cannot_tell, unseen};
    if (directive->kind == CORS_KIND_DATABASE) {
        source->data = database;
        if (o->statement && !o->statement->file) {
            *o->statement = *place;
        }
        return source;
    }
    /* Problems name it, and outlive a host that is not kept. */
    path = lint_serverroot_locate(problems->pool, o->server_root, argument);
    text = path ? read_text(problems->pool, path, &length) : NULL;
    if (!text) {
        return source;
    }
    list = cors_allowlist_create(pool);
    cors_originfile_read(list, place, path, text, length, problems);
    cors_hazards_add_all(hazards, cors_allowlist_hazards(list));
    *source = (cors_origin_source){admits_listed, list};
    return source;
}

const cors_source_opener *
lint_sources_opener(apr_pool_t *pool, const lint_serverroot *server_root,
                    cors_place *statement)
{
    opener *made = apr_palloc(pool, sizeof(*made));

    made->opener = (cors_source_opener){open_source, made};
    made->server_root = server_root;
    made->statement = statement;
    return &made->opener;
}
