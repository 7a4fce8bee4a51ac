/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where something stands in a configuration, through all includes and macros.
 */
#ifndef LINT_PLACE_H
#define LINT_PLACE_H

typedef struct lint_place lint_place;

struct lint_place {
    const char *file;
    int line;   /* the first physical line of the logical one; from 1 */
    int column; /* in bytes, from 1; 0 when the whole line is meant */
    /* The Include or Use that brought it here; NULL at the top. */
    const lint_place *outer;
};

#endif
