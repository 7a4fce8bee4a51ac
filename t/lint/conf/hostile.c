/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What nobody should write, and inputs mutated at random from the
 * configurations named on the command line (or a few of our own): every one is
 * read to its end, by all stages, and every column leads into its line.
 */
#include <fcntl.h>
#include <stdint.h>
#include <time.h>
#include <unistd.h>
#include <apr_strings.h>
#include "lint/conf/conf.h"
#include "lint/conf/tree.h"
#include "t/core/tap.h"

#define ROUNDS 4000
/* The sanitizers look at each byte that memmem may: less of the same. */
#ifdef __SANITIZE_ADDRESS__
#define OPENINGS (1u << 16)
#else
#define OPENINGS (4u << 20)
#endif
#define SECONDS_MAX 20

static uint32_t state = 2463534242u;

/* xorshift32: the same mutations on every run. */
static uint32_t random_below(uint32_t most)
{
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    return most ? state % most : 0;
}

static lint_conf *load(apr_pool_t *pool, const char *text, size_t size,
                       bool whole)
{
    lint_conf_options options = {.whole_server = whole, .server_root = "."};
    lint_problems *problems = lint_problems_create(pool);
    lint_source *source =
        lint_source_make(pool, "in.conf", apr_pmemdup(pool, text, size + 1),
                         size, NULL, problems);

    return lint_conf_load_source(pool, &options, source, problems);
}

static bool has(const lint_conf *conf, const char *code)
{
    for (int i = 0; i < conf->problems->list->nelts; i++) {
        if (strcmp(APR_ARRAY_IDX(conf->problems->list, i, lint_problem).code,
                   code) == 0) {
            return true;
        }
    }
    return false;
}

/* Every place of every word is in the file it names. */
static bool places_hold(apr_pool_t *pool, const lint_conf *conf)
{
    for (const lint_node *node = lint_node_after(conf->root, conf->root); node;
         node = lint_node_after(node, conf->root)) {
        lint_words words = lint_node_words(pool, node);

        for (int i = 0; i < words.count && i < 64; i++) {
            lint_place place = lint_node_place(node, words.list[i].at);
            const lint_source *source = lint_conf_source(conf, place.file);
            const char *line =
                source ? lint_source_line(source, place.line) : NULL;

            if (!line || place.column < 1 ||
                (size_t)place.column > strlen(line) + 1) {
                printf("# %s:%d:%d %s\n", place.file, place.line, place.column,
                       node->name);
                return false;
            }
        }
    }
    return true;
}

static void repeat(apr_pool_t *parent, const char *part, size_t count,
                   const char *code, const char *name)
{
    apr_pool_t *pool;
    size_t length = strlen(part);
    char *text = malloc(length * count + 1);
    lint_conf *conf;
    clock_t start = clock();

    if (!text || apr_pool_create(&pool, parent) != APR_SUCCESS) {
        abort();
    }
    for (size_t i = 0; i < count; i++) {
        memcpy(text + i * length, part, length);
    }
    text[length * count] = '\0';
    conf = load(pool, text, length * count, false);
    tap_ok(!code || has(conf, code), "%s: %s", name, code ? code : "read");
    tap_ok((clock() - start) / CLOCKS_PER_SEC < SECONDS_MAX, "%s: in time",
           name);
    free(text);
    apr_pool_destroy(pool);
}

static void test_floods(apr_pool_t *pool)
{
    const size_t most = 16u << 20;

    repeat(pool, "x", most + 1, "line-too-long", "a line of 16 MiB");
    repeat(pool, "x\\\n", most / 3, NULL, "continuations without end");
    repeat(pool, "x\\\n", most, "line-too-long", "too many continuations");
    repeat(pool, "{{", OPENINGS, NULL, "nothing but openings");
    repeat(pool, "${", OPENINGS, NULL, "nothing but dollars");
    repeat(pool, "${a}", OPENINGS / 2, NULL, "undefined variables");
    repeat(pool, "<%= ", OPENINGS, NULL, "ERB without an end");
    repeat(pool, "@A", OPENINGS, NULL, "half a placeholder");
    repeat(pool, "<a>\n", 300000, "section-unterminated", "sections");
    repeat(pool, "</a>\n", 300000, "close-stray", "ends of sections");
    repeat(pool, "<IfDefine !x>\n", 300000, "section-unterminated",
           "conditions");
    repeat(pool, "Define a ${a}${a}b\n", 24, NULL, "a value that doubles");
    repeat(pool, "\n", most, NULL, "empty lines");
    repeat(pool, "\\\n", most / 4, NULL, "lines of backslashes");
    repeat(pool, "\"\\\\", most / 8, NULL, "quotes and backslashes");
    repeat(pool, "<Macro a>\nUse a\n</Macro>\nUse a\n", 1000, "macro-recursion",
           "macros");
}

