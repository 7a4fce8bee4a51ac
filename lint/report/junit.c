/* SPDX-License-Identifier: Apache-2.0 */
/*
 * JUnit's XML: every file that was read is a test case, which fails when there
 * are errors or warnings in it. One failure a case, because readers show the
 * first alone.
 */
#include "lint/report/formats.h"

#include <stdlib.h>
#include <string.h>
#include <apr_hash.h>
#include <apr_strings.h>
#include "lint/report/escape.h"
#include "lint/report/mark.h"

typedef struct test_case {
    const char *file;
    lint_tally tally;
    apr_array_header_t *findings; /* of const lint_finding * */
} test_case;

typedef struct test_suite {
    apr_pool_t *pool;
    const lint_result *result;
    apr_hash_t *by_file;
    apr_array_header_t *cases; /* of test_case * */
    int failures;
} test_suite;

static test_case *case_of(test_suite *suite, const char *file)
{
    test_case *one = apr_hash_get(suite->by_file, file, APR_HASH_KEY_STRING);

    if (!one) {
        one = apr_pcalloc(suite->pool, sizeof(*one));
        one->file = file;
        one->findings = apr_array_make(suite->pool, 1, sizeof(void *));
        apr_hash_set(suite->by_file, file, APR_HASH_KEY_STRING, one);
        APR_ARRAY_PUSH(suite->cases, test_case *) = one;
    }
    return one;
}

static int by_file(const void *left, const void *right)
{
    return strcmp((*(test_case *const *)left)->file,
                  (*(test_case *const *)right)->file);
}

static test_suite gather(apr_pool_t *pool, const lint_result *result)
{
    test_suite suite = {.pool = pool, .result = result};

    suite.by_file = apr_hash_make(pool);
    suite.cases = apr_array_make(pool, 8, sizeof(test_case *));
    for (int i = 0; i < result->confs->nelts; i++) {
        const lint_conf *conf =
            APR_ARRAY_IDX(result->confs, i, const lint_conf *);

        for (int j = 0; j < conf->sources->nelts; j++) {
            case_of(&suite,
                    APR_ARRAY_IDX(conf->sources, j, lint_source *)->path);
        }
    }
    for (int i = 0; i < result->findings->nelts; i++) {
        const lint_finding *finding =
            APR_ARRAY_IDX(result->findings, i, const lint_finding *);
        test_case *one = case_of(&suite, finding->place.file);
        bool failed = one->tally.errors + one->tally.warnings > 0;

        lint_tally_add(&one->tally, finding);
        APR_ARRAY_PUSH(one->findings, const lint_finding *) = finding;
        suite.failures +=
            !failed && one->tally.errors + one->tally.warnings > 0;
    }
    qsort(suite.cases->elts, (size_t)suite.cases->nelts, sizeof(test_case *),
          by_file);
    return suite;
}

static void print_line(FILE *out, apr_pool_t *pool, const char *indent,
                       const char *text)
{
    if (text) {
        fprintf(out, "%s%s\n", indent, lint_escape_xml(pool, text));
    }
}

/* Each with its witness and its remedy. */
static void print_findings(FILE *out, const test_suite *suite,
                           const test_case *one)
{
    apr_pool_t *pool;

    apr_pool_create(&pool, suite->pool);
    for (int i = 0; i < one->findings->nelts; i++) {
        const lint_finding *finding =
            APR_ARRAY_IDX(one->findings, i, const lint_finding *);
        lint_mark mark =
            lint_mark_find(suite->result, &finding->place, finding->length);

        print_line(
            out, pool, "",
            apr_pstrcat(pool, lint_mark_place(pool, &mark, &finding->place),
                        ": ", lint_severity_name(finding->severity), ": ",
                        finding->message, " [", finding->id, "]", NULL));
        print_line(out, pool, "    ", lint_finding_witness(pool, finding));
        print_line(out, pool, "    ", lint_finding_remedy(finding));
        apr_pool_clear(pool);
    }
    apr_pool_destroy(pool);
}

static void print_case(FILE *out, const test_suite *suite, const test_case *one)
{
    bool failed = one->tally.errors + one->tally.warnings > 0;

    fprintf(out, "    <testcase classname=\"%s\" name=\"%s\" time=\"0\"",
            LINT_TOOL_NAME, lint_escape_xml(suite->pool, one->file));
    if (!one->findings->nelts) {
        fputs("/>\n", out);
        return;
    }
    fputs(">\n", out);
    if (failed) {
        fprintf(out, "      <failure type=\"%s\" message=\"%s\">\n",
                one->tally.errors ? "error" : "warning",
                lint_tally_text(suite->pool, &one->tally));
    } else {
        fputs("      <system-out>\n", out);
    }
    print_findings(out, suite, one);
    fprintf(out, "</%s>\n    </testcase>\n", failed ? "failure" : "system-out");
}

static void print(FILE *out, const lint_result *result,
                  const lint_report_style *style)
{
    apr_pool_t *pool;
    test_suite suite;

    (void)style;
    apr_pool_create(&pool, result->pool);
    suite = gather(pool, result);
    fprintf(out,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<testsuites tests=\"%d\" failures=\"%d\" errors=\"0\" "
            "time=\"0\">\n"
            "  <testsuite name=\"%s\" tests=\"%d\" failures=\"%d\" "
            "errors=\"0\" skipped=\"0\" time=\"0\">\n",
            suite.cases->nelts, suite.failures, LINT_TOOL_NAME,
            suite.cases->nelts, suite.failures);
    for (int i = 0; i < suite.cases->nelts; i++) {
        print_case(out, &suite, APR_ARRAY_IDX(suite.cases, i, test_case *));
    }
    fputs("  </testsuite>\n</testsuites>\n", out);
    apr_pool_destroy(pool);
}

const lint_reporter lint_reporter_junit = {
    "junit", "XML of JUnit: a test case for each file", print};
