/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/witness/foreign.h"

#include <string.h>
#include <apr_lib.h>

size_t lint_foreign_variable(const char *text)
{
    static const char *const names[] = {
        "host",        "scheme",      "uri",
        "args",        "request_uri", "server_name",
        "remote_addr", "server_port", "is_args",
        "http_host",   "proxy_host",  "request_method",
        "cors",        "cors_origin", "proxy_add_x_forwarded_for"};
    size_t length = 1;

    while (text[length] == '_' || apr_isalnum(text[length])) {
        length++;
    }
    if (strncmp(text, "$http_", 6) == 0 && length > 6) {
        return length;
    }
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (strlen(names[i]) == length - 1 &&
            strncmp(text + 1, names[i], length - 1) == 0) {
            return length;
        }
    }
    return 0;
}

size_t lint_foreign_quote(const char *text)
{
    return strncmp(text, "\xE2\x80", 2) == 0 &&
                   (unsigned char)text[2] >= 0x98 &&
                   (unsigned char)text[2] <= 0x9F
               ? 3
               : 0;
}
