/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The index of virtual hosts says what the server itself says.
 */
#include <apr_strings.h>
#include "lint/witness/reach.h"
#include "t/core/tap.h"

static lint_server *server_of(apr_pool_t *pool, const char *text)
{
    lint_conf_options options = {.all_modules = true};
    lint_problems *problems = lint_problems_create(pool);
    char *bytes = apr_pstrdup(pool, text);

    return lint_server_build(
        pool,
        lint_conf_load_source(pool, &options,
                              lint_source_make(pool, "test.conf", bytes,
                                               strlen(bytes), NULL, problems),
                              problems));
}

#define HOST(address, names)                                                   \
    "<VirtualHost " address ">\n" names "</VirtualHost>\n"

static void test_agreement(apr_pool_t *pool)
{
    static const char *const confs[] = {
        HOST("*:443", "ServerName a.test\n")
            HOST("*:443", "ServerName b.test\n"),
        /* The same name twice, and on two ports. */
        HOST("*:443", "ServerName a.test\n")
            HOST("*:443", "ServerName b.test\nServerAlias A.test c.test\n")
                HOST("*:80", "ServerName a.test\n"),
        /* An alias with a wildcard comes first. */
        HOST("*:443", "ServerName a.test\nServerAlias *.test\n")
            HOST("*:443", "ServerName b.test\n"),
        /* An address of its own hides the others. */
        HOST("*:443", "ServerName a.test\n")
            HOST("127.0.0.1:443", "ServerName b.test\n"),
        HOST("*", "ServerName a.test\n") HOST("*:443", "ServerName b.test\n"),
        /* Without a name. */
        HOST("*:443", "") HOST("*:443", "ServerName b.test\n"),
        "ServerName a.test\n",
    };
    for (size_t i = 0; i < sizeof(confs) / sizeof(confs[0]); i++) {
        const lint_server *server = server_of(pool, confs[i]);
        const lint_reach *reach = lint_reach_make(pool, server);
        bool agree = true;
        bool alone = true;

        for (int j = 0; j < server->hosts->nelts; j++) {
            const lint_host *host =
                APR_ARRAY_IDX(server->hosts, j, const lint_host *);
            lint_question question = {
                .host = host->name ? host->name : "none.test",
                .local_ip = "127.0.0.1",
                .local_port =
                    APR_ARRAY_IDX(host->addresses, 0, lint_address).port};
            bool chosen =
                lint_server_choose(server, question.local_ip,
                                   question.local_port, question.host) == host;

            agree =
                agree && lint_reach_leads_to(reach, &question, host) == chosen;
            alone = alone &&
                    lint_server_choose(lint_reach_alone(reach, host),
                                       question.local_ip, question.local_port,
                                       question.host) == host;
        }
        tap_ok(agree, "server %d", (int)i);
        tap_ok(alone, "server %d, each host by itself", (int)i);
    }
}

int main(void)
{
    test_agreement(tap_begin());
    return tap_end();
}
