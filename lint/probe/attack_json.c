/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/probe/attack.h"

#include "lint/probe/attack_text.h"
#include "lint/report/json_value.h"
#include "lint/report/report.h"

static json_t *headers_json(apr_pool_t *pool, const apr_table_t *headers)
{
    const apr_array_header_t *rows = apr_table_elts(headers);
    json_t *list = json_array();

    for (int i = 0; i < rows->nelts; i++) {
        const apr_table_entry_t *row =
            &APR_ARRAY_IDX(rows, i, apr_table_entry_t);

        if (lint_attack_proves(row->key)) {
            json_t *header = json_object();

            lint_json_set_text(pool, header, "name", row->key);
            lint_json_set_text(pool, header, "value", row->val);
            json_array_append_new(list, header);
        }
    }
    return list;
}

static json_t *proof_json(apr_pool_t *pool, json_t *object,
                          const lint_attack_hole *hole)
{
    json_t *request = json_object();
    json_t *response = json_object();

    lint_json_set_text(pool, request, "method", hole->request.method);
    lint_json_set_text(pool, request, "url", hole->request.url);
    lint_json_set(request, "headers",
                  headers_json(pool, hole->request.headers));
    lint_json_set(object, "request", request);
    lint_json_set(response, "status", json_integer(hole->answer.status));
    lint_json_set(response, "headers",
                  headers_json(pool, hole->answer.headers));
    lint_json_set(object, "response", response);
    return object;
}

static json_t *hole_json(apr_pool_t *pool, const lint_attack_hole *hole)
{
    json_t *object = json_object();
    json_t *others = json_array();

    lint_json_set_text(pool, object, "id", hole->id);
    lint_json_set_text(pool, object, "severity",
                       lint_severity_name(hole->severity));
    lint_json_set_text(pool, object, "kind",
                       lint_hostile_kind_name(hole->kind));
    lint_json_set_text(pool, object, "origin", hole->origin);
    lint_json_set(object, "everybody", json_boolean(hole->everybody));
    lint_json_set(object, "reads", json_boolean(hole->reads));
    lint_json_set(object, "credentials", json_boolean(hole->credentials));
    lint_json_set(object, "sends", json_boolean(hole->sends));
    for (int i = 0; i < hole->others->nelts; i++) {
        json_array_append_new(
            others,
            lint_json_text(pool, APR_ARRAY_IDX(hole->others, i, const char *)));
    }
    lint_json_set(object, "others", others);
    lint_json_set_text(pool, object, "message", hole->message);
    lint_json_set_text(pool, object, "means", hole->means);
    lint_json_set_text(pool, object, "remedy", hole->remedy);
    return proof_json(pool, object, hole);
}

static json_t *try_json(apr_pool_t *pool, const lint_attack_try *tried)
{
    json_t *object = json_object();

    lint_json_set_text(pool, object, "origin", tried->question->origin);
    lint_json_set_text(pool, object, "kind",
                       lint_hostile_kind_name(tried->question->kind));
    lint_json_set(object, "preflight",
                  json_boolean(tried->question->preflight));
    lint_json_set(object, "status", json_integer(tried->status));
    lint_json_set(object, "reads", json_boolean(tried->reads));
    lint_json_set(object, "credentials", json_boolean(tried->credentials));
    lint_json_set(object, "sends", json_boolean(tried->sends));
    return object;
}

json_t *lint_attack_json(apr_pool_t *pool, const lint_attack *attack)
{
    json_t *object = json_object();
    json_t *holes = json_array();
    json_t *tries = json_array();

    lint_json_set(object, "ok", json_boolean(attack->ok));
    lint_json_set(object, "requests", json_integer(attack->tries->nelts));
    lint_json_set_text(pool, object, "redirect", attack->redirect);
    lint_json_set_text(pool, object, "ended", attack->wrong);
    for (int i = 0; i < attack->holes->nelts; i++) {
        json_array_append_new(
            holes, hole_json(pool, APR_ARRAY_IDX(attack->holes, i,
                                                 const lint_attack_hole *)));
    }
    lint_json_set(object, "holes", holes);
    for (int i = 0; i < attack->tries->nelts; i++) {
        json_array_append_new(
            tries, try_json(pool, &APR_ARRAY_IDX(attack->tries, i,
                                                 const lint_attack_try)));
    }
    lint_json_set(object, "tries", tries);
    return object;
}
