/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The files that a command line's paths stand for.
 */
#ifndef LINT_CHECK_TARGETS_H
#define LINT_CHECK_TARGETS_H

#include <stdbool.h>
#include <apr_pools.h>
#include <apr_tables.h>
#include "lint/check/settings.h"
#include "lint/conf/conf.h"
#include "lint/conf/inputs.h"

/* The files of paths (of const char *; "-" stays as it is), of lint_input, by
 * name and without what the settings ignore. A file of several names, as
 * links in sites-enabled have, is there once. */
apr_array_header_t *lint_targets_find(apr_pool_t *pool,
                                      const apr_array_header_t *paths,
                                      const lint_settings *settings,
                                      lint_problems *problems);

/* Whether a file that was read by itself looks like where a whole server
 * begins, so that what it includes was missed. */
bool lint_target_is_server(const lint_conf *conf, const char *path);

#endif
