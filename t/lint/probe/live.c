/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Answers of servers that are broken or hostile: there is an answer or a
 * sentence, soon, and nothing in it that a browser would not see.
 */
#include "lint/probe/live.h"
#include "t/lint/probe/server.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define OK "HTTP/1.1 200 OK\r\n"

enum { KEPT = 10 };

/* What is sent, by the request's path. */
static const struct {
    const char *path;
    const char *once;
    const char *forever; /* over and over behind it; "" to send no more, and
                            keep the connection open; NULL to close it */
    size_t keep;
    int status; /* 0: there is no answer */
    const char
        *a; /* X-A in the answer, fields joined by commas; NULL for none */
    const char *said; /* the body, or what the sentence has in it */
} rows[] = {
    {"/plain", OK "Content-Length: 2\r\nX-A: 1\r\nx-a:  2 \r\n\r\nhi", NULL,
     KEPT, 200, "1,2", "hi"},
    {"/redirect",
     "HTTP/1.1 302 Found\r\nLocation: /plain\r\n"
     "Content-Length: 0\r\n\r\n",
     NULL, KEPT, 302, NULL, ""},
    /* Informational answers, and others than are expected. */
    {"/early",
     "HTTP/1.1 103 Early Hints\r\nX-A: 1\r\n\r\n" OK
     "Content-Length: 0\r\n\r\n",
     NULL, KEPT, 200, NULL, ""},
    {"/early-forever", "", "HTTP/1.1 103 Early Hints\r\nX-A: 1\r\n\r\n", KEPT,
     0, NULL, "256 KiB of headers"},
    {"/old", "hello", NULL, KEPT, 0, NULL, "HTTP/0.9"},
    {"/nothing", "", NULL, KEPT, 0, NULL, "mpty reply"},
    {"/half", OK "X-A: 1\r\n", NULL, KEPT, 0, NULL, "within its headers"},
    /* Headers. */
    {"/headers-forever", OK, "X-A: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n",
     0, 0, NULL, "256 KiB of headers"},
    {"/line-forever", OK "X-A: ", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
     0, 0, NULL, "100 KB"},
    {"/two-statuses",
     "HTTP/1.1 403 Forbidden\r\nHTTP/1.1 200 OK\r\nX-A: 1\r\n"
     "Content-Length: 0\r\n\r\n",
     NULL, KEPT, 0, NULL, "colon"},
    {"/folded", OK "X-A: one\r\n\t two\r\nContent-Length: 0\r\n\r\n", NULL,
     KEPT, 200, "one two", ""},
    {"/escape", OK "X-A: \x1b]0;x\x07\r\nContent-Length: 0\r\n\r\n", NULL, KEPT,
     200, "\x1b]0;x\x07", ""},
    {"/trailers",
     OK "Transfer-Encoding: chunked\r\nTrailer: X-A\r\n\r\n"
        "2\r\nhi\r\n0\r\nX-A: 1\r\n\r\n",
     NULL, KEPT, 200, NULL, "hi"},
    /* Bodies. */
    {"/body-forever", OK "\r\n", "0123456789", KEPT, 200, NULL, "0123456789"},
    {"/body-forever", OK "\r\n", "0123456789", 0, 200, NULL, ""},
    {"/chunks-forever", OK "Transfer-Encoding: chunked\r\n\r\n", "3\r\nabc\r\n",
     KEPT, 200, NULL, "abcabcabca"},
    {"/events", OK "Content-Type: text/event-stream\r\nX-A: 1\r\n\r\n", "", 0,
     200, "1", ""},
    {"/cut", OK "Content-Length: 100\r\nX-A: 1\r\n\r\nabc", NULL, KEPT, 200,
     "1", "abc"},
    {"/compressed",
     OK "Content-Encoding: gzip\r\nContent-Length: 4\r\n\r\n"
        "\x1f\x8b\x08x",
     NULL, KEPT, 200, NULL, "\x1f\x8b\x08x"},
};

static void answer(int client, const char *request, void *baton)
{
    size_t i = (size_t)strtoul(strchr(request, '?') + 1, NULL, 10);

    (void)baton;
    if (!server_send(client, rows[i].once) || !rows[i].forever) {
        return;
    }
    while (*rows[i].forever && server_send(client, rows[i].forever)) {
    }
    while (!*rows[i].forever) {
        pause();
    }
}

static const char *field(apr_pool_t *pool, const apr_table_t *headers)
{
    return headers ? apr_table_getm(pool, headers, "X-A") : NULL;
}

int main(void)
{
    static const lint_live_options options = {.version = LINT_LIVE_HTTP_1};
    apr_pool_t *pool = tap_begin();
    const char *host;
    pid_t server = server_start(pool, answer, NULL, &host);
    const char *wrong;
    lint_live *live = lint_live_open(pool, &options, &wrong);

    for (size_t i = 0; live && i < COUNT(rows); i++) {
        lint_live_request request = {.url = apr_psprintf(pool, "http://%s%s?%d",
                                                         host, rows[i].path,
                                                         (int)i),
                                     .method = "GET",
                                     .keep = rows[i].keep};
        lint_live_answer got;
        const char *path = rows[i].path;

        wrong = lint_live_ask(pool, live, &request, &got);
        if (!rows[i].status) {
            tap_ok(wrong && strstr(wrong, rows[i].said), "%s: %s", path,
                   wrong ? wrong : "(an answer)");
            continue;
        }
        tap_is(wrong, NULL, "%s: an answer", path);
        tap_ok(got.status == rows[i].status, "%s: status %d", path, got.status);
        tap_is(field(pool, got.headers), rows[i].a, "%s: the header", path);
        tap_is(got.body, rows[i].said, "%s: the body", path);
    }
    tap_ok(live != NULL, "there is a client");
    server_stop(server);
    return tap_end();
}
