/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Origins that a regular expression might admit, found by walking the
 * expression itself: what start-up refusals and corslint's witnesses are made
 * from. A candidate is a guess; the caller asks the real expression.
 */
#ifndef CORS_CANDIDATES_H
#define CORS_CANDIDATES_H

#include <stdbool.h>
#include <apr_pools.h>
#include <apr_tables.h>

/* Candidate origins for regex, most telling first, each once, at most `limit`
 * of them: an array of const char *, all of it from pool. Hosts that stand in
 * the expression are tried as they are and with a prefix, a suffix, a
 * sub-domain, a dot replaced, a tail swallowed, another scheme, port or case,
 * and `null` is among them. An expression that is too odd to walk still gets
 * the general candidates. */
apr_array_header_t *cors_candidates(apr_pool_t *pool, const char *regex,
                                    int limit);

/* True when host's registrable domain (for an IP address or a loopback name:
 * the host itself) is written out in regex, in literals or literal
 * alternatives, so that whoever wrote it must have meant that owner. */
bool cors_candidate_is_meant(apr_pool_t *pool, const char *regex,
                             const char *host);

#endif
