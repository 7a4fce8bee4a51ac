/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a live httpd cannot show: unknown values, captures handed over, what is
 * asked of the surroundings, and the sentences.
 */
#include <apr_strings.h>
#include "lint/model/expr.h"
#include "t/core/tap.h"

static apr_pool_t *pool;

static lint_request *new_request(void)
{
    lint_request *request = apr_pcalloc(pool, sizeof(*request));

    request->pool = pool;
    request->method = "GET";
    request->uri = "/x";
    request->unparsed_uri = "/x";
    request->line = "GET /x HTTP/1.1";
    request->protocol = "HTTP/1.1";
    request->hostname = "a.test";
    request->local_port = 8080;
    request->headers_in = lint_table_create(pool);
    request->env = lint_table_create(pool);
    request->notes = lint_table_create(pool);
    request->headers_out = lint_table_create(pool);
    request->err_headers_out = lint_table_create(pool);
    request->unknowns = apr_array_make(pool, 0, sizeof(char *));
    lint_table_add(request->headers_in, "A", LINT_KNOWN("abc"), NULL);
    lint_table_add(request->headers_in, "Host", LINT_KNOWN("a.test:81"), NULL);
    lint_table_add(request->env, "U", LINT_UNKNOWABLE("because"), NULL);
    lint_table_add(request->env, "V", LINT_KNOWN("v"), NULL);
    lint_table_add(request->env, "P", LINT_KNOWN("perhaps"), NULL);
    lint_table_find(request->env, "P")->there = LINT_UNKNOWN;
    return request;
}

static const lint_expr *parsed(const char *text, unsigned kind)
{
    const char *error = NULL;
    int column = 0;
    const lint_expr *expr = lint_expr_parse(pool, text, kind, &error, &column);

    if (!expr) {
        printf("Bail out! %s: %s\n", text, error);
        exit(2);
    }
    return expr;
}

static const char *answer(const char *text, lint_expr_context *context)
{
    static const char *const names[] = {"no", "yes", "unknown"};
    lint_truth truth =
        lint_expr_eval(parsed(text, LINT_EXPR_CONDITION), context);
    lint_text vary = lint_expr_vary(context);

    return apr_pstrcat(pool, names[truth], "; ",
                       vary.unknown ? "?"
                       : vary.value ? vary.value
                                    : "-",
                       NULL);
}

#define U "reqenv('U') == 'u'"

static void test_unknown(void)
{
    static const struct {
        const char *text;
        const char *answer;
    } rows[] = {
        {U, "unknown; -"},
        {"!" U, "unknown; -"},
        {"!!!" U " || false", "unknown; -"},
        {U " && false", "no; -"},
        {"false && " U, "no; -"},
        {U " || true", "yes; -"},
        {U " || false", "unknown; -"},
        {U " && true", "unknown; -"},
        {"!(" U " && false)", "yes; -"},
        {U " && " U " && false", "no; -"},
        {"reqenv('P') == 'perhaps'", "unknown; -"},
        {"-n reqenv('P')", "unknown; -"},
        {"tolower(reqenv('U')) . 'x' == 'x'", "unknown; -"},
        {"reqenv('U') in { 'a', 'b' }", "unknown; -"},
        {"'a' in { 'a', reqenv('U') }", "yes; -"},
        {"'c' in { 'a', reqenv('U') }", "unknown; -"},
        {"reqenv('U') -strmatch '*'", "unknown; -"},
        {"reqenv('U') -lt 3", "unknown; -"},
        {"reqenv('U') !~ /x/", "unknown; -"},
        /* A header that is perhaps read. */
        {"req('A') == 'abc' && " U, "unknown; A"},
        {U " && req('A') == 'abc'", "unknown; ?"},
        {U " && req('A') == 'b'", "no; ?"},
        {"true || " U " || req('A') == 'b'", "yes; -"},
        {"req(reqenv('U')) == 'b'", "unknown; ?"},
        {"req_novary(reqenv('U')) == 'b'", "unknown; -"},
        /* A capture that is perhaps set. */
        {"(" U " && req('A') =~ /(b)/) || $0 == 'b'", "unknown; ?"},
        {"req_novary('A') =~ /(b)/ && " U " || $0 == 'b'", "yes; -"},
        {"(reqenv('U') =~ /(b)/) || $0 == 'b'", "unknown; -"},
        {"%{SERVER_PORT} == '81'", "yes; -"},
        {"%{TIME_HOUR} -gt 12", "unknown; -"},
        {"%{DOCUMENT_ROOT} == '/x' && false", "no; -"},
        {"osenv('PATH') == ''", "unknown; -"},
        {"env('V') == 'v'", "yes; -"},
        {"env('none') == 'v'", "unknown; -"},
        {"-f '/etc/passwd'", "unknown; -"},
        {"-f ''", "no; -"},
        {"file('/etc/passwd') == ''", "unknown; -"},
        {"-U '/x'", "unknown; -"},
        {"'a.test' -ipmatch '10.0.0.0/8'", "unknown; -"},
        {"'a, b' -ipmatch '10.0.0.0/8'", "no; -"},
        {"-R '10.0.0.0/8'", "unknown; -"},
        {"%{SSL_PROTOCOL} == ''", "yes; -"},
        {"'x' in PeerExtList('1.2.3')", "unknown; -"},
        {"'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab' =~ /^(a+)+\\1*$/", "unknown; -"},
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        lint_expr_context context = {.pool = pool, .request = new_request()};

        tap_is(answer(rows[i].text, &context), rows[i].answer, "%s",
               rows[i].text);
        tap_ok((context.unknown != NULL) ==
                   (strncmp(rows[i].answer, "unknown", 7) == 0),
               "... with a reason if it is unknown");
    }
}

