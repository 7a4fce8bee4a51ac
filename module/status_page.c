/* SPDX-License-Identifier: Apache-2.0 */
#include "status_page.h"

#include <http_core.h>
#include <http_main.h>
#include <http_protocol.h>
#include <apr_base64.h>
#include <apr_general.h>
#include <apr_strings.h>
#include "status_answer.h"
#include "status_form.h"
#include "status_html.h"
#include "status_lists.h"
#include "status_policy.h"
#include "status_seen.h"
#include "status_style.h"
#include "status_try.h"

/* Enough that nobody guesses it (Content Security Policy level 3, section
 * 8.1). */
#define NONCE_BYTES 16

static const char *make_nonce(apr_pool_t *pool)
{
    unsigned char bytes[NONCE_BYTES];
    char *text =
        apr_palloc(pool, (apr_size_t)apr_base64_encode_len(NONCE_BYTES));

    if (apr_generate_random_bytes(bytes, sizeof(bytes)) != APR_SUCCESS) {
        return NULL;
    }
    apr_base64_encode_binary(text, bytes, NONCE_BYTES);
    return text;
}

/* The page shows what strangers sent: should one of them get past the escaping,
 * nothing of theirs may run, load, or send. An image may stand in the page
 * itself: the icon does. */
static void set_fields(request_rec *r, const char *nonce)
{
    const char *policy = apr_pstrcat(
        r->pool,
        "default-src 'none'; img-src data:; form-action 'self'; "
        "frame-ancestors 'none'; base-uri 'none'",
        nonce ? "; style-src 'nonce-" : "", nonce, nonce ? "'" : "", NULL);

    ap_set_content_type(r, "text/html; charset=utf-8");
    apr_table_setn(r->headers_out, "Content-Security-Policy", policy);
    apr_table_setn(r->headers_out, "Referrer-Policy", "no-referrer");
}

static void write_head(request_rec *r, const char *nonce)
{
    const char *host = ap_get_server_name(r);

    cors_html(r,
              "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
              "<meta charset=\"utf-8\">\n"
              "<meta name=\"viewport\" content=\"width=device-width\">\n"
              "<title>CORS on %s</title>\n"
              /* None; else a browser asks for /favicon.ico, and Firefox then
               * reports that the policy forbids it. */
              "<link rel=\"icon\" href=\"data:,\">\n",
              host);
    if (nonce) {
        cors_html(r, "<style nonce=\"%s\">\n", nonce);
        for (const char *const *line = cors_status_style; *line; line++) {
            ap_rputs(*line, r);
        }
        cors_html(r, "</style>\n");
    }
    cors_html(r,
              "</head>\n<body>\n<header>\n<h1>CORS on %s</h1>\n"
              "<p>mod_cors_creds: who may read the answers of this server, "
              "and why not.</p>\n</header>\n<main>\n",
              host);
}

static void write_trial(request_rec *r, const cors_form *form)
{
    cors_trial trial;

    cors_trial_run(r, form, &trial);
    if (trial.target.problem) {
        cors_html(r, "<p class=\"card bad\" role=\"alert\">%s.</p>\n",
                  trial.target.problem);
        return;
    }
    cors_answer_write_conclusion(r, &trial);
    cors_answer_write_exchange(r, &trial);
    cors_answer_write_cookie(r, &trial);
    cors_policy_write(r, &trial.conclusion);
}

void cors_status_page(request_rec *r)
{
    const char *nonce = make_nonce(r->pool);
    const cors_form form = cors_form_read(r);
    cors_totals totals;

    set_fields(r, nonce);
    if (r->header_only) {
        return;
    }
    write_head(r, nonce);
    cors_form_write(r, &form);
    if (form.problem) {
        cors_html(r, "<p class=\"card bad\" role=\"alert\">%s.</p>\n",
                  form.problem);
    } else if (*form.url) {
        write_trial(r, &form);
    } else if (r->args && *r->args) {
        cors_html(r, "<p class=\"card open\" role=\"status\">Type the URL "
                     "that the page asks for.</p>\n");
    }
    totals = cors_counters_read(r->pool, ap_server_conf);
    cors_seen_write_denied(r, &totals, &form);
    cors_seen_write_counts(r, &totals);
    cors_lists_write(r);
    cors_html(r, "</main>\n</body>\n</html>\n");
}
