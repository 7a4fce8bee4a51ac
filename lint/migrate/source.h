/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the text of a file says that its tree does not.
 */
#ifndef LINT_MIGRATE_SOURCE_H
#define LINT_MIGRATE_SOURCE_H

#include <stdbool.h>
#include "lint/conf/source.h"

/* Whether the line stands between <Macro> and </Macro>. */
bool lint_source_is_macro(const lint_source *source, int line);

#endif
