/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The policy that holds for a URL: what the directives of its sections say.
 *
 * Reading a directive compiles its value at once, so a policy is ready to
 * serve at any moment. A field that no directive has set is CORS_UNSET or
 * NULL; its default comes from the accessors at the end and nowhere else.
 */
#ifndef CORS_POLICY_H
#define CORS_POLICY_H

#include <stdbool.h>
#include <stddef.h>
#include <apr_pools.h>
#include "allowlist.h"
#include "cookie.h"
#include "namelist.h"
#include "origincache.h"
#include "problem.h"

#define CORS_UNSET (-1)

/* The words of the CHOICE rows, in their order. */
enum { CORS_OFF, CORS_ON };
enum { CORS_PREFLIGHT_ANSWER, CORS_PREFLIGHT_PASS };
enum { CORS_DISALLOWED_IGNORE, CORS_DISALLOWED_REJECT };
enum { CORS_GUARD_OFF, CORS_GUARD_REPORT, CORS_GUARD_ENFORCE };
enum { CORS_UPSTREAM_OVERRIDE, CORS_UPSTREAM_KEEP };
enum { CORS_COOKIE_CROSS_ORIGIN, CORS_COOKIE_ALWAYS };
enum { CORS_TRANSPORT_AUTO, CORS_TRANSPORT_SECURE };

#define CORS_TYPE_CHOICE int
#define CORS_TYPE_NUMBER int
#define CORS_TYPE_UNSAFE int
#define CORS_TYPE_ORIGINS cors_allowlist *
#define CORS_TYPE_METHODS cors_namelist *
#define CORS_TYPE_HEADERS cors_namelist *
#define CORS_TYPE_EXPOSED cors_namelist *
#define CORS_TYPE_COOKIES cors_cookie_rules *

typedef struct cors_policy {
    bool silent; /* no directive has set anything */
    bool merged; /* made by cors_policy_merge, and no section's own */
#define CORS_DIRECTIVE(field, name, kind, words, initial, where, argument,     \
                       text)                                                   \
    CORS_TYPE_##kind field;
#define CORS_DIRECTIVE_MORE(field, name, kind, words, initial, where,          \
                            argument, text)
#include "directives.tbl"
#undef CORS_DIRECTIVE
#undef CORS_DIRECTIVE_MORE
} cors_policy;

typedef enum cors_kind {
    CORS_KIND_CHOICE,
    CORS_KIND_NUMBER,
    CORS_KIND_UNSAFE,
    CORS_KIND_ORIGINS,
    CORS_KIND_REGEXES,
    CORS_KIND_FILE,
    CORS_KIND_DATABASE,
    CORS_KIND_METHODS,
    CORS_KIND_HEADERS,
    CORS_KIND_EXPOSED,
    CORS_KIND_COOKIES,
    CORS_KIND_CACHE,
    CORS_KIND_LIFETIMES
} cors_kind;

/* A row of directives.tbl. */
typedef struct cors_directive {
    const char *name;
    cors_kind kind;
    size_t offset; /* of its field in cors_policy; of a global row, in
                      cors_section */
    const char *words;
    int initial;
    bool server_only; /* never in .htaccess */
    bool global;      /* the main server's own sections only; no policy's */
    const char *argument;
    const char *text;
} cors_directive;

/* All rows, in the table's order; a row without a name ends them. */
extern const cors_directive cors_directives[];

/* The row of that name, in any case; NULL when there is none. */
const cors_directive *cors_directive_find(const char *name);

/* Opens what a row of kind FILE or DATABASE names: given by the program that
 * reads the configuration. Adds to hazards what is dangerous in it, and returns
 * NULL with problems added when it cannot be opened; else a source that lives
 * as long as pool. */
typedef struct cors_source_opener {
    const cors_origin_source *(*open)(void *data, apr_pool_t *pool,
                                      const cors_directive *directive,
                                      const cors_place *place,
                                      const char *argument,
                                      cors_hazards *hazards,
                                      cors_problems *problems);
    void *data;
} cors_source_opener;

/* A section of the configuration while it is being read: its policy, and what
 * the directives before said. The policy is first, so that a pointer to one is
 * a pointer to the other. */
typedef struct cors_section {
    cors_policy policy;
    apr_pool_t *pool; /* of the lists */
    unsigned filled;  /* bit per row: a list with entries of its own */
    unsigned emptied; /* bit per row: a list that says `none` */
    const cors_source_opener *opener; /* NULL: nothing can be opened */
    bool is_main; /* what is at the main server's level: global rows count */
    cors_place enabled_at; /* the last CorsCreds; no file where there is none */
    cors_place guard_at;   /* likewise, CorsCredsGuard */
    cors_origincache cache;
} cors_section;

/* A policy that says nothing. */
extern const cors_policy cors_policy_unset;

/* A section that says nothing, from pool. */
cors_section *cors_section_create(apr_pool_t *pool);

/* Takes one directive's words into the section. What is wrong is added to
 * problems; the rest of the words count. */
void cors_section_read(cors_section *section, const cors_directive *directive,
                       const cors_place *place, int count,
                       const char *const *words, cors_problems *problems);

/* What holds where `over` stands inside `base`. Picks pointers, copies
 * nothing, cannot fail: it runs on every request. merged may be either. */
void cors_policy_merge(cors_policy *merged, const cors_policy *base,
                       const cors_policy *over);

/* True when the policy allows any origin at all. */
bool cors_policy_has_origins(const cors_policy *policy);

/* True when every response is for everybody: `*`, without credentials. */
bool cors_policy_is_anonymous(const cors_policy *policy);

/* The value of a CHOICE, NUMBER or UNSAFE field, or its default: for each row
 * cors_policy_FIELD(policy). */
#define CORS_ACCESSOR_CHOICE(field, initial)                                   \
    static inline int cors_policy_##field(const cors_policy *policy)           \
    {                                                                          \
        return policy->field == CORS_UNSET ? (initial) : policy->field;        \
    }
#define CORS_ACCESSOR_NUMBER CORS_ACCESSOR_CHOICE
#define CORS_ACCESSOR_UNSAFE CORS_ACCESSOR_CHOICE
#define CORS_ACCESSOR_ORIGINS(field, initial)
#define CORS_ACCESSOR_METHODS(field, initial)
#define CORS_ACCESSOR_HEADERS(field, initial)
#define CORS_ACCESSOR_EXPOSED(field, initial)
#define CORS_ACCESSOR_COOKIES(field, initial)
#define CORS_DIRECTIVE(field, name, kind, words, initial, where, argument,     \
                       text)                                                   \
    CORS_ACCESSOR_##kind(field, initial)
#define CORS_DIRECTIVE_MORE(field, name, kind, words, initial, where,          \
                            argument, text)
#include "directives.tbl"
#undef CORS_DIRECTIVE
#undef CORS_DIRECTIVE_MORE

#endif
