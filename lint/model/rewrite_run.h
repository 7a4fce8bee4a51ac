/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the pieces of mod_rewrite's model share while rules run.
 */
#ifndef LINT_MODEL_REWRITE_RUN_H
#define LINT_MODEL_REWRITE_RUN_H

#include "lint/model/rewrite.h"

/* $0..$9 of the rule, %0..%9 of the condition that matched last. */
typedef struct lint_backreferences {
    const char *subject; /* NULL: they are all empty */
    lint_captures captures;
    const char *unknown;
    bool undefined; /* httpd itself reads what nobody has set */
} lint_backreferences;

typedef struct lint_rewrite_run {
    lint_request *request;
    const lint_rewrite_server *server;
    const char *directory; /* NULL in a server's context */
    const char *uri;       /* what the rule's pattern is matched with */
    bool no_path_info;     /* DPI */
    lint_backreferences rule, cond;
    /* Headers read by the condition at hand, and by all that held. */
    const char *vary_this;
    apr_array_header_t *vary; /* of lint_vary_name */
} lint_rewrite_run;

typedef struct lint_vary_name {
    const char *names;
    lint_truth there;
} lint_vary_name;

/* Where the `?` that splits the query off comes from. */
typedef enum lint_qmark {
    LINT_QMARK_NONE,
    LINT_QMARK_LITERAL,
    LINT_QMARK_EXPANDED /* httpd answers 403 */
} lint_qmark;

/* The text with %{...}, ${...}, $N and %N put in. `rule` (for its flags B) and
 * `qmark` may be NULL. */
lint_text lint_rewrite_expand(lint_rewrite_run *run, const char *input,
                              const lint_rewrite_rule *rule, lint_qmark *qmark);

/* The value of %{NAME}. Never unset. */
lint_text lint_rewrite_variable(lint_rewrite_run *run, const char *name);

/* The value of a key in a RewriteMap; unset when there is none. */
lint_text lint_rewrite_map(lint_rewrite_run *run, const char *map,
                           const char *key);

/* Whether all conditions of a rule hold. */
lint_truth lint_rewrite_conditions(lint_rewrite_run *run,
                                   const lint_rewrite_rule *rule,
                                   const char **why);

/* What the server's facts say of a variable; unset when nothing. */
lint_text lint_rewrite_fact(const lint_rewrite_run *run, const char *name);

/* [CO=]: adds the cookie unless the request has it already. */
void lint_rewrite_cookie(lint_request *request, const char *text,
                         const lint_place *place, lint_truth happens);

/* The length of `http://` and the like at the front; 0 when there is none.
 * *query: it may have a query string. */
size_t lint_rewrite_scheme(const char *uri, bool *query);

const char *lint_rewrite_escape(apr_pool_t *pool, const char *text);

/* Escapes what follows the host of an absolute URI. */
const char *lint_rewrite_escape_uri(apr_pool_t *pool, const char *uri,
                                    size_t scheme);

const char *lint_rewrite_escape_reference(apr_pool_t *pool, const char *text,
                                          const lint_rewrite_rule *rule);

/* What is done to a new request->filename. */

/* Takes the query off it, or keeps the old one, by the flags QSA, QSD, QSL. */
void lint_rewrite_split_query(lint_request *request, unsigned flags);

/* Gives a relative one its directory, or a slash. Returns whether it did. */
bool lint_rewrite_add_prefix(lint_rewrite_run *run,
                             const lint_rewrite_rule *rule);

/* Puts scheme://host[:port]/ before one that has none. Returns NULL, or why
 * these cannot be told. */
const char *lint_rewrite_qualify(lint_rewrite_run *run);

/* Takes http://this-host off again: such a substitution is local. */
lint_truth lint_rewrite_reduce(lint_rewrite_run *run);

/* A whole list of rules, as apply_rewrite_list. */
typedef enum lint_rewrite_change {
    LINT_CHANGE_NONE,
    LINT_CHANGE_ESCAPE,   /* filename and query are new */
    LINT_CHANGE_NOESCAPE, /* ... and [NE] */
    LINT_CHANGE_STATUS,   /* `status` is the answer */
    LINT_CHANGE_UNKNOWN
} lint_rewrite_change;

typedef struct lint_rewrite_result {
    lint_rewrite_change change;
    int status;
    bool ended;
    bool final;                    /* no ErrorDocument speaks for the status */
    bool passed;                   /* PT */
    bool proxied;                  /* P */
    bool reduced;                  /* the own host was taken off a URL */
    const lint_rewrite_rule *last; /* that substituted */
    const lint_place *place;
    const char *unknown;
} lint_rewrite_result;

lint_rewrite_result lint_rewrite_apply(lint_rewrite_run *run,
                                       const apr_array_header_t *rules);

lint_rewrite_outcome lint_rewrite_answer(int status, const lint_place *place);

/* What a path that a server's rules made is in the file system. */
lint_rewrite_outcome lint_rewrite_path(const lint_rewrite_run *run,
                                       const lint_rewrite_result *result,
                                       unsigned options);

#endif
