/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include "core/policy_check.h"
#include "section.h"
#include "tap.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* Lines into one section, and what each of reading and judging finds wrong. */
static const struct {
    const char *lines;
    const char *codes;
} rows[] = {
    {"CorsCreds On", ""},
    {"CorsCreds oFF", ""},
    {"CorsCreds 1", "bad-choice"},
    {"CorsCreds", "bad-arguments"},
    {"CorsCreds On On", "bad-arguments"},
    {"CorsCredsPreflight Pass\nCorsCredsPreflight Pas", "bad-choice"},
    {"CorsCredsUpstream Override|Keep", "bad-choice"},
    {"CorsCredsUpstream |", "bad-choice"},
    {"CorsCredsMaxAge 0", ""},
    {"CorsCredsMaxAge 86400", ""},
    {"CorsCredsMaxAge 000000060", ""},
    {"CorsCredsMaxAge 86401", "bad-number"},
    {"CorsCredsMaxAge -1", "bad-number"},
    {"CorsCredsMaxAge 1e3", "bad-number"},
    {"CorsCredsMaxAge 4294967296", "bad-number"},
    {"CorsCredsMaxAge 99999999999999999999999999", "bad-number"},
    {"CorsCredsMaxAge 1 2", "bad-arguments"},
    {"CorsCredsOrigin", "bad-arguments"},
    {"CorsCredsMethods", "bad-arguments"},
    {"CorsCredsUnsafe", "bad-arguments"},
    {"CorsCredsUnsafe null-origin PUBLIC-suffix", ""},
    {"CorsCredsUnsafe null-origin null", "bad-choice"},

    {"CorsCredsOrigin none", ""},
    {"CorsCredsOrigin NONE\nCorsCredsOriginRegex none", ""},
    {"CorsCredsOrigin none https://a", "none-not-alone"},
    {"CorsCredsOrigin none none", "none-not-alone"},
    {"CorsCredsOrigin https://a\nCorsCredsOrigin none", "none-not-alone"},
    {"CorsCredsOrigin none\nCorsCredsOrigin https://a\nCorsCredsOrigin "
     "https://b",
     "none-not-alone none-not-alone"},
    {"CorsCredsOriginRegex none\nCorsCredsOrigin https://a", "none-not-alone"},
    {"CorsCredsOrigin none\nCorsCredsMethods PUT\nCorsCredsHeaders A", ""},
    {"CorsCredsMethods none PUT", "none-not-alone"},
    {"CorsCredsHeaders A none", "none-not-alone"},
    {"CorsCredsExpose none A", "none-not-alone"},
    {"CorsCredsUnsafe none null-origin", "none-not-alone"},
    {"CorsCredsCookie none", ""},
    {"CorsCredsCookie none Secure", ""},
    {"CorsCredsCookie a Secure\nCorsCredsCookie none", "none-not-alone"},
    {"CorsCredsCookie none\nCorsCredsCookie none Secure", "none-not-alone"},

    {"CorsCredsOrigin *", "any-origin-with-credentials"},
    {"CorsCredsMethods *", "any-method-with-credentials"},
    {"CorsCredsHeaders *", "any-header-with-credentials"},
    {"CorsCredsExpose *", "any-exposed-with-credentials"},
    {"CorsCredsCredentials Off\nCorsCredsOrigin *\nCorsCredsMethods *\n"
     "CorsCredsHeaders *\nCorsCredsExpose *",
     ""},
    {"CorsCredsOrigin *\nCorsCredsMethods *\nCorsCredsHeaders *\n"
     "CorsCredsExpose *\nCorsCredsCredentials On",
     "any-origin-with-credentials any-method-with-credentials "
     "any-header-with-credentials any-exposed-with-credentials"},
    {"CorsCredsOrigin null", "origin-null"},
    {"CorsCredsOrigin null\nCorsCredsCredentials Off", "origin-null"},
    {"CorsCredsOrigin null\nCorsCredsUnsafe null-origin", ""},
    {"CorsCredsOrigin http://a.example", "origin-insecure"},
    {"CorsCredsOrigin http://a.example\nCorsCredsCredentials Off", ""},
    {"CorsCredsOrigin http://a.example\nCorsCredsUnsafe insecure-origin", ""},
    {"CorsCredsOrigin http://localhost:* http://[::1] http://127.0.0.1", ""},
    {"CorsCredsOrigin https://*.com", "origin-public-suffix"},
    {"CorsCredsOrigin https://*.github.io", "origin-public-suffix"},
    {"CorsCredsOrigin https://*.github.io\nCorsCredsCredentials Off",
     "origin-public-suffix"},
    {"CorsCredsOrigin https://*.github.io\nCorsCredsUnsafe public-suffix", ""},
    {"CorsCredsOrigin https://me.github.io https://*.me.github.io", ""},
    {"CorsCredsOrigin http://*.localhost https://*.localhost", ""},
    {"CorsCredsOrigin http://*.github.io",
     "origin-public-suffix origin-insecure"},
    {"CorsCredsUnsafe null-origin\nCorsCredsOrigin http://*.github.io null",
     "origin-public-suffix origin-insecure"},
    {"CorsCredsOriginDBD %s", ""},
    {"CorsCredsOriginDBD x%%y%s%%", ""},
    {"CorsCredsOriginDBD %%", "statement-places"},
    {"CorsCredsOriginDBD %s%s", "statement-places"},
    {"CorsCredsOriginDBD %s%", "statement-percent"},
    {"CorsCredsOriginDBD %S", "statement-percent"},
    {"CorsCredsOriginDBD '%s'", "statement-quotes"},
    {"CorsCredsOriginDBD Count(%s)", "statement-always"},
    {"CorsCredsOriginDBD counts%s", ""},
    {"CorsCredsOriginDBD SELECT %s", "statement-words"},
    {"CorsCredsOriginDBD none", ""},
    {"CorsCredsOriginDBD none\nCorsCredsOrigin https://a", "none-not-alone"},
    {"CorsCredsOriginCache shmcb", "not-global"},
    {"CorsCredsOriginCacheTTL 1 1", "not-global"},
    {"CorsCredsOrigin https://a/\nCorsCredsOrigin null\nCorsCredsMaxAge x",
     "origin-slash bad-number origin-null"},
};

