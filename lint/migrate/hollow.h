/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sections that nothing is left in.
 */
#ifndef LINT_MIGRATE_HOLLOW_H
#define LINT_MIGRATE_HOLLOW_H

#include <stdbool.h>
#include "lint/conf/source.h"

/* Which lines of a file go, from 1 on; those on which something is put
 * instead are not hollow. */
typedef struct lint_hollow {
    const lint_source *source;
    bool *gone;
    bool *filled;
    int count; /* of lines */
} lint_hollow;

/* Sets `gone` for each <IfModule> whose lines all go, blank ones among them,
 * and for what is around it likewise. */
void lint_hollow_find(lint_hollow *lines);

#endif
