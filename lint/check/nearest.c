/* SPDX-License-Identifier: Apache-2.0 */
#include "nearest.h"

#include <stddef.h>
#include <string.h>
#include <apr_lib.h>
#include "lint/rules/rule.h"
#include "suppress.h"

#define LONGEST 64

/* The best so far: `far` edits away, and nothing else may be further. */
typedef struct best {
    const char *word;
    const char *name;
    size_t far;
} best;

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Levenshtein's, in any case; anything too long is far away. */
static size_t distance(const char *a, const char *b)
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

/* A third of the word may be wrong. */
static best begin(const char *word)
{
    return (best){word, NULL, strlen(word) / 3 + 2};
}

static void try(best *so_far, const char *name)
{
    size_t far = distance(so_far->word, name);

    if (far < so_far->far) {
        so_far->far = far;
        so_far->name = name;
    }
}

const char *lint_nearest(const char *word, const char *const *candidates)
{
    best so_far = begin(word);

    for (; *candidates; candidates++) {
        try(&so_far, *candidates);
    }
    return so_far.name;
}

const char *lint_nearest_rule(const char *word)
{
    best so_far = begin(word);

    for (const lint_rule *const *rule = lint_rules; *rule; rule++) {
        try(&so_far, (*rule)->id);
    }
    for (const char *const *id = lint_suppression_ids; *id; id++) {
        try(&so_far, *id);
    }
    return so_far.name;
}
