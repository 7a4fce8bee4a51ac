/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include "lint/rules/rule.h"
#include "lint/witness/cookie_maker.h"

static void fix(lint_review *review, lint_finding *finding,
                const lint_node *node, unsigned missing)
{
    size_t length = strlen(node->args);
    bool ended = length && node->args[length - 1] == ';';
    const char *text =
        lint_cookie_flags_text(review->pool, missing, ";") + (ended ? 1 : 0);

    lint_review_edit(review, finding, node, (int)length, 0, text);
}

static void check(lint_review *review)
{
    const unsigned wanted =
        (unsigned)CORS_COOKIE_SECURE | (unsigned)CORS_COOKIE_HTTPONLY;
    apr_array_header_t *makers =
        lint_cookie_makers(review->pool, review->survey);

    for (int i = 0; i < makers->nelts; i++) {
        const lint_cookie_maker *maker =
            APR_ARRAY_IDX(makers, i, const lint_cookie_maker *);
        unsigned missing = wanted & ~maker->sent.attributes;

        if (maker->kind == LINT_COOKIE_SESSION && missing) {
            fix(review,
                lint_review_add(
                    review, &maker->node->place,
                    "attributes replace httpd's own \"HttpOnly;Secure\", so "
                    "the session cookie \"%s\" lacks %s: add what is missing",
                    maker->sent.name,
                    lint_cookie_attributes_text(review->pool, missing)),
                maker->node, missing);
        }
    }
}

const lint_rule lint_rule_session_cookie_attrs = {
    .id = "session-cookie-attrs",
    .shorthand = "K11",
    .severity = LINT_WARNING,
    .confidence = LINT_CONFIDENCE_HIGH,
    .title = "A session cookie of httpd lacks HttpOnly or Secure",
    .why = "SessionCookieName without attributes makes a cookie that is "
           "HttpOnly and Secure. Any attribute, as harmless as path=/, "
           "replaces both of them: scripts can then read the session, and it "
           "travels over plain HTTP.",
    .remedy = "Write HttpOnly and Secure beside the other attributes.",
    .bad = "Session On\n"
           "SessionCookieName session path=/\n"
           "SessionCryptoPassphraseFile conf/session-key\n",
    .good = "Session On\n"
            "SessionCookieName session path=/;HttpOnly;Secure;SameSite=Lax\n"
            "SessionCryptoPassphraseFile conf/session-key\n",
    .fixes = true,
    .check = check,
};
