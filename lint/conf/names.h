/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Directive names, each spelling stored once, and those that httpd executes
 * while it reads.
 */
#ifndef LINT_CONF_NAMES_H
#define LINT_CONF_NAMES_H

#include <stddef.h>
#include <stdint.h>
#include <apr_pools.h>

/* What httpd does on the spot; all else is left for the second pass. */
typedef enum lint_action {
    LINT_KEEP,
    LINT_DEFINE,
    LINT_UNDEFINE,
    LINT_INCLUDE,
    LINT_INCLUDE_OPTIONAL,
    LINT_USE,
    LINT_UNDEF_MACRO,
    LINT_LOAD_MODULE,
    LINT_SERVER_ROOT,
    LINT_REFUSE, /* Error */
    LINT_MACRO,
    LINT_IF_MODULE,
    LINT_IF_DEFINE,
    LINT_IF_VERSION,
    LINT_IF_FILE,
    LINT_IF_DIRECTIVE,
    LINT_IF_SECTION
} lint_action;

typedef struct lint_name {
    const char *text;      /* as written, without `<` */
    const char *key;       /* in lower case: one pointer for all spellings */
    int number;            /* of the key: from 1 on, without gaps */
    lint_action directive; /* when it is written `name` */
    lint_action section;   /* when it is written `<name` */
} lint_name;

typedef struct lint_names lint_names;

lint_names *lint_names_create(apr_pool_t *pool);

/* The name of these bytes, stored when it is new. */
const lint_name *lint_names_intern(lint_names *names, const char *text,
                                   size_t length);

/* The key of a name, to be compared with lint_node.key as pointers; NULL when
 * no directive of that name has been seen. */
const char *lint_names_find(const lint_names *names, const char *name);

/* The number of that name's key; 0 when it has not been seen. */
int lint_names_number(const lint_names *names, const char *name);

/* A number for these bytes, the same for the same ones: cheaper than APR's. */
uint32_t lint_names_hash(const char *text, size_t length);

/* What follows the greatest number of a key. */
int lint_names_end(const lint_names *names);

#endif
