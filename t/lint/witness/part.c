/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A server of which only what a survey looks at is kept: nothing is missed, and
 * what httpd would refuse in the rest is told.
 */
#include <string.h>
#include <apr_strings.h>
#include "lint/witness/subject.h"
#include "t/core/tap.h"

#define ORIGIN "Header set Access-Control-Allow-Origin \"*\"\n"
#define SECTION(name, inside) "<" name " \"/x\">\n" inside "</" name ">\n"

static lint_server *server_of(apr_pool_t *pool, const char *main,
                              const char *inside, lint_host_wanted *wanted)
{
    lint_conf_options options = {.all_modules = true};
    lint_problems *problems = lint_problems_create(pool);
    char *bytes = apr_pstrcat(pool, main,
                              "<VirtualHost *:443>\nServerName a.test\n"
                              "ServerAlias b.test c.test\nDocumentRoot /a\n"
                              "Header foo X 1\n",
                              inside,
                              "</VirtualHost>\n<VirtualHost *:443>\n"
                              "Header bar X 1\n</VirtualHost>\n",
                              NULL);
    const lint_conf *conf =
        lint_conf_load_source(pool, &options,
                              lint_source_make(pool, "test.conf", bytes,
                                               strlen(bytes), NULL, problems),
                              problems);

    return wanted ? lint_server_build_part(pool, conf, wanted)
                  : lint_server_build(pool, conf);
}

static bool has_same_problems(const lint_server *one, const lint_server *other)
{
    const apr_array_header_t *left = one->problems->list;
    const apr_array_header_t *right = other->problems->list;
    bool same = left->nelts == right->nelts;

    for (int i = 0; same && i < left->nelts; i++) {
        same = strcmp(APR_ARRAY_IDX(left, i, lint_problem).sentence,
                      APR_ARRAY_IDX(right, i, lint_problem).sentence) == 0;
    }
    return same;
}

static void test_kept(apr_pool_t *pool)
{
    static const struct {
        const char *what, *main, *inside;
        bool kept;
    } cases[] = {
        {"nothing", "", "Header set X 1\nRequire all granted\n", false},
        {"what the main server says", ORIGIN SECTION("Files", ORIGIN),
         "Header set X 1\n", false},
        {"a header", "", ORIGIN, true},
        {"a header behind the main server's", ORIGIN, ORIGIN, true},
        {"Vary", "", "Header set Vary Accept\n", true},
        {"a request's header", "", "RequestHeader unset Origin\n", false},
        {"the Origin", "", "SetEnvIf Origin ^a X=1\n", true},
        {"a rule's variable", "", "RewriteRule ^ - [E=X:1]\n", true},
        {"a policy", "", "CorsCredsOrigins https://a.test\n", true},
        {"a section", "", SECTION("Location", ORIGIN), true},
        {"a section in one", "",
         SECTION("Directory",
                 SECTION("Files", "<If \"true\">\n" ORIGIN "</If>\n")),
         true},
        {"an empty section", "", SECTION("Location", "Require all denied\n"),
         false},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const lint_server *all =
            server_of(pool, cases[i].main, cases[i].inside, NULL);
        const lint_server *part = server_of(
            pool, cases[i].main, cases[i].inside, lint_subject_is_anywhere);
        const lint_host *whole = APR_ARRAY_IDX(all->hosts, 0, lint_host *);
        lint_host *host = APR_ARRAY_IDX(part->hosts, 0, lint_host *);
        int problems = part->problems->list->nelts;

        tap_ok(host->whole == cases[i].kept, "%s: kept", cases[i].what);
        tap_ok(problems >= 2 && has_same_problems(all, part),
               "%s: what is refused", cases[i].what);
        lint_server_complete(part, host);
        tap_ok(host->whole && part->problems->list->nelts == problems &&
                   host->aliases->nelts == 2 &&
                   strcmp(host->document_root, "/a") == 0 &&
                   host->base->headers->nelts == whole->base->headers->nelts &&
                   host->locations->nelts == whole->locations->nelts &&
                   host->directories->nelts == whole->directories->nelts,
               "%s: completed", cases[i].what);
    }
}

int main(void)
{
    test_kept(tap_begin());
    return tap_end();
}
