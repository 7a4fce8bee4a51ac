/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What mod_cors_creds refuses when httpd starts and no line alone is wrong
 * about: `*` with credentials, On without an origin.
 */
#ifndef LINT_MODEL_SERVER_POLICY_H
#define LINT_MODEL_SERVER_POLICY_H

#include "core/policy_check.h"
#include "lint/model/server.h"

/* Judges the hosts of a server one by one, as they are read: each before its
 * sections are merged with the main server's, which are judged once. */
typedef struct lint_policy_judge {
    const lint_server *server;
    cors_problems *problems;
    bool whole; /* all of the server is seen: what is nowhere is not there */
    cors_neighbours main; /* what the main server's own sections say */
    cors_neighbours all;  /* those of the virtual hosts judged, too */
} lint_policy_judge;

/* A judge of a server whose main host has been read, and nothing else. */
lint_policy_judge lint_policy_judge_of(const lint_server *server);

/* Adds what is wrong in a virtual host's own sections. */
void lint_policy_judge_host(lint_policy_judge *judge, const lint_host *host);

/* Adds what is wrong in the main server's, and what of the server as a whole;
 * after the virtual hosts, which may have what they lack. `statement` is where
 * the first CorsCredsOriginDBD stands; without a file there is none. */
void lint_policy_judge_main(const lint_policy_judge *judge,
                            const cors_place *statement);

#endif
