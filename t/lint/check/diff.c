/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Edits as a unified diff.
 */
#include "lint/check/edits.h"
#include "lint/conf/conf.h"
#include "problems.h"

#define LETTERS "A\nB\nC\nD\nE\nF\nG\nH\nI\nJ\nK\nL\nM\nN\n"

static const struct row {
    const char *name;
    const char *before;
    struct {
        int line, column, length;
        const char *text;
    } edits[3];
    const char *diff;
} rows[] = {
    {"a changed line",
     LETTERS,
     {{5, 1, 1, "x"}},
     "@@ -2,7 +2,7 @@\n B\n C\n D\n-E\n+x\n F\n G\n H\n"},
    {"an inserted line",
     LETTERS,
     {{5, 1, 0, "x\n"}},
     "@@ -2,6 +2,7 @@\n B\n C\n D\n+x\n E\n F\n G\n"},
    {"the same, written at the end of the line before",
     LETTERS,
     {{4, 2, 0, "\nx"}},
     "@@ -2,6 +2,7 @@\n B\n C\n D\n+x\n E\n F\n G\n"},
    {"a deleted line",
     LETTERS,
     {{5, 1, 2, ""}},
     "@@ -2,7 +2,6 @@\n B\n C\n D\n-E\n F\n G\n H\n"},
    {"joined lines",
     LETTERS,
     {{5, 2, 1, ""}},
     "@@ -2,8 +2,7 @@\n B\n C\n D\n-E\n-F\n+EF\n G\n H\n I\n"},
    {"a hunk for what is near",
     LETTERS,
     {{3, 1, 1, "x"}, {10, 1, 1, "y\ny"}},
     "@@ -1,13 +1,14 @@\n A\n B\n-C\n+x\n D\n E\n F\n G\n H\n I\n-J\n+y\n+y\n "
     "K\n L\n M\n"},
    {"two for what is not",
     LETTERS,
     {{3, 1, 1, "x\nx"}, {11, 1, 1, "y"}},
     "@@ -1,6 +1,7 @@\n A\n B\n-C\n+x\n+x\n D\n E\n F\n"
     "@@ -8,7 +9,7 @@\n H\n I\n J\n-K\n+y\n L\n M\n N\n"},
    {"edits on one line",
     "A B C\n",
     {{1, 1, 1, "1"}, {1, 5, 1, "3"}},
     "@@ -1,1 +1,1 @@\n-A B C\n+1 B 3\n"},
    {"at the beginning",
     "A\n",
     {{1, 1, 0, "x\n"}},
     "@@ -1,1 +1,2 @@\n+x\n A\n"},
    {"at the end", "A\n", {{2, 1, 0, "x\n"}}, "@@ -1,1 +1,2 @@\n A\n+x\n"},
    {"all", "A\nB\n", {{1, 1, 4, ""}}, "@@ -1,2 +0,0 @@\n-A\n-B\n"},
    {"no line feed at the end",
     "A\nB",
     {{2, 1, 1, "x"}},
     "@@ -1,2 +1,2 @@\n A\n-B\n\\ No newline at end of file\n+x\n\\ No newline "
     "at end of file\n"},
    {"one that is added",
     "A\nB",
     {{2, 2, 0, "\n"}},
     "@@ -1,2 +1,2 @@\n A\n-B\n\\ No newline at end of file\n+B\n"},
    {"CRLF",
     "A\r\nB\r\n",
     {{1, 1, 1, "x"}},
     "@@ -1,2 +1,2 @@\n-A\r\n+x\r\n B\r\n"},
    {"what changes nothing", "A\n", {{1, 1, 1, "A"}}, ""},
};

static const char *diff_of(const char *path, const struct row *row)
{
    const lint_conf_options options = {.all_modules = true};
    apr_array_header_t *findings = apr_array_make(pool, 4, sizeof(void *));
    apr_array_header_t *confs = apr_array_make(pool, 4, sizeof(void *));
    FILE *out = fopen("diff", "w");

    APR_ARRAY_PUSH(confs, const lint_conf *) =
        lint_conf_load(pool, &options, path);
    for (size_t i = 0; i < 3 && row->edits[i].text; i++) {
        lint_finding *finding = apr_pcalloc(pool, sizeof(*finding));

        finding->edits = apr_array_make(pool, 2, sizeof(lint_edit));
        APR_ARRAY_PUSH(finding->edits, lint_edit) =
            (lint_edit){{path, row->edits[i].line, row->edits[i].column, NULL},
                        row->edits[i].length,
                        row->edits[i].text};
        APR_ARRAY_PUSH(findings, lint_finding *) = finding;
    }
    lint_edits_print(out, lint_edits_make(pool, findings, confs,
                                          lint_problems_create(pool)));
    fclose(out);
    return get("diff");
}

int main(void)
{
    enter();
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct row *row = &rows[i];

        tap_is(diff_of(put("a", row->before), row),
               *row->diff
                   ? apr_pstrcat(pool, "--- a/a\n+++ b/a\n", row->diff, NULL)
                   : "",
               "%s", row->name);
    }
    put("b c/d", rows[9].before);
    tap_is(
        diff_of("./b c/../b c/d", &rows[9]),
        apr_pstrcat(pool, "--- a/b c/d\t\n+++ b/b c/d\t\n", rows[9].diff, NULL),
        "a longer way, and a name with a blank");
    if (symlink("b c/d", "link") == 0) {
        tap_ok(strncmp(diff_of("link", &rows[9]), "--- a/b c/d\t\n", 12) == 0,
               "through a link");
    }
    tap_ok(strncmp(diff_of(apr_pstrcat(pool, directory, "/a", NULL), &rows[0]),
                   "", 1) == 0,
           "another file has no such edits");
    return leave();
}
