/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>
#include "core/stringset.h"
#include "tap.h"

#define MANY 100000

/* Writes the member of that number, and returns its length. */
static size_t name(char text[64], int number)
{
    return (size_t)snprintf(text, 64, "https://tenant-%d.example.com", number);
}

static void test_few(apr_pool_t *pool)
{
    cors_stringset *set = cors_stringset_create(pool);
    size_t at = 0, length = 0;

    tap_ok(cors_stringset_count(set) == 0, "a new set is empty");
    tap_ok(!cors_stringset_has(set, "", 0), "it has not even \"\"");
    tap_ok(!cors_stringset_next(set, &at, &length), "nor a first member");

    tap_ok(cors_stringset_add(set, "abc", 3), "a new member is added");
    tap_ok(!cors_stringset_add(set, "abc", 3), "and no second time");
    tap_ok(cors_stringset_has(set, "abc", 3), "it is there");
    tap_ok(!cors_stringset_has(set, "ab", 2), "its beginning is not");
    tap_ok(!cors_stringset_has(set, "abcd", 4), "nor what is longer");
    tap_ok(!cors_stringset_has(set, "ABC", 3), "nor its upper case");
    tap_ok(!cors_stringset_has(set, "", 0), "nor \"\"");
    tap_ok(cors_stringset_add(set, "", 0), "\"\" may be one");
    tap_ok(cors_stringset_has(set, "", 0), "and is there then");
    tap_ok(cors_stringset_count(set) == 2, "that makes two");
}

/* Members are bytes, not strings: only the length ends one. */
static void test_bytes(apr_pool_t *pool)
{
    cors_stringset *set = cors_stringset_create(pool);
    static char longest[65535];

    memset(longest, 'x', sizeof(longest));
    tap_ok(cors_stringset_add(set, "a\0b", 3), "a NUL is a byte");
    tap_ok(!cors_stringset_has(set, "a", 1), "and ends nothing");
    tap_ok(!cors_stringset_has(set, "a\0c", 3), "nor hides what follows");
    tap_ok(cors_stringset_add(set, "abcd", 4), "a member without a NUL");
    tap_ok(!cors_stringset_has(set, "abcd\0\0\0", 7),
           "NULs at the end are no padding");
    tap_ok(cors_stringset_add(set, longest, sizeof(longest)),
           "65535 bytes are a member");
    tap_ok(cors_stringset_has(set, longest, sizeof(longest)), "that is there");
    tap_ok(!cors_stringset_has(set, longest, sizeof(longest) - 1),
           "and differs from one that is shorter");
    longest[40000] = 'y';
    tap_ok(!cors_stringset_has(set, longest, sizeof(longest)),
           "and from one with another byte far behind");
}

/* Every length around the eight bytes that the hash takes at a time, and each
 * byte of each counts. */
static void test_lengths(apr_pool_t *pool)
{
    cors_stringset *set = cors_stringset_create(pool);
    char text[40];
    int wrong = 0;

    for (size_t length = 0; length < sizeof(text); length++) {
        memset(text, 'a', sizeof(text));
        wrong += !cors_stringset_add(set, text, length);
        for (size_t i = 0; i < length; i++) {
            text[i] = 'b';
            wrong += cors_stringset_has(set, text, length);
            text[i] = 'a';
        }
    }
    tap_ok(wrong == 0, "each byte of each length counts");
    tap_ok(cors_stringset_count(set) == sizeof(text), "and each length once");
}

static void test_many(apr_pool_t *pool)
{
    cors_stringset *set = cors_stringset_create(pool);
    char text[64];
    int refused = 0, lost = 0, strangers = 0, twice = 0;

    for (int i = 0; i < MANY; i++) {
        refused += !cors_stringset_add(set, text, name(text, i));
        /* The first one moves whenever the table grows. */
        lost += !cors_stringset_has(set, text, name(text, 0));
        lost += !cors_stringset_has(set, text, name(text, i / 2));
    }
    tap_ok(refused == 0, "%d members are added", MANY);
    tap_ok(lost == 0, "none is lost while the set grows");
    tap_ok(cors_stringset_count(set) == MANY, "all are counted");
    for (int i = 0; i < MANY; i++) {
        size_t length = name(text, i);

        lost += !cors_stringset_has(set, text, length);
        twice += cors_stringset_add(set, text, length);
        strangers += cors_stringset_has(set, text, length - 1);
        strangers += cors_stringset_has(set, text + 1, length - 1);
        text[8] = 'T';
        strangers += cors_stringset_has(set, text, length);
        strangers += cors_stringset_has(set, text, name(text, i + MANY));
    }
    tap_ok(lost == 0, "all are found");
    tap_ok(twice == 0, "none is added twice");
    tap_ok(cors_stringset_count(set) == MANY, "nor counted twice");
    tap_ok(strangers == 0, "nothing else is found");
}

static void test_walk(apr_pool_t *pool)
{
    cors_stringset *set = cors_stringset_create(pool);
    char text[64];
    const char *member;
    size_t at = 0, length = 0;
    int seen = 0, wrong = 0;

    for (int i = 0; i < 1000; i++) {
        cors_stringset_add(set, text, name(text, i));
        cors_stringset_add(set, text, name(text, i / 3));
    }
    while ((member = cors_stringset_next(set, &at, &length))) {
        size_t expected = name(text, seen++);

        wrong += length != expected || memcmp(member, text, length) != 0;
    }
    tap_ok(seen == 1000, "a walk sees every member once");
    tap_ok(wrong == 0, "in the order of their addition");
    tap_ok(!cors_stringset_next(set, &at, &length), "and stays at the end");
}

int main(void)
{
    apr_pool_t *pool = tap_begin();
    apr_pool_t *inner;

    test_few(pool);
    test_bytes(pool);
    test_lengths(pool);
    test_many(pool);
    test_walk(pool);
    /* Under SAN=1 the sanitizer tells when a set outlives its pool. */
    apr_pool_create(&inner, pool);
    cors_stringset_add(cors_stringset_create(inner), "abc", 3);
    apr_pool_destroy(inner);
    return tap_end();
}
