/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Text that something else fills in before httpd sees it: Jinja2, Go
 * templates, Mustache, ERB, @VAR@, the shell, and variables nobody has set.
 */
#ifndef LINT_CONF_TEMPLATE_H
#define LINT_CONF_TEMPLATE_H

#include <stdbool.h>
#include <stddef.h>
#include <apr_pools.h>
#include <apr_tables.h>

/* The length of what is to be filled in at text, with why it is unknown; 0
 * when nothing is. */
size_t lint_template_measure(const char *text, const char **why);

/* Why some of text is unknown; NULL when all is known. */
const char *lint_template_find(const char *text, size_t length);

typedef enum lint_template_step {
    LINT_TEMPLATE_STAY,
    LINT_TEMPLATE_IF,
    LINT_TEMPLATE_LOOP,
    LINT_TEMPLATE_ELSE, /* or else if: another branch */
    LINT_TEMPLATE_END
} lint_template_step;

/* A control tag. */
typedef struct lint_template_tag {
    lint_template_step step;
    const char *condition; /* what it depends on; NULL for a mere else */
    bool negated;
} lint_template_tag;

/* What the tags of a line do to the lines around it. */
typedef struct lint_template_line {
    bool tagged;              /* it has control tags */
    bool empty;               /* and nothing else */
    bool content;             /* it is a tag that becomes whole lines */
    apr_array_header_t *tags; /* of lint_template_tag; NULL for none */
    const char *closer; /* ends the tag in a later line; NULL: ended here */
} lint_template_line;

/* Judges a line that begins with a tag. The control tags in *text are made
 * blank, in a copy, so that columns stay. Returns false, as it does at once
 * for most lines, when the line has no tag to begin with. */
bool lint_template_judge(apr_pool_t *pool, const char **text,
                         lint_template_line *judged);

#endif
