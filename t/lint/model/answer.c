/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whole requests, of t/lint/model/answers. What is expected there is what a
 * live httpd 2.4.68 answers; each is a peculiarity that the model once missed.
 */
#include "lint/model/answer.h"
#include <stdlib.h>
#include <apr_file_io.h>
#include <apr_strings.h>
#include "t/lint/model/line.h"

static const char *const DIRECTORIES[] = {"api", "empty", "sub"};
static const char *const FILES[] = {
    "index.html",    "a.html",         "err.html",      "api/index.html",
    "api/data.json", "sub/index.html", "empty/only.txt"};

static void write_file(apr_pool_t *pool, const char *path, const char *text)
{
    apr_size_t bytes = strlen(text);
    apr_file_t *file;

    if (apr_file_open(&file, path,
                      APR_FOPEN_WRITE | APR_FOPEN_CREATE | APR_FOPEN_TRUNCATE,
                      APR_FPROT_OS_DEFAULT, pool) != APR_SUCCESS) {
        puts("Bail out! no file");
        exit(2);
    }
    apr_file_write_full(file, text, bytes, NULL);
    apr_file_close(file);
}

static const char *make_root(apr_pool_t *pool)
{
    const char *temporary = NULL;
    char *root;

    apr_temp_dir_get(&temporary, pool);
    root = apr_pstrcat(pool, temporary, "/answer.XXXXXX", NULL);
    if (!mkdtemp(root)) {
        puts("Bail out! no directory");
        exit(2);
    }
    for (size_t i = 0; i < sizeof(DIRECTORIES) / sizeof(*DIRECTORIES); i++) {
        apr_dir_make(apr_pstrcat(pool, root, "/", DIRECTORIES[i], NULL),
                     APR_FPROT_OS_DEFAULT, pool);
    }
    for (size_t i = 0; i < sizeof(FILES) / sizeof(*FILES); i++) {
        write_file(pool, apr_pstrcat(pool, root, "/", FILES[i], NULL), "x\n");
    }
    return root;
}

static void remove_root(apr_pool_t *pool, const char *root)
{
    apr_file_remove(apr_pstrcat(pool, root, "/api/.htaccess", NULL), pool);
    for (size_t i = 0; i < sizeof(FILES) / sizeof(*FILES); i++) {
        apr_file_remove(apr_pstrcat(pool, root, "/", FILES[i], NULL), pool);
    }
    for (size_t i = 0; i < sizeof(DIRECTORIES) / sizeof(*DIRECTORIES); i++) {
        apr_dir_remove(apr_pstrcat(pool, root, "/", DIRECTORIES[i], NULL),
                       pool);
    }
    apr_dir_remove(root, pool);
}

static char *with_root(apr_pool_t *pool, const char *text, const char *root)
{
    char *all = apr_pstrcat(pool, "DocumentRoot @\n", text, NULL);
    char *at;

    while ((at = strchr(all, '@'))) {
        *at = '\0';
        all = apr_pstrcat(pool, all, root, at + 1, NULL);
    }
    return all;
}

static lint_server *build(apr_pool_t *pool, const char *name, char *text)
{
    static const lint_conf_options options = {.all_modules = true};
    lint_problems *problems = lint_problems_create(pool);
    lint_source *source =
        lint_source_make(pool, name, text, strlen(text), NULL, problems);

    return lint_server_build(
        pool, lint_conf_load_source(pool, &options, source, problems));
}

static lint_question read_request(apr_pool_t *pool, const char *text)
{
    lint_table *headers = lint_table_create(pool);
    char *state = NULL;
    char *line = apr_strtok(apr_pstrdup(pool, text), "\n", &state);
    char *space = strchr(line, ' ');
    lint_question question = {.method = line,
                              .target = space + 1,
                              .host = "c.test",
                              .headers = headers,
                              .remote_ip = "127.0.0.1",
                              .local_ip = "127.0.0.1",
                              .local_port = 80};

    *space = '\0';
    while ((line = apr_strtok(NULL, "\n", &state))) {
        char *colon = strchr(line, ':');

        *colon = '\0';
        lint_table_add(headers, line, LINT_KNOWN(colon + 2), NULL);
    }
    return question;
}

/* The status, then the headers as they are sent; a name with a ? at its end
 * is one that may not be there. Then what is not known. */
static const char *show_answer(apr_pool_t *pool, const lint_answer *answer)
{
    const char *text = apr_itoa(pool, answer->status);

    for (int i = 0; i < answer->headers->entries->nelts; i++) {
        const lint_entry *entry =
            &APR_ARRAY_IDX(answer->headers->entries, i, lint_entry);

        if (strcasecmp(entry->name, "Location") != 0) {
            text =
                apr_pstrcat(pool, text, "\n", entry->name,
                            entry->there == LINT_YES ? "" : "?", ": ",
                            entry->text.value ? entry->text.value : "?", NULL);
        }
    }
    for (int i = 0; i < answer->unknowns->nelts; i++) {
        text =
            apr_pstrcat(pool, text, "\nunknown: ",
                        APR_ARRAY_IDX(answer->unknowns, i, const char *), NULL);
    }
    return text;
}

