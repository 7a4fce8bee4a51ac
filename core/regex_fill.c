/* SPDX-License-Identifier: Apache-2.0 */
#include "regex_fill.h"

#include <string.h>

/* What a stranger would put where many bytes may stand: a name of his own, in
 * front of a domain, behind it, in place of its end. */
const char *const cors_regex_words[CORS_REGEX_WORDS] = {
    ".evil.example", "evil", "net", "evil.example",
    "evil.",         "io",   "x",   "-evil",
    "evil-",         ".net", "1",   "8443",
    ":8443",         "www",
};

/* What he would put where one byte may stand. */
static const char bytes[CORS_REGEX_BYTES + 1] = "xe1.-";

int cors_regex_telling_byte(const cors_regex_node *set, int choice)
{
    int first = -1;

    if (set->lone) {
        return choice == 0 ? set->lone : -1;
    }
    if (!set->spelled) {
        for (const char *byte = bytes; *byte; byte++) {
            if (cors_byte_set_has(&set->set, (unsigned char)*byte)) {
                if (choice-- == 0) {
                    return *byte;
                }
                first = 0;
            }
        }
        if (first == 0) {
            return -1;
        }
        /* None of them is in it: its first small letter will do. */
        for (int byte = 'a'; choice == 0 && byte <= 'z'; byte++) {
            if (cors_byte_set_has(&set->set, (unsigned char)byte)) {
                return byte;
            }
        }
    }
    for (int i = 0; i < 4; i++) {
        for (uint64_t left = set->set.words[i]; left; left &= left - 1) {
            int byte = i * 64 + __builtin_ctzll(left);

            /* A capital's small letter is in the set as well. */
            if (byte && (byte < 'A' || byte > 'Z') && choice-- == 0) {
                return byte;
            }
        }
    }
    return -1;
}

bool cors_regex_is_run(const cors_regex_node *node)
{
    return node->kind == CORS_REGEX_REPEAT &&
           node->child->kind == CORS_REGEX_SET && !node->child->spelled;
}

int cors_regex_limited(const cors_regex_node *repeat, int copies)
{
    return repeat->max >= 0 && copies > repeat->max ? repeat->max : copies;
}

bool cors_regex_fits(const cors_regex_node *run, const char *word)
{
    int length = (int)strlen(word);

    if (length < run->min || length != cors_regex_limited(run, length)) {
        return false;
    }
    while (*word && cors_byte_set_has(&run->child->set, (unsigned char)*word)) {
        word++;
    }
    return *word == '\0';
}
