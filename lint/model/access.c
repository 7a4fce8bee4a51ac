/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/access_rule.h"

#include <string.h>
#include <strings.h>
#include <apr_network_io.h>
#include <apr_strings.h>
#include "lint/model/uncertain.h"
#include "lint/model/vary.h"

/* What a provider says; CREDENTIALS: it would, with a user. */
typedef enum verdict { DENIED, GRANTED, NEUTRAL, CREDENTIALS, UNTOLD } verdict;

/* Whether the rule is for the request's method. HEAD goes with GET. */
static bool is_for(const lint_access_rule *r, const lint_request *request)
{
    const char *method =
        strcmp(request->method, "HEAD") == 0 ? "GET" : request->method;
    bool named = false;

    for (int i = 0; r->methods && i < r->methods->nelts; i++) {
        named = named ||
                strcmp(APR_ARRAY_IDX(r->methods, i, const char *), method) == 0;
    }
    return !r->methods || named != r->except;
}

static verdict ask_all(const lint_access_rule *leaf,
                       const lint_request *request)
{
    (void)request;
    return strcasecmp(leaf->argument, "granted") == 0  ? GRANTED
           : strcasecmp(leaf->argument, "denied") == 0 ? DENIED
                                                       : UNTOLD;
}

static verdict ask_ip(const lint_access_rule *leaf, const lint_request *request)
{
    apr_sockaddr_t *address;

    if (!request->remote_ip ||
        apr_sockaddr_info_get(&address, request->remote_ip, APR_UNSPEC, 0, 0,
                              request->pool) != APR_SUCCESS) {
        return UNTOLD;
    }
    for (int i = 0; i < leaf->subnets->nelts; i++) {
        if (apr_ipsubnet_test(APR_ARRAY_IDX(leaf->subnets, i, apr_ipsubnet_t *),
                              address)) {
            return GRANTED;
        }
    }
    return DENIED;
}

static bool has_word(apr_pool_t *pool, const char *list, const char *wanted)
{
    char *last;

    for (char *word = apr_strtok(apr_pstrdup(pool, list), " \t", &last); word;
         word = apr_strtok(NULL, " \t", &last)) {
        if (strcmp(word, wanted) == 0) {
            return true;
        }
    }
    return false;
}

static verdict ask_env(const lint_access_rule *leaf,
                       const lint_request *request)
{
    char *last;
    verdict answer = DENIED;

    for (char *word = apr_strtok(apr_pstrdup(request->pool, leaf->argument),
                                 " \t", &last);
         word; word = apr_strtok(NULL, " \t", &last)) {
        switch (lint_table_has(request->env, word)) {
        case LINT_YES:
            return GRANTED;
        case LINT_UNKNOWN:
            answer = UNTOLD;
            break;
        case LINT_NO:
            break;
        }
    }
    return answer;
}

static verdict ask_expr(const lint_access_rule *leaf, lint_request *request,
                        const lint_expr_facts *facts)
{
    lint_expr_context context = {
        .pool = request->pool, .request = request, .facts = facts};
    lint_truth truth = lint_expr_eval(leaf->expr, &context);

    lint_vary_add(request, lint_expr_vary(&context), NULL, LINT_YES);
    return truth == LINT_YES ? GRANTED : truth == LINT_NO ? DENIED : UNTOLD;
}

static verdict ask_leaf(const lint_access_rule *leaf, lint_request *request,
                        const lint_expr_facts *facts)
{
    if (leaf->unknown) {
        return UNTOLD;
    }
    if (strcasecmp(leaf->provider, "all") == 0) {
        return ask_all(leaf, request);
    }
    if (strcasecmp(leaf->provider, "ip") == 0) {
        return ask_ip(leaf, request);
    }
    if (strcasecmp(leaf->provider, "local") == 0) {
        return request->remote_ip &&
                       (strncmp(request->remote_ip, "127.", 4) == 0 ||
                        strcmp(request->remote_ip, "::1") == 0)
                   ? GRANTED
                   : DENIED;
    }
    if (strcasecmp(leaf->provider, "method") == 0) {
        return has_word(request->pool, leaf->argument,
                        strcmp(request->method, "HEAD") == 0 ? "GET"
                                                             : request->method)
                   ? GRANTED
                   : DENIED;
    }
    if (strcasecmp(leaf->provider, "env") == 0) {
        return ask_env(leaf, request);
    }
    if (strcasecmp(leaf->provider, "expr") == 0) {
        return ask_expr(leaf, request, facts);
    }
    if (strcasecmp(leaf->provider, "valid-user") == 0 ||
        strcasecmp(leaf->provider, "user") == 0 ||
        strcasecmp(leaf->provider, "group") == 0) {
        return lint_text_is_unset(
                   lint_table_get(request->headers_in, "Authorization"))
                   ? CREDENTIALS
                   : UNTOLD;
    }
    return UNTOLD;
}

static verdict negate(verdict answer)
{
    return answer == GRANTED ? DENIED : answer == DENIED ? NEUTRAL : answer;
}

static verdict ask(const lint_access_rule *r, lint_request *request,
                   const lint_expr_facts *facts);

/* As authz_core's apply_authz_sections: the first answer that settles it. */
static verdict ask_inside(const lint_access_rule *r, lint_request *request,
                          const lint_expr_facts *facts)
{
    verdict answer = NEUTRAL;

    for (int i = 0; i < r->inside->nelts; i++) {
        verdict one = ask(APR_ARRAY_IDX(r->inside, i, const lint_access_rule *),
                          request, facts);

        if (one == NEUTRAL) {
            continue;
        }
        if (r->how == LINT_ACCESS_ALL ? one == DENIED : one == GRANTED) {
            answer = one;
            break;
        }
        if (answer == NEUTRAL || one == UNTOLD ||
            (one == CREDENTIALS && answer != UNTOLD)) {
            answer = one;
        }
    }
    return r->how == LINT_ACCESS_NONE ? negate(answer) : answer;
}

static verdict ask(const lint_access_rule *r, lint_request *request,
                   const lint_expr_facts *facts)
{
    verdict answer =
        r->inside ? ask_inside(r, request, facts) : ask_leaf(r, request, facts);

    return r->negated ? negate(answer) : answer;
}

bool lint_access_is_closed(const lint_access *access)
{
    for (int i = 0; i < access->rules->nelts; i++) {
        const lint_access_rule *one =
            APR_ARRAY_IDX(access->rules, i, const lint_access_rule *);

        if (one->inside || one->negated || one->unknown ||
            strcasecmp(one->provider, "all") != 0) {
            return false;
        }
    }
    return true;
}

int lint_access_check(const lint_access *access, lint_request *request,
                      const lint_expr_facts *facts)
{
    apr_array_header_t *held = apr_array_make(
        request->pool, access->rules->nelts, sizeof(const lint_access_rule *));
    lint_access_rule top = {.how = LINT_ACCESS_ANY, .inside = held};

    for (int i = 0; i < access->rules->nelts; i++) {
        const lint_access_rule *one =
            APR_ARRAY_IDX(access->rules, i, const lint_access_rule *);

        if (is_for(one, request)) {
            APR_ARRAY_PUSH(held, const lint_access_rule *) = one;
        }
    }
    if (held->nelts == 0) {
        return 0;
    }
    switch (ask(&top, request, facts)) {
    case GRANTED:
        return 0;
    case CREDENTIALS:
        return 401;
    case UNTOLD:
        return -1;
    case DENIED:
    case NEUTRAL:
        break;
    }
    return 403;
}
