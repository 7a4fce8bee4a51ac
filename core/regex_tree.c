/* SPDX-License-Identifier: Apache-2.0 */
#include "regex_tree.h"

#include <string.h>
#include <apr_lib.h>

/* PCRE2's own limit (PARENS_NEST_LIMIT): deeper expressions do not compile. */
#define DEPTH_MAX 250

/* A written byte that is repeated this often at most is written that often
 * into the tree: `w{3}` is "www". Classes with more members than that are not
 * taken for written down. */
#define SPELLED_MAX 8

typedef struct parser {
    apr_pool_t *pool;
    const char *at;
    int depth;
    bool extended; /* (?x): blanks and comments count for nothing */
    bool quoted;   /* between \Q and \E */
    bool failed;
} parser;

static cors_regex_node *parse_choice(parser *p);

static cors_regex_node *create(parser *p, cors_regex_kind kind)
{
    cors_regex_node *node = apr_pcalloc(p->pool, sizeof(*node));

    node->kind = kind;
    return node;
}

static cors_regex_node *fail(parser *p)
{
    p->failed = true;
    return create(p, CORS_REGEX_EMPTY);
}

/* Appends child behind `last`, the parent's last child so far (or NULL), and
 * returns it. */
static cors_regex_node *append(cors_regex_node *parent, cors_regex_node *last,
                               cors_regex_node *child)
{
    child->parent = parent;
    if (last) {
        last->next = child;
    } else {
        parent->child = child;
    }
    return child;
}

static cors_regex_node *create_byte(parser *p, char byte)
{
    cors_regex_node *node = create(p, CORS_REGEX_SET);

    cors_byte_set_add(&node->set, (unsigned char)byte, (unsigned char)byte);
    cors_byte_set_fold(&node->set);
    node->spelled = true;
    node->lone = (unsigned char)apr_tolower(byte);
    return node;
}

static cors_regex_node *parse_dot(parser *p)
{
    cors_regex_node *node = create(p, CORS_REGEX_SET);

    cors_byte_set_add(&node->set, '\n', '\n');
    cors_byte_set_invert(&node->set);
    node->dot = true;
    return node;
}

static cors_regex_node *parse_class(parser *p)
{
    cors_regex_node *node = create(p, CORS_REGEX_SET);

    if (!cors_regex_class_read(&p->at, &node->set, &node->spelled)) {
        return fail(p);
    }
    node->spelled =
        node->spelled && cors_byte_set_count(&node->set) <= SPELLED_MAX;
    cors_byte_set_fold(&node->set);
    return node;
}

static cors_regex_node *parse_escape(parser *p)
{
    cors_regex_node *node = create(p, CORS_REGEX_SET);
    cors_regex_escape escape =
        cors_regex_escape_read(&p->at, false, &node->set);

    switch (escape) {
    case CORS_REGEX_ESCAPE_BAD:
        return fail(p);
    case CORS_REGEX_ESCAPE_QUOTE:
        p->quoted = true;
        return NULL;
    case CORS_REGEX_ESCAPE_NOTHING:
        node->kind = CORS_REGEX_EMPTY;
        break;
    default:
        cors_byte_set_fold(&node->set);
        node->spelled = escape == CORS_REGEX_ESCAPE_BYTE;
        break;
    }
    return node;
}

static bool take(parser *p, const char *text)
{
    size_t length = strlen(text);

    if (strncmp(p->at, text, length) != 0) {
        return false;
    }
    p->at += length;
    return true;
}

/* What is left of a group, up to its closing parenthesis. */
static cors_regex_node *parse_rest(parser *p)
{
    cors_regex_node *node;

    if (++p->depth > DEPTH_MAX) {
        return fail(p);
    }
    node = parse_choice(p);
    p->depth--;
    return take(p, ")") ? node : fail(p);
}

/* Behind its `(`; NULL for what is none, such as a comment. */
static cors_regex_node *parse_group(parser *p)
{
    bool outside = p->extended;
    cors_regex_node *node;

    switch (cors_regex_group_read(&p->at, &p->extended)) {
    case CORS_REGEX_GROUP_PLAIN:
        node = parse_rest(p);
        break;
    case CORS_REGEX_GROUP_ASIDE:
        node = create(p, CORS_REGEX_ASIDE);
        append(node, NULL, parse_rest(p));
        break;
    case CORS_REGEX_GROUP_NEGATIVE:
        parse_rest(p);
        node = create(p, CORS_REGEX_EMPTY);
        break;
    case CORS_REGEX_GROUP_CONDITIONAL:
        p->at++;
        if (++p->depth > DEPTH_MAX) {
            return fail(p);
        }
        parse_group(p);
        p->depth--;
        node = parse_rest(p);
        break;
    case CORS_REGEX_GROUP_REFERENCE:
        return create(p, CORS_REGEX_EMPTY);
    case CORS_REGEX_GROUP_FLAGS:
    case CORS_REGEX_GROUP_NOTHING:
        return NULL;
    default:
        return fail(p);
    }
    p->extended = outside;
    return node;
}