static void test_rows(apr_pool_t *pool)
{
    for (size_t i = 0; i < COUNT(rows); i++) {
        cors_section *section = cors_section_create(pool);
        cors_problems *problems = cors_problems_create(pool);

        section_add(section, rows[i].lines, problems);
        cors_policy_check(&section->policy, problems);
        tap_is(section_codes(pool, problems), rows[i].codes, "%s",
               rows[i].lines);
    }
}

static void test_cache(apr_pool_t *pool)
{
    cors_problems *problems = cors_problems_create(pool);
    cors_section *section = cors_section_create(pool);
    const cors_origincache *cache = &section->cache;

    section->is_main = true;
    tap_is(cache->provider, "shmcb", "answers are kept in shared memory");
    tap_ok(!cache->arguments && cache->positive == 60 && cache->negative == 10,
           "for a minute, or for ten seconds");
    section_add(section,
                "CorsCredsOriginCache shmcb:/run/x:y(99)\n"
                "CorsCredsOriginCacheTTL 0 86400",
                problems);
    tap_is(cache->provider, "shmcb", "a provider");
    tap_is(cache->arguments, "/run/x:y(99)", "and its arguments");
    tap_ok(cache->positive == 0 && cache->negative == 86400, "the lifetimes");
    section_add(section, "CorsCredsOriginCache None", problems);
    tap_ok(!cache->provider, "none");
    tap_ok(section->policy.silent, "nothing of it is a policy");
    section_add(section,
                "CorsCredsOriginCache :\nCorsCredsOriginCacheTTL 1\n"
                "CorsCredsOriginCacheTTL 86401 -1",
                problems);
    tap_is(section_codes(pool, problems),
           "cache-provider bad-arguments bad-number bad-number",
           "what is no value");
}

