/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/migrate/hollow.h"

#include <string.h>
#include <strings.h>

/* A line's text behind its indentation. */
static const char *text_of(const lint_hollow *lines, int line)
{
    const char *text = lint_source_line(lines->source, line);

    return text ? text + strspn(text, " \t\r") : "";
}

static bool is_open(const char *text)
{
    return strncasecmp(text, "<IfModule", 9) == 0 &&
           (text[9] == ' ' || text[9] == '\t');
}

static bool is_close(const char *text)
{
    return strncasecmp(text, "</IfModule>", 11) == 0;
}

/* Where the section that begins in a line ends, when all between goes and some
 * of it did something; 0 when it does not. */
static int end_of(const lint_hollow *lines, int first)
{
    bool any = false;

    for (int line = first + 1; line <= lines->count; line++) {
        const char *text = text_of(lines, line);

        if (lines->filled[line]) {
            return 0;
        }
        if (lines->gone[line]) {
            any = true;
        } else if (is_close(text)) {
            return any ? line : 0;
        } else if (*text) {
            return 0;
        }
    }
    return 0;
}

void lint_hollow_find(lint_hollow *lines)
{
    /* From the end, so that an inner one is found before its outer one. */
    for (int line = lines->count; line > 0; line--) {
        int end = !lines->gone[line] && is_open(text_of(lines, line))
                      ? end_of(lines, line)
                      : 0;

        for (int i = line; end && i <= end; i++) {
            lines->gone[i] = true;
        }
    }
}
