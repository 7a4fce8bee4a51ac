/* SPDX-License-Identifier: Apache-2.0 */
#include "template.h"

#include <string.h>
#include <apr_lib.h>
#include <apr_strings.h>

static const char by_template[] = "a template fills it in";
static const char by_variable[] =
    "it depends on a variable that is not set in this configuration";

/* No tag is longer: without a bound, a line of nothing but openings would be
 * searched to its end at each of them. */
#define LENGTH_MAX 1024

static const char *find_end(const char *text, const char *closer)
{
    return memmem(text, strnlen(text, LENGTH_MAX), closer, strlen(closer));
}

typedef struct tag {
    const char *open;
    const char *close;
    bool control; /* makes no text of its own */
} tag;

/* Longer ones first. */
static const tag tags[] = {
    {"{{!--", "--}}", true}, {"{{", "}}", false},  {"{%", "%}", true},
    {"{#", "#}", true},      {"<%=", "%>", false}, {"<%", "%>", true},
};

static const tag *tag_at(const char *text)
{
    if (*text != '{' && *text != '<') {
        return NULL;
    }
    for (size_t i = 0; i < sizeof(tags) / sizeof(tags[0]); i++) {
        if (strncmp(text, tags[i].open, strlen(tags[i].open)) == 0) {
            /* LogFormat has "<%u>": ERB's have a blank, `-`, `=` or `#`. */
            if (strcmp(tags[i].open, "<%") == 0 && !strchr(" \t-#", text[2])) {
                return NULL;
            }
            return &tags[i];
        }
    }
    return NULL;
}

/* The length of the tag at text; 0 when it does not end in this line. */
static size_t tag_length(const tag *kind, const char *text)
{
    const char *end = find_end(text + strlen(kind->open), kind->close);

    return end ? (size_t)(end - text) + strlen(kind->close) : 0;
}

static size_t span_name(const char *text, bool any_case)
{
    size_t length = 0;

    while (text[length] == '_' || apr_isupper(text[length]) ||
           (any_case && apr_islower(text[length])) ||
           (length && apr_isdigit(text[length]))) {
        length++;
    }
    return length;
}

static size_t measure_at(const char *text)
{
    size_t marks = text[1] == '@' ? 2 : 1;
    size_t length = span_name(text + marks, marks == 2);

    return length && strncmp(text + marks + length, "@@", marks) == 0
               ? length + 2 * marks
               : 0;
}

/* `$NAME` and `${NAME}`; `$1`, `$name` (a macro's parameter, another server's
 * variable) and `${map:key}` are httpd's own or a mistake, and stay. */
static size_t measure_dollar(const char *text)
{
    size_t length;
    const char *end;

    if (text[1] != '{') {
        length = span_name(text + 1, false);
        return length > 1 && !apr_isalnum(text[1 + length]) ? length + 1 : 0;
    }
    length = span_name(text + 2, true);
    end = length ? find_end(text + 2, "}") : NULL;
    if (!end) {
        return 0;
    }
    /* The shell's ${NAME:-default}; any other colon is a RewriteMap. */
    return text[2 + length] == '}' ||
                   (text[2 + length] == ':' && strchr("-=?+", text[3 + length]))
               ? (size_t)(end - text) + 1
           : memchr(text, ':', (size_t)(end - text)) ||
                   memchr(text, '%', (size_t)(end - text)) ||
                   memchr(text, ' ', (size_t)(end - text))
               ? 0
               : (size_t)(end - text) + 1;
}

size_t lint_template_measure(const char *text, const char **why)
{
    const tag *kind;
    size_t length = 0;

    switch (*text) {
    case '$':
        length = measure_dollar(text);
        *why = by_variable;
        break;
    case '@':
        length = measure_at(text);
        *why = by_template;
        break;
    case '{':
    case '<':
        kind = tag_at(text);
        length = kind ? tag_length(kind, text) : 0;
        *why = by_template;
        break;
    default:
        break;
    }
    return length;
}

const char *lint_template_find(const char *text, size_t length)
{
    /* Asked for every line: memchr finds none of these at full speed. */
    static const char marks[] = "${@<";
    const char *end = text + length;
    const char *why;

    for (const char *mark = marks; *mark; mark++) {
        for (const char *at = text;
             (at = memchr(at, *mark, (size_t)(end - at))); at++) {
            if (lint_template_measure(at, &why)) {
                return why;
            }
        }
    }
    return NULL;
}

/* The first word inside a tag. */
static const char *keyword_of(const tag *kind, const char *text)
{
    text += strlen(kind->open);
    while (*text && strchr(" \t-+~", *text)) {
        text++;
    }
    return text;
}

static bool is_word(const char *text, const char *const *words)
{
    size_t length = strspn(text, "abcdefghijklmnopqrstuvwxyz");

    for (; *words; words++) {
        if (strlen(*words) == length && strncmp(text, *words, length) == 0) {
            return true;
        }
    }
    return false;
}

/* How a tag changes the depth of conditions. */
static int depth_change(const tag *kind, const char *text, size_t length)
{
    static const char *const opening[] = {"if",    "for",    "unless", "range",
                                          "with",  "case",   "while",  "block",
                                          "macro", "define", "raw",    NULL};
    static const char *const closing[] = {
        "end",      "endif",   "endfor", "endunless", "endwith",
        "endblock", "endcase", "endraw", "endmacro",  NULL};
    const char *word = keyword_of(kind, text);
    const char *end = text + length - strlen(kind->close);

    if (kind->open[1] == '#') {
        return 0;
    }
    if (kind->open[1] == '{' && (*word == '#' || *word == '^')) {
        return 1;
    }
    if (is_word(word, closing) || (kind->open[1] == '{' && *word == '/')) {
        return word[0] == '/' && word[1] == '*' ? 0 : -1;
    }
    if (is_word(word, opening)) {
        return 1;
    }
    /* Ruby: `hosts.each do |host|`, `hosts.each { |host|`. */
    for (const char *at = word; *kind->open == '<' && at < end; at++) {
        if (strncmp(at, " do ", 4) == 0 || strncmp(at, "{ |", 3) == 0 ||
            strncmp(at, "{|", 2) == 0) {
            return 1;
        }
    }
    return *kind->open == '<' && *word == '}' ? -1 : 0;
}

/* Go's and Mustache's control tags look like values. */
static bool is_control(const tag *kind, const char *text)
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

bool lint_template_judge(apr_pool_t *pool, const char **text,
                         lint_template_line *judged)
{
    const tag *kind = tag_at(*text);
    char *copy;
    char *at;

    if (!kind) {
        return false;
    }
    memset(judged, 0, sizeof(*judged));
    copy = apr_pstrdup(pool, *text);
    for (at = copy; *at; at++) {
        size_t length;

        kind = tag_at(at);
        if (!kind) {
            continue;
        }
        length = tag_length(kind, at);
        if (!length) {
            judged->tagged = judged->empty = at == copy;
            judged->closer = at == copy ? kind->close : NULL;
            break;
        }
        if (is_control(kind, at)) {
            judged->tagged = true;
            judged->depth += depth_change(kind, at, length);
            memset(at, ' ', length);
        }
        at += length - 1;
    }
    if (!judged->closer) {
        size_t first = strspn(copy, " \t");

        judged->empty = judged->tagged && !copy[first];
        kind = tag_at(copy + first);
        judged->content =
            kind && tag_length(kind, copy + first) == strlen(copy + first);
    }
    *text = copy;
    return judged->tagged || judged->content;
}
