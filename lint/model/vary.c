/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/vary.h"
#include "lint/model/uncertain.h"

void lint_vary_add(lint_request *request, lint_text names,
                   const lint_place *place, lint_truth happens)
{
    if (names.unknown) {
        happens = LINT_UNKNOWN;
    }
    if (!lint_text_is_unset(names)) {
        lint_table_merge(request->headers_out, "Vary", names, place, happens);
    }
}
