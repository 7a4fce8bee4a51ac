/* SPDX-License-Identifier: Apache-2.0 */
#include "originfile.h"

#include <string.h>
#include <apr_strings.h>

/* Who has so many to mend has another kind of file. */
#define PROBLEMS_MAX 20

/* Longer than any origin; sentences may name a pattern more than once, and a
 * line of a log has its end. */
#define PATTERN_MAX 1024

/* So many lines' parts are held at once. */
#define LINES_AT_ONCE 256

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\r';
}

/* The pattern of a line, which is cut out of it; "" for none. */
static const char *cut(char *line, size_t length)
{
    size_t end = 0;

    while (length && is_blank(*line)) {
        line++;
        length--;
    }
    while (end < length &&
           !(line[end] == '#' && (end == 0 || is_blank(line[end - 1])))) {
        end++;
    }
    while (end && is_blank(line[end - 1])) {
        end--;
    }
    line[end] = '\0';
    return line;
}

static cors_added add(cors_allowlist *list, apr_pool_t *scratch,
                      const cors_place *place, const char *pattern,
                      cors_problems *problems)
{
    if (strcmp(pattern, "*") == 0) {
        cors_problem_add(problems, place, "file-any", pattern,
                         "\"*\" is not for a file that may change at any time; "
                         "write CorsCredsOrigin * instead");
        return CORS_NOT_ADDED;
    }
    if (strpbrk(pattern, " \t")) {
        cors_problem_add(problems, place, "file-words", pattern,
                         "%s is more than one word; write one pattern a line, "
                         "and a blank before the # of a comment",
                         cors_quoted(problems->pool, pattern));
        return CORS_NOT_ADDED;
    }
    if (strlen(pattern) > PATTERN_MAX) {
        cors_problem_add(problems, place, "file-long", pattern,
                         "%s is longer than any origin; write one pattern a "
                         "line",
                         cors_quoted(problems->pool, pattern));
        return CORS_NOT_ADDED;
    }
    return cors_allowlist_add_one(list, scratch, place, pattern, problems);
}

cors_originfile cors_originfile_read(cors_allowlist *list,
                                     const cors_place *directive,
                                     const char *path, const char *text,
                                     size_t length, cors_problems *problems)
{
    cors_originfile file = {0, 0, 0};
    cors_place place = {path, 0, directive->directive};
    int most = problems->list->nelts + PROBLEMS_MAX;
    const char *end = text + length;
    apr_pool_t *scratch;

    if (memchr(text, '\0', length)) {
        place.line = 1;
        cors_problem_add(problems, &place, "file-binary", "",
                         "the file has NUL bytes, so it is no text in UTF-8; "
                         "write one pattern a line");
        return file;
    }
    if (length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) {
        text += 3;
    }
    apr_pool_create(&scratch, problems->pool);
    while (text < end) {
        const char *feed = memchr(text, '\n', (size_t)(end - text));
        size_t bytes = (size_t)((feed ? feed : end) - text);
        const char *pattern = cut(apr_pstrmemdup(scratch, text, bytes), bytes);

        place.line++;
        text += bytes + 1;
        if (*pattern) {
            switch (add(list, scratch, &place, pattern, problems)) {
            case CORS_ADDED:
                file.entries++;
                break;
            case CORS_ADDED_BEFORE:
                if (file.repeated++ == 0) {
                    file.first_repeated = place.line;
                }
                break;
            case CORS_NOT_ADDED:
                break;
            }
        }
        if (problems->list->nelts >= most) {
            cors_problem_add(
                problems, &place, "file-problems", "",
                "the lines after this one were not looked at; mend "
                "those before it first");
            break;
        }
        if (place.line % LINES_AT_ONCE == 0) {
            apr_pool_clear(scratch);
        }
    }
    apr_pool_destroy(scratch);
    return file;
}
