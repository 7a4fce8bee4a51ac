/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include "lint/rules/rule.h"
#include "lint/witness/cookie_maker.h"
#include "lint/witness/php.h"
#include "lint/witness/setting.h"

static const struct {
    const char *name;
    const char *off;
    lint_severity missing; /* beside session.cookie_samesite */
} flags[] = {
    {"session.cookie_secure", "goes over plain HTTP", LINT_WARNING},
    {"session.cookie_httponly", "can be read by scripts", LINT_NOTE},
};

static void check_syntax(lint_review *review, const lint_node *node)
{
    int at = lint_php_equals_at(review->pool, node);

    if (at >= 0) {
        lint_finding *finding = lint_review_add(
            review, &node->place,
            "\"%s\" is php.ini's syntax, and httpd refuses it: write a blank "
            "in place of =",
            node->args);

        if (!node->unknown) {
            lint_review_edit(review, finding, node, at,
                             1 + (int)strspn(node->args + at + 1, " \t"), " ");
        }
    } else if (lint_php_is_foreign(node)) {
        lint_review_add(review, &node->place,
                        "\"%s\" is a line for PHP, and httpd refuses it: write "
                        "php_flag or php_value, the name and the value",
                        node->name);
    }
}

static void check_guards(lint_review *review)
{
    apr_array_header_t *guards =
        lint_php_wrong_guards(review->pool, review->survey);

    for (int i = 0; i < guards->nelts; i++) {
        lint_review_add(review, APR_ARRAY_IDX(guards, i, const lint_place *),
                        "no version of PHP has a module of this name, so that "
                        "its settings are not read: write mod_php.c for PHP 8")
            ->severity = LINT_NOTE;
    }
}

static void check_off(lint_review *review, size_t flag)
{
    apr_array_header_t *nodes =
        lint_cookie_settings(review->pool, review->survey, flags[flag].name);

    for (int i = 0; i < nodes->nelts; i++) {
        const lint_node *node = APR_ARRAY_IDX(nodes, i, const lint_node *);
        const char *value = lint_cookie_setting_value(review->pool, node);

        if (value && *value != '=' && !lint_php_is_on(value)) {
            lint_review_add(review, &node->place,
                            "with \"%s %s\" PHP's session cookie %s: write On",
                            flags[flag].name, value, flags[flag].off);
        }
    }
}

static void check_missing(lint_review *review, const lint_node *samesite)
{
    for (size_t i = 0; i < sizeof(flags) / sizeof(*flags); i++) {
        if (!lint_setting_find(review->pool,
                               lint_cookie_settings(
                                   review->pool, review->survey, flags[i].name),
                               samesite)) {
            lint_review_add(review, &samesite->place,
                            "without %s PHP's session cookie %s: add "
                            "\"php_flag %s On\"",
                            flags[i].name, flags[i].off, flags[i].name)
                ->severity = flags[i].missing;
        }
    }
}

static void check_all_syntax(lint_review *review)
{
    static const char *const starts[] = {"php_", "session."};

    for (size_t i = 0; i < sizeof(starts) / sizeof(*starts); i++) {
        const apr_array_header_t *nodes =
            lint_naming_begin(review->pool, review->survey->naming, starts[i]);

        for (int j = 0; j < nodes->nelts; j++) {
            check_syntax(review, APR_ARRAY_IDX(nodes, j, const lint_node *));
        }
    }
}

static void check(lint_review *review)
{
    apr_array_header_t *samesites = lint_cookie_settings(
        review->pool, review->survey, "session.cookie_samesite");

    check_all_syntax(review);
    check_guards(review);
    for (size_t i = 0; i < sizeof(flags) / sizeof(*flags); i++) {
        check_off(review, i);
    }
    for (int i = 0; i < samesites->nelts; i++) {
        check_missing(review, APR_ARRAY_IDX(samesites, i, const lint_node *));
    }
}

const lint_rule lint_rule_php_cookie_ini = {
    .id = "php-cookie-ini",
    .shorthand = "K15",
    .severity = LINT_WARNING,
    .confidence = LINT_CONFIDENCE_HIGH,
    .title = "PHP's session cookie is not set up as it seems",
    .why = "PHP's session cookie is neither Secure nor HttpOnly unless it is "
           "told so, and session.cookie_samesite does not change that. A line "
           "such as php_value session.cookie_secure=1, which is php.ini's "
           "syntax, sets nothing: httpd refuses it.",
    .remedy = "Write php_flag session.cookie_secure On and php_flag "
              "session.cookie_httponly On.",
    .bad = "php_flag session.cookie_httponly On\n"
           "php_value session.cookie_samesite Strict\n",
    .good = "php_flag session.cookie_secure On\n"
            "php_flag session.cookie_httponly On\n"
            "php_value session.cookie_samesite Strict\n",
    .fixes = true,
    .check = check,
};
