/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/probe/jar.h"

#include <string.h>
#include <strings.h>
#include <apr_strings.h>

/* The engine whose rules all others' are a part of, where what fails is
 * concerned. */
#define STRICTEST (&lint_engines[0])

/* A cookie that was stored, and by whom. */
typedef struct kept_cookie {
    const lint_baked_cookie *baked;
    const lint_url *from;
} kept_cookie;

static const lint_failure_code codes[] = {
    [LINT_COOKIE_CONTROL_BYTE] = LINT_FAILURE_COOKIE_UNREADABLE,
    [LINT_COOKIE_EMPTY] = LINT_FAILURE_COOKIE_UNREADABLE,
    [LINT_COOKIE_TOO_LONG] = LINT_FAILURE_COOKIE_UNREADABLE,
    [LINT_COOKIE_NAMELESS_PREFIX] = LINT_FAILURE_COOKIE_UNREADABLE,
    [LINT_COOKIE_NO_CREDENTIALS] = LINT_FAILURE_CLIENT_CREDENTIALS,
    [LINT_COOKIE_DOMAIN_SUFFIX] = LINT_FAILURE_COOKIE_PUBLIC_SUFFIX,
    [LINT_COOKIE_DOMAIN_OTHER] = LINT_FAILURE_COOKIE_DOMAIN,
    [LINT_COOKIE_SECURE_OVER_HTTP] = LINT_FAILURE_COOKIE_SECURE_HTTP,
    [LINT_COOKIE_SECURE_PREFIX] = LINT_FAILURE_COOKIE_SECURE_PREFIX,
    [LINT_COOKIE_HOST_PREFIX] = LINT_FAILURE_COOKIE_HOST_PREFIX,
    [LINT_COOKIE_HTTP_PREFIX] = LINT_FAILURE_COOKIE_HTTP_PREFIX,
    [LINT_COOKIE_NONE_INSECURE] = LINT_FAILURE_COOKIE_NONE_INSECURE,
    [LINT_COOKIE_PARTITIONED_INSECURE] =
        LINT_FAILURE_COOKIE_PARTITIONED_INSECURE,
    [LINT_COOKIE_DEFAULT_CROSS_SITE] = LINT_FAILURE_COOKIE_SAMESITE,
    [LINT_COOKIE_LAX_CROSS_SITE] = LINT_FAILURE_COOKIE_SAMESITE,
    [LINT_COOKIE_STRICT_CROSS_SITE] = LINT_FAILURE_COOKIE_SAMESITE,
    [LINT_COOKIE_THIRD_PARTY] = LINT_FAILURE_THIRD_PARTY,
    [LINT_COOKIE_EXPIRED] = LINT_FAILURE_COOKIE_MISSING,
    [LINT_COOKIE_OTHER_HOST] = LINT_FAILURE_COOKIE_HOST,
    [LINT_COOKIE_OTHER_PATH] = LINT_FAILURE_COOKIE_PATH,
    [LINT_COOKIE_SECURE_ONLY] = LINT_FAILURE_COOKIE_SECURE_HTTP,
    [LINT_COOKIE_OTHER_PARTITION] = LINT_FAILURE_THIRD_PARTY};

apr_array_header_t *lint_jar_create(apr_pool_t *pool)
{
    return apr_array_make(pool, 2, sizeof(kept_cookie));
}

static lint_cookie_scene scene_of(const lint_walking *walking,
                                  const lint_url *url,
                                  const lint_engine *engine, bool blocks)
{
    return (lint_cookie_scene){.engine = engine,
                               .origin = walking->plan->origin,
                               .url = url,
                               .credentials = true,
                               .blocks_third_party = blocks,
                               .now = walking->plan->now};
}

/* What becomes of it in each browser: with third-party cookies, without, and in
 * a page of the API's own. */
