/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How much of a session is shown.
 */
#include "lint/probe/discreet.h"
#include "t/core/tap.h"

int main(void)
{
    static const struct {
        const char *name;
        const char *value;
        const char *shown;
    } cases[] = {
        {"Set-Cookie", "sid=0123456789; Path=/a-long-path; Secure",
         "sid=0123...; Path=/a-long-path; Secure"},
        {"set-cookie", "sid=short; Path=/", "sid=short; Path=/"},
        {"Set-Cookie", "0123456789", "0123..."},
        {"Set-Cookie", "", ""},
        {"Cookie", "a=0123456789; b=1; c=abcdefghij",
         "a=0123...; b=1; c=abcd..."},
        {"Cookie", "a=0123=5678=; b", "a=0123...; b"},
        {"Cookie", "a=1; 0123456789", "a=1; 012..."},
        {"Authorization", "Bearer 0123456789", "Bearer ..."},
        {"Authorization", "0123456789", "..."},
        {"Origin", "https://app.example.com", "https://app.example.com"},
    };
    apr_pool_t *pool = tap_begin();

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        tap_is(lint_discreet_value(pool, cases[i].name, cases[i].value),
               cases[i].shown, "%s: %s", cases[i].name, cases[i].value);
    }
    return tap_end();
}
