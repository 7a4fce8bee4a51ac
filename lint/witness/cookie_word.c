/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/witness/cookie_word.h"

#include <string.h>
#include <strings.h>
#include <apr_lib.h>
#include "core/cookie_field.h"

static const char *const samesites[] = {"Strict", "Lax", "None"};

/* Letters and digits alone, in lower case: "HTTP-Only" is "httponly". */
static char *bared(apr_pool_t *pool, const char *word)
{
    char *bare = apr_palloc(pool, strlen(word) + 1);
    char *to = bare;

    for (; *word && *word != '=' && *word != ':'; word++) {
        if (apr_isalnum(*word)) {
            *to++ = (char)apr_tolower(*word);
        }
    }
    *to = '\0';
    return bare;
}

/* One letter too many, too few or wrong, or two that changed places. */
static bool is_slip(const char *left, const char *right)
{
    size_t same = 0;

    while (left[same] && left[same] == right[same]) {
        same++;
    }
    left += same;
    right += same;
    if (!*left || !*right) {
        return strlen(left) + strlen(right) <= 1;
    }
    return strcmp(left + 1, right) == 0 || strcmp(left, right + 1) == 0 ||
           strcmp(left + 1, right + 1) == 0 ||
           (left[1] && left[0] == right[1] && left[1] == right[0] &&
            strcmp(left + 2, right + 2) == 0);
}

const char *lint_cookie_word_attribute(apr_pool_t *pool, const char *word)
{
    char *bare = bared(pool, word);

    for (int i = 0; i < CORS_COOKIE_ATTRIBUTES; i++) {
        const cors_cookie_name *known = &cors_cookie_attribute_names[i];
        char *name = bared(pool, known->text);

        /* Short words are near to too many others. */
        if (known->length >= 6 &&
            (is_slip(bare, name) ||
             (strncasecmp(word, known->text, known->length) == 0 &&
              !apr_isalnum(word[known->length])))) {
            return known->text;
        }
    }
    return NULL;
}

bool lint_cookie_word_is_samesite(const char *value)
{
    for (size_t i = 0; i < 3; i++) {
        if (strcasecmp(value, samesites[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* Two letters are enough to tell them apart. */
const char *lint_cookie_word_samesite(const char *value)
{
    value += strspn(value, "\"' :=");
    for (size_t i = 0; i < 3; i++) {
        if (strncasecmp(value, samesites[i], 2) == 0) {
            return samesites[i];
        }
    }
    return NULL;
}

bool lint_cookie_word_swallowed(apr_pool_t *pool, const char *value)
{
    size_t length = value ? strlen(value) : 0;

    while (length && !strchr(" ,", value[length - 1])) {
        length--;
    }
    return length && lint_cookie_word_attribute(pool, value + length);
}
