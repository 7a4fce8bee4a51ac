/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mod_rewrite in a server's context, and its parser. Expected answers are those
 * of a live httpd 2.4.
 */
#include "t/lint/model/line.h"

#define ON "RewriteEngine On\n"
#define ORIGIN_COND                                                            \
    ON "RewriteCond %{HTTP:Origin} ^(https?://.*)$\n"                          \
       "RewriteRule ^ - [E=AO:%1]\nHeader set X-AO \"%{AO}e\" env=AO"
#define EITHER                                                                 \
    ON "RewriteCond %{HTTP:Origin} ^https://(a)\\.test$ [NC,OR]\n"             \
       "RewriteCond %{HTTP:Origin} ^https://(b)\\.test$\n"                     \
       "RewriteRule ^ - [E=AO:%{HTTP:Origin},E=P:%1]\n"                        \
       "Header set X-AO \"%{AO}e %{P}e\" env=AO"
#define COOKIES                                                                \
    ON "RewriteRule ^ - [CO=a:1:.a.test:0:/:secure:httponly:None]\n"           \
       "RewriteRule ^ - [CO=b:2:b.test]\n"                                     \
       "RewriteRule ^ - [CO=c:3:b.test:0:/x:false:true:false]\n"               \
       "Header edit Set-Cookie \"a\" \"; X\""
#define A_COOKIE                                                               \
    "Set-Cookie: a=1; path=/; domain=.a.test; secure; HttpOnly; "              \
    "SameSite=None ; Set-Cookie: b=2; path=/; domain=b.test ; "                \
    "Set-Cookie: c=3; path=/x; domain=b.test"

