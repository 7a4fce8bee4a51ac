/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/kinds.h"

#include <string.h>
#include "lint/model/scope_directive.h"

lint_kinds *lint_kinds_make(apr_pool_t *pool, const lint_names *names)
{
    lint_kinds *kinds = apr_palloc(pool, sizeof(*kinds));

    kinds->pool = pool;
    kinds->list =
        apr_pcalloc(pool, (size_t)lint_names_end(names) * sizeof(lint_kind));
    return kinds;
}

static bool is_for_sections(const char *key)
{
    static const char *const keys[] = {
        "limit",        "limitexcept", "require",
        "requireall",   "requireany",  "requirenone",
        "authtype",     "authname",    "authbasicprovider",
        "authuserfile", "order",       "allow",
        "deny",         "satisfy",     "authmerging",
        "authgroupfile"};

    for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
        if (strcmp(key, keys[i]) == 0) {
            return true;
        }
    }
    return false;
}

static lint_part part_of(const char *key)
{
    static const struct {
        const char *key;
        lint_part part;
    } parts[] = {{"files", LINT_PART_FILES},
                 {"filesmatch", LINT_PART_FILES},
                 {"if", LINT_PART_IF},
                 {"elseif", LINT_PART_IF},
                 {"else", LINT_PART_IF},
                 {"limit", LINT_PART_LIMIT},
                 {"limitexcept", LINT_PART_LIMIT},
                 {"proxy", LINT_PART_PROXY},
                 {"proxymatch", LINT_PART_PROXY},
                 {"virtualhost", LINT_PART_VIRTUAL_HOST}};

    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
        if (strcmp(key, parts[i].key) == 0) {
            return parts[i].part;
        }
    }
    return strncmp(key, "require", 7) == 0     ? LINT_PART_REQUIRE
           : strncmp(key, "directory", 9) == 0 ? LINT_PART_DIRECTORY
           : strncmp(key, "location", 8) == 0  ? LINT_PART_LOCATION
                                               : LINT_PART_OTHER;
}

static lint_saying saying_of(const char *key)
{
    return strcmp(key, "servername") == 0       ? LINT_SAYS_NAME
           : strcmp(key, "serveralias") == 0    ? LINT_SAYS_ALIASES
           : strcmp(key, "documentroot") == 0   ? LINT_SAYS_ROOT
           : strcmp(key, "proxypass") == 0      ? LINT_SAYS_PROXY
           : strcmp(key, "proxypassmatch") == 0 ? LINT_SAYS_PROXY
                                                : LINT_SAYS_NOTHING;
}

const lint_kind *lint_kind_learn(lint_kinds *kinds, const lint_node *node)
{
    lint_kind *kind = &kinds->list[node->number];

    kind->known = true;
    kind->for_sections = is_for_sections(node->key);
    kind->part = part_of(node->key);
    kind->saying = saying_of(node->key);
    kind->row = cors_directive_find(node->name);
    kind->read = kind->row ? NULL : lint_scope_reading_of(node->key);
    return kind;
}

static unsigned hash_of(const char *text, apr_ssize_t *length)
{
    return lint_names_hash(text, (size_t)*length);
}

const void *lint_kind_recall(const lint_kinds *kinds, const lint_node *node)
{
    apr_hash_t *made = kinds->list[node->number].made;

    return made && !node->unknown
               ? apr_hash_get(made, node->args, (apr_ssize_t)strlen(node->args))
               : NULL;
}

void lint_kind_keep(lint_kinds *kinds, const lint_node *node, const void *made)
{
    lint_kind *kind = &kinds->list[node->number];

    if (node->unknown) {
        return;
    }
    if (!kind->made) {
        kind->made = apr_hash_make_custom(kinds->pool, hash_of);
    }
    apr_hash_set(kind->made, node->args, (apr_ssize_t)strlen(node->args), made);
}
