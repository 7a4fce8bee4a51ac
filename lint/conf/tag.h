/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The tags of Jinja2, Go's templates, Mustache and ERB.
 */
#ifndef LINT_CONF_TAG_H
#define LINT_CONF_TAG_H

#include <stdbool.h>
#include <stddef.h>

typedef struct lint_tag {
    const char *open;
    const char *close;
    bool control; /* makes no text of its own */
} lint_tag;

/* The tag that begins at text; NULL for none. */
const lint_tag *lint_tag_at(const char *text);

/* The length of the tag at text; 0 when it does not end in this line. */
size_t lint_tag_length(const lint_tag *kind, const char *text);

#endif
