/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Origins that do not stand in the configuration, as far as this machine has
 * them: of those that it has not, a request's answer is unknown.
 */
#ifndef LINT_MODEL_SOURCES_H
#define LINT_MODEL_SOURCES_H

#include "core/policy.h"
#include "lint/conf/serverroot.h"

/* Opens what a directive of mod_cors_creds names. A file is looked
 * for where server_root has it on this machine. statement becomes
 * the place of the first that goes to a database, unless it is NULL. From pool.
 * The sources expect the lint_request as a request's context. */
const cors_source_opener *
lint_sources_opener(apr_pool_t *pool, const lint_serverroot *server_root,
                    cors_place *statement);

#endif
