/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The status page's table of the policy in force: directive by directive, with
 * the line of the configuration that has the say.
 */
#ifndef CORS_MODULE_STATUS_POLICY_H
#define CORS_MODULE_STATUS_POLICY_H

#include "status_setting.h"
#include "status_try.h"

/* Writes the policy that holds for the request that decides. */
void cors_policy_write(request_rec *r, const cors_conclusion *drawn);

/* Writes where a directive stands: file, line and section. */
void cors_policy_write_place(request_rec *r, const cors_setting *setting);

#endif
