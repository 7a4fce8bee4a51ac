/* SPDX-License-Identifier: Apache-2.0 */
#include "status_counts.h"

#include <string.h>
#include <http_protocol.h>
#include <apr_lib.h>
#include <apr_strings.h>
#include "databases.h"
#include "originfile.h"

#define NUMBER APR_UINT64_T_FMT

static apr_int64_t uptime(const request_rec *r, const cors_totals *totals)
{
    return totals->since ? apr_time_sec(r->request_time - totals->since) : 0;
}

/* The length of the UTF-8 sequence at text (RFC 3629 section 4), 0 for none. */
static size_t sequence_length(const unsigned char *text)
{
    size_t length = text[0] < 0x80                      ? 1
                    : text[0] >= 0xc2 && text[0] < 0xe0 ? 2
                    : text[0] >= 0xe0 && text[0] < 0xf0 ? 3
                    : text[0] >= 0xf0 && text[0] < 0xf5 ? 4
                                                        : 0;

    for (size_t i = 1; i < length; i++) {
        if ((text[i] & 0xc0) != 0x80) {
            return 0;
        }
    }
    if ((text[0] == 0xe0 && text[1] < 0xa0) ||
        (text[0] == 0xed && text[1] > 0x9f) ||
        (text[0] == 0xf0 && text[1] < 0x90) ||
        (text[0] == 0xf4 && text[1] > 0x8f)) {
        return 0;
    }
    return length;
}

/* In quotes: JSON's (RFC 8259 section 7), and with few escapes Prometheus'. */
static void put_quoted(request_rec *r, const char *value, bool few)
{
    const unsigned char *text = (const unsigned char *)value;

    ap_rputc('"', r);
    while (*text) {
        size_t length = sequence_length(text);

        if (length == 0) {
            ap_rputs("\xef\xbf\xbd", r);
            length = 1;
        } else if (*text == '"' || *text == '\\') {
            ap_rputc('\\', r);
            ap_rputc(*text, r);
        } else if (*text == '\n') {
            ap_rputs("\\n", r);
        } else if ((*text < ' ' || *text == 0x7f) && !few) {
            ap_rprintf(r, "\\u%04x", *text);
        } else {
            ap_rwrite(text, (int)length, r);
        }
        text += length;
    }
    ap_rputc('"', r);
}

/* "preflight-denied-origin" as the name of a line: "PreflightDeniedOrigin". */
static const char *title(apr_pool_t *pool, const char *name)
{
    char *text = apr_pstrdup(pool, name);
    char *to = text;
    bool up = true;

    for (const char *at = name; *at; at++) {
        if (*at == '-') {
            up = true;
        } else {
            *to++ = (char)(up ? apr_toupper(*at) : *at);
            up = false;
        }
    }
    *to = '\0';
    return text;
}

void cors_status_auto(request_rec *r, const cors_totals *totals)
{
    ap_set_content_type(r, "text/plain; charset=utf-8");
    ap_rprintf(r, "Uptime: %" APR_INT64_T_FMT "\n", uptime(r, totals));
    for (int i = 0; i < CORS_RESULTS; i++) {
        ap_rprintf(r, "%s: %" NUMBER "\n",
                   title(r->pool, cors_result_name((cors_result)i)),
                   totals->sum.results[i]);
    }
    ap_rprintf(r,
               "Preflights: %" NUMBER "\nCookiesRewritten: %" NUMBER
               "\nVirtualHosts: %d\n",
               totals->sum.preflights, totals->sum.cookies,
               totals->hosts->nelts);
}

static void put_counts(request_rec *r, const cors_counts *counts)
{
    ap_rputs("\"results\":{", r);
    for (int i = 0; i < CORS_RESULTS; i++) {
        ap_rprintf(r, "%s\"%s\":%" NUMBER, i ? "," : "",
                   cors_result_name((cors_result)i), counts->results[i]);
    }
    ap_rprintf(r, "},\"preflights\":%" NUMBER ",\"cookies_rewritten\":%" NUMBER,
               counts->preflights, counts->cookies);
}

static void put_files(request_rec *r)
{
    const apr_array_header_t *files = cors_originfile_states(r->pool);

    ap_rputs("\"origin_files\":[", r);
    for (int i = 0; i < files->nelts; i++) {
        const cors_originfile_state *file =
            &APR_ARRAY_IDX(files, i, const cors_originfile_state);

        ap_rputs(i ? ",{\"path\":" : "{\"path\":", r);
        put_quoted(r, file->path, false);
        ap_rprintf(r,
                   ",\"origins\":%d,\"read\":%" APR_INT64_T_FMT ",\"problem\":",
                   file->entries, apr_time_sec(file->read_at));
        if (file->problem) {
            put_quoted(r, file->problem, false);
        } else {
            ap_rputs("null", r);
        }
        ap_rputc('}', r);
    }
    ap_rputc(']', r);
}