static const char *ask(apr_pool_t *pool, const lint_server *server,
                       const char *request)
{
    lint_question question = read_request(pool, request);

    return show_answer(pool, lint_answer_predict(pool, server, &question));
}

static void check_refusals(apr_pool_t *pool, const char *root)
{
    static const char *const refused[] = {
        "<Limit PUT>\nRequire all denied\n</Limit>",
        "Require all denied",
        "<RequireAll>\nRequire all granted\n</RequireAll>",
        ("<Location />\n<RequireAll>\nHeader set A 1\n</RequireAll>\n"
         "</Location>"),
        "<ElseIf \"true\">\n</ElseIf>",
        "<If \"true\">\n</If>\n<Else>\n</Else>\n<Else>\n</Else>",
        "<If %{HTTP:Origin} == 'a'>\n</If>"};

    for (size_t i = 0; i < sizeof(refused) / sizeof(*refused); i++) {
        tap_ok(build(pool, "httpd.conf", with_root(pool, refused[i], root))
                       ->problems->list->nelts > 0,
               "refused: %s", refused[i]);
    }
}

/* All that there is, is an .htaccess. */
static void check_htaccess(apr_pool_t *pool, const char *root)
{
    lint_server *server =
        build(pool, apr_pstrcat(pool, root, "/.htaccess", NULL),
              apr_pstrdup(pool, "RewriteEngine On\n"
                                "RewriteRule ^x/(.*)$ - [E=PART:$1]\n"
                                "Header set A %{PART}e env=PART\n"
                                "<Files b>\nHeader set B 1\n</Files>\n"));

    tap_ok(server->htaccess, "an .htaccess by itself is a server");
    tap_is(ask(pool, server, "GET /x/b"), "200\nA: b\nB: 1",
           "whose rules are those of its directory");
}

/* What a caller may know better. */
static void check_question(apr_pool_t *pool, const char *root)
{
    lint_server *server =
        build(pool, "httpd.conf",
              with_root(pool,
                        "<Directory /elsewhere>\nHeader set A 1\n</Directory>\n"
                        "<Directory @/api>\nAllowOverride All\n</Directory>\n",
                        root));
    lint_question question = read_request(pool, "GET /nowhere");

    question.blind = true;
    tap_is(show_answer(pool, lint_answer_predict(pool, server, &question)),
           "200", "who is blind misses no file");
    question.filename = "/elsewhere/x";
    tap_is(show_answer(pool, lint_answer_predict(pool, server, &question)),
           "200\nA: 1", "a file that is given is in its <Directory>");
}

static char *read_cases(apr_pool_t *pool)
{
    apr_file_t *file;
    apr_size_t bytes = 1 << 16;
    char *text = apr_pcalloc(pool, bytes + 1);

    if (apr_file_open(&file, "t/lint/model/answers", APR_FOPEN_READ, 0, pool) !=
        APR_SUCCESS) {
        puts("Bail out! run from the top, t/lint/model/answers is missing");
        exit(2);
    }
    apr_file_read_full(file, text, bytes, NULL);
    apr_file_close(file);
    return text;
}

/* From one line "=== name" to the next; the name is its first line. */
static char *next_case(char *text, char **state)
{
    char *begin = text ? strstr(text, "=== ") : *state;
    char *end;

    if (!begin) {
        return NULL;
    }
    end = strstr(begin + 4, "\n=== ");
    if (end) {
        *end = '\0';
    }
    *state = end ? end + 1 : NULL;
    return begin + 4;
}

/* Cuts the text behind a line "--- name" off; NULL when there is none. */
static char *cut_part(char *text, const char *line)
{
    char *at = strstr(text, line);

    if (!at) {
        return NULL;
    }
    *at = '\0';
    return at + strlen(line);
}

static void check_case(apr_pool_t *pool, const char *root, char *block)
{
    const char *path = apr_pstrcat(pool, root, "/api/.htaccess", NULL);
    char *expected = cut_part(block, "\n--- answer\n");
    char *request = cut_part(block, "\n--- request\n");
    char *htaccess = cut_part(block, "\n--- api/.htaccess\n");
    char *conf = cut_part(block, "\n");

    apr_file_remove(path, pool);
    if (htaccess) {
        write_file(pool, path, apr_pstrcat(pool, htaccess, "\n", NULL));
    }
    while (expected[strlen(expected) - 1] == '\n') {
        expected[strlen(expected) - 1] = '\0';
    }
    tap_is(ask(pool, build(pool, "httpd.conf", with_root(pool, conf, root)),
               request),
           expected, "%s", block);
}

int main(void)
{
    apr_pool_t *pool = tap_begin();
    const char *root = make_root(pool);
    char *text = read_cases(pool);

    for (char *state = NULL, *block = next_case(text, &state); block;
         block = next_case(NULL, &state)) {
        check_case(pool, root, block);
    }
    check_refusals(pool, root);
    check_htaccess(pool, root);
    check_question(pool, root);
    remove_root(pool, root);
    return tap_end();
}
