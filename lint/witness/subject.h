/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is worth looking at: the parts of a server that speak of CORS or make
 * cookies. In a server of thousands of virtual hosts most do neither.
 */
#ifndef LINT_WITNESS_SUBJECT_H
#define LINT_WITNESS_SUBJECT_H

#include "lint/witness/survey.h"

/* Whether something in the scope itself, its <If> sections included, speaks of
 * CORS or cookies. */
bool lint_subject_is_in_scope(const lint_scope *scope);

/* Whether something in what the host says for itself does; `outer` is what it
 * inherits from, NULL for the main server. */
bool lint_subject_is_in_host(const lint_host *host, const lint_host *outer);

/* Whether a Header line is one that rules look at; they are few of all. */
bool lint_subject_is_header(const lint_header_action *action);

/* Whether a section is the host's own, not one that it inherits. */
bool lint_subject_is_own(const lint_host *host, const lint_scope *section);

/* Whether anything that the host says for itself, wherever in it, is worth a
 * look: a lint_host_wanted. What a survey finds in any other host is what that
 * inherits. */
bool lint_subject_is_anywhere(const lint_host *host, const lint_host *outer);

/* Whether all that holds at a site speaks of CORS; cookies do not count. */
bool lint_subject_is_cors(const lint_site *site);

/* Whether what answers there may send headers of its own. */
bool lint_subject_has_backend(const lint_survey *survey, const lint_site *site);

#endif
