/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The application of the benchmarks: a file with cookies.
 *
 *   /file.txt        the file alone
 *   /file.txt?3      the file with three Set-Cookie fields
 *   /file.txt?mark   the file; callgrind's counters are dumped and start again
 *
 * The query string chooses, not a section of the configuration: a <Location>
 * for the benchmark's sake would cost more than some of the things measured.
 * For the same reason nothing here formats or allocates a cookie: the cost of
 * making one belongs to the application and would only add noise.
 *
 * Outside valgrind a client request is a handful of no-op instructions.
 */

#include "httpd.h"
#include "http_config.h"
#include "http_protocol.h"
#include "http_request.h"

#include <valgrind/callgrind.h>

/* What an application of today sends: a path, HttpOnly, and nothing about
 * other sites. All three have the same length, so that a further cookie costs
 * the same whichever it is. */
static const char *const cookies[] = {
    "sid=5f1e6d7c8b9a0f1e2d3c4b5a; Path=/; HttpOnly",
    "uid=0a1b2c3d4e5f6a7b8c9d0e1f; Path=/; HttpOnly",
    "tok=9f8e7d6c5b4a39281706f5e4; Path=/; HttpOnly",
};

/* Counting starts at the first mark: httpd's start-up, which is most of the
 * work when it reads 100,000 origins, runs several times faster without. */
static void mark(void)
{
    CALLGRIND_START_INSTRUMENTATION;
    CALLGRIND_DUMP_STATS;
}

/* Declines always: the default handler sends the file, as it would for a
 * request without any cookie. */
static int add_cookies(request_rec *r)
{
    if (!r->args)
        return DECLINED;
    if (r->args[0] == 'm') {
        mark();
        return DECLINED;
    }
    for (int n = r->args[0] - '0', i = 0; i < n && i < 3; i++)
        apr_table_addn(r->headers_out, "Set-Cookie", cookies[i]);
    return DECLINED;
}

/* Takes what a policy's list of origins takes and forgets it: httpd keeps the
 * text of every directive, and bench/memory wants to know how much that is. */
static const char *forget(cmd_parms *cmd, void *config, const char *args)
{
    (void)cmd;
    (void)config;
    (void)args;
    return NULL;
}

static void register_hooks(apr_pool_t *pool)
{
    (void)pool;
    ap_hook_handler(add_cookies, NULL, NULL, APR_HOOK_REALLY_FIRST);
}

static const command_rec directives[] = {
    AP_INIT_RAW_ARGS("BenchForget", forget, NULL, OR_ALL, "ignored"),
    {0},
};

__attribute__((visibility("default"))) AP_DECLARE_MODULE(bench_cookies) = {
    STANDARD20_MODULE_STUFF, NULL, NULL, NULL, NULL, directives, register_hooks,
    AP_MODULE_FLAG_NONE,
};
