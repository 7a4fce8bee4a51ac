/* SPDX-License-Identifier: Apache-2.0 */
#include "status_seen.h"

#include <apr_strings.h>
#include "status_html.h"

/* A server of 5,000 virtual hosts has better pages for so many numbers. */
#define HOSTS_MAX 100

#define BIT(result) (1U << (result))

/* A column of numbers: the results that it adds up. */
typedef struct column {
    const char *title;
    unsigned results;
} column;

static const column columns[] = {
    {"Allowed", BIT(CORS_ALLOWED) | BIT(CORS_PREFLIGHT_ALLOWED)},
    {"Origin refused", BIT(CORS_DENIED_ORIGIN) | BIT(CORS_REJECTED) |
                           BIT(CORS_PREFLIGHT_DENIED_ORIGIN) |
                           BIT(CORS_MALFORMED)},
    {"Method or header refused",
     BIT(CORS_PREFLIGHT_DENIED_METHOD) | BIT(CORS_PREFLIGHT_DENIED_HEADER)},
    {"Guard", BIT(CORS_GUARD_DENIED) | BIT(CORS_GUARD_REPORTED)},
    {"Backend's preflights", BIT(CORS_PREFLIGHT_PASSED)},
    {"Not CORS", BIT(CORS_NONE) | BIT(CORS_SAME_ORIGIN)},
    {NULL, 0}};

static uint64_t sum(const cors_counts *counts, unsigned results)
{
    uint64_t total = 0;

    for (unsigned result = 0; result < CORS_RESULTS; result++) {
        total += results & BIT(result) ? counts->results[result] : 0;
    }
    return total;
}

static void write_number(request_rec *r, uint64_t number)
{
    cors_html(r, "<td class=\"number\">%s</td>",
              apr_psprintf(r->pool, "%" APR_UINT64_T_FMT, number));
}

static void write_numbers(request_rec *r, const cors_counts *counts)
{
    for (const column *shown = columns; shown->title; shown++) {
        write_number(r, sum(counts, shown->results));
    }
    write_number(r, counts->cookies);
    cors_html(r, "</tr>\n");
}

static bool is_idle(const cors_counts *counts)
{
    return sum(counts, ~0U) == 0 && counts->cookies == 0;
}

static void write_hosts(request_rec *r, const cors_totals *totals)
{
    int shown = 0;
    int left_out = 0;

    for (int i = 0; i < totals->hosts->nelts; i++) {
        const cors_tally *host = &APR_ARRAY_IDX(totals->hosts, i, cors_tally);

        if (is_idle(&host->counts)) {
            continue;
        }
        if (shown++ >= HOSTS_MAX) {
            left_out++;
            continue;
        }
        cors_html(r, "<tr><th scope=\"row\">%s", host->name);
        if (host->file) {
            cors_html(r, " <code class=\"place\">%s:%d</code>", host->file,
                      (int)host->line);
        }
        cors_html(r, "</th>");
        write_numbers(r, &host->counts);
    }
    if (left_out) {
        cors_html(r,
                  "<tr><th scope=\"row\">and %d more</th>"
                  "<td colspan=\"7\">see ?format=json</td></tr>\n",
                  left_out);
    }
}

void cors_seen_write_counts(request_rec *r, const cors_totals *totals)
{
    cors_html(r, "<section class=\"card\" aria-labelledby=\"counts-title\">\n"
                 "<h2 id=\"counts-title\">Requests so far</h2>\n");
    if (is_idle(&totals->sum)) {
        cors_html(r, "<p>None in scope since %s.</p>\n</section>\n",
                  cors_html_time(r->pool, totals->since));
        return;
    }
    cors_html(r,
              "<div class=\"scroll\" tabindex=\"0\"><table class=\"counts\">\n"
              "<caption>In scope, since %s; virtual hosts without any are left "
              "out</caption>\n<thead><tr><th scope=\"col\">Virtual host</th>",
              cors_html_time(r->pool, totals->since));
    for (const column *shown = columns; shown->title; shown++) {
        cors_html(r, "<th scope=\"col\" class=\"number\">%s</th>",
                  shown->title);
    }
    cors_html(r, "<th scope=\"col\" class=\"number\">Cookies changed</th>"
                 "</tr></thead>\n<tbody>\n");
    write_hosts(r, totals);
    cors_html(r, "</tbody>\n<tfoot><tr><th scope=\"row\">Total</th>");
    write_numbers(r, &totals->sum);
    cors_html(r, "</tfoot></table></div>\n</section>\n");
}

void cors_seen_write_denied(request_rec *r, const cors_totals *totals,
                            const cors_form *form)
{
    if (!totals->denied->nelts) {
        return;
    }
    cors_html(r,
              "<section class=\"card\" aria-labelledby=\"denied-title\">\n"
              "<h2 id=\"denied-title\">Denied last</h2>\n"
              "<div class=\"scroll\"><table class=\"denied\">\n"
              "<caption>As they were sent: whoever sends a request chooses "
              "what stands here</caption>\n"
              "<thead><tr><th scope=\"col\">Origin</th>"
              "<th scope=\"col\" class=\"number\">Times</th>"
              "<th scope=\"col\">Last</th><th scope=\"col\">And here</th></tr>"
              "</thead>\n<tbody>\n");
    for (int i = 0; i < totals->denied->nelts; i++) {
        const cors_denial *denial =
            &APR_ARRAY_IDX(totals->denied, i, cors_denial);

        cors_html(r, "<tr><th scope=\"row\"><code>%s</code></th>",
                  denial->origin);
        write_number(r, denial->count);
        cors_html(r,
                  "<td>%s</td><td><a href=\"?url=%s&amp;origin=%s\">Try it</a>"
                  "</td></tr>\n",
                  cors_html_time(r->pool, denial->last),
                  ap_escape_urlencoded(r->pool, form->url),
                  ap_escape_urlencoded(r->pool, denial->origin));
    }
    cors_html(r, "</tbody></table></div>\n</section>\n");
}
