/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include <strings.h>
#include "lint/rules/rule.h"
#include "lint/witness/cookie_line.h"

static bool is_none(const lint_cookie *cookie)
{
    return cookie->samesite && strcasecmp(cookie->samesite, "None") == 0;
}

/* Whatever its name, a cookie becomes None: no name is passed over. */
static bool is_blanket(lint_review *review, const lint_cookie_line *line)
{
    apr_array_header_t *samples =
        lint_cookie_samples(review->pool, line, false);
    const char *name = NULL;
    bool made = true;

    for (int i = 0; i < samples->nelts; i++) {
        lint_cookie_way way;

        if (!lint_cookie_try(review->pool, line,
                             APR_ARRAY_IDX(samples, i, const char *), &way)) {
            return false;
        }
        if (!name || strcmp(name, way.before.name) != 0) {
            if (!made) {
                return false;
            }
            name = way.before.name;
            made = false;
        }
        made = made || (!is_none(&way.before) && is_none(&way.after) &&
                        is_none(&way.sent));
    }
    return made && name;
}

static void check(lint_review *review)
{
    apr_array_header_t *lines = lint_cookie_lines(review->pool, review->survey);

    for (int i = 0; i < lines->nelts; i++) {
        const lint_cookie_line *line =
            APR_ARRAY_IDX(lines, i, const lint_cookie_line *);

        if (line->edits && is_blanket(review, line)) {
            lint_review_add(review, &line->node->place,
                            "every cookie, \"lang\" and \"XSRF-TOKEN\" like "
                            "\"session\", becomes SameSite=None: name those "
                            "that other sites need, as in ^(session=.*)$");
        }
    }
}

const lint_rule lint_rule_samesite_none_blanket = {
    .id = "samesite-none-blanket",
    .shorthand = "K02",
    .severity = LINT_WARNING,
    .confidence = LINT_CONFIDENCE_HIGH,
    .title = "SameSite=None is put on every cookie",
    .why = "SameSite is what keeps other sites from using a visitor's cookies. "
           "A line that makes every cookie SameSite=None takes that away from "
           "cookies that no other site needs, too: those of an "
           "administration page on the same host, say, whose forms can then "
           "be sent from anywhere.",
    .remedy = "Restrict the pattern to the names of the cookies that are "
              "needed across sites.",
    .bad = "ProxyPass \"/\" \"http://127.0.0.1:8080/\"\n"
           "Header edit Set-Cookie \"^(.*)$\" \"$1; SameSite=None; Secure\"\n",
    .good = "ProxyPass \"/\" \"http://127.0.0.1:8080/\"\n"
            "Header edit Set-Cookie \"(?i)^(session=.*);\\s*SameSite=[^;]*\" "
            "\"$1\"\n"
            "Header edit Set-Cookie \"(?i)^(session=(?!.*;\\s*Secure).*)$\" "
            "\"$1; Secure\"\n"
            "Header edit Set-Cookie \"^(session=.*)$\" \"$1; SameSite=None\"\n",
    .check = check,
};
