/* SPDX-License-Identifier: Apache-2.0 */
#include "status_try.h"

#include <string.h>
#include <apr_strings.h>
#include "report.h"

static void ask(cors_asked *asked)
{
    asked->status = cors_request_imagine(asked->request, &asked->state);
}

static void run_preflight(request_rec *r, cors_trial *trial)
{
    const cors_form *form = trial->form;
    request_rec *made =
        cors_target_request(r, &trial->target, "OPTIONS", form->origin);

    apr_table_setn(made->headers_in, "Access-Control-Request-Method",
                   form->method);
    if (*form->headers) {
        apr_table_setn(made->headers_in, "Access-Control-Request-Headers",
                       form->headers);
    }
    trial->preflight.request = made;
    ask(&trial->preflight);
}

static void run_actual(request_rec *r, cors_trial *trial)
{
    const cors_form *form = trial->form;

    trial->actual.request = cors_target_request(
        r, &trial->target, form->method, *form->origin ? form->origin : NULL);
    ask(&trial->actual);
}

/* Which directive would allow what was refused. */
static void find_remedy(apr_pool_t *pool, const cors_trial *trial,
                        cors_conclusion *drawn)
{
    const cors_verdict *verdict = &drawn->asked->state.verdict;
    const char *name = "CorsCredsOrigin";

    drawn->value = trial->form->origin;
    switch (verdict->result) {
    case CORS_PREFLIGHT_DENIED_METHOD:
        name = "CorsCredsMethods";
        drawn->value = trial->form->method;
        break;
    case CORS_PREFLIGHT_DENIED_HEADER:
        name = "CorsCredsHeaders";
        drawn->value =
            apr_pstrmemdup(pool, verdict->header, verdict->header_length);
        break;
    case CORS_MALFORMED:
        return;
    default:
        if (!*drawn->value || strcmp(drawn->value, "null") == 0) {
            return;
        }
        break;
    }
    drawn->row = cors_directive_find(name);
}

static void conclude_refusal(apr_pool_t *pool, const cors_trial *trial,
                             cors_conclusion *drawn)
{
    const cors_state *state = &drawn->asked->state;

    drawn->tone = CORS_TONE_BAD;
    drawn->title = "Refused";
    if (state->verdict.result == CORS_MALFORMED) {
        drawn->consequence = "An origin is a scheme, a host and a port that is "
                             "not the usual one: https://app.example.com. It "
                             "has no path and no slash at its end.";
    } else if (state->verdict.preflight) {
        drawn->consequence = "The browser does not send the request at all.";
    } else if (cors_verdict_status(state->policy, &state->verdict) != 0) {
        drawn->consequence = "The request is answered with 403, and does not "
                             "reach the application.";
    } else {
        drawn->consequence = "The request reaches the application; the browser "
                             "keeps its answer from the page.";
    }
    find_remedy(pool, trial, drawn);
}

/* Where httpd itself says no, or sends the browser elsewhere. */
static void conclude_status(apr_pool_t *pool, cors_conclusion *drawn)
{
    int status = drawn->asked->status;
    const char *location =
        apr_table_get(drawn->asked->request->headers_out, "Location");

    drawn->tone = CORS_TONE_OPEN;
    drawn->title = "Not decided";
    drawn->why = apr_psprintf(pool,
                              "httpd itself answers with %d before this module "
                              "is asked",
                              status);
    drawn->consequence = "See the error log.";
    if (ap_is_HTTP_REDIRECT(status)) {
        bool preflight = drawn->asked->request->method_number == M_OPTIONS;

        drawn->tone = preflight ? CORS_TONE_BAD : CORS_TONE_OPEN;
        drawn->title = "Redirected";
        drawn->why = apr_psprintf(pool, "httpd redirects with %d to \"%s\"",
                                  status, location ? location : "");
        drawn->consequence =
            preflight ? "Browsers follow no redirect of a preflight: let the "
                        "page ask for the other URL."
                      : "Try the other URL: the decision is made there.";
    }
}

/* What the actual request, or a preflight that is allowed, comes to. */
static void conclude_verdict(apr_pool_t *pool, const cors_trial *trial,
                             cors_conclusion *drawn)
{
    const cors_state *state = &drawn->asked->state;

    drawn->why = cors_report_explanation(pool, state);
    switch (state->verdict.result) {
    case CORS_ALLOWED:
    case CORS_PREFLIGHT_ALLOWED:
        drawn->tone = CORS_TONE_GOOD;
        drawn->title = "Allowed";
        drawn->consequence = cors_policy_credentials(state->policy)
                                 ? "The page may read the answer, and cookies "
                                   "may travel."
                                 : "The page may read the answer; cookies do "
                                   "not travel.";
        break;
    case CORS_SAME_ORIGIN:
        drawn->tone = CORS_TONE_GOOD;
        drawn->title = "Same origin";
        drawn->consequence = "That is not CORS, and needs no leave.";
        break;
    case CORS_NONE:
        drawn->title = "Not CORS";
        drawn->consequence = "Type the page's origin to see what it may do.";
        break;
    case CORS_PREFLIGHT_PASSED:
        drawn->title = "Left to the backend";
        drawn->consequence = "CorsCredsPreflight Pass: nobody here knows what "
                             "it answers.";
        break;
    case CORS_GUARD_REPORTED:
        conclude_refusal(pool, trial, drawn);
        drawn->title = "Reported";
        drawn->consequence = "The request reaches the application, and is "
                             "logged: CorsCredsGuard Enforce would answer with "
                             "403.";
        break;
    default:
        conclude_refusal(pool, trial, drawn);
        break;
    }
}

static bool is_refused(const cors_asked *preflight)
{
    return preflight->status != OK ||
           preflight->state.verdict.result != CORS_PREFLIGHT_ALLOWED;
}

static cors_conclusion conclude(apr_pool_t *pool, const cors_trial *trial)
{
    cors_conclusion drawn = {.tone = CORS_TONE_OPEN, .consequence = ""};

    drawn.asked = trial->preflighted && is_refused(&trial->preflight)
                      ? &trial->preflight
                      : &trial->actual;
    if (drawn.asked->status != OK) {
        conclude_status(pool, &drawn);
    } else if (!drawn.asked->state.policy) {
        drawn.title = "Not in scope";
        drawn.why = "CorsCreds is Off for this URL, so this module is silent";
        drawn.consequence = "Whatever CORS headers there are come from the "
                            "application or from other modules.";
        drawn.row = cors_directive_find("CorsCreds");
        drawn.value = "On";
    } else {
        conclude_verdict(pool, trial, &drawn);
    }
    return drawn;
}

void cors_trial_run(request_rec *r, const cors_form *form, cors_trial *trial)
{
    memset(trial, 0, sizeof(*trial));
    trial->form = form;
    trial->target = cors_target_find(r, form->url);
    if (trial->target.problem) {
        return;
    }
    run_actual(r, trial);
    if (*form->origin) {
        run_preflight(r, trial);
    }
    /* A request that no form could make is asked for first, unless it stays on
     * its own origin. */
    trial->preflighted =
        *form->origin &&
        trial->actual.state.verdict.result != CORS_SAME_ORIGIN &&
        (*form->headers || !cors_is_safelisted_method(form->method));
    trial->conclusion = conclude(r->pool, trial);
}