static const live_row LIVE[] = {
    {"a colon in the value", ORIGIN_COND, "Origin: https://a.test",
     "Vary: Origin ; X-AO: https://a.test", false},
    {"no Vary without a match", ORIGIN_COND, "", "", false},
    {"%1 is of the last condition",
     ON "RewriteCond %{HTTP:Origin} ^(https?://.*)$\n"
        "RewriteCond %{REQUEST_METHOD} ^(GET|POST)$\n"
        "RewriteRule ^ - [E=AO:%1]\nHeader set X-AO \"%{AO}e\" env=AO",
     "Origin: https://a.test", "Vary: Origin ; X-AO: GET", false},
    {"the engine is off", "RewriteRule ^ - [E=AO:1]\nHeader set X-AO %{AO}e",
     "", "X-AO: (null)", false},
    {"[OR], the first", EITHER, "Origin: https://A.test",
     "Vary: Origin ; X-AO: https://A.test A", false},
    {"[OR], the second", EITHER, "Origin: https://b.test",
     "Vary: Origin ; X-AO: https://b.test b", false},
    {"[OR], neither", EITHER, "Origin: https://c.test", "", false},
    {"HTTP_ORIGIN is empty",
     ON "RewriteCond %{HTTP_ORIGIN} ^(.+)$\nRewriteRule ^ - [E=AO:%1]\n"
        "RewriteCond %{HTTP:Origin} ^(.+)$\nRewriteRule ^ - [E=BO:%1]\n"
        "Header set X-R \"%{AO}e %{BO}e\"",
     "Origin: https://a.test", "Vary: Origin ; X-R: (null) https://a.test",
     false},
    {"variables of SetEnvIf are seen",
     "SetEnvIf Origin . C=1\n" ON "RewriteCond %{ENV:C} 1\n"
     "RewriteRule ^ - [E=D:1]\nHeader set X-R \"%{D}e\"",
     "Origin: x", "X-R: 1", false},
    {"R=204 leaves `always` alone",
     ON "RewriteCond %{REQUEST_METHOD} GET\nRewriteRule ^ - [R=204,L]\n"
        "Header set X-A 1\nHeader always set X-B 1",
     "", "204 X-B: 1", false},
    {"R=200",
     ON "RewriteRule ^ - [R=200,L]\nHeader set X-A 1\n"
        "Header always set X-B 1",
     "", "200 X-B: 1", false},
    {"F",
     ON "RewriteRule ^/hello - [F]\nHeader set X-A 1\n"
        "Header always set X-B 1",
     "", "403 X-B: 1", false},
    {"G", ON "RewriteRule ^/hello - [G]\nHeader always set X-B 1", "",
     "410 X-B: 1", false},
    {"cookies", COOKIES, "", A_COOKIE, false},
    {"cookies on 404", COOKIES, "", A_COOKIE, true},
    {"a cookie with another separator",
     ON "RewriteRule ^ - \"[CO=;d;v:w;b.test;0;/;true;1;lax]\"", "",
     "Set-Cookie: d=v:w; path=/; domain=b.test; secure; HttpOnly; "
     "SameSite=lax",
     false},
    {"a cookie that expires",
     ON "RewriteRule ^ - \"[CO=;d;v:w;b.test;10;/;true;1;lax]\"", "",
     "Set-Cookie: ?", false},
    {"a cookie twice",
     ON "RewriteRule ^ - [CO=a:1:b.test]\n"
        "RewriteRule ^ - [CO=a:2:b.test]\n"
        "RewriteRule ^ - [CO=e:1:b.test:9]\n"
        "RewriteRule ^ - [CO=e:1:b.test:9]",
     "", "Set-Cookie: a=1; path=/; domain=b.test ; Set-Cookie: ?", false},
    {"no domain, no cookie", ON "RewriteRule ^ - [CO=a:1]", "", "", false},
    {"empty fields vanish", ON "RewriteRule ^ - [CO=a::b.test:/x]", "",
     "Set-Cookie: a=b.test; path=/; domain=/x", false},
    {"!V",
     "SetEnvIf Origin . A=1\n" ON "RewriteRule ^ - [E=!A]\n"
     "Header set X-A %{A}e",
     "Origin: x", "X-A: (null)", false},
    {"a variable without a value",
     ON "RewriteRule ^ - [E=A]\n"
        "Header set X-A [%{A}e]",
     "", "X-A: []", false},
    {"chains",
     ON "RewriteRule ^/nope - [C,E=A:1]\nRewriteRule ^ - [C,E=B:1]\n"
        "RewriteRule ^ - [E=C:1]\nRewriteRule ^ - [E=D:1]\n"
        "Header set X-R \"%{A}e %{B}e %{C}e %{D}e\"",
     "", "X-R: (null) (null) (null) 1", false},
    {"skips",
     ON "RewriteRule ^ - [S=1]\nRewriteRule ^ - [E=A:1]\n"
        "RewriteRule ^ - [E=B:1]\nHeader set X-R \"%{A}e %{B}e\"",
     "", "X-R: (null) 1", false},
    {"last",
     ON "RewriteRule ^ - [L]\nRewriteRule ^ - [E=A:1]\n"
        "Header set X-R \"%{A}e\"",
     "", "X-R: (null)", false},
    {"a negated pattern", ON "RewriteRule !^/x - [E=A:1]\nHeader set X-A %{A}e",
     "", "X-A: 1", false},
    {"a negated condition",
     ON "RewriteCond %{HTTP:X-T} !=\"\"\nRewriteRule ^ - [E=A:1]\n"
        "Header set X-A %{A}e env=A",
     "X-T: 1", "Vary: X-T ; X-A: 1", false},
    {"NV",
     ON "RewriteCond %{HTTP:Origin} . [NV]\nRewriteRule ^ - [E=A:1]\n"
        "Header set X-A %{A}e",
     "Origin: x", "X-A: 1", false},
    {"the Host is not in Vary",
     ON "RewriteCond %{HTTP_HOST} (.*)\nRewriteRule ^ - [E=A:%1]\n"
        "Header set X-A %{A}e",
     "Host: a.test", "X-A: a.test", false},
    {"an expression",
     ON "RewriteCond expr \"%{HTTP:Origin} =~ /(a)/\"\n"
        "RewriteRule ^ - [E=A:%1]\nHeader set X-A %{A}e",
     "Origin: cab", "Vary: Origin ; X-A: a", false},
    {"longer is greater",
     ON "RewriteCond %{HTTP:X-T} >9\nRewriteRule ^ - [E=A:1]\n"
        "RewriteCond %{HTTP:X-T} <=10\nRewriteRule ^ - [E=B:1]\n"
        "Header set X-R \"%{A}e %{B}e\"",
     "X-T: 10", "Vary: X-T, X-T ; X-R: 1 1", false},
    {"numbers",
     ON "RewriteCond %{HTTP:X-T} -gt9\nRewriteRule ^ - [E=A:1]\n"
        "RewriteCond %{HTTP:X-T} -ne10\nRewriteRule ^ - [E=B:1]\n"
        "Header set X-R \"%{A}e %{B}e\"",
     "X-T: 10", "Vary: X-T ; X-R: 1 (null)", false},
    {"an escaped dollar",
     ON "RewriteRule ^/(h) - [E=A:\\$1$1]\n"
        "Header set X-A %{A}e",
     "", "X-A: $1h", false},
    {"a map inside httpd",
     ON "RewriteMap low int:tolower\n"
        "RewriteRule ^ - [E=A:${low:%{HTTP:X-T}|none}]\nHeader set X-A %{A}e",
     "X-T: ABC", "X-A: abc", false},
    {"a map that is not there",
     ON "RewriteRule ^ - [E=A:${low:x|none}]\nHeader set X-A %{A}e", "",
     "X-A: none", false},
};

