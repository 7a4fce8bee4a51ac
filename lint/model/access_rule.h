/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A Require or a section of them, as it was read.
 */
#ifndef LINT_MODEL_ACCESS_RULE_H
#define LINT_MODEL_ACCESS_RULE_H

#include "lint/model/access.h"

typedef enum lint_access_combine {
    LINT_ACCESS_ANY,
    LINT_ACCESS_ALL,
    LINT_ACCESS_NONE
} lint_access_combine;

struct lint_access_rule {
    lint_access_combine how;
    bool negated;
    const apr_array_header_t
        *inside; /* of const lint_access_rule *; NULL for a leaf */
    const char *provider;
    const char *argument;
    apr_array_header_t *subnets; /* of apr_ipsubnet_t * */
    const lint_expr *expr;
    bool unknown;
    /* Of <Limit>: the methods that it is for, or is not for. */
    const apr_array_header_t *methods; /* of const char *; NULL: all */
    bool except;
};

struct lint_access {
    apr_array_header_t
        *rules; /* of const lint_access_rule *, any of which may grant */
};

#endif
