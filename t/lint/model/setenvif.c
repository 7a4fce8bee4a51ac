/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mod_setenvif and mod_env. Expected answers are those of a live httpd 2.4.
 */
#include "t/lint/model/line.h"

#define ACAO "Access-Control-Allow-Origin"
#define ECHO_REGEX                                                             \
    "SetEnvIf Origin \"^(https://a\\.test)$\" AO=$1\n"                         \
    "Header set X-AO \"%{AO}e\""
#define LITERAL                                                                \
    "SetEnvIf Origin \"https://a\\.test\" AO=$0\n"                             \
    "Header set X-AO \"%{AO}e\" env=AO"
#define PARTIAL                                                                \
    "SetEnvIf Origin \"https?://[^/]*\\.a\\.test\" AO=$0\n"                    \
    "Header set X-AO \"%{AO}e\" env=AO"
#define OPTIONAL                                                               \
    "SetEnvIf Origin \"^(https://a\\.test)?$\" AO=$0\n"                        \
    "Header set X-AO \"%{AO}e\" env=AO"
#define POISON                                                                 \
    "SetEnvIf Origin \"a\" X1=1\n"                                             \
    "SetEnvIfExpr \"%{HTTP_USER_AGENT} =~ /(zz+)/\" X2=$1\n"                   \
    "SetEnvIf Origin \"a\\.test$\" X3=1\n"                                     \
    "Header set X-R \"%{X1}e %{X2}e %{X3}e\""
#define THREE_EXPR                                                             \
    "SetEnvIfExpr \"req('Origin') -strmatch 'https://*.a.test'\" A=1\n"        \
    "SetEnvIfExpr \"tolower(req('Origin')) in "                                \
    "{'https://a.test','https://b.test'}\" B=1\n"                              \
    "SetEnvIfExpr \"req('Origin') =~ m#^https://(.+)$# && req('X-H') == "      \
    "'1'\" C=$1\nHeader set X-R \"%{A}e %{B}e %{C}e\""

