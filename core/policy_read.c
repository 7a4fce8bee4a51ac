/* SPDX-License-Identifier: Apache-2.0 */
#include "policy.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <apr_strings.h>
#include "statement.h"

cors_section *cors_section_create(apr_pool_t *pool)
{
    cors_section *section = apr_pcalloc(pool, sizeof(*section));

    section->policy = cors_policy_unset;
    section->pool = pool;
    section->cache = cors_origincache_default;
    return section;
}

/* The index of word among words ("A|B|C"), in any case; -1 for none. */
static int index_of(const char *words, const char *word)
{
    size_t length = strlen(word);

    for (int i = 0;; i++) {
        size_t bytes = strcspn(words, "|");

        if (bytes == length && strncasecmp(words, word, length) == 0) {
            return i;
        }
        if (words[bytes] == '\0') {
            return -1;
        }
        words += bytes + 1;
    }
}

/* "A|B|C" as "A, B or C". */
static const char *spelled(apr_pool_t *pool, const char *words)
{
    const char *text = "";

    for (;;) {
        size_t bytes = strcspn(words, "|");
        const char *rest = words + bytes;
        const char *join = *rest == '\0'           ? ""
                           : strchr(rest + 1, '|') ? ", "
                                                   : " or ";

        text = apr_pstrcat(pool, text, apr_pstrmemdup(pool, words, bytes), join,
                           NULL);
        if (*rest == '\0') {
            return text;
        }
        words = rest + 1;
    }
}

static void read_choice(int *field, const cors_directive *directive,
                        const cors_place *place, const char *word,
                        cors_problems *problems)
{
    int choice = index_of(directive->words, word);

    if (choice < 0) {
        cors_problem_add(problems, place, "bad-choice", word,
                         "%s is not a value for it; write %s",
                         cors_quoted(problems->pool, word),
                         spelled(problems->pool, directive->words));
        return;
    }
    *field = choice;
}

static void read_number(int *field, const cors_directive *directive,
                        const cors_place *place, const char *word,
                        cors_problems *problems)
{
    const char *most = strchr(directive->words, '|') + 1;
    size_t length = strlen(word);

    if (length == 0 || length > 9 || strspn(word, "0123456789") != length ||
        atol(word) < atol(directive->words) || atol(word) > atol(most)) {
        cors_problem_add(problems, place, "bad-number", word,
                         "%s is out of bounds; write a number from %ld to %ld",
                         cors_quoted(problems->pool, word),
                         atol(directive->words), atol(most));
        return;
    }
    *field = atoi(word);
}

static void read_unsafe(int *field, const cors_directive *directive,
                        const cors_place *place, int count,
                        const char *const *words, cors_problems *problems)
{
    if (*field == CORS_UNSET) {
        *field = 0;
    }
    for (int i = 0; i < count; i++) {
        int bit = index_of(directive->words, words[i]);

        if (bit < 0) {
            cors_problem_add(problems, place, "bad-choice", words[i],
                             "%s is not a value for it; write %s",
                             cors_quoted(problems->pool, words[i]),
                             spelled(problems->pool, directive->words));
        } else {
            *field |= 1 << bit;
        }
    }
}

static void read_names(cors_namelist **list, cors_name_kind kind,
                       apr_pool_t *pool, const cors_place *place, int count,
                       const char *const *words, cors_problems *problems)
{
    if (!*list) {
        *list = cors_namelist_create(pool, kind);
    }
    cors_namelist_add(*list, place, count, words, problems);
}

/* Each of the words is opened by itself. */
static void open_sources(cors_section *section, const cors_directive *directive,
                         const cors_place *place, int count,
                         const char *const *words, cors_problems *problems)
{
    const cors_source_opener *opener = section->opener;
    cors_allowlist *origins = section->policy.origins;

    if (directive->kind == CORS_KIND_DATABASE && count &&
        !cors_statement_check(place, count, words, problems)) {
        return;
    }
    for (int i = 0; opener && i < count; i++) {
        const cors_origin_source *source =
            opener->open(opener->data, section->pool, directive, place,
                         words[i], cors_allowlist_hazards(origins), problems);

        if (source) {
            cors_allowlist_add_source(origins, source);
        }
    }
}

/* Hands a list's words to the list, which is made with the first of them;
 * with no word at all it is made empty. */
