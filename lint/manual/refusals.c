/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/manual/directive.h"

#include <string.h>
#include <apr_strings.h>
#include "core/policy_check.h"

#define WORDS_MAX 3

/* One line for each kind of mistake that a beginner makes. */
static const struct {
    const char *directive;
    const char *words[WORDS_MAX + 1];
} samples[] = {{"CorsCredsOrigin", {"*"}},
               {"CorsCredsHeaders", {"*"}},
               {"CorsCredsOrigin", {"null"}},
               {"CorsCredsOrigin", {"http://app.example.com"}},
               {"CorsCredsOrigin", {"https://*.co.uk"}},
               {"CorsCredsOriginRegex", {"https://.*.example.com"}},
               {"CorsCredsOrigin", {"app.example.com"}},
               {"CorsCredsOrigin", {"https://app.example.com/"}},
               {"CorsCredsOrigin", {"https://App.example.com"}},
               {"CorsCredsOrigin", {"https://app.example.com:443"}},
               {"CorsCredsOrigin",
                {"https://b\xc3\xbc"
                 "cher.example"}},
               {"CorsCredsOriginDBD", {"SELECT COUNT(*) FROM t WHERE o = %s"}},
               {"CorsCredsMethods", {"patch"}},
               {"CorsCredsHeaders", {"Cookie"}},
               {"CorsCredsMaxAge", {"604800"}},
               {"CorsCredsCookie", {"session", "SameSite=Nonne", "Secure"}},
               {"CorsCredsCookie", {"session", "Domain=co.uk"}},
               {"CorsCredsCookie", {"__Host-id", "Domain=example.com"}},
               {NULL, {NULL}}};

/* The first thing that is said when a section has the line, and nothing else;
 * NULL when it is in order. */
static const char *complaint(apr_pool_t *pool, const char *name,
                             const char *const *words)
{
    const cors_directive *row = cors_directive_find(name);
    cors_section *section = cors_section_create(pool);
    cors_problems *problems = cors_problems_create(pool);
    cors_place place = {.directive = row->name};
    int count = 0;

    while (words[count]) {
        count++;
    }
    cors_section_read(section, row, &place, count, words, problems);
    cors_policy_check(&section->policy, problems);
    return problems->list->nelts
               ? APR_ARRAY_IDX(problems->list, 0, cors_problem).sentence
               : NULL;
}

const apr_array_header_t *lint_refusals(apr_pool_t *pool)
{
    apr_array_header_t *refusals =
        apr_array_make(pool, 20, sizeof(lint_refusal));

    for (size_t i = 0; samples[i].directive; i++) {
        const char *line = samples[i].directive;
        const char *sentence =
            complaint(pool, samples[i].directive, samples[i].words);

        for (size_t j = 0; samples[i].words[j]; j++) {
            const char *word = samples[i].words[j];
            const char *quote = strchr(word, ' ') ? "\"" : "";

            line = apr_pstrcat(pool, line, " ", quote, word, quote, NULL);
        }
        if (sentence) {
            *(lint_refusal *)apr_array_push(refusals) =
                (lint_refusal){line, sentence};
        }
    }
    return refusals;
}
