/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/rewrite_parse.h"

#include <string.h>
#include <strings.h>
#include <apr_lib.h>
#include <apr_strings.h>

/* Cuts a word off. Returns false when nothing ends it but the line: only the
 * last word may do so. */
static bool cut(apr_pool_t *pool, const char **at, const char **word)
{
    const char *text = *at;
    const char *start;
    char quote;

    while (apr_isspace(*text)) {
        text++;
    }
    quote = '\0';
    if (*text == '"' || *text == '\'') {
        quote = *text++;
    }
    start = text;
    while (*text && !(quote ? *text == quote : apr_isspace(*text))) {
        text += *text == '\\' && apr_isspace(text[1]) ? 2 : 1;
    }
    *word = apr_pstrmemdup(pool, start, (size_t)(text - start));
    *at = *text ? text + 1 : text;
    return *text != '\0';
}

const char *lint_rewrite_line_cut(apr_pool_t *pool, const lint_args *args,
                                  lint_rewrite_line *line)
{
    static const char missing[] =
        "there are words missing, it takes two and its flags";
    const char *at = args->raw.value;
    const char *word;

    *line = (lint_rewrite_line){lint_args_at(args, 0), lint_args_at(args, 1),
                                lint_args_at(args, 2)};
    if (!at) {
        return args->count < 2 ? missing : NULL;
    }
    if (!cut(pool, &at, &word)) {
        return missing;
    }
    line->first = LINT_KNOWN(word);
    cut(pool, &at, &word);
    line->second = LINT_KNOWN(word);
    line->flags = LINT_UNSET;
    while (apr_isspace(*at)) {
        at++;
    }
    if (*at) {
        cut(pool, &at, &word);
        line->flags = LINT_KNOWN(word);
    }
    return NULL;
}

const char *
lint_rewrite_flags_read(apr_pool_t *pool, const char *flags,
                        const char *(*take)(apr_pool_t *pool, void *data,
                                            const char *key, const char *value),
                        void *data)
{
    size_t length = strlen(flags);
    const char *at = flags + 1;
    const char *end = flags + length - 1;

    if (length < 2 || *flags != '[' || *end != ']') {
        return apr_psprintf(pool,
                            "\"%s\" are no flags, write [FLAG,FLAG] and quote "
                            "them when there is a blank inside",
                            flags);
    }
    /* A comma at the end is followed by a flag without a name: an error. */
    for (bool more = true; more;) {
        const char *comma = memchr(at, ',', (size_t)(end - at));
        const char *stop = comma ? comma : end;
        const char *next = stop + 1;
        const char *problem;
        char *key, *value;

        more = comma != NULL;
        while (at < stop && apr_isspace(*at)) {
            at++;
        }
        while (stop > at && apr_isspace(stop[-1])) {
            stop--;
        }
        key = apr_pstrmemdup(pool, at, (size_t)(stop - at));
        value = strchr(key, '=');
        if (value) {
            *value++ = '\0';
        }
        problem = take(pool, data, key, value ? value : "");
        if (problem) {
            return problem;
        }
        at = next;
    }
    return NULL;
}
