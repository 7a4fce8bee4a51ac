/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which virtual host a request gets to, found without looking at all of them:
 * a server may have thousands.
 */
#ifndef LINT_WITNESS_REACH_H
#define LINT_WITNESS_REACH_H

#include <stdbool.h>
#include <apr_pools.h>
#include "lint/model/answer.h"

typedef struct lint_reach lint_reach;

lint_reach *lint_reach_make(apr_pool_t *pool, const lint_server *server);

/* Whether the host is the one that answers the question. */
bool lint_reach_leads_to(const lint_reach *reach, const lint_question *question,
                         const lint_host *host);

/* The server with no other virtual host than this one, which answers the
 * host's questions as the whole server does. Valid until the next call. */
const lint_server *lint_reach_alone(const lint_reach *reach,
                                    const lint_host *host);

#endif
