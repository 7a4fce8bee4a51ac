/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/probe/live.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>
#include <apr_strings.h>
#include <curl/curl.h>
#include "core/origin.h"
#include "lint/browser/url.h"
#include "lint/probe/live_reading.h"

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
    const lint_live_options *options;
};

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

/* HOST:PORT:ADDRESS; curl itself says nothing about one that is wrong. */
static bool is_mapping(const char *text)
{
    const char *port = strchr(text, ':');
    size_t digits = port ? strspn(port + 1, "0123456789") : 0;

    return port && port != text && digits && port[1 + digits] == ':' &&
           port[2 + digits];
}

static const char *check_options(apr_pool_t *pool,
                                 const lint_live_options *options)
{
    for (int i = 0; options->resolve && i < options->resolve->nelts; i++) {
        const char *mapping = APR_ARRAY_IDX(options->resolve, i, const char *);

        if (!is_mapping(mapping)) {
            return apr_psprintf(pool,
                                "--resolve \"%s\" is none; write "
                                "HOST:PORT:ADDRESS, such as "
                                "api.example.com:443:127.0.0.1",
                                mapping);
        }
    }
    return NULL;
}

lint_live *lint_live_open(apr_pool_t *pool, const lint_live_options *options,
                          const char **wrong)
{
    lint_live *live = apr_pcalloc(pool, sizeof(*live));

    live->options = options;
    *wrong = check_options(pool, options);
    if (!*wrong && !load(live)) {
        *wrong = "libcurl is not there; install it (on Debian: apt-get "
                 "install libcurl4)";
    }
    if (*wrong) {
        return NULL;
    }
    apr_pool_cleanup_register(pool, live, close_live, apr_pool_cleanup_null);
    return live;
}

/* As the curl command has it, for who has a certificate authority of his own;
 * NULL for the system's. */
static const char *authorities(const lint_live *live)
{
    const char *path = live->options->cacert;

    if (!path) {
        path = getenv("CURL_CA_BUNDLE");
    }
    if (!path || !*path) {
        path = getenv("SSL_CERT_FILE");
    }
    return path && *path ? path : NULL;
}

/* The headers as libcurl wants them; no others are sent. */
static struct curl_slist *list_headers(apr_pool_t *pool, const lint_live *live,
                                       const lint_live_request *request)
{
    const apr_table_t *headers =
        request->headers ? request->headers : apr_table_make(pool, 1);
    const apr_array_header_t *rows = apr_table_elts(headers);
    struct curl_slist *list = live->curl.append(NULL, "Accept:");

    list = live->curl.append(list, "Expect:");
    if (!apr_table_get(headers, "Content-Type")) {
        list = live->curl.append(list, "Content-Type:");
    }
    if (request->host) {
        list = live->curl.append(
            list, apr_pstrcat(pool, "Host: ", request->host, NULL));
    }
    for (int i = 0; i < rows->nelts; i++) {
        const apr_table_entry_t *row =
            &APR_ARRAY_IDX(rows, i, apr_table_entry_t);

        /* A header without a value is written with a semicolon. */
        list = live->curl.append(
            list, *row->val ? apr_pstrcat(pool, row->key, ": ", row->val, NULL)
                            : apr_pstrcat(pool, row->key, ";", NULL));
    }
    return list;
}

/* Where names lead: what was said, and *.localhost. */
static struct curl_slist *
list_addresses(apr_pool_t *pool, const lint_live *live, const lint_url *url)
{
    const apr_array_header_t *resolve = live->options->resolve;
    struct curl_slist *list = NULL;

    /* The last entry for a name holds. */
    if (*url->host != '[' && strstr(url->host, "localhost") &&
        cors_host_is_loopback(url->host, strlen(url->host))) {
        list =
            live->curl.append(list, apr_psprintf(pool, "%s:%u:127.0.0.1,[::1]",
                                                 url->host, url->port));
    }
    for (int i = 0; resolve && i < resolve->nelts; i++) {
        list = live->curl.append(list, APR_ARRAY_IDX(resolve, i, const char *));
    }
    return list;
}

/* Whom the URL is about: by its name the server may choose the certificate
 * too. */
