/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/rewrite.h"

#include <apr_strings.h>

/* Rules of a server are no rules of its sections. */
static const apr_array_header_t *inheritable(const lint_rewrite *base,
                                             const lint_rewrite *over)
{
    return !base->directory && over->directory ? NULL : base->rules;
}

static apr_array_header_t *append(apr_pool_t *pool,
                                  const apr_array_header_t *first,
                                  const apr_array_header_t *second)
{
    return first && second ? apr_array_append(pool, first, second)
                           : apr_array_copy(pool, first ? first : second);
}

lint_rewrite *lint_rewrite_merge(apr_pool_t *pool, const lint_rewrite *base,
                                 const lint_rewrite *over)
{
    lint_rewrite *merged = apr_pmemdup(pool, over, sizeof(*over));
    const apr_array_header_t *rules = inheritable(base, over);
    bool down, before;

    merged->engine = over->engine_set ? over->engine : base->engine;
    merged->unknown = over->engine_set ? over->unknown : base->unknown;
    merged->engine_set = over->engine_set || base->engine_set;
    merged->options = over->options_set ? over->options : base->options;
    merged->options_set = over->options_set || base->options_set;
    if (merged->options & LINT_REWRITE_MERGE_BASE && !over->base_set) {
        merged->base = base->base;
        merged->base_set = base->base_set;
    }
    down = !(merged->options & LINT_REWRITE_IGNORE_INHERIT);
    before = merged->options & LINT_REWRITE_INHERIT_BEFORE ||
             (down && base->options & LINT_REWRITE_INHERIT_DOWN_BEFORE);
    if (merged->options & LINT_REWRITE_INHERIT ||
        (down && base->options & LINT_REWRITE_INHERIT_DOWN)) {
        merged->rules = append(pool, over->rules, rules);
        merged->maps = apr_hash_overlay(pool, over->maps, base->maps);
    } else if (before) {
        merged->rules = append(pool, rules, over->rules);
        merged->maps = apr_hash_overlay(pool, base->maps, over->maps);
    }
    return merged;
}
