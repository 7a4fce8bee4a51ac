/* SPDX-License-Identifier: Apache-2.0 */
#include "allowlist.h"

#include <stdint.h>
#include <string.h>
#include <apr_strings.h>
#include "pattern.h"
#include "publicsuffix.h"
#include "regex.h"
#include "stringset.h"

/* "*." takes the place of at least one label and its dot, ":*" follows. */
#define KEY_MAX (CORS_ORIGIN_MAX + 8)

/* Host depths, in labels, fit into one word: names have at most 127 labels,
 * and who writes more than 63 into a pattern gets the last bit. */
#define DEPTH_MAX 63

/*
 * Patterns are kept as they were written; an origin is asked for by writing
 * the patterns that would admit it. `any_port` and `depths` tell which of those
 * can be there at all: a list of exact origins costs one look-up, not one for
 * each sub-domain. The two sets are apart because a client may well send a
 * pattern for its Origin.
 */
struct cors_allowlist {
    cors_stringset *origins;  /* written out, `null` among them */
    cors_stringset *patterns; /* with a wildcard for labels or port */
    uint64_t depths; /* bit n: there is a wildcard before a host of n labels */
    bool any_port;
    bool any;
    apr_array_header_t *regexes; /* of const cors_regex *; NULL for none */
    /* Of const cors_origin_source *; NULL for none. */
    apr_array_header_t *sources;
    cors_hazards hazards;
};

cors_allowlist *cors_allowlist_create(apr_pool_t *pool)
{
    cors_allowlist *list = apr_pcalloc(pool, sizeof(*list));

    list->origins = cors_stringset_create(pool);
    list->patterns = cors_stringset_create(pool);
    list->hazards.pool = pool;
    return list;
}

static int depth_of(int labels)
{
    return labels < DEPTH_MAX ? labels : DEPTH_MAX;
}

/* False when it was there before. */
static bool add(cors_allowlist *list, const cors_place *place,
                const cors_pattern *pattern)
{
    switch (pattern->kind) {
    case CORS_PATTERN_ANY:
        list->any = true;
        cors_hazard_add(&list->hazards, CORS_HAZARD_ANY_ORIGIN, place,
                        pattern->text, NULL);
        return true;
    case CORS_PATTERN_NULL:
        cors_hazard_add(&list->hazards, CORS_HAZARD_NULL_ORIGIN, place,
                        pattern->text, NULL);
        break;
    case CORS_PATTERN_SUBDOMAINS:
        list->depths |= UINT64_C(1) << depth_of(pattern->labels);
        if (cors_is_public_suffix(pattern->host)) {
            cors_hazard_add(&list->hazards, CORS_HAZARD_PUBLIC_SUFFIX, place,
                            pattern->text, NULL);
        }
        break;
    case CORS_PATTERN_EXACT:
        break;
    }
    if (pattern->insecure) {
        cors_hazard_add(&list->hazards, CORS_HAZARD_INSECURE_ORIGIN, place,
                        pattern->text, NULL);
    }
    list->any_port = list->any_port || pattern->any_port;
    return cors_stringset_add(pattern->any_port ||
                                      pattern->kind == CORS_PATTERN_SUBDOMAINS
                                  ? list->patterns
                                  : list->origins,
                              pattern->text, strlen(pattern->text));
}

cors_added cors_allowlist_add_one(cors_allowlist *list, apr_pool_t *scratch,
                                  const cors_place *place, const char *pattern,
                                  cors_problems *problems)
{
    cors_pattern parsed;

    if (!cors_pattern_parse(scratch, place, pattern, &parsed, problems)) {
        return CORS_NOT_ADDED;
    }
    return add(list, place, &parsed) ? CORS_ADDED : CORS_ADDED_BEFORE;
}

void cors_allowlist_add(cors_allowlist *list, const cors_place *place,
                        int count, const char *const *patterns,
                        cors_problems *problems)
{
    apr_pool_t *scratch;

    /* A list of 100,000 must not leave 100,000 sets of parts behind. */
    apr_pool_create(&scratch, problems->pool);
    for (int i = 0; i < count; i++) {
        cors_allowlist_add_one(list, scratch, place, patterns[i], problems);
        apr_pool_clear(scratch);
    }
    apr_pool_destroy(scratch);
}

