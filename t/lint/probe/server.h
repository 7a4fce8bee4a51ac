/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A server on a free port of the loopback interface, which answers with
 * whatever bytes a test wants: what no real server would send, too.
 */
#ifndef T_LINT_PROBE_SERVER_H
#define T_LINT_PROBE_SERVER_H

#include <arpa/inet.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <apr_strings.h>
#include "t/core/tap.h"

enum { SERVER_REQUEST_MAX = 8192, SERVER_SECONDS = 120 };

/* Answers one request, head and all, in a process of its own; the connection
 * ends when it returns. */
typedef void server_answer(int client, const char *request, void *baton);

static inline void server_read(int client, char *request)
{
    size_t length = 0;
    ssize_t got = 1;

    *request = '\0';
    while (got > 0 && !strstr(request, "\r\n\r\n")) {
        got = read(client, request + length, SERVER_REQUEST_MAX - 1 - length);
        length += got > 0 ? (size_t)got : 0;
        request[length] = '\0';
    }
}

static inline void server_run(int listener, server_answer *answer, void *baton)
{
    signal(SIGCHLD, SIG_IGN);
    signal(SIGPIPE, SIG_IGN);
    for (;;) {
        int client = accept(listener, NULL, NULL);

        if (fork() == 0) {
            char request[SERVER_REQUEST_MAX];

            alarm(SERVER_SECONDS); /* whatever becomes of the test */
            server_read(client, request);
            answer(client, request, baton);
            _exit(0);
        }
        close(client);
    }
}

/* Starts it; *host becomes its host and port, from pool. Returns what
 * server_stop needs. */
static inline pid_t server_start(apr_pool_t *pool, server_answer *answer,
                                 void *baton, const char **host)
{
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_addr = {htonl(INADDR_LOOPBACK)}};
    socklen_t size = sizeof(address);
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    pid_t server;

    if (listener < 0 || bind(listener, (struct sockaddr *)&address, size) ||
        listen(listener, 16) ||
        getsockname(listener, (struct sockaddr *)&address, &size)) {
        puts("Bail out! no server");
        exit(2);
    }
    *host = apr_psprintf(pool, "127.0.0.1:%d", ntohs(address.sin_port));
    fflush(stdout);
    server = fork();
    if (server == 0) {
        setpgid(0, 0);
        alarm(SERVER_SECONDS);
        server_run(listener, answer, baton);
    }
    setpgid(server, server);
    close(listener);
    return server;
}

static inline void server_stop(pid_t server)
{
    kill(-server, SIGKILL);
    waitpid(server, NULL, 0);
}

/* Sends a text; false when the other side is gone. */
static inline bool server_send(int client, const char *text)
{
    return write(client, text, strlen(text)) >= 0;
}

#endif
