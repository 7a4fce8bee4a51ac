/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is behind the handshake: private to the walk.
 */
#ifndef LINT_PROBE_FURTHER_H
#define LINT_PROBE_FURTHER_H

#include "lint/probe/visit.h"

/* Asks again once a visit's answer, the page, is there, and says what is wrong:
 * without the cookie, for what does not exist, from another page and from none.
 * Only GET and HEAD are sent. `bare` when the page itself was asked for without
 * a cookie. */
void lint_further_look(lint_walking *walking, const lint_visit *v,
                       const lint_walk_step *page, bool bare);

#endif
