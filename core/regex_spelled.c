/* SPDX-License-Identifier: Apache-2.0 */
#include "regex_spelled.h"

#include <string.h>

/* How much of the text may be spelled at some point of the expression: number
 * n is in the set when its first n bytes may. Zero always is, as the text may
 * begin anywhere. */
typedef cors_byte_set progress;

typedef struct search {
    const char *text;
    size_t length;
    bool found;
} search;

static void join(progress *to, const progress *from)
{
    for (int i = 0; i < 4; i++) {
        to->words[i] |= from->words[i];
    }
}

/* An unescaped dot was meant for one, unless it is a wildcard over many
 * bytes. */
static bool may_spell(const cors_regex_node *set, char byte)
{
    const cors_regex_node *parent = set->parent;

    if (set->dot) {
        return byte == '.' && !(parent && parent->kind == CORS_REGEX_REPEAT &&
                                parent->max != 1);
    }
    return set->spelled && cors_byte_set_has(&set->set, (unsigned char)byte);
}

static void spell_byte(search *s, const cors_regex_node *set, progress *at)
{
    progress after = {{1, 0, 0, 0}};

    for (size_t i = 0; i <= s->length / 64; i++) {
        for (uint64_t left = at->words[i]; left; left &= left - 1) {
            size_t spelled = i * 64 + (unsigned)__builtin_ctzll(left);

            if (spelled < s->length && may_spell(set, s->text[spelled])) {
                spelled++;
                after.words[spelled / 64] |= UINT64_C(1) << (spelled % 64);
                s->found = s->found || spelled == s->length;
            }
        }
    }
    *at = after;
}

/* Moves *at from before node to behind it. */
static void spell(search *s, const cors_regex_node *node, progress *at)
{
    const progress before = *at;
    progress after = {{1, 0, 0, 0}};

    switch (node->kind) {
    case CORS_REGEX_SET:
        spell_byte(s, node, at);
        break;
    case CORS_REGEX_SEQUENCE:
        for (node = node->child; node && !s->found; node = node->next) {
            spell(s, node, at);
        }
        break;
    case CORS_REGEX_CHOICE:
        for (node = node->child; node && !s->found; node = node->next) {
            *at = before;
            spell(s, node, at);
            join(&after, at);
        }
        *at = after;
        break;
    case CORS_REGEX_REPEAT:
        spell(s, node->child, at);
        if (node->min == 0) {
            join(at, &before);
        }
        break;
    case CORS_REGEX_ASIDE:
        spell(s, node->child, &after);
        break;
    case CORS_REGEX_EMPTY:
        break;
    }
}

bool cors_regex_spells(const cors_regex_node *root, const char *text,
                       size_t length)
{
    search s = {text, length, false};
    progress at = {{1, 0, 0, 0}};

    if (length > 0 && length <= CORS_REGEX_SPELLED_MAX) {
        spell(&s, root, &at);
    }
    return s.found;
}
