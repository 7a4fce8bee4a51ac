/* SPDX-License-Identifier: Apache-2.0 */
#include "databases.h"

#include <string.h>
#include <strings.h>
#include <http_main.h>
#include <apr_atomic.h>
#include <apr_hash.h>
#include <apr_strings.h>
#include "config.h"

/* The directives of mod_dbd among these and in their containers, by and by of
 * one server: virtual hosts are noted in hosts, by where they begin. */
static void read_lines(apr_pool_t *pool, const ap_directive_t *directive,
                       apr_array_header_t *lines, apr_hash_t *hosts)
{
    for (; directive; directive = directive->next) {
        if (hosts && strcasecmp(directive->directive, "<VirtualHost") == 0) {
            const char *begins = apr_psprintf(
                pool, "%s:%d", directive->filename, directive->line_num);

            apr_hash_set(hosts, begins, APR_HASH_KEY_STRING, directive);
            continue;
        }
        if (strncasecmp(directive->directive, "DBD", 3) == 0) {
            APR_ARRAY_PUSH(lines, const char *) = directive->directive;
            APR_ARRAY_PUSH(lines, const char *) = directive->args;
        }
        read_lines(pool, directive->first_child, lines, hosts);
    }
}

/* With the NUL, so that no two lists of texts look alike. */
static void add_text(apr_sha1_ctx_t *context, const char *text)
{
    apr_sha1_update(context, text, (unsigned)strlen(text) + 1);
}

static void identify(cors_database *database, apr_pool_t *ptemp,
                     const server_rec *server, const apr_array_header_t *common,
                     const ap_directive_t *host)
{
    apr_array_header_t *lines = apr_array_copy(ptemp, common);
    apr_sha1_ctx_t context;

    if (host) {
        read_lines(ptemp, host->first_child, lines, NULL);
    }
    apr_sha1_init(&context);
    add_text(&context, server->server_hostname ? server->server_hostname : "");
    add_text(&context, apr_itoa(ptemp, server->port));
    for (int i = 0; i < lines->nelts; i++) {
        add_text(&context, APR_ARRAY_IDX(lines, i, const char *));
    }
    apr_sha1_final(database->identity, &context);
}

void cors_databases_make(apr_pool_t *pconf, apr_pool_t *ptemp,
                         server_rec *main_server)
{
    apr_array_header_t *common = apr_array_make(ptemp, 8, sizeof(char *));
    apr_hash_t *hosts = apr_hash_make(ptemp);

    read_lines(ptemp, ap_conftree, common, hosts);
    for (server_rec *server = main_server; server; server = server->next) {
        const char *begins =
            server->is_virtual ? apr_psprintf(ptemp, "%s:%u", server->defn_name,
                                              server->defn_line_number)
                               : "";
        cors_database *made = apr_pcalloc(pconf, sizeof(*made));

        identify(made, ptemp, server, common,
                 apr_hash_get(hosts, begins, APR_HASH_KEY_STRING));
        cors_server_of(server)->database = made;
    }
}

static apr_uint32_t seconds_now(void)
{
    return (apr_uint32_t)apr_time_sec(apr_time_now());
}

void cors_database_answers(cors_database *database)
{
    apr_atomic_set32(&database->asked_at, seconds_now());
    apr_atomic_set32(&database->failing_since, 0);
}

void cors_database_fails(cors_database *database, const char *problem)
{
    apr_uint32_t now = seconds_now();

    __atomic_store_n(&database->problem, problem, __ATOMIC_RELEASE);
    apr_atomic_set32(&database->asked_at, now);
    apr_atomic_set32(&database->failed_at, now);
    apr_atomic_cas32(&database->failing_since, now, 0);
}

bool cors_database_is_paused(cors_database *database)
{
    return seconds_now() - apr_atomic_read32(&database->failed_at) < 2;
}

apr_array_header_t *cors_databases_states(apr_pool_t *pool)
{
    apr_array_header_t *states =
        apr_array_make(pool, 2, sizeof(cors_database_state));

    for (server_rec *server = ap_server_conf; server; server = server->next) {
        cors_database *database = cors_server_of(server)->database;
        apr_uint32_t since;

        if (!database || !apr_atomic_read32(&database->asked_at)) {
            continue;
        }
        since = apr_atomic_read32(&database->failing_since);
        *(cors_database_state *)apr_array_push(states) = (cors_database_state){
            .host = server->server_hostname ? server->server_hostname : "",
            .asked_at =
                apr_time_from_sec(apr_atomic_read32(&database->asked_at)),
            .failing_since = apr_time_from_sec(since),
            .problem =
                since ? __atomic_load_n(&database->problem, __ATOMIC_ACQUIRE)
                      : NULL};
    }
    return states;
}
