/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include <strings.h>
#include "lint/rules/rule.h"
#include "lint/witness/setting.h"

static const lint_node *near(lint_review *review, const lint_node *node,
                             const char *name)
{
    return lint_setting_find(review->pool,
                             lint_survey_nodes(review->survey, name), node);
}

static bool is_encrypted(lint_review *review, const lint_node *node)
{
    return near(review, node, "sessioncryptopassphrase") ||
           near(review, node, "sessioncryptopassphrasefile");
}

static bool is_off(const lint_node *session)
{
    return session && strcasecmp(session->args, "off") == 0;
}

static void check_names(lint_review *review)
{
    const apr_array_header_t *nodes =
        lint_survey_nodes(review->survey, "sessioncookiename");

    for (int i = 0; i < nodes->nelts; i++) {
        const lint_node *node = APR_ARRAY_IDX(nodes, i, const lint_node *);
        const lint_node *form = near(review, node, "authtype");
        lint_finding *finding;

        if (is_encrypted(review, node) ||
            is_off(near(review, node, "session"))) {
            continue;
        }
        finding = lint_review_add(
            review, &node->place,
            form && strcasecmp(form->args, "form") == 0
                ? "the session, with the user's password in it, is kept "
                  "in a cookie as it is: add SessionCryptoPassphraseFile"
                : "the session is kept in a cookie that anybody can read "
                  "and forge: add SessionCryptoPassphraseFile");
        /* Its passphrase may be where nobody should read it. */
        if (near(review, node, "sessioncryptocipher") ||
            near(review, node, "sessioncryptodriver")) {
            lint_review_doubt(finding);
        }
    }
}

/* Where no store is named, the session may be kept by something unseen. */
static void check_forms(lint_review *review)
{
    const apr_array_header_t *nodes =
        lint_survey_nodes(review->survey, "authtype");

    for (int i = 0; i < nodes->nelts; i++) {
        const lint_node *node = APR_ARRAY_IDX(nodes, i, const lint_node *);
        const lint_node *session = near(review, node, "session");

        if (strcasecmp(node->args, "form") == 0 && session &&
            !is_off(session) && !is_encrypted(review, node) &&
            !near(review, node, "sessioncookiename") &&
            !near(review, node, "sessioncookiename2") &&
            !near(review, node, "sessiondbdcookiename") &&
            !near(review, node, "sessiondbdcookiename2") &&
            !near(review, node, "sessiondbdperuser")) {
            lint_review_doubt(lint_review_add(
                review, &node->place,
                "mod_auth_form keeps the user's password in the session, and "
                "nothing here encrypts it: add SessionCryptoPassphraseFile"));
        }
    }
}

static void check(lint_review *review)
{
    check_names(review);
    check_forms(review);
}

const lint_rule lint_rule_session_plaintext = {
    .id = "session-plaintext",
    .shorthand = "K12",
    .severity = LINT_ERROR,
    .confidence = LINT_CONFIDENCE_HIGH,
    .title = "A session is kept in a cookie that is not encrypted",
    .why = "mod_session_cookie writes the whole session into the cookie, and "
           "mod_auth_form puts the user's name and password into the session. "
           "Without mod_session_crypto both stand in it as plain text, for "
           "everybody who sees the cookie, and whoever changes the text "
           "changes the session.",
    .remedy = "Add SessionCryptoPassphraseFile, or keep sessions in a database "
              "with mod_session_dbd.",
    .bad = "Session On\n"
           "SessionCookieName session path=/;HttpOnly;Secure\n",
    .good = "Session On\n"
            "SessionCookieName session path=/;HttpOnly;Secure\n"
            "SessionCryptoPassphraseFile conf/session-key\n",
    .check = check,
};
