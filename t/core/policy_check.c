/* SPDX-License-Identifier: Apache-2.0 */
#include "core/policy_check.h"

#include "section.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* What is wrong with a section among neighbours, by codes. */
static void test_neighbours(apr_pool_t *pool)
{
    static const struct {
        const char *own;
        const char *others;
        const char *codes;
    } cases[] = {
        {"CorsCreds On", "CorsCredsMethods PUT", "no-origin"},
        {"CorsCreds On", "CorsCredsOrigin https://a.example", ""},
        {"CorsCreds On", "CorsCredsOrigin none", "no-origin"},
        {"CorsCreds On\nCorsCredsOrigin https://a.example", "CorsCreds Off",
         ""},
        {"CorsCreds On\nCorsCreds Off", "CorsCreds Off", ""},
        {"CorsCredsGuard Enforce", "CorsCreds Off", "guard-without-cors"},
        {"CorsCredsGuard Enforce", "CorsCreds On", ""},
        {"CorsCredsGuard Off", "CorsCreds Off", ""},
        {"CorsCreds On\nCorsCredsGuard Report", "CorsCreds Off", "no-origin"},
    };

    for (size_t i = 0; i < COUNT(cases); i++) {
        cors_problems *problems = cors_problems_create(pool);
        cors_section *own = section_of(pool, cases[i].own);
        cors_neighbours neighbours = {false, false};
        cors_neighbours others = {false, false};

        cors_neighbours_add(&neighbours, &own->policy);
        cors_neighbours_add(&others,
                            &section_of(pool, cases[i].others)->policy);
        cors_neighbours_join(&neighbours, &others);
        cors_section_check(own, &neighbours, problems);
        tap_is(section_codes(pool, problems), cases[i].codes, "%s, beside %s",
               cases[i].own, cases[i].others);
    }
}

/* The last of several directives is the one to mend. */
static void test_places(apr_pool_t *pool)
{
    cors_problems *problems = cors_problems_create(pool);
    cors_section *section =
        section_of(pool, "CorsCreds On\nCorsCredsGuard Report\nCorsCreds On");
    cors_neighbours nobody = {false, false};

    cors_section_check(section, &nobody, problems);
    tap_ok(problems->list->nelts == 2 &&
               APR_ARRAY_IDX(problems->list, 0, cors_problem).place.line == 3 &&
               APR_ARRAY_IDX(problems->list, 1, cors_problem).place.line == 2,
           "each at its own line");
}

/* Judged is what an .htaccess says itself, under what it inherits. */
static void test_htaccess(apr_pool_t *pool)
{
    static const struct {
        const char *server;
        const char *own;
        const char *codes;
    } cases[] = {
        {"CorsCreds On", "CorsCredsOrigin *", "any-origin-with-credentials"},
        {"CorsCredsCredentials Off", "CorsCredsOrigin *", ""},
        {"CorsCredsOrigin *", "CorsCreds On", ""},
        {"CorsCredsUnsafe null-origin", "CorsCredsOrigin null", ""},
    };

    for (size_t i = 0; i < COUNT(cases); i++) {
        cors_problems *problems = cors_problems_create(pool);

        cors_htaccess_check(&section_of(pool, cases[i].own)->policy,
                            &section_of(pool, cases[i].server)->policy,
                            problems);
        tap_is(section_codes(pool, problems), cases[i].codes, "%s, inside %s",
               cases[i].own, cases[i].server);
    }
}

int main(void)
{
    apr_pool_t *pool = tap_begin();

    test_neighbours(pool);
    test_places(pool);
    test_htaccess(pool);
    return tap_end();
}
