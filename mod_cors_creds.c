/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mod_cors_creds: credentialed CORS for Apache httpd 2.4.
 *
 * The module's face: its directives, its configuration and its hooks. What a
 * request gets is decided in core/, told apart from how httpd is asked and
 * answered in module/.
 */
#include <httpd.h>
#include <http_config.h>
#include <http_protocol.h>
#include <http_request.h>
#include "module/config.h"
#include "module/counters.h"
#include "module/origincache.h"
#include "module/origindbd.h"
#include "module/originfile.h"
#include "module/report.h"
#include "module/request.h"
#include "module/response.h"
#include "module/status.h"

#define ANYWHERE OR_FILEINFO
#define SERVER (RSRC_CONF | ACCESS_CONF)

static const command_rec directives[] = {
#define CORS_DIRECTIVE(field, name, kind, words, initial, where, argument,     \
                       text)                                                   \
    AP_INIT_RAW_ARGS(name, cors_config_set, NULL, where, argument ": " text),
#define CORS_DIRECTIVE_MORE CORS_DIRECTIVE
#define CORS_DIRECTIVE_GLOBAL(name, kind, words, argument, text)               \
    AP_INIT_RAW_ARGS(name, cors_config_set, NULL, RSRC_CONF,                   \
                     argument ": " text),
#include "core/directives.tbl"
#undef CORS_DIRECTIVE
#undef CORS_DIRECTIVE_MORE
    {0}};

/* Hook pre_config, when all modules are known and httpd has yet to sort the
 * hooks: without mod_cache nobody pays for a quick handler. */
static int register_quick_handler(apr_pool_t *pconf, apr_pool_t *plog,
                                  apr_pool_t *ptemp)
{
    (void)pconf;
    (void)plog;
    (void)ptemp;
    if (ap_find_linked_module("mod_cache.c")) {
        ap_hook_quick_handler(cors_request_quick, NULL, NULL,
                              APR_HOOK_REALLY_FIRST);
    }
    return OK;
}

/* Hook handler: the last word on a request before anybody answers it, and the
 * status page. */
static int handle(request_rec *r)
{
    int status = cors_request_late(r);

    return status == DECLINED ? cors_status_handle(r) : status;
}

static void register_hooks(apr_pool_t *pool)
{
    (void)pool;
    cors_response_register();
    ap_hook_pre_config(register_quick_handler, NULL, NULL, APR_HOOK_MIDDLE);
    ap_hook_pre_config(cors_origincache_register, NULL, NULL, APR_HOOK_MIDDLE);
    ap_hook_check_config(cors_config_check, NULL, NULL, APR_HOOK_MIDDLE);
    ap_hook_test_config(cors_config_dump, NULL, NULL, APR_HOOK_MIDDLE);
    ap_hook_post_config(cors_originfile_check, NULL, NULL, APR_HOOK_MIDDLE);
    ap_hook_post_config(cors_origindbd_prepare, NULL, NULL, APR_HOOK_MIDDLE);
    ap_hook_post_config(cors_origincache_open, NULL, NULL, APR_HOOK_MIDDLE);
    ap_hook_child_init(cors_origincache_child, NULL, NULL, APR_HOOK_MIDDLE);
    ap_hook_post_config(cors_status_check, NULL, NULL, APR_HOOK_MIDDLE);
    ap_hook_post_config(cors_counters_share, NULL, NULL, APR_HOOK_MIDDLE);
    ap_hook_post_config(cors_report_share, NULL, NULL, APR_HOOK_MIDDLE);
    ap_hook_map_to_storage(cors_request_early, NULL, NULL,
                           APR_HOOK_REALLY_FIRST);
    ap_hook_header_parser(cors_request_check, NULL, NULL,
                          APR_HOOK_REALLY_FIRST);
    ap_hook_handler(handle, NULL, NULL, APR_HOOK_REALLY_FIRST);
    ap_hook_insert_filter(cors_response_insert, NULL, NULL,
                          APR_HOOK_REALLY_LAST);
    ap_hook_insert_error_filter(cors_response_insert, NULL, NULL,
                                APR_HOOK_REALLY_LAST);
}

__attribute__((visibility("default")))
AP_DECLARE_MODULE(cors_creds) = {STANDARD20_MODULE_STUFF,
                                 cors_config_create_dir,
                                 cors_config_merge_dir,
                                 cors_config_create_server,
                                 NULL,
                                 directives,
                                 register_hooks,
                                 AP_MODULE_FLAG_NONE};
