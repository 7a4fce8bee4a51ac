/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Files with the findings' edits made: what comes out, and what is refused.
 */
#include "lint/check/edits.h"
#include "lint/conf/conf.h"
#include "problems.h"

static apr_array_header_t *findings;
static apr_array_header_t *confs;
static lint_problems *problems;

static void begin(void)
{
    findings = apr_array_make(pool, 4, sizeof(lint_finding *));
    confs = apr_array_make(pool, 4, sizeof(const lint_conf *));
    problems = lint_problems_create(pool);
}

static void load(const char *path)
{
    const lint_conf_options options = {.all_modules = true};

    APR_ARRAY_PUSH(confs, const lint_conf *) =
        lint_conf_load(pool, &options, path);
}

static lint_finding *find(void)
{
    lint_finding *finding = apr_pcalloc(pool, sizeof(*finding));

    finding->edits = apr_array_make(pool, 2, sizeof(lint_edit));
    APR_ARRAY_PUSH(findings, lint_finding *) = finding;
    return finding;
}

static void edit(lint_finding *finding, const char *file, int line, int column,
                 int length, const char *text)
{
    APR_ARRAY_PUSH(finding->edits, lint_edit) =
        (lint_edit){{file, line, column, NULL}, length, text};
}

static lint_edits *make(void)
{
    return lint_edits_make(pool, findings, confs, problems);
}

static const char *after(const lint_edits *edits)
{
    return edits->files->nelts
               ? APR_ARRAY_IDX(edits->files, 0, const lint_edited *)->after
               : NULL;
}

/* Edits of the file `a`, one finding each. */
static const struct row {
    const char *name;
    const char *before;
    struct {
        int line, column, length;
        const char *text;
    } edits[3];
    const char *after;
    int fixed;
    int deferred;
} rows[] = {
    {"a replacement", "One two\n", {{1, 5, 3, "three"}}, "One three\n", 1, 0},
    {"an insertion", "One two\n", {{1, 5, 0, "and "}}, "One and two\n", 1, 0},
    {"a deletion", "One two\n", {{1, 4, 4, ""}}, "One\n", 1, 0},
    {"a line", "A\nB\nC\n", {{2, 1, 2, ""}}, "A\nC\n", 1, 0},
    {"column 0", "A\nB\n", {{2, 0, 1, "X"}}, "A\nX\n", 1, 0},
    {"in any order",
     "A B\nC\n",
     {{2, 1, 1, "3"}, {1, 3, 1, "2"}, {1, 1, 1, "1"}},
     "1 2\n3\n",
     3,
     0},
    {"equal edits",
     "A\n",
     {{1, 1, 1, "B"}, {1, 1, 1, "B"}, {1, 1, 1, "B"}},
     "B\n",
     3,
     0},
    {"overlapping edits",
     "ABCD\n",
     {{1, 2, 2, "x"}, {1, 3, 2, "y"}, {1, 4, 1, "z"}},
     "Axz\n",
     2,
     1},
    {"insertions at one place",
     "A\n",
     {{1, 2, 0, "x"}, {1, 2, 0, "y"}},
     "Ax\n",
     1,
     1},
    {"an insertion at both ends of a replacement",
     "ABC\n",
     {{1, 2, 1, "x"}, {1, 2, 0, "<"}, {1, 3, 0, ">"}},
     "A<x>C\n",
     3,
     0},
    {"an insertion in a replacement",
     "ABCD\n",
     {{1, 2, 2, "x"}, {1, 3, 0, "<"}},
     "AxD\n",
     1,
     1},
    {"no line feed at the end", "A\nB", {{2, 2, 0, " x"}}, "A\nB x", 1, 0},
    {"CRLF", "A\r\nB\r\n", {{2, 1, 0, "X\n"}}, "A\r\nX\r\nB\r\n", 1, 0},
    {"CRLF at the end", "A\r\n", {{2, 1, 0, "X\nY"}}, "A\r\nX\r\nY", 1, 0},
    {"LF among CRLF", "A\nB\r\n", {{1, 1, 0, "X\n"}}, "X\nA\nB\r\n", 1, 0},
    {"a byte order mark",
     "\xef\xbb\xbf"
     "A\n",
     {{1, 4, 1, "B"}},
     "\xef\xbb\xbf"
     "B\n",
     1,
     0},
    {"behind the end of the line is the next",
     "A\nB\n",
     {{1, 3, 1, "X"}},
     "A\nX\n",
     1,
     0},
    {"behind the end", "A\n", {{2, 1, 1, "X"}}, NULL, 0, 0},
    {"no such line", "A\n", {{7, 1, 0, "X"}}, NULL, 0, 0},
};

