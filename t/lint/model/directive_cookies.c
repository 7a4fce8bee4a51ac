/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Cookies that other modules make or change. Expected forms are those of a live
 * httpd 2.4.
 */
#include "lint/model/proxy_cookie.h"
#include "lint/model/session_cookie.h"
#include "lint/model/usertrack.h"
#include "t/lint/model/line.h"

static const char *const REVERSE[] = {
    "ProxyPassReverseCookieDomain back.test front.test",
    "ProxyPassReverseCookiePath /x /b",
    "ProxyPassReverseCookiePath / /root",
};

static const struct {
    const char *cookie, *expected;
} MAPPED[] = {
    {"s=1; Domain=back.test; path=/x", "s=1; Domain=front.test; path=/b"},
    {"s=1; domain=x.back.test; path=/x", "s=1; domain=x.back.test; path=/b"},
    {"s=1; Domain=back.testing; path=/xy", "s=1; Domain=front.test; path=/b"},
    {"s=1; DOMAIN=BACK.test; Path=/x/y; Secure",
     "s=1; DOMAIN=front.test; Path=/b; Secure"},
    {"s=1; path=/x; path=relative", "s=1; path=/x; path=relative"},
    {"s=1; path=/z", "s=1; path=/root"},
    {"s=1;path=/x;domain=back.test", "s=1;path=/b;domain=front.test"},
    {"s=1", "s=1"},
};

static const struct {
    const char *lines, *cookies, *expected, *form;
} TRACKED[] = {
    {"CookieTracking on\nCookieName t\nCookieStyle Cookie\n"
     "CookieDomain .a.test\nCookieSecure on\nCookieHTTPOnly on\n"
     "CookieSameSite None",
     "", "Set-Cookie: ?",
     "t=...; path=/; domain=.a.test; SameSite=None; Secure; HttpOnly"},
    {"CookieTracking on", "", "Set-Cookie: ?", "Apache=...; path=/"},
    {"CookieTracking on\nCookieExpires 9", "Cookie: x=1; Apachex=2",
     "Set-Cookie: ?", "Apache=...; path=/; expires=..."},
    {"CookieTracking on", "Cookie: x=1; Apache=2", "", NULL},
    {"CookieTracking on", "Cookie: ?", "~Set-Cookie: ?", "Apache=...; path=/"},
    {"CookieName t", "", "", NULL},
};

static const struct {
    const char *lines, *expected, *form;
} SESSIONS[] = {
    {"Session On\n"
     "SessionCookieName sid path=/;HttpOnly;Secure;SameSite=None\n"
     "SessionMaxAge 60",
     "Set-Cookie: ?",
     "sid=...;Max-Age=60;path=/;HttpOnly;Secure;SameSite=None"},
    {"Session On\nSessionCookieName sid", "~Set-Cookie: ?",
     "sid=...;HttpOnly;Secure;Version=1"},
    {"SessionCookieName sid path=/\nSessionMaxAge 60", "", NULL},
};

static void check_result(apr_pool_t *pool, const lint_request *request,
                         const char *name, const char *expected,
                         const char *form)
{
    tap_is(show_table(pool, request->err_headers_out, ""), expected, "%s",
           name);
    if (form) {
        tap_is(lint_table_find(request->err_headers_out, "Set-Cookie")
                   ->text.unknown,
               form, "%s: its form", name);
    }
}

int main(void)
{
    apr_pool_t *pool = tap_begin();
    static const lint_place place = {"test.conf", 1, 1, NULL};
    apr_array_header_t *list =
        apr_array_make(pool, 4, sizeof(lint_proxy_cookie));

    for (size_t i = 0; i < sizeof(REVERSE) / sizeof(*REVERSE); i++) {
        lint_args args = cut_line(pool, REVERSE[i], &place);

        tap_is(lint_proxy_cookie_parse(&args, list), NULL, "%s", REVERSE[i]);
    }
    for (size_t i = 0; i < sizeof(MAPPED) / sizeof(*MAPPED); i++) {
        tap_is(lint_proxy_cookie_map(pool, list, LINT_KNOWN(MAPPED[i].cookie))
                   .value,
               MAPPED[i].expected, "%s", MAPPED[i].cookie);
    }
    for (size_t i = 0; i < sizeof(TRACKED) / sizeof(*TRACKED); i++) {
        lint_usertrack *usertrack = lint_usertrack_create(pool);
        lint_request *request = make_request(pool, TRACKED[i].cookies);
        char *state = NULL;

        for (char *line =
                 apr_strtok(apr_pstrdup(pool, TRACKED[i].lines), "\n", &state);
             line; line = apr_strtok(NULL, "\n", &state)) {
            lint_args args = cut_line(pool, line, &place);

            lint_usertrack_parse(usertrack, &args);
        }
        lint_usertrack_run(request, usertrack);
        check_result(pool, request, TRACKED[i].lines, TRACKED[i].expected,
                     TRACKED[i].form);
    }
    for (size_t i = 0; i < sizeof(SESSIONS) / sizeof(*SESSIONS); i++) {
        lint_session *session = lint_session_create(pool);
        lint_request *request = make_request(pool, "");
        char *state = NULL;

        for (char *line =
                 apr_strtok(apr_pstrdup(pool, SESSIONS[i].lines), "\n", &state);
             line; line = apr_strtok(NULL, "\n", &state)) {
            lint_args args = cut_line(pool, line, &place);

            lint_session_parse(pool, session, &args);
        }
        lint_session_run(
            request,
            lint_session_merge(pool, lint_session_create(pool), session));
        check_result(pool, request, SESSIONS[i].lines, SESSIONS[i].expected,
                     SESSIONS[i].form);
    }
    return tap_end();
}
