/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/witness/hole.h"

#include <string.h>
#include <apr_strings.h>

/* A file's name is one pointer in all places of a configuration; hosts that a
 * program has written all have their holes in the same line. */
static bool is_same(const lint_place *left, const lint_place *right)
{
    return left == right ||
           (left->file == right->file && left->line == right->line &&
            left->column == right->column);
}

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

static lint_hole *find(const apr_array_header_t *holes,
                       const lint_place *culprit)
{
    for (int i = 0; i < holes->nelts; i++) {
        lint_hole *hole = APR_ARRAY_IDX(holes, i, lint_hole *);

        if (is_same(hole->culprit, culprit)) {
            return hole;
        }
    }
    return NULL;
}

const lint_hole *lint_hole_of(const apr_array_header_t *holes,
                              const lint_place *culprit)
{
    return find(holes, culprit);
}

static int weight(const lint_trial *trial)
{
    return (trial->preflight ? 0 : 2) + (trial->credentials ? 1 : 0);
}

static void add(apr_pool_t *pool, apr_array_header_t *holes,
                const lint_site *site, const lint_trial *trial)
{
    const lint_place *culprit =
        trial->pattern ? trial->pattern->place : trial->allow_origin->place;
    lint_hole *hole = culprit ? find(holes, culprit) : NULL;

    if (!culprit) {
        return; /* no line of the configuration made it */
    }
    if (!hole) {
        hole = apr_pcalloc(pool, sizeof(*hole));
        APR_ARRAY_PUSH(holes, lint_hole *) = hole;
    } else if (weight(trial) <= weight(hole->trial)) {
        return;
    }
    *hole = (lint_hole){.site = site,
                        .trial = trial,
                        .culprit = culprit,
                        .credentials = trial->credentials,
                        .preflight = trial->preflight};
}

static void collect(apr_pool_t *pool, apr_array_header_t *holes,
                    const lint_survey *survey, unsigned kinds)
{
    for (int i = 0; i < survey->sites->nelts; i++) {
        const lint_site *site =
            APR_ARRAY_IDX(survey->sites, i, const lint_site *);
        for (int j = 0; j < site->trials->nelts; j++) {
            const lint_trial *trial =
                APR_ARRAY_IDX(site->trials, j, const lint_trial *);

            if (trial->admitted && kinds & LINT_HOLE(trial->kind) &&
                (trial->kind == LINT_ORIGIN_STRANGER ||
                 !is_open(site, trial->preflight))) {
                add(pool, holes, site, trial);
            }
        }
    }
}

apr_array_header_t *lint_holes_find(apr_pool_t *pool, const lint_survey *survey,
                                    unsigned kinds)
{
    apr_array_header_t *holes = apr_array_make(pool, 4, sizeof(lint_hole *));
    apr_array_header_t *presumed;

    collect(pool, holes, survey, kinds);
    if (!survey->presumed) {
        return holes;
    }
    presumed = apr_array_make(pool, 4, sizeof(lint_hole *));
    collect(pool, presumed, survey->presumed,
            kinds & (LINT_HOLE(LINT_ORIGIN_STRANGER) |
                     LINT_HOLE(LINT_ORIGIN_PREFIXED) |
                     LINT_HOLE(LINT_ORIGIN_SUFFIXED) |
                     LINT_HOLE(LINT_ORIGIN_SHARED) |
                     LINT_HOLE(LINT_ORIGIN_DOT) | LINT_HOLE(LINT_ORIGIN_NULL)));
    for (int i = 0; i < presumed->nelts; i++) {
        lint_hole *hole = APR_ARRAY_IDX(presumed, i, lint_hole *);

        if (!find(holes, hole->culprit)) {
            hole->presumed = true;
            APR_ARRAY_PUSH(holes, lint_hole *) = hole;
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
