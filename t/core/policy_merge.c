/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include "core/policy.h"
#include "section.h"
#include "tap.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static cors_policy merge(apr_pool_t *pool, const char *base, const char *over)
{
    cors_policy merged;

    cors_policy_merge(&merged, &section_of(pool, base)->policy,
                      &section_of(pool, over)->policy);
    return merged;
}

#define EVERYTHING                                                             \
    "CorsCreds On\nCorsCredsOrigin https://a\nCorsCredsCredentials Off\n"      \
    "CorsCredsMethods PUT\nCorsCredsHeaders X-A\nCorsCredsExpose X-B\n"        \
    "CorsCredsMaxAge 60\nCorsCredsPreflight Pass\n"                            \
    "CorsCredsDisallowed Reject\nCorsCredsGuard Report\n"                      \
    "CorsCredsUpstream Keep\n"                                                 \
    "CorsCredsCookie a Secure\nCorsCredsCookieWhen CrossOrigin\n"              \
    "CorsCredsCookieLegacyClients On\n"                                        \
    "CorsCredsTransport Secure\nCorsCredsDebug On\n"                           \
    "CorsCredsUnsafe null-origin"

/* Every field of two policies that a directive fills. */
static bool same(const cors_policy *a, const cors_policy *b)
{
    for (const cors_directive *row = cors_directives; row->name; row++) {
        bool number = row->kind == CORS_KIND_CHOICE ||
                      row->kind == CORS_KIND_NUMBER ||
                      row->kind == CORS_KIND_UNSAFE;

        if (!row->global &&
            memcmp((const char *)a + row->offset, (const char *)b + row->offset,
                   number ? sizeof(int) : sizeof(void *)) != 0) {
            return false;
        }
    }
    return true;
}

static void test_merge(apr_pool_t *pool)
{
    const cors_policy *all = &section_of(pool, EVERYTHING)->policy;
    const cors_policy *unset = &section_of(pool, "")->policy;
    cors_policy merged;

    for (const cors_directive *row = cors_directives; row->name; row++) {
        tap_ok(strstr(EVERYTHING, row->name) ||
                   row->kind == CORS_KIND_REGEXES ||
                   row->kind == CORS_KIND_FILE ||
                   row->kind == CORS_KIND_DATABASE || row->global,
               "%s is among all directives", row->name);
    }
    tap_ok(same(unset, &cors_policy_unset), "a new section says nothing");
    cors_policy_merge(&merged, all, unset);
    tap_ok(same(&merged, all), "what is not said is inherited");
    cors_policy_merge(&merged, unset, all);
    tap_ok(same(&merged, all), "what is said holds");
    cors_policy_merge(&merged, all, all);
    tap_ok(same(&merged, all), "the same twice is the same");
    merged = *all;
    cors_policy_merge(&merged, &merged, unset);
    tap_ok(same(&merged, all), "the result may be the base");
    merged = *all;
    cors_policy_merge(&merged, unset, &merged);
    tap_ok(same(&merged, all), "or what stands over it");

    tap_ok(unset->silent && cors_policy_unset.silent && !all->silent,
           "a section is silent until it says something");
    cors_policy_merge(&merged, unset, unset);
    tap_ok(merged.silent, "two silent ones are silent");
    cors_policy_merge(&merged, unset, all);
    tap_ok(!merged.silent, "not the inner one alone");
    cors_policy_merge(&merged, all, unset);
    tap_ok(!merged.silent, "nor the outer one alone");

    /* Off is said, too: it must not be taken for nothing. */
    merged = merge(pool, EVERYTHING,
                   "CorsCreds Off\nCorsCredsCredentials On\n"
                   "CorsCredsPreflight Answer\nCorsCredsMaxAge 0\n"
                   "CorsCredsDisallowed Ignore\nCorsCredsDebug Off\n"
                   "CorsCredsUnsafe none");
    tap_ok(cors_policy_enabled(&merged) == CORS_OFF &&
               cors_policy_credentials(&merged) == CORS_ON &&
               cors_policy_preflight(&merged) == CORS_PREFLIGHT_ANSWER &&
               cors_policy_disallowed(&merged) == CORS_DISALLOWED_IGNORE &&
               cors_policy_debug(&merged) == CORS_OFF &&
               cors_policy_max_age(&merged) == 0 &&
               cors_policy_unsafe(&merged) == 0,
           "first words and 0 override");
}

