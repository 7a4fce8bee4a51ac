/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is said to mend a failure: names of cookies, in directives and in
 * regular expressions.
 */
#include "lint/probe/failure.h"
#include <apr_strings.h>
#include "t/core/tap.h"

static void test_names(apr_pool_t *pool)
{
    static const struct {
        const char *name;
        const char *remedy;
        const char *recipe;
    } cases[] = {
        {"sid", "sid", "(sid=.*)"},
        {"__Host-s_1", "__Host-s_1", "(__Host-s_1=.*)"},
        {"connect.sid", "connect.sid", "(connect\\.sid=.*)"},
        {"a*", "*", "([^=]*=.*)"},
        {"a b\" $1", "*", "([^=]*=.*)"},
        {"", "*", "([^=]*=.*)"},
        {NULL, "*", "([^=]*=.*)"},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        lint_failure_subject subject = {.cookie = cases[i].name};
        lint_verdict *verdict = lint_failure_verdict(
            pool, LINT_FAILURE_COOKIE_PATH, &subject, NULL);
        const char *name = cases[i].name ? cases[i].name : "no name";

        tap_is(verdict->remedy,
               apr_pstrcat(pool, "CorsCredsCookie ", cases[i].remedy, " Path=/",
                           NULL),
               "%s: the directive", name);
        tap_is(verdict->recipe,
               apr_pstrcat(pool, "Header edit Set-Cookie \"^", cases[i].recipe,
                           "$\" \"$1; Path=/\"", NULL),
               "%s: the expression", name);
    }
}

static void test_places(apr_pool_t *pool)
{
    lint_failure_subject subject = {.origin = "https://app.example.com"};
    lint_verdict *verdict = lint_failure_verdict(
        pool, LINT_FAILURE_PREFLIGHT_REDIRECT, &subject, NULL);

    tap_ok(strstr(verdict->remedy,
                  "CorsCredsOrigin https://app.example.com\n") != NULL,
           "the origin is filled in");
    tap_ok(strstr(verdict->recipe, "%{REQUEST_METHOD}") != NULL,
           "other braces are left alone");
    tap_is(verdict->message, verdict->cause, "the cause, without a message");
    tap_ok(!verdict->ok, "an error is no success");
    verdict = lint_failure_verdict(pool, LINT_FAILURE_LOGIN_NEEDED, &subject,
                                   "a message");
    tap_is(verdict->message, "a message", "the message");
    tap_ok(verdict->ok, "a note is no failure");
    tap_ok(verdict->recipe == NULL, "and has no recipe");
}

int main(void)
{
    apr_pool_t *pool = tap_begin();

    test_names(pool);
    test_places(pool);
    return tap_end();
}
