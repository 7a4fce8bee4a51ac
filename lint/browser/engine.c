/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/browser/engine.h"

const lint_engine lint_engines[LINT_ENGINES] = {
    {.name = "Chromium",
     .lax_by_default = true,
     .none_needs_secure = true,
     .refuses_cross_site = true,
     .schemeful = true,
     .trusts_loopback = true,
     .partitions = true,
     .http_prefixes = true,
     .max_age = 7200},
    {.name = "Firefox",
     .none_needs_secure = true,
     .refuses_cross_site = true,
     .trusts_loopback = true,
     .partitions = true,
     .http_prefixes = true,
     .max_age = 86400},
    {.name = "WebKit", .max_age = 600},
};
