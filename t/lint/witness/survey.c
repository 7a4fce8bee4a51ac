/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where a server is asked, as whom, and whom the answers are blamed on.
 */
#include <apr_strings.h>
#include "lint/witness/hole.h"
#include "lint/witness/survey.h"
#include "t/core/tap.h"

static lint_survey *surveyed(apr_pool_t *pool, const char *text)
{
    lint_conf_options options = {.all_modules = true};
    lint_problems *problems = lint_problems_create(pool);
    char *bytes = apr_pstrdup(pool, text);
    lint_conf *conf =
        lint_conf_load_source(pool, &options,
                              lint_source_make(pool, "test.conf", bytes,
                                               strlen(bytes), NULL, problems),
                              problems);

    return lint_survey_make(pool, lint_server_build(pool, conf));
}

/* "PATH:KIND@LINE" for each way in, with `+` for credentials
 * and `?` for what may not be there. */
static const char *holes_of(apr_pool_t *pool, const lint_survey *survey)
{
    lint_holes holes =
        lint_holes_find(pool, survey, ~0U & ~LINT_HOLE(LINT_ORIGIN_MEANT));
    const char *text = "";

    for (int i = 0; i < holes.list->nelts; i++) {
        const lint_hole *hole = APR_ARRAY_IDX(holes.list, i, const lint_hole *);

        text = apr_psprintf(pool, "%s%s%s%s%s%s%s%s@%d", text, i ? " " : "",
                            hole->trial->question->target,
                            hole->preflight ? " OPTIONS " : " ",
                            hole->trial->script ? "script " : "",
                            hole->trial->origin, hole->credentials ? "+" : "",
                            hole->presumed ? "?" : "", hole->culprit->line);
    }
    return text;
}

static const struct {
    const char *name;
    const char *conf;
    const char *holes;
} hole_rows[] = {
    {"a reflection",
     "SetEnvIf Origin (.+) O=$1\n"
     "Header set Access-Control-Allow-Origin %{O}e env=O\n"
     "Header set Access-Control-Allow-Credentials true\n",
     "/ https://evil.example+@1"},
    {"a pattern that nothing uses is not to blame",
     "SetEnvIf Origin (.+) SEEN=$1\n"
     "Header set Access-Control-Allow-Origin expr=%{req:Origin}\n",
     "/ https://evil.example@2"},
    {"nor is it a way in",
     "SetEnvIf Origin (.+) SEEN=$1\n"
     "SetEnvIf Origin ^https://a\\.example\\.com$ O\n"
     "Header set Access-Control-Allow-Origin expr=%{req:Origin} env=O\n",
     ""},
    {"the condition is to blame, not the rule",
     "RewriteEngine On\n"
     "RewriteCond %{HTTP:Origin} ^https://a\\.example\\.com\n"
     "RewriteRule ^ - [E=O:%{HTTP:Origin}]\n"
     "Header set Access-Control-Allow-Origin %{O}e env=O\n",
     "/ https://a.example.com.evil.example@2"},
    {"the same in a section and in its path",
     "<Location /api/>\n"
     "RewriteEngine On\n"
     "RewriteCond %{HTTP:Origin} ^https://a\\.example\\.com\n"
     "RewriteRule ^ - [E=O:%{HTTP:Origin}]\n"
     "Header set Access-Control-Allow-Origin %{O}e env=O\n"
     "</Location>\n",
     "/api/ https://a.example.com.evil.example@3"},
    {"a condition of <If>",
     "<If \"%{HTTP:Origin} =~ /example\\.com$/\">\n"
     "Header set Access-Control-Allow-Origin expr=%{req:Origin}\n"
     "</If>\n",
     "/ http://example.com@1"},
    {"two conditions that have to hold",
     "RewriteEngine On\n"
     "RewriteCond %{HTTP:Origin} ^https://a\\.\n"
     "RewriteCond %{HTTP:Origin} \\.example\\.com$\n"
     "RewriteRule ^ - [E=O:%{HTTP:Origin}]\n"
     "Header set Access-Control-Allow-Origin %{O}e env=O\n",
     ""},
    {"a variable made of the header",
     "SetEnvIf Origin (.+) SEEN=$1\n"
     "SetEnvIf SEEN ^https://a\\.example\\.com O\n"
     "Header set Access-Control-Allow-Origin expr=%{req:Origin} env=O\n",
     "/ https://a.example.com.evil.example@2"},
    {"a path that a rule asks for",
     "RewriteEngine On\n"
     "RewriteRule ^/api/ - [E=O:%{HTTP:Origin}]\n"
     "Header set Access-Control-Allow-Origin %{O}e env=O\n",
     "/api/ https://evil.example@3"},
    {"a file",
     "<FilesMatch \"\\.(json|xml)$\">\n"
     "Header set Access-Control-Allow-Origin expr=%{req:Origin}\n"
     "</FilesMatch>\n",
     "/.xml https://evil.example@2"},
    {"a preflight alone",
     "SetEnvIf Request_Method OPTIONS P\n"
     "Header set Access-Control-Allow-Origin expr=%{req:Origin} env=P\n",
     "/ OPTIONS https://evil.example@2"},
    {"a script", "Header set Access-Control-Allow-Origin %{HTTP_ORIGIN}e\n",
     "/ script https://evil.example@1"},
    {"behind a password",
     "<Location /a>\nAuthType Basic\nRequire valid-user\n"
     "Header set Access-Control-Allow-Origin expr=%{req:Origin}\n"
     "</Location>\n",
     "/a https://evil.example@4"},
    {"inside a network",
     "<Location /a>\nRequire ip 10.1\n"
     "Header set Access-Control-Allow-Origin expr=%{req:Origin}\n"
     "</Location>\n",
     "/a https://evil.example@3"},
    {"what virtual hosts inherit, where nobody gets to the main server",
     "Header set Access-Control-Allow-Origin null\n"
     "<VirtualHost *:80>\nServerName a.test\n</VirtualHost>\n"
     "<VirtualHost *:443>\nServerName b.test\n</VirtualHost>\n",
     "/ null@1"},
    {"what may be there",
     "<IfDefine X>\nHeader set Access-Control-Allow-Origin null\n"
     "</IfDefine>\n",
     "/ null?@2"},
    {"nobody may",
     "<Location /a>\nRequire all denied\n"
     "Header set Access-Control-Allow-Origin expr=%{req:Origin}\n"
     "</Location>\n",
     ""},
    {"not a twin that another line names, but the next one",
     "SetEnvIf Origin ^https://a.example.com$ O\n"
     "SetEnvIf Origin ^https://axexample\\.com$ O\n"
     "Header set Access-Control-Allow-Origin expr=%{req:Origin} env=O\n",
     "/ https://aeexample.com@1"},
};

