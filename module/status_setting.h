/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which lines of the configuration a policy comes from: httpd's merges are
 * followed back to the section that has the say.
 */
#ifndef CORS_MODULE_STATUS_SETTING_H
#define CORS_MODULE_STATUS_SETTING_H

#include "config.h"

/* Where a field of a policy was set. */
typedef struct cors_setting {
    const cors_policy *section; /* NULL where the default holds */
    const char *scope;          /* "<Location /api>", in words for .htaccess */
    apr_array_header_t *lines;  /* of const ap_directive_t *; none of an
                                   .htaccess, which is not kept */
    const char *htaccess;       /* its path, where it is known; else NULL */
} cors_setting;

/* Where the row's field of the policy that holds for r was set. From r->pool.
 */
cors_setting cors_setting_find(request_rec *r, const cors_directive *row);

#endif
