/* SPDX-License-Identifier: Apache-2.0 */
#include "status_setting.h"

#include <http_core.h>
#include <http_main.h>
#include <apr_strings.h>

static bool is_set(const cors_policy *policy, const cors_directive *row)
{
    const char *field = (const char *)policy + row->offset;

    switch (row->kind) {
    case CORS_KIND_CHOICE:
    case CORS_KIND_NUMBER:
    case CORS_KIND_UNSAFE:
        return *(const int *)(const void *)field != CORS_UNSET;
    default:
        return *(const void *const *)(const void *)field != NULL;
    }
}

/* The innermost section that sets the row's field. */
static const cors_policy *setter(const cors_policy *policy,
                                 const cors_directive *row)
{
    while (policy && is_set(policy, row)) {
        const cors_merged *merged = (const cors_merged *)policy;

        if (!policy->merged) {
            return policy;
        }
        policy = is_set(merged->inner, row) ? merged->inner : merged->outer;
    }
    return NULL;
}

/* The .htaccess whose policy it is; NULL for a section within one. */
static const char *htaccess_path(request_rec *r, const cors_policy *section)
{
    const core_server_config *core =
        ap_get_core_module_config(r->server->module_config);

    for (const struct htaccess_result *read = r->htaccess; read;
         read = read->next) {
        if (read->htaccess && cors_policy_of(read->htaccess) == section) {
            return apr_pstrcat(r->pool, read->dir, core->access_name, NULL);
        }
    }
    return NULL;
}

cors_setting cors_setting_find(request_rec *r, const cors_directive *row)
{
    cors_setting setting = {.section =
                                setter(cors_policy_of(r->per_dir_config), row)};
    const cors_recorded *entry;

    setting.lines = apr_array_make(r->pool, 4, sizeof(ap_directive_t *));
    if (!setting.section) {
        return setting;
    }
    entry = cors_config_recorded(cors_server_of(r->server), setting.section);
    if (!entry) {
        entry = cors_config_recorded(cors_server_of(ap_server_conf),
                                     setting.section);
    }
    if (!entry) {
        setting.scope = ".htaccess";
        setting.htaccess = htaccess_path(r, setting.section);
        return setting;
    }
    setting.scope = cors_config_scope(r->pool, entry);
    for (int i = 0; i < entry->directives->nelts; i++) {
        const ap_directive_t *directive =
            APR_ARRAY_IDX(entry->directives, i, const ap_directive_t *);
        const cors_directive *of = cors_directive_find(directive->directive);

        if (of && of->offset == row->offset) {
            APR_ARRAY_PUSH(setting.lines, const ap_directive_t *) = directive;
        }
    }
    return setting;
}
