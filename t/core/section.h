/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sections from text, as httpd hands their directives over.
 */
#ifndef T_CORE_SECTION_H
#define T_CORE_SECTION_H

#include <apr_strings.h>
#include "core/policy.h"
#include "tap.h"

/* Reads lines such as "CorsCredsOrigin https://a https://b" into section;
 * blanks separate words, without quotes. The lines are numbered from 1. */
static inline void section_add(cors_section *section, const char *lines,
                               cors_problems *problems)
{
    char *rest_lines = apr_pstrdup(section->pool, lines);
    char *line;
    cors_place place = {"httpd.conf", 0, NULL};

    while ((line = apr_strtok(rest_lines, "\n", &rest_lines))) {
        const char *words[32];
        const cors_directive *directive;
        char *rest = line;
        int count = 0;

        while (count < 32 && (words[count] = apr_strtok(rest, " ", &rest))) {
            count++;
        }
        directive = count ? cors_directive_find(words[0]) : NULL;
        if (!directive) {
            printf("Bail out! not a directive: %s\n", line);
            exit(2);
        }
        place.line++;
        place.directive = directive->name;
        cors_section_read(section, directive, &place, count - 1, words + 1,
                          problems);
    }
}

/* A section of nothing but good lines. */
static inline cors_section *section_of(apr_pool_t *pool, const char *lines)
{
    cors_section *section = cors_section_create(pool);
    cors_problems *problems = cors_problems_create(pool);

    section_add(section, lines, problems);
    if (problems->list->nelts) {
        printf("Bail out! %s\n",
               cors_problem_text(
                   pool, &APR_ARRAY_IDX(problems->list, 0, cors_problem)));
        exit(2);
    }
    return section;
}

/* The codes of the problems, separated by blanks, "" for none. */
static inline const char *section_codes(apr_pool_t *pool,
                                        const cors_problems *problems)
{
    const char *codes = "";

    for (int i = 0; i < problems->list->nelts; i++) {
        codes = apr_pstrcat(pool, codes, i ? " " : "",
                            APR_ARRAY_IDX(problems->list, i, cors_problem).code,
                            NULL);
    }
    return codes;
}

#endif
