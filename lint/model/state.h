/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a request's way through the modelled server reads and changes: texts
 * that may be unknown, tables that keep their order and who wrote what, and
 * the request itself. It knows neither the configuration's tree nor a module.
 */
#ifndef LINT_MODEL_STATE_H
#define LINT_MODEL_STATE_H

#include <stdbool.h>
#include <apr_pools.h>
#include <apr_tables.h>
#include "lint/place.h"
#include "lint/truth.h"

/* A text. Unset: value and unknown are NULL. Unknown: unknown says why, for
 * the user ("depends on the backend"), and value means nothing. */
typedef struct lint_text {
    const char *value;
    const char *unknown;
} lint_text;

#define LINT_UNSET ((lint_text){NULL, NULL})
#define LINT_KNOWN(text) ((lint_text){(text), NULL})
#define LINT_UNKNOWABLE(why) ((lint_text){NULL, (why)})

static inline bool lint_text_is_unset(lint_text text)
{
    return !text.value && !text.unknown;
}

/* The bytes of a text that is known; "" of one that is unset. */
static inline const char *lint_text_bytes(lint_text text)
{
    return text.value ? text.value : "";
}

/* An entry of a table, like apr_table's: names in any case, several of a
 * name, the order of insertion. */
typedef struct lint_entry {
    const char *name;
    lint_text text;
    const lint_place *place; /* the directive that made it; NULL for httpd or
                                the client */
    lint_truth there;        /* LINT_UNKNOWN: it may or may not be there */
} lint_entry;

typedef struct lint_table {
    apr_pool_t *pool;
    apr_array_header_t *entries; /* of lint_entry */
} lint_table;

lint_table *lint_table_create(apr_pool_t *pool);

/* The first entry of that name, NULL when there is none. */
lint_entry *lint_table_find(const lint_table *table, const char *name);

/* The text of the first entry of that name; LINT_UNSET when there is none;
 * unknown when that entry may not be there. */
lint_text lint_table_get(const lint_table *table, const char *name);

/* Adds an entry that is there for certain. Strings are borrowed. */
void lint_table_add(lint_table *table, const char *name, lint_text text,
                    const lint_place *place);

/* Replaces all entries of that name by one, in the place of the first. */
void lint_table_set(lint_table *table, const char *name, lint_text text,
                    const lint_place *place);

void lint_table_unset(lint_table *table, const char *name);

lint_table *lint_table_copy(apr_pool_t *pool, const lint_table *table);

typedef struct lint_request lint_request;

/* A request on its way. Modules' models read and change it as httpd's modules
 * do a request_rec. */
struct lint_request {
    apr_pool_t *pool;
    lint_request *main; /* of a subrequest; NULL */
    const char *line;   /* the request line, as the client sent it */
    const char *method;
    const char *uri;          /* decoded path, as r->uri; changes on the way */
    const char *unparsed_uri; /* as the client sent it */
    const char *query;        /* without `?`; NULL when there is none */
    const char *protocol;     /* "HTTP/1.1" */
    const char *hostname;     /* lower case, without port; NULL for none */
    const char *filename;     /* NULL before translation */
    const char *path_info;    /* what the URI has behind the file; NULL */
    const char *remote_ip;
    const char *local_ip;
    int local_port;
    bool https;
    lint_table *headers_in;
    lint_table *env; /* subprocess_env */
    lint_table *notes;
    lint_table *headers_out;
    lint_table *err_headers_out;
    int status;
    int refused;       /* what httpd answers to such a target; 0 for nothing */
    bool rewritten;    /* END: no more rules for it and its redirects */
    lint_table *rules; /* names of cookies that rules have made: each is made
                          once, whatever becomes of it */
    /* Why parts of the answer cannot be told: const char *. */
    apr_array_header_t *unknowns;
};

/* Remembers, once, that something could not be told. */
void lint_request_unknown(lint_request *request, const char *why);

#endif
