/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/migrate/policy.h"

#include "core/policy_check.h"
#include "lint/conf/words.h"

static void read_line(apr_pool_t *pool, cors_section *section, const char *line,
                      cors_problems *problems)
{
    lint_words words = lint_words_split(pool, line);
    const char **texts = apr_palloc(pool, sizeof(char *) * (size_t)words.count);
    const cors_directive *directive = cors_directive_find(words.list[0].text);
    const cors_place place = {"", 0, directive->name};

    for (int i = 1; i < words.count; i++) {
        texts[i - 1] = words.list[i].text;
    }
    cors_section_read(section, directive, &place, words.count - 1, texts,
                      problems);
}

static const cors_policy *read_all(apr_pool_t *pool, const lint_recipe *recipe,
                                   cors_problems *problems)
{
    cors_section *section = cors_section_create(pool);

    for (int i = 0; i < recipe->directives->nelts; i++) {
        read_line(pool, section,
                  APR_ARRAY_IDX(recipe->directives, i, const char *), problems);
    }
    return &section->policy;
}

cors_policy lint_recipe_policy(apr_pool_t *pool, const lint_recipe *recipe,
                               const lint_recipe *around,
                               cors_problems *problems)
{
    cors_policy policy = cors_policy_unset;

    if (around) {
        cors_policy_merge(&policy, &policy,
                          read_all(pool, around, cors_problems_create(pool)));
    }
    cors_policy_merge(&policy, &policy, read_all(pool, recipe, problems));
    cors_policy_check(&policy, problems);
    return policy;
}
