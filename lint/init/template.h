/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Templates, a part of Mustache's language:
 *
 *   {{name}}                  the value; {{.}} the item of the list at hand
 *   {{#name}}...{{/name}}     for each item of a list; once for another value,
 *                             but not for false, null, "" and []
 *   {{^name}}...{{/name}}     where the other would give nothing
 *   {{> name}}                another template, indented as the tag is
 *   {{! text }}               a comment
 *
 * A tag that is no value and stands alone in its line takes the line with it.
 * Nothing is escaped: values are checked before. A name that has no value is an
 * error, as a misspelt one would else vanish without a word.
 *
 * docs/builder.html has the same in JavaScript; t/browser/builder.t holds the
 * two together.
 */
#ifndef LINT_INIT_TEMPLATE_H
#define LINT_INIT_TEMPLATE_H

#include <apr_pools.h>
#include <jansson.h>

typedef struct lint_template {
    const char *name;
    const char *const *lines; /* each with its line feed; NULL ends them */
} lint_template;

/* The files lint/init/NAME.conf.tmpl, made by tools/template-registry; a row
 * without a name ends them. */
extern const lint_template lint_templates[];

/* Fills the template of that name in with values, an object. From pool; NULL
 * with a sentence in *error for what is no template. */
const char *lint_template_render(apr_pool_t *pool,
                                 const lint_template *templates,
                                 const char *name, const json_t *values,
                                 const char **error);

#endif