static const live_row LIVE[] = {
    {"a match", ECHO_REGEX, "Origin: https://a.test", "X-AO: https://a.test",
     false},
    {"no match", ECHO_REGEX, "Origin: https://evil.test", "X-AO: (null)",
     false},
    {"no header", ECHO_REGEX, "", "X-AO: (null)", false},
    {"$0 of a literal", LITERAL, "Origin: https://a.test", "X-AO: $0", false},
    {"a literal is a substring", LITERAL, "Origin: https://a.test.evil.test",
     "X-AO: $0", false},
    {"a part of the value", PARTIAL, "Origin: https://x.a.test.evil.com",
     "X-AO: https://x.a.test", false},
    {"not beyond a slash", PARTIAL, "Origin: https://evil.com/.a.test", "",
     false},
    {"an escaped dot", PARTIAL, "Origin: https://evilXa.test", "", false},
    {"an absent header is empty", OPTIONAL, "", "X-AO: ", false},
    {"a present one", OPTIONAL, "Origin: https://a.test",
     "X-AO: https://a.test", false},
    {"anything, without Origin",
     "SetEnvIf Origin \"(.*)\" AO=$1\nHeader set X-AO \"%{AO}e\" env=AO", "",
     "X-AO: ", false},
    {"anything, null",
     "SetEnvIf Origin \"(.*)\" AO=$1\nHeader set X-AO \"%{AO}e\" env=AO",
     "Origin: null", "X-AO: null", false},
    {"NoCase",
     "SetEnvIfNoCase Origin \"^https://A\\.TEST$\" AO=$0\n"
     "Header set X-AO \"%{AO}e\" env=AO",
     "Origin: HTTPS://a.Test", "X-AO: HTTPS://a.Test", false},
    {"NoCase of a literal",
     "SetEnvIfNoCase Origin A\\.TEST A=1\n"
     "Header set X-A 1 env=A",
     "Origin: HTTPS://a.Test", "X-A: 1", false},
    {"two of a header are joined",
     "SetEnvIf Origin \"^(.*)$\" AO=$1\nHeader set X-AO \"%{AO}e\" env=AO",
     "Origin: https://a.test, https://b.test",
     "X-AO: https://a.test, https://b.test", false},
    {"an expression spoils the next line", POISON,
     "Origin: https://a.test\nUser-Agent: fizzz",
     "Vary: User-Agent ; X-R: 1 zzz (null)", false},
    {"even if it does not match", POISON,
     "Origin: https://a.test\nUser-Agent: none",
     "Vary: User-Agent ; X-R: 1 (null) (null)", false},
    {"a variable is looked up once",
     "SetEnvIf Foo \"x\" A=1\nSetEnvIf Origin \".\" Foo=x\n"
     "SetEnvIf Foo \"x\" B=1\nSetEnvIf Bar \"^$\" Bar=x\n"
     "SetEnvIf Bar \"x\" C=1\nHeader set X-R \"%{A}e %{B}e %{C}e\"",
     "Origin: https://a.test", "X-R: (null) 1 (null)", false},
    {"SetEnv is too late for the others",
     "SetEnv FOO yes\nSetEnvIf FOO yes GOT=1\nRewriteEngine On\n"
     "RewriteCond %{ENV:FOO} yes\nRewriteRule ^ - [E=GOT2:1]\n"
     "Header set X-R \"%{FOO}e %{GOT}e %{GOT2}e\"\nHeader set X-S 1 env=FOO\n"
     "Header set X-X 1 \"expr=-n reqenv('FOO')\"",
     "", "X-R: yes (null) (null) ; X-S: 1 ; X-X: 1", false},
    {"SetEnvIf is found before SetEnv",
     "SetEnv AO https://fixed.test\nSetEnvIf Origin \"(.+)\" AO=$1\n"
     "Header set X-AO \"%{AO}e\"",
     "Origin: https://a.test", "X-AO: https://a.test", false},
    {"SetEnv, where SetEnvIf does not match",
     "SetEnv AO https://fixed.test\nSetEnvIf Origin \"(.+)\" AO=$1\n"
     "Header set X-AO \"%{AO}e\"",
     "", "X-AO: https://fixed.test", false},
    {"expressions, 1", THREE_EXPR, "Origin: https://x.a.test",
     "Vary: Origin, Origin, Origin, X-H ; X-R: 1 (null) (null)", false},
    {"expressions, 2", THREE_EXPR, "Origin: HTTPS://A.test",
     "Vary: Origin, Origin, Origin ; X-R: (null) 1 (null)", false},
    {"expressions, 3", THREE_EXPR, "Origin: https://q\nX-H: 1",
     "Vary: Origin, Origin, Origin, X-H ; X-R: (null) (null) q", false},
    {"a number",
     "SetEnvIfExpr \"req('Origin') -eq 0\" A=1\n"
     "Header set X-A \"%{A}e\"",
     "Origin: https://a.test", "Vary: Origin ; X-A: 1", false},
    {"HTTP_ORIGIN is no attribute",
     "SetEnvIf HTTP_ORIGIN \"(.+)\" AO=$1\nHeader set X-R \"%{AO}e\"\n"
     "Header set X-S \"%{HTTP_ORIGIN}e\"",
     "Origin: https://a.test", "X-R: (null) ; X-S: (null)", false},
    {"unset, not matching",
     "SetEnvIf Origin . AO=1\nSetEnvIf Origin evil !AO\n"
     "Header set X-A 1 env=AO",
     "Origin: https://a.test", "X-A: 1", false},
    {"unset, matching",
     "SetEnvIf Origin . AO=1\nSetEnvIf Origin evil !AO\n"
     "Header set X-A 1 env=AO",
     "Origin: https://evil", "", false},
    {"a value that begins with !",
     "SetEnvIf Origin . AO=!x\nHeader set X-A %{AO}e", "Origin: x",
     "X-A: (null)", false},
    {"quotes inside of a word",
     "SetEnvIf Origin \"a\\.test\" B=\"q r\"\nHeader set X-R \"%{B}e\"",
     "Origin: https://a.test", "X-R: \"q", false},
    {"an escaped dollar",
     "SetEnvIf Origin \"(a)\\.test\" \"B=q r $1 \\$1 $2\"\n"
     "Header set X-R \"%{B}e\"",
     "Origin: https://a.test", "X-R: q r a $1 ", false},
    {"$0 with a group",
     "SetEnvIf User-Agent \"^(.*)$\" UA=$1\n"
     "SetEnvIfExpr \"%{HTTP:Origin} =~ m#^(https://a\\.test)$#\" AO=$0\n"
     "Header set X-AO \"%{AO}e\" env=AO",
     "Origin: https://a.test\nUser-Agent: chosen-text",
     "Vary: Origin ; X-AO: https://a.test", false},
    {"names by a regular expression, the last that matches",
     "SetEnvIf ^X- (.*) V=$1\nHeader set X-V \"%{V}e\"",
     "X-A: 1\nX-B: 2\nAccept: 3", "X-V: 2", false},
    {"request attributes",
     "SetEnvIf Request_URI (.*) U=$1\nSetEnvIf Request_Method (.*) M=$1\n"
     "SetEnvIf Request_Protocol (.*) P=$1\nSetEnvIf Remote_Addr (.*) R=$1\n"
     "SetEnvIf Server_Addr (.*) S=$1\n"
     "Header set X-R \"%{U}e %{M}e %{P}e %{R}e %{S}e\"",
     "", "X-R: /hello.txt GET HTTP/1.1 127.0.0.1 127.0.0.1", false},
    {"BrowserMatch", "BrowserMatch MSIE force=1\nHeader set X-A 1 env=force",
     "User-Agent: MSIE 6", "X-A: 1", false},
    {"UnsetEnv behind SetEnv",
     "SetEnv A 1\nUnsetEnv A\nSetEnv B\nHeader set X-R \"%{A}e [%{B}e]\"", "",
     "X-R: (null) []", false},
};

