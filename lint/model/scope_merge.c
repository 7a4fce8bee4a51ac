/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/scope.h"

#include <apr_strings.h>
#include "lint/model/list.h"

lint_scope *lint_scope_merge(apr_pool_t *pool, const lint_scope *base,
                             const lint_scope *over)
{
    lint_scope *merged = apr_pmemdup(pool, over, sizeof(*merged));

    merged->headers = lint_list_join(pool, base->headers, over->headers);
    merged->setenvif = lint_list_join(pool, base->setenvif, over->setenvif);
    merged->documents = lint_list_join(pool, base->documents, over->documents);
    /* mod_alias: the inner section's are asked first. */
    merged->mappings = lint_list_join(pool, over->mappings, base->mappings);
    merged->proxy_cookies =
        lint_list_join(pool, base->proxy_cookies, over->proxy_cookies);
    merged->files = lint_list_join(pool, base->files, over->files);
    merged->ifs = lint_list_join(pool, base->ifs, over->ifs);
    if (base->env) {
        merged->env =
            over->env ? lint_env_merge(pool, base->env, over->env) : base->env;
    }
    if (base->rewrite) {
        merged->rewrite =
            over->rewrite
                ? lint_rewrite_merge(pool, base->rewrite, over->rewrite)
                : base->rewrite;
    }
    if (base->cors) {
        merged->cors = cors_section_create(pool);
        cors_policy_merge(&merged->cors->policy, &base->cors->policy,
                          over->cors ? &over->cors->policy
                                     : &cors_policy_unset);
    }
    if (base->session) {
        merged->session =
            over->session
                ? lint_session_merge(pool, base->session, over->session)
                : base->session;
    }
    if (!over->usertrack) {
        merged->usertrack = base->usertrack;
    }
    if (!over->access) {
        merged->access = base->access;
    }
    if (!over->indexes) {
        merged->indexes = base->indexes;
    }
    if (!over->fallback) {
        merged->fallback = base->fallback;
    }
    if (over->directory_slash == LINT_UNSAID) {
        merged->directory_slash = base->directory_slash;
    }
    if (over->error_override == LINT_UNSAID) {
        merged->error_override = base->error_override;
    }
    if (over->override == LINT_UNSAID) {
        merged->override = base->override;
    }
    if (lint_text_is_unset(over->handler)) {
        merged->handler = base->handler;
    }
    if (base->doubt) {
        merged->doubt = base->doubt;
    }
    if (base->unknown) {
        merged->unknown = base->unknown;
    }
    return merged;
}
