/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mod_headers. Expected answers are those of a live httpd 2.4; the first table
 * of an answer is err_headers_out.
 */
#include "t/lint/model/line.h"

#define ACAO "Access-Control-Allow-Origin"

static const live_row LIVE[] = {
    {"set in both tables",
     "Header set " ACAO " *\nHeader always set " ACAO " *", "",
     ACAO ": * ; " ACAO ": *", false},
    {"set in both tables, 404",
     "Header set " ACAO " *\nHeader always set " ACAO " *", "", ACAO ": *",
     true},
    {"always unset misses onsuccess",
     "Header set " ACAO " *\nHeader always unset " ACAO, "", ACAO ": *", false},
    {"unset misses always", "Header always set " ACAO " *\nHeader unset " ACAO,
     "", ACAO ": *", false},
    {"onsuccess not on 404", "Header set X-A 1", "", "", true},
    {"always on 404",
     "Header always add Set-Cookie \"a=1\"\n"
     "Header add Set-Cookie \"b=1\"",
     "", "Set-Cookie: a=1", true},
    {"append, add and merge",
     "Header append X-V Origin\nHeader merge X-M a\nHeader merge X-M a\n"
     "Header merge X-M A\nHeader add X-N a\nHeader add X-N a\n"
     "Header append X-O a\nHeader append X-O a",
     "", "X-V: Origin ; X-M: a, A ; X-N: a ; X-N: a ; X-O: a, a", false},
    {"set after add", "Header add X-N a\nHeader add X-N b\nHeader set X-N c",
     "", "X-N: c", false},
    {"append to the first",
     "Header add X-N a\nHeader add X-N b\nHeader append X-N c", "",
     "X-N: a, c ; X-N: b", false},
    {"setifempty does not look at the other table",
     "Header always set X-N a\nHeader setifempty X-N b", "", "X-N: a ; X-N: b",
     false},
    {"setifempty", "Header set X-N a\nHeader setifempty X-N b", "", "X-N: a",
     false},
    {"echo", "Header always echo ^Origin$\nHeader echo ^X-Req",
     "Origin: https://a.test\nX-Req: 1", "Origin: https://a.test ; X-Req: 1",
     false},
    {"edit misses always",
     "Header always add Set-Cookie \"a=1\"\n"
     "Header edit Set-Cookie ^(.*)$ \"$1; Secure\"",
     "", "Set-Cookie: a=1", false},
    {"edit* without end", "Header set X-N abc\nHeader edit* X-N .* x", "",
     "crash", false},
    {"edit* at an anchor", "Header set X-N aaa\nHeader edit* X-N ^a b", "",
     "X-N: bbb", false},
    {"edit on each entry",
     "Header add Set-Cookie \"a=1\"\nHeader add Set-Cookie \"b=2; Secure\"\n"
     "Header edit Set-Cookie \"^((?!.*[Ss]ecure).*)$\" \"$1; Secure\"",
     "", "Set-Cookie: a=1; Secure ; Set-Cookie: b=2; Secure", false},
    {"edit moves to the end",
     "Header set X-A 1\nHeader set X-B 2\nHeader edit X-A 1 3", "",
     "X-B: 2 ; X-A: 3", false},
    {"tags in a substitution",
     "Header set X-N \"a\"\nSetEnv FOO bar\n"
     "Header edit X-N \"a\" \"%{FOO}e-$0\"",
     "", "X-N: bar-a", false},
    {"an empty match at the end",
     "Header always add Set-Cookie \"a=1; path=/\"\n"
     "Header always edit Set-Cookie \"$\" \"; Secure\"",
     "", "Set-Cookie: a=1; path=/; Secure", false},
    {"SameSite by negative look-ahead",
     "Header always add Set-Cookie \"a=1; SameSite=Lax\"\n"
     "Header always add Set-Cookie b=2\n"
     "Header always edit Set-Cookie "
     "\"(?i)^((?:(?!;\\s?SameSite=).)+)$\" \"$1; SameSite=None; Secure\"",
     "",
     "Set-Cookie: a=1; SameSite=Lax ; "
     "Set-Cookie: b=2; SameSite=None; Secure",
     false},
    {"append joins cookies",
     "Header append Set-Cookie a=1\nHeader append Set-Cookie b=2", "",
     "Set-Cookie: a=1, b=2", false},
    {"edit of nothing", "Header edit X-A a b", "", "", false},
    {"an unset variable is (null)", "Header set " ACAO " \"%{NOPE}e\"", "",
     ACAO ": (null)", false},
    {"a backslash stays", "Header set X-A \"a\\\\\"", "", "X-A: a\\", false},
    {"percent signs", "Header set X-A \"100%\"\nHeader set X-B \"50%% off\"",
     "", "X-A: 100% ; X-B: 50% off", false},
    {"a colon is cut off", "Header set \"X-A:\" 1\nHeader set X-B: 2", "",
     "X-A: 1 ; X-B: 2", false},
    {"CR and LF in a value", "Header set X-A \"a\\r\\nX-Inj: 1\"", "", "500",
     false},
    {"a doubled escape", "Header set X-D \"a\\\\nb\"", "", "500", false},
    {"empty values", "Header set X-A \"\"\nHeader add X-B \"\"", "",
     "X-A:  ; X-B: ", false},
    {"no back-references in a value", "Header set X-D \"$1\"", "", "X-D: $1",
     false},
    {"spelling of the first",
     "Header set Access-Control-Allow-Credentials true\n"
     "Header set access-control-allow-origin *\n"
     "Header set ACCESS-CONTROL-ALLOW-ORIGIN https://b.test",
     "",
     "Access-Control-Allow-Credentials: true ; "
     "access-control-allow-origin: https://b.test",
     false},
    {"env=, yes",
     "SetEnvIf Origin a A=1\nHeader set X-A 1 env=A\nHeader set X-B 1 env=!A\n"
     "Header set X-C 1 env=\"A\"",
     "Origin: https://a.test", "X-A: 1", false},
    {"env=, no",
     "SetEnvIf Origin a A=1\nHeader set X-A 1 env=A\nHeader set X-B 1 env=!A\n"
     "Header set X-C 1 env=\"A\"",
     "", "X-B: 1", false},
    {"env= in any case",
     "SetEnvIf Origin . Cors_Ok=1\nHeader set X-A 1 env=CORS_OK", "Origin: x",
     "X-A: 1", false},
    {"expr= as a condition adds Vary",
     "Header set X-A 1 \"expr=%{HTTP:Origin} == 'https://a.test'\"\n"
     "Header set X-B \"expr=%{HTTP:Origin}\"",
     "Origin: https://a.test", "Vary: Origin ; X-A: 1 ; X-B: https://a.test",
     false},
    {"expr= as a value adds none",
     "Header set X-A expr=%{REQUEST_SCHEME}\n"
     "Header set X-B expr=%{REQUEST_METHOD}|%{HTTP:Origin}",
     "Origin: https://a.test", "X-A: http ; X-B: GET|https://a.test", false},
    {"notes",
     "Header set X-A v\nHeader note X-A N1\n"
     "Header set X-B \"expr=%{note:N1}\"",
     "", "X-A: v ; X-B: v", false},
    {"early runs before SetEnvIf",
     "SetEnvIf Origin a A=1\nHeader set X-E 1 early\n"
     "RequestHeader set Origin https://forced.test early\n"
     "Header set X-O \"expr=%{HTTP:Origin}\"\nSetEnvIf Origin forced F=1\n"
     "Header set X-F 1 env=F\nHeader set X-A1 1 env=A",
     "Origin: https://a.test", "X-E: 1 ; X-O: https://forced.test ; X-F: 1",
     false},
    {"RequestHeader is too late for SetEnvIf",
     "RequestHeader unset Origin\nSetEnvIf Origin . A=1\n"
     "Header set X-A 1 env=A\nHeader set X-O \"expr=o=%{HTTP:Origin}\"",
     "Origin: https://a.test", "X-A: 1 ; X-O: o=", false},
    {"either of two",
     "SetEnvIf Origin \"^(https://a\\.test)$\" AO=$1\n"
     "Header set X-A \"%{AO}e\" env=AO\nHeader set X-A none env=!AO",
     "", "X-A: none", false},
};

