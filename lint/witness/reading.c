/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/witness/reading.h"

#include <string.h>
#include <strings.h>
#include <apr_lib.h>
#include <apr_strings.h>
#include "core/origin.h"
#include "core/regex_sample.h"
#include "lint/witness/disguise.h"
#include "lint/witness/owner.h"

const char lint_stranger[] = "https://evil.example";

enum {
    PLAIN_MAX = 160,  /* samples as their author had them in mind */
    STRANGE_MAX = 56, /* samples in which a wildcard varies */
    HOSTS_MAX = 64,
    SAME_KIND_MAX = 3, /* of one scheme, matched whole or not */
    KINDS = LINT_ORIGIN_STRANGER + 1
};

typedef struct reader {
    apr_pool_t *scratch;
    const lint_origin_pattern *pattern;
    lint_owner owner;
    cors_candidate_list *plain;
    cors_candidate_list *strange;
    bool varies; /* something in the pattern is no byte that somebody wrote */
    int turns;   /* from plain samples to strange ones and back */
    bool last_plain;
    int counts[KINDS][2][2];
    apr_array_header_t *parts; /* guesses that are not matched whole */
    lint_reading *reading;
} reader;

bool lint_reading_matches(const lint_origin_pattern *pattern,
                          const char *origin, bool *whole)
{
    lint_captures captures;
    const char *why;

    if (pattern->regex) {
        if (lint_regex_search(pattern->regex, origin, &captures, &why) !=
            LINT_YES) {
            return false;
        }
        *whole = captures.start[0] == 0 && captures.end[0] == strlen(origin);
        return true;
    }
    *whole = (pattern->nocase ? strcasecmp(pattern->text, origin)
                              : strcmp(pattern->text, origin)) == 0;
    return *whole ||
           (pattern->substring &&
            lint_regex_literal_occurs(pattern->text, origin, pattern->nocase));
}

/* A text that is no origin may lack its scheme, or have more than an origin
 * has: what may be its authority is taken, under both usual schemes. */
static void add_text(cors_candidate_list *list, const char *text)
{
    char small[CORS_ORIGIN_MAX + 1];
    size_t length = strlen(text);
    char *authority;

    if (length > CORS_ORIGIN_MAX) {
        return;
    }
    for (size_t i = 0; i <= length; i++) {
        small[i] = (char)apr_tolower(text[i]);
    }
    if (cors_candidate_list_add_origin(list, "", small) &&
        strncmp(small, "http", 4) == 0) {
        return;
    }
    authority = strstr(small, "//");
    authority = authority ? authority + 2 : small;
    authority[strcspn(authority, "/?#@ ")] = '\0';
    cors_candidate_list_add_origin(list, "https://", authority);
    cors_candidate_list_add_origin(list, "http://", authority);
}

/* The samples come plain first, then strange, plain again, and at last at
 * random: those are not needed. */
static bool take_sample(void *baton, const char *sample, bool plain)
{
    reader *r = baton;
    cors_candidate_list *list = plain ? r->plain : r->strange;

    r->turns += plain != r->last_plain;
    r->last_plain = plain;
    if (r->turns == 3 || (!plain && !r->varies)) {
        return false;
    }
    add_text(list, sample);
    return list->texts->nelts < list->limit;
}

static void add_guess(reader *r, const char *origin)
{
    lint_guess guess = {.origin = origin};
    bool http = strncmp(origin, "http:", 5) == 0;
    int *count;

    if (!lint_reading_matches(r->pattern, origin, &guess.whole) ||
        !lint_owner_judge(&r->owner, origin, &guess.kind)) {
        return;
    }
    count = &r->counts[guess.kind][guess.whole][http];
    if (++*count > SAME_KIND_MAX) {
        return;
    }
    guess.origin = apr_pstrdup(r->reading->guesses->pool, origin);
    APR_ARRAY_PUSH(guess.whole ? r->reading->guesses : r->parts, lint_guess) =
        guess;
}

static void add_guesses(reader *r, const cors_candidate_list *origins)
{
    for (int i = 0; i < origins->texts->nelts; i++) {
        add_guess(r, APR_ARRAY_IDX(origins->texts, i, const char *));
    }
}

static void name_owners(reader *r, const cors_candidate_list *origins)
{
    for (int i = 0; i < origins->texts->nelts; i++) {
        const char *origin = APR_ARRAY_IDX(origins->texts, i, const char *);
        const char *host = lint_owner_host(r->scratch, origin);

        if (host) {
            lint_owner_name(&r->owner, host);
        }
    }
}

/* Whether something may stand around what the pattern is meant for. A byte
 * that wildcards take as well is part of the match then. */
static void find_openings(reader *r)
{
    const cors_candidate_list *lists[] = {r->plain, r->strange};
    lint_captures at;
    const char *why;

    for (size_t i = 0; r->pattern->regex && i < 2; i++) {
        for (int j = 0; j < lists[i]->texts->nelts; j++) {
            const char *origin =
                APR_ARRAY_IDX(lists[i]->texts, j, const char *);
            char text[CORS_ORIGIN_MAX + 3];
            bool whole;

            if (!lint_reading_matches(r->pattern, origin, &whole)) {
                continue;
            }
            apr_snprintf(text, sizeof(text), "~%s~", origin);
            r->reading->open_right |=
                lint_regex_search(r->pattern->regex, text + 1, &at, &why) ==
                    LINT_YES &&
                text[1 + at.end[0]];
            text[strlen(text) - 1] = '\0';
            r->reading->open_left |= lint_regex_search(r->pattern->regex, text,
                                                       &at, &why) == LINT_YES &&
                                     at.start[0];
        }
        if (lists[i]->texts->nelts) {
            break; /* what is strange says no more */
        }
    }
}

