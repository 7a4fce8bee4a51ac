/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a finding's fingerprint depends on, and what it does not.
 */
#include "t/core/tap.h"
#include "t/lint/report/sample.h"

static lint_place at(const char *file, int line)
{
    return (lint_place){file, line, 1, NULL};
}

/* Of the only finding in a file. */
static const char *single(apr_pool_t *pool, const char *file, const char *text,
                          int line, const lint_rule *rule)
{
    apr_pool_t *own;
    lint_result *result;
    const lint_finding *finding;

    apr_pool_create(&own, pool);
    result = sample_result(own);
    sample_file(result, file, text);
    finding = sample_finding(result, rule, at(file, line), 0, "message");
    lint_fingerprints_set(result);
    return finding->fingerprint ? finding->fingerprint : "none";
}

static void test_one(apr_pool_t *pool)
{
    const char *print =
        single(pool, "a.conf", "Header set A b\n", 1, &sample_rule);

    tap_ok(strlen(print) == 32 && strspn(print, "0123456789abcdef") == 32,
           "it is 32 digits: %s", print);
    tap_is(print, "14ad843b351dbbf8453474e4fdf16ced",
           "it stays what it was in former versions");
    tap_is(
        single(pool, "a.conf", "\n#\n\tHeader  set\tA b \r\n", 3, &sample_rule),
        print, "neither lines above nor white space matter");
    tap_is(single(pool, "./a.conf", "Header set A b\n", 1, &sample_rule), print,
           "nor how the file was named");
    tap_ok(strcmp(single(pool, "b.conf", "Header set A b\n", 1, &sample_rule),
                  print) != 0,
           "the file matters");
    tap_ok(strcmp(single(pool, "a.conf", "Header set A b\n", 1, &sample_hint),
                  print) != 0,
           "the rule matters");
    tap_ok(strcmp(single(pool, "a.conf", "Header set A c\n", 1, &sample_rule),
                  print) != 0,
           "the line matters");
    tap_ok(strcmp(single(pool, "a.conf", "", 0, &sample_rule), print) != 0,
           "a file without lines has findings too");
}

static void test_several(apr_pool_t *pool)
{
    lint_result *result = sample_result(pool);
    lint_finding *findings[3];
    const char *prints[3];

    sample_file(result, "a.conf",
                "Header set A b\n  Header set A b\nHeader set A b\n");
    for (int i = 0; i < 3; i++) {
        findings[i] = sample_finding(result, &sample_rule, at("a.conf", i + 1),
                                     0, "message");
    }
    lint_fingerprints_set(result);
    for (int i = 0; i < 3; i++) {
        prints[i] = findings[i]->fingerprint;
    }
    tap_is(prints[0],
           single(pool, "a.conf", "Header set A b\n", 1, &sample_rule),
           "the first of its kind is as if it were alone");
    tap_ok(strcmp(prints[0], prints[1]) != 0 &&
               strcmp(prints[1], prints[2]) != 0 &&
               strcmp(prints[0], prints[2]) != 0,
           "equal ones are told apart");
}

int main(void)
{
    apr_pool_t *pool = tap_begin();

    test_one(pool);
    test_several(pool);
    return tap_end();
}
