/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/probe/live.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <apr_strings.h>
#include <curl/curl.h>

#define CONNECT_SECONDS 5L
#define ANSWER_SECONDS 15L

/* What is used of libcurl, with its own types. */
typedef struct curl_library {
    __typeof__(&curl_easy_init) init;
    __typeof__(&curl_easy_reset) reset;
    CURLcode (*set)(CURL *, CURLoption, ...);
    __typeof__(&curl_easy_perform) perform;
    __typeof__(&curl_easy_cleanup) cleanup;
    __typeof__(&curl_easy_strerror) strerror;
    __typeof__(&curl_slist_append) append;
    __typeof__(&curl_slist_free_all) free_all;
} curl_library;

struct lint_live {
    curl_library curl;
    void *library;
    CURL *handle;
    const char *scheme; /* with "://" */
    const char *host;   /* with brackets of an IPv6 address */
    const char *port;   /* with ":"; "" for none */
    bool insecure;
};

typedef struct reading {
    apr_pool_t *pool;
    lint_live_answer *answer;
} reading;

/* dlsym gives a pointer to data, ISO C keeps those and functions apart. */
static bool find(void *library, const char *name, void *function)
{
    void *address = dlsym(library, name);

    memcpy(function, &address, sizeof(address));
    return address != NULL;
}

static bool load(lint_live *live)
{
    curl_library *curl = &live->curl;

    live->library = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
    if (!live->library) {
        live->library = dlopen("libcurl-gnutls.so.4", RTLD_NOW | RTLD_LOCAL);
    }
    return live->library &&
           find(live->library, "curl_easy_init", &curl->init) &&
           find(live->library, "curl_easy_reset", &curl->reset) &&
           find(live->library, "curl_easy_setopt", &curl->set) &&
           find(live->library, "curl_easy_perform", &curl->perform) &&
           find(live->library, "curl_easy_cleanup", &curl->cleanup) &&
           find(live->library, "curl_easy_strerror", &curl->strerror) &&
           find(live->library, "curl_slist_append", &curl->append) &&
           find(live->library, "curl_slist_free_all", &curl->free_all) &&
           (live->handle = curl->init());
}

/* libcurl stays loaded: it may have registered what runs at exit. */
static apr_status_t close_live(void *data)
{
    lint_live *live = data;

    live->curl.cleanup(live->handle);
    return APR_SUCCESS;
}

/* Cuts the URL into scheme, host and port. */
static bool take_url(apr_pool_t *pool, lint_live *live, const char *url)
{
    const char *host;
    size_t bytes;
    const char *port;

    if (strncasecmp(url, "http://", 7) != 0 &&
        strncasecmp(url, "https://", 8) != 0) {
        return false;
    }
    host = strstr(url, "://") + 3;
    bytes = strcspn(host, "/?#");
    live->scheme = apr_pstrmemdup(pool, url, (apr_size_t)(host - url));
    live->host = apr_pstrmemdup(pool, host, bytes);
    port = strrchr(live->host, ':');
    if (port && strchr(port, ']')) {
        port = NULL;
    }
    live->port = port ? port : "";
    if (port) {
        live->host =
            apr_pstrmemdup(pool, live->host, (apr_size_t)(port - live->host));
    }
    return *live->host && !strchr(live->host, '@');
}

lint_live *lint_live_open(apr_pool_t *pool, const char *url, bool insecure,
                          const char **wrong)
{
    lint_live *live = apr_pcalloc(pool, sizeof(*live));

    live->insecure = insecure;
    if (!take_url(pool, live, url)) {
        *wrong = apr_psprintf(pool,
                              "\"%s\" is no http or https URL; write one such "
                              "as https://api.example.com",
                              url);
        return NULL;
    }
    if (!load(live)) {
        *wrong = "libcurl is not there; install it (on Debian: apt-get "
                 "install libcurl4)";
        return NULL;
    }
    apr_pool_cleanup_register(pool, live, close_live, apr_pool_cleanup_null);
    return live;
}

/* As the curl command has it, for who has a certificate authority of his own;
 * NULL for the system's. */
static const char *authorities(void)
{
    const char *path = getenv("CURL_CA_BUNDLE");

    if (!path || !*path) {
        path = getenv("SSL_CERT_FILE");
    }
    return path && *path ? path : NULL;
}

