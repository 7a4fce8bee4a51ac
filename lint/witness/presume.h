/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The server that there may be: with all that a template's condition, or an
 * <IfDefine> in a fragment, may leave out.
 */
#ifndef LINT_WITNESS_PRESUME_H
#define LINT_WITNESS_PRESUME_H

#include "lint/witness/survey.h"

/* The survey of that server; NULL when nothing is in doubt. The nodes' doubts
 * are set aside while it is made, and are there again afterwards. */
const lint_survey *lint_survey_presume(apr_pool_t *pool, const lint_conf *conf);

#endif
