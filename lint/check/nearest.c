/* SPDX-License-Identifier: Apache-2.0 */
#include "nearest.h"

#include <stddef.h>
#include <string.h>
#include "lint/conf/edit_distance.h"
#include "lint/rules/rule.h"
#include "suppress.h"

/* The best so far: `far` edits away, and nothing else may be further. */
typedef struct best {
    const char *word;
    const char *name;
    size_t far;
} best;

/* A third of the word may be wrong. */
static best begin(const char *word)
{
    return (best){word, NULL, strlen(word) / 3 + 2};
}

static void try(best *so_far, const char *name)
{
    size_t far = lint_edit_distance(so_far->word, name);

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
