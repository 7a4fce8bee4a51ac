/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An answer as a browser takes it (Fetch standard, sections 4.9 and 4.10): who
 * may read it, or what may be sent after it.
 */
#ifndef LINT_MIGRATE_VIEW_H
#define LINT_MIGRATE_VIEW_H

#include <stdbool.h>
#include <apr_pools.h>
#include "lint/model/answer.h"

/* What a page of the origin may do. */
typedef enum lint_leave {
    LINT_LEAVE_NONE,
    LINT_LEAVE_ANONYMOUS, /* without credentials */
    LINT_LEAVE_CREDENTIALS
} lint_leave;

typedef struct lint_view {
    int status;
    lint_leave leave;    /* by origin and credentials alone */
    lint_leave passes;   /* of a preflight, status, method and headers counted;
                            else as leave */
    bool barred;         /* credentials beside "*", which browsers refuse */
    bool allows;         /* there is an Access-Control-Allow-Origin */
    bool varies;         /* Vary has the Origin */
    bool unknown;        /* something of it cannot be told */
    const char *fault;   /* why a header is of no use: "sent twice"; NULL */
    const char *exposed; /* "" for none */
    int max_age;         /* -1 for none */
    const char *cookies; /* the Set-Cookie fields; "" for none */
    const char *fields;  /* all that is compared, as it is sent */
} lint_view;

/* What the answer to a question says. The question has the Origin, if there is
 * one, and is a preflight when it asks for a method. */
lint_view lint_view_read(apr_pool_t *pool, const lint_question *question,
                         const lint_answer *answer);

/* For people: "let in with credentials". */
const char *lint_view_text(apr_pool_t *pool, const lint_view *view);

#endif
