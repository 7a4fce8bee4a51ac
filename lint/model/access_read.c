/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/access_rule.h"

#include <string.h>
#include <strings.h>
#include <apr_network_io.h>
#include <apr_strings.h>
#include "lint/model/list.h"

lint_access *lint_access_create(apr_pool_t *pool)
{
    lint_access *access = apr_palloc(pool, sizeof(*access));

    access->rules = lint_list_begin(pool, sizeof(const lint_access_rule *));
    return access;
}

static void read_subnets(apr_pool_t *pool, lint_access_rule *leaf,
                         const char *list)
{
    leaf->subnets = lint_list_begin(pool, sizeof(apr_ipsubnet_t *));
    for (char *last, *word = apr_strtok(apr_pstrdup(pool, list), " \t", &last);
         word; word = apr_strtok(NULL, " \t", &last)) {
        char *mask = strchr(word, '/');
        apr_ipsubnet_t *subnet;

        if (mask) {
            *mask++ = '\0';
        }
        if (apr_ipsubnet_create(&subnet, word, mask, pool) == APR_SUCCESS) {
            APR_ARRAY_PUSH(leaf->subnets, apr_ipsubnet_t *) = subnet;
        } else {
            leaf->unknown = true;
        }
    }
}

/* Who provides what a Require can ask for. */
static const struct {
    const char *provider, *module;
} providers[] = {
    {"all", "authz_core_module"},         {"env", "authz_core_module"},
    {"expr", "authz_core_module"},        {"method", "authz_core_module"},
    {"ip", "authz_host_module"},          {"host", "authz_host_module"},
    {"forward-dns", "authz_host_module"}, {"local", "authz_host_module"},
    {"user", "authz_user_module"},        {"valid-user", "authz_user_module"},
    {"group", "authz_groupfile_module"},  {"file-owner", "authz_owner_module"},
    {"dbm-group", "authz_dbm_module"},    {"ldap-user", "authnz_ldap_module"},
    {"ldap-group", "authnz_ldap_module"}};

/* The module that a server lacks for the provider; NULL for none. */
static const char *missing(const lint_modules *modules, const char *provider)
{
    for (size_t i = 0; modules && i < sizeof(providers) / sizeof(providers[0]);
         i++) {
        if (strcasecmp(provider, providers[i].provider) == 0 &&
            lint_modules_have(modules, providers[i].module) == LINT_NO) {
            return providers[i].module;
        }
    }
    return NULL;
}

static const char *read_leaf(apr_pool_t *pool, lint_access_rule *leaf,
                             const lint_node *node, const lint_modules *modules)
{
    lint_words words = lint_node_words(pool, node);
    const char *module;
    int at = 0;

    leaf->unknown = node->unknown != NULL;
    leaf->provider = "";
    leaf->argument = "";
    if (words.count > at && strcasecmp(words.list[at].text, "not") == 0) {
        leaf->negated = true;
        at++;
    }
    if (words.count <= at) {
        return "Require needs a provider; write \"Require all granted\"";
    }
    leaf->provider = words.list[at].text;
    module = missing(modules, leaf->provider);
    if (module) {
        return apr_psprintf(pool,
                            "nobody knows \"%s\"; load %s, or ask for "
                            "something else",
                            leaf->provider, module);
    }
    leaf->argument = node->args + words.list[at].at;
    leaf->argument += strcspn(leaf->argument, " \t");
    leaf->argument += strspn(leaf->argument, " \t");
    if (strcasecmp(leaf->provider, "ip") == 0) {
        read_subnets(pool, leaf, leaf->argument);
    } else if (strcasecmp(leaf->provider, "expr") == 0) {
        const char *error;
        int column;
        const char *text = leaf->argument;
        size_t length = strlen(text);

        /* Quotes around it are cut off, and nothing inside is unescaped. */
        if (length > 1 && text[0] == '"' && text[length - 1] == '"') {
            text = apr_pstrmemdup(pool, text + 1, length - 2);
        }
        leaf->expr =
            lint_expr_parse(pool, text, LINT_EXPR_CONDITION, &error, &column);
        if (!leaf->expr) {
            return error;
        }
    }
    return NULL;
}

static bool is_require(const lint_node *node)
{
    return strncmp(node->key, "require", 7) == 0;
}

const char *lint_access_read(apr_pool_t *pool, const lint_access_rule **rule,
                             const lint_node *node, const lint_modules *modules)
{
    lint_access_rule *made = apr_pcalloc(pool, sizeof(*made));
    apr_array_header_t *inside;

    *rule = made;
    if (!node->section) {
        const char *refusal = read_leaf(pool, made, node, modules);

        /* What httpd refuses lets nobody in, and turns nobody away. */
        made->unknown = made->unknown || refusal;
        return refusal;
    }
    made->how = strcmp(node->key, "requireall") == 0    ? LINT_ACCESS_ALL
                : strcmp(node->key, "requirenone") == 0 ? LINT_ACCESS_NONE
                                                        : LINT_ACCESS_ANY;
    inside = lint_list_begin(pool, sizeof(const lint_access_rule *));
    made->inside = inside;
    for (const lint_node *child = node->children; child; child = child->next) {
        const char *error =
            is_require(child)
                ? lint_access_read(pool, apr_array_push(inside), child, modules)
            : child->unseen
                ? NULL
                : apr_psprintf(pool,
                               "%s%s in it is no Require; move it out of the "
                               "section",
                               child->section ? "<" : "", child->name);

        if (error) {
            return error;
        }
    }
    return NULL;
}

void lint_access_limit(apr_pool_t *pool, lint_access *access,
                       const lint_access *inside, lint_words methods,
                       bool except)
{
    apr_array_header_t *names =
        apr_array_make(pool, methods.count, sizeof(const char *));

    for (int i = 0; i < methods.count; i++) {
        APR_ARRAY_PUSH(names, const char *) = methods.list[i].text;
    }
    for (int i = 0; i < inside->rules->nelts; i++) {
        lint_access_rule *limited = apr_pmemdup(
            pool, APR_ARRAY_IDX(inside->rules, i, const lint_access_rule *),
            sizeof(lint_access_rule));

        limited->methods = names;
        limited->except = except;
        APR_ARRAY_PUSH(access->rules, const lint_access_rule *) = limited;
    }
}
