/* SPDX-License-Identifier: Apache-2.0 */
#include "cookie_testing.h"

#define NONE "* SameSite=None Secure"
#define CHIPS "* SameSite=None Secure Partitioned"
#define PAST "Expires=Wed, 21 Oct 2015 07:28:00 GMT"
#define EPOCH "Expires=Thu, 01 Jan 1970 00:00:00 GMT"
#define FUTURE "Expires=Tue, 19 Jan 2038 03:14:07 GMT"

/* Left out of a row, the result is the field itself. */
#define SAME NULL

typedef struct row {
    const char *rules;
    const char *field;
    const char *result;
    cors_cookie_outcome outcome;
} row;

#define DONE CORS_COOKIE_DONE
#define UNTOUCHED CORS_COOKIE_UNTOUCHED
#define NOT_SECURE CORS_COOKIE_NOT_SECURE
#define REFUSED CORS_COOKIE_PREFIX_REFUSED

/* On a secure transport. */
static const row secure[] = {
    /* Appended, in the order of the rule. */
    {NONE, "a=b", "a=b; SameSite=None; Secure", DONE},
    {"* Secure SameSite=None", "a=b", "a=b; Secure; SameSite=None", DONE},
    {NONE, "sid=0123456789abcdef; Path=/; HttpOnly",
     "sid=0123456789abcdef; Path=/; HttpOnly; SameSite=None; Secure", DONE},
    {CHIPS, "a=b", "a=b; SameSite=None; Secure; Partitioned", DONE},
    {"* HttpOnly", "a=b; Path=/x", "a=b; Path=/x; HttpOnly", DONE},
    {"* Path=/x Domain=example.com Max-Age=60", "a=b",
     "a=b; Path=/x; Domain=example.com; Max-Age=60", DONE},
    {"* samesite=none SECURE", "a=b", "a=b; SameSite=None; Secure", DONE},
    {"* SameSite=strict", "a=b", "a=b; SameSite=Strict", DONE},
    /* A trailing empty attribute makes room. */
    {NONE, "a=b;", "a=b; SameSite=None; Secure", DONE},
    {NONE, "a=b; ", "a=b; SameSite=None; Secure", DONE},
    {NONE, "a=b; \t ", "a=b; SameSite=None; Secure", DONE},
    {NONE, "a=b;;", "a=b;; SameSite=None; Secure", DONE},
    {NONE, "a=b; ; Secure", "a=b; ; Secure; SameSite=None", DONE},
    {NONE, "a=b; Secure;", "a=b; Secure; SameSite=None", DONE},
    {NONE, "a=b; SameSite=None; Secure;", SAME, DONE},
    {NONE, "a=b;; SameSite=None;; Secure; ;", SAME, DONE},
    {NONE, "a=b ", "a=b ; SameSite=None; Secure", DONE},
    /* Replaced in place, with the blanks before it. */
    {NONE, "a=b; SameSite=Lax; Path=/", "a=b; SameSite=None; Path=/; Secure",
     DONE},
    {NONE, "a=b;SameSite=Lax;Secure", "a=b;SameSite=None;Secure", DONE},
    {NONE, "a=b; \t SameSite=Lax; Secure", "a=b; \t SameSite=None; Secure",
     DONE},
    {NONE, "a=b; SAMESITE = strict ; Secure", "a=b; SameSite=None; Secure",
     DONE},
    {NONE, "a=b; SameSite; Secure", "a=b; SameSite=None; Secure", DONE},
    {NONE, "a=b; SameSite=; Secure", "a=b; SameSite=None; Secure", DONE},
    {NONE, "a=b; SameSite=None=; Secure", "a=b; SameSite=None; Secure", DONE},
    {NONE, "a=b; SameSite=\"None\"; Secure", "a=b; SameSite=None; Secure",
     DONE},
    {"* Path=/", "a=b; Path=/x; HttpOnly", "a=b; Path=/; HttpOnly", DONE},
    {"* Path=/", "a=b; path=", "a=b; Path=/", DONE},
    {"* Domain=example.com", "a=b; domain=.example.com",
     "a=b; Domain=example.com", DONE},
    {"* Max-Age=60", "a=b; max-age=3600", "a=b; Max-Age=60", DONE},
    {"* Max-Age=60", "a=b; max-age=x", "a=b; Max-Age=60", DONE},
    /* What is equal keeps its bytes. */
    {NONE, "a=b; SameSite=None; Secure", SAME, DONE},
    {NONE, "a=b;samesite=NONE;SECURE", SAME, DONE},
    {NONE, "a=b; SameSite = nOnE ; sEcUrE ", SAME, DONE},
    {NONE, "a=b; Secure=0; SameSite=None", SAME, DONE},
    {NONE, "a=b; Secure = no ; SameSite=None", SAME, DONE},
    {CHIPS, "a=b; partitioned; secure; samesite=none", SAME, DONE},
    {"* HttpOnly", "a=b; httponly=x", SAME, DONE},
    {"* Domain=example.com", "a=b; Domain=EXAMPLE.com", SAME, DONE},
    {"* Path=/x", "a=b; Path= /x ", SAME, DONE},
    /* But paths are equal in the same case only. */
    {"* Path=/x", "a=b; Path=/X", "a=b; Path=/x", DONE},
    /* The first of several stays, later ones go. */
    {NONE, "a=b; SameSite=Lax; SameSite=Strict; Secure",
     "a=b; SameSite=None; Secure", DONE},
    {NONE, "a=b; SameSite=None; Secure; SameSite=None; Secure=1",
     "a=b; SameSite=None; Secure", DONE},
    {NONE, "a=b; samesite=none; x; SAMESITE=Lax; Secure",
     "a=b; samesite=none; x; Secure", DONE},
    {NONE, "a=b; Secure; Secure; Secure", "a=b; Secure; SameSite=None", DONE},
    {NONE, "a=b; Secure; Secure;", "a=b; Secure; SameSite=None", DONE},
    {"* Path=/", "a=b; Path=/; Path=/x; Path=/y", "a=b; Path=/", DONE},
    /* What no rule names keeps its bytes and its place. */
    {NONE, "a=b; Priority=High; =x; =; foo bar",
     "a=b; Priority=High; =x; =; foo bar; SameSite=None; Secure", DONE},
    {NONE, "a=b; Path=/; Path=/x",
     "a=b; Path=/; Path=/x; SameSite=None; Secure", DONE},
    {NONE, "a=b; SameSiteX=1; Secured; XSecure",
     "a=b; SameSiteX=1; Secured; XSecure; SameSite=None; Secure", DONE},
    {NONE, "a=b; Same Site=None", "a=b; Same Site=None; SameSite=None; Secure",
     DONE},
    {NONE, "a=b; x SameSite=Lax; x=Secure",
     "a=b; x SameSite=Lax; x=Secure; SameSite=None; Secure", DONE},
    {NONE, "a=b; \"SameSite=Lax\"",
     "a=b; \"SameSite=Lax\"; SameSite=None; Secure", DONE},
    {"* Path=/", "a=b; Pathology=/; Pat=/", "a=b; Pathology=/; Pat=/; Path=/",
     DONE},
    /* An = in the pair, and none. */
    {NONE, "a=b=c==; Path=/", "a=b=c==; Path=/; SameSite=None; Secure", DONE},
    {NONE, "a=\"b; SameSite=Lax\"", "a=\"b; SameSite=None; Secure", DONE},
    {NONE, "token", "token; SameSite=None; Secure", DONE},
    {NONE, "=token", "=token; SameSite=None; Secure", DONE},
    {NONE, "name=", "name=; SameSite=None; Secure", DONE},
    {NONE, " a = b ; Path=/", " a = b ; Path=/; SameSite=None; Secure", DONE},
    {NONE, "a=b, c=d; Path=/", "a=b, c=d; Path=/; SameSite=None; Secure", DONE},
    {NONE, "SameSite=Lax", "SameSite=Lax; SameSite=None; Secure", DONE},
    {NONE, "Secure", "Secure; SameSite=None; Secure", DONE},
    {NONE, "Secure; Secure", "Secure; Secure; SameSite=None", DONE},
    /* Bytes above 0x7f, and tabs. */
    {NONE, "a=\xc3\xa9\xff; X=\x80",
     "a=\xc3\xa9\xff; X=\x80; SameSite=None; Secure", DONE},
    {NONE, "\xe9=\xff; SameSite=\xe9", "\xe9=\xff; SameSite=None; Secure",
     DONE},
    {NONE, "a=b; \xc3\xa9SameSite=Lax",
     "a=b; \xc3\xa9SameSite=Lax; SameSite=None; Secure", DONE},
    {NONE, "a=b\tc;\tSameSite\t=\tLax\t", "a=b\tc;\tSameSite=None; Secure",
     DONE},
    /* What a browser would ignore. */
    {NONE, "", SAME, UNTOUCHED},
    {NONE, " \t ", SAME, UNTOUCHED},
    {NONE, "=", SAME, UNTOUCHED},
    {NONE, " = ; Path=/", SAME, UNTOUCHED},
    {NONE, ";", SAME, UNTOUCHED},
    {NONE, "; Secure", SAME, UNTOUCHED},
    {NONE, "a=b\001", SAME, UNTOUCHED},
    {NONE, "a\177=b", SAME, UNTOUCHED},
    {NONE, "a=b; Path=/\037", SAME, UNTOUCHED},
    {NONE, "a=b; SameSite=Lax; x\r\nSet-Cookie: c=d", SAME, UNTOUCHED},
    {NONE, "a=b;\n", SAME, UNTOUCHED},
    {NONE, "a=b; Secure; Secure; \010", SAME, UNTOUCHED},
    /* Removal. */
    {"* -Domain", "a=b; Domain=x.example; Path=/", "a=b; Path=/", DONE},
    {"* -Domain", "a=b; Domain=x; Path=/; DOMAIN=y;domain", "a=b; Path=/",
     DONE},
    {"* -Domain", "a=b; Path=/", SAME, DONE},
    {"* -Domain", "a=b; Domain=x;", "a=b;", DONE},
    {"* -domain -path", "a=b; Domain=x; Path=/", "a=b", DONE},
    {"* -Secure", "a=b; Secure=1; HttpOnly", "a=b; HttpOnly", DONE},
    {"* -SameSite -Partitioned -HttpOnly",
     "a=b; SameSite=Lax; Secure; Partitioned; HttpOnly", "a=b; Secure", DONE},
    {"* -Expires", "a=b; " FUTURE "; Path=/", "a=b; Path=/", DONE},
    {"* -Max-Age", "a=b; Max-Age=60", "a=b", DONE},
    {"* -Domain Path=/", "a=b; Domain=x", "a=b; Path=/", DONE},
    {"* -Domain Path=/", "a=b; Domain=x; Path=/y; domain=z", "a=b; Path=/",
     DONE},
    {"* -Secure", "Secure=1; Secure", "Secure=1", DONE},
    /* Deletions are rewritten, but never get a longer life. */
    {NONE, "a=; Max-Age=0", "a=; Max-Age=0; SameSite=None; Secure", DONE},
    {NONE, "a=; " EPOCH, "a=; " EPOCH "; SameSite=None; Secure", DONE},
    {"* Max-Age=60", "a=; Max-Age=0", SAME, DONE},
    {"* Max-Age=60", "a=; Max-Age=-1", SAME, DONE},
    {"* Max-Age=60", "a=; Max-Age=000", SAME, DONE},
    {"* Max-Age=60", "a=; Max-Age=-00", SAME, DONE},
    {"* Max-Age=60", "a=; Max-Age=60; Max-Age=0", SAME, DONE},
    {"* Max-Age=60", "a=; Max-Age=0; Max-Age=x", SAME, DONE},
    {"* Max-Age=60", "a=; " PAST, SAME, DONE},
    {"* Max-Age=60", "a=; " EPOCH, SAME, DONE},
    {"* Max-Age=60", "a=; expires=Thu, 01-Jan-1970 00:00:01 GMT", SAME, DONE},
    {"* Max-Age=60", "a=; expires=Thu, 01-Jan-70 00:00:00 GMT", SAME, DONE},
    {"* Max-Age=60", "a=; expires=Fri, 31 Dec 1699 23:59:59 GMT", SAME, DONE},
    {"* Max-Age=60", "a=; Max-Age=x; " PAST, SAME, DONE},
    {"* Max-Age=60", "a=; Max-Age=; " PAST, SAME, DONE},
    {"* Max-Age=60", "a=; Max-Age=-; " PAST, SAME, DONE},
    {"* Max-Age=60", "a=; Max-Age=+1; " PAST, SAME, DONE},
    {"* Max-Age=60", "a=; " FUTURE "; " PAST, SAME, DONE},
    {"* Max-Age=60", "a=; " PAST "; Expires=nonsense", SAME, DONE},
    {"* Max-Age=60 Path=/", "a=; Max-Age=0", "a=; Max-Age=0; Path=/", DONE},
    {"* -Max-Age", "a=; Max-Age=0", SAME, DONE},
    {"* -Expires", "a=; " PAST "; Expires=x", SAME, DONE},
    {"* -Expires Max-Age=60", "a=; " PAST, SAME, DONE},
    /* These are none. */
    {"* Max-Age=60", "a=; " FUTURE, "a=; " FUTURE "; Max-Age=60", DONE},
    {"* Max-Age=60", "a=; " PAST "; Max-Age=1", "a=; " PAST "; Max-Age=60",
     DONE},
    {"* Max-Age=60", "a=; Max-Age=1; " PAST, "a=; Max-Age=60; " PAST, DONE},
    {"* Max-Age=60", "a=; Max-Age=0; Max-Age=1", "a=; Max-Age=60", DONE},
    {"* Max-Age=60", "a=; " PAST "; " FUTURE,
     "a=; " PAST "; " FUTURE "; Max-Age=60", DONE},
    {"* Max-Age=60", "a=; Expires=", "a=; Expires=; Max-Age=60", DONE},
    {"* Max-Age=60", "a=; Expires=0", "a=; Expires=0; Max-Age=60", DONE},
    {"* Max-Age=60", "a=; Expires=Thu, 30 Feb 1970 00:00:00 GMT",
     "a=; Expires=Thu, 30 Feb 1970 00:00:00 GMT; Max-Age=60", DONE},
    {"* Max-Age=60", "a=; Expires=Thu, 01 Jan 1970",
     "a=; Expires=Thu, 01 Jan 1970; Max-Age=60", DONE},
    {"* Max-Age=60", "a=; Expires=Thu, 01 Jan 1970 24:00:00",
     "a=; Expires=Thu, 01 Jan 1970 24:00:00; Max-Age=60", DONE},
    {"* Max-Age=60", "a=; Expires=Thu, 01 Jan 1600 00:00:00",
     "a=; Expires=Thu, 01 Jan 1600 00:00:00; Max-Age=60", DONE},
    {"* Max-Age=0", "a=b", "a=b; Max-Age=0", DONE},
    {"* -Expires Max-Age=60", "a=; " FUTURE, "a=; Max-Age=60", DONE},
    /* The first rule that matches, by name and case. */
    {"sid HttpOnly", "sid=1", "sid=1; HttpOnly", DONE},
    {"sid HttpOnly", " sid\t=1", " sid\t=1; HttpOnly", DONE},
    {"sid HttpOnly", "SID=1", SAME, UNTOUCHED},
    {"sid HttpOnly", "sid2=1", SAME, UNTOUCHED},
    {"sid HttpOnly", "si=1", SAME, UNTOUCHED},
    {"sid HttpOnly", "sid", SAME, UNTOUCHED},
    {"sid HttpOnly", "=sid", SAME, UNTOUCHED},
    {"s* HttpOnly", "s=1", "s=1; HttpOnly", DONE},
    {"s*d HttpOnly", "sided=1", "sided=1; HttpOnly", DONE},
    {"s*d HttpOnly", "side=1", SAME, UNTOUCHED},
    {"s?d HttpOnly", "sad=1", "sad=1; HttpOnly", DONE},
    {"s?d HttpOnly", "sd=1", SAME, UNTOUCHED},
    {"*-sid-* HttpOnly", "a-sid-sid-=1", "a-sid-sid-=1; HttpOnly", DONE},
    {"? HttpOnly", "token", SAME, UNTOUCHED},
    {"sid HttpOnly | s* Path=/ | * Path=/x", "sid=1", "sid=1; HttpOnly", DONE},
    {"sid HttpOnly | s* Path=/ | * Path=/x", "sx=1", "sx=1; Path=/", DONE},
    {"sid HttpOnly | s* Path=/ | * Path=/x", "x=1", "x=1; Path=/x", DONE},
    {"sid HttpOnly | s* Path=/ | * Path=/x", "x", "x; Path=/x", DONE},
    /* Prefixes promise something, in any case. */
    {NONE, "__Host-a=1; Secure; Path=/",
     "__Host-a=1; Secure; Path=/; SameSite=None", DONE},
    {NONE, "__Host-a=1; Path=/", "__Host-a=1; Path=/; SameSite=None; Secure",
     DONE},
    {NONE, "__Host-a=1; Secure; Path=/; Domain=",
     "__Host-a=1; Secure; Path=/; Domain=; SameSite=None", DONE},
    {NONE, "__Host-a=1; Path=/x; Path=/",
     "__Host-a=1; Path=/x; Path=/; SameSite=None; Secure", DONE},
    {NONE, "__Host-a=1; Secure", SAME, REFUSED},
    {NONE, "__Host-a=1; Path=/x", SAME, REFUSED},
    {NONE, "__Host-a=1; Path=/; Path=/x", SAME, REFUSED},
    {NONE, "__host-a=1; Path=/; Domain=x.example", SAME, REFUSED},
    {"* HttpOnly", "__HOST-a=1; Path=/", SAME, REFUSED},
    {"* HttpOnly", "__Secure-a=1; Path=/", SAME, REFUSED},
    {"* HttpOnly", "__Secure-a=1; secure", "__Secure-a=1; secure; HttpOnly",
     DONE},
    {"* -Secure", "__secure-a=1; Secure", SAME, REFUSED},
    {"* -Secure", "__Secur-a=1; Secure", "__Secur-a=1", DONE},
    {"* Domain=example.com", "__Host-a=1; Secure; Path=/", SAME, REFUSED},
    {"* Domain=example.com", "__Secure-a=1; Secure",
     "__Secure-a=1; Secure; Domain=example.com", DONE},
    {"* Path=/x", "__Host-a=1; Secure; Path=/", SAME, REFUSED},
    {"* Path=/", "__Host-a=1; Secure; Path=/x", "__Host-a=1; Secure; Path=/",
     DONE},
    {"* -Domain Path=/ Secure", "__Host-a=1; Domain=x.example",
     "__Host-a=1; Path=/; Secure", DONE},
    {"* -Path", "__Host-a=1; Secure; Path=/", SAME, REFUSED},
    {"* HttpOnly", "__Host-=1", SAME, REFUSED},
    {"* HttpOnly", "__Host=1", "__Host=1; HttpOnly", DONE},
    {"* HttpOnly", "_=1", "_=1; HttpOnly", DONE},
    {"* HttpOnly", "=__Host-a", "=__Host-a; HttpOnly", DONE},
};

