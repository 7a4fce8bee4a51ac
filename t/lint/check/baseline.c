/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The baseline as it is written, read and applied.
 */
#include "lint/check/baseline.h"
#include "lint/report/report.h"
#include "problems.h"

static lint_result *result_of(const char *const *paths)
{
    const lint_conf_options options = {.all_modules = true};
    lint_result *result = apr_pcalloc(pool, sizeof(*result));

    apr_pool_create(&result->pool, pool);
    result->findings = apr_array_make(pool, 4, sizeof(lint_finding *));
    result->confs = apr_array_make(pool, 4, sizeof(const lint_conf *));
    for (; *paths; paths++) {
        APR_ARRAY_PUSH(result->confs, const lint_conf *) =
            lint_conf_load(pool, &options, *paths);
    }
    return result;
}

static lint_finding *add(lint_result *result, const char *id, const char *file,
                         int line)
{
    lint_finding *finding = apr_pcalloc(pool, sizeof(*finding));

    finding->id = id;
    finding->place = (lint_place){file, line, 1, NULL};
    finding->message = apr_psprintf(pool, "\"%s\" is wrong", id);
    APR_ARRAY_PUSH(result->findings, lint_finding *) = finding;
    lint_fingerprints_set(result);
    return finding;
}

static lint_result *usual(void)
{
    static const char *const paths[] = {"s/a.conf", "s/b.conf", NULL};
    lint_result *result;

    put("s/a.conf", "One\nTwo\nOne\n");
    put("s/b.conf", "One\n");
    result = result_of(paths);
    add(result, "x", "s/a.conf", 1);
    add(result, "y", "s/a.conf", 2);
    add(result, "x", "s/b.conf", 1);
    return result;
}

/* What stands between the quotes of the fingerprints is somebody else's. */
static const char *without_fingerprints(const char *text)
{
    char *copy = apr_pstrdup(pool, text);

    for (char *at = copy; (at = strstr(at, "\"fingerprint\": \""));) {
        char *end;

        at += strlen("\"fingerprint\": \"");
        end = strchr(at, '"');
        memmove(at, end, strlen(end) + 1);
    }
    return copy;
}

static void test_writing(void)
{
    lint_problems *problems = lint_problems_create(pool);
    lint_result *result = usual();
    const char *text;

    add(result, "lost", "s/a.conf", 0)->unread = true;
    tap_ok(lint_baseline_write("base.json", result, problems), "written");
    text = get("base.json");
    tap_is(without_fingerprints(text),
           "{\n  \"version\": 1,\n  \"findings\": [\n"
           "    {\"path\": \"s/a.conf\", \"rule\": \"x\", \"message\": "
           "\"\\\"x\\\" is wrong\", \"fingerprint\": \"\"},\n"
           "    {\"path\": \"s/a.conf\", \"rule\": \"y\", \"message\": "
           "\"\\\"y\\\" is wrong\", \"fingerprint\": \"\"},\n"
           "    {\"path\": \"s/b.conf\", \"rule\": \"x\", \"message\": "
           "\"\\\"x\\\" is wrong\", \"fingerprint\": \"\"}\n"
           "  ]\n}\n",
           "one finding a line, in order");
    lint_baseline_write("base.json", usual(), problems);
    tap_is(get("base.json"), text, "the same again");
    put("s/d/x", "");
    lint_baseline_write("s/d/base.json", usual(), problems);
    tap_ok(strstr(get("s/d/base.json"), "\"../a.conf\"") != NULL,
           "paths are from the baseline's directory");
    result = usual();
    result->findings->nelts = 0;
    lint_baseline_write("none.json", result, problems);
    tap_is(get("none.json"),
           "{\n  \"version\": 1,\n  \"findings\": [\n  ]\n}\n", "no finding");
    result = usual();
    add(result, "z", "s/\xff.conf", 1);
    tap_ok(lint_baseline_write("odd.json", result, problems) &&
               lint_baseline_read(pool, "odd.json", problems),
           "a path that is no UTF-8");
    tap_is(told(problems), "", "no problem so far");
    tap_ok(!lint_baseline_write("no/where.json", result, problems),
           "a directory that is missing");
    tap_is(told(problems),
           "no/where.json:0:0: the file \"no/where.json\" cannot be written "
           "(No such file or directory): make it and its directory writable",
           "says so");
}

