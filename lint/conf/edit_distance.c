/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/conf/edit_distance.h"

#include <stdbool.h>
#include <string.h>
#include <apr_lib.h>

#define LONGEST 64

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

size_t lint_edit_distance(const char *a, const char *b)
{
    size_t row[LONGEST + 1];
    size_t width = strlen(b);

    if (strlen(a) > LONGEST || width > LONGEST) {
        return LONGEST;
    }
    for (size_t j = 0; j <= width; j++) {
        row[j] = j;
    }
    for (size_t i = 1; a[i - 1]; i++) {
        size_t diagonal = row[0];

        row[0] = i;
        for (size_t j = 1; j <= width; j++) {
            bool same = apr_tolower(a[i - 1]) == apr_tolower(b[j - 1]);
            size_t replaced = diagonal + (same ? 0 : 1);

            diagonal = row[j];
            row[j] = smaller(replaced, smaller(row[j], row[j - 1]) + 1);
        }
    }
    return row[width];
}
