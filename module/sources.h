/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where origins are that do not stand in the configuration itself.
 */
#ifndef CORS_MODULE_SOURCES_H
#define CORS_MODULE_SOURCES_H

#include "module.h"

/* Who opens what the directive being read names; from cmd's temporary pool. */
const cors_source_opener *cors_sources_opener(cmd_parms *cmd);

/* Tells the sources of a list what a policy that asks them permits. */
void cors_sources_permit(const cors_policy *policy);

#endif
