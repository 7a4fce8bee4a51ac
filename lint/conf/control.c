/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a template's tags do to the lines around them.
 */
#include "template.h"

#include <string.h>
#include <apr_strings.h>
#include "tag.h"

static const char *skip_blanks(const char *text)
{
    return text + strspn(text, " \t");
}

/* The first word inside a tag. */
static const char *keyword_of(const lint_tag *kind, const char *text)
{
    text += strlen(kind->open);
    return text + strspn(text, " \t-+~");
}

static size_t span_word(const char *text)
{
    return strspn(text, "abcdefghijklmnopqrstuvwxyz");
}

static bool is_word(const char *text, const char *const *words)
{
    size_t length = span_word(text);

    for (; *words; words++) {
        if (strlen(*words) == length && strncmp(text, *words, length) == 0) {
            return true;
        }
    }
    return false;
}

static lint_template_step step_of_word(const char *word)
{
    static const char *const conditions[] = {"if",     "unless", "with",
                                             "case",   "block",  "macro",
                                             "define", "raw",    NULL};
    static const char *const loops[] = {"for", "range", "while", "each", NULL};
    static const char *const branches[] = {"else",   "elif", "elsif",
                                           "elseif", "when", NULL};
    static const char *const ends[] = {
        "end",      "endif",   "endfor", "endunless", "endwith",
        "endblock", "endcase", "endraw", "endmacro",  NULL};

    return is_word(word, conditions) ? LINT_TEMPLATE_IF
           : is_word(word, loops)    ? LINT_TEMPLATE_LOOP
           : is_word(word, branches) ? LINT_TEMPLATE_ELSE
           : is_word(word, ends)     ? LINT_TEMPLATE_END
                                     : LINT_TEMPLATE_STAY;
}

/* Ruby: `hosts.each do |host|`, `hosts.each { |host|`. */
static bool is_ruby_block(const char *word, const char *end)
{
    for (const char *at = word; at < end; at++) {
        if (strncmp(at, " do ", 4) == 0 || strncmp(at, "{ |", 3) == 0 ||
            strncmp(at, "{|", 2) == 0) {
            return true;
        }
    }
    return false;
}

/* What stands from text to end, without the words that begin it and without
 * its negation; NULL for nothing. */
static void read_condition(apr_pool_t *pool, lint_template_tag *tag,
                           const char *text, const char *end)
{
    size_t word = span_word(text);
    char *condition;
    size_t length;

    if (step_of_word(text) != LINT_TEMPLATE_STAY) {
        tag->negated = word == 6 && strncmp(text, "unless", word) == 0;
        text = skip_blanks(text + word);
    }
    if (tag->step == LINT_TEMPLATE_ELSE && strncmp(text, "if ", 3) == 0) {
        text = skip_blanks(text + 3);
    }
    while (end > text && strchr(" \t-+~:", end[-1])) {
        end--;
    }
    if (end - text > 5 && strncmp(end - 5, " then", 5) == 0) {
        end -= 5;
    }
    length = end > text ? (size_t)(end - text) : 0;
    condition = apr_pstrmemdup(pool, text, length);
    /* `not a and b` is no more than a half of its opposite. */
    if (!strstr(condition, " and ") && !strstr(condition, " or ") &&
        !strstr(condition, "&&") && !strstr(condition, "||")) {
        size_t skipped = strncmp(condition, "not ", 4) == 0 ? 4
                         : *condition == '!'                ? 1
                                                            : 0;

        tag->negated ^= skipped > 0;
        condition += skipped;
    }
    condition += strspn(condition, " \t");
    tag->condition = *condition ? condition : NULL;
}

static lint_template_tag cut_tag(apr_pool_t *pool, const lint_tag *kind,
                                 const char *text, size_t length)
{
    lint_template_tag tag = {LINT_TEMPLATE_STAY, NULL, false};
    const char *word = keyword_of(kind, text);
    const char *end = text + length - strlen(kind->close);
    bool mustache = kind->open[1] == '{';

    if (mustache && *word == '/') {
        tag.step = word[1] == '*' ? LINT_TEMPLATE_STAY : LINT_TEMPLATE_END;
        return tag;
    }
    if (mustache && (*word == '#' || *word == '^')) {
        bool negated = *word == '^';

        word = skip_blanks(word + 1);
        tag.step = step_of_word(word);
        if (tag.step == LINT_TEMPLATE_STAY) {
            tag.step =
                negated && word >= end ? LINT_TEMPLATE_ELSE : LINT_TEMPLATE_IF;
        }
        read_condition(pool, &tag, word, end);
        tag.negated ^= negated;
        return tag;
    }
    tag.step = step_of_word(word);
    if (tag.step == LINT_TEMPLATE_STAY && *kind->open == '<') {
        tag.step = is_ruby_block(word, end) ? LINT_TEMPLATE_LOOP
                   : *word == '}'           ? LINT_TEMPLATE_END
                                            : LINT_TEMPLATE_STAY;
    }
    if (tag.step != LINT_TEMPLATE_STAY && tag.step != LINT_TEMPLATE_END) {
        read_condition(pool, &tag, word, end);
    }
    return tag;
}

