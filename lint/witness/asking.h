/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The questions that a site is asked: who is let in there, and who is not.
 */
#ifndef LINT_WITNESS_ASKING_H
#define LINT_WITNESS_ASKING_H

#include "lint/witness/survey.h"

/* Fills the trials of a site whose question is complete. */
void lint_site_ask(const lint_survey *survey, lint_site *site);

#endif
