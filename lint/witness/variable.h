/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which directives set an environment variable, by their text: for what the
 * trials do not show, because a template or another file decides.
 */
#ifndef LINT_WITNESS_VARIABLE_H
#define LINT_WITNESS_VARIABLE_H

#include "lint/witness/survey.h"

/* How a header comes by its value. */
typedef enum lint_dependence {
    LINT_DEPENDS_NOT,    /* not on the Origin, as far as can be read */
    LINT_DEPENDS_ORIGIN, /* a condition or a variable reads the Origin */
    LINT_DEPENDS_UNSEEN  /* its value is a variable that nobody sets here */
} lint_dependence;

/* Whether some directive sets the variable. */
bool lint_variable_is_set(const lint_survey *survey, const char *name);

/* The name in the %{NAME}e of an action's value: the last; NULL for none. */
const char *lint_header_variable(const lint_header_action *action);

/* The variable without which a response header is not sent, or has the text
 * "(null)"; NULL for none. */
const char *lint_header_asks(const lint_header_action *action);

/* What the action's value and its own condition depend on. */
lint_dependence lint_header_depends(const lint_survey *survey,
                                    const lint_header_action *action);

#endif
