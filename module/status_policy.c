/* SPDX-License-Identifier: Apache-2.0 */
#include "status_policy.h"

#include <string.h>
#include <strings.h>
#include <apr_strings.h>
#include "status_html.h"

/* A list of 100,000 origins is in the file, and need not be on the page. */
#define LINES_MAX 12
#define VALUE_MAX 400

/* The word at that place among words ("A|B|C"). */
static const char *word_at(apr_pool_t *pool, const char *words, int place)
{
    while (place-- > 0) {
        words += strcspn(words, "|") + 1;
    }
    return apr_pstrmemdup(pool, words, strcspn(words, "|"));
}

static const char *unsafe_words(apr_pool_t *pool, const char *words, int set)
{
    const char *text = "";

    for (int bit = 0; set >> bit; bit++) {
        if (set & (1 << bit)) {
            text = apr_pstrcat(pool, text, *text ? " " : "",
                               word_at(pool, words, bit), NULL);
        }
    }
    return *text ? text : "none";
}

static const char *default_text(apr_pool_t *pool, const cors_directive *row)
{
    if (row->kind == CORS_KIND_CHOICE) {
        return word_at(pool, row->words, row->initial);
    }
    return row->kind == CORS_KIND_NUMBER ? "not sent" : "none";
}

/* What a section that is not recorded says, as far as its compiled value still
 * tells. */
static const char *compiled_text(apr_pool_t *pool, const cors_policy *section,
                                 const cors_directive *row)
{
    const void *field = (const char *)section + row->offset;

    switch (row->kind) {
    case CORS_KIND_CHOICE:
        return word_at(pool, row->words, *(const int *)field);
    case CORS_KIND_NUMBER:
        return apr_itoa(pool, *(const int *)field);
    case CORS_KIND_UNSAFE:
        return unsafe_words(pool, row->words, *(const int *)field);
    case CORS_KIND_METHODS:
    case CORS_KIND_HEADERS:
    case CORS_KIND_EXPOSED:
        field = cors_namelist_joined(*(const cors_namelist *const *)field);
        return *(const char *)field ? field : "none";
    default:
        return "as the file says";
    }
}

static void write_line(request_rec *r, const ap_directive_t *line)
{
    cors_html(r, "<code class=\"place\">%s:%d</code>", line->filename,
              line->line_num);
}

void cors_policy_write_place(request_rec *r, const cors_setting *setting)
{
    cors_html(r, "<p class=\"where\">");
    for (int i = 0; i < setting->lines->nelts && i < LINES_MAX; i++) {
        write_line(r, APR_ARRAY_IDX(setting->lines, i, const ap_directive_t *));
        cors_html(r, " ");
    }
    if (setting->lines->nelts > LINES_MAX) {
        cors_html(r, "and %d more ", setting->lines->nelts - LINES_MAX);
    }
    if (setting->htaccess) {
        cors_html(r, "<code class=\"place\">%s</code>", setting->htaccess);
    } else {
        cors_html(r, "<span class=\"scope\">%s</span>",
                  cors_html_cut(r->pool, setting->scope, VALUE_MAX));
    }
    cors_html(r, "</p>");
}

/* As it was written; of a directive that replaces, the last. */
static void write_values(request_rec *r, const cors_directive *row,
                         const cors_setting *setting)
{
    bool single =
        row->kind == CORS_KIND_CHOICE || row->kind == CORS_KIND_NUMBER;
    int count = setting->lines->nelts;

    if (!count) {
        cors_html(r, "<code>%s</code>",
                  compiled_text(r->pool, setting->section, row));
        return;
    }
    for (int i = single ? count - 1 : 0; i < count && i < LINES_MAX; i++) {
        const ap_directive_t *line =
            APR_ARRAY_IDX(setting->lines, i, const ap_directive_t *);
        bool further = strcasecmp(line->directive, row->name) != 0;

        cors_html(r, "<code>%s%s%s</code> ", further ? line->directive : "",
                  further ? " " : "",
                  cors_html_cut(r->pool, line->args, VALUE_MAX));
    }
}

static void write_default(request_rec *r, const cors_directive *row)
{
    cors_html(r,
              "<tr class=\"unset\"><th scope=\"row\">%s</th>"
              "<td>%s</td><td>default</td></tr>\n",
              row->name, default_text(r->pool, row));
}

static void write_set(request_rec *r, const cors_directive *row,
                      const cors_setting *setting, bool decides)
{
    cors_html(r, "<tr%s><th scope=\"row\">%s</th><td>",
              decides ? " class=\"decides\"" : "", row->name);
    write_values(r, row, setting);
    cors_html(r, "</td><td>");
    cors_policy_write_place(r, setting);
    cors_html(r, "</td></tr>\n");
}

/* True for a row that adds to the field of one before. */
static bool is_further(const cors_directive *row)
{
    for (const cors_directive *before = cors_directives; before < row;
         before++) {
        if (before->offset == row->offset) {
            return true;
        }
    }
    return false;
}

/* What somebody wrote first, and what is merely so below it. */
static void write_rows(request_rec *r, const cors_conclusion *drawn, bool set)
{
    for (const cors_directive *row = cors_directives; row->name; row++) {
        const cors_setting setting =
            cors_setting_find(drawn->asked->request, row);

        if (row->global || is_further(row) || !setting.section == set) {
            continue;
        }
        if (set) {
            write_set(r, row, &setting, row == drawn->row);
        } else {
            write_default(r, row);
        }
    }
}

void cors_policy_write(request_rec *r, const cors_conclusion *drawn)
{
    cors_html(r,
              "<section class=\"card\" aria-labelledby=\"policy-title\">\n"
              "<h2 id=\"policy-title\">Policy in force</h2>\n"
              "<div class=\"scroll\"><table class=\"policy\">\n"
              "<caption>For %s</caption>\n<thead><tr>"
              "<th scope=\"col\">Directive</th><th scope=\"col\">Value</th>"
              "<th scope=\"col\">Set in</th></tr></thead>\n<tbody>\n",
              drawn->asked->request->the_request);
    write_rows(r, drawn, true);
    write_rows(r, drawn, false);
    cors_html(r, "</tbody></table></div>\n</section>\n");
}