static void read_list(cors_section *section, const cors_directive *directive,
                      const cors_place *place, int count,
                      const char *const *words, cors_problems *problems)
{
    cors_policy *policy = &section->policy;

    switch (directive->kind) {
    case CORS_KIND_ORIGINS:
    case CORS_KIND_REGEXES:
    case CORS_KIND_FILE:
    case CORS_KIND_DATABASE:
        if (!policy->origins) {
            policy->origins = cors_allowlist_create(section->pool);
        }
        if (directive->kind == CORS_KIND_ORIGINS) {
            cors_allowlist_add(policy->origins, place, count, words, problems);
        } else if (directive->kind == CORS_KIND_REGEXES) {
            cors_allowlist_add_regex(policy->origins, place, count, words,
                                     problems);
        } else {
            open_sources(section, directive, place, count, words, problems);
        }
        break;
    case CORS_KIND_METHODS:
        read_names(&policy->methods, CORS_NAME_METHOD, section->pool, place,
                   count, words, problems);
        break;
    case CORS_KIND_HEADERS:
        read_names(&policy->headers, CORS_NAME_REQUEST, section->pool, place,
                   count, words, problems);
        break;
    case CORS_KIND_EXPOSED:
        read_names(&policy->exposed, CORS_NAME_RESPONSE, section->pool, place,
                   count, words, problems);
        break;
    case CORS_KIND_COOKIES:
        if (!policy->cookies) {
            policy->cookies = cors_cookie_rules_create(section->pool);
        }
        if (count) {
            cors_cookie_rules_add(policy->cookies, place, count, words,
                                  problems);
        }
        break;
    case CORS_KIND_UNSAFE:
        read_unsafe(&policy->unsafe, directive, place, count, words, problems);
        break;
    case CORS_KIND_CHOICE:
    case CORS_KIND_NUMBER:
    case CORS_KIND_CACHE:
    case CORS_KIND_LIFETIMES:
        break;
    }
}

/* `none` empties what would be inherited, and so it stands alone: in its
 * directive and among the directives of its section that fill the same
 * field. Returns false when the words are not to be read. */
static bool check_none(cors_section *section, const cors_directive *directive,
                       const cors_place *place, int *count,
                       const char *const *words, cors_problems *problems)
{
    unsigned bit = 0;
    bool none = false;

    /* The field's bit is that of the first row that fills it. */
    while (cors_directives[bit].offset != directive->offset) {
        bit++;
    }
    bit = 1U << bit;
    /* A cookie may be called `none`: only alone it is the word. */
    for (int i = 0; i < *count; i++) {
        none = none || (strcasecmp(words[i], "none") == 0 &&
                        (*count == 1 || directive->kind != CORS_KIND_COOKIES));
    }
    if (none ? *count > 1 || (section->filled & bit)
             : (section->emptied & bit)) {
        cors_problem_add(problems, place, "none-not-alone", "none",
                         "\"none\" empties the list, so nothing else goes with "
                         "it in the section; take out \"none\" or the rest");
        return false;
    }
    if (none) {
        *count = 0;
        section->emptied |= bit;
    } else {
        section->filled |= bit;
    }
    return true;
}

static void read_global(cors_section *section, const cors_directive *directive,
                        const cors_place *place, int count,
                        const char *const *words, cors_problems *problems)
{
    if (!section->is_main) {
        cors_problem_add(problems, place, "not-global", words[0],
                         "it holds for the server as a whole; move it out of "
                         "every section");
    } else if (directive->kind == CORS_KIND_CACHE) {
        cors_origincache_read(&section->cache, section->pool, place, words[0],
                              problems);
    } else if (count != 2) {
        cors_problem_add(problems, place, "bad-arguments", words[0],
                         "it takes two values; write %s %s", directive->name,
                         directive->argument);
    } else {
        read_number(&section->cache.positive, directive, place, words[0],
                    problems);
        read_number(&section->cache.negative, directive, place, words[1],
                    problems);
    }
}

/* Where what is judged with others' sections stands. */
static void keep_place(cors_section *section, const cors_directive *directive,
                       const cors_place *place)
{
    if (directive->offset == offsetof(cors_policy, enabled)) {
        section->enabled_at = *place;
    } else if (directive->offset == offsetof(cors_policy, guard)) {
        section->guard_at = *place;
    }
}

void cors_section_read(cors_section *section, const cors_directive *directive,
                       const cors_place *place, int count,
                       const char *const *words, cors_problems *problems)
{
    int *field = (int *)(void *)((char *)section + directive->offset);
    bool single = directive->kind == CORS_KIND_CHOICE ||
                  directive->kind == CORS_KIND_NUMBER ||
                  directive->kind == CORS_KIND_CACHE;

    section->policy.silent = section->policy.silent && directive->global;
    if (count == 0 || (single && count > 1)) {
        cors_problem_add(problems, place, "bad-arguments",
                         count ? words[1] : "",
                         count ? "one value is enough; write %s %s"
                               : "a value is missing; write %s %s",
                         directive->name, directive->argument);
        return;
    }
    if (directive->kind == CORS_KIND_CHOICE) {
        read_choice(field, directive, place, words[0], problems);
        keep_place(section, directive, place);
    } else if (directive->kind == CORS_KIND_NUMBER) {
        read_number(field, directive, place, words[0], problems);
    } else if (directive->global) {
        read_global(section, directive, place, count, words, problems);
    } else if (check_none(section, directive, place, &count, words, problems)) {
        read_list(section, directive, place, count, words, problems);
    }
}
