/* SPDX-License-Identifier: Apache-2.0 */
#include "status_answer.h"

#include <string.h>
#include <strings.h>
#include <http_protocol.h>
#include <apr_strings.h>
#include "core/fields.h"
#include "response.h"
#include "status_html.h"
#include "status_policy.h"
#include "status_setting.h"

static const char *const tones[] = {[CORS_TONE_GOOD] = "good",
                                    [CORS_TONE_BAD] = "bad",
                                    [CORS_TONE_OPEN] = "open"};

/* Not by colour alone. */
static const char *const marks[] = {[CORS_TONE_GOOD] = "\xe2\x9c\x93",
                                    [CORS_TONE_BAD] = "\xe2\x9c\x95",
                                    [CORS_TONE_OPEN] = "\xe2\x80\xa2"};

/* "none" stands alone in its section, so nothing can be added to it. */
static bool is_none(const cors_setting *setting)
{
    return setting->lines->nelts == 1 &&
           strcasecmp(
               APR_ARRAY_IDX(setting->lines, 0, const ap_directive_t *)->args,
               "none") == 0;
}

/* Which line to write, and where. */
static void write_remedy(request_rec *r, const cors_conclusion *drawn)
{
    request_rec *asked = drawn->asked->request;
    const cors_directive *row = drawn->row;
    const cors_setting own = cors_setting_find(asked, row);
    const cors_setting beside =
        own.section
            ? own
            : cors_setting_find(asked, cors_directive_find("CorsCreds"));
    bool replaces =
        own.section && (row->kind == CORS_KIND_CHOICE || is_none(&own));

    cors_html(r, "<div class=\"remedy\"><p>%s, ",
              row->kind == CORS_KIND_ORIGINS
                  ? "If that origin may be trusted with the answers"
                  : "To allow it");
    if (!beside.section) {
        cors_html(r, "write into the section of this URL</p>");
    } else if (replaces) {
        cors_html(r, "write instead of this line</p>");
        cors_policy_write_place(r, &beside);
    } else {
        cors_html(r, "add a line to the section of</p>");
        cors_policy_write_place(r, &beside);
    }
    cors_html(r, "<pre class=\"line\"><code>%s %s</code></pre></div>\n",
              row->name, drawn->value);
}

static void write_server(request_rec *r, const cors_trial *trial)
{
    const server_rec *server = trial->target.server;
    const char *host = trial->target.host ? trial->target.host : "";

    cors_html(r, "<p class=\"aside\">Virtual host <b>%s</b>",
              server->server_hostname ? server->server_hostname : "");
    if (server->defn_name) {
        cors_html(r, " <code class=\"place\">%s:%d</code>", server->defn_name,
                  (int)server->defn_line_number);
    }
    if (!trial->target.named) {
        cors_html(r,
                  ": no virtual host has the name \"%s\", and this is the "
                  "one that httpd takes then",
                  host);
    }
    cors_html(r, ".</p>\n");
}

/* Judged as http, but the browser sees https: TLS ends in front, and nobody has
 * told this server. */
static void write_transport(request_rec *r, const cors_trial *trial)
{
    const cors_state *state = &trial->actual.state;

    if (state->policy && trial->target.scheme && *trial->form->origin &&
        strcmp(trial->target.scheme, "https") == 0 && !state->facts.https) {
        cors_html(r, "<p class=\"warning\">The URL says https, but this "
                     "virtual host takes itself for http: its own origin and "
                     "cookies are judged by that. Where TLS ends in front of "
                     "it, write <code>CorsCredsTransport Secure</code>.</p>\n");
    }
}

void cors_answer_write_conclusion(request_rec *r, const cors_trial *trial)
{
    const cors_conclusion *drawn = &trial->conclusion;

    cors_html(r,
              "<section class=\"card verdict %s\" id=\"verdict\" "
              "aria-labelledby=\"verdict-title\">\n"
              "<h2 id=\"verdict-title\"><span class=\"mark\" "
              "aria-hidden=\"true\">",
              tones[drawn->tone]);
    ap_rputs(marks[drawn->tone], r);
    cors_html(r, "</span> %s</h2>\n<p class=\"why\">%s.</p>\n<p>%s</p>\n",
              drawn->title, drawn->why, drawn->consequence);
    if (drawn->row) {
        write_remedy(r, drawn);
    }
    write_transport(r, trial);
    write_server(r, trial);
    cors_html(r, "</section>\n");
}

static void write_field(request_rec *r, const char *name, const char *value)
{
    cors_html(r, "<span><b>%s:</b> %s</span>\n", name, value);
}

static int write_sent(void *data, const char *name, const char *value)
{
    request_rec *r = data;

    cors_html(r, "<span>%s: %s</span>\n", name, value);
    return 1;
}

/* The status line: ours, httpd's own, or whatever the application says. */
static void write_status(request_rec *r, const cors_asked *asked)
{
    const cors_state *state = &asked->state;
    int status = asked->status;

    if (status == OK && state->policy) {
        status = cors_verdict_status(state->policy, &state->verdict);
    }
    if (status == OK) {
        cors_html(r, "<span class=\"muted\">the application's own status and "
                     "fields, and</span>\n");
    } else {
        cors_html(r, "<span>HTTP/1.1 %s</span>\n", ap_get_status_line(status));
    }
}