static bool has_origin(const cors_policy *policy, const char *origin)
{
    return policy->origins &&
           cors_allowlist_has_exactly(policy->origins, origin, strlen(origin));
}

/* Lists add up within a section and replace what is inherited. */
static void test_lists(apr_pool_t *pool)
{
    const cors_section *section = section_of(
        pool, "CorsCredsOrigin https://a https://b\nCorsCredsOrigin https://c\n"
              "CorsCredsMethods PUT\nCorsCredsMethods PATCH DELETE\n"
              "CorsCredsUnsafe null-origin\nCorsCredsUnsafe public-suffix");
    const cors_policy *policy = &section->policy;
    cors_policy merged;

    tap_ok(has_origin(policy, "https://a") && has_origin(policy, "https://b") &&
               has_origin(policy, "https://c"),
           "origins add up");
    tap_is(cors_namelist_joined(policy->methods), "PUT, PATCH, DELETE",
           "methods add up");
    tap_ok(cors_policy_unsafe(policy) ==
               (CORS_UNSAFE_NULL_ORIGIN | CORS_UNSAFE_PUBLIC_SUFFIX),
           "opt-ins add up");

    merged =
        merge(pool, "CorsCredsOrigin https://a", "CorsCredsOrigin https://b");
    tap_ok(!has_origin(&merged, "https://a") &&
               has_origin(&merged, "https://b"),
           "an inner list replaces the outer one");
    merged = merge(pool, "CorsCredsOrigin https://a", "CorsCredsOriginRegex b");
    tap_ok(!has_origin(&merged, "https://a") &&
               cors_policy_has_origins(&merged),
           "expressions replace origins: they are one list");
    merged = merge(pool, EVERYTHING,
                   "CorsCredsOrigin none\nCorsCredsMethods none\n"
                   "CorsCredsHeaders none\nCorsCredsExpose none\n"
                   "CorsCredsCookie none");
    tap_ok(!cors_policy_has_origins(&merged), "none: no origins");
    tap_is(cors_namelist_joined(merged.methods), "", "none: no methods");
    tap_is(cors_namelist_joined(merged.headers), "", "none: no headers");
    tap_is(cors_namelist_joined(merged.exposed), "", "none: none exposed");
    tap_ok(cors_cookie_rules_empty(merged.cookies), "none: no cookies");
}

static void test_anonymous(apr_pool_t *pool)
{
    static const struct {
        const char *base;
        const char *over;
        bool anonymous;
    } merges[] = {
        {"", "CorsCredsOrigin *\nCorsCredsCredentials Off", true},
        {"CorsCredsCredentials Off", "CorsCredsOrigin *", true},
        {"CorsCredsOrigin *", "CorsCredsCredentials Off", true},
        {"", "CorsCredsOrigin https://a *\nCorsCredsCredentials Off", true},
        {"CorsCredsCredentials Off", "CorsCredsOrigin https://a", false},
        {"CorsCredsCredentials Off", "", false},
        {"CorsCredsOrigin *\nCorsCredsCredentials Off",
         "CorsCredsCredentials On", false},
        {"CorsCredsOrigin *\nCorsCredsCredentials Off",
         "CorsCredsOrigin https://a", false},
        {"CorsCredsOrigin *\nCorsCredsCredentials Off", "CorsCredsOrigin none",
         false},
        {"CorsCredsCredentials Off", "CorsCredsOriginRegex .*", false},
    };

    for (size_t i = 0; i < COUNT(merges); i++) {
        cors_policy merged = merge(pool, merges[i].base, merges[i].over);

        tap_ok(cors_policy_is_anonymous(&merged) == merges[i].anonymous,
               "\"%s\" under \"%s\" is %sfor everybody", merges[i].over,
               merges[i].base, merges[i].anonymous ? "" : "not ");
    }
}

int main(void)
{
    apr_pool_t *pool = tap_begin();

    test_merge(pool);
    test_lists(pool);
    test_anonymous(pool);
    return tap_end();
}
