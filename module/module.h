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
cors_policy_of(const ap_conf_vector_t *per_dir_config)
{
    return ap_get_module_config(per_dir_config, &cors_creds_module);
}

#endif
