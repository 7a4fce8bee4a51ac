/* SPDX-License-Identifier: Apache-2.0 */
#include "regex_syntax.h"

#include <string.h>
#include <apr_lib.h>

static bool take(const char **at, const char *text)
{
    size_t length = strlen(text);

    if (strncmp(*at, text, length) != 0) {
        return false;
    }
    *at += length;
    return true;
}

/* Moves behind the next of the bytes in `closing`, and gives `kind`. */
static cors_regex_group behind(const char **at, const char *closing,
                               cors_regex_group kind)
{
    const char *end = strpbrk(*at, closing);

    if (!end) {
        return CORS_REGEX_GROUP_BAD;
    }
    *at = end + 1;
    return kind;
}

/* `(?i)` for what follows, `(?i:…)` for the group. Only x changes how the text
 * is to be read. */
static cors_regex_group read_flags(const char **at, bool *extended)
{
    bool on = true;

    for (; **at != ')' && **at != ':'; (*at)++) {
        if (**at == '-') {
            on = false;
        } else if (**at == '^') {
            *extended = false;
        } else if (**at == 'x') {
            *extended = on;
        } else if (!apr_isalpha(**at)) {
            return CORS_REGEX_GROUP_BAD;
        }
    }
    return *(*at)++ == ')' ? CORS_REGEX_GROUP_FLAGS : CORS_REGEX_GROUP_PLAIN;
}

/* `(*VERB)`, or the long name of a group, such as `(*pla:…)`. */
static cors_regex_group read_verb(const char **at)
{
    char first = **at;

    if (!apr_islower(first)) {
        return behind(at, ")", CORS_REGEX_GROUP_NOTHING);
    }
    /* atomic, script_run; negative_…, nla, nlb; the others look around. */
    return behind(at, ":)",
                  first == 'a' || first == 's' ? CORS_REGEX_GROUP_PLAIN
                  : first == 'n'               ? CORS_REGEX_GROUP_NEGATIVE
                                               : CORS_REGEX_GROUP_ASIDE);
}

cors_regex_group cors_regex_group_read(const char **at, bool *extended)
{
    static const struct {
        const char *text;
        cors_regex_group kind;
    } openings[] = {
        {":", CORS_REGEX_GROUP_PLAIN},     {"|", CORS_REGEX_GROUP_PLAIN},
        {">", CORS_REGEX_GROUP_PLAIN},     {"=", CORS_REGEX_GROUP_ASIDE},
        {"!", CORS_REGEX_GROUP_NEGATIVE},  {"<=", CORS_REGEX_GROUP_ASIDE},
        {"<!", CORS_REGEX_GROUP_NEGATIVE}, {"*", CORS_REGEX_GROUP_ASIDE},
        {"<*", CORS_REGEX_GROUP_ASIDE},
    };

    if (take(at, "*")) {
        return read_verb(at);
    }
    if (!take(at, "?")) {
        return CORS_REGEX_GROUP_PLAIN;
    }
    for (size_t i = 0; i < sizeof(openings) / sizeof(openings[0]); i++) {
        if (take(at, openings[i].text)) {
            return openings[i].kind;
        }
    }
    if (take(at, "#")) {
        return behind(at, ")", CORS_REGEX_GROUP_NOTHING);
    }
    if (take(at, "P<") || take(at, "<") || take(at, "'")) {
        return behind(at, ">'", CORS_REGEX_GROUP_PLAIN);
    }
    if (take(at, "(?") || take(at, "(*")) {
        *at -= 1;
        return CORS_REGEX_GROUP_CONDITIONAL;
    }
    if (take(at, "(")) {
        return behind(at, ")", CORS_REGEX_GROUP_PLAIN);
    }
    if (strchr("P&RC+0123456789", **at) ||
        (**at == '-' && apr_isdigit((*at)[1]))) {
        return behind(at, ")", CORS_REGEX_GROUP_REFERENCE);
    }
    return read_flags(at, extended);
}

/* Digits at *at; false when there are none or they say too much. */
static bool read_count(const char **at, int *count)
{
    const char *from = *at;

    for (*count = 0; apr_isdigit(**at) && *count <= CORS_REGEX_REPEAT_MAX;
         (*at)++) {
        *count = *count * 10 + (**at - '0');
    }
    return *at > from && *count <= CORS_REGEX_REPEAT_MAX;
}

/* {n}, {n,}, {n,m} or, as of PCRE2 10.43, {,m}. */
static bool read_braces(const char **at, int *min, int *max)
{
    const char *behind_brace = *at + 1;
    bool least = read_count(&behind_brace, min);
    bool most = least;

    *max = *min;
    if (*behind_brace == ',') {
        behind_brace++;
        most = read_count(&behind_brace, max);
        if (!most) {
            *max = CORS_REGEX_UNBOUNDED;
        }
    }
    if (*behind_brace != '}' || (!least && !most)) {
        return false;
    }
    *at = behind_brace + 1;
    return true;
}

bool cors_regex_quantifier_read(const char **at, int *min, int *max)
{
    switch (**at) {
    case '{':
        if (!read_braces(at, min, max)) {
            return false;
        }
        break;
    case '*':
    case '+':
    case '?':
        *min = **at == '+';
        *max = **at == '?' ? 1 : CORS_REGEX_UNBOUNDED;
        (*at)++;
        break;
    default:
        return false;
    }
    /* Lazy or possessive: the same strings, as far as a guess goes. */
    *at += **at == '?' || **at == '+';
    return true;
}
