/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What would become of a request: decided by the functions that serve requests,
 * for one that nobody sent.
 */
#ifndef CORS_MODULE_STATUS_TRY_H
#define CORS_MODULE_STATUS_TRY_H

#include "request.h"
#include "status_form.h"
#include "status_lookup.h"

/* A request and what it comes to. */
typedef struct cors_asked {
    request_rec *request;
    int status;       /* with which httpd itself ends it, or OK */
    cors_state state; /* without a policy: out of scope */
} cors_asked;

typedef enum cors_tone {
    CORS_TONE_GOOD,
    CORS_TONE_BAD,
    CORS_TONE_OPEN
} cors_tone;

/* The whole of it in words, for somebody who reads one line. */
typedef struct cors_conclusion {
    cors_tone tone;
    const char *title;
    const char *why;         /* quotes what was typed */
    const char *consequence; /* what happens then; "" for nothing to say */
    /* What would allow it: a directive and its value. NULL where none would. */
    const cors_directive *row;
    const char *value;
    const cors_asked *asked; /* the request that decides */
} cors_conclusion;

typedef struct cors_trial {
    const cors_form *form;
    cors_target target;
    bool preflighted; /* a browser asks by a preflight first */
    cors_asked preflight;
    cors_asked actual;
    cors_conclusion conclusion;
} cors_trial;

/* Tries what was typed; the form has a URL and no problem. When the URL leads
 * nowhere, target.problem says so and the rest is empty. From r->pool. */
void cors_trial_run(request_rec *r, const cors_form *form, cors_trial *trial);

#endif
