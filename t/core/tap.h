/* SPDX-License-Identifier: Apache-2.0 */
/*
 * TAP, the Test Anything Protocol, as far as prove needs it. The plan comes at
 * the end, so nobody has to count.
 */
#ifndef T_CORE_TAP_H
#define T_CORE_TAP_H

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <apr_general.h>
#include <apr_pools.h>

static int tap_count;
static int tap_failures;

/* The name of each is printf's format and what it needs. */
#define tap_ok(condition, ...)                                                 \
    tap_report((condition), __FILE__, __LINE__, __VA_ARGS__)

/* Equal strings; NULL is equal to NULL alone. */
#define tap_is(got, expected, ...)                                             \
    tap_compare((got), (expected), __FILE__, __LINE__, __VA_ARGS__)

/* Sets APR up. Returns a pool for the whole of the test. */
static inline apr_pool_t *tap_begin(void)
{
    apr_pool_t *pool;

    if (apr_initialize() != APR_SUCCESS ||
        apr_pool_create(&pool, NULL) != APR_SUCCESS) {
        puts("Bail out! no APR");
        exit(2);
    }
    atexit(apr_terminate);
    return pool;
}

/* Prints the plan. Returns what main is to return. */
static inline int tap_end(void)
{
    printf("1..%d\n", tap_count);
    if (tap_failures) {
        printf("# %d of %d failed\n", tap_failures, tap_count);
    }
    return tap_failures ? EXIT_FAILURE : EXIT_SUCCESS;
}

/* Text on one line, and without what TAP would take for a directive. */
static inline void tap_print(const char *text)
{
    for (; *text; text++) {
        unsigned char byte = (unsigned char)*text;

        if (byte < 0x20 || byte > 0x7e || byte == '#') {
            printf("\\x%02x", byte);
        } else {
            putchar(byte);
        }
    }
}

__attribute__((format(printf, 4, 0))) static inline bool
tap_line(bool passed, const char *file, int line, const char *format,
         va_list args)
{
    char name[512];

    vsnprintf(name, sizeof(name), format, args);
    printf("%sok %d - ", passed ? "" : "not ", ++tap_count);
    tap_print(name);
    putchar('\n');
    if (!passed) {
        tap_failures++;
        printf("# failed at %s:%d\n", file, line);
    }
    return passed;
}

__attribute__((format(printf, 4, 5))) static inline bool
tap_report(bool passed, const char *file, int line, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    tap_line(passed, file, line, format, args);
    va_end(args);
    return passed;
}

static inline void tap_show(const char *label, const char *text)
{
    printf("# %s ", label);
    tap_print(text ? text : "(null)");
    putchar('\n');
}

__attribute__((format(printf, 5, 6))) static inline bool
tap_compare(const char *got, const char *expected, const char *file, int line,
            const char *format, ...)
{
    bool passed =
        got && expected ? strcmp(got, expected) == 0 : got == expected;
    va_list args;

    va_start(args, format);
    tap_line(passed, file, line, format, args);
    va_end(args);
    if (!passed) {
        tap_show("     got:", got);
        tap_show("expected:", expected);
    }
    return passed;
}

#endif
