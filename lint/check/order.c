/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/check/order.h"

#include <stdlib.h>
#include <string.h>
#include "lint/finding.h"

static int compare(const lint_finding *left, const lint_finding *right)
{
    int order = strcmp(left->place.file, right->place.file);

    if (!order) {
        order = left->place.line - right->place.line;
    }
    if (!order) {
        order = left->place.column - right->place.column;
    }
    if (!order) {
        order = strcmp(left->id, right->id);
    }
    return order ? order : strcmp(left->message, right->message);
}

static int by_place(const void *left, const void *right)
{
    return compare(*(const lint_finding *const *)left,
                   *(const lint_finding *const *)right);
}

void lint_findings_sort(apr_array_header_t *findings)
{
    lint_finding **list = (lint_finding **)(void *)findings->elts;
    int kept = 0;

    if (!findings->nelts) {
        return;
    }
    qsort(list, (size_t)findings->nelts, sizeof(*list), by_place);
    for (int i = 1; i < findings->nelts; i++) {
        if (compare(list[kept], list[i]) != 0) {
            list[++kept] = list[i];
        }
    }
    findings->nelts = kept + 1;
}
