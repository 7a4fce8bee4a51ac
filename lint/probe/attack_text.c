/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/probe/attack_text.h"

#include <strings.h>
#include <apr_strings.h>
#include "core/problem.h"

/* How far away from the owner they are whom a kind of origin lets in. */
typedef enum distance {
    FOREIGN, /* anybody's */
    NETWORK, /* whoever is on the way */
    OWN      /* some part of what is the owner's or the user's own */
} distance;

static const struct {
    const char *id;
    distance distance;
    const char *means;
    const char *remedy;
} rows[LINT_HOSTILE_KINDS] = {
    [LINT_HOSTILE_STRANGER] = {"any-origin-reflected", FOREIGN,
                               "any site can do it, once the user visits it",
                               "compare the Origin with a list, as "
                               "CorsCredsOrigin does"},
    [LINT_HOSTILE_NULL] = {"origin-null", FOREIGN,
                           "any site can do it from a sandboxed frame, whose "
                           "origin is null, once the user visits it",
                           "take null out of the list"},
    [LINT_HOSTILE_SUFFIXED] = {"origin-prefix-bypass", FOREIGN,
                               "whoever puts your host in front of a domain "
                               "of their own can do it, once the user visits "
                               "it",
                               "end the pattern with \"$\""},
    [LINT_HOSTILE_PREFIXED] = {"origin-suffix-bypass", FOREIGN,
                               "whoever registers a domain that ends like "
                               "yours can do it, once the user visits it",
                               "begin the pattern with \"^https://\", and with "
                               "\"\\.\" behind any sub-domain"},
    [LINT_HOSTILE_DOT] = {"origin-unescaped-dot", FOREIGN,
                          "whoever registers a domain with another byte where "
                          "yours has a dot can do it, once the user visits it",
                          "write \"\\.\" for a dot in a pattern"},
    [LINT_HOSTILE_BYTES] = {"origin-prefix-bypass", FOREIGN,
                            "whoever owns a domain with a wildcard record can "
                            "do it, once the user visits it: there are "
                            "browsers that take such bytes in a host",
                            "end the pattern with \"$\", and let no other "
                            "bytes into a host than letters, digits, dots and "
                            "hyphens"},
    [LINT_HOSTILE_SHARED] = {"origin-shared-suffix", FOREIGN,
                             "any other customer below the same suffix can do "
                             "it, once the user visits their page",
                             "list your own hosts there, one by one"},
    [LINT_HOSTILE_HTTP] = {"origin-plain-http", NETWORK,
                           "whoever is on the user's network can do it: they "
                           "answer in the name of an http page",
                           "admit https origins only"},
    [LINT_HOSTILE_SUBDOMAIN] = {"origin-any-subdomain", OWN,
                                "whoever gets hold of any sub-domain, or of "
                                "an abandoned one, can do it",
                                "list the sub-domains that need it"},
    [LINT_HOSTILE_PORT] = {"origin-any-port", OWN,
                           "whoever runs anything else on the same host can do "
                           "it",
                           "admit the port that the page is served from, and "
                           "no other"},
    [LINT_HOSTILE_DEV] = {"origin-dev-host", OWN,
                          "whatever listens on the user's own machine can do "
                          "it",
                          "keep developers' hosts out of a server that is "
                          "everybody's"},
    [LINT_HOSTILE_LOOSE] = {"origin-loose", OWN,
                            "no page has that origin, so nobody can use it; "
                            "but what takes it does not compare the whole, "
                            "letter by letter",
                            "compare the whole Origin, byte by byte"},
};

/* What may be done with the user's cookies is worse than what anybody could do
 * who is where the user is. */
static lint_severity severity_of(const lint_attack_hole *hole)
{
    bool in_person = hole->credentials || hole->sends;

    switch (rows[hole->kind].distance) {
    case FOREIGN:
        return in_person ? LINT_ERROR : LINT_WARNING;
    case NETWORK:
        return in_person ? LINT_WARNING : LINT_NOTE;
    default:
        return LINT_NOTE;
    }
}

static const char *deed(const lint_attack_hole *hole)
{
    if (hole->credentials) {
        return hole->sends
                   ? "read answers with the user's cookies, and send JSON in "
                     "the user's name"
                   : "read answers with the user's cookies";
    }
    if (hole->sends) {
        return hole->reads ? "read answers without cookies, and send JSON in "
                             "the user's name"
                           : "send JSON in the user's name, without reading "
                             "the answer";
    }
    return "read answers without cookies, also where only the user's network "
           "leads to";
}

void lint_attack_tell(apr_pool_t *pool, lint_attack_hole *hole)
{
    const char *origin =
        hole->everybody ? "every origin" : cors_quoted(pool, hole->origin);

    hole->severity = severity_of(hole);
    hole->id = hole->kind == LINT_HOSTILE_STRANGER && hole->credentials
                   ? "any-origin-credentials"
                   : rows[hole->kind].id;
    hole->means = rows[hole->kind].means;
    hole->remedy = rows[hole->kind].remedy;
    hole->message =
        hole->kind == LINT_HOSTILE_LOOSE
            ? apr_psprintf(pool, "%s is taken for the page's origin", origin)
            : apr_psprintf(pool, "scripts of %s may %s", origin, deed(hole));
}

bool lint_attack_proves(const char *name)
{
    return strcasecmp(name, "Origin") == 0 ||
           strncasecmp(name, "Access-Control-", 15) == 0 ||
           strcasecmp(name, "Vary") == 0 || strcasecmp(name, "Location") == 0;
}
