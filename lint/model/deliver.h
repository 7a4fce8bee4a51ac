/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The last steps: which answer the file system, a script or a backend gives,
 * and what of both header tables goes over the wire.
 */
#ifndef LINT_MODEL_DELIVER_H
#define LINT_MODEL_DELIVER_H

#include "lint/conf/modules.h"
#include "lint/model/scope.h"
#include "lint/model/state.h"

typedef enum lint_delivery_source {
    LINT_DELIVER_FILE,
    LINT_DELIVER_BACKEND,
    LINT_DELIVER_NOWHERE
} lint_delivery_source;

typedef struct lint_delivery {
    int status;
    bool handled; /* by a handler: both lists of mod_headers run */
    bool assumed; /* 200 is taken for want of knowledge */
} lint_delivery;

/* What answers the request. wanted is the handler's status as the user tells
 * it, or 0. */
lint_delivery lint_deliver(lint_request *request, const lint_scope *scope,
                           lint_delivery_source source, bool sees_files,
                           int wanted, const lint_modules *modules);

/* The response's fields: err_headers_out before headers_out, and all Vary
 * fields folded into one. */
lint_table *lint_deliver_headers(const lint_request *request);

#endif
