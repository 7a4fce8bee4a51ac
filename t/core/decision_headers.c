/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Access-Control-Request-Headers: any case and order, white space, empty
 * elements, and lists that are made to cost.
 */
#include <string.h>
#include "core/decision.h"
#include "section.h"
#include "tap.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))
#define COMMAS_8 ",,,,,,,,"
#define COMMAS_16 COMMAS_8 COMMAS_8
#define A120                                                                   \
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"             \
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

#define POLICY "CorsCredsOrigin https://a\n"
#define NAMED POLICY "CorsCredsHeaders X-A Content-Type x-c !#$%&'*+-.^_`|~\n"
#define ANY POLICY "CorsCredsCredentials Off\nCorsCredsHeaders *\n"

static cors_verdict preflight(const cors_policy *policy, const char *headers)
{
    const cors_request request = {.options = true,
                                  .origin = "https://a",
                                  .origin_count = 1,
                                  .request_method = "GET",
                                  .request_headers = headers,
                                  .https = true,
                                  .host = "api.example.com"};

    return cors_decide(policy, &request);
}

static const struct {
    const char *policy;
    const char *list;
    const char *refused; /* the name that it is refused for; NULL: none is */
} rows[] = {
    {NAMED, NULL, NULL},
    {NAMED, "", NULL},
    {NAMED, "x-a", NULL},
    {NAMED, "X-A", NULL},
    {NAMED, "x-C,X-a,content-TYPE", NULL},
    {NAMED, "content-type,x-a", NULL},
    {NAMED, "x-a,x-a,x-a", NULL},
    {NAMED, "!#$%&'*+-.^_`|~", NULL},
    {NAMED, "x-b", "x-b"},
    {NAMED, "x-a,x-b,x-c", "x-b"},
    {NAMED, "x-b,x-d", "x-b"},
    {NAMED, "x-a,x-", "x-"},
    {NAMED, "x-aa", "x-aa"},
    {NAMED, "*", "*"},
    {NAMED, "x-a;x-c", "x-a;x-c"},
    {NAMED, "x-a x-c", "x-a x-c"},
    {NAMED, "x-a:", "x-a:"},
    {NAMED, "\"x-a\"", "\"x-a\""},
    {NAMED, "x-a\xa0", "x-a\xa0"},
    {NAMED, "x-a\v", "x-a\v"},
    {POLICY, "x-a", "x-a"},
    {POLICY, "content-type", "content-type"},
    {POLICY, "*", "*"},
    {POLICY, "accept", "accept"},

    /* Optional white space: blanks and tabs around a name, not in it. */
    {NAMED, "x-a, x-c", NULL},
    {NAMED, " x-a", NULL},
    {NAMED, "x-a ", NULL},
    {NAMED, "\t x-a \t,\t x-c \t", NULL},
    {NAMED, "x-a  \t\t  ,    x-c", NULL},
    {NAMED, "x-a,  x-b  ,x-c", "x-b"},
    {NAMED, "x- a", "x- a"},

    /* Empty elements: sixteen of them, no more. */
    {NAMED, ",", NULL},
    {NAMED, "x-a,,x-c", NULL},
    {NAMED, ",x-a", NULL},
    {NAMED, "x-a,", NULL},
    {NAMED, " , \t ,x-a", NULL},
    {NAMED, COMMAS_16 "x-a", NULL},
    {NAMED, COMMAS_16 ",x-a", ""},
    {NAMED, "x-a," COMMAS_16 "x-c", NULL},
    {NAMED, "x-a," COMMAS_16 ",x-c", ""},
    {NAMED, COMMAS_8 "x-a," COMMAS_8 "x-c", NULL},
    {NAMED, COMMAS_8 "x-a," COMMAS_8 ",x-c", ""},
    {NAMED, COMMAS_16 COMMAS_16, ""},
    {NAMED, COMMAS_16 "x-b", "x-b"},
    {NAMED, " , , , , , , , , , , , , , , , ,x-a", NULL},
    {NAMED, " , , , , , , , , , , , , , , , , ,x-a", ""},
    {POLICY, COMMAS_16 ",", ""},

    /* `*` takes every name but Authorization, and names only. */
    {ANY, "x-z", NULL},
    {ANY, "x-z, anything, Content-Type", NULL},
    {ANY, "authorization", "authorization"},
    {ANY, "x-z, AUTHORIZATION", "AUTHORIZATION"},
    {ANY, "authorizations, xauthorization", NULL},
    {ANY, "x z", "x z"},
    {ANY, "x-z, (y)", "(y)"},
    {ANY, "x-\xc3\xbc", "x-\xc3\xbc"},
    {ANY, A120, NULL},
    {ANY, A120 "aaaaaaaaa", A120 "aaaaaaaaa"},
    {ANY, COMMAS_16 ",x-z", ""},
    {ANY "CorsCredsHeaders Authorization\n", "authorization,x", NULL},
};

static void test_rows(apr_pool_t *pool)
{
    for (size_t i = 0; i < COUNT(rows); i++) {
        const cors_policy *policy = &section_of(pool, rows[i].policy)->policy;
        cors_verdict verdict = preflight(policy, rows[i].list);
        const char *list = rows[i].list ? rows[i].list : "(none)";

        tap_is(cors_result_name(verdict.result),
               rows[i].refused ? "preflight-denied-header"
                               : "preflight-allowed",
               "\"%s\" under %s", list, rows[i].policy);
        tap_is(verdict.header
                   ? apr_pstrmemdup(pool, verdict.header, verdict.header_length)
                   : NULL,
               rows[i].refused, "\"%s\": the name", list);
    }
}

static char *repeated(apr_pool_t *pool, const char *text, size_t bytes)
{
    size_t length = strlen(text);
    char *all = apr_palloc(pool, bytes + 1);

    for (size_t i = 0; i < bytes; i++) {
        all[i] = text[i % length];
    }
    all[bytes] = '\0';
    return all;
}

/* The pass ends where it is decided: what stands behind is not looked at. */
static void test_long_lists(apr_pool_t *pool)
{
    const cors_policy *policy = &section_of(pool, NAMED)->policy;
    const char *commas = repeated(pool, ",", 8192);
    const char *names = repeated(pool, "x-a,", 8192);
    const char *strangers = repeated(pool, "x-b,", 8192);
    const char *name = repeated(pool, "x", 8192);
    cors_verdict verdict = preflight(policy, commas);

    tap_is(cors_result_name(verdict.result), "preflight-denied-header",
           "8 KB of commas are refused");
    tap_ok(verdict.header == commas + 16, "at the seventeenth");
    verdict = preflight(policy, repeated(pool, " ", 8192));
    tap_is(cors_result_name(verdict.result), "preflight-allowed",
           "8 KB of blanks are one empty element");
    verdict = preflight(policy, repeated(pool, " ,", 8192));
    tap_is(cors_result_name(verdict.result), "preflight-denied-header",
           "blanks between the commas are no names");
    verdict = preflight(policy, names);
    tap_is(cors_result_name(verdict.result), "preflight-allowed",
           "8 KB of a name that is allowed");
    verdict = preflight(policy, strangers);
    tap_ok(verdict.header == strangers && verdict.header_length == 3,
           "8 KB of one that is not: refused at the first");
    verdict = preflight(policy, name);
    tap_ok(verdict.header == name && verdict.header_length == 8192,
           "one name of 8 KB is refused whole");
}

int main(void)
{
    apr_pool_t *pool = tap_begin();

    test_rows(pool);
    test_long_lists(pool);
    return tap_end();
}
