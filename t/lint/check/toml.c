/* SPDX-License-Identifier: Apache-2.0 */
/*
 * TOML as it is read, or why it is not.
 */
#include "lint/check/toml.h"
#include "problems.h"

/* "{a: 's' b: [1 true] }" */
static const char *show(const lint_toml *value)
{
    const char *text = "";

    if (value->kind == LINT_TOML_STRING) {
        return apr_pstrcat(pool, "'", value->text, "'", NULL);
    }
    if (value->kind != LINT_TOML_ARRAY && value->kind != LINT_TOML_TABLE) {
        return lint_toml_kind_name(value->kind);
    }
    for (const lint_toml *inner = value->first; inner; inner = inner->next) {
        text = apr_pstrcat(pool, text, *text ? " " : "",
                           inner->key ? inner->key : "", inner->key ? ":" : "",
                           show(inner), NULL);
    }
    return value->kind == LINT_TOML_ARRAY
               ? apr_pstrcat(pool, "[", text, "]", NULL)
               : apr_pstrcat(pool, "{", text, "}", NULL);
}

static const char *shown(const char *text)
{
    lint_problems *problems = lint_problems_create(pool);
    const lint_toml *document =
        lint_toml_read(pool, "f", text, strlen(text), problems);

    return document ? show(document) : told(problems);
}

static const struct row {
    const char *name;
    const char *text;
    const char *expected;
} rows[] = {
    {"nothing", "", "{}"},
    {"of every kind", "a = 'x'\nb = 1\nc = true\nd = 1979-05-27\ne = ['y', 2]",
     "{a:'x' b:a number c:a boolean d:a date or time e:['y' a number]}"},
    {"in the file's order", "b = 'x'\na = 'y'\n[d]\nc = 'z'\n[c]",
     "{b:'x' a:'y' d:{c:'z'} c:{}}"},
    {"a byte order mark and CRLF",
     "\xef\xbb\xbf"
     "a = 'x'\r\n",
     "{a:'x'}"},
};

/* Why it is none is for the library to say; where is asked for. */
static const struct refusal {
    const char *name;
    const char *text;
    const char *beginning;
} refusals[] = {
    {"a word without quotes", "a = 'x'\nb = off", "f:2:5: this is no TOML: "},
    {"a key twice", "a = 1\n\na = 3", "f:3:"},
    {"a string without end", "a = \"b\n", "f:1:"},
    {"no UTF-8", "a = '\xff'", "f:1:"},
};

int main(void)
{
    char deep[1024] = "a = ";

    pool = tap_begin();
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        tap_is(shown(rows[i].text), rows[i].expected, "%s", rows[i].name);
    }
    for (size_t i = 0; i < sizeof(refusals) / sizeof(refusals[0]); i++) {
        const struct refusal *row = &refusals[i];
        const char *said = shown(row->text);

        tap_ok(strncmp(said, row->beginning, strlen(row->beginning)) == 0,
               "%s: %s", row->name, said);
    }
    memset(deep + 4, '[', sizeof(deep) - 5);
    tap_ok(strncmp(shown(deep), "f:1:", 4) == 0, "an end to nesting");
    return tap_end();
}
