/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/access.h"

#include <string.h>
#include <strings.h>
#include <apr_network_io.h>
#include <apr_strings.h>
#include "lint/model/uncertain.h"
#include "lint/model/vary.h"

/* What a provider says; CREDENTIALS: it would, with a user. */
typedef enum verdict { DENIED, GRANTED, NEUTRAL, CREDENTIALS, UNTOLD } verdict;

typedef enum combine { ANY, ALL, NONE } combine;

typedef struct rule {
    combine how;
    bool negated;
    const apr_array_header_t *inside; /* of const rule *; NULL for a leaf */
    const char *provider;
    const char *argument;
    apr_array_header_t *subnets; /* of apr_ipsubnet_t * */
    const lint_expr *expr;
    bool unknown;
    /* Of <Limit>: the methods that it is for, or is not for. */
    const apr_array_header_t *methods; /* of const char *; NULL: all */
    bool except;
} rule;

struct lint_access {
    apr_array_header_t *rules; /* of const rule *, any of which may grant */
};

lint_access *lint_access_create(apr_pool_t *pool)
{
    lint_access *access = apr_palloc(pool, sizeof(*access));

    access->rules = apr_array_make(pool, 2, sizeof(const rule *));
    return access;
}

static void read_subnets(apr_pool_t *pool, rule *leaf, const char *list)
{
    leaf->subnets = apr_array_make(pool, 2, sizeof(apr_ipsubnet_t *));
    for (char *last, *word = apr_strtok(apr_pstrdup(pool, list), " \t", &last);
         word; word = apr_strtok(NULL, " \t", &last)) {
        char *mask = strchr(word, '/');
        apr_ipsubnet_t *subnet;

        if (mask) {
            *mask++ = '\0';
        }
        if (apr_ipsubnet_create(&subnet, word, mask, pool) == APR_SUCCESS) {
            APR_ARRAY_PUSH(leaf->subnets, apr_ipsubnet_t *) = subnet;
        } else {
            leaf->unknown = true;
        }
    }
}

static const char *read_leaf(apr_pool_t *pool, rule *leaf,
                             const lint_node *node)
{
    lint_words words = lint_node_words(pool, node);
    int at = 0;

    leaf->unknown = node->unknown != NULL;
    if (words.count > at && strcasecmp(words.list[at].text, "not") == 0) {
        leaf->negated = true;
        at++;
    }
    if (words.count <= at) {
        return "Require needs a provider; write \"Require all granted\"";
    }
    leaf->provider = words.list[at].text;
    leaf->argument = node->args + words.list[at].at;
    leaf->argument += strcspn(leaf->argument, " \t");
    leaf->argument += strspn(leaf->argument, " \t");
    if (strcasecmp(leaf->provider, "ip") == 0) {
        read_subnets(pool, leaf, leaf->argument);
    } else if (strcasecmp(leaf->provider, "expr") == 0) {
        const char *error;
        int column;
        const char *text = leaf->argument;

        if (words.count == at + 2) {
            text = words.list[at + 1].text;
        }
        leaf->expr =
            lint_expr_parse(pool, text, LINT_EXPR_CONDITION, &error, &column);
        if (!leaf->expr) {
            return error;
        }
    }
    return NULL;
}

static const char *read_rule(apr_pool_t *pool, apr_array_header_t *into,
                             const lint_node *node)
{
    rule *made = apr_pcalloc(pool, sizeof(*made));
    apr_array_header_t *inside;

    APR_ARRAY_PUSH(into, const rule *) = made;
    if (!node->section) {
        return read_leaf(pool, made, node);
    }
    made->how = strcmp(node->key, "requireall") == 0    ? ALL
                : strcmp(node->key, "requirenone") == 0 ? NONE
                                                        : ANY;
    inside = apr_array_make(pool, 2, sizeof(const rule *));
    made->inside = inside;
    for (const lint_node *child = node->children; child; child = child->next) {
        const char *error = read_rule(pool, inside, child);

        if (error) {
            return error;
        }
    }
    return NULL;
}

const char *lint_access_read(apr_pool_t *pool, lint_access *access,
                             const lint_node *node)
{
    return read_rule(pool, access->rules, node);
}

void lint_access_limit(apr_pool_t *pool, lint_access *access,
                       const lint_access *inside, lint_words methods,
                       bool except)
{
    apr_array_header_t *names =
        apr_array_make(pool, methods.count, sizeof(const char *));

    for (int i = 0; i < methods.count; i++) {
        APR_ARRAY_PUSH(names, const char *) = methods.list[i].text;
    }
    for (int i = 0; i < inside->rules->nelts; i++) {
        rule *limited = apr_pmemdup(
            pool, APR_ARRAY_IDX(inside->rules, i, const rule *), sizeof(rule));

        limited->methods = names;
        limited->except = except;
        APR_ARRAY_PUSH(access->rules, const rule *) = limited;
    }
}

/* Whether the rule is for the request's method. HEAD goes with GET. */
static bool is_for(const rule *r, const lint_request *request)
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

static verdict ask_all(const rule *leaf, const lint_request *request)
{
    (void)request;
    return strcasecmp(leaf->argument, "granted") == 0  ? GRANTED
           : strcasecmp(leaf->argument, "denied") == 0 ? DENIED
                                                       : UNTOLD;
}

static verdict ask_ip(const rule *leaf, const lint_request *request)
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

static verdict ask_env(const rule *leaf, const lint_request *request)
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

static verdict ask_expr(const rule *leaf, lint_request *request,
                        const lint_expr_facts *facts)
{
    lint_expr_context context = {
        .pool = request->pool, .request = request, .facts = facts};
    lint_truth truth = lint_expr_eval(leaf->expr, &context);

    lint_vary_add(request, lint_expr_vary(&context), NULL, LINT_YES);
    return truth == LINT_YES ? GRANTED : truth == LINT_NO ? DENIED : UNTOLD;
}

static verdict ask_leaf(const rule *leaf, lint_request *request,
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

static verdict ask(const rule *r, lint_request *request,
                   const lint_expr_facts *facts);

/* As authz_core's apply_authz_sections: the first answer that settles it. */
static verdict ask_inside(const rule *r, lint_request *request,
                          const lint_expr_facts *facts)
{
    verdict answer = NEUTRAL;

    for (int i = 0; i < r->inside->nelts; i++) {
        verdict one =
            ask(APR_ARRAY_IDX(r->inside, i, const rule *), request, facts);

        if (one == NEUTRAL) {
            continue;
        }
        if (r->how == ALL ? one == DENIED : one == GRANTED) {
            answer = one;
            break;
        }
        if (answer == NEUTRAL || one == UNTOLD ||
            (one == CREDENTIALS && answer != UNTOLD)) {
            answer = one;
        }
    }
    return r->how == NONE ? negate(answer) : answer;
}

static verdict ask(const rule *r, lint_request *request,
                   const lint_expr_facts *facts)
{
    verdict answer =
        r->inside ? ask_inside(r, request, facts) : ask_leaf(r, request, facts);

    return r->negated ? negate(answer) : answer;
}

int lint_access_check(const lint_access *access, lint_request *request,
                      const lint_expr_facts *facts)
{
    apr_array_header_t *held = apr_array_make(
        request->pool, access->rules->nelts, sizeof(const rule *));
    rule top = {.how = ANY, .inside = held};

    for (int i = 0; i < access->rules->nelts; i++) {
        const rule *one = APR_ARRAY_IDX(access->rules, i, const rule *);

        if (is_for(one, request)) {
            APR_ARRAY_PUSH(held, const rule *) = one;
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
