/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/witness/hole.h"

#include <stddef.h>
#include <string.h>
#include <apr_strings.h>

/* A file's name is one pointer in all places of a configuration; hosts that a
 * program has written all have their holes in the same line. */
#define CULPRIT_BYTES ((apr_ssize_t)offsetof(lint_place, outer))

/* Whether everybody is let in at the site; on preflights, or else. */
static bool is_open(const lint_site *site, bool preflight)
{
    for (int i = 0; i < site->trials->nelts; i++) {
        const lint_trial *trial =
            APR_ARRAY_IDX(site->trials, i, const lint_trial *);

        if (trial->admitted && trial->preflight == preflight &&
            trial->kind == LINT_ORIGIN_STRANGER) {
            return true;
        }
    }
    return false;
}

static lint_hole *find(const lint_holes *holes, const lint_place *culprit)
{
    return apr_hash_get(holes->culprits, culprit, CULPRIT_BYTES);
}

const lint_hole *lint_hole_of(const lint_holes *holes,
                              const lint_place *culprit)
{
    return find(holes, culprit);
}

static void push(lint_holes *holes, lint_hole *hole, const lint_place *culprit)
{
    APR_ARRAY_PUSH(holes->list, lint_hole *) = hole;
    apr_hash_set(holes->culprits, culprit, CULPRIT_BYTES, hole);
}

static int weight(const lint_trial *trial)
{
    return (trial->preflight ? 0 : 2) + (trial->credentials ? 1 : 0);
}

static void add(apr_pool_t *pool, lint_holes *holes, const lint_site *site,
                const lint_trial *trial)
{
    const lint_place *culprit =
        trial->pattern ? trial->pattern->place : trial->allow_origin->place;
    lint_hole *hole = culprit ? find(holes, culprit) : NULL;

    if (!culprit) {
        return; /* no line of the configuration made it */
    }
    if (!hole) {
        hole = apr_pcalloc(pool, sizeof(*hole));
        push(holes, hole, culprit);
    } else if (weight(trial) <= weight(hole->trial)) {
        return;
    }
    *hole = (lint_hole){.site = site,
                        .trial = trial,
                        .culprit = culprit,
                        .credentials = trial->credentials,
                        .preflight = trial->preflight};
}

/* What CorsCredsUnsafe names is meant to be admitted. */
static bool is_opted_into(const lint_trial *trial)
{
    const cors_section *section = trial->answer->scope->cors;
    unsigned unsafe =
        section ? (unsigned)cors_policy_unsafe(&section->policy) : 0;

    if (!trial->pattern || trial->pattern->source != LINT_PATTERN_POLICY) {
        return false;
    }
    switch (trial->kind) {
    case LINT_ORIGIN_NULL:
        return (unsafe & CORS_UNSAFE_NULL_ORIGIN) != 0;
    case LINT_ORIGIN_SHARED:
        return (unsafe & CORS_UNSAFE_PUBLIC_SUFFIX) != 0;
    case LINT_ORIGIN_PLAIN_HTTP:
        return (unsafe & CORS_UNSAFE_INSECURE_ORIGIN) != 0;
    default:
        return false;
    }
}

static lint_holes collect(apr_pool_t *pool, const lint_survey *survey,
                          unsigned kinds)
{
    lint_holes holes = {apr_array_make(pool, 4, sizeof(lint_hole *)),
                        apr_hash_make(pool)};

    for (int i = 0; i < survey->sites->nelts; i++) {
        const lint_site *site =
            APR_ARRAY_IDX(survey->sites, i, const lint_site *);
        for (int j = 0; j < site->trials->nelts; j++) {
            const lint_trial *trial =
                APR_ARRAY_IDX(site->trials, j, const lint_trial *);

            if (trial->admitted && kinds & LINT_HOLE(trial->kind) &&
                !is_opted_into(trial) &&
                (trial->kind == LINT_ORIGIN_STRANGER ||
                 !is_open(site, trial->preflight))) {
                add(pool, &holes, site, trial);
            }
        }
    }
    return holes;
}

lint_holes lint_holes_find(apr_pool_t *pool, const lint_survey *survey,
                           unsigned kinds)
{
    lint_holes holes = collect(pool, survey, kinds);
    lint_holes presumed;

    if (!survey->presumed) {
        return holes;
    }
    presumed = collect(
        pool, survey->presumed,
        kinds &
            (LINT_HOLE(LINT_ORIGIN_STRANGER) | LINT_HOLE(LINT_ORIGIN_PREFIXED) |
             LINT_HOLE(LINT_ORIGIN_SUFFIXED) | LINT_HOLE(LINT_ORIGIN_SHARED) |
             LINT_HOLE(LINT_ORIGIN_DOT) | LINT_HOLE(LINT_ORIGIN_NULL)));
    for (int i = 0; i < presumed.list->nelts; i++) {
        lint_hole *hole = APR_ARRAY_IDX(presumed.list, i, lint_hole *);

        if (!find(&holes, hole->culprit)) {
            hole->presumed = true;
            push(&holes, hole, hole->culprit);
        }
    }
    return holes;
}

const lint_node *lint_pattern_node(const lint_survey *survey,
                                   const lint_origin_pattern *pattern, int *at)
{
    const lint_node *node = lint_survey_node_at(survey, pattern->place);
    const char *text = node ? strstr(node->args, pattern->text) : NULL;

    if (!text || node->map || node->unknown ||
        strstr(text + 1, pattern->text)) {
        return NULL;
    }
    *at = (int)(text - node->args);
    return node;
}

/* Whether an alternative stands outside of all groups, which an anchor at one
 * end would not be for. */
static bool has_branches(const char *text)
{
    int depth = 0;
    bool in_class = false;

    for (; *text; text++) {
        if (*text == '\\' && text[1]) {
            text++;
        } else if (in_class) {
            in_class = *text != ']';
        } else if (*text == '[') {
            in_class = true;
        } else if (*text == '|' && depth == 0) {
            return true;
        } else {
            depth += (*text == '(') - (*text == ')');
        }
    }
    return false;
}

bool lint_pattern_would_end(apr_pool_t *pool,
                            const lint_origin_pattern *pattern,
                            const char *front, const char *behind,
                            const char *origin)
{
    const char *error;
    lint_regex *regex;

    if (!pattern->regex || has_branches(pattern->text)) {
        return false;
    }
    regex = lint_regex_compile(
        pool, apr_pstrcat(pool, front, pattern->text, behind, NULL),
        LINT_REGEX_DEFAULT | (pattern->nocase ? LINT_REGEX_ICASE : 0), &error);
    return regex && lint_regex_search(regex, origin, NULL, &error) == LINT_NO;
}
