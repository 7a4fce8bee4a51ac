/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the files of the module share. Hooks translate: one function reads the
 * request (request.c), one writes the response (response.c); what is decided
 * in between is the core's.
 */
#ifndef CORS_MODULE_H
#define CORS_MODULE_H

#include <stdbool.h>
#include <httpd.h>
#include <http_config.h>
#include "core/decision.h"
#include "core/policy.h"

extern module AP_MODULE_DECLARE_DATA cors_creds_module;

/* The policy in a per-directory configuration. */
static inline const cors_policy *
cors_policy_of(ap_conf_vector_t *per_dir_config)
{
    return ap_get_module_config(per_dir_config, &cors_creds_module);
}

/* How many bytes of lower, which is in lower case, a header's name begins
 * with. Every name of every request and response passes here, and most differ
 * in the first bytes: a call would cost more than the comparison. */
static inline size_t cors_name_match(const char *name, const char *lower)
{
    size_t i = 0;

    while (lower[i] && (name[i] | 0x20) == lower[i]) {
        i++;
    }
    return i;
}

/* True when name is lower, in any case. */
static inline bool cors_is_name(const char *name, const char *lower)
{
    size_t matched = cors_name_match(name, lower);

    return lower[matched] == '\0' && name[matched] == '\0';
}

#endif
