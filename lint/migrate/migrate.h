/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From a recipe for CORS in httpd's own directives to those of this module,
 * and the proof that whoever was meant is answered as before.
 *
 *     recognise -> compose -> change -> proof -> report
 *
 * What is not understood stays in the file and is told.
 */
#ifndef LINT_MIGRATE_MIGRATE_H
#define LINT_MIGRATE_MIGRATE_H

#include "lint/check/edits.h"
#include "lint/migrate/proof.h"

typedef struct lint_migration_options {
    const char *file;
    const char *entry;      /* of the server that it is a part of; NULL: the
                               file is looked at by itself */
    lint_conf_options conf; /* what the user knows of the server */
    const apr_array_header_t *origins; /* of const char *: who is meant where a
                                          recipe lets in everybody; NULL */
} lint_migration_options;

typedef struct lint_migration {
    apr_pool_t *pool;
    const char *file;
    lint_recipes *recipes;
    lint_edits *edits; /* without files when nothing changes */
    lint_proof *proof;
} lint_migration;

/* Works the migration out; nothing is written. NULL, with what is wrong in
 * problems, when the configuration cannot be read or would not start. */
lint_migration *lint_migrate(apr_pool_t *pool,
                             const lint_migration_options *options,
                             lint_problems *problems);

/* How many recipes stand in the file, or how many of them are replaced. */
int lint_migration_count(const lint_migration *migration, bool replaced);

/* Whether all there is was migrated, and nobody who was meant is treated
 * otherwise. */
bool lint_migration_is_clean(const lint_migration *migration);

#endif