static void test_reason(void)
{
    lint_expr_context context = {.pool = pool, .request = new_request()};

    answer(U " && %{TIME} == '1'", &context);
    tap_is(context.unknown, "because", "the first reason is told");
}

static void test_texts(void)
{
    lint_expr_context context = {.pool = pool, .request = new_request()};
    lint_text text;

    text =
        lint_expr_eval_string(parsed("<%{req:A}>", LINT_EXPR_STRING), &context);
    tap_is(text.value, "<abc>", "a text");
    tap_ok(context.reads->nelts == 0, "... reads nothing for Vary");
    text = lint_expr_eval_string(parsed("a%{reqenv:U}", LINT_EXPR_STRING),
                                 &context);
    tap_is(text.unknown, "because", "an unknown one");
    text = lint_expr_eval_string(parsed("%{reqenv:x}", LINT_EXPR_STRING),
                                 &context);
    tap_is(text.value, "", "an unset one is empty");
    text = lint_expr_eval_string(parsed("", LINT_EXPR_STRING), &context);
    tap_is(text.value, "", "no text at all");
}

static void test_errors(void)
{
    const lint_expr_facts facts = {.sees_files = true};
    lint_expr_context context = {
        .pool = pool, .request = new_request(), .facts = &facts};

    tap_is(answer("req('A') == file('/nonexistent/x') || true", &context),
           "no; -", "a file that is not there");
    tap_is(context.error, "it cannot open \"/nonexistent/x\"",
           "... and the sentence");
    tap_is(answer(U " && file('/nonexistent/x') == ''", &context), "unknown; -",
           "... perhaps");
    tap_ok(!context.error, "... is no error for certain");
}

static void test_captures(void)
{
    lint_expr_captures captures = {{NULL, NULL}, {{0}, {0}}, false};
    lint_expr_context context = {
        .pool = pool, .request = new_request(), .captures = &captures};

    answer("req('A') == 'abc'", &context);
    tap_ok(!captures.written, "no regular expression");
    answer("req('A') =~ /b/", &context);
    tap_ok(!captures.written, "one without a group");
    answer("req('A') =~ /(b)(c)/", &context);
    tap_ok(captures.written, "one with groups");
    tap_is(captures.subject.value, "abc", "its subject");
    tap_is(
        lint_pregsub(pool, "$1-$2", captures.subject.value, &captures.offsets),
        "b-c", "its groups");
    tap_is(answer("$2 == 'c'", &context), "yes; -", "they go on");
    answer("req('A') =~ /(x)/", &context);
    tap_ok(lint_text_is_unset(captures.subject), "no match clears the subject");
    captures.subject = LINT_KNOWN("another");
    captures.written = false;
    tap_is(answer("$1 == 'x'", &context), "unknown; -", "stale offsets");
}

static bool variable(void *data, const lint_request *request, const char *name,
                     lint_text *value)
{
    (void)request;
    if (strcmp(name, "DOCUMENT_ROOT") != 0) {
        return false;
    }
    *value = LINT_KNOWN(data);
    return true;
}

static lint_text environment(void *data, const char *name)
{
    (void)data;
    return strcmp(name, "E") == 0 ? LINT_KNOWN("e") : LINT_UNSET;
}

static lint_truth subrequest(void *data, const lint_request *request, char test,
                             const char *argument)
{
    (void)data;
    (void)request;
    return test == 'U' && strcmp(argument, "/x") == 0 ? LINT_YES : LINT_NO;
}

