/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/probe/report.h"

#include <string.h>
#include "lint/probe/discreet.h"
#include "lint/probe/step.h"
#include "lint/report/json_value.h"
#include "lint/report/report.h"
#include "lint/version.h"

/* Of the keys; a new one adds to it, one that goes or changes raises it. */
#define VERSION 1

static json_t *headers_json(apr_pool_t *pool, const apr_table_t *headers)
{
    const apr_array_header_t *rows = apr_table_elts(headers);
    json_t *list = json_array();

    for (int i = 0; i < rows->nelts; i++) {
        const apr_table_entry_t *row =
            &APR_ARRAY_IDX(rows, i, apr_table_entry_t);
        json_t *header = json_object();

        lint_json_set_text(pool, header, "name", row->key);
        lint_json_set_text(pool, header, "value",
                           lint_discreet_value(pool, row->key, row->val));
        json_array_append_new(list, header);
    }
    return list;
}

static json_t *verdicts_json(apr_pool_t *pool,
                             const apr_array_header_t *verdicts)
{
    json_t *list = json_array();

    for (int i = 0; i < verdicts->nelts; i++) {
        const lint_verdict *verdict =
            APR_ARRAY_IDX(verdicts, i, const lint_verdict *);
        json_t *object = json_object();

        lint_json_set_text(pool, object, "id", verdict->id);
        lint_json_set(object, "ok", json_boolean(verdict->ok));
        lint_json_set_text(pool, object, "severity",
                           lint_severity_name(verdict->severity));
        lint_json_set_text(pool, object, "part", lint_part_name(verdict->part));
        lint_json_set_text(pool, object, "message", verdict->message);
        lint_json_set_text(pool, object, "symptom", verdict->symptom);
        lint_json_set_text(pool, object, "cause", verdict->cause);
        lint_json_set_text(pool, object, "remedy", verdict->remedy);
        lint_json_set_text(pool, object, "recipe", verdict->recipe);
        json_array_append_new(list, object);
    }
    return list;
}

static const char *relation_name(lint_relation relation)
{
    static const char *const names[] = {"same-origin", "same-site",
                                        "other-scheme", "cross-site"};

    return names[relation];
}

static const char *same_site_name(lint_same_site same_site)
{
    static const char *const names[] = {"default", "none", "lax", "strict"};

    return names[same_site];
}

static json_t *fate_json(apr_pool_t *pool, const lint_walk *walk,
                         const lint_walk_cookie *cookie,
                         const lint_cookie_fate *fate)
{
    json_t *object = json_object();
    lint_cookie_scene scene = {.engine = fate->engine,
                               .origin = walk->plan->origin,
                               .url = cookie->url,
                               .credentials = true,
                               .blocks_third_party = fate->blocks};

    lint_json_set_text(pool, object, "browser", fate->engine->name);
    lint_json_set_text(pool, object, "page",
                       fate->own_site ? "own-site" : "origin");
    lint_json_set_text(pool, object, "third_party_cookies",
                       fate->blocks ? "blocked" : "allowed");
    lint_json_set(object, "stored",
                  json_boolean(fate->verdict == LINT_COOKIE_STORED));
    lint_json_set_text(
        pool, object, "reason",
        lint_cookie_verdict_text(pool, fate->verdict, cookie->baked, &scene));
    return object;
}

static json_t *cookie_json(apr_pool_t *pool, const lint_walk *walk,
                           const lint_walk_cookie *cookie)
{
    json_t *object = json_object();
    json_t *fates = json_array();
    const lint_baked_cookie *baked = cookie->baked;

    lint_json_set_text(pool, object, "field",
                       lint_discreet_value(pool, "Set-Cookie", cookie->field));
    lint_json_set(object, "readable", json_boolean(baked != NULL));
    if (baked) {
        lint_json_set_text(pool, object, "name", baked->name);
        lint_json_set_text(pool, object, "same_site",
                           same_site_name(baked->same_site));
        lint_json_set(object, "secure", json_boolean(baked->secure));
        lint_json_set(object, "http_only", json_boolean(baked->http_only));
        lint_json_set(object, "partitioned", json_boolean(baked->partitioned));
    }
    for (int i = 0; i < cookie->fates->nelts; i++) {
        json_array_append_new(
            fates,
            fate_json(pool, walk, cookie,
                      &APR_ARRAY_IDX(cookie->fates, i, lint_cookie_fate)));
    }
    lint_json_set(object, "browsers", fates);
    return object;
}