static size_t take_header(char *bytes, size_t size, size_t count, void *data)
{
    const reading *r = data;
    char *line = apr_pstrmemdup(r->pool, bytes, size * count);
    char *colon = strchr(line, ':');

    line[strcspn(line, "\r\n")] = '\0';
    if (strncmp(line, "HTTP/", 5) == 0) {
        /* After a 1xx there comes another one. */
        const char *blank = strchr(line, ' ');

        r->answer->status = blank ? atoi(blank + 1) : 0;
        r->answer->headers = lint_table_create(r->pool);
    } else if (colon && r->answer->headers) {
        *colon++ = '\0';
        lint_table_add(r->answer->headers, line,
                       LINT_KNOWN(colon + strspn(colon, " \t")), NULL);
    }
    return size * count;
}

/* Nobody wants the body: libcurl stops at its first byte. */
static size_t refuse_body(const char *bytes, size_t size, size_t count,
                          const void *data)
{
    (void)bytes, (void)size, (void)count, (void)data;
    return 0;
}

/* The headers as libcurl wants them; no others are sent. */
static struct curl_slist *list_headers(apr_pool_t *pool, const lint_live *live,
                                       const lint_question *question)
{
    struct curl_slist *list = live->curl.append(
        NULL, apr_pstrcat(pool, "Host: ",
                          question->host
                              ? question->host
                              : apr_pstrcat(pool, live->host, live->port, NULL),
                          NULL));

    list = live->curl.append(list, "Accept:");
    for (int i = 0; question->headers && i < question->headers->entries->nelts;
         i++) {
        const lint_entry *entry =
            &APR_ARRAY_IDX(question->headers->entries, i, lint_entry);
        const char *value = lint_text_bytes(entry->text);

        /* A header without a value is written with a semicolon. */
        list = live->curl.append(
            list, *value ? apr_pstrcat(pool, entry->name, ": ", value, NULL)
                         : apr_pstrcat(pool, entry->name, ";", NULL));
    }
    return list;
}

/* The name to ask for, by which the server may choose the certificate too. */
static const char *url_of(apr_pool_t *pool, const lint_live *live,
                          const lint_question *question)
{
    const char *host = question->host ? question->host : live->host;
    const char *port = strrchr(host, ':');

    if (port && !strchr(port, ']')) {
        host = apr_pstrmemdup(pool, host, (apr_size_t)(port - host));
    }
    return apr_pstrcat(pool, live->scheme, host, live->port, "/", NULL);
}

const char *lint_live_ask(apr_pool_t *pool, lint_live *live,
                          const lint_question *question,
                          lint_live_answer *answer)
{
    const curl_library *curl = &live->curl;
    CURL *handle = live->handle;
    struct curl_slist *headers = list_headers(pool, live, question);
    struct curl_slist *target =
        curl->append(NULL, apr_pstrcat(pool, "::", live->host,
                                       *live->port ? live->port : ":", NULL));
    reading r = {pool, answer};
    CURLcode code;

    *answer = (lint_live_answer){0};
    curl->reset(handle);
    curl->set(handle, CURLOPT_URL, url_of(pool, live, question));
    curl->set(handle, CURLOPT_CONNECT_TO, target);
    curl->set(handle, CURLOPT_REQUEST_TARGET, question->target);
    curl->set(handle, CURLOPT_CUSTOMREQUEST, question->method);
    curl->set(handle, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
    if (strcmp(question->method, "HEAD") == 0) {
        curl->set(handle, CURLOPT_NOBODY, 1L);
    }
    curl->set(handle, CURLOPT_HTTPHEADER, headers);
    curl->set(handle, CURLOPT_HEADERFUNCTION, take_header);
    curl->set(handle, CURLOPT_HEADERDATA, &r);
    curl->set(handle, CURLOPT_WRITEFUNCTION, refuse_body);
    curl->set(handle, CURLOPT_CONNECTTIMEOUT, CONNECT_SECONDS);
    curl->set(handle, CURLOPT_TIMEOUT, ANSWER_SECONDS);
    curl->set(handle, CURLOPT_NOSIGNAL, 1L);
    curl->set(handle, CURLOPT_SSL_VERIFYPEER, live->insecure ? 0L : 1L);
    curl->set(handle, CURLOPT_SSL_VERIFYHOST, live->insecure ? 0L : 2L);
    if (authorities()) {
        curl->set(handle, CURLOPT_CAINFO, authorities());
    }
    code = curl->perform(handle);
    curl->free_all(headers);
    curl->free_all(target);
    if (code == CURLE_OK || (code == CURLE_WRITE_ERROR && answer->status)) {
        return NULL;
    }
    return apr_pstrcat(pool, curl->strerror(code), NULL);
}
