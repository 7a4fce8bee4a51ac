/* SPDX-License-Identifier: Apache-2.0 */
#include "t/core/tap.h"

#include "lint/init/template.h"
#include <apr_strings.h>

/* Each text is the template "t"; "item" and "loop" are its partials. */
static const char *rendered(apr_pool_t *pool, const char *text,
                            const char *json)
{
    const char *const lines[] = {text, NULL};
    const lint_template templates[] = {
        {"item", (const char *const[]){"- {{name}}\n", "\n", "  end\n", NULL}},
        {"loop", (const char *const[]){"{{> loop }}", NULL}},
        {"t", lines},
        {NULL, NULL}};
    json_t *values = json_loads(json, 0, NULL);
    const char *error = NULL;
    const char *got =
        lint_template_render(pool, templates, "t", values, &error);

    json_decref(values);
    if (!got == !error) {
        return "neither text nor error, or both";
    }
    return got ? got : apr_pstrcat(pool, "! ", error, NULL);
}

static const struct {
    const char *what, *text, *json, *wanted;
} cases[] = {
    {"text alone", "a } { }} b\n", "{}", "a } { }} b\n"},
    {"a value", "a {{x}}, {{ x }}.\n", "{\"x\":\"1\"}", "a 1, 1.\n"},
    {"nothing is escaped", "{{x}}", "{\"x\":\"<&\\\"{{y}}\"}", "<&\"{{y}}"},
    {"a value alone keeps its line", "a\n{{x}}\nb\n", "{\"x\":\"\"}",
     "a\n\nb\n"},
    {"a comment takes its line", "a\n  {{! no }}  \nb\n", "{}", "a\nb\n"},
    {"a comment inside one does not", "a {{! no }}b\n", "{}", "a b\n"},
    {"a section, said", "a\n{{#x}}\nb\n{{/x}}\nc\n", "{\"x\":true}",
     "a\nb\nc\n"},
    {"a section, of text", "{{#x}}[{{x}}]{{/x}}", "{\"x\":\"1\"}", "[1]"},
    {"a section, not said", "a\n{{#x}}\nb\n{{/x}}\nc\n", "{\"x\":false}",
     "a\nc\n"},
    {"empty text is nothing", "{{#x}}a{{/x}}{{^x}}b{{/x}}", "{\"x\":\"\"}",
     "b"},
    {"so is null", "{{#x}}a{{/x}}{{^x}}b{{/x}}", "{\"x\":null}", "b"},
    {"so is an empty list", "{{#x}}a{{/x}}{{^x}}b{{/x}}", "{\"x\":[]}", "b"},
    {"otherwise", "{{#x}}a{{/x}}{{^x}}b{{/x}}", "{\"x\":\"1\"}", "a"},
    {"a list of texts", "{{#x}}\n{{.}};\n{{/x}}\n", "{\"x\":[\"1\",\"2\"]}",
     "1;\n2;\n"},
    {"a list of objects, and what is around", "{{#x}}{{a}}{{b}} {{/x}}",
     "{\"b\":\"!\",\"x\":[{\"a\":\"1\"},{\"a\":\"2\",\"b\":\"?\"}]}", "1! 2? "},
    {"sections of one name within each other", "{{#x}}a{{#x}}b{{/x}}c{{/x}}d",
     "{\"x\":true}", "abcd"},
    {"others within each other", "{{#x}}a{{^y}}b{{/y}}c{{/x}}",
     "{\"x\":true,\"y\":false}", "abc"},
    {"a partial is indented, but for empty lines", "x\n    {{> item }}\ny\n",
     "{\"name\":\"n\"}", "x\n    - n\n\n      end\ny\n"},
    {"a partial in a line", "x {{> item }}y", "{\"name\":\"n\"}",
     "x - n\n\n  end\ny"},
    {"a partial of each", "{{#x}}\n{{> item }}\n{{/x}}\n",
     "{\"x\":[{\"name\":\"1\"},{\"name\":\"2\"}]}",
     "- 1\n\n  end\n- 2\n\n  end\n"},
    {"no line feed at the end", "{{#x}}\na\n{{/x}}", "{\"x\":true}", "a\n"},
    {"a name without a value", "{{y}}", "{\"x\":\"1\"}",
     "! {{y}} has no value"},
    {"a section without a value", "{{#y}}a{{/y}}", "{\"x\":\"1\"}",
     "! {{y}} has no value"},
    {"a flag is no text", "{{x}}", "{\"x\":true}", "! {{x}} is no text"},
    {"a section without an end", "{{#x}}a{{/y}}", "{\"x\":true}",
     "! {{x}} has no end"},
    {"an end without a section", "a{{/x}}", "{\"x\":true}",
     "! {{x}} ends nothing"},
    {"a tag without an end", "a {{x\nb", "{\"x\":\"1\"}",
     "! {{x}} is not closed; write }} behind it"},
    {"no such partial", "{{> other }}", "{}", "! {{other}} is no template"},
    {"a partial in itself", "{{> loop }}", "{}", "! {{loop}} is too deep"},
};

int main(void)
{
    apr_pool_t *pool = tap_begin();

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        tap_is(rendered(pool, cases[i].text, cases[i].json), cases[i].wanted,
               "%s", cases[i].what);
    }
    for (const lint_template *t = lint_templates; t->name; t++) {
        tap_ok(t->lines[0] && strstr(t->lines[0], "SPDX"),
               "%s is a template of corslint's", t->name);
    }
    return tap_end();
}
