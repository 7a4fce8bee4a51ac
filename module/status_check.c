/* SPDX-License-Identifier: Apache-2.0 */
#include "status.h"

#include <strings.h>
#include <http_config.h>
#include <http_core.h>
#include <http_log.h>

APLOG_USE_MODULE(cors_creds);

/* Require, <RequireAll>, ... among the directives of a section, or around it.
 */
static bool is_restricted(const ap_directive_t *directive)
{
    for (; directive; directive = directive->parent) {
        const ap_directive_t *first =
            directive->parent ? directive->parent->first_child : ap_conftree;

        for (const ap_directive_t *at = first; at; at = at->next) {
            const char *name = at->directive + (*at->directive == '<');

            if (strncasecmp(name, "Require", 7) == 0) {
                return true;
            }
        }
    }
    return false;
}

/* SetHandler, or AddHandler with its extensions behind the name. */
static bool makes_page(apr_pool_t *pool, const ap_directive_t *directive)
{
    const char *words = directive->args;

    return (strcasecmp(directive->directive, "SetHandler") == 0 ||
            strcasecmp(directive->directive, "AddHandler") == 0) &&
           strcasecmp(ap_getword_conf(pool, &words), CORS_STATUS_HANDLER) == 0;
}

static void look(apr_pool_t *pool, const ap_directive_t *directive,
                 server_rec *main_server)
{
    for (; directive; directive = directive->next) {
        if (makes_page(pool, directive) && !is_restricted(directive)) {
            ap_log_error(APLOG_MARK, APLOG_WARNING, 0, main_server,
                         "%s:%d: everybody may see the status page here; add "
                         "Require ip, Require valid-user or the like",
                         directive->filename, directive->line_num);
        }
        look(pool, directive->first_child, main_server);
    }
}

int cors_status_check(apr_pool_t *pconf, apr_pool_t *plog, apr_pool_t *ptemp,
                      server_rec *main_server)
{
    (void)pconf;
    (void)plog;
    if (ap_state_query(AP_SQ_MAIN_STATE) != AP_SQ_MS_CREATE_PRE_CONFIG) {
        look(ptemp, ap_conftree, main_server);
    }
    return OK;
}
