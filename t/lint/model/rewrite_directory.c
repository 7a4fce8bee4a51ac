/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mod_rewrite in a directory's context, and how scopes inherit.
 */
#include "t/lint/model/line.h"

static bool answer_variable(void *data, const lint_request *request,
                            const char *name, lint_text *value)
{
    const char *path_info = data;

    (void)request;
    *value = strcmp(name, "DOCUMENT_ROOT") == 0 ? LINT_KNOWN("/srv/www")
             : strcmp(name, "SERVER_NAME") == 0 ? LINT_KNOWN("main.test")
             : strcmp(name, "SERVER_PORT") == 0 ? LINT_KNOWN("80")
             : strcmp(name, "PATH_INFO") == 0   ? LINT_KNOWN(path_info)
                                                : LINT_UNSET;
    return value->value != NULL;
}

/* What becomes of a file. */
static const struct {
    const char *directory, *conf, *file, *path_info;
    lint_rewrite_end end;
    int status;
    const char *result; /* URI or Location */
} ENDS[] = {
    {"/srv/www", "RewriteRule ^go$ /hello.txt [L]", "/srv/www/go", NULL,
     LINT_REWRITE_INTERNAL, 0, "/hello.txt"},
    {"/srv/www", "RewriteRule ^go$ hello.txt", "/srv/www/go", NULL,
     LINT_REWRITE_INTERNAL, 0, "/hello.txt"},
    {"/srv/www/", "RewriteRule ^a/(.*)$ b/$1", "/srv/www/a/x", NULL,
     LINT_REWRITE_INTERNAL, 0, "/b/x"},
    {"/srv/www", "RewriteRule ^/go$ /hello.txt", "/srv/www/go", NULL,
     LINT_REWRITE_DECLINED, 0, NULL},
    {"/srv/www",
     "RewriteRule ^index\\.php$ - [L]\nRewriteRule . /index.php [L]",
     "/srv/www/index.php", NULL, LINT_REWRITE_DECLINED, 0, NULL},
    {"/srv/www",
     "RewriteRule ^index\\.php$ - [L]\nRewriteRule . /index.php [L]",
     "/srv/www/a", NULL, LINT_REWRITE_INTERNAL, 0, "/index.php"},
    {"/srv/www", "RewriteRule ^x$ x", "/srv/www/x", NULL, LINT_REWRITE_DECLINED,
     0, NULL},
    {"/srv/www", "RewriteBase /base\nRewriteRule ^go$ b", "/srv/www/go", NULL,
     LINT_REWRITE_INTERNAL, 0, "/base/b"},
    {"/srv/www", "RewriteBase /base/\nRewriteRule ^go$ b [R=301]",
     "/srv/www/go", NULL, LINT_REWRITE_REDIRECT, 301,
     "http://main.test/base/b"},
    {"/srv/www", "RewriteRule ^go$ b [R]", "/srv/www/go", NULL,
     LINT_REWRITE_REDIRECT, 302, "http://main.test/srv/www/b"},
    {"/srv/www", "RewriteRule ^go(.*)$ /b$1", "/srv/www/go", "/info",
     LINT_REWRITE_INTERNAL, 0, "/b/info"},
    {"/srv/www", "RewriteRule ^go /b\nRewriteRule (.*) $1", "/srv/www/go",
     "/info", LINT_REWRITE_INTERNAL, 0, "/b/info"},
    {"/srv/www", "RewriteRule ^go /b [DPI]\nRewriteRule (.*) $1", "/srv/www/go",
     "/info", LINT_REWRITE_INTERNAL, 0, "/b"},
    /* A <Location> is no prefix of the file's name: all of it is matched. */
    {"/api", "RewriteRule ^data\\.json$ - [F]", "/srv/www/api/data.json", NULL,
     LINT_REWRITE_DECLINED, 0, NULL},
    {"/api", "RewriteRule .* - [R=200,L]", "/srv/www/api/data.json", NULL,
     LINT_REWRITE_STATUS, 200, NULL},
    {"/srv/www", "RewriteRule ^ - [F]", "/srv/www", NULL, LINT_REWRITE_DECLINED,
     0, NULL},
    {"/srv/www", "RewriteOptions AllowNoSlash\nRewriteRule ^ - [F]", "/srv/www",
     NULL, LINT_REWRITE_STATUS, 403, NULL},
};

static lint_rewrite_outcome fix_up(lint_request *request, const lines *all,
                                   const char *path_info)
{
    union {
        const char *text;
        void *data;
    } info = {.text = path_info};
    lint_expr_facts facts = {.variable = answer_variable, .data = info.data};
    lint_rewrite_server server = {.facts = &facts, .maps = all->rewrite->maps};

    return lint_rewrite_fixup(request, all->rewrite, &server);
}

