/* SPDX-License-Identifier: Apache-2.0 */
#include "policy.h"

#include <string.h>
#include <strings.h>

enum { ANYWHERE, SERVER };

const cors_directive cors_directives[] = {
#define CORS_DIRECTIVE(field, name, kind, words, initial, where, argument,     \
                       text)                                                   \
    {name,  CORS_KIND_##kind, offsetof(cors_policy, field),                    \
     words, initial,          (where) == SERVER,                               \
     false, argument,         text},
#define CORS_DIRECTIVE_MORE CORS_DIRECTIVE
#define CORS_DIRECTIVE_GLOBAL(name, kind, words, argument, text)               \
    {name,                                                                     \
     CORS_KIND_##kind,                                                         \
     offsetof(cors_section, cache),                                            \
     words,                                                                    \
     0,                                                                        \
     true,                                                                     \
     true,                                                                     \
     argument,                                                                 \
     text},
#include "directives.tbl"
#undef CORS_DIRECTIVE
#undef CORS_DIRECTIVE_MORE
    {NULL, CORS_KIND_CHOICE, 0, NULL, 0, false, false, NULL, NULL}};

const cors_directive *cors_directive_find(const char *name)
{
    static const char prefix[] = "CorsCreds";

    /* All rows begin alike, and few names in a configuration do. */
    if (strncasecmp(name, prefix, sizeof(prefix) - 1) != 0) {
        return NULL;
    }
    for (const cors_directive *row = cors_directives; row->name; row++) {
        if (strcasecmp(row->name, name) == 0) {
            return row;
        }
    }
    return NULL;
}

#define MERGE_VALUE(field)                                                     \
    merged->field = over->field == CORS_UNSET ? base->field : over->field;
#define MERGE_LIST(field)                                                      \
    merged->field = over->field ? over->field : base->field;
#define MERGE_CHOICE MERGE_VALUE
#define MERGE_NUMBER MERGE_VALUE
#define MERGE_UNSAFE MERGE_VALUE
#define MERGE_ORIGINS MERGE_LIST
#define MERGE_METHODS MERGE_LIST
#define MERGE_HEADERS MERGE_LIST
#define MERGE_EXPOSED MERGE_LIST
#define MERGE_COOKIES MERGE_LIST

void cors_policy_merge(cors_policy *merged, const cors_policy *base,
                       const cors_policy *over)
{
    merged->silent = base->silent && over->silent;
    merged->merged = true;
#define CORS_DIRECTIVE(field, name, kind, words, initial, where, argument,     \
                       text)                                                   \
    MERGE_##kind(field)
#define CORS_DIRECTIVE_MORE(field, name, kind, words, initial, where,          \
                            argument, text)
#include "directives.tbl"
#undef CORS_DIRECTIVE
#undef CORS_DIRECTIVE_MORE
}

#define UNSET_CHOICE CORS_UNSET
#define UNSET_NUMBER CORS_UNSET
#define UNSET_UNSAFE CORS_UNSET
#define UNSET_ORIGINS NULL
#define UNSET_METHODS NULL
#define UNSET_HEADERS NULL
#define UNSET_EXPOSED NULL
#define UNSET_COOKIES NULL

const cors_policy cors_policy_unset = {
    .silent = true,
#define CORS_DIRECTIVE(field, name, kind, words, initial, where, argument,     \
                       text)                                                   \
    .field = UNSET_##kind,
#define CORS_DIRECTIVE_MORE(field, name, kind, words, initial, where,          \
                            argument, text)
#include "directives.tbl"
#undef CORS_DIRECTIVE
#undef CORS_DIRECTIVE_MORE
};

bool cors_policy_has_origins(const cors_policy *policy)
{
    return policy->origins && !cors_allowlist_empty(policy->origins);
}

bool cors_policy_is_anonymous(const cors_policy *policy)
{
    return policy->origins && cors_allowlist_any(policy->origins) &&
           !cors_policy_credentials(policy);
}