static const live_row UNKNOWN[] = {
    {"a condition on an unknown header", ORIGIN_COND, "Origin: ?",
     "~Vary: Origin ; ~X-AO: ?", false},
    {"only what follows an uncertain [L] is uncertain",
     ON "RewriteCond %{HTTP:Origin} a\nRewriteRule ^ - [E=A:1,L]\n"
        "RewriteRule ^ - [E=B:1]\nHeader set X-A 1 env=A\n"
        "Header set X-B 1 env=B",
     "Origin: ?", "~Vary: Origin ; ~X-A: 1 ; ~X-B: 1", false},
    {"an unknown cookie", ON "RewriteRule ^ - [CO=a:%{HTTP:Origin}:b.test]",
     "Origin: ?", "~Set-Cookie: ?", false},
    {"a certain condition beside an uncertain one",
     ON "RewriteCond %{HTTP:Origin} a [OR]\nRewriteCond %{HTTPS} off\n"
        "RewriteRule ^ - [E=A:1]\nHeader set X-A 1 env=A",
     "Origin: ?", "~Vary: Origin ; X-A: 1", false},
    {"%1 of an expression without a group",
     ON "RewriteCond expr \"%{HTTP:Origin} == 'a'\"\n"
        "RewriteRule ^ - [E=A:%1]\nHeader set X-A %{A}e",
     "Origin: a", "Vary: Origin ; X-A: ?", false},
    {"a file on another machine",
     ON "RewriteCond /x -f\nRewriteRule ^ - [E=A:1]\nHeader set X-A 1 env=A",
     "", "~X-A: 1", false},
};

static const struct {
    const char *line, *word;
} REFUSED[] = {
    {"RewriteRule ^", "missing"},
    {"RewriteRule ^ -L", NULL},
    {"RewriteRule ^ - L", "\"L\""},
    {"RewriteRule ^ - [L, R]", "\"[L,\""},
    {"RewriteRule ^ - \"[L, R=204]\"", NULL},
    {"RewriteRule ^ - [L,]", "\"\""},
    {"RewriteRule ^ - [LAST,Foo]", "\"Foo\""},
    {"RewriteRule ^ - [R=299]", "\"299\""},
    {"RewriteRule ^ - [R=418]", "\"418\""},
    {"RewriteRule ( - [L]", "("},
    {"RewriteRule ^ - [BNE]", "BNE"},
    {"RewriteCond %{HTTPS}", "missing"},
    {"RewriteCond %{HTTPS} on [L]", "\"L\""},
    {"RewriteCond %{HTTPS} (", "("},
    {"RewriteCond expr \"%{HTTP_ORIGIN} == 'x'\"", "HTTP_ORIGIN"},
    {"RewriteEngine Yes", "On"},
    {"RewriteOptions Inherits", "\"Inherits\""},
    {"RewriteOptions Inherit InheritDown MaxRedirects=5", NULL},
    {"RewriteBase /x", "section"},
    {"RewriteMap a int:lower", "\"int:lower\""},
    {"RewriteMap a txt:/x", NULL},
};