static const live_row UNKNOWN[] = {
    {"$0 without a group, something left over",
     "SetEnvIf User-Agent \"^(.*)$\" UA=$1\n"
     "SetEnvIfExpr \"%{HTTP:Origin} =~ m#^https://a\\.test$#\" AO=$0\n"
     "Header set X-AO \"%{AO}e\" env=AO",
     "Origin: https://a.test\nUser-Agent: attacker-chosen-text",
     "Vary: Origin ; X-AO: ?", false},
    {"$0 of an equality",
     "SetEnvIfExpr \"req('Origin') == 'https://a.test'\" AO=$0\n"
     "Header set X-AO \"[%{AO}e]\" env=AO",
     "Origin: https://a.test", "Vary: Origin ; X-AO: ?", false},
    {"no $0, no doubt",
     "SetEnvIfExpr \"req('Origin') == 'https://a.test'\" AO=1\n"
     "Header set X-AO \"[%{AO}e]\" env=AO",
     "Origin: https://a.test", "Vary: Origin ; X-AO: [1]", false},
    {"$0 of a regular expression that must not match",
     "SetEnvIfExpr \"req('Origin') !~ /evil/\" AO=$0\n"
     "Header set X-AO \"[%{AO}e]\"",
     "Origin: evil", "Vary: Origin ; X-AO: [(null)]", false},
    {"a header that is not known", ECHO_REGEX, "Origin: ?", "X-AO: ?", false},
    {"a header that may be there", OPTIONAL, "Origin?: x", "~X-AO: ?", false},
    {"a variable set perhaps, and then for certain",
     "SetEnvIf Origin a A=1\nSetEnvIf X-B b A=1\nHeader set X-A %{A}e",
     "Origin: ?\nX-B: b", "X-A: 1", false},
    {"a template as the pattern",
     "SetEnvIf Origin {{x}} A=1\nHeader set X-A 1 env=A", "Origin: x",
     "~X-A: 1", false},
    {"a literal beyond the spoiled value",
     "SetEnvIf Origin \"long-enough\" X1=1\n"
     "SetEnvIfExpr \"%{HTTP_USER_AGENT} =~ /(z)/\" X2=1\n"
     "SetEnvIf Origin \"test\" X3=1\nHeader set X-R 1 env=X3",
     "Origin: https://a.test\nUser-Agent: z", "Vary: User-Agent ; ~X-R: 1",
     false},
    {"PassEnv, the environment unknown",
     "PassEnv HOME\nHeader set X-R %{HOME}e", "", "X-R: ?", false},
};