static void check_end(apr_pool_t *pool, size_t i)
{
    const lines *all =
        read_lines(pool, ENDS[i].directory,
                   apr_pstrcat(pool, "RewriteEngine On\n", ENDS[i].conf, NULL));
    lint_request *request = make_request(pool, "");
    lint_rewrite_outcome outcome;

    request->filename = ENDS[i].file;
    outcome = fix_up(request, all, ENDS[i].path_info);
    tap_ok(!all->problem && outcome.end == ENDS[i].end &&
               outcome.status == ENDS[i].status,
           "%s, %s: %s, end %d, status %d", ENDS[i].conf, ENDS[i].file,
           all->problem ? all->problem : "accepted", (int)outcome.end,
           outcome.status);
    if (ENDS[i].result) {
        tap_is(outcome.end == LINT_REWRITE_REDIRECT
                   ? lint_table_get(request->headers_out, "Location").value
                   : outcome.uri,
               ENDS[i].result, "%s: the result", ENDS[i].conf);
    }
}

/* Which rules run where, as the variables they set. */
static const struct {
    const char *name, *outer_directory, *outer, *directory, *inner, *expected;
} SCOPES[] = {
    {"a section takes the engine of its server, not its rules", NULL,
     "RewriteEngine On\nRewriteRule ^ - [E=S:1]", "/srv/www",
     "RewriteRule ^ - [E=D:1]", "D: 1"},
    {"a deeper section replaces the rules", "/srv/www",
     "RewriteEngine On\nRewriteRule ^ - [E=P:1]", "/srv/www/api",
     "RewriteEngine On\nRewriteRule ^ - [E=C:1]", "C: 1"},
    {"Inherit", "/srv/www", "RewriteEngine On\nRewriteRule ^ - [E=P:1]",
     "/srv/www/api", "RewriteOptions Inherit\nRewriteRule ^ - [E=C:1]",
     "C: 1 ; P: 1"},
    {"InheritBefore", "/srv/www", "RewriteEngine On\nRewriteRule ^ - [E=P:1]",
     "/srv/www/api", "RewriteOptions InheritBefore\nRewriteRule ^ - [E=C:1]",
     "P: 1 ; C: 1"},
    {"InheritDown", "/srv/www",
     "RewriteEngine On\nRewriteOptions InheritDown\nRewriteRule ^ - [E=P:1]",
     "/srv/www/api", "RewriteRule ^ - [E=C:1]", "C: 1 ; P: 1"},
    {"InheritDownBefore", "/srv/www",
     "RewriteEngine On\nRewriteOptions InheritDownBefore\n"
     "RewriteRule ^ - [E=P:1]",
     "/srv/www/api", "RewriteRule ^ - [E=C:1]", "P: 1 ; C: 1"},
    {"IgnoreInherit", "/srv/www",
     "RewriteEngine On\nRewriteOptions InheritDown\nRewriteRule ^ - [E=P:1]",
     "/srv/www/api", "RewriteOptions IgnoreInherit\nRewriteRule ^ - [E=C:1]",
     "C: 1"},
    {"the engine goes off", "/srv/www", "RewriteEngine On", "/srv/www/api",
     "RewriteEngine Off\nRewriteRule ^ - [E=C:1]", ""},
    {"server rules are not inherited even with Inherit", NULL,
     "RewriteEngine On\nRewriteRule ^ - [E=S:1]", "/srv/www",
     "RewriteOptions Inherit\nRewriteRule ^ - [E=D:1]", "D: 1"},
};

static void check_scope(apr_pool_t *pool, size_t i)
{
    const lines *outer =
        read_lines(pool, SCOPES[i].outer_directory, SCOPES[i].outer);
    lines *inner = read_lines(pool, SCOPES[i].directory, SCOPES[i].inner);
    lint_request *request = make_request(pool, "");

    inner->rewrite = lint_rewrite_merge(pool, outer->rewrite, inner->rewrite);
    request->filename = "/srv/www/api/x";
    fix_up(request, inner, NULL);
    tap_is(show_table(pool, request->env, ""), SCOPES[i].expected, "%s",
           SCOPES[i].name);
}

int main(void)
{
    apr_pool_t *pool = tap_begin();

    for (size_t i = 0; i < sizeof(ENDS) / sizeof(*ENDS); i++) {
        check_end(pool, i);
    }
    for (size_t i = 0; i < sizeof(SCOPES) / sizeof(*SCOPES); i++) {
        check_scope(pool, i);
    }
    return tap_end();
}
