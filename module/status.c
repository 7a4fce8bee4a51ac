/* SPDX-License-Identifier: Apache-2.0 */
#include "status.h"

#include <string.h>
#include "status_page.h"

int cors_status_handle(request_rec *r)
{
    if (!r->handler || strcmp(r->handler, "cors-creds-status") != 0) {
        return DECLINED;
    }
    if (r->method_number != M_GET) {
        return HTTP_METHOD_NOT_ALLOWED;
    }
    cors_status_page(r);
    return OK;
}
