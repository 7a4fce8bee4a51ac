/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The least conceivable CORS filter, as a yardstick: one hash look-up, four
 * header writes, one scan a cookie.
 *
 * It is not correct and must not become so. It has no per-directory
 * configuration, no error path, no wildcards, looks into one header table
 * only, never parses an origin and believes whatever a preflight asks. What a
 * correct module costs beyond this is the price of correctness.
 *
 *   BenchFloorOrigin ORIGIN...
 *   BenchFloorPreflight Early|Late   before or after the file system is walked
 */

#include "httpd.h"
#include "http_config.h"
#include "http_protocol.h"
#include "http_request.h"
#include "util_filter.h"

#include <apr_hash.h>
#include <apr_strings.h>
#include <string.h>
#include <strings.h>

static apr_hash_t *origins;
static int is_preflight_early;
static ap_filter_rec_t *floor_filter;

static const char *find_origin(const request_rec *r)
{
    const char *origin = apr_table_get(r->headers_in, "Origin");

    if (!origin)
        return NULL;
    return apr_hash_get(origins, origin, APR_HASH_KEY_STRING);
}

/* One pass over the attributes: does any of them already speak of sites? */
static char *rewrite(apr_pool_t *pool, char *cookie)
{
    for (char *at = strchr(cookie, ';'); at; at = strchr(at, ';')) {
        at += strspn(at, "; ");
        if (strncasecmp(at, "SameSite", 8) == 0)
            return cookie;
    }
    return apr_pstrcat(pool, cookie, "; SameSite=None; Secure", NULL);
}

static void rewrite_cookies(request_rec *r)
{
    const apr_array_header_t *fields = apr_table_elts(r->headers_out);
    apr_table_entry_t *field = (apr_table_entry_t *)(void *)fields->elts;

    for (int i = 0; i < fields->nelts; i++)
        if (strcasecmp(field[i].key, "Set-Cookie") == 0)
            field[i].val = rewrite(r->pool, field[i].val);
}

static apr_status_t write_headers(ap_filter_t *filter, apr_bucket_brigade *bb)
{
    request_rec *r = filter->r;
    apr_table_t *headers = r->headers_out;
    const char *origin = find_origin(r);

    if (origin) {
        apr_table_addn(headers, "Access-Control-Allow-Origin", origin);
        apr_table_addn(headers, "Access-Control-Allow-Credentials", "true");
    }
    apr_table_addn(headers, "Vary", "Origin");
    rewrite_cookies(r);
    ap_remove_output_filter(filter);
    return ap_pass_brigade(filter->next, bb);
}

static void insert_filter(request_rec *r)
{
    ap_add_output_filter_handle(floor_filter, NULL, r, r->connection);
}

static int answer_preflight(request_rec *r)
{
    const char *origin, *method;

    if (r->method_number != M_OPTIONS)
        return DECLINED;
    method = apr_table_get(r->headers_in, "Access-Control-Request-Method");
    origin = find_origin(r);
    if (!method || !origin)
        return DECLINED;
    apr_table_addn(r->err_headers_out, "Access-Control-Allow-Origin", origin);
    apr_table_addn(r->err_headers_out, "Access-Control-Allow-Credentials",
                   "true");
    apr_table_addn(r->err_headers_out, "Access-Control-Allow-Methods", method);
    apr_table_addn(r->err_headers_out, "Access-Control-Allow-Headers",
                   "content-type");
    apr_table_addn(r->err_headers_out, "Vary",
                   "Origin, Access-Control-Request-Method, "
                   "Access-Control-Request-Headers");
    return HTTP_NO_CONTENT;
}

static int answer_early(request_rec *r)
{
    return is_preflight_early ? answer_preflight(r) : DECLINED;
}

static const char *add_origin(cmd_parms *cmd, void *config, const char *origin)
{
    (void)config;
    if (!origins)
        origins = apr_hash_make(cmd->pool);
    apr_hash_set(origins, origin, APR_HASH_KEY_STRING, origin);
    return NULL;
}

static const char *set_preflight(cmd_parms *cmd, void *config, const char *when)
{
    (void)cmd;
    (void)config;
    is_preflight_early = strcmp(when, "Early") == 0;
    return NULL;
}

/* The configuration is read twice; the first list dies with its pool. */
static int forget_origins(apr_pool_t *conf, apr_pool_t *log, apr_pool_t *temp)
{
    (void)conf;
    (void)log;
    (void)temp;
    origins = NULL;
    return OK;
}

static void register_hooks(apr_pool_t *pool)
{
    (void)pool;
    ap_hook_pre_config(forget_origins, NULL, NULL, APR_HOOK_MIDDLE);
    ap_hook_map_to_storage(answer_early, NULL, NULL, APR_HOOK_REALLY_FIRST);
    ap_hook_fixups(answer_preflight, NULL, NULL, APR_HOOK_REALLY_FIRST);
    ap_hook_insert_filter(insert_filter, NULL, NULL, APR_HOOK_LAST);
    floor_filter = ap_register_output_filter("BENCH_FLOOR", write_headers, NULL,
                                             AP_FTYPE_CONTENT_SET);
}

static const command_rec directives[] = {
    AP_INIT_ITERATE("BenchFloorOrigin", add_origin, NULL, RSRC_CONF,
                    "allowed origins"),
    AP_INIT_TAKE1("BenchFloorPreflight", set_preflight, NULL, RSRC_CONF,
                  "Early or Late"),
    {0},
};

__attribute__((visibility("default"))) AP_DECLARE_MODULE(bench_floor) = {
    STANDARD20_MODULE_STUFF, NULL, NULL, NULL, NULL, directives, register_hooks,
    AP_MODULE_FLAG_NONE,
};
