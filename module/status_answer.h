/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The status page's answer to what was typed: allowed or not, why, which line
 * to change, and the header fields.
 */
#ifndef CORS_MODULE_STATUS_ANSWER_H
#define CORS_MODULE_STATUS_ANSWER_H

#include "status_try.h"

/* Writes the conclusion, for who reads nothing else. */
void cors_answer_write_conclusion(request_rec *r, const cors_trial *trial);

/* Writes the requests with the fields that this module gives their answers. */
void cors_answer_write_exchange(request_rec *r, const cors_trial *trial);

/* Writes what becomes of the Set-Cookie that was typed. */
void cors_answer_write_cookie(request_rec *r, const cors_trial *trial);

#endif