static char *read_all(const char *path, size_t *size)
{
    int descriptor = open(path, O_RDONLY);
    char *text = malloc(65536);
    ssize_t got = descriptor < 0 || !text ? -1 : read(descriptor, text, 65535);

    if (got < 0) {
        printf("Bail out! cannot read %s\n", path);
        exit(2);
    }
    close(descriptor);
    text[got] = '\0';
    *size = (size_t)got;
    return text;
}

static const char seed[] =
    "Define host a.example\n<Macro V $n @q>\n<VirtualHost *:80>\nServerName "
    "$n.${host}\nHeader set X @q \\\n  env=Y\n</VirtualHost>\n</Macro>\nUse V "
    "one \"t w\"\n<IfModule !mod_x.c>\n{% if x %}\nSetEnvIf Origin \"^{{ o "
    "}}$\" A=$0 # no\n{% endif %}\n</IfModule>\n<Location />\nHeader merge "
    "Vary 'Or\\'igin' @@X@@ <%= y %>\n</Location>\n";

static const char *const pieces[] = {"<",
                                     ">",
                                     "</",
                                     "\\\n",
                                     "\"",
                                     "'",
                                     "${",
                                     "}",
                                     "{{",
                                     "}}",
                                     "{%",
                                     "%}",
                                     "<%=",
                                     "%>",
                                     "#",
                                     "\n",
                                     "\r\n",
                                     "$n",
                                     "@q",
                                     "@@X@@",
                                     " ",
                                     "\\",
                                     "\t",
                                     "Use V $n @q\n",
                                     "Define a \"${a}${host}\"\n",
                                     "</IfModule>\n",
                                     "<Macro X $a $a>\n",
                                     "</Macro>\n",
                                     "{#",
                                     "#}"};

/* Overwrites, inserts and removes; text has room for one piece more. */
static size_t mutate(char *text, size_t size)
{
    for (uint32_t i = 1 + random_below(6); i > 0; i--) {
        size_t at = random_below((uint32_t)size + 1);
        const char *piece =
            pieces[random_below(sizeof(pieces) / sizeof(pieces[0]))];
        size_t length = strlen(piece);

        switch (random_below(3)) {
        case 0:
            if (at < size) {
                text[at] = (char)random_below(256);
            }
            break;
        case 1:
            memmove(text + at + length, text + at, size - at);
            memcpy(text + at, piece, length);
            size += length;
            break;
        default:
            length = random_below((uint32_t)(size - at) + 1) % 16;
            memmove(text + at, text + at + length, size - at - length);
            size -= length;
            break;
        }
    }
    text[size] = '\0';
    return size;
}

static void test_mutations(apr_pool_t *parent, char **paths, int count)
{
    int wrong = 0;
    clock_t start = clock();

    for (int i = 0; i < ROUNDS && (clock() - start) / CLOCKS_PER_SEC < 30;
         i++) {
        size_t size = sizeof(seed) - 1;
        char *origin = count ? read_all(paths[i % count], &size) : NULL;
        char *text = malloc(size + 1024);
        apr_pool_t *pool;
        lint_problems *problems;
        lint_source *source;
        lint_conf *conf;

        if (!text || apr_pool_create(&pool, parent) != APR_SUCCESS) {
            abort();
        }
        memcpy(text, origin ? origin : seed, size);
        size = mutate(text, size);
        conf = load(pool, text, size, i & 1);
        wrong += !places_hold(pool, conf);
        problems = lint_problems_create(pool);
        source =
            lint_source_make(pool, ".htaccess", text, size, NULL, problems);
        if (source) {
            lint_tree_parse(pool, conf->names, source, problems);
        }
        free(origin);
        free(text);
        apr_pool_destroy(pool);
    }
    tap_ok(!wrong, "every word's place is in its file");
}

int main(int argc, char **argv)
{
    apr_pool_t *pool = tap_begin();

    test_floods(pool);
    test_mutations(pool, argv + 1, argc - 1);
    return tap_end();
}
