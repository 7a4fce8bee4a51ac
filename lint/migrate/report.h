/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a migration is told as.
 */
#ifndef LINT_MIGRATE_REPORT_H
#define LINT_MIGRATE_REPORT_H

#include <stdio.h>
#include "lint/migrate/migrate.h"

/* For people: what was replaced, what stays, and each difference, those alike
 * together. */
void lint_migration_print(FILE *out, const lint_migration *migration);

/* For programs: one JSON object, with the patch and every comparison that is
 * not the same. */
void lint_migration_print_json(FILE *out, const lint_migration *migration);

#endif
