/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/witness/php.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <apr_strings.h>

apr_array_header_t *
lint_php_settings(apr_pool_t *pool, const lint_survey *survey, const char *name)
{
    static const char *const ways[] = {"php_value", "php_flag",
                                       "php_admin_value", "php_admin_flag"};
    apr_array_header_t *found =
        apr_array_make(pool, 2, sizeof(const lint_node *));

    for (size_t i = 0; i < sizeof(ways) / sizeof(*ways); i++) {
        const apr_array_header_t *nodes = lint_survey_nodes(survey, ways[i]);

        for (int j = 0; j < nodes->nelts; j++) {
            const lint_node *node = APR_ARRAY_IDX(nodes, j, const lint_node *);
            lint_words words = lint_node_words(pool, node);

            if (words.count > 1 && strcasecmp(words.list[0].text, name) == 0) {
                APR_ARRAY_PUSH(found, const lint_node *) = node;
            }
        }
    }
    return found;
}

bool lint_php_is_on(const char *value)
{
    return strcasecmp(value, "on") == 0 || strcasecmp(value, "yes") == 0 ||
           strcasecmp(value, "true") == 0 || atoi(value) != 0;
}

int lint_php_equals_at(apr_pool_t *pool, const lint_node *node)
{
    const char *equals = strchr(node->args, '=');
    lint_words words;

    if (strncmp(node->key, "php_", 4) != 0 || !equals) {
        return -1;
    }
    words = lint_node_words(pool, node);
    if (!words.count || strncasecmp(words.list[0].text, "session.", 8) != 0) {
        return -1;
    }
    return strchr(words.list[0].text, '=') ||
                   (words.count > 2 && words.list[1].text[0] == '=')
               ? (int)(equals - node->args)
               : -1;
}

bool lint_php_is_foreign(const lint_node *node)
{
    return strncmp(node->key, "session.", 8) == 0 ||
           (strncmp(node->key, "php_", 4) == 0 &&
            strstr(node->key, "[session."));
}

static bool is_wrong_guard(const char *line)
{
    return strcasestr(line, "<IfModule") &&
           (strstr(line, "mod_php8.c") || strstr(line, "php8_module"));
}

static void scan(apr_pool_t *pool, const lint_source *source,
                 apr_array_header_t *places)
{
    const char *end = source->text + source->size;
    int guard = 0;
    int line = 1;

    if (!lint_source_has(source, "php8")) {
        return;
    }
    for (const char *text = source->text; text < end;
         text += strlen(text) + 1, line++) {
        if (is_wrong_guard(text)) {
            guard = line;
        } else if (strcasestr(text, "</IfModule")) {
            guard = 0;
        } else if (guard && strstr(text, "session.cookie_")) {
            lint_place *place = apr_pcalloc(pool, sizeof(*place));

            place->file = source->path;
            place->line = guard;
            APR_ARRAY_PUSH(places, const lint_place *) = place;
            guard = 0;
        }
    }
}

apr_array_header_t *lint_php_wrong_guards(apr_pool_t *pool,
                                          const lint_survey *survey)
{
    const apr_array_header_t *sources = survey->conf->sources;
    apr_array_header_t *places =
        apr_array_make(pool, 0, sizeof(const lint_place *));

    for (int i = 0; i < sources->nelts; i++) {
        scan(pool, APR_ARRAY_IDX(sources, i, const lint_source *), places);
    }
    return places;
}
