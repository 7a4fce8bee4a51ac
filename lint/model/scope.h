/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the directives of one section say, and what sections say together:
 * httpd's per-directory configuration, of the modules that matter for headers
 * and for whether a response gets to have them.
 */
#ifndef LINT_MODEL_SCOPE_H
#define LINT_MODEL_SCOPE_H

#include <stdbool.h>
#include <apr_pools.h>
#include <apr_tables.h>
#include "core/policy.h"
#include "lint/conf/conf.h"
#include "lint/model/access.h"
#include "lint/model/env.h"
#include "lint/model/headers.h"
#include "lint/model/proxy_cookie.h"
#include "lint/model/rewrite.h"
#include "lint/model/session_cookie.h"
#include "lint/model/setenvif.h"
#include "lint/model/usertrack.h"

/* ErrorDocument. */
typedef struct lint_error_document {
    int status;
    lint_text text; /* a path, a URL, or a text that begins with `"` */
    const lint_place *place;
} lint_error_document;

/* Redirect, RedirectMatch, Alias, AliasMatch, ScriptAlias(Match). */
typedef struct lint_mapping {
    bool redirect;
    bool script;
    int status;         /* of a redirect */
    const char *prefix; /* NULL for a regular expression */
    lint_regex *regex;  /* NULL for a prefix */
    lint_text target;   /* unset: a redirect without a Location */
    const lint_place *place;
} lint_mapping;

/* A field that a section may leave to the section around it. */
enum { LINT_UNSAID = -1 };

typedef struct lint_scope lint_scope;

struct lint_scope {
    const lint_node *node; /* the section; NULL for a server and for merges */
    apr_array_header_t *headers;   /* of lint_header_action * */
    apr_array_header_t *setenvif;  /* of lint_setenvif * */
    lint_env *env;                 /* NULL: nothing said */
    lint_rewrite *rewrite;         /* likewise */
    lint_access *access;           /* likewise */
    apr_array_header_t *documents; /* of lint_error_document; later ones win */
    apr_array_header_t *mappings;  /* of lint_mapping */
    cors_section *cors;            /* NULL: nothing said */
    lint_usertrack *usertrack;     /* likewise */
    lint_session *session;         /* likewise */
    apr_array_header_t *proxy_cookies; /* of lint_proxy_cookie */
    apr_array_header_t *indexes; /* DirectoryIndex, of const char *; NULL */
    const char *fallback;        /* FallbackResource; NULL */
    int directory_slash;         /* 0, 1 or LINT_UNSAID */
    int error_override;          /* ProxyErrorOverride */
    lint_text handler;           /* SetHandler */
    int override; /* .htaccess: bits of LINT_OVERRIDE_*, or UNSAID */
    /* <Files> and <If> inside, of lint_scope *; NULL for none. */
    apr_array_header_t *files;
    apr_array_header_t *ifs;
    const lint_expr *condition; /* of an <If>; NULL for Else */
    int branch;                 /* of <If>: 0 If, 1 ElseIf, 2 Else */
    const char *pattern;        /* the section's argument */
    lint_regex *regex;          /* of ...Match and ~ */
    const char *unknown;        /* why it cannot be told whether it applies */
    const char *doubt;          /* why it cannot be told what it says in all */
};

enum {
    LINT_OVERRIDE_FILEINFO = 1,
    LINT_OVERRIDE_AUTHCFG = 2,
    LINT_OVERRIDE_LIMIT = 4,
    LINT_OVERRIDE_INDEXES = 8,
    LINT_OVERRIDE_OPTIONS = 16,
    LINT_OVERRIDE_ALL = 31,
    LINT_OVERRIDE_NONFATAL = 32
};

/* What the directives of each name are to a scope (kinds.h). */
typedef struct lint_kinds lint_kinds;

/* What reading directives into a scope needs around it. */
typedef struct lint_scope_reader lint_scope_reader;

struct lint_scope_reader {
    apr_pool_t *pool;
    apr_pool_t *scratch; /* for what no scope keeps */
    lint_kinds *kinds;   /* what is known of the tree's names */
    lint_problems *problems;
    cors_problems *policy_problems;
    bool htaccess;
    bool limited;          /* inside of <Limit> or <LimitExcept> */
    cors_place *statement; /* set to that of the first CorsCredsOriginDBD; NULL:
                              nobody asks */
    int override;          /* of an .htaccess: what may stand in it */
    const lint_table *osenv; /* the server's own environment; NULL: unknown */
    const lint_modules *modules;
    const lint_serverroot *server_root;
    /* True for a directive that httpd passes over here; NULL for none. */
    bool (*refuses)(const lint_scope_reader *reader, const lint_node *node);
};

/* A scope that says nothing. */
lint_scope *lint_scope_create(apr_pool_t *pool, const lint_node *node);

/* Reads the directives below a section's node (of `top` itself the children),
 * and the <Files> and <If> sections among them. Sections of other kinds, and
 * what says something of a whole server, are left to the caller; returns those,
 * of const lint_node *, from the reader's scratch. */
apr_array_header_t *lint_scope_read(const lint_scope_reader *reader,
                                    lint_scope *scope, const lint_node *top);

/* `over` inside `base`, as httpd's modules merge. Neither is changed. */
lint_scope *lint_scope_merge(apr_pool_t *pool, const lint_scope *base,
                             const lint_scope *over);

#endif