static void write_fields(request_rec *r, const cors_asked *asked)
{
    const cors_state *state = &asked->state;
    const char *location =
        apr_table_get(asked->request->headers_out, "Location");
    const char *vary = NULL;
    cors_field fields[CORS_FIELDS_MAX];
    char number[CORS_NUMBER_MAX];
    size_t count = 0;

    if (asked->status != OK && location) {
        write_field(r, "Location", location);
    }
    if (state->policy) {
        count = cors_response_fields(state->policy, &state->facts,
                                     &state->verdict, fields, number);
        vary = cors_response_vary(&state->verdict);
    }
    for (size_t i = 0; i < count; i++) {
        write_field(r, fields[i].name, fields[i].value);
    }
    if (vary) {
        write_field(r, "Vary", vary);
    }
    if (!count) {
        cors_html(r, "<span class=\"muted\">no Access-Control field of this "
                     "module</span>\n");
    }
}

static void write_asked(request_rec *r, const cors_asked *asked,
                        const char *title, const char *note)
{
    const cors_state *state = &asked->state;

    cors_html(r,
              "<div class=\"exchange\">\n<h3>%s <code class=\"tag\">%s"
              "</code></h3>\n<p class=\"aside\">%s</p>\n"
              "<pre class=\"wire\" tabindex=\"0\">"
              "<span>%s</span>\n",
              title,
              state->policy ? cors_result_name(state->verdict.result)
                            : "not in scope",
              note, asked->request->the_request);
    apr_table_do(write_sent, r, asked->request->headers_in, "Host", "Origin",
                 "Access-Control-Request-Method",
                 "Access-Control-Request-Headers", NULL);
    cors_html(r, "</pre>\n<pre class=\"wire answer\" tabindex=\"0\">");
    write_status(r, asked);
    write_fields(r, asked);
    cors_html(r, "</pre>\n");
    if (state->policy &&
        cors_policy_upstream(state->policy) == CORS_UPSTREAM_KEEP) {
        cors_html(r, "<p class=\"aside\">Where the application sends an "
                     "Access-Control-Allow-Origin, its fields stay and these "
                     "are not added: CorsCredsUpstream Keep.</p>\n");
    }
    cors_html(r, "</div>\n");
}

void cors_answer_write_exchange(request_rec *r, const cors_trial *trial)
{
    cors_html(r, "<section class=\"card\" aria-labelledby=\"wire-title\">\n"
                 "<h2 id=\"wire-title\">On the wire</h2>\n"
                 "<div class=\"exchanges\">\n");
    if (trial->preflight.request) {
        write_asked(r, &trial->preflight, "Preflight",
                    trial->preflighted
                        ? "A browser sends it first."
                        : "A browser sends none for such a request; if it "
                          "did:");
    }
    write_asked(r, &trial->actual, "Request",
                "What is decided before the application is asked.");
    cors_html(r, "</div>\n</section>\n");
}

static const char *cookie_sentence(const cors_state *state, bool changed,
                                   cors_cookie_outcome outcome)
{
    if (!state->policy) {
        return "CorsCreds is Off here, so it stays as it is.";
    }
    if (!state->policy->cookies ||
        cors_cookie_rules_empty(state->policy->cookies)) {
        return "No CorsCredsCookie holds for this URL, so it stays as it is.";
    }
    if (!cors_response_rewrites_cookies(state)) {
        return "CorsCredsCookieWhen CrossOrigin: the response is not one to an "
               "allowed cross-origin request, so it stays as it is.";
    }
    switch (outcome) {
    case CORS_COOKIE_UNTOUCHED:
        return "No CorsCredsCookie names this cookie, or a browser would not "
               "take it for one; it stays as it is.";
    case CORS_COOKIE_NOT_SECURE:
        return "The browser sees no TLS, and would refuse SameSite=None, "
               "Secure and Partitioned; they are left out. Where TLS ends in "
               "front of "
               "this server, write CorsCredsTransport Secure.";
    case CORS_COOKIE_PREFIX_REFUSED:
        return "The rule would break what the name's prefix promises, so it "
               "stays as it is.";
    case CORS_COOKIE_BY_CLIENT:
        return "It depends on the client, and Vary says so; this is what your "
               "browser gets.";
    case CORS_COOKIE_DONE:
        break;
    }
    return changed ? "The rule that names it rewrites it."
                   : "It is what the rule that names it wants already.";
}

void cors_answer_write_cookie(request_rec *r, const cors_trial *trial)
{
    const cors_state *state = &trial->actual.state;
    const char *before = trial->form->cookie;
    const char *after = before;
    cors_cookie_outcome outcome = CORS_COOKIE_UNTOUCHED;

    if (!*before) {
        return;
    }
    if (state->policy && cors_response_rewrites_cookies(state)) {
        after = cors_response_cookie(trial->actual.request, state, before,
                                     &outcome);
    }
    cors_html(r,
              "<section class=\"card\" aria-labelledby=\"cookie-title\">\n"
              "<h2 id=\"cookie-title\">The cookie</h2>\n<p>%s</p>\n"
              "<pre class=\"wire\" tabindex=\"0\"><span class=\"muted\">"
              "Set-Cookie: %s</span>\n</pre>\n"
              "<pre class=\"wire answer\" tabindex=\"0\">",
              cookie_sentence(state, strcmp(before, after) != 0, outcome),
              before);
    write_field(r, "Set-Cookie", after);
    cors_html(r, "</pre>\n</section>\n");
}
