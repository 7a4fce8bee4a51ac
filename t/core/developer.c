/* SPDX-License-Identifier: Apache-2.0 */
#include "core/developer.h"
#include "tap.h"

static const struct {
    const char *origin, *host;
    bool wanted;
} rows[] = {
    {"http://localhost:3000", "localhost", true},
    {"https://app.localhost", "app.localhost", true},
    {"http://127.0.0.1:5173", "127.0.0.1", true},
    {"http://[::1]", "[::1]", true},
    {"https://app.test", "app.test", true},
    {"https://printer.local", "printer.local", true},
    {"https://a.localdomain", "a.localdomain", true},
    {"https://10.0.0.1", "10.0.0.1", true},
    {"https://192.168.0.1", "192.168.0.1", true},
    {"https://172.16.0.1", "172.16.0.1", true},
    {"https://172.31.0.1", "172.31.0.1", true},
    {"capacitor://localhost", "localhost", true},
    {"ionic://app.example.com", "app.example.com", true},
    {"https://172.15.0.1", "172.15.0.1", false},
    {"https://172.32.0.1", "172.32.0.1", false},
    {"https://100.0.0.1", "100.0.0.1", false},
    {"https://193.168.0.1", "193.168.0.1", false},
    {"https://10.example.com", "10.example.com", false},
    {"https://test", "test", false},
    {"https://test.example.com", "test.example.com", false},
    {"https://contest", "contest", false},
    {"https://app.example.com", "app.example.com", false},
};

int main(void)
{
    tap_begin();
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        tap_ok(cors_origin_is_developers(rows[i].origin, rows[i].host) ==
                   rows[i].wanted,
               "%s is %sa developer's", rows[i].origin,
               rows[i].wanted ? "" : "not ");
    }
    tap_ok(cors_host_is_developers("API.Test"), "in any case");
    return tap_end();
}
