/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mod_rewrite: the directives of a scope, their merge, and what the rules do
 * to a request in a server's and in a directory's context.
 */
#ifndef LINT_MODEL_REWRITE_H
#define LINT_MODEL_REWRITE_H

#include <apr_hash.h>
#include "lint/model/state.h"
#include "lint/model/args.h"
#include "lint/model/expr.h"
#include "lint/model/regex.h"

/* RewriteOptions. */
enum {
    LINT_REWRITE_INHERIT = 1,
    LINT_REWRITE_INHERIT_BEFORE = 2,
    LINT_REWRITE_INHERIT_DOWN = 4,
    LINT_REWRITE_INHERIT_DOWN_BEFORE = 8,
    LINT_REWRITE_IGNORE_INHERIT = 16,
    LINT_REWRITE_ALLOW_NO_SLASH = 32,
    LINT_REWRITE_ALLOW_ANY_URI = 64,
    LINT_REWRITE_MERGE_BASE = 128,
    LINT_REWRITE_IGNORE_CONTEXT = 256,
    LINT_REWRITE_LEGACY_PREFIX = 512,
    LINT_REWRITE_UNSAFE_PREFIX = 1024
};

/* Flags of a RewriteRule that carry no value. */
enum {
    LINT_RULE_REDIRECT = 1 << 0, /* R, not with another status than 3xx */
    LINT_RULE_LAST = 1 << 1,
    LINT_RULE_NEXT = 1 << 2,
    LINT_RULE_CHAIN = 1 << 3,
    LINT_RULE_NO_SUBREQUEST = 1 << 4,
    LINT_RULE_NOT = 1 << 5, /* the pattern begins with ! */
    LINT_RULE_PROXY = 1 << 6,
    LINT_RULE_PASS = 1 << 7,
    LINT_RULE_QSA = 1 << 8,
    LINT_RULE_NOCASE = 1 << 9,
    LINT_RULE_NOESCAPE = 1 << 10,
    LINT_RULE_KEEP = 1 << 11, /* no substitution: -, F, G, R=4xx */
    LINT_RULE_STATUS = 1 << 12,
    LINT_RULE_B = 1 << 13,
    LINT_RULE_DPI = 1 << 14,
    LINT_RULE_QSD = 1 << 15,
    LINT_RULE_END = 1 << 16,
    LINT_RULE_BNP = 1 << 17,
    LINT_RULE_QSL = 1 << 18,
    LINT_RULE_QS_NONE = 1 << 19,
    LINT_RULE_BCTLS = 1 << 20,
    LINT_RULE_UNSAFE_PREFIX = 1 << 21,
    LINT_RULE_UNSAFE_3F = 1 << 22,
    LINT_RULE_UNC = 1 << 23
};

typedef enum lint_cond_kind {
    LINT_COND_REGEX,
    LINT_COND_FILE, /* -f -s -d -x -h: `test` says which */
    LINT_COND_URL,  /* -U, -F: a lookup that is not modelled */
    LINT_COND_TEXT, /* < <= = > >= */
    LINT_COND_NUMBER,
    LINT_COND_EXPR
} lint_cond_kind;

typedef struct lint_rewrite_cond {
    lint_cond_kind kind;
    lint_text input;   /* the test string, as written */
    lint_text pattern; /* without ! and operator */
    char test;         /* FILE: f s d x h; TEXT, NUMBER: < { = } > where { is
                          <= and } is >=; URL: U or F */
    bool negated, nocase, or_next, no_vary;
    lint_regex *regex;
    const lint_expr *expr;
    const char *unknown; /* why it cannot be told whether it holds */
    const lint_place *place;
} lint_rewrite_cond;

typedef struct lint_rewrite_rule {
    apr_array_header_t *conditions; /* of lint_rewrite_cond * */
    lint_text pattern;              /* without ! */
    lint_regex *regex;              /* NULL when the pattern is unknown */
    lint_text output;
    unsigned flags;
    int status;                  /* of R, F, G; 302 else, as httpd has it */
    apr_array_header_t *env;     /* E=, of const char * */
    apr_array_header_t *cookies; /* CO=, of const char * */
    const char *type;            /* T=, or NULL */
    const char *handler;         /* H= */
    int skip;
    int rounds; /* N= */
    const char *escapes;
    const char *no_escapes;
    const char *unknown; /* why its flags cannot be told */
    const lint_place *place;
} lint_rewrite_rule;

