/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include "lint/rules/rule.h"
#include "lint/witness/cookie_line.h"
#include "lint/witness/cookie_table.h"

static bool is_other(const char *left, const char *right)
{
    return left && right && strcmp(left, right) != 0;
}

/* The attributes that the other table's lines write as well. */
static unsigned written(const lint_cookie *field, const lint_cookie *there)
{
    return (there->attributes & ~field->attributes) | there->repeated |
           (is_other(field->path, there->path) ? CORS_COOKIE_PATH : 0U) |
           (is_other(field->domain, there->domain) ? CORS_COOKIE_DOMAIN : 0U) |
           (is_other(field->samesite, there->samesite) ? CORS_COOKIE_SAMESITE
                                                       : 0U);
}

/* The attributes that a line adds, and no line adds in the other table. */
static unsigned added_once(lint_review *review, const lint_cookie_line *line,
                           bool own)
{
    apr_pool_t *pool = review->pool;
    apr_array_header_t *samples = lint_cookie_samples(pool, line, own);
    unsigned once = 0;

    for (int i = 0; i < samples->nelts; i++) {
        const char *field = APR_ARRAY_IDX(samples, i, const char *);
        const char *other = lint_cookie_elsewhere(pool, line, field);
        lint_cookie sample;
        lint_cookie there;
        lint_cookie_way way;

        if (!other || !lint_cookie_try(pool, line, field, &way)) {
            continue;
        }
        sample = lint_cookie_read(pool, field);
        there = lint_cookie_read(pool, other);
        once |= ((way.after.attributes & ~way.before.attributes) |
                 (way.after.repeated & ~way.before.repeated)) &
                ~written(&sample, &there);
    }
    return once;
}

static void judge(lint_review *review, const lint_cookie_line *line,
                  unsigned once)
{
    bool always = line->action->list == LINT_HEADER_ALWAYS;
    int tables = lint_cookie_tables(review->pool, review->survey, line->node);
    const char *what = lint_cookie_attributes_text(review->pool, once);
    lint_finding *finding;

    if (tables == (always ? LINT_COOKIE_ALWAYS : LINT_COOKIE_PLAIN)) {
        return;
    }
    finding = lint_review_add(
        review, &line->node->place,
        always ? "\"Header always edit\" adds %s to the cookies of scripts "
                 "and modules, not to those of mod_php and proxied servers: "
                 "write the line without \"always\" as well"
               : "\"Header edit\" adds %s to the cookies of mod_php and "
                 "proxied servers, not to those of scripts, PHP-FPM and "
                 "modules: write it with \"always\" as well",
        what);
    if (tables) {
        finding->severity = LINT_WARNING;
        finding->confidence = LINT_CONFIDENCE_HIGH;
    }
}

static void check(lint_review *review)
{
    apr_array_header_t *lines = lint_cookie_lines(review->pool, review->survey);

    for (int i = 0; i < lines->nelts; i++) {
        const lint_cookie_line *line =
            APR_ARRAY_IDX(lines, i, const lint_cookie_line *);
        unsigned once = 0;

        if (line->edits && line->action) {
            once = added_once(review, line, false) |
                   added_once(review, line, true);
        }
        if (once) {
            judge(review, line, once);
        }
    }
}

const lint_rule lint_rule_cookie_edit_one_table = {
    .id = "cookie-edit-one-table",
    .shorthand = "K04",
    .severity = LINT_NOTE,
    .confidence = LINT_CONFIDENCE_MEDIUM,
    .title = "Cookies are edited in one of httpd's two header tables",
    .why = "httpd keeps response headers in two tables. Cookies of CGI "
           "scripts, of PHP-FPM and of modules are in the one that \"Header "
           "always\" edits, those of proxied servers and of mod_php in the one "
           "that plain \"Header\" edits. A line for one table leaves the "
           "others' cookies as they are.",
    .remedy = "Write the line twice, with and without \"always\".",
    .bad = "ScriptAlias \"/cgi-bin/\" \"/srv/cgi-bin/\"\n"
           "Header edit Set-Cookie \"(?i)^((?!.*;\\s*Secure).*)$\" \"$1; "
           "Secure\"\n",
    .good = "ScriptAlias \"/cgi-bin/\" \"/srv/cgi-bin/\"\n"
            "Header edit Set-Cookie \"(?i)^((?!.*;\\s*Secure).*)$\" \"$1; "
            "Secure\"\n"
            "Header always edit Set-Cookie \"(?i)^((?!.*;\\s*Secure).*)$\" "
            "\"$1; Secure\"\n",
    .check = check,
};
