/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/regex.h"

#include <string.h>
#include <strings.h>
#include <apr_lib.h>
#include <apr_strings.h>
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include "lint/model/memo.h"

/* httpd takes PCRE2's ten million steps, and then "no match". A tenth is far
 * beyond an honest pattern, and no more than some hundredths of a second. */
#define STEPS 1000000
/* KiB, for the interpreter alone. */
#define HEAP 16384
/* Compiling to machine code costs as much as a hundred searches. */
#define SEARCHES_BEFORE_JIT 128
/* ap_pregsub's. */
#define LONGEST_SUBSTITUTION ((size_t)65536)

/* What a search needs besides the pattern. PCRE2 keeps the 20 KB that the last
 * search has used with it: with each pattern they would be most of a large
 * server's memory, so that all patterns of a memo share them. */
typedef struct workspace {
    pcre2_match_data *match;
    pcre2_match_context *limits;
} workspace;

struct lint_regex {
    const char *pattern;
    pcre2_code *code;
    const workspace *workspace;
    unsigned groups;
    unsigned searches;
};

static apr_status_t release(void *data)
{
    lint_regex *regex = data;

    pcre2_code_free(regex->code);
    return APR_SUCCESS;
}

static apr_status_t release_workspace(void *data)
{
    workspace *space = data;

    pcre2_match_data_free(space->match);
    pcre2_match_context_free(space->limits);
    return APR_SUCCESS;
}

static const workspace *workspace_of(lint_memo *memo)
{
    static const char name[] = "workspace";
    workspace *space = lint_memo_find(memo, name, 0, "");

    if (!space) {
        space = apr_palloc(lint_memo_pool(memo), sizeof(*space));
        space->match = pcre2_match_data_create(LINT_CAPTURES, NULL);
        space->limits = pcre2_match_context_create(NULL);
        if (space->limits) {
            pcre2_set_match_limit(space->limits, STEPS);
            pcre2_set_heap_limit(space->limits, HEAP);
        }
        apr_pool_cleanup_register(lint_memo_pool(memo), space,
                                  release_workspace, apr_pool_cleanup_null);
        lint_memo_keep(memo, name, 0, "", space);
    }
    return space;
}

static lint_regex *compile(apr_pool_t *pool, const char *pattern,
                           unsigned options, const char **error)
{
    uint32_t flags = PCRE2_DUPNAMES;
    lint_regex *regex;
    pcre2_code *code;
    PCRE2_SIZE at;
    uint32_t groups = 0;
    int problem;

    flags |= options & LINT_REGEX_ICASE ? PCRE2_CASELESS : 0;
    flags |= options & LINT_REGEX_DOTALL ? PCRE2_DOTALL : 0;
    flags |= options & LINT_REGEX_DOLLAR_ENDONLY ? PCRE2_DOLLAR_ENDONLY : 0;
    code = pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED, flags,
                         &problem, &at, NULL);
    if (!code) {
        PCRE2_UCHAR message[256];

        pcre2_get_error_message(problem, message, sizeof(message));
        *error =
            apr_psprintf(pool,
                         "\"%s\" is not a regular expression: %s, at its "
                         "byte %lu",
                         pattern, (const char *)message, (unsigned long)at + 1);
        return NULL;
    }
    pcre2_pattern_info(code, PCRE2_INFO_CAPTURECOUNT, &groups);
    regex = apr_pcalloc(pool, sizeof(*regex));
    regex->pattern = apr_pstrdup(pool, pattern);
    regex->code = code;
    regex->groups = groups;
    apr_pool_cleanup_register(pool, regex, release, apr_pool_cleanup_null);
    return regex;
}

lint_regex *lint_regex_compile(apr_pool_t *pool, const char *pattern,
                               unsigned options, const char **error)
{
    lint_memo *memo = lint_memo_of(pool);
    lint_regex *regex = lint_memo_find(memo, "lint_regex", options, pattern);

    if (!regex) {
        regex = compile(lint_memo_pool(memo), pattern, options, error);
        if (regex) {
            regex->workspace = workspace_of(memo);
            lint_memo_keep(memo, "lint_regex", options, regex->pattern, regex);
        }
    }
    return regex;
}

/* Groups beyond the last that matched are "unset" in the vector, as they are
 * when they are before it. */
static void copy_offsets(pcre2_match_data *match, int filled,
                         lint_captures *captures)
{
    const PCRE2_SIZE *offsets = pcre2_get_ovector_pointer(match);
    int count = filled == 0 ? LINT_CAPTURES : filled;

    memset(captures, 0, sizeof(*captures));
    for (int i = 0; i < count && i < LINT_CAPTURES; i++) {
        PCRE2_SIZE start = *offsets++;
        PCRE2_SIZE end = *offsets++;

        if (start != PCRE2_UNSET && start <= end) {
            captures->start[i] = start;
            captures->end[i] = end;
        }
    }
}