/* On one that is not. */
static const row insecure[] = {
    {NONE, "a=b", SAME, NOT_SECURE},
    {NONE, "a=b; SameSite=Lax", SAME, NOT_SECURE},
    {NONE, "a=b; SameSite=None; Secure; Secure", SAME, NOT_SECURE},
    {NONE, "a=b; Secure", SAME, NOT_SECURE},
    {NONE, "a=b; Secure; samesite=none", SAME, DONE},
    {CHIPS, "a=b; Secure; SameSite=None", SAME, NOT_SECURE},
    {CHIPS, "a=b; Secure; SameSite=None; partitioned", SAME, DONE},
    {"* SameSite=None Secure HttpOnly Path=/", "a=b; Path=/x; SameSite=Lax",
     "a=b; Path=/; SameSite=Lax; HttpOnly", NOT_SECURE},
    {"* SameSite=Lax", "a=b; SameSite=None; Secure",
     "a=b; SameSite=Lax; Secure", DONE},
    {"* SameSite=Lax Secure", "a=b; SameSite=None", "a=b; SameSite=Lax",
     NOT_SECURE},
    {"* -Secure -SameSite", "a=b; Secure; SameSite=None", "a=b", DONE},
    {"* HttpOnly", "a=b", "a=b; HttpOnly", DONE},
    {"* HttpOnly Secure", "a=b;", "a=b; HttpOnly", NOT_SECURE},
    {"sid Secure", "a=b", SAME, UNTOUCHED},
    {NONE, "a=b\001", SAME, UNTOUCHED},
    {NONE, "__Host-a=1; Path=/", SAME, REFUSED},
    {NONE, "__Host-a=1; Path=/; Secure", SAME, NOT_SECURE},
    {"* Max-Age=60 Secure", "a=; Max-Age=0", SAME, NOT_SECURE},
};

