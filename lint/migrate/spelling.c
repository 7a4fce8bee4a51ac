/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/migrate/spelling.h"

#include <string.h>
#include <apr_lib.h>
#include <apr_strings.h>
#include "core/regex_tree.h"

enum {
    TEXTS_MAX = 256,
    CHOICES_MAX = 8, /* of a class such as [ab] */
    TIMES_MAX = 8    /* of a group such as (ab){2} */
};

typedef struct speller {
    apr_pool_t *pool;
    lint_spelling *spelling;
    bool failed;
} speller;

static apr_array_header_t *texts_of(const speller *s, const char *text)
{
    apr_array_header_t *texts = apr_array_make(s->pool, 2, sizeof(char *));

    if (text) {
        APR_ARRAY_PUSH(texts, const char *) = text;
    }
    return texts;
}

static void add(speller *s, apr_array_header_t *texts, const char *text)
{
    for (int i = 0; i < texts->nelts; i++) {
        if (strcmp(APR_ARRAY_IDX(texts, i, const char *), text) == 0) {
            return;
        }
    }
    s->failed = s->failed || texts->nelts == TEXTS_MAX;
    if (!s->failed) {
        APR_ARRAY_PUSH(texts, const char *) = text;
    }
}

static void add_all(speller *s, apr_array_header_t *texts,
                    const apr_array_header_t *others)
{
    for (int i = 0; i < others->nelts; i++) {
        add(s, texts, APR_ARRAY_IDX(others, i, const char *));
    }
}

/* Each text followed by each of the others. */
static apr_array_header_t *join(speller *s, const apr_array_header_t *texts,
                                const apr_array_header_t *others)
{
    apr_array_header_t *joined = texts_of(s, NULL);

    for (int i = 0; i < texts->nelts; i++) {
        for (int j = 0; j < others->nelts && !s->failed; j++) {
            add(s, joined,
                apr_pstrcat(s->pool, APR_ARRAY_IDX(texts, i, const char *),
                            APR_ARRAY_IDX(others, j, const char *), NULL));
        }
    }
    return joined;
}

static apr_array_header_t *make_hole(speller *s, const cors_byte_set *set,
                                     int min, int max)
{
    lint_spelling *spelling = s->spelling;
    char text[2] = {0};

    if (spelling->count == LINT_SPELLING_HOLES) {
        s->failed = true;
        return texts_of(s, "");
    }
    spelling->holes[spelling->count] = (lint_hole_set){*set, min, max};
    text[0] = (char)++spelling->count;
    return texts_of(s, apr_pstrdup(s->pool, text));
}

/* Capitals have their small letters in the set. */
static apr_array_header_t *spell_set(speller *s, const cors_regex_node *node)
{
    apr_array_header_t *texts;

    if (node->dot) {
        return texts_of(s, ".");
    }
    if (!node->lone &&
        (!node->spelled || cors_byte_set_count(&node->set) > CHOICES_MAX)) {
        return make_hole(s, &node->set, 1, 1);
    }
    texts = texts_of(s, NULL);
    for (int byte = ' '; byte < 0x7f; byte++) {
        if (node->lone
                ? byte == node->lone
                : !apr_isupper(byte) &&
                      cors_byte_set_has(&node->set, (unsigned char)byte)) {
            add(s, texts, apr_psprintf(s->pool, "%c", byte));
        }
    }
    s->failed = s->failed || !texts->nelts;
    return texts;
}

static apr_array_header_t *spell(speller *s, const cors_regex_node *node);

/* Whether the text is a label that varies, perhaps with its dot. */
static bool is_label(const lint_spelling *spelling, const char *text)
{
    text += *text == '.';
    return lint_spelling_hole(spelling, *text) &&
           (!text[1] || strcmp(text + 1, ".") == 0);
}

/* What is repeated without end stands there once, and may have dots. That is
 * true of labels alone: `(-dev)*` has no end of texts. */
static apr_array_header_t *spell_endless(speller *s,
                                         const cors_regex_node *child)
{
    int first = s->spelling->count;
    apr_array_header_t *texts = spell(s, child);

    for (int i = 0; i < texts->nelts; i++) {
        s->failed =
            s->failed ||
            !is_label(s->spelling, APR_ARRAY_IDX(texts, i, const char *));
    }
    for (int i = first; i < s->spelling->count; i++) {
        cors_byte_set_add(&s->spelling->holes[i].set, '.', '.');
    }
    return texts;
}

