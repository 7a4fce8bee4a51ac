/* SPDX-License-Identifier: Apache-2.0 */
#define PCRE2_CODE_UNIT_WIDTH 8

#include "condition.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <apr_lib.h>
#include <apr_strings.h>
#include <pcre2.h>
#include "template.h"
#include "words.h"

/* "2.4.68" as numbers; false when it is something else. */
static bool read_version(const char *text, int numbers[3])
{
    memset(numbers, 0, 3 * sizeof(*numbers));
    for (int i = 0; i < 3; i++) {
        char *end;

        if (!apr_isdigit(*text)) {
            return false;
        }
        numbers[i] = (int)strtol(text, &end, 10);
        if (!*end) {
            return true;
        }
        if (*end != '.') {
            return false;
        }
        text = end + 1;
    }
    return false;
}

static int compare(const int left[3], const int right[3])
{
    for (int i = 0; i < 3; i++) {
        if (left[i] != right[i]) {
            return left[i] < right[i] ? -1 : 1;
        }
    }
    return 0;
}

static lint_truth match(const char *version, const char *pattern,
                        const char **wrong)
{
    int error;
    PCRE2_SIZE offset;
    pcre2_code *code = pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED,
                                     PCRE2_DOTALL | PCRE2_DOLLAR_ENDONLY,
                                     &error, &offset, NULL);
    pcre2_match_data *data;
    int found;

    if (!code) {
        *wrong = "the regular expression does not compile: correct it";
        return LINT_UNKNOWN;
    }
    data = pcre2_match_data_create_from_pattern(code, NULL);
    found = pcre2_match(code, (PCRE2_SPTR)version, PCRE2_ZERO_TERMINATED, 0, 0,
                        data, NULL);
    pcre2_match_data_free(data);
    pcre2_code_free(code);
    return found >= 0                     ? LINT_YES
           : found == PCRE2_ERROR_NOMATCH ? LINT_NO
                                          : LINT_UNKNOWN;
}

/* The operator without `!`, "" when it is none of httpd's. */
static const char *known_operator(const char *text)
{
    static const char *const operators[] = {
        "=", "==", ">", ">=", "<", "<=", "~"};

    for (size_t i = 0; i < sizeof(operators) / sizeof(operators[0]); i++) {
        if (strcmp(text, operators[i]) == 0) {
            return operators[i];
        }
    }
    return "";
}

static lint_truth decide(apr_pool_t *pool, const char *httpd_version,
                         const char *relation, const char *operand,
                         const char **wrong)
{
    int ours[3];
    int theirs[3];
    int order;
    size_t length = strlen(operand);
    bool slashes =
        length > 1 && operand[0] == '/' && operand[length - 1] == '/';

    if (*relation == '~' || (*relation == '=' && *operand == '/')) {
        if (*relation == '=' && !slashes) {
            *wrong = "the regular expression lacks its closing slash: write "
                     "/.../";
            return LINT_UNKNOWN;
        }
        /* After `~` slashes would belong to the expression. */
        return httpd_version
                   ? match(httpd_version,
                           *relation == '='
                               ? apr_pstrmemdup(pool, operand + 1, length - 2)
                               : operand,
                           wrong)
                   : LINT_UNKNOWN;
    }
    if (!read_version(operand, theirs)) {
        *wrong = "the version is not MAJOR.MINOR.PATCH in digits: write it "
                 "like 2.4.68";
        return LINT_UNKNOWN;
    }
    if (!httpd_version || !read_version(httpd_version, ours)) {
        return LINT_UNKNOWN;
    }
    order = compare(ours, theirs);
    if (order == 0) {
        return strchr(relation, '=') ? LINT_YES : LINT_NO;
    }
    return (*relation == '<' && order < 0) || (*relation == '>' && order > 0)
               ? LINT_YES
               : LINT_NO;
}

lint_truth lint_version_compare(apr_pool_t *pool, const char *httpd_version,
                                const char *args, const char **wrong)
{
    lint_words words = lint_words_split(pool, args);
    const char *first = words.count ? words.list[0].text : "";
    bool negated = words.count > 1 && *first == '!';
    const char *relation;
    lint_truth truth;

    *wrong = NULL;
    if (!words.count) {
        *wrong = "the condition has no version: write one like \">= 2.4\"";
        return LINT_UNKNOWN;
    }
    relation = words.count == 1 ? "=" : known_operator(first + negated);
    if (!*relation) {
        *wrong = "the operator is not one of =, ==, >, >=, <, <= and ~: write "
                 "one of them";
        return LINT_UNKNOWN;
    }
    truth = decide(pool, httpd_version, relation,
                   words.list[words.count == 1 ? 0 : 1].text, wrong);
    return !negated || truth == LINT_UNKNOWN ? truth
           : truth == LINT_YES               ? LINT_NO
                                             : LINT_YES;
}

lint_guard lint_version_guard(apr_pool_t *pool, const char *args)
{
    lint_words words = lint_words_split(pool, args);
    const char *first = words.count ? words.list[0].text : "";
    lint_guard guard = {.kind = "IfVersion",
                        .negated = words.count > 1 && *first == '!'};
    const char *relation = words.count > 1 ? first + guard.negated : "=";

    if (!words.count || lint_template_find(args, strlen(args))) {
        return guard;
    }
    if (strcmp(relation, "==") == 0) {
        relation = "=";
    } else if (*relation == '<') {
        relation = relation[1] ? ">" : ">=";
        guard.negated = !guard.negated;
    }
    guard.condition = apr_pstrcat(pool, relation, " ",
                                  words.list[words.count > 1].text, NULL);
    return guard;
}