static void test_sentences(apr_pool_t *pool)
{
    static const struct {
        const char *lines;
        const char *text;
    } told[] = {
        {"CorsCreds Maybe", "1: CorsCreds: \"Maybe\" is not a value for it; "
                            "write Off or On"},
        {"CorsCredsMaxAge -1", "1: CorsCredsMaxAge: \"-1\" is out of bounds; "
                               "write a number from 0 to 86400"},
        {"CorsCredsUnsafe all",
         "1: CorsCredsUnsafe: \"all\" is not a value for it; write "
         "insecure-origin, public-suffix or null-origin"},
        {"CorsCreds On Off",
         "1: CorsCreds: one value is enough; write CorsCreds On|Off"},
        {"corscredsmethods", "1: CorsCredsMethods: a value is missing; write "
                             "CorsCredsMethods METHOD..."},
        {"CorsCreds On\nCorsCredsOrigin none\nCorsCredsOrigin https://a",
         "3: CorsCredsOrigin: \"none\" empties the list, so nothing else goes "
         "with it in the section; take out \"none\" or the rest"},
    };

    for (size_t i = 0; i < COUNT(told); i++) {
        cors_problems *problems = cors_problems_create(pool);

        section_add(cors_section_create(pool), told[i].lines, problems);
        if (problems->list->nelts != 1) {
            tap_ok(false, "%s: one problem", told[i].lines);
            continue;
        }
        tap_is(cors_problem_text(
                   pool, &APR_ARRAY_IDX(problems->list, 0, cors_problem)),
               apr_pstrcat(pool, "httpd.conf:", told[i].text, NULL), "%s",
               told[i].lines);
    }
}

static void test_defaults(void)
{
    const cors_policy *unset = &cors_policy_unset;

    tap_ok(cors_policy_enabled(unset) == CORS_OFF, "CorsCreds is Off");
    tap_ok(cors_policy_credentials(unset) == CORS_ON, "credentials are On");
    tap_ok(cors_policy_preflight(unset) == CORS_PREFLIGHT_ANSWER,
           "preflights are answered");
    tap_ok(cors_policy_disallowed(unset) == CORS_DISALLOWED_IGNORE,
           "who is not allowed is ignored");
    tap_ok(cors_policy_upstream(unset) == CORS_UPSTREAM_OVERRIDE,
           "upstream is overridden");
    tap_ok(cors_policy_cookie_when(unset) == CORS_COOKIE_ALWAYS,
           "cookies are rewritten always");
    tap_ok(cors_policy_transport(unset) == CORS_TRANSPORT_AUTO,
           "the transport is looked at");
    tap_ok(cors_policy_debug(unset) == CORS_OFF, "debug is Off");
    tap_ok(cors_policy_unsafe(unset) == 0, "nothing unsafe");
    tap_ok(cors_policy_max_age(unset) == CORS_UNSET, "no max-age");
    tap_ok(!unset->origins && !unset->methods && !unset->headers &&
               !unset->exposed && !unset->cookies,
           "no lists");
    tap_ok(!cors_policy_has_origins(unset), "no origins");
    tap_ok(!cors_policy_is_anonymous(unset), "not for everybody");
}

/* Each word of each choice, by its index. */
static void test_choices(apr_pool_t *pool)
{
    for (const cors_directive *row = cors_directives; row->name; row++) {
        char *rest = apr_pstrdup(pool, row->words);
        const char *word;

        tap_ok(cors_directive_find(row->name) == row, "%s is found", row->name);
        for (int i = 0; row->kind == CORS_KIND_CHOICE &&
                        (word = apr_strtok(rest, "|", &rest));
             i++) {
            const cors_section *section =
                section_of(pool, apr_pstrcat(pool, row->name, " ", word, NULL));
            int value;

            memcpy(&value, (const char *)section + row->offset, sizeof(value));
            tap_ok(value == i, "%s %s", row->name, word);
        }
    }
    tap_ok(!cors_directive_find("CorsCred"), "no other directive is");
    tap_ok(cors_directive_find("CORSCREDSORIGINREGEX") != NULL,
           "any case will do");
}

int main(void)
{
    apr_pool_t *pool = tap_begin();

    test_rows(pool);
    test_cache(pool);
    test_sentences(pool);
    test_defaults();
    test_choices(pool);
    return tap_end();
}
