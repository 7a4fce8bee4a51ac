/* SPDX-License-Identifier: Apache-2.0 */
#include <apr_strings.h>
#include <apr_time.h>
#include "lint/model/regex.h"
#include "t/core/tap.h"

static lint_regex *compiled(apr_pool_t *pool, const char *pattern,
                            unsigned options)
{
    const char *error = NULL;
    lint_regex *regex = lint_regex_compile(pool, pattern, options, &error);

    if (!regex) {
        printf("Bail out! %s\n", error);
        exit(2);
    }
    return regex;
}

static void test_searches(apr_pool_t *pool)
{
    static const struct {
        const char *pattern;
        const char *subject;
        unsigned options;
        lint_truth found;
    } rows[] = {
        {"b", "abc", LINT_REGEX_DEFAULT, LINT_YES},
        {"^b", "abc", LINT_REGEX_DEFAULT, LINT_NO},
        {"", "", LINT_REGEX_DEFAULT, LINT_YES},
        {"B", "abc", LINT_REGEX_DEFAULT, LINT_NO},
        {"B", "abc", LINT_REGEX_DEFAULT | LINT_REGEX_ICASE, LINT_YES},
        /* httpd's defaults, and without them. */
        {"a.b", "a\nb", LINT_REGEX_DEFAULT, LINT_YES},
        {"a.b", "a\nb", 0, LINT_NO},
        {"a$", "a\n", LINT_REGEX_DEFAULT, LINT_NO},
        {"a$", "a\n", 0, LINT_YES},
        /* Two groups of a name are no error. */
        {"(?<n>a)|(?<n>b)", "b", LINT_REGEX_DEFAULT, LINT_YES},
        /* Bytes that are no UTF-8, and a pattern that wants it: no match. */
        {"\xe9", "caf\xe9", LINT_REGEX_DEFAULT, LINT_YES},
        {"(*UTF)caf", "caf\xe9", LINT_REGEX_DEFAULT, LINT_NO},
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        lint_regex *regex = compiled(pool, rows[i].pattern, rows[i].options);
        const char *why = NULL;
        lint_truth found = LINT_UNKNOWN;

        /* More often than it takes to be compiled to machine code. */
        for (int round = 0; round < 6; round++) {
            found = lint_regex_search(regex, rows[i].subject, NULL, &why);
            if (found != rows[i].found) {
                break;
            }
        }
        tap_ok(found == rows[i].found, "%s in %s", rows[i].pattern,
               rows[i].subject);
    }
}

static void test_captures(apr_pool_t *pool)
{
    lint_regex *regex = compiled(pool, "(x)?(a)(b)?(y)?", LINT_REGEX_DEFAULT);
    lint_regex *many =
        compiled(pool, "(.)(.)(.)(.)(.)(.)(.)(.)(.)(.)(.)", LINT_REGEX_DEFAULT);
    lint_captures captures;
    const char *why = NULL;

    tap_ok(lint_regex_groups(regex) == 4, "groups are counted");
    tap_is(lint_regex_pattern(regex), "(x)?(a)(b)?(y)?", "the pattern is kept");
    lint_regex_search(regex, "-abc", &captures, &why);
    tap_is(lint_pregsub(pool, "$0|$1|$2|$3|$4|$9", "-abc", &captures),
           "ab||a|b||", "groups that took no part are empty");
    lint_regex_search(many, "abcdefghijkl", &captures, &why);
    tap_is(lint_pregsub(pool, "$9$10", "abcdefghijkl", &captures), "ia0",
           "$10 is $1 and a 0");
    captures.end[1] = 77;
    tap_ok(lint_regex_search(regex, "z", &captures, &why) == LINT_NO &&
               captures.end[1] == 77,
           "no match leaves captures alone");
}