static const char *url_of(apr_pool_t *pool, const lint_url *url,
                          const lint_live_request *request)
{
    const char *host = request->host;
    const char *port = host ? strrchr(host, ':') : NULL;

    if (!host) {
        return apr_pstrcat(pool, url->origin, url->target, NULL);
    }
    if (port && !strchr(port, ']')) {
        host = apr_pstrmemdup(pool, host, (apr_size_t)(port - host));
    }
    return apr_psprintf(pool, "%s://%s:%u/", url->secure ? "https" : "http",
                        host, url->port);
}

static void set_security(const lint_live *live)
{
    const curl_library *curl = &live->curl;
    CURL *handle = live->handle;
    bool insecure = live->options->insecure;

    curl->set(handle, CURLOPT_SSL_VERIFYPEER, insecure ? 0L : 1L);
    curl->set(handle, CURLOPT_SSL_VERIFYHOST, insecure ? 0L : 2L);
    if (authorities(live)) {
        curl->set(handle, CURLOPT_CAINFO, authorities(live));
    }
}

/* What is sent as the body; NULL for none. */
static const char *body_of(const lint_live_request *request)
{
    const char *method = request->method;

    /* These have one, if an empty one. */
    if (!request->body &&
        (strcmp(method, "POST") == 0 || strcmp(method, "PUT") == 0 ||
         strcmp(method, "PATCH") == 0)) {
        return "";
    }
    return request->body;
}

static void set_method(const lint_live *live, const lint_live_request *request)
{
    const curl_library *curl = &live->curl;
    CURL *handle = live->handle;
    const char *body = body_of(request);

    if (body) {
        curl->set(handle, CURLOPT_POSTFIELDSIZE, (long)strlen(body));
        curl->set(handle, CURLOPT_POSTFIELDS, body);
    }
    if (strcmp(request->method, "HEAD") == 0) {
        curl->set(handle, CURLOPT_NOBODY, 1L);
    }
    curl->set(handle, CURLOPT_CUSTOMREQUEST, request->method);
}

/* Two things that libcurl 7.88 cannot do. A body goes over HTTP/1.1 where that
 * is left open: the HTTP/2 answer is lost of a server that does not read the
 * body, as a 401 often is. And where HTTP/2 is not agreed upon, a connection
 * serves one request: on the next one it would begin HTTP/2 anew. */
static void set_version(const lint_live *live, const lint_live_request *request)
{
    static const long versions[] = {[LINT_LIVE_ANY] = CURL_HTTP_VERSION_2TLS,
                                    [LINT_LIVE_HTTP_1] = CURL_HTTP_VERSION_1_1,
                                    [LINT_LIVE_HTTP_2] =
                                        CURL_HTTP_VERSION_2_PRIOR_KNOWLEDGE};
    const curl_library *curl = &live->curl;
    long version = versions[live->options->version];
    bool falls_back = version == CURL_HTTP_VERSION_2TLS && body_of(request);

    if (falls_back) {
        version = CURL_HTTP_VERSION_1_1;
    }
    if (falls_back || version == CURL_HTTP_VERSION_2_PRIOR_KNOWLEDGE) {
        curl->set(live->handle, CURLOPT_FRESH_CONNECT, 1L);
        curl->set(live->handle, CURLOPT_FORBID_REUSE, 1L);
    }
    curl->set(live->handle, CURLOPT_HTTP_VERSION, version);
}