static const live_row UNKNOWN[] = {
    {"times", "Header set X-D %D\nHeader set X-T %t\nHeader set X-L %l", "",
     "X-D: ? ; X-T: ? ; X-L: ?", false},
    {"TLS", "Header set X-S \"%{SSL_PROTOCOL}s\"", "", "X-S: (null)", false},
    {"an uncertain set, nothing there",
     "SetEnvIf Origin a A=1\nHeader set X-A 1 env=A", "Origin: ?", "~X-A: 1",
     false},
    {"an uncertain set, something there",
     "SetEnvIf Origin a A=1\nHeader set X-A 1\nHeader set X-A 2 env=A",
     "Origin: ?", "~X-A: 1 ; ~X-A: 2", false},
    {"an uncertain set to the same",
     "SetEnvIf Origin a A=1\nHeader set X-A 1\nHeader set X-A 1 env=A",
     "Origin: ?", "X-A: 1", false},
    {"a set settles it",
     "SetEnvIf Origin a A=1\nHeader set X-A 1 env=A\nHeader set X-A 2",
     "Origin: ?", "X-A: 2", false},
    {"an uncertain unset",
     "SetEnvIf Origin a A=1\nHeader set X-A 1\nHeader unset X-A env=A",
     "Origin: ?", "~X-A: 1", false},
    {"an uncertain append",
     "SetEnvIf Origin a A=1\nHeader set X-A 1\nHeader append X-A 2 env=A",
     "Origin: ?", "X-A: ?", false},
    {"an append to what may be there",
     "SetEnvIf Origin a A=1\nHeader set X-A 1 env=A\nHeader append X-A 2",
     "Origin: ?", "~X-A: 1, 2 ; ~X-A: 2", false},
    {"an uncertain merge of what is there",
     "SetEnvIf Origin a A=1\nHeader set X-A 1\nHeader merge X-A 1 env=A",
     "Origin: ?", "X-A: 1", false},
    {"an uncertain edit",
     "SetEnvIf Origin a A=1\nHeader set X-A 1\nHeader edit X-A 1 2 env=A",
     "Origin: ?", "X-A: ?", false},
    {"an uncertain edit that does not match",
     "SetEnvIf Origin a A=1\nHeader set X-A 1\nHeader edit X-A 3 2 env=A",
     "Origin: ?", "X-A: 1", false},
    {"an edit of what may be there",
     "SetEnvIf Origin a A=1\nHeader set X-A 1 env=A\nHeader edit X-A 1 2",
     "Origin: ?", "~X-A: 2", false},
    {"an uncertain setifempty",
     "SetEnvIf Origin a A=1\nHeader set X-A 1 env=A\nHeader setifempty X-A 2",
     "Origin: ?", "~X-A: 1 ; ~X-A: 2", false},
    {"neither of two is certain, one is there",
     "SetEnvIf Origin a A=1\nHeader set X-A 1 env=A\nHeader add X-A 2 env=!A",
     "Origin: ?", "~X-A: 1 ; ~X-A: 2", false},
    {"the value of an unknown variable",
     "SetEnvIf Origin (.*) A=$1\nHeader set X-A %{A}e", "Origin: ?", "X-A: ?",
     false},
    {"a template as the value", "Header set X-A {{x}}", "", "X-A: ?", false},
    {"a template as the pattern", "Header set X-A 1\nHeader edit X-A {{x}} 2",
     "", "X-A: ?", false},
    {"a template as the condition", "Header set X-A 1 {{x}}", "", "~X-A: 1",
     false},
    {"echo of what may be there", "Header echo Origin", "Origin?: x",
     "~Origin: x", false},
};

