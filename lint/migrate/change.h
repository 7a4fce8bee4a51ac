/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The file with its recipes replaced. What belongs to none, comments among it,
 * keeps its bytes.
 */
#ifndef LINT_MIGRATE_CHANGE_H
#define LINT_MIGRATE_CHANGE_H

#include "lint/check/edits.h"
#include "lint/migrate/recipe.h"

/* Makes the change in memory. A variable that something else reads stays, and
 * is added to recipes->notes. NULL, with problems, when the file is no longer
 * what was read; edits without files when nothing is to be changed. */
lint_edits *lint_recipes_change(lint_recipes *recipes, lint_problems *problems);

#endif
