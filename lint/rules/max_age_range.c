/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "lint/rules/rule.h"
#include "lint/witness/header_value.h"

/* What Firefox keeps a preflight for at most; Chromium: 7200. */
#define FIREFOX_MAX 86400

static bool is_number(const char *text)
{
    return *text && text[strspn(text, "0123456789")] == '\0';
}

/* Ten digits are more than any limit. */
static bool is_clamped(const char *digits)
{
    return strlen(digits) > 9 || atol(digits) > FIREFOX_MAX;
}

static void check(lint_review *review)
{
    const apr_array_header_t *headers = review->survey->headers;

    for (int i = 0; i < headers->nelts; i++) {
        const lint_header_action *action =
            APR_ARRAY_IDX(headers, i, lint_header_use).action;
        const char *value = lint_header_literal(review->pool, action);

        if (!value || !action->name.value ||
            strcasecmp(action->name.value, "Access-Control-Max-Age") != 0 ||
            strcmp(value, "-1") == 0) {
            continue;
        }
        if (!is_number(value)) {
            lint_review_add(review, action->place,
                            "\"%s\" is no number of seconds, so browsers take "
                            "5; write digits alone, such as 7200",
                            value);
        } else if (is_clamped(value)) {
            lint_review_add(review, action->place,
                            "\"%s\" is more than browsers keep: 86400 seconds "
                            "in Firefox, 7200 in Chromium; write 86400 or less",
                            value);
        }
    }
}

const lint_rule lint_rule_max_age_range = {
    .id = "max-age-range",
    .shorthand = "C26",
    .severity = LINT_NOTE,
    .confidence = LINT_CONFIDENCE_HIGH,
    .persona = LINT_PERSONA_PEDANTIC,
    .title = "Access-Control-Max-Age is out of range",
    .why = "The value is a number of seconds; anything else is taken for the 5 "
           "seconds that hold without the header (Fetch standard, "
           "CORS-preflight fetch), and nearly every request has its preflight. "
           "Browsers also have a limit of their own: a week or a year is cut "
           "to a day in Firefox and to two hours in Chromium.",
    .remedy = "Write a number of seconds up to 86400, or 0 for no caching.",
    .bad = "Header always set Access-Control-Allow-Origin "
           "\"https://app.example.com\"\n"
           "Header always set Access-Control-Max-Age 31536000\n",
    .good = "Header always set Access-Control-Allow-Origin "
            "\"https://app.example.com\"\n"
            "Header always set Access-Control-Max-Age 7200\n",
    .check = check};