static void test_facts(void)
{
    char root[] = "/root";
    const lint_expr_facts facts = {variable, environment, subrequest, root,
                                   true};
    lint_expr_context context = {
        .pool = pool, .request = new_request(), .facts = &facts};

    tap_is(answer("%{document_root} == '/root'", &context), "yes; -",
           "a variable of the caller's");
    tap_is(answer("osenv('E') . env('E') . env('F') == 'ee'", &context),
           "yes; -", "the process environment");
    tap_is(answer("-U '/x' && -A '/x' && ! -F '/x'", &context), "yes; -",
           "subrequests");
    tap_is(answer("-d '/' && ! -f '/' && -x '/'", &context), "yes; -", "files");
    tap_is(answer("-f 'relative'", &context), "unknown; -", "a relative name");
}

static void test_sentences(void)
{
    static const struct {
        const char *text;
        unsigned kind;
        int column;
        const char *sentence;
    } rows[] = {
        {"%{HTTP_ORIGIN} == 'x'", LINT_EXPR_CONDITION, 3,
         "httpd has no variable \"HTTP_ORIGIN\", and does not start with it: "
         "write %{HTTP:Origin} or req('Origin')"},
        {"%{HTTP_X_FORWARDED_PROTO}", LINT_EXPR_STRING, 3,
         "httpd has no variable \"HTTP_X_FORWARDED_PROTO\", and does not start "
         "with it: write %{HTTP:X-Forwarded-Proto} or "
         "req('X-Forwarded-Proto')"},
        {"true && %{REQEST_URI} == 'x'", LINT_EXPR_CONDITION, 11,
         "httpd has no variable \"REQEST_URI\", and does not start with it: "
         "did "
         "you mean %{REQUEST_URI}?"},
        {"req(Origin) == 'x'", LINT_EXPR_CONDITION, 5,
         "\"Origin\" is a bare word: put texts in quotes, 'Origin'"},
        {"HTTPS == 'on'", LINT_EXPR_CONDITION, 1,
         "\"HTTPS\" is a bare word: write %{HTTPS}"},
        {"%{req} == ''", LINT_EXPR_CONDITION, 3,
         "\"req\" is a function: write %{req:argument} or req('argument')"},
        {"'a' =~ 'b'", LINT_EXPR_CONDITION, 8,
         "a regular expression follows =~ and !~: write it between slashes, or "
         "m#like this#"},
        {"'a' =~ /^https:\\/\\/a/", LINT_EXPR_CONDITION, 8,
         "the regular expression ends at its first slash, which \\ does not "
         "protect: write it as m#...#"},
        {"'a' =~ m#(#", LINT_EXPR_CONDITION, 8,
         "\"(\" is not a regular expression: missing closing parenthesis, at "
         "its byte 2"},
        {"req('A')", LINT_EXPR_CONDITION, 9,
         "a text alone is no condition: compare it, == 'text' or =~ /pattern/, "
         "or ask -n whether it has a value"},
        {"file('/x') == ''", LINT_EXPR_CONDITION | LINT_EXPR_HTACCESS, 1,
         "httpd refuses the function \"file\" in .htaccess: move the "
         "expression "
         "to the server's configuration"},
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const char *error = NULL;
        int column = 0;

        tap_ok(
            !lint_expr_parse(pool, rows[i].text, rows[i].kind, &error, &column),
            "refused: %s", rows[i].text);
        tap_is(error, rows[i].sentence, "... and the sentence");
        tap_ok(column == rows[i].column, "... at %d: %d", rows[i].column,
               column);
    }
}

/* Neither a crash nor a hang. */
static void test_sizes(void)
{
    const char *const pieces[] = {
        "(", "!", "'a'.", "true||", "%{tolower:", "tolower(", "'a' in {'b',"};
    lint_expr_context context = {.pool = pool, .request = new_request()};

    for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++) {
        size_t length = strlen(pieces[i]);
        char *text = apr_palloc(pool, 20000 * length + 16);
        const char *error = NULL;
        int column = 0;
        const lint_expr *expr;

        for (size_t n = 0; n < 20000; n++) {
            memcpy(text + n * length, pieces[i], length);
        }
        apr_cpystrn(text + 20000 * length, i == 2 ? "'a'==''" : "true", 16);
        expr =
            lint_expr_parse(pool, text, LINT_EXPR_CONDITION, &error, &column);
        if (expr) {
            lint_expr_eval(expr, &context);
        }
        tap_ok(expr || error, "20000 times %s", pieces[i]);
    }
}

int main(void)
{
    pool = tap_begin();
    test_unknown();
    test_reason();
    test_texts();
    test_errors();
    test_captures();
    test_facts();
    test_sentences();
    test_sizes();
    return tap_end();
}