/* Go's and Mustache's control tags look like values. */
static bool is_control(const lint_tag *kind, const char *text)
{
    static const char *const controls[] = {
        "if",    "else",   "end",   "range",    "with",
        "block", "define", "break", "continue", NULL};
    static const char *const contents[] = {"include", "import", "extends",
                                           NULL};
    const char *word = keyword_of(kind, text);

    if (kind->control) {
        return *kind->open != '{' || !is_word(word, contents);
    }
    return *kind->open == '{' &&
           (strchr("#/^!", *word) || is_word(word, controls) ||
            strncmp(word, "$", 1) == 0);
}

/* A control tag's bytes in a line. */
typedef struct stretch {
    char *at;
    size_t length;
} stretch;

static void take_tag(apr_pool_t *pool, lint_template_line *judged,
                     const lint_tag *kind, const char *text, size_t length)
{
    judged->tagged = true;
    if (kind->open[1] == '#' || strncmp(kind->open, "{{!", 3) == 0) {
        return; /* a comment */
    }
    if (!judged->tags) {
        judged->tags = apr_array_make(pool, 2, sizeof(lint_template_tag));
    }
    APR_ARRAY_PUSH(judged->tags, lint_template_tag) =
        cut_tag(pool, kind, text, length);
}

/* Makes the tags before the text blank, so that columns stay, and takes those
 * behind it away; one amid the text stays, so that its word is unknown. */
static void blank_ends(char *line, const apr_array_header_t *found)
{
    const stretch *list = (const stretch *)found->elts;
    int count = found->nelts;
    char *start = line;
    size_t length;

    for (int i = 0; i < count; i++) {
        start += strspn(start, " \t");
        if (list[i].at != start) {
            break;
        }
        memset(start, ' ', list[i].length);
        start += list[i].length;
    }
    for (int i = count - 1; i >= 0; i--) {
        const char *behind = list[i].at + list[i].length;

        if (behind[strspn(behind, " \t")]) {
            break;
        }
        *list[i].at = '\0';
    }
    length = strlen(line);
    while (length && strchr(" \t", line[length - 1])) {
        line[--length] = '\0';
    }
}

/* Finds the control tags of a line. */
static apr_array_header_t *find_tags(apr_pool_t *pool, char *line,
                                     lint_template_line *judged)
{
    apr_array_header_t *found = apr_array_make(pool, 2, sizeof(stretch));

    for (char *at = line; *at; at++) {
        const lint_tag *kind = lint_tag_at(at);
        size_t length;

        if (!kind) {
            continue;
        }
        length = lint_tag_length(kind, at);
        if (!length) {
            judged->tagged |= at == line;
            judged->closer = at == line ? kind->close : NULL;
            break;
        }
        if (is_control(kind, at)) {
            take_tag(pool, judged, kind, at, length);
            APR_ARRAY_PUSH(found, stretch) = (stretch){at, length};
        }
        at += length - 1;
    }
    return found;
}

bool lint_template_judge(apr_pool_t *pool, const char **text,
                         lint_template_line *judged)
{
    const lint_tag *kind = lint_tag_at(*text);
    size_t first;
    char *copy;

    if (!kind) {
        return false;
    }
    memset(judged, 0, sizeof(*judged));
    copy = apr_pstrdup(pool, *text);
    blank_ends(copy, find_tags(pool, copy, judged));
    if (judged->closer) {
        judged->empty = true;
    } else {
        first = strspn(copy, " \t");
        judged->empty = judged->tagged && !copy[first];
        kind = lint_tag_at(copy + first);
        judged->content =
            kind && lint_tag_length(kind, copy + first) == strlen(copy + first);
    }
    *text = copy;
    return judged->tagged || judged->content;
}