static void test_substitution(apr_pool_t *pool)
{
    static const struct {
        const char *input;
        const char *result;
    } rows[] = {
        {"", ""},          {"$0", "ab"},         {"<$1$1>", "<aa>"},
        {"\\$1", "$1"},    {"\\\\$1", "\\a"},    {"\\a\\n", "an"},
        {"x\\", "x\\"},    {"&\\&&&", "&&&&"},   {"$", "$"},
        {"$a$$1", "$a$a"}, {"${1}%1", "${1}%1"},
    };
    lint_captures captures = {{0, 0}, {2, 1}};
    char *big = apr_pcalloc(pool, 65537);

    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        tap_is(lint_pregsub(pool, rows[i].input, "ab", &captures),
               rows[i].result, "substituted: %s", rows[i].input);
    }
    tap_is(lint_pregsub(pool, "\\$1$1", "ab", NULL), "\\$1$1",
           "without captures nothing changes");
    tap_is(lint_pregsub(pool, "$1", NULL, &captures), NULL, "no subject");
    memset(big, 'a', 65535);
    tap_ok(lint_pregsub(pool, big, "ab", &captures) != NULL, "64 KiB less 1");
    big[65535] = 'a';
    tap_ok(!lint_pregsub(pool, big, "ab", &captures), "64 KiB");
    tap_ok(!lint_pregsub(pool, big, "ab", NULL), "64 KiB without captures");
}

static void test_refusals(apr_pool_t *pool)
{
    const char *error = NULL;

    tap_ok(!lint_regex_compile(pool, "a(b", LINT_REGEX_DEFAULT, &error),
           "an open group");
    tap_is(error,
           "\"a(b\" is not a regular expression: missing closing parenthesis, "
           "at its byte 4",
           "... and the sentence");
}

static void test_endless(apr_pool_t *pool)
{
    lint_regex *regex = compiled(pool, "^(a+)+\\1*$", LINT_REGEX_DEFAULT);
    char subject[41];
    apr_time_t begin = apr_time_now();
    const char *why = NULL;
    bool unknown = true;

    memset(subject, 'a', 40);
    subject[39] = 'b';
    subject[40] = '\0';
    for (int i = 0; i < 8; i++) {
        unknown = unknown &&
                  lint_regex_search(regex, subject, NULL, &why) == LINT_UNKNOWN;
    }
    tap_ok(unknown, "endless backtracking is unknown");
    tap_is(why, "a regular expression backtracks too long to be followed",
           "... and the reason");
    tap_ok(apr_time_now() - begin < apr_time_from_sec(20), "... soon");
}

static void test_long_subject(apr_pool_t *pool)
{
    lint_regex *regex = compiled(pool, "^(?:a|b)*$", LINT_REGEX_DEFAULT);
    char *subject = apr_pcalloc(pool, 30001);
    const char *why = NULL;
    bool found = true;

    memset(subject, 'a', 30000);
    for (int i = 0; i < 8; i++) {
        found =
            found && lint_regex_search(regex, subject, NULL, &why) == LINT_YES;
    }
    tap_ok(found, "a subject too long for the JIT's stack");
}

static void test_literals(apr_pool_t *pool)
{
    static const struct {
        const char *pattern;
        const char *literal;
    } rows[] = {
        {"abc", "abc"},
        {"https://a\\.test", "https://a.test"},
        {"a\\\\b", "a\\b"},
        {"a-b_c/d:e#f", "a-b_c/d:e#f"},
        {"\\(\\)\\[\\]\\{\\}\\*\\+\\?\\^\\$\\|", "()[]{}*+?^$|"},
        {"abc\\", "abc"},
        {"a.b", NULL},
        {"^a", NULL},
        {"a$", NULL},
        {"a\\.b.", NULL},
        {"\\d", NULL},
        {"a\\/b", NULL},
        {"\\\\.", NULL},
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        tap_is(lint_regex_literal(pool, rows[i].pattern), rows[i].literal,
               "literal: %s", rows[i].pattern);
    }
    tap_ok(lint_regex_literal_occurs("b", "abc", false), "a substring");
    tap_ok(!lint_regex_literal_occurs("B", "abc", false), "its case counts");
    tap_ok(lint_regex_literal_occurs("B", "abc", true), "... or does not");
    tap_ok(lint_regex_literal_occurs("", "", true), "nothing is in nothing");
}

int main(void)
{
    apr_pool_t *pool = tap_begin();

    test_searches(pool);
    test_captures(pool);
    test_substitution(pool);
    test_refusals(pool);
    test_endless(pool);
    test_long_subject(pool);
    test_literals(pool);
    return tap_end();
}
