/* SPDX-License-Identifier: Apache-2.0 */
#include <strings.h>
#include "lint/rules/rule.h"
#include "lint/witness/cookie_maker.h"
#include "lint/witness/setting.h"

static const lint_node *near(lint_review *review, const lint_node *node,
                             const char *name)
{
    return lint_setting_find(review->pool,
                             lint_survey_nodes(review->survey, name), node);
}

static bool is_value(lint_review *review, const lint_node *node,
                     const char *wanted)
{
    const char *value =
        node ? lint_cookie_setting_value(review->pool, node) : NULL;

    return value && strcasecmp(value, wanted) == 0;
}

/* Judges the cookie that is made where `node` stands. */
static void judge(lint_review *review, const lint_node *node)
{
    const lint_node *secure = near(review, node, "mellonsecurecookie");
    const lint_node *samesite = near(review, node, "melloncookiesamesite");
    lint_finding *finding;

    if (secure && !is_value(review, secure, "off") &&
        !is_value(review, secure, "httponly")) {
        return;
    }
    finding = lint_review_add(
        review, secure ? &secure->place : &node->place,
        secure ? "\"MellonSecureCookie %s\" lets the session's cookie travel "
                 "over plain HTTP: write \"MellonSecureCookie On\""
               : "the session's cookie is neither Secure nor HttpOnly: add "
                 "\"MellonSecureCookie On\"",
        secure ? secure->args : "");
    if (is_value(review, samesite, "none")) {
        finding->severity = LINT_ERROR;
    }
}

static void check(lint_review *review)
{
    static const char *const names[] = {"mellonenable", "mellonsecurecookie",
                                        "melloncookiesamesite"};

    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
        const apr_array_header_t *nodes =
            lint_survey_nodes(review->survey, names[i]);

        for (int j = 0; j < nodes->nelts; j++) {
            const lint_node *node = APR_ARRAY_IDX(nodes, j, const lint_node *);
            const lint_node *enabled = near(review, node, "mellonenable");

            /* The cookie of one place is judged once, where it is enabled. */
            if (!is_value(review, enabled, "off") &&
                (i == 0 || !enabled ||
                 (i == 1 && !near(review, enabled, names[1])))) {
                judge(review, node);
            }
        }
    }
}

const lint_rule lint_rule_mellon_cookie = {
    .id = "mellon-cookie",
    .shorthand = "K14",
    .severity = LINT_WARNING,
    .confidence = LINT_CONFIDENCE_HIGH,
    .title = "mod_auth_mellon's session cookie is not Secure",
    .why = "MellonSecureCookie is Off unless it is set: the session's cookie "
           "also travels over plain HTTP, and scripts can read it. With "
           "MellonCookieSameSite None, which SAML's POST binding needs, "
           "browsers drop a cookie that is not Secure, and the login goes "
           "round in circles.",
    .remedy = "Write MellonSecureCookie On.",
    .bad = "<Location \"/\">\n"
           "    MellonEnable auth\n"
           "</Location>\n",
    .good = "<Location \"/\">\n"
            "    MellonEnable auth\n"
            "    MellonSecureCookie On\n"
            "</Location>\n",
    .check = check,
};
