/* SPDX-License-Identifier: Apache-2.0 */
#include "regex_sample.h"

#include <stdint.h>
#include <string.h>
#include "regex_fill.h"

/* Nothing longer is an origin; a sample that gets longer is given up. */
#define SAMPLE_MAX 326

/* No path in a tree is longer (regex_tree.h), root and leaf included. */
#define PATH_MAX_NODES 1024

/* Nodes looked at before sampling ends: some milliseconds. */
#define WORK_MAX 4000000L

/* Samples in which everything varies at once. */
#define RANDOM_MAX 200

/* What stands in a wildcard that is not in focus, the first that fits. */
static const char *const fillings[] = {"evil", "net"};

/* Two more than there are words: as few bytes as may be, and a byte again and
 * again. */
#define RUN_CHOICES (CORS_REGEX_WORDS + 2)

/* How what is not in focus is filled in: bits of a mode. */
enum {
    MODE_DOTLESS = 1,  /* an unescaped dot is no dot */
    MODE_GENEROUS = 2, /* what may be left out is there */
    MODES = 4
};

typedef struct sampler {
    cors_regex_node *path[PATH_MAX_NODES]; /* from the root to the focus */
    int last;                              /* the focus; -1 without one */
    int choice;                            /* which of its variants */
    unsigned mode;
    bool random; /* all variants by lot */
    uint32_t lot;
    long work;
    size_t length;
    char text[SAMPLE_MAX + 1];
} sampler;

/* Marsaglia's xorshift: the same numbers everywhere. */
static int draw(sampler *s, int count)
{
    s->lot ^= s->lot << 13;
    s->lot ^= s->lot >> 17;
    s->lot ^= s->lot << 5;
    return (int)(s->lot % (uint32_t)count);
}

static bool put(sampler *s, int byte)
{
    if (byte <= 0 || s->length >= SAMPLE_MAX) {
        return false;
    }
    s->text[s->length++] = (char)byte;
    return true;
}

static bool put_word(sampler *s, const cors_regex_node *run, const char *word)
{
    bool good = cors_regex_fits(run, word);

    while (good && *word) {
        good = put(s, *word++);
    }
    return good;
}

static bool put_copies(sampler *s, const cors_regex_node *run, int copies)
{
    int byte = cors_regex_telling_byte(run->child, 0);
    bool good = copies >= run->min && copies == cors_regex_limited(run, copies);

    for (int i = 0; good && i < copies; i++) {
        good = put(s, byte);
    }
    return good;
}

static bool put_run(sampler *s, const cors_regex_node *run, bool in_focus)
{
    int choice = s->random ? draw(s, RUN_CHOICES) : s->choice;
    int some = run->min ? run->min : 1;

    if (in_focus || s->random) {
        return choice < CORS_REGEX_WORDS
                   ? put_word(s, run, cors_regex_words[choice])
               : choice == CORS_REGEX_WORDS
                   ? put_copies(s, run, run->min)
                   : put_copies(s, run, cors_regex_limited(run, some + 3));
    }
    if (run->min == 0 && !(s->mode & MODE_GENEROUS)) {
        return true;
    }
    for (int i = 0; i < 2; i++) {
        if (cors_regex_fits(run, fillings[i])) {
            return put_word(s, run, fillings[i]);
        }
    }
    return put_copies(s, run, some);
}

static bool put_byte(sampler *s, const cors_regex_node *set, bool in_focus)
{
    if (s->random) {
        int byte = cors_regex_telling_byte(set, draw(s, 3));

        return put(s, byte > 0 ? byte : cors_regex_telling_byte(set, 0));
    }
    if (in_focus) {
        return put(s, cors_regex_telling_byte(set, s->choice));
    }
    if (set->dot && !(s->mode & MODE_DOTLESS)) {
        return put(s, '.');
    }
    return put(s, cors_regex_telling_byte(set, 0));
}

static int copies_of(sampler *s, const cors_regex_node *repeat, int depth)
{
    int copies = repeat->min;

    if (s->random) {
        return cors_regex_limited(repeat, copies + draw(s, 3));
    }
    if (depth >= 0 && depth == s->last) {
        return copies + s->choice;
    }
    if (copies == 0 && (depth >= 0 || (s->mode & MODE_GENEROUS))) {
        return cors_regex_limited(repeat, 1);
    }
    return copies;
}

static const cors_regex_node *
branch_of(sampler *s, const cors_regex_node *choice, int depth)
{
    const cors_regex_node *branch = choice->child;

    if (depth >= 0 && depth < s->last) {
        return s->path[depth + 1];
    }
    if (s->random) {
        int taken = 0;

        /* Each of those so far is as likely: they need not be counted. */
        for (int count = 2; branch->next; count++) {
            branch = branch->next;
            if (draw(s, count) == 0) {
                taken = count - 1;
            }
        }
        for (branch = choice->child; taken > 0; taken--) {
            branch = branch->next;
        }
    }
    return branch;
}

