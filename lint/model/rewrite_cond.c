/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/rewrite_parse.h"

#include <string.h>
#include <strings.h>
#include <apr_strings.h>

static const char *take_flag(apr_pool_t *pool, void *data, const char *key,
                             const char *value)
{
    lint_rewrite_cond *cond = data;

    (void)value;
    if (strcasecmp(key, "NC") == 0 || strcasecmp(key, "nocase") == 0) {
        cond->nocase = true;
    } else if (strcasecmp(key, "OR") == 0 || strcasecmp(key, "ornext") == 0) {
        cond->or_next = true;
    } else if (strcasecmp(key, "NV") == 0 || strcasecmp(key, "novary") == 0) {
        cond->no_vary = true;
    } else {
        return apr_psprintf(pool,
                            "\"%s\" is no flag of RewriteCond, write NC, OR "
                            "or NV",
                            key);
    }
    return NULL;
}

static void set(lint_rewrite_cond *cond, lint_cond_kind kind, char test,
                const char *pattern)
{
    cond->kind = kind;
    cond->test = test;
    cond->pattern = LINT_KNOWN(pattern);
}

/* -f and the like, -lt5 and the like. */
static void sort_dashed(lint_rewrite_cond *cond, const char *pattern)
{
    static const struct {
        const char *name;
        char test;
    } numbers[] = {{"-lt", '<'}, {"-le", '{'}, {"-gt", '>'},
                   {"-ge", '}'}, {"-eq", '='}, {"-ne", '='}};

    if (!pattern[2]) {
        if (strchr("fsdx", pattern[1])) {
            set(cond, LINT_COND_FILE, pattern[1], pattern);
        } else if (strchr("hLl", pattern[1])) {
            set(cond, LINT_COND_FILE, 'h', pattern);
        } else if (strchr("UF", pattern[1])) {
            set(cond, LINT_COND_URL, pattern[1], pattern);
        }
        return;
    }
    for (size_t i = 0; pattern[3] && i < sizeof(numbers) / sizeof(*numbers);
         i++) {
        if (strncmp(pattern, numbers[i].name, 3) == 0) {
            set(cond, LINT_COND_NUMBER, numbers[i].test, pattern + 3);
            cond->negated ^= pattern[1] == 'n';
        }
    }
}

static void sort_compared(lint_rewrite_cond *cond, const char *pattern)
{
    const char *rest = pattern + 1;

    if (*pattern == '=') {
        set(cond, LINT_COND_TEXT, '=', strcmp(rest, "\"\"") == 0 ? "" : rest);
    } else if (*pattern == '<' || *pattern == '>') {
        bool less = *pattern == '<';

        if (*rest == '=') {
            set(cond, LINT_COND_TEXT, less ? '{' : '}', rest + 1);
        } else {
            set(cond, LINT_COND_TEXT, *pattern, rest);
        }
    }
}

static const char *compile(apr_pool_t *pool, lint_rewrite_cond *cond,
                           bool htaccess)
{
    const char *problem = NULL;
    int column;

    if (cond->kind == LINT_COND_EXPR) {
        cond->expr = lint_expr_parse(pool, cond->pattern.value,
                                     htaccess ? LINT_EXPR_HTACCESS : 0,
                                     &problem, &column);
    } else if (cond->kind == LINT_COND_REGEX) {
        cond->regex = lint_regex_compile(
            pool, cond->pattern.value,
            LINT_REGEX_DEFAULT | (cond->nocase ? LINT_REGEX_ICASE : 0),
            &problem);
    }
    return problem;
}

const char *lint_rewrite_cond_parse(apr_pool_t *pool, const lint_args *args,
                                    lint_rewrite_cond **result)
{
    lint_rewrite_cond *cond = apr_pcalloc(pool, sizeof(*cond));
    lint_rewrite_line line;
    const char *problem = lint_rewrite_line_cut(pool, args, &line);
    const char *pattern;

    *result = cond;
    cond->place = args->place;
    cond->input = line.first;
    cond->unknown = line.flags.unknown;
    if (!problem && line.flags.value) {
        problem =
            lint_rewrite_flags_read(pool, line.flags.value, take_flag, cond);
    }
    if (problem || line.second.unknown || !line.second.value) {
        cond->unknown =
            line.second.unknown ? line.second.unknown : cond->unknown;
        return problem;
    }
    pattern = line.second.value;
    if (*pattern == '!') {
        cond->negated = true;
        pattern++;
    }
    cond->pattern = LINT_KNOWN(pattern);
    if (line.first.value && strcasecmp(line.first.value, "expr") == 0) {
        cond->kind = LINT_COND_EXPR;
    } else if (*pattern == '-' && pattern[1]) {
        sort_dashed(cond, pattern);
    } else if (*pattern && pattern[1]) {
        sort_compared(cond, pattern);
    }
    if (cond->kind != LINT_COND_REGEX && cond->kind != LINT_COND_TEXT) {
        cond->nocase = false;
    }
    return compile(pool, cond, args->htaccess);
}
