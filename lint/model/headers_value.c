/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/headers_value.h"

#include <string.h>
#include <strings.h>
#include <apr_strings.h>
#include "lint/model/uncertain.h"

static lint_text env_text(const lint_request *request, const char *name)
{
    lint_text text = lint_table_get(request->env, name);
    char *unwrapped;

    if (lint_text_is_unset(text)) {
        return LINT_KNOWN("(null)");
    }
    if (!text.value || !strpbrk(text.value, "\r\n")) {
        return text;
    }
    unwrapped = apr_pstrdup(request->pool, text.value);
    for (char *at = unwrapped; *at; at++) {
        if (*at == '\r' || *at == '\n') {
            *at = ' ';
        }
    }
    return LINT_KNOWN(unwrapped);
}

static lint_text tls_text(const lint_request *request, const char *name)
{
    /* SSL_VERSION_* is there without TLS, if mod_ssl is. */
    if (!request->https && strncasecmp(name, "SSL_", 4) == 0 &&
        strncasecmp(name, "SSL_VERSION_", 12) != 0) {
        return LINT_KNOWN("(null)");
    }
    return LINT_UNKNOWABLE("a %{...}s depends on the TLS connection");
}

static lint_text part_text(const lint_request *request,
                           const lint_header_part *part)
{
    switch (part->tag) {
    case '\0':
        return LINT_KNOWN(part->text);
    case 'e':
        return env_text(request, part->text);
    case 's':
        return tls_text(request, part->text);
    case 'D':
    case 't':
        return LINT_UNKNOWABLE("%D and %t depend on the time of the request");
    default:
        return LINT_UNKNOWABLE("%l, %i and %b depend on the server's load");
    }
}

lint_text lint_header_value(const lint_request *request,
                            const lint_header_action *action,
                            const lint_expr_facts *facts)
{
    lint_text text = LINT_KNOWN("");

    if (action->value.unknown) {
        return action->value;
    }
    if (action->value_expr) {
        lint_expr_context context = {
            .pool = request->pool, .request = request, .facts = facts};

        text = lint_expr_eval_string(action->value_expr, &context);
        return lint_text_is_unset(text) ? LINT_KNOWN("") : text;
    }
    for (int i = 0; action->parts && i < action->parts->nelts; i++) {
        text = lint_text_join(
            request->pool, text,
            part_text(request,
                      &APR_ARRAY_IDX(action->parts, i, lint_header_part)));
    }
    return text;
}
