/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A recipe: the lines of one section that do CORS without this module, what
 * they mean, and what says the same with it.
 */
#ifndef LINT_MIGRATE_RECIPE_H
#define LINT_MIGRATE_RECIPE_H

#include <stdbool.h>
#include <apr_pools.h>
#include <apr_tables.h>
#include "lint/migrate/meant.h"
#include "lint/witness/survey.h"

/* What a line of a recipe is there for. */
typedef enum lint_recipe_role {
    LINT_ROLE_ORIGIN,
    LINT_ROLE_CREDENTIALS,
    LINT_ROLE_METHODS,
    LINT_ROLE_HEADERS,
    LINT_ROLE_EXPOSED,
    LINT_ROLE_MAX_AGE,
    LINT_ROLE_VARY,
    LINT_ROLE_COOKIE,
    LINT_ROLE_VARIABLE,  /* SetEnvIf, RewriteRule: what the others ask */
    LINT_ROLE_PREFLIGHT, /* a rule that answers OPTIONS */
    LINT_ROLE_CONDITION  /* RewriteCond, <If> */
} lint_recipe_role;

typedef struct lint_recipe_line {
    lint_recipe_role role;
    const lint_node *node;
    const lint_header_action *action; /* of Header; NULL elsewhere */
} lint_recipe_line;

typedef struct lint_recipe {
    const lint_node *section;     /* the root for the main server */
    const lint_node *head;        /* its first line, for what is about all */
    const lint_site *site;        /* that was asked what comes of it */
    apr_array_header_t *lines;    /* of lint_recipe_line, Header lines first */
    apr_array_header_t *patterns; /* of const lint_origin_pattern *: whom
                                     Access-Control-Allow-Origin is sent to */
    bool any;                /* it is sent to everybody, as what they are */
    bool star;               /* it is sent to everybody, as `*` */
    bool credentials;        /* its own, or of a section around it */
    bool foreign;            /* nothing of it stands in the file */
    bool copy;               /* its lines are those of one before it: the file
                                is included again */
    const char *kept;        /* why it stays as it is; NULL: it goes */
    lint_place kept_at;      /* the line that is to blame */
    lint_meant *meant;       /* whom the directives name; NULL: nobody, or
                                everybody */
    const lint_node *anchor; /* where the directives come to stand */
    apr_array_header_t *directives; /* of const char *: whole lines, without
                                       indentation; empty when it stays */
} lint_recipe;

/* Something about a line, without a full stop. */
typedef struct lint_remark {
    lint_place place;
    const char *text;
} lint_remark;

/* All of a file's recipes. */
typedef struct lint_recipes {
    apr_pool_t *pool;
    const lint_survey *survey;
    const char *file;                  /* as places have it */
    const apr_array_header_t *origins; /* of const char *: whom the user says
                                          is meant; NULL */
    apr_array_header_t *list;          /* of lint_recipe *, in document order */
    apr_array_header_t *kept;  /* of lint_remark: lines that stay, and why;
                                  those of recipes that stay are not in it */
    apr_array_header_t *notes; /* of lint_remark: what to look at */
} lint_recipes;

/* Finds the recipes that stand in the file. What of them has to stay is said
 * (recipe->kept, recipes->kept). */
void lint_recipes_recognise(lint_recipes *recipes);

/* Lets a recipe stay; the first reason is told. */
void lint_recipe_keep(lint_recipe *recipe, const lint_place *place,
                      const char *why);

/* Adds a line, unless it is there. */
void lint_recipe_add(lint_recipe *recipe, lint_recipe_role role,
                     const lint_node *node, const lint_header_action *action);

bool lint_recipe_has(const lint_recipe *recipe, const lint_node *node);

/* Where a line is, for a sentence: "line 7", and the file when it is another
 * one. */
const char *lint_recipes_place(const lint_recipes *recipes,
                               const lint_place *place);

/* The recipe of a section; NULL for none. */
lint_recipe *lint_recipes_find(const lint_recipes *recipes,
                               const lint_node *section);

/* Why a line cannot be taken out of the file by itself, whatever it says: a
 * sentence's end; NULL when it can. */
const char *lint_recipes_stuck(const lint_recipes *recipes,
                               const lint_node *node);

/* Adds the rules that answer preflights to the recipes that they are for. */
void lint_recipes_take_preflights(lint_recipes *recipes);

/* Adds to recipes->notes what a migration does that its proof does not show,
 * and puts them in order. */
void lint_recipes_note(lint_recipes *recipes);

#endif
