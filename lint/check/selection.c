/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/check/selection.h"

#include <stdbool.h>
#include <string.h>
#include <apr_strings.h>
#include "lint/check/suppress.h"
#include "lint/rules/rule.h"

static const char *id_of(const char *name)
{
    const lint_rule *rule = lint_rule_find(name);

    return rule ? rule->id : lint_suppression_find(name);
}

apr_array_header_t *lint_selection_read(apr_pool_t *pool,
                                        const apr_array_header_t *names,
                                        const char **unknown)
{
    apr_array_header_t *ids = apr_array_make(pool, 4, sizeof(const char *));

    for (int i = 0; i < names->nelts; i++) {
        char *rest = apr_pstrdup(pool, APR_ARRAY_IDX(names, i, const char *));
        char *name;

        while ((name = strsep(&rest, ","))) {
            const char *id = id_of(name);

            if (!id) {
                *unknown = name;
                return NULL;
            }
            APR_ARRAY_PUSH(ids, const char *) = id;
        }
    }
    return ids;
}

static bool has(const apr_array_header_t *ids, const char *id)
{
    for (int i = 0; i < ids->nelts; i++) {
        if (strcmp(APR_ARRAY_IDX(ids, i, const char *), id) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_wanted(const lint_selection *selection,
                      const lint_finding *finding)
{
    if (finding->unread) {
        return true;
    }
    if (selection->disabled && has(selection->disabled, finding->id)) {
        return false;
    }
    return !selection->only || has(selection->only, finding->id) ||
           (!finding->rule && finding->severity == LINT_ERROR);
}

void lint_selection_apply(const lint_selection *selection,
                          apr_array_header_t *findings)
{
    int kept = 0;

    for (int i = 0; i < findings->nelts; i++) {
        lint_finding *finding = APR_ARRAY_IDX(findings, i, lint_finding *);

        if (is_wanted(selection, finding)) {
            APR_ARRAY_IDX(findings, kept++, lint_finding *) = finding;
        }
    }
    findings->nelts = kept;
}