void cors_allowlist_add_regex(cors_allowlist *list, const cors_place *place,
                              int count, const char *const *expressions,
                              cors_problems *problems)
{
    for (int i = 0; i < count; i++) {
        const char *error;
        const cors_regex *regex =
            cors_regex_compile(list->hazards.pool, expressions[i], &error);

        if (!regex) {
            cors_problem_add(problems, place, "regex-syntax", expressions[i],
                             "%s does not compile (%s); write a PCRE2 "
                             "expression for the whole origin",
                             cors_quoted(problems->pool, expressions[i]),
                             error);
            continue;
        }
        if (!list->regexes) {
            list->regexes =
                apr_array_make(list->hazards.pool, 1, sizeof(regex));
        }
        APR_ARRAY_PUSH(list->regexes, const cors_regex *) = regex;
        cors_hazard_add(&list->hazards, CORS_HAZARD_REGEX, place,
                        expressions[i], regex);
    }
}

void cors_allowlist_add_source(cors_allowlist *list,
                               const cors_origin_source *source)
{
    if (!list->sources) {
        list->sources = apr_array_make(list->hazards.pool, 1, sizeof(source));
    }
    APR_ARRAY_PUSH(list->sources, const cors_origin_source *) = source;
}

const apr_array_header_t *cors_allowlist_sources(const cors_allowlist *list)
{
    return list->sources;
}

bool cors_allowlist_empty(const cors_allowlist *list)
{
    return cors_stringset_count(list->origins) == 0 && !list->any &&
           !list->regexes && !list->sources &&
           cors_stringset_count(list->patterns) == 0;
}

bool cors_allowlist_any(const cors_allowlist *list)
{
    return list->any;
}

cors_hazards *cors_allowlist_hazards(cors_allowlist *list)
{
    return &list->hazards;
}

bool cors_allowlist_has_hashed(const cors_allowlist *list, uint32_t hash,
                               const char *text, size_t length)
{
    return cors_stringset_has_hashed(list->origins, hash, text, length);
}

bool cors_allowlist_has_exactly(const cors_allowlist *list, const char *text,
                                size_t length)
{
    return cors_stringset_has(list->origins, text, length);
}

/* Asks for key, which is `used` bytes without a port, with the origin's own
 * port and with any. */
static bool has_with_port(const cors_allowlist *list, char *key, size_t used,
                          const cors_origin *origin)
{
    size_t port_at = origin->host_at + origin->host_length;
    size_t port_bytes = origin->length - port_at;

    memcpy(key + used, origin->text + port_at, port_bytes);
    if (cors_stringset_has(list->patterns, key, used + port_bytes)) {
        return true;
    }
    if (!list->any_port) {
        return false;
    }
    memcpy(key + used, ":*", 2);
    return cors_stringset_has(list->patterns, key, used + 2);
}

/* Tries the wildcards before each tail of the host, longest first, of which
 * there is a pattern of that many labels. */
static bool has_wildcard(const cors_allowlist *list, const cors_origin *origin)
{
    char key[KEY_MAX];
    const char *dot = origin->text + origin->host_at;
    const char *end = dot + origin->host_length;
    size_t used = origin->host_at;

    memcpy(key, origin->text, used);
    key[used++] = '*';
    for (int labels = origin->labels - 1; labels > 0; labels--) {
        dot = memchr(dot, '.', (size_t)(end - dot));
        if (list->depths >> depth_of(labels) & 1) {
            size_t tail = (size_t)(end - dot);

            memcpy(key + used, dot, tail);
            if (has_with_port(list, key, used + tail, origin)) {
                return true;
            }
        }
        dot++;
    }
    return false;
}

static __attribute__((noinline)) bool
admits_by_pattern(const cors_allowlist *list, const cors_origin *origin)
{
    if (list->any_port) {
        char key[KEY_MAX];
        size_t used = origin->host_at + origin->host_length;

        memcpy(key, origin->text, used);
        if (has_with_port(list, key, used, origin)) {
            return true;
        }
    }
    if (list->depths && has_wildcard(list, origin)) {
        return true;
    }
    for (int i = 0; list->regexes && i < list->regexes->nelts; i++) {
        if (cors_regex_matches(
                APR_ARRAY_IDX(list->regexes, i, const cors_regex *),
                origin->text, origin->length)) {
            return true;
        }
    }
    return false;
}

static __attribute__((noinline)) bool
admits_by_source(const cors_allowlist *list, const cors_origin *origin,
                 void *context)
{
    for (int i = 0; i < list->sources->nelts; i++) {
        const cors_origin_source *source =
            APR_ARRAY_IDX(list->sources, i, const cors_origin_source *);

        if (source->admits(source->data, origin, context)) {
            return true;
        }
    }
    return false;
}

bool cors_allowlist_admits(const cors_allowlist *list,
                           const cors_origin *origin, void *context)
{
    bool patterns = list->any_port || list->depths || list->regexes;

    /* Most lists are of exact origins alone, and most others of one kind. */
    if (patterns && admits_by_pattern(list, origin)) {
        return true;
    }
    return list->sources && admits_by_source(list, origin, context);
}
