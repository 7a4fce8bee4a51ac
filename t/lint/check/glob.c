/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which paths a glob of the settings matches.
 */
#include "lint/check/glob.h"
#include "t/core/tap.h"

static const struct row {
    const char *glob;
    const char *path;
    bool matches;
} rows[] = {
    {"a.conf", "a.conf", true},
    {"./a.conf", "a.conf", true},
    {"a.conf", "sub/a.conf", false},
    {"*.conf", "a.conf", true},
    {"*.conf", ".conf", true},
    {"*.conf", "sub/a.conf", false},
    {"*.conf", "a.config", false},
    {"sub/*", "sub/a.conf", true},
    {"?.conf", "a.conf", true},
    {"?.conf", ".conf", false},
    {"a?b", "a/b", false},
    {"a*b", "a/b", false},
    {"**/a.conf", "a.conf", true},
    {"**/a.conf", "x/y/a.conf", true},
    {"**/a.conf", "x/ya.conf", false},
    {"x/**/a.conf", "x/a.conf", true},
    {"x/**/a.conf", "x/1/2/a.conf", true},
    {"x/**/a.conf", "y/1/a.conf", false},
    {"x/**", "x/1/2/a.conf", true},
    {"x/**", "x", false},
    {"**", "anything/at/all", true},
    {"**/*.inc", "x/y.inc", true},
    {"**/vhosts/*.inc", "a/vhosts/b.inc", true},
    {"old", "old/deep/a.conf", true},
    {"old/", "old/deep/a.conf", true},
    {"ol", "old/a.conf", false},
    {"o*", "old/a.conf", true},
    {"/etc/*", "/etc/a.conf", true},
    {"[ab].conf", "a.conf", false},
    {"", "a.conf", false},
};

int main(void)
{
    tap_begin();
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct row *row = &rows[i];

        tap_ok(lint_glob_matches(row->glob, row->path) == row->matches,
               "\"%s\" %s \"%s\"", row->glob,
               row->matches ? "matches" : "does not match", row->path);
    }
    return tap_end();
}