static void set_reading(const lint_live *live, lint_reading *r)
{
    const curl_library *curl = &live->curl;
    CURL *handle = live->handle;

    curl->set(handle, CURLOPT_HEADERFUNCTION, lint_reading_header);
    curl->set(handle, CURLOPT_HEADERDATA, r);
    curl->set(handle, CURLOPT_WRITEFUNCTION, lint_reading_body);
    curl->set(handle, CURLOPT_WRITEDATA, r);
    curl->set(handle, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    curl->set(handle, CURLOPT_CONNECTTIMEOUT, CONNECT_SECONDS);
    curl->set(handle, CURLOPT_TIMEOUT, ANSWER_SECONDS);
    curl->set(handle, CURLOPT_NOSIGNAL, 1L);
}

/* What went wrong and what to do; said is libcurl's own account. */
static const char *explain(apr_pool_t *pool, const lint_live *live,
                           const lint_url *url, CURLcode code, const char *said)
{
    if (!*said) {
        said = live->curl.strerror(code);
    }
    switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
        return apr_psprintf(pool,
                            "the name %s has no address; correct it, or say "
                            "where it is with --resolve %s:%u:ADDRESS",
                            url->host, url->host, url->port);
    case CURLE_COULDNT_CONNECT:
        return apr_psprintf(pool,
                            "nobody answers at %s, port %u (%s); start the "
                            "server, or correct the port",
                            url->host, url->port, said);
    case CURLE_OPERATION_TIMEDOUT:
        return apr_psprintf(pool,
                            "no answer from %s, port %u, within %ld seconds",
                            url->host, url->port, ANSWER_SECONDS);
    case CURLE_PEER_FAILED_VERIFICATION:
        return apr_psprintf(pool,
                            "the certificate is not trusted (%s); name the "
                            "file of its authority with --cacert FILE, or "
                            "believe it with --insecure",
                            said);
    case CURLE_SSL_CACERT_BADFILE:
        return apr_psprintf(pool,
                            "\"%s\" cannot be read as certificates; name a "
                            "file in PEM",
                            authorities(live) ? authorities(live) : "");
    case CURLE_SSL_CONNECT_ERROR:
        return apr_psprintf(pool,
                            "TLS with %s, port %u, fails (%s); is that "
                            "port's scheme http?",
                            url->host, url->port, said);
    case CURLE_OUT_OF_MEMORY: /* is what libcurl calls it */
        return "a line of the answer's headers has more than 100 KB; is that "
               "an HTTP server?";
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
        return apr_psprintf(pool,
                            "HTTP/2 with %s, port %u, fails (%s); ask with "
                            "--http1.1",
                            url->host, url->port, said);
    default:
        return apr_pstrdup(pool, said);
    }
}

const char *lint_live_ask(apr_pool_t *pool, lint_live *live,
                          const lint_live_request *request,
                          lint_live_answer *answer)
{
    const curl_library *curl = &live->curl;
    CURL *handle = live->handle;
    lint_reading r;
    char said[CURL_ERROR_SIZE] = "";
    struct curl_slist *headers;
    struct curl_slist *addresses;
    struct curl_slist *target = NULL;
    lint_url url;
    const char *wrong;
    CURLcode code;

    wrong = lint_url_parse(pool, request->url, &url);
    if (wrong) {
        return wrong;
    }
    r = lint_reading_begin(pool, request, answer);
    headers = list_headers(pool, live, request);
    addresses = list_addresses(pool, live, &url);
    curl->reset(handle);
    if (request->host) {
        target = curl->append(
            NULL, apr_psprintf(pool, "::%s:%u", url.host, url.port));
        curl->set(handle, CURLOPT_CONNECT_TO, target);
    }
    curl->set(handle, CURLOPT_ERRORBUFFER, said);
    curl->set(handle, CURLOPT_URL, url_of(pool, &url, request));
    curl->set(handle, CURLOPT_REQUEST_TARGET,
              request->target ? request->target : url.target);
    curl->set(handle, CURLOPT_RESOLVE, addresses);
    /* To nobody's proxy, this machine is another one. */
    if (cors_host_is_loopback(url.host, strlen(url.host))) {
        curl->set(handle, CURLOPT_PROXY, "");
    }
    curl->set(handle, CURLOPT_HTTPHEADER, headers);
    set_method(live, request);
    set_version(live, request);
    set_reading(live, &r);
    set_security(live);
    code = curl->perform(handle);
    curl->set(handle, CURLOPT_ERRORBUFFER, NULL);
    curl->free_all(headers);
    curl->free_all(addresses);
    curl->free_all(target);
    if (r.complete) {
        return NULL;
    }
    return code == CURLE_OK ? "the answer breaks off within its headers; look "
                              "into the server's log"
           : code == CURLE_WRITE_ERROR
               ? "the answer has more than 256 KiB of headers; is that an "
                 "HTTP server?"
               : explain(pool, live, &url, code, said);
}