static void test_rows(void)
{
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct row *row = &rows[i];
        const lint_edits *edits;

        begin();
        load(put("a", row->before));
        for (size_t j = 0; j < 3 && row->edits[j].text; j++) {
            edit(find(), "a", row->edits[j].line, row->edits[j].column,
                 row->edits[j].length, row->edits[j].text);
        }
        edits = make();
        tap_is(after(edits), row->after, "%s", row->name);
        tap_ok(edits->fixed == row->fixed && edits->deferred == row->deferred,
               "%s: %d fixed, %d left", row->name, edits->fixed,
               edits->deferred);
        tap_is(get("a"), row->before, "%s: nothing is written", row->name);
        tap_ok(lint_edits_write(edits, problems), "%s: written", row->name);
        tap_is(get("a"), row->after ? row->after : row->before, "%s: all of it",
               row->name);
    }
}

static void test_together(void)
{
    lint_finding *first;
    lint_finding *second;
    const lint_edits *edits;

    begin();
    load(put("a", "A\nB\n"));
    load(put("b", "C\n"));
    first = find();
    second = find();
    edit(first, "b", 1, 1, 1, "x");
    edit(second, "a", 1, 1, 1, "y");
    edit(second, "b", 1, 1, 1, "z");
    edits = make();
    tap_ok(edits->files->nelts == 1 && edits->fixed == 1 &&
               edits->deferred == 1,
           "a finding's edits are made together or not at all");
    tap_is(after(edits), "x\n", "the first wins");

    begin();
    load("a");
    first = find();
    edit(first, "a", 1, 1, 1, "x");
    edit(first, "a", 1, 1, 1, "x");
    edit(first, "a", 2, 1, 1, "y");
    edits = make();
    tap_is(after(edits), "x\ny\n", "its equal edits are made once");

    begin();
    load(put("b", ""));
    load("a");
    APR_ARRAY_IDX(APR_ARRAY_IDX(confs, 0, lint_conf *)->sources, 0,
                  lint_source *)
        ->path = "a";
    edit(find(), "a", 1, 1, 1, "x");
    tap_is(after(make()), "x\nB\n", "a text that was not kept is passed over");

    begin();
    load("a");
    load("./a");
    edit(find(), "a", 1, 1, 1, "x");
    edit(find(), "./a", 1, 1, 1, "x");
    edit(find(), "./a", 2, 1, 1, "y");
    edits = make();
    tap_ok(edits->files->nelts == 1, "two names of a file are one file");
    tap_is(after(edits), "x\ny\n", "with the edits of both");
}

static void test_refusals(void)
{
    const lint_edits *edits;

    begin();
    load(put("a", "A\n"));
    put("a", "B\n");
    edit(find(), "a", 1, 1, 1, "x");
    edit(find(), "a", 1, 1, 0, "x");
    edits = make();
    tap_ok(edits->refused == 2 && !edits->files->nelts,
           "a file that changed is refused");
    tap_is(told(problems),
           "a:0:0: \"a\" has changed since it was read: start corslint again",
           "once, and why");

    begin();
    load(put("a", "A\n"));
    edit(find(), "a", 1, 1, 1, "x");
    edits = make();
    put("a", "C\n");
    tap_ok(!lint_edits_write(edits, problems),
           "so is one that changes in between");
    tap_is(get("a"), "C\n", "and stays as it is");

    begin();
    load(put("a", "A\n"));
    load(put("b", "A\n"));
    unlink("a");
    edit(find(), "a", 1, 1, 1, "x");
    edit(find(), "b", 1, 1, 1, "x");
    edits = make();
    tap_ok(edits->refused == 1 && edits->fixed == 1, "a file that is gone");
    tap_ok(lint_edits_write(edits, problems), "does not keep the others");
    tap_is(get("b"), "x\n", "from being written");

    begin();
    edit(find(), "<stdin>", 1, 1, 1, "x");
    make();
    tap_is(told(problems),
           "<stdin>:0:0: \"<stdin>\" is not a file that can be edited: name "
           "one, or leave --fix out",
           "standard input");
}

static void test_kept(void)
{
    struct stat status;

    begin();
    put("real/a", "A\n");
    chmod("real/a", 0640);
    if (symlink("real/a", "link") != 0) {
        return;
    }
    load("link");
    edit(find(), "link", 1, 1, 1, "x");
    tap_ok(lint_edits_write(make(), problems), "written through a link");
    tap_is(get("real/a"), "x\n", "the file is replaced");
    tap_ok(lstat("link", &status) == 0 && S_ISLNK(status.st_mode),
           "the link stays");
    tap_ok(stat("real/a", &status) == 0 && (status.st_mode & 07777) == 0640,
           "the mode stays");
    tap_ok(system("test -z \"$(ls -A real | grep -v '^a$')\"") == 0,
           "nothing is left beside it");
}

int main(void)
{
    enter();
    test_rows();
    test_together();
    test_refusals();
    test_kept();
    return leave();
}
