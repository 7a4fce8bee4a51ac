/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How the status page looks: light or dark as the reader has it, one column or
 * two as the window has room. Nothing is loaded from anywhere.
 */
#ifndef CORS_MODULE_STATUS_STYLE_H
#define CORS_MODULE_STATUS_STYLE_H

/* The style sheet, line by line; NULL ends it. */
extern const char *const cors_status_style[];

#endif
