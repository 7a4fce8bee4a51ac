/* SPDX-License-Identifier: Apache-2.0 */
/*
 * UTF-8, and what bytes become in reports.
 */
#include "t/core/tap.h"

#include <jansson.h>
#include "lint/report/escape.h"
#include "lint/report/utf8.h"

typedef struct row {
    const char *text;
    const char *plain;
    const char *utf8;
    const char *xml;
} row;

#define REPLACED "\xef\xbf\xbd"

static const row rows[] = {
    {"", "", "", ""},
    {"a\\\"'", "a\\\"'", "a\\\"'", "a\\&quot;&apos;"},
    {"<&>", "<&>", "<&>", "&lt;&amp;&gt;"},
    {"\t\r\n", "\\x09\\x0D\\x0A", "\t\r\n", "\\x09\\x0D\\x0A"},
    {"\x1b[2J\x7f", "\\x1B[2J\\x7F", "\x1b[2J\x7f", "\\x1B[2J\\x7F"},
    {"gr\xc3\xbc\xc3\x9f", "gr\xc3\xbc\xc3\x9f", "gr\xc3\xbc\xc3\x9f",
     "gr\xc3\xbc\xc3\x9f"},
    /* Latin-1, a lone continuation, a sequence that is cut off. */
    {"gr\xfc ", "gr\\xFC ", "gr" REPLACED " ", "gr\\xFC "},
    {"\x9b\xe2\x82", "\\x9B\\xE2\\x82", REPLACED REPLACED REPLACED,
     "\\x9B\\xE2\\x82"},
    /* A slash in two bytes, a surrogate, more than there is. */
    {"\xc0\xaf", "\\xC0\\xAF", REPLACED REPLACED, "\\xC0\\xAF"},
    {"\xed\xa0\x80", "\\xED\\xA0\\x80", REPLACED REPLACED REPLACED,
     "\\xED\\xA0\\x80"},
    {"\xf4\x90\x80\x80", "\\xF4\\x90\\x80\\x80",
     REPLACED REPLACED REPLACED REPLACED, "\\xF4\\x90\\x80\\x80"},
    /* CSI of C1, right-to-left override, what XML has no room for. */
    {"\xc2\x9b", "\\xC2\\x9B", "\xc2\x9b", "\\xC2\\x9B"},
    {"\xe2\x80\xae", "\\xE2\\x80\\xAE", "\xe2\x80\xae", "\\xE2\\x80\\xAE"},
    {"\xef\xbf\xbe", "\\xEF\\xBF\\xBE", "\xef\xbf\xbe", "\\xEF\\xBF\\xBE"}};

static void test_rows(apr_pool_t *pool)
{
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        tap_is(lint_escape_plain(pool, rows[i].text), rows[i].plain,
               "%s, for people", rows[i].text);
        tap_is(lint_escape_utf8(pool, rows[i].text), rows[i].utf8,
               "%s, as UTF-8", rows[i].text);
        tap_is(lint_escape_xml(pool, rows[i].text), rows[i].xml, "%s, as XML",
               rows[i].text);
    }
}

static void test_uris(apr_pool_t *pool)
{
    static const char *const pairs[][2] = {
        {"a/b.conf", "a/b.conf"},
        {"./a", "a"},
        {".//./a", "a"},
        {"../a", "../a"},
        {"/etc/a b", "file:///etc/a%20b"},
        {"x:y", "x%3Ay"},
        {"100%#?\\\"<>[]^`{|}\n", "100%25%23%3F%5C%22%3C%3E%5B%5D%5E%60%7B%7C"
                                  "%7D%0A"},
        {"gr\xc3\xbc\xff", "gr%C3%BC%FF"},
        {"-", "-"}};

    for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
        tap_is(lint_escape_uri(pool, pairs[i][0]), pairs[i][1], "the URI of %s",
               pairs[i][0]);
    }
}

/* A code point in UTF-8, by the table of RFC 3629, section 3. */
static void encode(char *out, int code)
{
    static const int first[] = {0, 0, 0xc0, 0xe0, 0xf0};
    int bytes = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;

    out[bytes] = '\0';
    for (int i = bytes - 1; i > 0; i--) {
        out[i] = (char)(0x80 | (code & 0x3f));
        code >>= 6;
    }
    out[0] = (char)(bytes > 1 ? first[bytes] | code : code);
}

static void test_characters(void)
{
    int wrong = 0;
    char text[8];

    for (int code = 1; code <= 0x10ffff; code++) {
        bool surrogate = code >= 0xd800 && code <= 0xdfff;
        lint_character got;

        encode(text, code);
        got = lint_utf8_next(text);
        wrong += surrogate ? got.code != -1 || got.bytes != 1
                           : got.code != code || got.bytes != (int)strlen(text);
    }
    tap_ok(wrong == 0, "every character is read");
    tap_ok(lint_utf8_next("").bytes == 0, "and the end");
    tap_ok(lint_utf8_units("a\xf0\x9f\x98\x80\xff", 6) == 4, "UTF-16");
    tap_ok(lint_utf8_count("a\xf0\x9f\x98\x80\xff", 6) == 3, "characters");
    tap_ok(lint_utf8_count("ab", 9) == 2, "no further than the end");
    tap_ok(lint_utf8_width('a') == 1 && lint_utf8_width(0x4e16) == 2 &&
               lint_utf8_width(0x301) == 0,
           "widths");
}

/* Whatever the bytes are, jansson takes what is made of them. */
static void test_any_bytes(apr_pool_t *pool)
{
    unsigned state = 1;
    int refused = 0;
    char text[16];

    for (int i = 0; i < 20000; i++) {
        json_t *string;

        for (size_t j = 0; j + 1 < sizeof(text); j++) {
            state = state * 1103515245 + 12345;
            /* Mostly from the upper half, where sequences begin. */
            text[j] = (char)((state >> 16) % 200 + 56);
        }
        text[sizeof(text) - 1] = '\0';
        string = json_string(lint_escape_utf8(pool, text));
        refused += string == NULL;
        json_decref(string);
        apr_pool_clear(pool);
    }
    tap_ok(refused == 0, "any bytes become a JSON string");
}

int main(void)
{
    apr_pool_t *pool = tap_begin();

    test_rows(pool);
    test_uris(pool);
    test_characters();
    test_any_bytes(pool);
    return tap_end();
}
