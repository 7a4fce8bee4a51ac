/* SPDX-License-Identifier: Apache-2.0 */
#include "names.h"

#include <stdint.h>
#include <string.h>
#include <apr_lib.h>
#include <apr_strings.h>

/* A power of two. */
#define SLOTS_AT_FIRST 128

/* An open hash table: asked once a directive, so apr_hash's four calls and
 * its chained entries would be felt. */
typedef struct slot {
    lint_name *name; /* NULL: free */
    uint32_t hash;
    uint32_t length;
} slot;

struct lint_names {
    apr_pool_t *pool;
    slot *slots;
    size_t size;
    size_t count;
    int numbers; /* given to keys so far */
};

static const struct action {
    const char *name;
    lint_action directive;
    lint_action section;
} actions[] = {
    {"define", LINT_DEFINE, LINT_KEEP},
    {"undefine", LINT_UNDEFINE, LINT_KEEP},
    {"include", LINT_INCLUDE, LINT_KEEP},
    {"includeoptional", LINT_INCLUDE_OPTIONAL, LINT_KEEP},
    {"use", LINT_USE, LINT_KEEP},
    {"undefmacro", LINT_UNDEF_MACRO, LINT_KEEP},
    {"loadmodule", LINT_LOAD_MODULE, LINT_KEEP},
    {"serverroot", LINT_SERVER_ROOT, LINT_KEEP},
    {"error", LINT_REFUSE, LINT_KEEP},
    {"macro", LINT_KEEP, LINT_MACRO},
    {"ifmodule", LINT_KEEP, LINT_IF_MODULE},
    {"ifdefine", LINT_KEEP, LINT_IF_DEFINE},
    {"ifversion", LINT_KEEP, LINT_IF_VERSION},
    {"iffile", LINT_KEEP, LINT_IF_FILE},
    {"ifdirective", LINT_KEEP, LINT_IF_DIRECTIVE},
    {"ifsection", LINT_KEEP, LINT_IF_SECTION},
};

static uint64_t mixed(uint64_t hash, uint64_t bytes)
{
    hash = (hash ^ bytes) * 1099511628211u;
    return hash ^ (hash >> 29);
}

/* FNV-1a's way, eight bytes at a time; what is left over is read with some of
 * the bytes before it. */
uint32_t lint_names_hash(const char *text, size_t length)
{
    uint64_t hash = 14695981039346656037u ^ length;
    uint64_t bytes = 0;

    if (length < sizeof(bytes)) {
        for (size_t i = 0; i < length; i++) {
            bytes = bytes << 8 | (unsigned char)text[i];
        }
        hash = mixed(hash, bytes);
    } else {
        for (size_t at = 0; at + sizeof(bytes) < length; at += sizeof(bytes)) {
            memcpy(&bytes, text + at, sizeof(bytes));
            hash = mixed(hash, bytes);
        }
        memcpy(&bytes, text + length - sizeof(bytes), sizeof(bytes));
        hash = mixed(hash, bytes);
    }
    return (uint32_t)(hash ^ (hash >> 32));
}

static slot *slot_of(const lint_names *names, const char *text, size_t length)
{
    uint32_t hash = lint_names_hash(text, length);
    size_t at = hash & (names->size - 1);
    slot *tried = &names->slots[at];

    while (tried->name && (tried->hash != hash || tried->length != length ||
                           memcmp(tried->name->text, text, length) != 0)) {
        at = (at + 1) & (names->size - 1);
        tried = &names->slots[at];
    }
    tried->hash = hash;
    tried->length = (uint32_t)length;
    return tried;
}

static void grow(lint_names *names)
{
    slot *slots = names->slots;
    size_t size = names->size;

    names->size *= 2;
    names->slots = apr_pcalloc(names->pool, names->size * sizeof(*slots));
    for (size_t i = 0; i < size; i++) {
        if (slots[i].name) {
            slot_of(names, slots[i].name->text, slots[i].length)->name =
                slots[i].name;
        }
    }
}

static char *lowered(apr_pool_t *pool, const char *text, size_t length)
{
    char *lower = apr_pstrmemdup(pool, text, length);

    for (size_t i = 0; i < length; i++) {
        lower[i] = (char)apr_tolower(lower[i]);
    }
    return lower;
}

const lint_name *lint_names_intern(lint_names *names, const char *text,
                                   size_t length)
{
    slot *place = slot_of(names, text, length);
    lint_name *name = place->name;
    const char *lower;

    if (name) {
        return name;
    }
    name = apr_pcalloc(names->pool, sizeof(*name));
    name->text = apr_pstrmemdup(names->pool, text, length);
    place->name = name;
    if (++names->count * 2 > names->size) {
        grow(names);
    }
    lower = lowered(names->pool, text, length);
    if (memcmp(lower, text, length) == 0) {
        name->key = name->text;
        name->number = ++names->numbers;
    } else {
        const lint_name *key = lint_names_intern(names, lower, length);

        name->key = key->text;
        name->number = key->number;
        name->directive = key->directive;
        name->section = key->section;
    }
    return name;
}

lint_names *lint_names_create(apr_pool_t *pool)
{
    lint_names *names = apr_palloc(pool, sizeof(*names));

    names->pool = pool;
    names->size = SLOTS_AT_FIRST;
    names->count = 0;
    names->numbers = 0;
    names->slots = apr_pcalloc(pool, names->size * sizeof(*names->slots));
    for (size_t i = 0; i < sizeof(actions) / sizeof(actions[0]); i++) {
        lint_name *name = apr_pcalloc(pool, sizeof(*name));

        name->text = name->key = actions[i].name;
        name->number = ++names->numbers;
        name->directive = actions[i].directive;
        name->section = actions[i].section;
        slot_of(names, name->text, strlen(name->text))->name = name;
        names->count++;
    }
    return names;
}

/* NULL when it has not been seen. */
static const lint_name *find(const lint_names *names, const char *name)
{
    size_t length = strlen(name);

    return slot_of(names, lowered(names->pool, name, length), length)->name;
}

const char *lint_names_find(const lint_names *names, const char *name)
{
    const lint_name *found = find(names, name);

    return found ? found->key : NULL;
}

int lint_names_number(const lint_names *names, const char *name)
{
    const lint_name *found = find(names, name);

    return found ? found->number : 0;
}

int lint_names_end(const lint_names *names)
{
    return names->numbers + 1;
}
