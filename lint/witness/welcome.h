/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Requests of those whom the server lets in. An attack through a browser comes
 * from the user's address and with the user's password, so that a Require is
 * no defence against it.
 */
#ifndef LINT_WITNESS_WELCOME_H
#define LINT_WITNESS_WELCOME_H

#include "lint/model/answer.h"

/* As lint_answer_predict, but from an address that Require asks for, if one
 * does, and logged in, if that is asked for; preflights never are (Fetch
 * standard, section 4.8). The question is changed accordingly. */
lint_answer *lint_welcome_predict(apr_pool_t *pool, const lint_server *server,
                                  lint_question *question);

#endif
