/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include <strings.h>
#include "lint/migrate/policy.h"
#include "lint/migrate/proof.h"
#include "lint/migrate/together.h"
#include "lint/witness/cookie_line.h"

static bool is_equal(const char *left, const char *right)
{
    return left && right ? strcmp(left, right) == 0 : left == right;
}

/* Whether browsers store the same (RFC 6265bis, section 5.7). */
static bool is_same(const lint_cookie *left, const lint_cookie *right)
{
    return is_equal(left->name, right->name) &&
           is_equal(left->value, right->value) &&
           left->attributes == right->attributes &&
           is_equal(left->domain, right->domain) &&
           is_equal(left->path, right->path) &&
           (is_equal(left->samesite, right->samesite) ||
            (left->samesite && right->samesite &&
             strcasecmp(left->samesite, right->samesite) == 0));
}

/* Whether a Header line goes with a recipe. */
static bool goes(const lint_recipes *recipes, const lint_header_action *action)
{
    for (int i = 0; i < recipes->list->nelts; i++) {
        const lint_recipe *recipe =
            APR_ARRAY_IDX(recipes->list, i, const lint_recipe *);

        for (int j = 0; !recipe->kept && j < recipe->lines->nelts; j++) {
            const lint_recipe_line *line =
                &APR_ARRAY_IDX(recipe->lines, j, lint_recipe_line);

            if (line->action && line->action->place == action->place) {
                return true;
            }
        }
    }
    return false;
}

/* What the new file makes of a field: the lines that stay, then the module. */
static const char *rewrite(apr_pool_t *pool, const lint_recipes *recipes,
                           const lint_cookie_line *line,
                           const cors_policy *policy, const char *field,
                           cors_cookie_outcome *outcome)
{
    const cors_cookie_context context = {.secure = true};
    apr_array_header_t *left =
        apr_array_make(pool, 2, sizeof(const lint_header_action *));

    for (int i = 0; i < line->together->nelts; i++) {
        const lint_header_action *action =
            APR_ARRAY_IDX(line->together, i, const lint_header_action *);

        if (!goes(recipes, action)) {
            APR_ARRAY_PUSH(left, const lint_header_action *) = action;
        }
    }
    field = lint_cookie_edited(pool, left, line->action->list, field);
    return field ? cors_cookie_rewrite(pool, policy->cookies, &context, field,
                                       outcome)
                 : NULL;
}

static void judge(lint_comparison *made, const lint_cookie *before,
                  const lint_cookie *after, cors_cookie_outcome outcome)
{
    made->why = "";
    if (strcmp(made->before, made->after) == 0) {
        made->outcome = LINT_OUTCOME_SAME;
    } else if (lint_cookie_is_open(before)) {
        made->outcome = LINT_OUTCOME_MENDED;
        made->why = "SameSite=None without Secure";
    } else if (outcome == CORS_COOKIE_PREFIX_REFUSED) {
        made->outcome = LINT_OUTCOME_MENDED;
        made->why = "browsers refuse it by its name";
    } else if (!is_same(before, after)) {
        made->outcome = LINT_OUTCOME_CHANGED;
        made->why = "it has other attributes";
    } else if (before->repeated) {
        made->outcome = LINT_OUTCOME_MENDED;
        made->why = "an attribute twice";
    } else {
        made->outcome = LINT_OUTCOME_NO_EFFECT;
    }
}

static void compare(lint_proof *proof, apr_pool_t *pool,
                    const lint_recipes *recipes, const lint_cookie_line *line,
                    const cors_policy *policy, const char *field)
{
    lint_comparison made = {
        .url = "", .request = "Set-Cookie", .origin = field};
    lint_cookie_way way;
    lint_cookie after;
    cors_cookie_outcome outcome;

    if (!lint_cookie_try(pool, line, field, &way)) {
        return;
    }
    made.before = way.sent.field;
    made.after = rewrite(pool, recipes, line, policy, field, &outcome);
    if (made.after) {
        after = lint_cookie_read(pool, made.after);
        judge(&made, &way.sent, &after, outcome);
        lint_proof_add(proof, made);
    }
}

static const lint_cookie_line *line_of(const apr_array_header_t *lines,
                                       const lint_node *node)
{
    for (int i = 0; i < lines->nelts; i++) {
        const lint_cookie_line *line =
            APR_ARRAY_IDX(lines, i, const lint_cookie_line *);

        if (line->node == node) {
            return line;
        }
    }
    return NULL;
}

void lint_proof_cookies(lint_proof *proof, apr_pool_t *pool,
                        const lint_recipes *recipes)
{
    const apr_array_header_t *lines = lint_cookie_lines(pool, recipes->survey);
    apr_pool_t *policies;

    apr_pool_create(&policies, pool);
    for (int i = 0; i < recipes->list->nelts; i++) {
        const lint_recipe *recipe =
            APR_ARRAY_IDX(recipes->list, i, const lint_recipe *);
        const cors_policy policy = lint_recipe_policy(
            policies, recipe, lint_recipe_around(recipes, recipe),
            cors_problems_create(policies));

        for (int j = 0; !recipe->kept && j < recipe->lines->nelts; j++) {
            const lint_recipe_line *from =
                &APR_ARRAY_IDX(recipe->lines, j, lint_recipe_line);
            const lint_cookie_line *line = from->role == LINT_ROLE_COOKIE
                                               ? line_of(lines, from->node)
                                               : NULL;
            const apr_array_header_t *fields =
                line ? lint_cookie_samples(pool, line, false) : NULL;

            for (int k = 0; fields && k < fields->nelts; k++) {
                compare(proof, pool, recipes, line, &policy,
                        APR_ARRAY_IDX(fields, k, const char *));
            }
        }
    }
    apr_pool_destroy(policies);
}