/* Everybody's origins, for patterns that name nobody. */
static void add_strangers(reader *r)
{
    static const char *const strangers[] = {
        "null",
        "https://evil.com",
        "http://evil.example",
        "https://evil.net",
        "https://evil.co.uk",
        "https://evil.example:8443",
        "https://192.0.2.1",
    };

    for (size_t i = 0; i < sizeof(strangers) / sizeof(strangers[0]); i++) {
        add_guess(r, strangers[i]);
    }
}

/* Whether bytes may stand in it that nobody wrote; a single dot that is not
 * escaped is one of them, or not. */
static bool has_wildcard(cors_regex_node *root, bool dots)
{
    for (cors_regex_node *node = root; node;
         node = cors_regex_tree_next(node)) {
        if (node->kind == CORS_REGEX_SET && !node->spelled &&
            (dots || !node->dot ||
             (node->parent && node->parent->kind == CORS_REGEX_REPEAT))) {
            return true;
        }
    }
    return false;
}

/* With the scheme that the pattern is for, https if it is for both; of the
 * domains those that are not among the hosts. */
static void add_disguises(reader *r)
{
    bool http_only = false;
    cors_candidate_list *hosts =
        cors_candidate_list_create(r->scratch, 2 * HOSTS_MAX);
    const cors_candidate_list *lists[] = {r->owner.hosts, r->owner.domains};

    for (int i = 0; i < r->plain->texts->nelts; i++) {
        const char *origin = APR_ARRAY_IDX(r->plain->texts, i, const char *);
        bool whole;

        if (lint_reading_matches(r->pattern, origin, &whole)) {
            http_only = strncmp(origin, "http:", 5) == 0;
            if (!http_only) {
                break;
            }
        }
    }
    for (size_t i = 0; i < 2; i++) {
        for (int j = 0; j < lists[i]->texts->nelts; j++) {
            cors_candidate_list_add(
                hosts, APR_ARRAY_IDX(lists[i]->texts, j, const char *));
        }
    }
    add_guesses(r, lint_disguises(r->scratch,
                                  http_only ? "http://" : "https://", hosts));
}

static void read_pattern(reader *r)
{
    lint_reading *reading = r->reading;
    bool whole;

    reading->any = lint_reading_matches(r->pattern, lint_stranger, &whole);
    if (reading->any) {
        add_guess(r, lint_stranger);
        apr_array_cat(reading->guesses, r->parts);
        return;
    }
    r->plain = cors_candidate_list_create(r->scratch, PLAIN_MAX);
    r->strange = cors_candidate_list_create(r->scratch, STRANGE_MAX);
    if (r->owner.root) {
        r->last_plain = true;
        r->varies = has_wildcard(r->owner.root, true);
        cors_regex_sample(r->owner.root, take_sample, r);
    } else {
        add_text(r->plain, r->pattern->text);
        reading->open_left = reading->open_right = r->pattern->substring;
    }
    name_owners(r, r->plain);
    name_owners(r, r->strange);
    find_openings(r);
    add_guesses(r, r->plain);
    /* The usual ones come first, as they are easier to understand. */
    if (reading->open_left || reading->open_right ||
        (r->owner.root && has_wildcard(r->owner.root, false))) {
        add_disguises(r);
    }
    add_guesses(r, r->strange);
    add_strangers(r);
    apr_array_cat(reading->guesses, r->parts);
}

const lint_reading *lint_reading_get(apr_hash_t *readings,
                                     const lint_origin_pattern *pattern)
{
    apr_pool_t *pool = apr_hash_pool_get(readings);
    reader r = {.pattern = pattern};
    const char *key = apr_psprintf(pool, "%c%c%s",
                                   pattern->regex       ? 'r'
                                   : pattern->substring ? 's'
                                                        : 't',
                                   pattern->nocase ? 'i' : ' ', pattern->text);
    lint_reading *reading = apr_hash_get(readings, key, APR_HASH_KEY_STRING);
    char *text;

    if (reading) {
        return reading;
    }
    reading = apr_pcalloc(pool, sizeof(*reading));
    reading->guesses = apr_array_make(pool, 8, sizeof(lint_guess));
    reading->domains = cors_candidate_list_create(pool, HOSTS_MAX);
    apr_hash_set(readings, key, APR_HASH_KEY_STRING, reading);
    apr_pool_create(&r.scratch, pool);
    text = apr_pstrdup(r.scratch, pattern->text);
    for (char *at = text; *at; at++) {
        *at = (char)apr_tolower(*at);
    }
    r.reading = reading;
    r.parts = apr_array_make(r.scratch, 8, sizeof(lint_guess));
    r.owner = (lint_owner){
        .pool = r.scratch,
        .text = text,
        .root = pattern->regex ? cors_regex_tree_parse(r.scratch, pattern->text)
                               : NULL,
        .hosts = cors_candidate_list_create(r.scratch, HOSTS_MAX),
        .domains = reading->domains,
        .known = apr_hash_make(r.scratch)};
    read_pattern(&r);
    apr_pool_destroy(r.scratch);
    return reading;
}
