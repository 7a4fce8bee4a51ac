/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The status page's account of what has happened: who was denied last, and the
 * counts of each virtual host.
 */
#ifndef CORS_MODULE_STATUS_SEEN_H
#define CORS_MODULE_STATUS_SEEN_H

#include "counters.h"
#include "status_form.h"

/* Writes the origins that were denied last, each with a link that tries it at
 * the URL of the form. */
void cors_seen_write_denied(request_rec *r, const cors_totals *totals,
                            const cors_form *form);

/* Writes the counts of each virtual host that has any, and their sum. */
void cors_seen_write_counts(request_rec *r, const cors_totals *totals);

#endif
