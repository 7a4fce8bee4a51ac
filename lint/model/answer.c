/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/answer.h"

#include <apr_file_info.h>
#include "lint/model/chain.h"
#include "lint/model/deliver.h"
#include "lint/model/target.h"

/* Which file system stands behind the server. */
static bool sees_files(const lint_host *host, apr_pool_t *pool)
{
    apr_finfo_t info;

    return host->document_root && apr_stat(&info, host->document_root,
                                           APR_FINFO_TYPE, pool) == APR_SUCCESS;
}

lint_answer *lint_answer_predict(apr_pool_t *pool, const lint_server *server,
                                 const lint_question *question)
{
    lint_answer *answer = apr_pcalloc(pool, sizeof(*answer));
    lint_request *request = lint_target_read(pool, question);
    lint_chain c = {
        .server = server,
        .question = question,
        .walk = {.server = server, .htaccess = apr_hash_make(pool)}};
    const lint_entry *invalid;

    c.host = question->chosen
                 ? question->chosen
                 : lint_server_choose(server, question->local_ip,
                                      question->local_port, request->hostname);
    c.sees_files =
        !question->blind && !server->htaccess && sees_files(c.host, pool);
    lint_chain_set_facts(&c);
    c.walk.host = c.host;
    c.walk.facts = &c.facts;
    c.walk.sees_files = c.sees_files;
    if (c.host->unknown) {
        lint_request_unknown(request, c.host->unknown);
    }
    if (request->status != 200) {
        int status = request->status;

        request->status = 200;
        lint_chain_decide(&c, request, c.host->base);
        lint_chain_die(&c, request, c.host->base, status);
    } else {
        lint_chain_run(&c, request);
    }
    answer->headers = lint_deliver_headers(request);
    invalid = lint_header_invalid(answer->headers);
    if (invalid) {
        request->status = 500;
        answer->headers = lint_table_create(pool);
    }
    answer->status = request->status;
    answer->assumed = c.assumed;
    answer->unknowns = request->unknowns;
    answer->request = request;
    answer->scope = c.scope ? c.scope : c.host->base;
    answer->proxied = c.proxied;
    answer->handled = c.handled;
    if (c.decision) {
        answer->result = cors_result_name(c.decision->verdict.result);
    }
    return answer;
}