static json_t *step_json(apr_pool_t *pool, const lint_walk *walk,
                         const lint_walk_step *step)
{
    json_t *object = json_object();
    json_t *request = json_object();
    json_t *response = json_object();
    json_t *cookies = json_array();

    lint_json_set_text(pool, object, "name", step->name);
    lint_json_set_text(pool, object, "about", step->about);
    lint_json_set_text(pool, request, "method", step->request.method);
    lint_json_set_text(pool, request, "url", step->request.url);
    lint_json_set(request, "headers",
                  headers_json(pool, step->request.headers));
    lint_json_set(request, "body_bytes",
                  json_integer(step->request.body
                                   ? (json_int_t)strlen(step->request.body)
                                   : 0));
    lint_json_set(object, "request", request);
    lint_json_set_text(pool, response, "protocol", step->answer.protocol);
    lint_json_set(response, "status", json_integer(step->answer.status));
    lint_json_set(response, "headers",
                  headers_json(pool, step->answer.headers));
    if (step->answer.status >= 400) {
        lint_json_set_text(pool, response, "body", step->answer.body);
    }
    lint_json_set(object, "response", response);
    for (int i = 0; i < step->cookies->nelts; i++) {
        json_array_append_new(
            cookies, cookie_json(pool, walk,
                                 APR_ARRAY_IDX(step->cookies, i,
                                               const lint_walk_cookie *)));
    }
    lint_json_set(object, "cookies", cookies);
    lint_json_set(object, "verdicts", verdicts_json(pool, step->verdicts));
    return object;
}

static json_t *lines_json(apr_pool_t *pool, const apr_array_header_t *lines)
{
    json_t *list = json_array();

    for (int i = 0; i < lines->nelts; i++) {
        json_array_append_new(
            list, lint_json_text(pool, APR_ARRAY_IDX(lines, i, const char *)));
    }
    return list;
}

static json_t *parts_json(apr_pool_t *pool, const lint_walk *walk)
{
    json_t *parts = json_object();

    for (int i = 0; i < LINT_PARTS; i++) {
        const lint_walk_part *part = &walk->parts[i];
        json_t *object = json_object();

        lint_json_set(object, "ok",
                      part->tried ? json_boolean(part->ok) : json_null());
        lint_json_set_text(pool, object, "text", part->text);
        lint_json_set(parts, lint_part_name((lint_part)i), object);
    }
    return parts;
}

json_t *lint_probe_json(apr_pool_t *pool, const char *origin,
                        const lint_url *url)
{
    json_t *object =
        json_pack("{s:i, s:{s:s, s:s}}", "version", VERSION, "tool", "name",
                  "corslint", "version", LINT_VERSION);

    lint_json_set_text(pool, object, "url", lint_step_url(pool, url));
    lint_json_set_text(pool, object, "origin", origin);
    return object;
}

json_t *lint_walk_json(apr_pool_t *pool, const lint_walk *walk)
{
    json_t *object = lint_probe_json(pool, walk->plan->origin, walk->plan->url);
    json_t *steps = json_array();
    json_t *client = json_object();

    lint_json_set_text(pool, object, "relation", relation_name(walk->relation));
    lint_json_set(object, "ok", json_boolean(walk->ok));
    for (int i = 0; i < walk->steps->nelts; i++) {
        json_array_append_new(
            steps,
            step_json(pool, walk,
                      APR_ARRAY_IDX(walk->steps, i, const lint_walk_step *)));
    }
    lint_json_set(object, "verdicts", verdicts_json(pool, walk->verdicts));
    lint_json_set(object, "steps", steps);
    lint_json_set(client, "fetch", lines_json(pool, walk->fetch));
    lint_json_set(client, "axios", lines_json(pool, walk->axios));
    lint_json_set(object, "client", client);
    lint_json_set(object, "parts", parts_json(pool, walk));
    return object;
}