typedef struct lint_rewrite {
    const char *directory; /* with a slash at its end; NULL for a server */
    bool engine;
    bool engine_set;
    unsigned options;
    bool options_set;
    lint_text base; /* RewriteBase */
    bool base_set;
    apr_array_header_t *rules;   /* of lint_rewrite_rule * */
    apr_array_header_t *pending; /* conditions that wait for their rule */
    apr_hash_t *maps;            /* name to "int:tolower" and the like */
    const char *unknown; /* why it cannot be told whether the engine is on */
} lint_rewrite;

/* The directives of a server, with NULL, or of a section: `directory` is the
 * argument of its <Directory>, <Location> or <Files>, "*If" for <If>. */
lint_rewrite *lint_rewrite_create(apr_pool_t *pool, const char *directory);

/* Takes a Rewrite* directive in. Returns NULL, or httpd's reason to refuse
 * it. */
const char *lint_rewrite_parse(apr_pool_t *pool, lint_rewrite *rewrite,
                               const lint_args *args);

/* `over` on top of `base`: a server on the main server, a section on a
 * server (whose rules it does not inherit), a section on a section. A virtual
 * host without any Rewrite* directive of its own runs no rules at all, not
 * even inherited ones: do not merge for it, pass its sections the base. */
lint_rewrite *lint_rewrite_merge(apr_pool_t *pool, const lint_rewrite *base,
                                 const lint_rewrite *over);

/* What the rules ask about the server around them. */
typedef struct lint_rewrite_server {
    /* Answers the variables that the request alone does not tell (SERVER_NAME,
     * SERVER_PORT, DOCUMENT_ROOT, CONTEXT_PREFIX, CONTEXT_DOCUMENT_ROOT,
     * PATH_INFO ...) and says whether this machine's files are the server's.
     * May be NULL. */
    const lint_expr_facts *facts;
    apr_hash_t *maps; /* of the virtual host: name to "int:tolower"; or NULL */
    bool subrequest;
    bool proxy; /* mod_proxy is there */
    /* Whether a host and port are the virtual host of the request, as
     * ap_matches_request_vhost: an address of its <VirtualHost>, or its
     * ServerName with the port there (a ServerName without one has none) or
     * a ServerAlias. NULL: unknown for the request's own host. */
    lint_truth (*is_own)(void *data, const char *host, int port);
    void *data;
} lint_rewrite_server;

typedef enum lint_rewrite_end {
    LINT_REWRITE_DECLINED, /* the URI stands; others translate it */
    LINT_REWRITE_URI,      /* PT: request->uri is new; others translate it */
    LINT_REWRITE_FILENAME, /* request->filename is the file */
    LINT_REWRITE_INTERNAL, /* `uri`, `query`: an internal redirect */
    LINT_REWRITE_REDIRECT, /* `status`, and Location in headers_out */
    LINT_REWRITE_STATUS,   /* an answer of httpd's own with `status` */
    LINT_REWRITE_PROXY,    /* request->filename is proxy:URL */
    LINT_REWRITE_UNKNOWN   /* `unknown` says why */
} lint_rewrite_end;

typedef struct lint_rewrite_outcome {
    lint_rewrite_end end;
    int status;
    const char *uri;
    const char *query;       /* NULL for none */
    const lint_place *place; /* the rule that decided; NULL for none */
    const char *unknown;
} lint_rewrite_outcome;

/* The rules of a server, before the URI is a file. `engine` is what the
 * sections known by then (server, <Location>, <If>) make of RewriteEngine. */
lint_rewrite_outcome lint_rewrite_translate(lint_request *request,
                                            const lint_rewrite *rewrite,
                                            const lint_rewrite *engine,
                                            const lint_rewrite_server *server);

/* The rules of a section, in the fixups. */
lint_rewrite_outcome lint_rewrite_fixup(lint_request *request,
                                        const lint_rewrite *rewrite,
                                        const lint_rewrite_server *server);

#endif
