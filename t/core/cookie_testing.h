/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rules from a line of text, and a rewriting that is tested each time it is
 * used.
 */
#ifndef T_CORE_COOKIE_TESTING_H
#define T_CORE_COOKIE_TESTING_H

#include <string.h>
#include <apr_strings.h>
#include "core/cookie.h"
#include "tap.h"

/* 2026-01-01T00:00:00Z, when these tests take place. */
#define NOW apr_time_from_sec(1767225600)

/* Rules stand one behind the other, with " | " between them. */
static inline cors_cookie_rules *read_rules(apr_pool_t *pool, const char *text)
{
    static const cors_place place = {"case.conf", 1, "CorsCredsCookie"};
    cors_cookie_rules *rules = cors_cookie_rules_create(pool);
    cors_problems *problems = cors_problems_create(pool);
    char **words;
    int from = 0, count = 0;

    apr_tokenize_to_argv(text, &words, pool);
    for (;; count++) {
        if (words[count] && strcmp(words[count], "|") != 0) {
            continue;
        }
        cors_cookie_rules_add(rules, &place, count - from,
                              (const char *const *)words + from, problems);
        from = count + 1;
        if (!words[count]) {
            break;
        }
    }
    if (problems->list->nelts) {
        tap_is(APR_ARRAY_IDX(problems->list, 0, cors_problem).sentence, NULL,
               "\"%s\" is a rule", text);
    }
    return rules;
}

/* Whether rewriting field takes memory from pool. Two small blocks are side by
 * side, unless something stands between them; or unless the pool has just
 * begun a new page, so it gets a second chance. */
static inline bool allocates(apr_pool_t *pool, const cors_cookie_rules *rules,
                             const cors_cookie_context *context,
                             const char *field)
{
    bool side_by_side = false;

    for (int i = 0; i < 2 && !side_by_side; i++) {
        cors_cookie_outcome outcome;
        const char *before = apr_palloc(pool, 8);

        cors_cookie_rewrite(pool, rules, context, field, &outcome);
        side_by_side = (const char *)apr_palloc(pool, 8) == before + 8;
    }
    return !side_by_side;
}

/* Rewrites field, and checks that a second time changes nothing, and that what
 * changes nothing allocates nothing. */
static inline const char *rewrite(apr_pool_t *pool,
                                  const cors_cookie_rules *rules,
                                  bool is_secure, const char *field,
                                  cors_cookie_outcome *outcome)
{
    const cors_cookie_context context = {is_secure, NOW, NULL};
    cors_cookie_outcome again;
    const char *result =
        cors_cookie_rewrite(pool, rules, &context, field, outcome);
    const char *second =
        cors_cookie_rewrite(pool, rules, &context, result, &again);

    if (second != result || again != *outcome) {
        tap_is(second, result, "a second time changes nothing: %s", field);
        tap_ok(again == *outcome, "with the same outcome: %s", field);
    }
    if (result != field && strcmp(result, field) == 0) {
        tap_ok(false, "what does not change is not copied: %s", field);
    }
    if (allocates(pool, rules, &context, result)) {
        tap_ok(false, "what does not change takes no memory: %s", field);
    }
    return result;
}

#endif
