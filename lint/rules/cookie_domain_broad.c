/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include <strings.h>
#include "core/publicsuffix.h"
#include "lint/rules/rule.h"
#include "lint/witness/cookie_line.h"
#include "lint/witness/cookie_maker.h"
#include "lint/witness/setting.h"

/* The host is one below the domain. */
static bool is_below(const char *host, const char *domain)
{
    size_t length = strlen(host);
    size_t tail = strlen(domain);

    return length > tail + 1 && host[length - tail - 1] == '.' &&
           strcasecmp(host + length - tail, domain) == 0;
}

/* A host name, and not something to be filled in. */
static bool is_name(const char *domain)
{
    return strchr(domain, '.') && !strpbrk(domain, "%${}@<>:/_ ") &&
           domain[strspn(domain, "0123456789.")] != '\0';
}

/* A cookie of that name and Domain; `strict`: it is a session's, or the Domain
 * begins with a dot, which nobody writes for a single host. */
static void judge(lint_review *review, const lint_node *node,
                  const lint_cookie *cookie, bool strict)
{
    const char *domain = cookie->domain + (*cookie->domain == '.');
    const char *server = lint_setting_host(review->survey, node)->name;
    const char *registrable;

    if (!is_name(domain)) {
        return;
    }
    if (cors_is_public_suffix(domain)) {
        lint_finding *finding = lint_review_add(
            review, &node->place,
            "\"%s\" is a public suffix, and browsers drop a cookie for it: "
            "write the domain of the site",
            domain);

        finding->severity = LINT_ERROR;
        finding->confidence = LINT_CONFIDENCE_HIGH;
        return;
    }
    registrable = cors_registrable_domain(domain);
    if (server
            ? is_below(server, domain)
            : strict && registrable && strcasecmp(registrable, domain) == 0) {
        lint_review_add(review, &node->place,
                        "the cookie \"%s\" goes to every host below \"%s\": "
                        "leave Domain out unless they all need it",
                        cookie->name, domain);
    }
}

static void check_edits(lint_review *review)
{
    apr_array_header_t *lines = lint_cookie_lines(review->pool, review->survey);

    for (int i = 0; i < lines->nelts; i++) {
        const lint_cookie_line *line =
            APR_ARRAY_IDX(lines, i, const lint_cookie_line *);
        apr_array_header_t *samples =
            lint_cookie_samples(review->pool, line, false);
        lint_cookie_way way;

        if (line->edits && line->action &&
            lint_cookie_try(review->pool, line,
                            APR_ARRAY_IDX(samples, 0, const char *), &way) &&
            !way.before.domain && way.after.domain && way.sent.domain) {
            judge(review, line->node, &way.sent, true);
        }
    }
}

static void check(lint_review *review)
{
    apr_array_header_t *makers =
        lint_cookie_makers(review->pool, review->survey);

    for (int i = 0; i < makers->nelts; i++) {
        const lint_cookie_maker *maker =
            APR_ARRAY_IDX(makers, i, const lint_cookie_maker *);

        if (maker->node == maker->domain && maker->sent.domain) {
            judge(review, maker->node, &maker->sent,
                  maker->secret || (maker->kind == LINT_COOKIE_HEADER &&
                                    *maker->sent.domain == '.'));
        }
    }
    check_edits(review);
}

const lint_rule lint_rule_cookie_domain_broad = {
    .id = "cookie-domain-broad",
    .shorthand = "K09",
    .severity = LINT_NOTE,
    .confidence = LINT_CONFIDENCE_MEDIUM,
    .title = "A cookie is sent to every host of a domain",
    .why = "With Domain=example.com a cookie goes to every host below "
           "example.com: the forgotten test server and the page that somebody "
           "else hosts there can read it, and overwrite it. Without Domain it "
           "stays with the host that set it. A public suffix such as "
           "github.io as Domain makes browsers drop the cookie.",
    .remedy = "Leave Domain out, unless a single sign-on over all hosts is "
              "what you want.",
    .bad = "OIDCCookieDomain example.org\n",
    .good = "OIDCCookiePath /app\n",
    .check = check,
};
