/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The header fields that a verdict comes to.
 */
#ifndef CORS_FIELDS_H
#define CORS_FIELDS_H

#include <stddef.h>
#include "decision.h"

/* A header field to be sent; the strings are borrowed from the policy and the
 * request. */
typedef struct cors_field {
    const char *name;
    const char *value;
} cors_field;

/* The most fields that cors_response_fields makes. */
#define CORS_FIELDS_MAX 5

/* Bytes that cors_response_fields needs to write a number into. */
#define CORS_NUMBER_MAX 12

/* False when there are no Access-Control-* fields for certain: most responses
 * without an Origin need not be looked at any further. */
static inline bool cors_response_may_have_fields(const cors_verdict *verdict)
{
    return verdict->result == CORS_ALLOWED || verdict->preflight ||
           verdict->anonymous;
}

/* Fills fields with the Access-Control-* fields of the response and returns
 * how many there are. number is room for CORS_NUMBER_MAX bytes that live as
 * long as the fields do. */
size_t cors_response_fields(const cors_policy *policy,
                            const cors_request *request,
                            const cors_verdict *verdict,
                            cors_field fields[CORS_FIELDS_MAX], char *number);

/* What the response's Vary must name; NULL when it is for everybody. */
const char *cors_response_vary(const cors_verdict *verdict);

#endif