/* What becomes of /hello.txt: how the rules end, and the file name, URI or
 * Location. */
static const struct {
    const char *conf, *query;
    lint_rewrite_end end;
    int status;
    const char *result, *new_query;
} ENDS[] = {
    {"RewriteRule ^/x /y", NULL, LINT_REWRITE_DECLINED, 0, NULL, NULL},
    {"RewriteRule ^/h(.*) /y$1", NULL, LINT_REWRITE_FILENAME, 0,
     "/srv/www/yello.txt", NULL},
    {"RewriteRule ^/h(.*) y$1", NULL, LINT_REWRITE_FILENAME, 0,
     "/srv/www/yello.txt", NULL},
    {"RewriteRule ^ /srv/www/a/b", NULL, LINT_REWRITE_FILENAME, 0,
     "/srv/www/a/b", NULL},
    {"RewriteRule ^ /../../x", NULL, LINT_REWRITE_FILENAME, 0, "/../../x",
     NULL},
    {"RewriteRule ^ /a/../../x", NULL, LINT_REWRITE_STATUS, 403, NULL, NULL},
    {"RewriteRule ^ /", NULL, LINT_REWRITE_FILENAME, 0, "/", NULL},
    {"RewriteRule ^/h(.*) /y$1 [PT]", "a=1", LINT_REWRITE_URI, 0, "/yello.txt",
     "a=1"},
    {"RewriteRule ^ /y?b=2", "a=1", LINT_REWRITE_FILENAME, 0, "/srv/www/y",
     "b=2"},
    {"RewriteRule ^ /y?b=2 [QSA]", "a=1", LINT_REWRITE_FILENAME, 0,
     "/srv/www/y", "b=2&a=1"},
    {"RewriteRule ^ /y [QSD]", "a=1", LINT_REWRITE_FILENAME, 0, "/srv/www/y",
     NULL},
    {"RewriteRule ^ /y?", "a=1", LINT_REWRITE_FILENAME, 0, "/srv/www/y", NULL},
    {"RewriteRule ^(.*) https://b.test$1 [R=301,L]", "a=1",
     LINT_REWRITE_REDIRECT, 301, "https://b.test/hello.txt?a=1", NULL},
    {"RewriteRule ^ https://b.test/", NULL, LINT_REWRITE_REDIRECT, 302,
     "https://b.test/", NULL},
    {"RewriteRule ^ /a\\ b [R]", NULL, LINT_REWRITE_REDIRECT, 302,
     "http://main.test:8080/a%20b", NULL},
    {"RewriteRule ^ /a\\%20b [R,NE]", NULL, LINT_REWRITE_REDIRECT, 302,
     "http://main.test:8080/a%20b", NULL},
    {"RewriteRule ^ /a\\%20b [R]", NULL, LINT_REWRITE_REDIRECT, 302,
     "http://main.test:8080/a%2520b", NULL},
    {"RewriteRule ^ http://main.test:8080/y", NULL, LINT_REWRITE_FILENAME, 0,
     "/srv/www/y", NULL},
    {"RewriteRule ^ http://b.test/y [P]", NULL, LINT_REWRITE_PROXY, 0,
     "proxy:http://b.test/y", NULL},
    {"RewriteRule ^ /y?a\\ b", NULL, LINT_REWRITE_STATUS, 403, NULL, NULL},
    {"RewriteCond %{HTTP:X-Q} (.*)\nRewriteRule ^ /y%1", NULL,
     LINT_REWRITE_STATUS, 403, NULL, NULL},
    {"RewriteCond %{HTTP:X-Q} (.*)\nRewriteRule ^ /y%1 [UnsafeAllow3F]", NULL,
     LINT_REWRITE_FILENAME, 0, "/srv/www/y", "q"},
    {"RewriteCond %{HTTP:X-Q} (.*)\nRewriteRule ^ /y?b=%1", NULL,
     LINT_REWRITE_FILENAME, 0, "/srv/www/y", "b=?q"},
    {"RewriteRule ^(.*)l(.*) $1$2 [N]", NULL, LINT_REWRITE_FILENAME, 0,
     "/srv/www/heo.txt", NULL},
    {"RewriteRule ^(.*) $1 [N=9]", NULL, LINT_REWRITE_STATUS, 500, NULL, NULL},
    {"RewriteRule ^(.*) $1x [N]", NULL, LINT_REWRITE_UNKNOWN, 0, NULL, NULL},
    {"RewriteRule ^ /${m:x}\nRewriteMap m txt:/m", NULL, LINT_REWRITE_UNKNOWN,
     0, NULL, NULL},
    {"RewriteCond %{REQUEST_FILENAME} !-f\nRewriteRule ^ /y [L]", NULL,
     LINT_REWRITE_UNKNOWN, 0, NULL, NULL},
    {"RewriteRule ^ {{x}}", NULL, LINT_REWRITE_UNKNOWN, 0, NULL, NULL},
    {"RewriteRule {{x}} /y", NULL, LINT_REWRITE_UNKNOWN, 0, NULL, NULL},
    {"RewriteRule ^ /y {{x}}", NULL, LINT_REWRITE_UNKNOWN, 0, NULL, NULL},
    {"RewriteRule ^/nope /y {{x}}", NULL, LINT_REWRITE_DECLINED, 0, NULL, NULL},
};

