/* SPDX-License-Identifier: Apache-2.0 */
#include "clients.h"

#include <stddef.h>
#include <string.h>

/* Real ones have some 250; what is behind is not looked at. */
#define LENGTH_MAX 1024

/* What is left of the field. */
typedef struct slice {
    const char *at;
    const char *end;
} slice;

/* Moves behind the next occurrence of the word; false when there is none. */
static bool pass(slice *text, const char *word)
{
    size_t length = strlen(word);
    const char *found =
        memmem(text->at, (size_t)(text->end - text->at), word, length);

    if (!found) {
        return false;
    }
    text->at = found + length;
    return true;
}

static bool has(slice text, const char *word)
{
    return pass(&text, word);
}

static bool begins(const slice *text, const char *word)
{
    size_t length = strlen(word);

    return (size_t)(text->end - text->at) >= length &&
           memcmp(text->at, word, length) == 0;
}

/* Moves behind the digits of a number; -1 when there is none. A number that no
 * version has is as good as any. */
static int take_number(slice *text)
{
    int number = -1;

    for (; text->at < text->end && *text->at >= '0' && *text->at <= '9';
         text->at++) {
        number = number < 0 ? 0 : number;
        if (number < 100000) {
            number = number * 10 + (*text->at - '0');
        }
    }
    return number;
}

/* (iPhone; CPU iPhone OS 12_3 like Mac OS X) AppleWebKit/: all browsers there
 * are made of the system's WebKit. */
static bool is_ios_12(slice text)
{
    if (!pass(&text, "(iP") || !pass(&text, "; CPU ")) {
        return false;
    }
    while (pass(&text, "OS ")) {
        if (take_number(&text) == 12) {
            return has(text, ") AppleWebKit/");
        }
    }
    return false;
}

static bool is_chromium_based(slice text)
{
    return has(text, "Chrome") || has(text, "Chromium");
}

/* A program that shows pages in a WebKit view of its own says nothing behind
 * the engine's name. */
static bool is_embedded(slice text)
{
    static const char engine[] = "(KHTML, like Gecko)";

    return pass(&text, engine) && text.at == text.end;
}

/* (Macintosh; Intel Mac OS X 10_14_6) AppleWebKit/ */
static bool is_webkit_of_macos_10_14(slice text)
{
    slice system = text;

    if (!pass(&system, "(Macintosh;") || !pass(&system, "Mac OS X ") ||
        take_number(&system) != 10 || !begins(&system, "_")) {
        return false;
    }
    system.at++;
    if (take_number(&system) != 14 || !pass(&system, ") AppleWebKit/")) {
        return false;
    }
    return (pass(&system, "Version/") && has(system, " Safari/") &&
            !is_chromium_based(text)) ||
           is_embedded(text);
}

/* Before 12.13.2. */
static bool is_old_uc_browser(slice text)
{
    static const int fixed[] = {12, 13, 2};

    if (!pass(&text, "UCBrowser/")) {
        return false;
    }
    for (size_t i = 0; i < sizeof(fixed) / sizeof(*fixed); i++) {
        int number = take_number(&text);

        if (number != fixed[i]) {
            return number < fixed[i];
        }
        if (begins(&text, ".")) {
            text.at++;
        }
    }
    return false;
}

/* Chrome and whatever is made of it, from 51 to 66. */
static bool is_old_chromium(slice text)
{
    while (pass(&text, "Chrom")) {
        if (begins(&text, "e/") || begins(&text, "ium/")) {
            int version;

            pass(&text, "/");
            version = take_number(&text);
            return version >= 51 && version <= 66;
        }
    }
    return false;
}

bool cors_client_mishandles_none(const char *user_agent)
{
    slice text = {user_agent, user_agent + strnlen(user_agent, LENGTH_MAX)};

    if (has(text, "UCBrowser/")) {
        return is_old_uc_browser(text) || is_ios_12(text);
    }
    return is_old_chromium(text) || is_ios_12(text) ||
           is_webkit_of_macos_10_14(text);
}
