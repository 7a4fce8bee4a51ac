/* SPDX-License-Identifier: Apache-2.0 */
#include "template.h"

#include <string.h>
#include <apr_lib.h>
#include "tag.h"

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

/* Longer ones first. */
static const lint_tag tags[] = {
    {"{{!--", "--}}", true}, {"{{", "}}", false},  {"{%", "%}", true},
    {"{#", "#}", true},      {"<%=", "%>", false}, {"<%", "%>", true},
};

const lint_tag *lint_tag_at(const char *text)
{
    if (*text == '{' ? !strchr("{%#", text[1]) || !text[1]
                     : *text != '<' || text[1] != '%') {
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

size_t lint_tag_length(const lint_tag *kind, const char *text)
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

/* `@@NAME@@`, `@NAME@`, and autoconf's `@name@` where it is no address. */
static size_t measure_at(const char *text)
{
    size_t marks = text[1] == '@' ? 2 : 1;
    size_t length = span_name(text + marks, true);
    const char *end = text + marks + length;

    if (!length || strncmp(end, "@@", marks) != 0) {
        return 0;
    }
    if (marks == 1 && span_name(text + 1, false) != length &&
        apr_isalnum(end[1])) {
        return 0;
    }
    return length + 2 * marks;
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
    const lint_tag *kind;
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
        kind = lint_tag_at(text);
        length = kind ? lint_tag_length(kind, text) : 0;
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