static const struct {
    const char *line, *word; /* that its refusal has */
} REFUSED[] = {
    {"Header set X-A", "\"\""},
    {"Header set X-A 1 # note", "quote"},
    {"Header set X-A 1 \\ ", "\\"},
    {"Header unset X-A # x", "unset"},
    {"Header set X-A a b", "\"b\""},
    {"Header set X-A \"100%x\"", "%x"},
    {"Header set X-A \"%{V\"", "%"},
    {"Header replace X-A 1", "\"replace\""},
    {"Header set X-A 1 env=", "env="},
    {"Header set X-A 1 env=!", "env="},
    {"Header set X-A 1 \"expr=%{HTTP_ORIGIN} == 'x'\"", "HTTP_ORIGIN"},
    {"Header set X-A \"expr=%{HTTP_ORIGIN}\"", "HTTP_ORIGIN"},
    {"Header edit X-A a", "substitution"},
    {"Header edit X-A ( b", "("},
    {"Header set X-A a b c d", "quote"},
    {"Header echo X-A a b", "echo"},
    {"RequestHeader echo X-A", "\"echo\""},
    {"RequestHeader note X-A n", "\"note\""},
    {"RequestHeader always set X-A 1", "\"always\""},
};

static void check_places(apr_pool_t *pool)
{
    const lines *all = read_lines(pool, NULL,
                                  "Header set X-A 1\nHeader append X-A 2\n"
                                  "Header set X-B 1\nHeader edit X-B 1 2\n"
                                  "Header edit X-A 9 2");
    lint_request *request = make_request(pool, "");

    answer_lines(pool, all, request, false);
    tap_ok(lint_table_find(request->headers_out, "X-A")->place->line == 2,
           "an append is where the text comes from");
    tap_ok(lint_table_find(request->headers_out, "X-B")->place->line == 4,
           "and so is an edit");
}

int main(void)
{
    apr_pool_t *pool = tap_begin();

    run_rows(pool, ROWS(LIVE));
    run_rows(pool, ROWS(UNKNOWN));
    for (size_t i = 0; i < sizeof(REFUSED) / sizeof(*REFUSED); i++) {
        const char *problem = read_lines(pool, NULL, REFUSED[i].line)->problem;

        tap_ok(problem && strstr(problem, REFUSED[i].word), "%s: %s",
               REFUSED[i].line, problem ? problem : "accepted");
    }
    check_places(pool);
    return tap_end();
}