static void tell_fates(const lint_walking *walking, lint_walk_cookie *cookie,
                       const lint_url *url)
{
    for (int i = 0; i < LINT_ENGINES; i++) {
        for (int way = 0; way < 3; way++) {
            lint_cookie_fate fate = {&lint_engines[i], way == 2, way == 1, 0};
            lint_cookie_scene scene =
                scene_of(walking, url, fate.engine, fate.blocks);

            if (fate.own_site) {
                scene.origin = url->origin;
            }
            fate.verdict = lint_cookie_store(cookie->baked, &scene);
            APR_ARRAY_PUSH(cookie->fates, lint_cookie_fate) = fate;
        }
    }
}

static bool is_same(const kept_cookie *kept, const lint_baked_cookie *baked)
{
    const lint_baked_cookie *old = kept->baked;

    return strcmp(old->name, baked->name) == 0 &&
           strcmp(old->domain ? old->domain : "",
                  baked->domain ? baked->domain : "") == 0 &&
           strcmp(old->path ? old->path : "", baked->path ? baked->path : "") ==
               0;
}

/* Into the jar, in the place of its namesake. */
static void keep(const lint_walking *walking, const lint_baked_cookie *baked,
                 const lint_url *url, bool deletes)
{
    apr_array_header_t *jar = walking->jar;
    int to = 0;

    for (int i = 0; i < jar->nelts; i++) {
        kept_cookie *kept = &APR_ARRAY_IDX(jar, i, kept_cookie);

        if (!is_same(kept, baked)) {
            APR_ARRAY_IDX(jar, to++, kept_cookie) = *kept;
        }
    }
    jar->nelts = to;
    if (!deletes) {
        APR_ARRAY_PUSH(jar, kept_cookie) = (kept_cookie){baked, url};
    }
}

static void fail(lint_walking *walking, lint_walk_step *step,
                 lint_cookie_verdict verdict, const lint_baked_cookie *cookie,
                 const lint_cookie_scene *scene)
{
    lint_failure_subject subject = {.origin = walking->plan->origin,
                                    .cookie = cookie ? cookie->name : NULL};

    lint_step_fail(walking, step, codes[verdict], &subject,
                   apr_pstrcat(walking->pool,
                               cookie ? "cookie " : "a Set-Cookie",
                               cookie ? cookie->name : "", ": ",
                               lint_cookie_verdict_text(walking->pool, verdict,
                                                        cookie, scene),
                               NULL));
}

/* What is said of a cookie that is stored. */
static void praise(lint_walking *walking, lint_walk_step *step,
                   const lint_baked_cookie *cookie, const lint_url *url)
{
    lint_cookie_scene strict = scene_of(walking, url, STRICTEST, true);
    lint_cookie_verdict verdict = lint_cookie_store(cookie, &strict);
    lint_failure_subject subject = {.cookie = cookie->name};

    lint_step_pass(walking, step, "cookie-stored", LINT_PART_COOKIE,
                   apr_pstrcat(walking->pool, "the cookie ", cookie->name,
                               " is stored", NULL));
    if (verdict == LINT_COOKIE_THIRD_PARTY) {
        fail(walking, step, verdict, cookie, &strict);
    }
    if (walking->walk->relation <= LINT_SAME_SITE &&
        cookie->same_site == LINT_SAMESITE_NONE) {
        lint_step_fail(walking, step, LINT_FAILURE_SAMESITE_NEEDLESS, &subject,
                       NULL);
    }
}

/* Whether the user asked about that cookie. */
static bool matters(const lint_walking *walking,
                    const lint_baked_cookie *cookie)
{
    const char *name = walking->plan->cookie;

    return !name || (cookie && strcmp(cookie->name, name) == 0);
}

/* Reads and judges one field. What is of no interest counts as a deletion:
 * nobody waits for it. */