static lint_truth search(lint_regex *regex, const char *subject,
                         lint_captures *captures, const char **why)
{
    pcre2_match_data *match = regex->workspace->match;
    pcre2_match_context *limits = regex->workspace->limits;
    PCRE2_SPTR text = (PCRE2_SPTR)subject;
    size_t length = strlen(subject);
    int found;

    found = pcre2_match(regex->code, text, length, 0, 0, match, limits);
    if (found == PCRE2_ERROR_JIT_STACKLIMIT) {
        /* The interpreter, which is what httpd uses, has no such limit. */
        found = pcre2_match(regex->code, text, length, 0, PCRE2_NO_JIT, match,
                            limits);
    }
    if (found >= 0) {
        if (captures) {
            copy_offsets(match, found, captures);
        }
        return LINT_YES;
    }
    if (found == PCRE2_ERROR_MATCHLIMIT || found == PCRE2_ERROR_HEAPLIMIT ||
        found == PCRE2_ERROR_DEPTHLIMIT || found == PCRE2_ERROR_NOMEMORY) {
        *why = "a regular expression backtracks too long to be followed";
        return LINT_UNKNOWN;
    }
    /* Any other failure, such as invalid UTF-8, is no match to httpd. */
    return LINT_NO;
}

lint_truth lint_regex_search(lint_regex *regex, const char *subject,
                             lint_captures *captures, const char **why)
{
    if (!regex->workspace->match || !regex->workspace->limits) {
        *why = "there is not enough memory for a regular expression";
        return LINT_UNKNOWN;
    }
    if (++regex->searches == SEARCHES_BEFORE_JIT) {
        pcre2_jit_compile(regex->code, PCRE2_JIT_COMPLETE);
    }
    return search(regex, subject, captures, why);
}

unsigned lint_regex_groups(const lint_regex *regex)
{
    return regex->groups;
}

const char *lint_regex_name(const lint_regex *regex, unsigned group)
{
    uint32_t count = 0, size = 0;
    PCRE2_SPTR table = NULL;

    pcre2_pattern_info(regex->code, PCRE2_INFO_NAMECOUNT, &count);
    pcre2_pattern_info(regex->code, PCRE2_INFO_NAMEENTRYSIZE, &size);
    pcre2_pattern_info(regex->code, PCRE2_INFO_NAMETABLE, &table);
    for (uint32_t i = 0; i < count; i++, table += size) {
        if ((unsigned)(table[0] << 8 | table[1]) == group) {
            return (const char *)table + 2;
        }
    }
    return NULL;
}

const char *lint_regex_pattern(const lint_regex *regex)
{
    return regex->pattern;
}

/* Writes the result, or only counts its bytes when out is NULL. */
static size_t substitute(char *out, const char *input, const char *subject,
                         const lint_captures *captures)
{
    size_t length = 0;

    for (const char *in = input; *in; in++) {
        if (*in == '$' && apr_isdigit(in[1])) {
            int group = *++in - '0';
            size_t bytes = captures->end[group] - captures->start[group];

            if (out) {
                memcpy(out + length, subject + captures->start[group], bytes);
            }
            length += bytes;
            continue;
        }
        if (*in == '\\' && in[1]) {
            in++;
        }
        if (out) {
            out[length] = *in;
        }
        length++;
    }
    return length;
}

const char *lint_pregsub(apr_pool_t *pool, const char *input,
                         const char *subject, const lint_captures *captures)
{
    size_t length;
    char *result;

    if (!subject) {
        return NULL;
    }
    length =
        captures ? substitute(NULL, input, subject, captures) : strlen(input);
    if (length >= LONGEST_SUBSTITUTION) {
        return NULL;
    }
    if (!captures) {
        return apr_pstrdup(pool, input);
    }
    result = apr_palloc(pool, length + 1);
    substitute(result, input, subject, captures);
    result[length] = '\0';
    return result;
}

const char *lint_regex_literal(apr_pool_t *pool, const char *pattern)
{
    char *literal = apr_palloc(pool, strlen(pattern) + 1);
    char *out = literal;
    bool escaped = false;

    for (const char *in = pattern; *in; in++) {
        /* `\d` and the like are metacharacters, `\.` and `\\` are not. */
        if (escaped ? !strchr("^.$|()[]*+?{}\\", *in)
                    : strchr("^.$|()[]*+?{}", *in) != NULL) {
            return NULL;
        }
        escaped = !escaped && *in == '\\';
        if (!escaped) {
            *out++ = *in;
        }
    }
    *out = '\0';
    return literal;
}

bool lint_regex_literal_occurs(const char *literal, const char *subject,
                               bool icase)
{
    return (icase ? strcasestr(subject, literal) : strstr(subject, literal)) !=
           NULL;
}