static const char *left(const lint_result *result)
{
    const char *text = "";

    for (int i = 0; i < result->findings->nelts; i++) {
        const lint_finding *finding =
            APR_ARRAY_IDX(result->findings, i, const lint_finding *);

        text =
            apr_psprintf(pool, "%s%s%s@%s:%d", text, i ? " " : "", finding->id,
                         finding->place.file, finding->place.line);
    }
    return text;
}

static void test_applying(void)
{
    static const char *const one[] = {"s/a.conf", NULL};
    lint_problems *problems = lint_problems_create(pool);
    lint_result *result = usual();
    lint_baseline *baseline;

    lint_baseline_write("base.json", result, problems);
    baseline = lint_baseline_read(pool, "base.json", problems);
    add(result, "z", "s/b.conf", 1);
    lint_baseline_apply(baseline, result);
    tap_is(left(result), "z@s/b.conf:1", "what is known is left out");
    tap_ok(result->baselined == 3, "and counted");
    tap_ok(lint_baseline_gone(baseline, result) == 0, "nothing is gone");

    result = usual();
    result->findings->nelts = 1;
    lint_baseline_apply(baseline, result);
    tap_ok(lint_baseline_gone(baseline, result) == 2, "two are gone");
    result = result_of(one);
    lint_baseline_apply(baseline, result);
    tap_ok(lint_baseline_gone(baseline, result) == 2,
           "those of a file that was not looked at do not count");
    unlink("s/b.conf");
    tap_ok(lint_baseline_gone(baseline, result) == 3,
           "but those of a file that is gone do");

    result = usual();
    APR_ARRAY_IDX(result->findings, 1, lint_finding *)->unread = true;
    lint_baseline_apply(baseline, result);
    tap_is(left(result), "y@s/a.conf:2", "what was not read is never known");
    tap_is(told(problems), "", "no problem");
}

static const struct row {
    const char *text;
    const char *expected;
} broken[] = {
    {"", "1:0: the baseline is broken ('[' or '{' expected near end of file): "
         "restore it, or write it again with --write-baseline"},
    {"{\n<<<<<<<\n",
     "2:0: the baseline is broken (string or '}' expected near '<'): restore "
     "it, or write it again with --write-baseline"},
    {"[]", "1:0: \"broken.json\" is no baseline: name another file, or make "
           "one with --write-baseline"},
    {"{\"version\": 2, \"findings\": []}",
     "1:0: the baseline has version 2, and this corslint knows version 1: "
     "write it again with --write-baseline"},
    {"{\"version\": 1, \"findings\": [{\"path\": \"x\"}]}",
     "1:0: finding 1 of the baseline has no \"fingerprint\" or no \"path\": "
     "write it again with --write-baseline"},
};

static void test_broken(void)
{
    lint_problems *problems;

    for (size_t i = 0; i < sizeof(broken) / sizeof(broken[0]); i++) {
        problems = lint_problems_create(pool);
        put("broken.json", broken[i].text);
        tap_ok(!lint_baseline_read(pool, "broken.json", problems) &&
                   problems->unread == 1,
               "refused: %s", broken[i].text);
        tap_is(told(problems),
               apr_pstrcat(pool, "broken.json:", broken[i].expected, NULL),
               "and why");
    }
    problems = lint_problems_create(pool);
    lint_baseline_read(pool, "missing.json", problems);
    tap_is(told(problems),
           "missing.json:0:0: there is no baseline \"missing.json\": make it "
           "with --write-baseline",
           "a missing one");
}

int main(void)
{
    enter();
    test_writing();
    test_applying();
    test_broken();
    return leave();
}
