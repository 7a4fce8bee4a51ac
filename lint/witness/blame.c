/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include <strings.h>
#include "lint/witness/reading.h"
#include "lint/witness/survey.h"

const lint_header_action *lint_site_action_at(const lint_site *site,
                                              const lint_place *place,
                                              const lint_scope **scope)
{
    for (int i = 0; place && i < site->scopes->nelts; i++) {
        *scope = APR_ARRAY_IDX(site->scopes, i, const lint_scope *);
        for (int j = 0; j < (*scope)->headers->nelts; j++) {
            const lint_header_action *action =
                APR_ARRAY_IDX((*scope)->headers, j, const lint_header_action *);

            if (action->place == place) {
                return action;
            }
        }
    }
    return NULL;
}

bool lint_header_uses(const lint_header_action *action, const char *name)
{
    const char *guard = lint_text_bytes(action->env);

    if (strcasecmp(guard + (*guard == '!'), name) == 0 ||
        lint_expr_names(action->value_expr, name) ||
        lint_expr_names(action->condition_expr, name)) {
        return true;
    }
    for (int i = 0; action->parts && i < action->parts->nelts; i++) {
        const lint_header_part *part =
            &APR_ARRAY_IDX(action->parts, i, lint_header_part);

        if (part->tag == 'e' && strcasecmp(part->text, name) == 0) {
            return true;
        }
    }
    return false;
}

/* What an E= sets: the name up to its colon. */
static bool uses_flag(const lint_header_action *action, const char *flag)
{
    char name[128];
    size_t length = strcspn(flag, ":");

    if (length >= sizeof(name)) {
        return false;
    }
    memcpy(name, flag, length);
    name[length] = '\0';
    return lint_header_uses(action, name);
}

static bool feeds(const lint_origin_pattern *pattern,
                  const lint_header_action *action, const lint_scope *section)
{
    const apr_array_header_t *variables =
        pattern->setenvif ? pattern->setenvif->variables : NULL;
    const apr_array_header_t *flags = pattern->rule ? pattern->rule->env : NULL;

    if (pattern->place == action->place ||
        (section->node && pattern->place == &section->node->place)) {
        return true;
    }
    for (int i = 0; variables && i < variables->nelts; i++) {
        const char *name =
            APR_ARRAY_IDX(variables, i, lint_setenvif_variable).name.value;

        if (name && lint_header_uses(action, name)) {
            return true;
        }
    }
    for (int i = 0; flags && i < flags->nelts; i++) {
        if (uses_flag(action, APR_ARRAY_IDX(flags, i, const char *))) {
            return true;
        }
    }
    return false;
}

bool lint_site_is_fed(const lint_site *site, const lint_origin_pattern *pattern,
                      const lint_place *header)
{
    const lint_scope *section = NULL;
    const lint_header_action *action =
        lint_site_action_at(site, header, &section);

    return action && feeds(pattern, action, section);
}

const lint_origin_pattern *lint_site_blame(const lint_site *site,
                                           const char *origin,
                                           const lint_place *header)
{
    const apr_array_header_t *patterns = site->patterns;
    const lint_scope *section = NULL;
    const lint_header_action *action =
        lint_site_action_at(site, header, &section);
    bool strange = strcmp(origin, lint_stranger) == 0;
    const lint_origin_pattern *first = NULL;

    for (int i = 0; i < patterns->nelts; i++) {
        const lint_origin_pattern *pattern =
            APR_ARRAY_IDX(patterns, i, const lint_origin_pattern *);
        bool whole;

        if (!lint_reading_matches(pattern, origin, &whole) ||
            (!strange &&
             lint_reading_matches(pattern, lint_stranger, &whole))) {
            continue;
        }
        if (action && feeds(pattern, action, section)) {
            return pattern;
        }
        if (!first && !strange) {
            first = pattern;
        }
    }
    return first;
}