static void skip_ignored(parser *p)
{
    while (p->extended && !p->quoted &&
           (apr_isspace(*p->at) || *p->at == '#')) {
        if (*p->at++ == '#') {
            p->at += strcspn(p->at, "\n");
        }
    }
}

/* One item; NULL for what is none, such as a comment. */
static cors_regex_node *parse_item(parser *p)
{
    char byte = *p->at++;

    if (p->quoted) {
        if (byte == '\\' && take(p, "E")) {
            p->quoted = false;
            return NULL;
        }
        return create_byte(p, byte);
    }
    switch (byte) {
    case '(':
        return parse_group(p);
    case '[':
        return parse_class(p);
    case '.':
        return parse_dot(p);
    case '\\':
        return parse_escape(p);
    case '^':
    case '$':
        return create(p, CORS_REGEX_EMPTY);
    case '*':
    case '+':
    case '?':
        return fail(p);
    default:
        return create_byte(p, byte);
    }
}

static bool take_quantifier(parser *p, int *min, int *max)
{
    while (take(p, "\\E")) {
        p->quoted = false;
    }
    skip_ignored(p);
    return !p->quoted && cors_regex_quantifier_read(&p->at, min, max);
}

static int times(int a, int b)
{
    if (a == 0 || b == 0) {
        return 0;
    }
    if (a < 0 || b < 0) {
        return CORS_REGEX_UNBOUNDED;
    }
    return a > CORS_REGEX_REPEAT_MAX / b ? CORS_REGEX_REPEAT_MAX : a * b;
}

/* A written byte min to max times, each one a node of its own. */
static cors_regex_node *spell_out(parser *p, const cors_regex_node *item,
                                  int min, int max)
{
    cors_regex_node *sequence = create(p, CORS_REGEX_SEQUENCE);
    cors_regex_node *last = NULL;

    for (int i = 0; i < max; i++) {
        cors_regex_node *copy = create(p, CORS_REGEX_SET);

        *copy = *item;
        if (i >= min) {
            cors_regex_node *maybe = create(p, CORS_REGEX_REPEAT);

            maybe->max = 1;
            append(maybe, NULL, copy);
            copy = maybe;
        }
        last = append(sequence, last, copy);
    }
    return sequence;
}

static cors_regex_node *repeat(parser *p, cors_regex_node *item, int min,
                               int max)
{
    cors_regex_node *node;

    if (max == 0 || item->kind == CORS_REGEX_EMPTY) {
        return create(p, CORS_REGEX_EMPTY);
    }
    if (min == 1 && max == 1) {
        return item;
    }
    if (item->kind == CORS_REGEX_REPEAT) {
        /* `(?:x+)?` is one repetition: this keeps paths short. */
        item->min = times(item->min, min);
        item->max = times(item->max, max);
        return item;
    }
    if (item->kind == CORS_REGEX_SET && item->spelled && max > 1 &&
        max <= SPELLED_MAX) {
        return spell_out(p, item, min, max);
    }
    node = create(p, CORS_REGEX_REPEAT);
    node->min = min;
    node->max = max;
    append(node, NULL, item);
    return node;
}

/* A parent with one child is that child. */
static cors_regex_node *unwrapped(cors_regex_node *node)
{
    cors_regex_node *child = node->child;

    if (!child || child->next) {
        return node;
    }
    child->parent = NULL;
    return child;
}

static cors_regex_node *parse_sequence(parser *p)
{
    cors_regex_node *sequence = create(p, CORS_REGEX_SEQUENCE);
    cors_regex_node *last = NULL;

    for (;;) {
        cors_regex_node *item;
        int min, max;

        skip_ignored(p);
        if (p->failed || !*p->at ||
            (!p->quoted && (*p->at == '|' || *p->at == ')'))) {
            return unwrapped(sequence);
        }
        item = parse_item(p);
        if (item) {
            while (take_quantifier(p, &min, &max)) {
                item = repeat(p, item, min, max);
            }
            last = append(sequence, last, item);
        }
    }
}

static cors_regex_node *parse_choice(parser *p)
{
    cors_regex_node *choice = create(p, CORS_REGEX_CHOICE);
    cors_regex_node *last = NULL;
    bool extended = p->extended;

    do {
        last = append(choice, last, parse_sequence(p));
    } while (!p->failed && take(p, "|"));
    p->extended = extended;
    return unwrapped(choice);
}

cors_regex_node *cors_regex_tree_parse(apr_pool_t *pool, const char *regex)
{
    parser p = {pool, regex, 0, false, false, false};
    cors_regex_node *root = parse_choice(&p);

    return p.failed || *p.at ? NULL : root;
}

cors_regex_node *cors_regex_tree_next(cors_regex_node *node)
{
    if (node->child) {
        return node->child;
    }
    while (node && !node->next) {
        node = node->parent;
    }
    return node ? node->next : NULL;
}
