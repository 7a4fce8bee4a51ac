/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/witness/asking.h"

#include "lint/witness/origins.h"

/* Preflights are asked for so many origins that are let in; what one of them
 * shows, the others show. */
enum { PREFLIGHTS_MAX = 4 };

typedef struct asker {
    const lint_survey *survey;
    const lint_server *server;
    lint_site *site;
} asker;

static lint_trial *blame(const asker *a, lint_trial *trial)
{
    if (trial->origin) {
        trial->pattern = lint_site_blame(
            a->site, trial->origin,
            trial->allow_origin ? trial->allow_origin->place : NULL);
    }
    APR_ARRAY_PUSH(a->site->trials, lint_trial *) = trial;
    return trial;
}

static lint_trial *ask(const asker *a, const lint_origin_guess *guess,
                       bool preflight)
{
    lint_trial *trial =
        lint_trial_run(a->survey->pool, a->server, &a->site->question,
                       guess->origin, preflight);

    trial->kind = guess->kind;
    return blame(a, trial);
}

static bool is_meant(lint_origin_kind kind)
{
    return kind == LINT_ORIGIN_MEANT || kind == LINT_ORIGIN_DEV ||
           kind == LINT_ORIGIN_PLAIN_HTTP;
}

/* What one is told on preflights only, the others may be told there, too. */
static void ask_preflights(const asker *a, const apr_array_header_t *guesses)
{
    bool wanted = false;
    int asked = a->site->trials->nelts;

    for (int i = 0; i < asked; i++) {
        const lint_trial *trial =
            APR_ARRAY_IDX(a->site->trials, i, const lint_trial *);

        wanted = wanted ||
                 (trial->admitted && trial->preflight &&
                  !APR_ARRAY_IDX(a->site->trials, i - 1, const lint_trial *)
                       ->admitted);
    }
    for (int i = 0; wanted && i < guesses->nelts; i++) {
        const lint_origin_guess *guess =
            &APR_ARRAY_IDX(guesses, i, lint_origin_guess);

        if (!is_meant(guess->kind) && i > 0) {
            ask(a, guess, true);
        }
    }
}

/* Scripts and PHP have the Origin in HTTP_ORIGIN, files have not. */
static bool asks_scripts(const asker *a)
{
    const apr_array_header_t *actions = lint_site_actions(
        a->survey->pool, a->site, "Access-Control-Allow-Origin");

    for (int i = 0; i < actions->nelts; i++) {
        if (lint_header_uses(
                APR_ARRAY_IDX(actions, i, const lint_header_action *),
                "HTTP_ORIGIN")) {
            return true;
        }
    }
    return false;
}

static void ask_script(const asker *a)
{
    int asked = a->site->trials->nelts;

    for (int i = 0; i < asked; i++) {
        const lint_trial *trial =
            APR_ARRAY_IDX(a->site->trials, i, const lint_trial *);

        if (trial->origin && !trial->preflight && trial->answer->handled) {
            blame(a, lint_trial_as_script(a->survey->pool, trial));
        }
    }
}

static void ask_origins(const asker *a)
{
    apr_array_header_t *guesses;
    int preflights = 0;

    guesses = lint_origins_guess(a->survey->pool, a->survey->readings,
                                 a->site->patterns);
    for (int i = 0; i < guesses->nelts; i++) {
        const lint_origin_guess *guess =
            &APR_ARRAY_IDX(guesses, i, lint_origin_guess);
        const lint_trial *trial = ask(a, guess, false);

        if (i == 0 ||
            (is_meant(guess->kind) && preflights++ < PREFLIGHTS_MAX)) {
            ask(a, guess, true);
        }
        if (i == 0 && trial->admitted) {
            return; /* everybody is */
        }
    }
    ask_preflights(a, guesses);
}

void lint_site_ask(const lint_survey *survey, lint_site *site)
{
    static const lint_origin_guess nobody = {.kind = LINT_ORIGIN_NONE};
    asker a = {survey, lint_survey_server(survey, site->host), site};

    ask(&a, &nobody, false);
    if (site->cors) {
        ask_origins(&a);
        if (asks_scripts(&a)) {
            ask_script(&a);
        }
    }
}
