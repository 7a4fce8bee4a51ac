/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include "lint/rules/rule.h"
#include "lint/witness/cookie_line.h"
#include "lint/witness/cookie_maker.h"
#include "lint/witness/cookie_word.h"

static void report_value(lint_review *review, const lint_node *node,
                         const char *value)
{
    const char *right = lint_cookie_word_samesite(value);
    bool quoted;
    int at =
        *value ? lint_cookie_text_at(review->pool, node, value, &quoted) : -1;
    lint_place place = at < 0 ? node->place : lint_node_place(node, at);
    lint_finding *finding = lint_review_add(
        review, &place,
        "\"%s\" is no value of SameSite, and browsers ignore the attribute: "
        "write %s",
        value, right ? right : "Strict, Lax or None");

    finding->length = at < 0 ? 0 : (int)strlen(value);
    if (at >= 0 && right) {
        lint_review_edit(review, finding, node, at, finding->length, right);
    }
}

static void report_word(lint_review *review, const lint_node *node,
                        const char *word)
{
    const char *name = lint_cookie_word_attribute(review->pool, word);

    lint_review_add(review, &node->place,
                    "browsers do not know the attribute \"%s\": write \"; %s\"",
                    word,
                    strcmp(name, "SameSite") == 0 ? "SameSite=Lax" : name);
}

/* What a cookie has that the one before did not. */
static bool judge(lint_review *review, const lint_node *node,
                  const lint_cookie *cookie, const lint_cookie *before)
{
    const char *texts[] = {cookie->value, cookie->path, cookie->domain};
    const char *olds[] = {before ? before->value : NULL,
                          before ? before->path : NULL,
                          before ? before->domain : NULL};

    if (cookie->samesite && !lint_cookie_word_is_samesite(cookie->samesite) &&
        !(before && before->samesite &&
          strcmp(before->samesite, cookie->samesite) == 0)) {
        report_value(review, node, cookie->samesite);
        return true;
    }
    for (int i = before ? before->others->nelts : 0; i < cookie->others->nelts;
         i++) {
        const char *word = APR_ARRAY_IDX(cookie->others, i, const char *);

        if (lint_cookie_word_attribute(review->pool, word)) {
            report_word(review, node, word);
            return true;
        }
    }
    for (size_t i = 0; i < 3; i++) {
        if (lint_cookie_word_swallowed(review->pool, texts[i]) &&
            !lint_cookie_word_swallowed(review->pool, olds[i])) {
            lint_review_add(review, &node->place,
                            "\"%s\" has an attribute in it: write a semicolon "
                            "before each one",
                            texts[i]);
            return true;
        }
    }
    return false;
}

static bool check_edit(lint_review *review, const lint_cookie_line *line,
                       bool own)
{
    apr_array_header_t *samples = lint_cookie_samples(review->pool, line, own);

    for (int i = 0; i < samples->nelts; i++) {
        lint_cookie_way way;

        if (lint_cookie_try(review->pool, line,
                            APR_ARRAY_IDX(samples, i, const char *), &way) &&
            judge(review, line->node, &way.after, &way.before)) {
            return true;
        }
    }
    return false;
}

static void check(lint_review *review)
{
    apr_array_header_t *makers =
        lint_cookie_makers(review->pool, review->survey);
    apr_array_header_t *lines = lint_cookie_lines(review->pool, review->survey);

    for (int i = 0; i < makers->nelts; i++) {
        const lint_cookie_maker *maker =
            APR_ARRAY_IDX(makers, i, const lint_cookie_maker *);

        if (maker->node == maker->samesite || maker->node == maker->name) {
            judge(review, maker->node, &maker->cookie, NULL);
        }
    }
    for (int i = 0; i < lines->nelts; i++) {
        const lint_cookie_line *line =
            APR_ARRAY_IDX(lines, i, const lint_cookie_line *);

        if (line->edits && !check_edit(review, line, false)) {
            check_edit(review, line, true);
        }
    }
}

const lint_rule lint_rule_samesite_invalid = {
    .id = "samesite-invalid",
    .shorthand = "K08",
    .aliases = "cookie-attr-misspelt samesite-misspelt",
    .severity = LINT_ERROR,
    .confidence = LINT_CONFIDENCE_HIGH,
    .title = "A cookie has an attribute that browsers do not understand",
    .why = "Browsers know SameSite=Strict, Lax and None, and ignore any other "
           "value, SameSite:Lax, and attributes that are misspelt or not "
           "between semicolons. The cookie is stored without the protection "
           "that the line was written for.",
    .remedy = "Write SameSite=Strict, SameSite=Lax, or SameSite=None with "
              "Secure, each attribute behind a semicolon.",
    .bad = "Header add Set-Cookie \"lang=en; Path=/; Secure; HttpOnly; "
           "SameSite=Laxx\"\n",
    .good = "Header add Set-Cookie \"lang=en; Path=/; Secure; HttpOnly; "
            "SameSite=Lax\"\n",
    .fixes = true,
    .check = check,
};
