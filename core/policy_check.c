/* SPDX-License-Identifier: Apache-2.0 */
#include "policy_check.h"

bool cors_policy_is_judged(const cors_policy *section)
{
    return section->origins || section->methods || section->headers ||
           section->exposed || section->credentials != CORS_UNSET ||
           section->unsafe != CORS_UNSET;
}

void cors_policy_check(const cors_policy *policy, cors_problems *problems)
{
    bool credentials = cors_policy_credentials(policy);
    unsigned unsafe = (unsigned)cors_policy_unsafe(policy);

    if (policy->origins) {
        cors_hazards_check(cors_allowlist_hazards(policy->origins), credentials,
                           unsafe, problems);
    }
    if (policy->methods) {
        cors_hazards_check(cors_namelist_hazards(policy->methods), credentials,
                           unsafe, problems);
    }
    if (policy->headers) {
        cors_hazards_check(cors_namelist_hazards(policy->headers), credentials,
                           unsafe, problems);
    }
    if (policy->exposed) {
        cors_hazards_check(cors_namelist_hazards(policy->exposed), credentials,
                           unsafe, problems);
    }
}

void cors_htaccess_check(const cors_policy *section, const cors_policy *server,
                         cors_problems *problems)
{
    cors_policy policy;

    cors_policy_merge(&policy, server, section);
    policy.origins = section->origins;
    policy.methods = section->methods;
    policy.headers = section->headers;
    policy.exposed = section->exposed;
    cors_policy_check(&policy, problems);
}

static bool is_enabled(const cors_policy *section)
{
    return section->enabled == CORS_ON;
}

void cors_neighbours_add(cors_neighbours *neighbours,
                         const cors_policy *section)
{
    neighbours->origins =
        neighbours->origins || cors_policy_has_origins(section);
    neighbours->enabled = neighbours->enabled || is_enabled(section);
}

void cors_neighbours_join(cors_neighbours *neighbours,
                          const cors_neighbours *others)
{
    neighbours->origins = neighbours->origins || others->origins;
    neighbours->enabled = neighbours->enabled || others->enabled;
}

void cors_section_check(const cors_section *section,
                        const cors_neighbours *neighbours,
                        cors_problems *problems)
{
    if (is_enabled(&section->policy) && !neighbours->origins) {
        cors_problem_add(problems, &section->enabled_at, "no-origin", "On",
                         "\"On\" without any origin allows nobody; write "
                         "CorsCredsOrigin https://app.example.com, or "
                         "whichever origin the application has");
    }
    if (section->policy.guard > CORS_GUARD_OFF && !neighbours->enabled) {
        cors_problem_add(problems, &section->guard_at, "guard-without-cors", "",
                         "it guards nothing where CorsCreds is not On, and it "
                         "is On nowhere here; write CorsCreds On, or take the "
                         "guard out");
    }
}

void cors_directive_refuse_limit(const cors_place *place,
                                 cors_problems *problems)
{
    cors_problem_add(problems, place, "inside-limit", "",
                     "it does not go by methods, so not into <Limit> or "
                     "<LimitExcept>; move it out, and name methods with "
                     "CorsCredsMethods");
}
