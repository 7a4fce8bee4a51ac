/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The hosts that a stranger may own and that look like somebody else's: the
 * families of payloads that CORS scanners try.
 */
#ifndef LINT_WITNESS_DISGUISE_H
#define LINT_WITNESS_DISGUISE_H

#include <apr_pools.h>
#include "core/candidate_list.h"

/* Origins, with a scheme ("https://"), that begin with, end with or stand below
 * each of the hosts. Bytes are among them that no registered name has, but that
 * browsers send. */
const cors_candidate_list *lint_disguises(apr_pool_t *pool, const char *scheme,
                                          const cors_candidate_list *hosts);

#endif