static void test_rows(apr_pool_t *pool, const row *rows, size_t count,
                      bool is_secure)
{
    for (size_t i = 0; i < count; i++) {
        cors_cookie_outcome outcome;
        const char *expected = rows[i].result ? rows[i].result : rows[i].field;
        const char *result = rewrite(pool, read_rules(pool, rows[i].rules),
                                     is_secure, rows[i].field, &outcome);

        if (outcome != rows[i].outcome) {
            tap_ok(false, "outcome %d, not %d", outcome, rows[i].outcome);
        }
        tap_is(result, expected, "%s: %s", rows[i].rules, rows[i].field);
    }
}

/* An empty list, and what is not there. */
static void test_empty(apr_pool_t *pool)
{
    cors_cookie_rules *rules = cors_cookie_rules_create(pool);
    cors_cookie_outcome outcome;

    tap_ok(cors_cookie_rules_empty(rules), "no rule");
    tap_is(rewrite(pool, rules, true, "a=b", &outcome), "a=b",
           "which changes nothing");
    tap_ok(outcome == CORS_COOKIE_UNTOUCHED, "and says so");
    tap_ok(!cors_cookie_rules_empty(read_rules(pool, NONE)), "a rule");
}

int main(void)
{
    apr_pool_t *pool = tap_begin();

    test_rows(pool, secure, sizeof(secure) / sizeof(secure[0]), true);
    test_rows(pool, insecure, sizeof(insecure) / sizeof(insecure[0]), false);
    test_empty(pool);
    return tap_end();
}
