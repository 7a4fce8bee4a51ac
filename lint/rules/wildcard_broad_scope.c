/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/rules/rule.h"

#include <string.h>
#include <strings.h>

/* The section that the Header line is in, conditions left out. */
static const lint_node *section_of(const lint_survey *survey,
                                   const lint_place *place)
{
    const lint_node *node = lint_survey_node_at(survey, place);

    for (node = node ? node->parent : NULL; node && node->key;
         node = node->parent) {
        if (strcmp(node->key, "if") != 0 && strcmp(node->key, "elseif") != 0 &&
            strcmp(node->key, "else") != 0) {
            break;
        }
    }
    return node;
}

static bool is_broad(const lint_node *section)
{
    return section &&
           (!section->key || strcmp(section->key, "virtualhost") == 0 ||
            (strcmp(section->key, "location") == 0 &&
             strcmp(section->args, "/") == 0));
}

/* Whether somebody has to log in there, or to come from somewhere. */
static bool is_guarded(const lint_node *section)
{
    for (const lint_node *node = section->children; node; node = node->next) {
        if (strcmp(node->key, "require") == 0 &&
            strncasecmp(node->args, "all ", 4) != 0) {
            return true;
        }
    }
    return false;
}

/* A page of the internet may then ask servers of the private network. */
static bool opens_network(const lint_trial *trial)
{
    const lint_entry *entry = lint_table_find(
        trial->answer->headers, "Access-Control-Allow-Private-Network");

    return entry && entry->there == LINT_YES && entry->text.value &&
           strcmp(entry->text.value, "true") == 0;
}

static void look(lint_review *review, const lint_trial *trial)
{
    const lint_place *place = trial->allow_origin->place;
    const lint_node *section = section_of(review->survey, place);
    const char *what = !section                 ? NULL
                       : is_guarded(section)    ? "what is behind a Require"
                       : opens_network(trial)   ? "a private network"
                       : trial->answer->proxied ? "a proxied application"
                       : is_broad(section)      ? "a whole server"
                                                : NULL;
    lint_finding *finding;

    if (!what) {
        return;
    }
    finding = lint_review_add(review, place,
                              "\"*\" lets every site read %s: say it where "
                              "it is meant, or name the origins",
                              what);
    finding->witness = trial;
    if (is_guarded(section) || opens_network(trial)) {
        finding->severity = LINT_WARNING;
        finding->persona = LINT_PERSONA_REGULAR;
    }
}

static void check(lint_review *review)
{
    const apr_array_header_t *sites = review->survey->sites;

    for (int i = 0; i < sites->nelts; i++) {
        const lint_site *site = APR_ARRAY_IDX(sites, i, const lint_site *);

        for (int j = 0; j < site->trials->nelts; j++) {
            const lint_trial *trial =
                APR_ARRAY_IDX(site->trials, j, const lint_trial *);

            /* With credentials, wildcard-credentials tells of it. */
            if (trial->any && !trial->credentials && trial->origin &&
                trial->allow_origin->place) {
                look(review, trial);
                break;
            }
        }
    }
}

const lint_rule lint_rule_wildcard_broad_scope = {
    .id = "wildcard-broad-scope",
    .shorthand = "C27",
    .severity = LINT_NOTE,
    .confidence = LINT_CONFIDENCE_MEDIUM,
    .persona = LINT_PERSONA_AUDITOR,
    .title = "Every site may read whatever is below a broad scope",
    .why = "Access-Control-Allow-Origin \"*\" at the level of a server, or "
           "on what is proxied to an application, also holds for what is "
           "added there later: a status page, an API for the intranet, "
           "documents behind a password. Browsers send no cookies with "
           "such requests, but whoever is inside the network has access "
           "without any.",
    .remedy = "Write it where it is meant, in the <Location>, <Directory> or "
              "<Files> of what is public.",
    .bad = "Header set Access-Control-Allow-Origin \"*\"\n",
    .good = "<FilesMatch \"\\.(woff2|ttf)$\">\n"
            "    Header set Access-Control-Allow-Origin \"*\"\n"
            "</FilesMatch>\n",
    .check = check};