static apr_array_header_t *spell_repeat(speller *s, const cors_regex_node *node)
{
    const cors_regex_node *child = node->child;
    apr_array_header_t *all = texts_of(s, node->min ? NULL : "");
    apr_array_header_t *once;
    apr_array_header_t *texts;

    if (child->kind == CORS_REGEX_SET && (!child->spelled || child->dot) &&
        node->max != 1) {
        return make_hole(s, &child->set, node->min, node->max);
    }
    if (child->kind == CORS_REGEX_SET && child->dot && !node->min) {
        return texts_of(s, "."); /* `.?`, from who forgot the backslash */
    }
    if (node->max == CORS_REGEX_UNBOUNDED) {
        add_all(s, all, spell_endless(s, child));
        return all;
    }
    if (node->max > TIMES_MAX) {
        s->failed = true;
        return all;
    }
    once = spell(s, child);
    texts = texts_of(s, "");
    for (int times = 1; times <= node->max && !s->failed; times++) {
        texts = join(s, texts, once);
        if (times >= node->min) {
            add_all(s, all, texts);
        }
    }
    return all;
}

/* Trees are a thousand nodes deep at most (regex_tree.h). */
static apr_array_header_t *spell(speller *s, const cors_regex_node *node)
{
    apr_array_header_t *texts;

    switch (node->kind) {
    case CORS_REGEX_SET:
        return spell_set(s, node);
    case CORS_REGEX_REPEAT:
        return spell_repeat(s, node);
    case CORS_REGEX_SEQUENCE:
        texts = texts_of(s, "");
        for (node = node->child; node && !s->failed; node = node->next) {
            texts = join(s, texts, spell(s, node));
        }
        return texts;
    case CORS_REGEX_CHOICE:
        texts = texts_of(s, NULL);
        for (node = node->child; node && !s->failed; node = node->next) {
            add_all(s, texts, spell(s, node));
        }
        return texts;
    default:
        return texts_of(s, "");
    }
}

/* What the tree leaves out, and with it what the expression keeps away. */
static bool is_beyond_trees(const char *regex)
{
    bool class = false;

    for (; *regex; regex++) {
        if (*regex == '\\' && regex[1]) {
            regex++;
            if (!class && (*regex == 'g' || *regex == 'k' ||
                           (apr_isdigit(*regex) && *regex != '0'))) {
                return true;
            }
        } else if (*regex == '[') {
            class = true;
        } else if (*regex == ']') {
            class = false;
        } else if (!class && (strncmp(regex, "(?!", 3) == 0 ||
                              strncmp(regex, "(?=", 3) == 0 ||
                              strncmp(regex, "(?<!", 4) == 0 ||
                              strncmp(regex, "(?<=", 4) == 0 ||
                              strncmp(regex, "(?(", 3) == 0)) {
            return true;
        }
    }
    return false;
}

lint_spelling *lint_spelling_make(apr_pool_t *pool, const char *regex)
{
    lint_spelling *spelling = apr_pcalloc(pool, sizeof(*spelling));
    speller s = {.pool = pool, .spelling = spelling};
    cors_regex_node *root = cors_regex_tree_parse(pool, regex);

    if (!root || is_beyond_trees(regex)) {
        return NULL;
    }
    spelling->texts = spell(&s, root);
    return s.failed ? NULL : spelling;
}

const lint_hole_set *lint_spelling_hole(const lint_spelling *spelling,
                                        char byte)
{
    return byte > 0 && byte <= spelling->count ? &spelling->holes[byte - 1]
                                               : NULL;
}

bool lint_hole_has_dots(const lint_hole_set *hole)
{
    return cors_byte_set_has(&hole->set, '.');
}

bool lint_hole_is_loose(const lint_hole_set *hole)
{
    return cors_byte_set_has(&hole->set, '_') ||
           cors_byte_set_has(&hole->set, '/') ||
           cors_byte_set_has(&hole->set, '!');
}

const char *lint_hole_class(apr_pool_t *pool, const lint_hole_set *hole)
{
    static const char *const ranges[] = {"az", "09", NULL};
    const char *text = "[";

    for (const char *const *range = ranges; *range; range++) {
        unsigned char last = (unsigned char)(*range)[1];

        for (unsigned char byte = (unsigned char)(*range)[0]; byte <= last;
             byte++) {
            unsigned char first = byte;

            while (byte <= last && cors_byte_set_has(&hole->set, byte)) {
                byte++;
            }
            if (byte > first + 1) {
                text = apr_psprintf(pool, "%s%c-%c", text, first, byte - 1);
            } else if (byte > first) {
                text = apr_psprintf(pool, "%s%c", text, first);
            }
        }
    }
    text =
        apr_pstrcat(pool, text, lint_hole_has_dots(hole) ? "." : "",
                    cors_byte_set_has(&hole->set, '-') ? "-" : "", "]", NULL);
    if (hole->max == CORS_REGEX_UNBOUNDED) {
        return hole->min < 2
                   ? apr_pstrcat(pool, text, hole->min ? "+" : "*", NULL)
                   : apr_psprintf(pool, "%s{%d,}", text, hole->min);
    }
    return hole->min == 1 && hole->max == 1 ? text
           : hole->min == hole->max
               ? apr_psprintf(pool, "%s{%d}", text, hole->min)
               : apr_psprintf(pool, "%s{%d,%d}", text, hole->min, hole->max);
}