static bool answer_variable(void *data, const lint_request *request,
                            const char *name, lint_text *value)
{
    (void)data;
    (void)request;
    *value = strcmp(name, "DOCUMENT_ROOT") == 0 ? LINT_KNOWN("/srv/www")
             : strcmp(name, "SERVER_NAME") == 0 ? LINT_KNOWN("main.test")
             : strcmp(name, "SERVER_PORT") == 0 ? LINT_KNOWN("8080")
                                                : LINT_UNSET;
    return value->value != NULL;
}

static lint_truth answer_own(void *data, const char *host, int port)
{
    (void)data;
    return strcmp(host, "main.test") == 0 && port == 8080 ? LINT_YES : LINT_NO;
}

static void check_end(apr_pool_t *pool, size_t i)
{
    const lines *all =
        read_lines(pool, NULL, apr_pstrcat(pool, ON, ENDS[i].conf, NULL));
    lint_expr_facts facts = {.variable = answer_variable};
    lint_rewrite_server server = {.facts = &facts,
                                  .maps = all->rewrite->maps,
                                  .proxy = true,
                                  .is_own = answer_own};
    lint_request *request = make_request(pool, "X-Q: ?q");
    lint_rewrite_outcome outcome;
    const char *result;

    request->headers_in->entries->nelts = 0;
    lint_table_add(request->headers_in, "X-Q", LINT_KNOWN("?q"), NULL);
    request->query = ENDS[i].query;
    outcome =
        lint_rewrite_translate(request, all->rewrite, all->rewrite, &server);
    result = outcome.end == LINT_REWRITE_REDIRECT
                 ? lint_table_get(request->headers_out, "Location").value
             : outcome.end == LINT_REWRITE_URI ? request->uri
                                               : request->filename;
    tap_ok(!all->problem && outcome.end == ENDS[i].end &&
               outcome.status == ENDS[i].status,
           "%s: %s, end %d, status %d", ENDS[i].conf,
           all->problem ? all->problem : "accepted", (int)outcome.end,
           outcome.status);
    if (ENDS[i].result) {
        tap_is(result, ENDS[i].result, "%s: the result", ENDS[i].conf);
        if (outcome.end != LINT_REWRITE_REDIRECT) {
            tap_is(request->query, ENDS[i].new_query, "%s: the query",
                   ENDS[i].conf);
        }
    }
}

int main(void)
{
    apr_pool_t *pool = tap_begin();

    run_rows(pool, ROWS(LIVE));
    run_rows(pool, ROWS(UNKNOWN));
    for (size_t i = 0; i < sizeof(ENDS) / sizeof(*ENDS); i++) {
        check_end(pool, i);
    }
    for (size_t i = 0; i < sizeof(REFUSED) / sizeof(*REFUSED); i++) {
        const char *problem = read_lines(pool, NULL, REFUSED[i].line)->problem;

        tap_ok(REFUSED[i].word ? problem && strstr(problem, REFUSED[i].word)
                               : !problem,
               "%s: %s", REFUSED[i].line, problem ? problem : "accepted");
    }
    return tap_end();
}
