/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/probe/part.h"

#include <string.h>
#include <apr_strings.h>

/* The worst of a part's verdicts so far, the first of several. */
static void take(const lint_verdict *worst[LINT_PARTS],
                 const apr_array_header_t *verdicts)
{
    for (int i = 0; i < verdicts->nelts; i++) {
        const lint_verdict *verdict =
            APR_ARRAY_IDX(verdicts, i, const lint_verdict *);
        const lint_verdict **at = &worst[verdict->part];

        if (!verdict->ok && (!*at || verdict->severity > (*at)->severity)) {
            *at = verdict;
        }
    }
}

/* "name: SameSite=None; Secure" of the last cookie that the strictest browser
 * stores; NULL for none. */
static const char *stored_text(apr_pool_t *pool, const lint_walk *walk)
{
    const char *text = NULL;

    for (int i = 0; i < walk->steps->nelts; i++) {
        const lint_walk_step *step =
            APR_ARRAY_IDX(walk->steps, i, const lint_walk_step *);

        for (int j = 0; j < step->cookies->nelts; j++) {
            const lint_walk_cookie *cookie =
                APR_ARRAY_IDX(step->cookies, j, const lint_walk_cookie *);
            const char *attributes = strchr(cookie->field, ';');

            if (cookie->fates->nelts &&
                !APR_ARRAY_IDX(cookie->fates, 0, lint_cookie_fate).verdict &&
                (!walk->plan->cookie ||
                 strcmp(walk->plan->cookie, cookie->baked->name) == 0)) {
                text = apr_pstrcat(pool, cookie->baked->name,
                                   attributes ? attributes : "", NULL);
            }
        }
    }
    return text;
}

static lint_walk_part sum_up(apr_pool_t *pool, const lint_walk *walk,
                             lint_part part, const lint_verdict *worst)
{
    lint_walk_part sum = {.tried = true, .ok = true};

    if (worst) {
        sum.ok = worst->severity != LINT_ERROR;
        sum.warned = sum.ok;
        sum.text = worst->remedy;
        return sum;
    }
    switch (part) {
    case LINT_PART_SERVER:
        sum.tried = walk->steps->nelts > 0;
        sum.text =
            walk->relation == LINT_SAME_ORIGIN
                ? "page and URL are one origin: CORS has no part in it"
                : apr_pstrcat(
                      pool, "Access-Control-Allow-Origin: ", walk->plan->origin,
                      ", Access-Control-Allow-Credentials: true", NULL);
        return sum;
    case LINT_PART_CLIENT:
        sum.text = walk->relation == LINT_SAME_ORIGIN
                       ? "nothing: cookies of its own origin are always sent"
                       : "credentials: \"include\", or withCredentials: true";
        return sum;
    default:
        sum.text = stored_text(pool, walk);
        if (!sum.text) {
            sum.tried = false;
            sum.text = "no cookie was set; --login-url names the URL that "
                       "does it";
        }
        return sum;
    }
}

void lint_part_sum_up(apr_pool_t *pool, lint_walk *walk)
{
    const lint_verdict *worst[LINT_PARTS] = {NULL};

    take(worst, walk->verdicts);
    for (int i = 0; i < walk->steps->nelts; i++) {
        take(worst,
             APR_ARRAY_IDX(walk->steps, i, const lint_walk_step *)->verdicts);
    }
    walk->ok = true;
    for (int i = 0; i < LINT_PARTS; i++) {
        walk->parts[i] = sum_up(pool, walk, (lint_part)i, worst[i]);
        walk->ok = walk->ok && walk->parts[i].ok;
    }
}
