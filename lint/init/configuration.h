/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Answers, made a configuration: what the templates are filled in with.
 */
#ifndef LINT_INIT_CONFIGURATION_H
#define LINT_INIT_CONFIGURATION_H

#include <stdbool.h>
#include "lint/init/questions.h"

/* True when every page is of the API's own site, so that its cookies need no
 * SameSite=None; false where the host is not told. The origins, the host and
 * the site have to have answers. */
bool lint_answers_same_site(apr_pool_t *pool, const lint_answers *answers);

/* Adds what is wrong with answers that are right by themselves. Those that are
 * not known yet are NULL. */
void lint_answers_check(apr_pool_t *pool, const lint_answers *answers,
                        cors_problems *problems);

/* The configuration's text, from pool. All answers are there and have been
 * checked. NULL, with a sentence in *error, for a mistake in a template. */
const char *lint_configuration(apr_pool_t *pool, const lint_answers *answers,
                               const char **error);

#endif
