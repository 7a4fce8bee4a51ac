/* SPDX-License-Identifier: Apache-2.0 */
#include "modules.h"

#include <string.h>
#include <strings.h>
#include <apr_hash.h>
#include <apr_lib.h>
#include <apr_strings.h>

struct lint_modules {
    apr_pool_t *pool;
    bool all;
    bool closed; /* the whole server is there to be seen */
    bool seen;   /* a LoadModule is, or the user's list: not all is built in */
    int changes;
    apr_hash_t *has; /* identifier or source name -> known */
};

typedef struct known {
    lint_truth truth;
    int changes;
} known;

/* Built into the httpds of the distributions and the default build. */
static const char *const built_in[] = {
    "core_module",       "so_module",    "http_module",    "unixd_module",
    "log_config_module", "logio_module", "version_module", "watchdog_module"};

/* Identifiers whose source is not called mod_NAME.c. */
static const char *const sources[][2] = {
    {"core_module", "core.c"},           {"http_module", "http_core.c"},
    {"mpm_event_module", "event.c"},     {"mpm_worker_module", "worker.c"},
    {"mpm_prefork_module", "prefork.c"}, {"mpm_itk_module", "mpm_itk.c"},
    {"ldap_module", "util_ldap.c"},      {"php5_module", "mod_php5.c"},
    {"php7_module", "mod_php7.c"},       {"php_module", "mod_php.c"},
    {"mod_shib", "mod_shib.c"},
};

/* Directives that one asks for with <IfDirective>, by their module. */
static const char *const directives[][2] = {
    {"header", "headers_module"},
    {"requestheader", "headers_module"},
    {"setenvif", "setenvif_module"},
    {"setenvifnocase", "setenvif_module"},
    {"setenv", "env_module"},
    {"rewriteengine", "rewrite_module"},
    {"rewriterule", "rewrite_module"},
    {"proxypass", "proxy_module"},
    {"sslengine", "ssl_module"},
    {"protocols", "core_module"},
    {"define", "core_module"},
    {"include", "core_module"},
    {"includeoptional", "core_module"},
    {"errordocument", "core_module"},
    {"documentroot", "core_module"},
    {"serverroot", "core_module"},
    {"allowoverride", "core_module"},
    {"corscreds", "cors_creds_module"},
    {"<if", "core_module"},
    {"<virtualhost", "core_module"},
    {"<directory", "core_module"},
    {"<files", "core_module"},
    {"<location", "core_module"},
    {"<limit", "core_module"},
    {"<ifmodule", "core_module"},
    {"<ifdefine", "core_module"},
    {"<iffile", "core_module"},
    {"<ifdirective", "core_module"},
    {"<ifsection", "core_module"},
    {"<macro", "macro_module"},
    {"<proxy", "proxy_module"},
    {"<requireall", "authz_core_module"},
    {"<requireany", "authz_core_module"},
};

/* The source's name of an identifier: mod_NAME.c for NAME_module. */
static const char *source_of(apr_pool_t *pool, const char *identifier)
{
    size_t length = strlen(identifier);

    for (size_t i = 0; i < sizeof(sources) / sizeof(sources[0]); i++) {
        if (strcmp(identifier, sources[i][0]) == 0) {
            return sources[i][1];
        }
    }
    if (length > 7 && strcmp(identifier + length - 7, "_module") == 0) {
        return apr_psprintf(pool, "mod_%.*s.c", (int)length - 7, identifier);
    }
    return NULL;
}

static void set(lint_modules *modules, const char *name, lint_truth truth)
{
    known *held = apr_hash_get(modules->has, name, APR_HASH_KEY_STRING);

    if (!held) {
        held = apr_pcalloc(modules->pool, sizeof(*held));
        held->truth = truth;
        apr_hash_set(modules->has, apr_pstrdup(modules->pool, name),
                     APR_HASH_KEY_STRING, held);
    } else if (held->truth != LINT_YES) {
        held->truth = truth;
    }
    held->changes++;
}

