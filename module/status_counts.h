/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The counts, for programs: each function writes a whole document.
 */
#ifndef CORS_MODULE_STATUS_COUNTS_H
#define CORS_MODULE_STATUS_COUNTS_H

#include "counters.h"

/* "Name: value" lines, as mod_status has them. */
void cors_status_auto(request_rec *r, const cors_totals *totals);

/* One JSON object; what is not UTF-8 is shown as U+FFFD. */
void cors_status_json(request_rec *r, const cors_totals *totals);

/* Prometheus' exposition format, version 0.0.4. */
void cors_status_prometheus(request_rec *r, const cors_totals *totals);

#endif
