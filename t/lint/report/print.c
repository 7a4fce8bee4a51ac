/* SPDX-License-Identifier: Apache-2.0 */
/*
 * print FORMAT SAMPLE [color] [explain] prints a report, for report.t. Without
 * arguments: every format prints every sample, the same at every time.
 */
#include "t/core/tap.h"
#include "t/lint/report/samples.h"

static const lint_result *made(const sample *one, apr_pool_t *pool)
{
    const lint_result *result = one->make(pool);

    lint_fingerprints_set(result);
    return result;
}

/* What a reporter prints, from malloc. */
static char *printed(const lint_reporter *reporter, const sample *one,
                     const lint_report_style *style)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    apr_pool_t *pool;

    if (!out) {
        return NULL;
    }
    apr_pool_create(&pool, NULL);
    reporter->print(out, made(one, pool), style);
    apr_pool_destroy(pool);
    fclose(out);
    return text;
}

/* No control characters, as bytes or as UTF-8, but for DEL, which JSON keeps
 * and terminals pass over, and the escape of a colour that was asked for. */
static bool is_safe(const char *text, bool color)
{
    for (; *text; text++) {
        unsigned char byte = (unsigned char)*text;

        if ((byte < 0x20 && byte != '\n' && !(color && byte == 0x1b)) ||
            (byte == 0xc2 && (text[1] & 0xe0) == 0x80)) {
            return false;
        }
    }
    return true;
}

static void test_formats(void)
{
    for (const lint_reporter *const *reporter = lint_reporters; *reporter;
         reporter++) {
        for (const sample *one = samples; one->name; one++) {
            lint_report_style style = {.explain = true};
            char *first = printed(*reporter, one, &style);
            char *second = printed(*reporter, one, &style);
            char *colored;

            tap_is(first, second, "%s of %s is the same again",
                   (*reporter)->name, one->name);
            tap_ok(is_safe(first, false), "%s of %s has no control characters",
                   (*reporter)->name, one->name);
            style.color = true;
            colored = printed(*reporter, one, &style);
            tap_ok(is_safe(colored, true), "%s of %s, coloured",
                   (*reporter)->name, one->name);
            free(first);
            free(second);
            free(colored);
        }
    }
}

static void test_names(void)
{
    tap_ok(lint_reporter_find("sarif") != NULL, "sarif is a format");
    tap_ok(lint_reporter_find("SARIF") == NULL, "names are of one case");
    tap_ok(lint_reporter_find("") == NULL, "and not empty");
    tap_is(lint_severity_name(LINT_NOTE), "info", "a note is an info");
    tap_is(lint_confidence_name(LINT_CONFIDENCE_LOW), "low", "low");
}

static int print_sample(apr_pool_t *pool, int argc, char **argv)
{
    const lint_reporter *reporter = lint_reporter_find(argv[1]);
    const sample *one = samples;
    lint_report_style style = {0};

    while (one->name && argc > 2 && strcmp(one->name, argv[2]) != 0) {
        one++;
    }
    if (!reporter || argc < 3 || !one->name) {
        fputs("usage: print FORMAT SAMPLE [color] [explain]\n", stderr);
        return 2;
    }
    for (int i = 3; i < argc; i++) {
        style.color = style.color || strcmp(argv[i], "color") == 0;
        style.explain = style.explain || strcmp(argv[i], "explain") == 0;
    }
    reporter->print(stdout, made(one, pool), &style);
    return 0;
}

int main(int argc, char **argv)
{
    apr_pool_t *pool = tap_begin();

    if (argc > 1) {
        return print_sample(pool, argc, argv);
    }
    test_formats();
    test_names();
    return tap_end();
}
