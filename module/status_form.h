/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What somebody typed into the status page's form: the query of its URL, so
 * that a trial can be bookmarked and sent to a colleague.
 */
#ifndef CORS_MODULE_STATUS_FORM_H
#define CORS_MODULE_STATUS_FORM_H

#include <httpd.h>

typedef struct cors_form {
    const char *url; /* "" where nothing was typed, as for the others */
    const char *origin;
    const char *method;  /* as fetch() sends it; "GET" for nothing */
    const char *headers; /* the names as a browser lists them: lower case,
                            sorted, joined with commas */
    const char *cookie;
    const char *problem; /* what cannot be read, a sentence; NULL for nothing */
} cors_form;

/* Reads the query of r. Whatever it is, the strings of the form are printable
 * ASCII and bounded. From r->pool. */
cors_form cors_form_read(request_rec *r);

/* Writes the form, filled with what was typed. */
void cors_form_write(request_rec *r, const cors_form *form);

#endif
