/* SPDX-License-Identifier: Apache-2.0 */
#include "status.h"

#include <string.h>
#include <http_config.h>
#include <http_core.h>
#include <http_main.h>
#include <http_protocol.h>
#include <http_request.h>
#include "counters.h"
#include "request.h"
#include "status_counts.h"
#include "status_page.h"

typedef struct format {
    const char *query;
    void (*write)(request_rec *r, const cors_totals *totals);
} format;

static const format formats[] = {{"auto", cors_status_auto},
                                 {"format=json", cors_status_json},
                                 {"format=prometheus", cors_status_prometheus}};

/* What the page tells is of the whole server, and for who may ask for it: not
 * for the pages of others in his browser. */
static void set_fields(request_rec *r)
{
    cors_request_withhold(r);
    apr_table_setn(r->headers_out, "Cache-Control", "no-store");
    apr_table_setn(r->headers_out, "X-Content-Type-Options", "nosniff");
    apr_table_setn(r->headers_out, "Cross-Origin-Resource-Policy",
                   "same-origin");
}

/* Apart from the hook, so that other requests need not make room for it. */
static __attribute__((noinline)) int answer(request_rec *r)
{
    set_fields(r);
    ap_allow_standard_methods(r, REPLACE_ALLOW, M_GET, -1);
    if (r->method_number != M_GET) {
        return HTTP_METHOD_NOT_ALLOWED;
    }
    for (size_t i = 0; r->args && i < sizeof(formats) / sizeof(*formats); i++) {
        if (strcmp(r->args, formats[i].query) == 0) {
            cors_totals totals = cors_counters_read(r->pool, ap_server_conf);

            formats[i].write(r, &totals);
            return OK;
        }
    }
    cors_status_page(r);
    return OK;
}

int cors_status_handle(request_rec *r)
{
    /* Every request passes here, and few handlers begin like this one. */
    if (!r->handler || r->handler[0] != CORS_STATUS_HANDLER[0] ||
        strcmp(r->handler, CORS_STATUS_HANDLER) != 0) {
        return DECLINED;
    }
    return answer(r);
}
