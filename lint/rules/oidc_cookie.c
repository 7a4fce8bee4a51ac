/* SPDX-License-Identifier: Apache-2.0 */
#include <strings.h>
#include "lint/rules/rule.h"
#include "lint/witness/cookie_maker.h"

/* The first word is the session's; the second that of the cookie which has to
 * come back with a form that the provider posts, and may be None. */
static void check_samesite(lint_review *review, const lint_node *node)
{
    const char *value = lint_cookie_setting_value(review->pool, node);

    if (value &&
        (strcasecmp(value, "None") == 0 || strcasecmp(value, "Off") == 0 ||
         strcasecmp(value, "Disabled") == 0)) {
        lint_review_add(review, &node->place,
                        "\"OIDCCookieSameSite %s\" lets every site use the "
                        "session's cookie: write On",
                        value);
    }
}

static void check(lint_review *review)
{
    const apr_array_header_t *samesites =
        lint_survey_nodes(review->survey, "oidccookiesamesite");
    const apr_array_header_t *flags =
        lint_survey_nodes(review->survey, "oidccookiehttponly");

    for (int i = 0; i < samesites->nelts; i++) {
        check_samesite(review, APR_ARRAY_IDX(samesites, i, const lint_node *));
    }
    for (int i = 0; i < flags->nelts; i++) {
        const lint_node *node = APR_ARRAY_IDX(flags, i, const lint_node *);
        const char *value = lint_cookie_setting_value(review->pool, node);

        if (value && strcasecmp(value, "Off") == 0) {
            lint_review_add(review, &node->place,
                            "\"OIDCCookieHTTPOnly %s\" lets any script on the "
                            "page read the session's cookie: write On",
                            value);
        }
    }
}

const lint_rule lint_rule_oidc_cookie = {
    .id = "oidc-cookie",
    .shorthand = "K13",
    .severity = LINT_WARNING,
    .confidence = LINT_CONFIDENCE_HIGH,
    .title = "mod_auth_openidc's session cookie is left open",
    .why = "The session cookie of mod_auth_openidc is as good as a login. With "
           "OIDCCookieSameSite None or Off it goes with requests that other "
           "sites make, which opens every form to cross-site request forgery; "
           "so it does with Disabled, in browsers where a cookie without "
           "SameSite is not Lax. With OIDCCookieHTTPOnly Off any script on the "
           "page can take it away.",
    .remedy = "Write OIDCCookieSameSite On; for a provider that answers with "
              "form_post, OIDCCookieSameSite Strict None opens the second "
              "cookie alone.",
    .bad = "OIDCCookieSameSite None\n",
    .good = "OIDCCookieSameSite On\n",
    .check = check,
};