static void test_holes(apr_pool_t *pool)
{
    for (size_t i = 0; i < sizeof(hole_rows) / sizeof(hole_rows[0]); i++) {
        tap_is(holes_of(pool, surveyed(pool, hole_rows[i].conf)),
               hole_rows[i].holes, "%s", hole_rows[i].name);
    }
}

static void test_hosts(apr_pool_t *pool)
{
    const lint_survey *survey =
        surveyed(pool, "<VirtualHost *:443>\nServerName a.example.com\n"
                       "Header set Access-Control-Allow-Origin null\n"
                       "</VirtualHost>\n"
                       "<VirtualHost *:443>\nServerName b.example.com\n"
                       "</VirtualHost>\n"
                       "<VirtualHost *:443>\nServerName a.example.com\n"
                       "Header set Access-Control-Allow-Origin null\n"
                       "</VirtualHost>\n");

    tap_is(holes_of(pool, survey), "/ null@3",
           "a host that no request gets to is not asked");
    tap_ok(survey->sites->nelts == 2, "but it is a site");
}

static void test_nodes(apr_pool_t *pool)
{
    const lint_survey *survey =
        surveyed(pool, "Header set A b\n<If \"true\">\nheader set C d\n"
                       "</If>\n");
    const apr_array_header_t *nodes = lint_survey_nodes(survey, "Header");
    const lint_node *second;
    lint_place nowhere = {"test.conf", 7, 1, NULL};

    tap_ok(nodes->nelts == 2, "directives are found by name, in any case");
    second = APR_ARRAY_IDX(nodes, 1, const lint_node *);
    tap_ok(lint_survey_node_at(survey, &second->place) == second,
           "and by their place");
    tap_ok(!lint_survey_node_at(survey, &nowhere), "where there is one");
    tap_ok(lint_survey_nodes(survey, "Nothing")->nelts == 0,
           "what is not there is an empty list");
}

int main(void)
{
    apr_pool_t *pool = tap_begin();

    test_holes(pool);
    test_hosts(pool);
    test_nodes(pool);
    return tap_end();
}