static const struct {
    const char *line, *word;
} REFUSED[] = {
    {"SetEnvIf Origin", "pattern"},
    {"SetEnvIf Origin a", "variable"},
    {"SetEnvIf \"\" a B=1", "name"},
    {"SetEnvIf Origin ( B=1", "("},
    {"SetEnvIf Ori( x B=1", "("},
    {"SetEnvIfExpr", "condition"},
    {"SetEnvIfExpr \"%{HTTP_ORIGIN} == 'x'\" A=1", "HTTP_ORIGIN"},
    {"SetEnv", "SetEnv"},
    {"SetEnv A b c", "SetEnv"},
    {"UnsetEnv", "name"},
};

static void check_undefined(apr_pool_t *pool)
{
    const lines *all = read_lines(
        pool, NULL, "SetEnvIfExpr \"req('Origin') == 'https://a.test'\" AO=$0");
    lint_request *request = make_request(pool, "Origin: https://a.test");

    lint_setenvif_run(request, all->setenvif, NULL);
    tap_ok(request->unknowns->nelts == 1, "a $0 of nothing may be a 500");
    all =
        read_lines(pool, NULL,
                   "SetEnvIf Origin (.*) O=1\n"
                   "SetEnvIfExpr \"req('Origin') == 'https://a.test'\" AO=$0");
    request = make_request(pool, "Origin: https://a.test");
    lint_setenvif_run(request, all->setenvif, NULL);
    tap_ok(request->unknowns->nelts == 0, "a stale one is not");
}

static void check_sharing(apr_pool_t *pool)
{
    const lines *all =
        read_lines(pool, NULL,
                   "SetEnvIf Origin a A=1\nSetEnvIf ORIGIN a b=2 a\n"
                   "SetEnvIf Origin b C=1");
    const lint_setenvif *first =
        APR_ARRAY_IDX(all->setenvif, 0, const lint_setenvif *);

    tap_ok(all->setenvif->nelts == 2, "one pattern in a row is one entry");
    tap_ok(first->variables->nelts == 2 &&
               APR_ARRAY_IDX(first->variables, 0, lint_setenvif_variable)
                       .place->line == 2,
           "whose variables replace each other");
    tap_ok(first->name ==
               APR_ARRAY_IDX(all->setenvif, 1, const lint_setenvif *)->name,
           "entries of a section share the name");
}

static void check_merge(apr_pool_t *pool)
{
    const lines *base = read_lines(pool, NULL, "SetEnv A 1\nSetEnv B 1");
    const lines *over =
        read_lines(pool, NULL, "SetEnv C 1\nUnsetEnv A C\nSetEnv b 2");
    lint_request *request = make_request(pool, "");

    lint_env_run(request, lint_env_merge(pool, base->env, over->env));
    tap_is(show_table(pool, request->env, ""), "B: 2",
           "UnsetEnv takes from what is inherited, the section wins");
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
    check_undefined(pool);
    check_sharing(pool);
    check_merge(pool);
    return tap_end();
}