static void put_databases(request_rec *r)
{
    const apr_array_header_t *states = cors_databases_states(r->pool);

    ap_rputs("\"origin_databases\":[", r);
    for (int i = 0; i < states->nelts; i++) {
        const cors_database_state *state =
            &APR_ARRAY_IDX(states, i, const cors_database_state);

        ap_rputs(i ? ",{\"virtual_host\":" : "{\"virtual_host\":", r);
        put_quoted(r, state->host, false);
        ap_rprintf(r,
                   ",\"asked\":%" APR_INT64_T_FMT
                   ",\"failing_since\":%" APR_INT64_T_FMT ",\"problem\":",
                   apr_time_sec(state->asked_at),
                   apr_time_sec(state->failing_since));
        if (state->problem) {
            put_quoted(r, state->problem, false);
        } else {
            ap_rputs("null", r);
        }
        ap_rputc('}', r);
    }
    ap_rputc(']', r);
}

void cors_status_json(request_rec *r, const cors_totals *totals)
{
    ap_set_content_type(r, "application/json");
    ap_rprintf(r, "{\"version\":1,\"uptime\":%" APR_INT64_T_FMT ",",
               uptime(r, totals));
    put_counts(r, &totals->sum);
    ap_rputs(",\"virtual_hosts\":[", r);
    for (int i = 0; i < totals->hosts->nelts; i++) {
        const cors_tally *tally =
            &APR_ARRAY_IDX(totals->hosts, i, const cors_tally);

        ap_rputs(i ? ",{\"name\":" : "{\"name\":", r);
        put_quoted(r, tally->name, false);
        ap_rputs(",\"file\":", r);
        if (tally->file) {
            put_quoted(r, tally->file, false);
        } else {
            ap_rputs("null", r);
        }
        ap_rprintf(r, ",\"line\":%u,", tally->line);
        put_counts(r, &tally->counts);
        ap_rputc('}', r);
    }
    ap_rputs("],\"denied\":[", r);
    for (int i = 0; i < totals->denied->nelts; i++) {
        const cors_denial *denial =
            &APR_ARRAY_IDX(totals->denied, i, const cors_denial);

        ap_rputs(i ? ",{\"origin\":" : "{\"origin\":", r);
        put_quoted(r, denial->origin, false);
        ap_rprintf(r, ",\"count\":%" NUMBER ",\"last\":%" APR_INT64_T_FMT "}",
                   denial->count, apr_time_sec(denial->last));
    }
    ap_rputs("],", r);
    put_files(r);
    ap_rputc(',', r);
    put_databases(r);
    ap_rputs("}\n", r);
}

static void put_header(request_rec *r, const char *name, const char *type,
                       const char *help)
{
    ap_rprintf(r, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

/* No two lines may have the same labels. */
static void put_labels(request_rec *r, const char *name,
                       const cors_tally *tally, const char *result)
{
    ap_rprintf(r, "%s{vhost=", name);
    put_quoted(r, tally->name, true);
    if (tally->namesake) {
        ap_rprintf(r, ",namesake=\"%u\"", tally->namesake);
    }
    if (result) {
        ap_rprintf(r, ",result=\"%s\"", result);
    }
    ap_rputs("} ", r);
}

static void put_one_count(request_rec *r, const cors_totals *totals,
                          const char *name, const char *help,
                          uint64_t (*get)(const cors_counts *counts))
{
    put_header(r, name, "counter", help);
    for (int i = 0; i < totals->hosts->nelts; i++) {
        const cors_tally *tally =
            &APR_ARRAY_IDX(totals->hosts, i, const cors_tally);

        put_labels(r, name, tally, NULL);
        ap_rprintf(r, "%" NUMBER "\n", get(&tally->counts));
    }
}

static uint64_t get_preflights(const cors_counts *counts)
{
    return counts->preflights;
}

static uint64_t get_cookies(const cors_counts *counts)
{
    return counts->cookies;
}

static uint64_t get_refusals(const cors_counts *counts)
{
    return counts->results[CORS_GUARD_DENIED];
}

void cors_status_prometheus(request_rec *r, const cors_totals *totals)
{
    static const char requests[] = "cors_creds_requests_total";
    static const char up[] = "cors_creds_uptime_seconds";

    ap_set_content_type(r, "text/plain; version=0.0.4; charset=utf-8");
    put_header(r, up, "gauge", "Seconds since httpd was started.");
    ap_rprintf(r, "%s %" APR_INT64_T_FMT "\n", up, uptime(r, totals));
    put_header(r, requests, "counter",
               "Requests in scope, by what they were taken for.");
    for (int i = 0; i < totals->hosts->nelts; i++) {
        const cors_tally *tally =
            &APR_ARRAY_IDX(totals->hosts, i, const cors_tally);

        for (int j = 0; j < CORS_RESULTS; j++) {
            put_labels(r, requests, tally, cors_result_name((cors_result)j));
            ap_rprintf(r, "%" NUMBER "\n", tally->counts.results[j]);
        }
    }
    put_one_count(r, totals, "cors_creds_preflights_total",
                  "Preflights, whatever came of them.", get_preflights);
    put_one_count(r, totals, "cors_creds_cookies_rewritten_total",
                  "Set-Cookie fields that were changed.", get_cookies);
    put_one_count(r, totals, "cors_creds_guard_refusals_total",
                  "Requests that the guard has refused.", get_refusals);
}
