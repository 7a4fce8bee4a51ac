/* SPDX-License-Identifier: Apache-2.0 */
#include "origindbd.h"

#include <string.h>
#include <strings.h>
#include <apr_dbd.h>
#include <mod_dbd.h>
#include <http_log.h>
#include <apr_atomic.h>
#include <apr_strings.h>
#include "config.h"
#include "databases.h"
#include "origincache.h"
#include "report.h"

APLOG_USE_MODULE(cors_creds);

typedef struct statement {
    cors_origin_source source;
    const server_rec *server; /* that it is prepared for */
    const char *text;
    const char *label; /* of its own, by which mod_dbd knows it */
    cors_place place;
} statement;

typedef enum answer { NO_ROW, A_ROW, NO_ANSWER } answer;

/* Of the configuration that is being read, or in force; of statement *. */
static apr_array_header_t *statements;

/* Not ap_dbd_acquire: it keeps the connection until the response is sent, and
 * slow downloads would soon have all of them. */
static APR_OPTIONAL_FN_TYPE(ap_dbd_prepare) * prepare_for;
static APR_OPTIONAL_FN_TYPE(ap_dbd_open) * take_connection;
static APR_OPTIONAL_FN_TYPE(ap_dbd_close) * give_back;

/* Told to the log by one of all processes, once a minute. */
static answer fail(request_rec *r, cors_database *database, const char *problem,
                   const char *error)
{
    cors_database_fails(database, problem);
    if (cors_report_database(r)) {
        ap_log_rerror(APLOG_MARK, APLOG_ERR, 0, r,
                      "the origins in the database of %s cannot be asked for: "
                      "%s%s%s; none of them is allowed meanwhile",
                      r->server->server_hostname, problem, error ? ": " : "",
                      error ? error : "");
    }
    return NO_ANSWER;
}

/* As a buffered result: one that is read row by row has no way to tell an empty
 * one from a lost connection, in PostgreSQL's driver. It is read to its end,
 * which frees it in others. */
static answer select_origin(apr_pool_t *pool, ap_dbd_t *dbd, const statement *s,
                            const cors_origin *origin, int *status)
{
    apr_dbd_prepared_t *prepared =
        apr_hash_get(dbd->prepared, s->label, APR_HASH_KEY_STRING);
    apr_dbd_results_t *results = NULL;
    apr_dbd_row_t *row = NULL;
    answer found = NO_ROW;

    if (!prepared) {
        return NO_ANSWER;
    }
    *status = apr_dbd_pvselect(dbd->driver, pool, dbd->handle, &results,
                               prepared, 1, origin->text, NULL);
    if (*status != 0) {
        return NO_ANSWER;
    }
    while ((*status = apr_dbd_get_row(dbd->driver, pool, results, &row, -1)) ==
           0) {
        found = A_ROW;
    }
    return *status == -1 ? found : NO_ANSWER;
}

/* A statement does not outlive its connection to a server that was restarted,
 * nor, in SQLite, a change of the schema. Drivers make the connection again
 * when they look at it. */
static bool prepare_again(ap_dbd_t *dbd, const statement *s, int *status)
{
    static apr_uint32_t times;
    apr_dbd_prepared_t *fresh = NULL;
    apr_pool_t *pool;
    const char *name;

    apr_pool_create(&pool, dbd->pool);
    /* Of a name that a connection which was not lost does not have yet. */
    name = apr_psprintf(pool, "%s_%u", s->label, apr_atomic_inc32(&times));
    apr_dbd_check_conn(dbd->driver, pool, dbd->handle);
    *status =
        apr_dbd_prepare(dbd->driver, pool, dbd->handle, s->text, name, &fresh);
    if (*status != 0) {
        apr_pool_destroy(pool);
        return false;
    }
    apr_hash_set(dbd->prepared, s->label, APR_HASH_KEY_STRING, fresh);
    return true;
}

static answer ask(request_rec *r, cors_database *database, const statement *s,
                  const cors_origin *origin)
{
    apr_pool_t *pool;
    ap_dbd_t *dbd;
    int status = 0;
    answer got;

    if (cors_database_is_paused(database)) {
        return NO_ANSWER;
    }
    dbd = take_connection(r->pool, r->server);
    if (!dbd) {
        return fail(r, database,
                    "mod_dbd cannot connect, or prepare the statements there, "
                    "and has told why",
                    NULL);
    }
    apr_pool_create(&pool, r->pool);
    got = select_origin(pool, dbd, s, origin, &status);
    if (got == NO_ANSWER && prepare_again(dbd, s, &status)) {
        got = select_origin(pool, dbd, s, origin, &status);
    }
    if (got == NO_ANSWER) {
        fail(r, database, "the statement fails",
             apr_dbd_error(dbd->driver, dbd->handle, status));
    } else {
        cors_database_answers(database);
    }
    apr_pool_destroy(pool);
    give_back(r->server, dbd);
    return got;
}

