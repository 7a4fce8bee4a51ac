/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Can a report show the line of any word and point at it? Through
 * continuations, macros, includes and variables.
 */
#include <stdlib.h>
#include <unistd.h>
#include <apr_strings.h>
#include "lint/conf/conf.h"
#include "t/core/tap.h"

static apr_pool_t *pool;
static lint_conf *conf;

static const char *const files[][2] = {
    {"in.conf", "Define value \"a value of ${nothing}\"\n"
                "  Header set X-One \\\n"
                "\t  \"one\" \\\n"
                "\n"
                "<Macro Host $name \\\n"
                "    @quoted>\n"
                "    <VirtualHost *:80>\n"
                "        ServerName www.$name.${suffix}\n"
                "        Header set X-Two @quoted \\\n"
                "            env=$name\n"
                "        Include inner.conf\n"
                "    </VirtualHost>\n"
                "</Macro>\n"
                "Define suffix example\n"
                "Use Host a \"two \\\"2\\\"\"\n"
                "Header set X-Three ${value} behind\r\n"
                "<Location \"/four\">\n"
                "</Location>"},
    {"inner.conf", "Use Inside five\n"
                   "<Macro Inside $x>\n"
                   "  Header set \"X $x\" \\\n"
                   "$x$x six\n"
                   "</Macro>\n"
                   "Use Inside five"},
};

static void put(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");

    if (!file || fputs(text, file) < 0 || fclose(file) != 0) {
        printf("Bail out! cannot write %s\n", path);
        exit(2);
    }
}

/* The source line, the byte that is pointed at in brackets, and the way. */
static const char *shown(const lint_place *place)
{
    const lint_source *source = lint_conf_source(conf, place->file);
    const char *line = source ? lint_source_line(source, place->line) : NULL;
    const char *text;
    int at = place->column - 1;

    if (!line || at < 0 || (size_t)at >= strlen(line)) {
        return "nowhere";
    }
    text = apr_psprintf(pool, "%.*s[%c]%s", at, line, line[at], line + at + 1);
    for (; place; place = place->outer) {
        text = apr_psprintf(pool, "%s < %s:%d", text, place->file, place->line);
    }
    return text;
}

/* The first word of that text, of any directive. */
static const char *word_shown(const char *text)
{
    for (const lint_node *node = lint_node_after(conf->root, conf->root); node;
         node = lint_node_after(node, conf->root)) {
        lint_words words = lint_node_words(pool, node);

        for (int i = 0; i < words.count; i++) {
            if (strcmp(words.list[i].text, text) == 0) {
                lint_place place = lint_node_place(node, words.list[i].at);

                return shown(&place);
            }
        }
    }
    return "no such word";
}

static void test_words(void)
{
    static const struct {
        const char *word;
        const char *shown;
    } cases[] = {
        {"X-One", "  Header set [X]-One \\ < in.conf:2"},
        {"one", "\t  [\"]one\" \\ < in.conf:3"},
        {"www.a.example",
         "        ServerName [w]ww.$name.${suffix} < in.conf:8 < in.conf:15"},
        {"X-Two",
         "        Header set [X]-Two @quoted \\ < in.conf:9 < in.conf:15"},
        {"two \"2\"",
         "        Header set X-Two [@]quoted \\ < in.conf:9 < in.conf:15"},
        {"env=a", "            [e]nv=$name < in.conf:10 < in.conf:15"},
        {"X five", "  Header set [\"]X $x\" \\ < inner.conf:3 < inner.conf:6 < "
                   "in.conf:11 < in.conf:15"},
        {"fivefive", "[$]x$x six < inner.conf:4 < inner.conf:6 < in.conf:11 < "
                     "in.conf:15"},
        {"six", "$x$x [s]ix < inner.conf:4 < inner.conf:6 < in.conf:11 < "
                "in.conf:15"},
        {"value", "Header set X-Three [$]{value} behind\r < in.conf:16"},
        {"behind", "Header set X-Three ${value} [b]ehind\r < in.conf:16"},
        {"/four", "<Location [\"]/four\"> < in.conf:17"},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        tap_is(word_shown(cases[i].word), cases[i].shown, "%s", cases[i].word);
    }
}

static void test_problem(void)
{
    const lint_problem *first =
        &APR_ARRAY_IDX(conf->problems->list, 0, lint_problem);

    tap_is(conf->problems->list->nelts ? first->code : "none",
           "macro-undefined", "a macro that is used too early");
    tap_is(shown(&first->place),
           "[U]se Inside five < inner.conf:1 < in.conf:11 < in.conf:15",
           "and the whole way to it");
}

int main(void)
{
    char directory[] = "/tmp/places-XXXXXX";
    lint_conf_options options = {.whole_server = true, .server_root = "."};

    pool = tap_begin();
    if (!mkdtemp(directory) || chdir(directory) != 0) {
        puts("Bail out! no temporary directory");
        return 2;
    }
    for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
        put(files[i][0], files[i][1]);
    }
    conf = lint_conf_load(pool, &options, "in.conf");
    test_words();
    test_problem();
    for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
        unlink(files[i][0]);
    }
    rmdir(directory);
    return tap_end();
}