static lint_cookie_verdict take(lint_walking *walking, lint_walk_step *step,
                                const char *field, const lint_url *url)
{
    lint_walk_cookie *cookie = apr_pcalloc(walking->pool, sizeof(*cookie));
    lint_baked_cookie *baked = apr_pcalloc(walking->pool, sizeof(*baked));
    lint_cookie_scene scene = scene_of(walking, url, STRICTEST, false);
    lint_cookie_verdict verdict =
        lint_cookie_bake(walking->pool, field, walking->plan->now, baked);

    cookie->field = field;
    cookie->url = url;
    cookie->fates = apr_array_make(walking->pool, 9, sizeof(lint_cookie_fate));
    APR_ARRAY_PUSH(step->cookies, lint_walk_cookie *) = cookie;
    if (verdict) {
        fail(walking, step, verdict, NULL, NULL);
        return verdict;
    }
    cookie->baked = baked;
    tell_fates(walking, cookie, url);
    verdict = lint_cookie_store(baked, &scene);
    if (verdict == LINT_COOKIE_STORED || verdict == LINT_COOKIE_DELETES) {
        keep(walking, baked, url, verdict == LINT_COOKIE_DELETES);
    }
    if (!matters(walking, baked)) {
        return LINT_COOKIE_DELETES;
    }
    if (verdict == LINT_COOKIE_STORED) {
        praise(walking, step, baked, url);
    } else if (verdict != LINT_COOKIE_DELETES) {
        fail(walking, step, verdict, baked, &scene);
    }
    return verdict;
}

void lint_jar_take(lint_walking *walking, lint_walk_step *step,
                   const lint_url *url, bool expected)
{
    const apr_array_header_t *rows = apr_table_elts(step->answer.headers);
    lint_failure_subject subject = {.cookie = walking->plan->cookie};
    bool any = false;

    for (int i = 0; i < rows->nelts; i++) {
        const apr_table_entry_t *row =
            &APR_ARRAY_IDX(rows, i, apr_table_entry_t);

        if (strcasecmp(row->key, "Set-Cookie") == 0 &&
            take(walking, step, row->val, url) != LINT_COOKIE_DELETES) {
            any = true;
        }
    }
    if (expected && !any) {
        lint_step_fail(walking, step, LINT_FAILURE_COOKIE_MISSING, &subject,
                       walking->plan->cookie
                           ? apr_psprintf(walking->pool,
                                          "the answer sets no cookie %s",
                                          walking->plan->cookie)
                           : "the answer sets no cookie");
    }
}

const char *lint_jar_field(lint_walking *walking, const lint_url *url)
{
    apr_array_header_t *sent =
        apr_array_make(walking->pool, 2, sizeof(lint_baked_cookie *));
    lint_cookie_scene used = scene_of(walking, url, STRICTEST, false);

    for (int i = 0; i < walking->jar->nelts; i++) {
        const kept_cookie *kept = &APR_ARRAY_IDX(walking->jar, i, kept_cookie);
        lint_cookie_scene set = scene_of(walking, kept->from, STRICTEST, false);

        if (!lint_cookie_send(walking->pool, kept->baked, &set, &used)) {
            APR_ARRAY_PUSH(sent, const lint_baked_cookie *) = kept->baked;
        }
    }
    return lint_cookie_field(walking->pool, sent);
}

void lint_jar_say_unsent(lint_walking *walking, lint_walk_step *step,
                         const lint_url *url)
{
    lint_cookie_scene used = scene_of(walking, url, STRICTEST, false);

    for (int i = 0; i < walking->jar->nelts; i++) {
        const kept_cookie *kept = &APR_ARRAY_IDX(walking->jar, i, kept_cookie);
        lint_cookie_scene set = scene_of(walking, kept->from, STRICTEST, false);
        lint_cookie_verdict verdict =
            lint_cookie_send(walking->pool, kept->baked, &set, &used);

        if (verdict && matters(walking, kept->baked)) {
            fail(walking, step, verdict, kept->baked, &used);
        }
    }
}