static void make_key(cors_cache_key key, const cors_database *database,
                     const statement *s, const cors_origin *origin)
{
    apr_sha1_ctx_t context;

    apr_sha1_init(&context);
    apr_sha1_update_binary(&context, database->identity,
                           sizeof(database->identity));
    apr_sha1_update(&context, s->text, (unsigned)strlen(s->text) + 1);
    apr_sha1_update(&context, origin->text, (unsigned)origin->length);
    apr_sha1_final(key, &context);
}

static bool admits(void *data, const cors_origin *origin, void *context)
{
    const statement *s = data;
    request_rec *r = context;
    cors_database *database = cors_server_of(r->server)->database;
    cors_cache_key key;
    answer got;

    make_key(key, database, s, origin);
    switch (cors_origincache_recall(r, key, origin)) {
    case CORS_REMEMBERED_ALLOWED:
        return true;
    case CORS_REMEMBERED_DENIED:
        return false;
    case CORS_NOT_REMEMBERED:
        break;
    }
    got = ask(r, database, s, origin);
    if (got != NO_ANSWER) {
        cors_origincache_keep(r, key, origin, got == A_ROW);
    }
    return got == A_ROW;
}

static apr_status_t forget(void *data)
{
    (void)data;
    statements = NULL;
    return APR_SUCCESS;
}

static statement *find(const server_rec *server, const char *text)
{
    for (int i = 0; statements && i < statements->nelts; i++) {
        statement *s = APR_ARRAY_IDX(statements, i, statement *);

        if (s->server == server && strcmp(s->text, text) == 0) {
            return s;
        }
    }
    return NULL;
}

static statement *add(cmd_parms *cmd, const cors_place *place, const char *text)
{
    statement *s = apr_pcalloc(cmd->pool, sizeof(*s));

    if (!statements) {
        statements = apr_array_make(cmd->pool, 2, sizeof(s));
        apr_pool_cleanup_register(cmd->pool, NULL, forget,
                                  apr_pool_cleanup_null);
    }
    s->source = (cors_origin_source){admits, s};
    s->server = cmd->server;
    s->text = apr_pstrdup(cmd->pool, text);
    s->label = apr_psprintf(cmd->pool, "cors_creds_%d", statements->nelts);
    s->place = *place;
    APR_ARRAY_PUSH(statements, statement *) = s;
    prepare_for(cmd->server, s->text, s->label);
    return s;
}

const cors_origin_source *cors_origindbd_open(cmd_parms *cmd,
                                              const cors_place *place,
                                              const char *text,
                                              cors_problems *problems)
{
    statement *s = find(cmd->server, text);

    prepare_for = APR_RETRIEVE_OPTIONAL_FN(ap_dbd_prepare);
    take_connection = APR_RETRIEVE_OPTIONAL_FN(ap_dbd_open);
    give_back = APR_RETRIEVE_OPTIONAL_FN(ap_dbd_close);
    if (!prepare_for || !take_connection || !give_back) {
        cors_problem_add(problems, place, "no-mod-dbd", text,
                         "%s is for mod_dbd, which is not loaded; write "
                         "LoadModule dbd_module modules/mod_dbd.so before it",
                         cors_quoted(problems->pool, text));
        return NULL;
    }
    return &(s ? s : add(cmd, place, text))->source;
}

void cors_origindbd_check(apr_pool_t *pconf, apr_pool_t *ptemp,
                          server_rec *main_server, cors_problems *problems)
{
    if (statements) {
        /* httpd's defaults for a server are that server's own section. */
        const cors_section *section =
            (const cors_section *)cors_policy_of(main_server->lookup_defaults);

        cors_origincache_make(
            pconf, ptemp, &section->cache,
            &APR_ARRAY_IDX(statements, 0, const statement *)->place, problems);
    }
}

int cors_origindbd_prepare(apr_pool_t *pconf, apr_pool_t *plog,
                           apr_pool_t *ptemp, server_rec *main_server)
{
    (void)plog;
    if (statements) {
        cors_databases_make(pconf, ptemp, main_server);
    }
    return OK;
}