/* Appends what node gives; depth is its index on the path, -1 when it is not
 * on it. False when this variant comes to nothing. */
static bool render(sampler *s, const cors_regex_node *node, int depth)
{
    bool in_focus = depth >= 0 && depth == s->last;
    const cors_regex_node *onward =
        depth >= 0 && depth < s->last ? s->path[depth + 1] : NULL;
    bool good = --s->work > 0;
    int copies;

    switch (node->kind) {
    case CORS_REGEX_SET:
        return good && put_byte(s, node, in_focus);
    case CORS_REGEX_SEQUENCE:
        for (node = node->child; good && node; node = node->next) {
            good = render(s, node, node == onward ? depth + 1 : -1);
        }
        return good;
    case CORS_REGEX_CHOICE:
        node = branch_of(s, node, depth);
        return good && render(s, node, onward ? depth + 1 : -1);
    case CORS_REGEX_REPEAT:
        if (cors_regex_is_run(node)) {
            return good && put_run(s, node, in_focus);
        }
        copies = copies_of(s, node, depth);
        if (copies != cors_regex_limited(node, copies)) {
            return false;
        }
        for (int i = 0; good && i < copies; i++) {
            good = render(s, node->child, onward ? depth + 1 : -1);
        }
        return good;
    default:
        return good;
    }
}

/* How many variants a node has. A branch of a choice has one at least: that
 * it is taken. */
static int variants(const cors_regex_node *node)
{
    const cors_regex_node *parent = node->parent;
    int taken = parent && parent->kind == CORS_REGEX_CHOICE;

    if (parent && cors_regex_is_run(parent)) {
        return 0;
    }
    if (cors_regex_is_run(node)) {
        return RUN_CHOICES;
    }
    if (node->kind == CORS_REGEX_REPEAT) {
        return 3;
    }
    if (node->kind == CORS_REGEX_SET) {
        int count = cors_byte_set_count(&node->set);

        return count > 1 ? CORS_REGEX_BYTES + 4 : taken;
    }
    return taken;
}

static bool is_wildcard(const cors_regex_node *node)
{
    return cors_regex_is_run(node) ||
           (node->kind == CORS_REGEX_SET && !node->spelled);
}

/* Puts node, and what is above it, on the path. False below a look-around,
 * which gives no bytes. */
static bool focus(sampler *s, cors_regex_node *node)
{
    int depth = 0;

    for (cors_regex_node *up = node; up; up = up->parent) {
        if (up->kind == CORS_REGEX_ASIDE) {
            return false;
        }
        depth++;
    }
    if (depth > PATH_MAX_NODES) {
        return false;
    }
    s->last = depth - 1;
    while (depth > 0) {
        s->path[--depth] = node;
        node = node->parent;
    }
    return true;
}

static bool emit(sampler *s, cors_regex_node *root, bool plain,
                 cors_regex_sink *sink, void *baton)
{
    s->length = 0;
    if (render(s, root, s->last >= 0 ? 0 : -1)) {
        s->text[s->length] = '\0';
        return sink(baton, s->text, plain);
    }
    return s->work > 0;
}

/* The first variant of each wildcard (or of each node that is none), then the
 * second of each, and so on. False when there are enough. */
static bool vary(sampler *s, cors_regex_node *root, bool plain,
                 cors_regex_sink *sink, void *baton)
{
    bool left = true;

    for (s->choice = 0; left; s->choice++) {
        left = false;
        for (cors_regex_node *node = root; node;
             node = cors_regex_tree_next(node)) {
            if (is_wildcard(node) != plain && variants(node) > s->choice &&
                focus(s, node)) {
                left = true;
                if (!emit(s, root, plain, sink, baton)) {
                    return false;
                }
            }
        }
    }
    return true;
}

void cors_regex_sample(cors_regex_node *root, cors_regex_sink *sink,
                       void *baton)
{
    sampler s; /* its path and its text are large and written before read */
    bool more = true;

    s.last = -1;
    s.choice = 0;
    s.mode = 0;
    s.random = false;
    s.lot = 2463534242U;
    s.work = WORK_MAX;
    emit(&s, root, true, sink, baton);
    for (unsigned mode = 0; more && mode < MODES; mode++) {
        s.mode = mode;
        more = vary(&s, root, false, sink, baton);
    }
    s.mode = 0;
    s.work = WORK_MAX;
    vary(&s, root, true, sink, baton);
    s.last = -1;
    s.random = true;
    for (int i = 0; i < RANDOM_MAX; i++) {
        if (!emit(&s, root, false, sink, baton)) {
            break;
        }
    }
}
