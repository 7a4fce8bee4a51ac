/* SPDX-License-Identifier: Apache-2.0 */
#include "regex.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <apr_strings.h>

/* An honest expression decides over an origin in some hundred steps. */
#define MATCH_LIMIT 20000

struct cors_regex {
    const char *pattern;
    pcre2_code *code;
    pcre2_match_context *limits;
    bool jit;
};

static apr_status_t release(void *data)
{
    cors_regex *regex = data;

    pcre2_match_context_free(regex->limits);
    pcre2_code_free(regex->code);
    return APR_SUCCESS;
}

/* Anchoring by option, not by wrapping the text: `a)|(?:b` would break out of
 * a wrapper, and the comment of an (?x) would swallow its end. */
cors_regex *cors_regex_compile(apr_pool_t *pool, const char *pattern,
                               const char **error)
{
    cors_regex *regex = apr_pcalloc(pool, sizeof(*regex));
    int code;
    PCRE2_SIZE at;
    size_t jit_bytes = 0;

    regex->pattern = apr_pstrdup(pool, pattern);
    regex->code =
        pcre2_compile((PCRE2_SPTR)regex->pattern, PCRE2_ZERO_TERMINATED,
                      PCRE2_ANCHORED | PCRE2_ENDANCHORED, &code, &at, NULL);
    if (!regex->code) {
        char *message = apr_palloc(pool, 256);

        pcre2_get_error_message(code, (PCRE2_UCHAR *)message, 256);
        *error = message;
        return NULL;
    }
    regex->limits = pcre2_match_context_create(NULL);
    pcre2_set_match_limit(regex->limits, MATCH_LIMIT);
    pcre2_jit_compile(regex->code, PCRE2_JIT_COMPLETE);
    /* It reports success for a pattern that says (*NO_JIT), too. */
    pcre2_pattern_info(regex->code, PCRE2_INFO_JITSIZE, &jit_bytes);
    regex->jit = jit_bytes > 0;
    apr_pool_cleanup_register(pool, regex, release, apr_pool_cleanup_null);
    return regex;
}

bool cors_regex_matches(const cors_regex *regex, const char *text,
                        size_t length)
{
    pcre2_match_data *match = pcre2_match_data_create(1, NULL);
    int found;

    if (!match) {
        return false;
    }
    found = regex->jit ? pcre2_jit_match(regex->code, (PCRE2_SPTR)text, length,
                                         0, 0, match, regex->limits)
                       : pcre2_match(regex->code, (PCRE2_SPTR)text, length, 0,
                                     0, match, regex->limits);
    pcre2_match_data_free(match);
    return found >= 0;
}

const char *cors_regex_pattern(const cors_regex *regex)
{
    return regex->pattern;
}