static void add(lint_modules *modules, const char *name, lint_truth truth)
{
    const char *source = source_of(modules->pool, name);
    size_t length = strlen(name);

    set(modules, name, truth);
    if (source) {
        set(modules, source, truth);
    } else if (strncmp(name, "mod_", 4) == 0 && length > 6 &&
               strcmp(name + length - 2, ".c") == 0) {
        set(modules,
            apr_psprintf(modules->pool, "%.*s_module", (int)length - 6,
                         name + 4),
            truth);
    }
}

lint_modules *lint_modules_create(apr_pool_t *pool,
                                  const lint_conf_options *options)
{
    lint_modules *modules = apr_pcalloc(pool, sizeof(*modules));

    modules->pool = pool;
    modules->all = options->all_modules;
    modules->closed = options->whole_server;
    modules->has = apr_hash_make(pool);
    for (size_t i = 0; i < sizeof(built_in) / sizeof(built_in[0]); i++) {
        add(modules, built_in[i], LINT_YES);
    }
    modules->seen = options->modules && options->modules->nelts;
    for (int i = 0; options->modules && i < options->modules->nelts; i++) {
        add(modules, APR_ARRAY_IDX(options->modules, i, const char *),
            LINT_YES);
    }
    for (int i = 0; options->absent && i < options->absent->nelts; i++) {
        add(modules, APR_ARRAY_IDX(options->absent, i, const char *), LINT_NO);
    }
    return modules;
}

void lint_modules_load(lint_modules *modules, const char *identifier,
                       bool certain)
{
    modules->seen = true;
    modules->changes++;
    add(modules, identifier, certain ? LINT_YES : LINT_UNKNOWN);
}

/* Names that no module can have: neither `x.c` nor `x_module`. */
static bool is_module_name(const char *name)
{
    size_t length = strlen(name);

    return (length > 2 && strcmp(name + length - 2, ".c") == 0) ||
           (length > 4 && strcmp(name + length - 4, ".cpp") == 0) ||
           (length > 7 && strcmp(name + length - 7, "_module") == 0) ||
           strcmp(name, "mod_shib") == 0;
}

/* Only one of the processing modules can be there, so that "all" of them
 * leaves that open. */
static bool is_mpm(const char *name)
{
    return strncmp(name, "mpm_", 4) == 0 || strcmp(name, "event.c") == 0 ||
           strcmp(name, "worker.c") == 0 || strcmp(name, "prefork.c") == 0;
}

lint_truth lint_modules_have(const lint_modules *modules, const char *name)
{
    const known *held = apr_hash_get(modules->has, name, APR_HASH_KEY_STRING);

    if (held) {
        return held->truth;
    }
    if (!is_module_name(name)) {
        return LINT_NO;
    }
    if (modules->all) {
        return is_mpm(name) ? LINT_UNKNOWN : LINT_YES;
    }
    return modules->closed && modules->seen ? LINT_NO : LINT_UNKNOWN;
}

const char *lint_modules_canonical(const lint_modules *modules,
                                   const char *name)
{
    const char *source = source_of(modules->pool, name);

    return source ? source : name;
}

int lint_modules_changes(const lint_modules *modules, const char *name)
{
    const known *held =
        name ? apr_hash_get(modules->has, name, APR_HASH_KEY_STRING) : NULL;

    return name ? (held ? held->changes : 0) : modules->changes;
}

lint_truth lint_modules_know(const lint_modules *modules, const char *name,
                             bool section)
{
    for (size_t i = 0; i < sizeof(directives) / sizeof(directives[0]); i++) {
        const char *directive = directives[i][0];

        if ((*directive == '<') == section &&
            strcasecmp(directive + section, name) == 0) {
            return lint_modules_have(modules, directives[i][1]);
        }
    }
    return LINT_UNKNOWN;
}
