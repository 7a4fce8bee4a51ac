/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include <apr_strings.h>
#include "core/originfile.h"
#include "tap.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static const cors_place directive = {"httpd.conf", 3, "CorsCredsOriginFile"};

static const struct {
    const char *text;
    const char *admitted; /* one of them; NULL for none */
    int entries;
    int repeated;
    int first_repeated;
    int problems;
    int line; /* of the first problem */
} rows[] = {
    {"", NULL, 0, 0, 0, 0, 0},
    {"\n\n", NULL, 0, 0, 0, 0, 0},
    {"https://a.example", "https://a.example", 1, 0, 0, 0, 0},
    {"https://a.example\n", "https://a.example", 1, 0, 0, 0, 0},
    {"https://a.example\r\n\r\nhttps://b.example\r\n", "https://b.example", 2,
     0, 0, 0, 0},
    {"\xef\xbb\xbfhttps://a.example\n", "https://a.example", 1, 0, 0, 0, 0},
    {"\xef\xbb\xbf", NULL, 0, 0, 0, 0, 0},
    {" \thttps://a.example \t\n", "https://a.example", 1, 0, 0, 0, 0},
    {"# one\n  # two\n#\nhttps://a.example # three", "https://a.example", 1, 0,
     0, 0, 0},
    {"https://a.example\t#x\n", "https://a.example", 1, 0, 0, 0, 0},
    {"https://a.example\nhttps://b.example\nhttps://a.example\n"
     "https://b.example\n",
     "https://b.example", 2, 2, 3, 0, 0},
    {"https://*.a.example\nhttps://*.a.example\n", "https://x.a.example", 1, 1,
     2, 0, 0},
    /* Not a comment, so not an origin. */
    {"https://a.example#x\n", NULL, 0, 0, 0, 1, 1},
    {"https://a.example/\nhttps://b.example\nnonsense\n", "https://b.example",
     1, 0, 0, 2, 1},
    {"https://a.example https://b.example\n", NULL, 0, 0, 0, 1, 1},
    {"\n*\n", NULL, 0, 0, 0, 1, 2},
    {"\xc3\xbc\n", NULL, 0, 0, 0, 1, 1},
};

int main(void)
{
    apr_pool_t *pool = tap_begin();
    const char *many = "";

    for (size_t i = 0; i < COUNT(rows); i++) {
        cors_allowlist *list = cors_allowlist_create(pool);
        cors_problems *problems = cors_problems_create(pool);
        cors_originfile file =
            cors_originfile_read(list, &directive, "origins.txt", rows[i].text,
                                 strlen(rows[i].text), problems);
        const char *wanted = rows[i].admitted;
        cors_origin origin;

        tap_ok(file.entries == rows[i].entries &&
                   file.repeated == rows[i].repeated &&
                   file.first_repeated == rows[i].first_repeated,
               "row %d: %d entries, %d repeated", (int)i, file.entries,
               file.repeated);
        tap_ok(problems->list->nelts == rows[i].problems, "row %d: %d problems",
               (int)i, problems->list->nelts);
        if (rows[i].problems && problems->list->nelts) {
            const cors_problem *first =
                &APR_ARRAY_IDX(problems->list, 0, cors_problem);

            tap_ok(first->place.line == rows[i].line, "row %d: line %d", (int)i,
                   first->place.line);
            tap_is(first->place.file, "origins.txt", "row %d: file", (int)i);
            tap_is(first->place.directive, "CorsCredsOriginFile",
                   "row %d: directive", (int)i);
        }
        tap_ok(!wanted ||
                   cors_allowlist_has_exactly(list, wanted, strlen(wanted)) ||
                   (cors_origin_parse(wanted, strlen(wanted), &origin) &&
                    cors_allowlist_admits(list, &origin, NULL)),
               "row %d: admits %s", (int)i, wanted ? wanted : "nobody");
        tap_ok(!cors_allowlist_has_exactly(list, "https://c.example", 17),
               "row %d: admits nobody else", (int)i);
    }
    for (int i = 0; i < 100; i++) {
        many = apr_pstrcat(pool, many, "nonsense\n", NULL);
    }
    {
        cors_problems *problems = cors_problems_create(pool);

        cors_originfile_read(cors_allowlist_create(pool), &directive, "many",
                             many, strlen(many), problems);
        tap_ok(problems->list->nelts == 21, "twenty problems are enough");
        cors_originfile_read(cors_allowlist_create(pool), &directive, "many",
                             "a\0b", 3, problems);
        tap_is(APR_ARRAY_IDX(problems->list, 21, cors_problem).code,
               "file-binary", "a NUL byte is no text");
    }
    return tap_end();
}
