/* SPDX-License-Identifier: Apache-2.0 */
#include "directive.h"

#include <string.h>
#include <apr_strings.h>
#include "bytes.h"
#include "words.h"

/* The name's bytes; *rest is left at the arguments. Quotes and escapes are as
 * good in a name as elsewhere, and as rare as a template. */
static const char *cut_name(apr_pool_t *pool, const char **rest, size_t *length,
                            bool *odd)
{
    const char *start = *rest;
    const char *at = lint_bytes_find(
        start, LINT_BYTE_END | LINT_BYTE_BLANK | LINT_BYTE_QUOTE |
                   LINT_BYTE_ESCAPE | LINT_BYTE_DOLLAR | LINT_BYTE_MARK |
                   LINT_BYTE_PERCENT);
    lint_word word;

    *odd = !(lint_byte(*at) & (LINT_BYTE_END | LINT_BYTE_BLANK));
    if (*odd) {
        lint_word_next(pool, rest, &word);
        *length = strlen(word.text);
        return word.text;
    }
    *length = (size_t)(at - start);
    while (lint_byte(*at) & LINT_BYTE_BLANK) {
        at++;
    }
    *rest = at;
    return start;
}

/* A section's arguments without the last `>` and what follows it. */
static void cut_bracket(apr_pool_t *pool, lint_directive *cut)
{
    const char *bracket = strrchr(cut->args, '>');

    if (bracket) {
        while (bracket > cut->args &&
               lint_byte(bracket[-1]) & LINT_BYTE_BLANK) {
            bracket--;
        }
        cut->args =
            apr_pstrmemdup(pool, cut->args, (apr_size_t)(bracket - cut->args));
        cut->bracket = true;
    }
}

lint_directive lint_directive_cut(apr_pool_t *pool, lint_names *names,
                                  const lint_line *line)
{
    lint_directive cut = {.kind = LINT_NOTHING, .args = line->text};
    const char *rest = line->text;
    const char *name;
    size_t length;
    bool closed;

    while (lint_byte(*rest) & LINT_BYTE_BLANK) {
        rest++;
    }
    if (!*rest) {
        return cut;
    }
    cut.name_at = (int)(rest - line->text);
    name = cut_name(pool, &rest, &length, &cut.odd);
    if (!length) {
        return cut;
    }
    cut.args = rest;
    cut.args_at = (int)(rest - line->text);
    closed = name[length - 1] == '>';
    if (name[0] != '<' || length == 1 || name[1] == '%') {
        /* httpd takes the bracket off any name. */
        length -= closed && length > 1;
        cut.kind = LINT_PLAIN;
    } else if (name[1] == '/') {
        cut.kind = LINT_CLOSE;
        cut.bracket = closed;
        length -= closed;
        name += 2;
        length -= 2;
    } else {
        cut.kind = LINT_OPEN;
        length -= closed;
        name++;
        length--;
        if (closed && !*cut.args) {
            cut.bracket = true;
        } else {
            cut_bracket(pool, &cut);
        }
    }
    cut.name = lint_names_intern(names, name, length);
    return cut;
}
