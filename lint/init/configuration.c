/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/init/configuration.h"

#include <string.h>
#include <apr_strings.h>
#include <jansson.h>
#include "core/developer.h"
#include "core/pattern.h"
#include "core/publicsuffix.h"
#include "lint/init/template.h"

static const char *const cors_headers[] = {
    "Access-Control-Allow-Origin",   "Access-Control-Allow-Credentials",
    "Access-Control-Allow-Methods",  "Access-Control-Allow-Headers",
    "Access-Control-Expose-Headers", "Access-Control-Max-Age"};

static const char *word(const lint_answers *answers, lint_question_id id, int i)
{
    return APR_ARRAY_IDX(answers->to[id], i, const char *);
}

/* False where nothing is known yet. */
static bool is(const lint_answers *answers, lint_question_id id,
               const char *answer)
{
    return answers->to[id] && strcmp(word(answers, id, 0), answer) == 0;
}

/* NULL where the API's own name is not told. */
static const char *host_of(const lint_answers *answers)
{
    return is(answers, LINT_ASK_HOST, "none") ? NULL
                                              : word(answers, LINT_ASK_HOST, 0);
}

static cors_pattern parsed(apr_pool_t *pool, const char *origin)
{
    static const cors_place nowhere = {"", 0, ""};
    cors_pattern pattern;

    cors_pattern_parse(pool, &nowhere, origin, &pattern,
                       cors_problems_create(pool));
    return pattern;
}

/* A public suffix may be a host too, and is then a site of its own. */
static const char *site_of(const char *host)
{
    const char *domain = cors_registrable_domain(host);

    return domain ? domain : host;
}

bool lint_answers_same_site(apr_pool_t *pool, const lint_answers *answers)
{
    const char *host = host_of(answers);

    if (!host || !is(answers, LINT_ASK_SITE, "auto")) {
        return is(answers, LINT_ASK_SITE, "same");
    }
    for (int i = 0; i < answers->to[LINT_ASK_ORIGIN]->nelts; i++) {
        cors_pattern pattern = parsed(pool, word(answers, LINT_ASK_ORIGIN, i));

        if (strncmp(pattern.text, "https:", 6) != 0 ||
            strcmp(site_of(pattern.host), site_of(host)) != 0) {
            return false;
        }
    }
    return true;
}

static void refuse(cors_problems *problems, const char *option,
                   const char *value, const char *sentence)
{
    cors_place place = {"corslint init", 0, option};

    cors_problem_add(problems, &place, "init-answers", value, "%s %s",
                     cors_quoted(problems->pool, value), sentence);
}

static void check_origin(apr_pool_t *pool, const lint_answers *answers,
                         const char *origin, cors_problems *problems)
{
    if (answers->to[LINT_ASK_HOST] && host_of(answers) &&
        strcmp(origin, apr_pstrcat(pool, "https://", host_of(answers), NULL)) ==
            0) {
        refuse(problems, "--origin", origin,
               "is the API's own origin, which needs no CORS; name the origin "
               "of the pages");
    }
    if (is(answers, LINT_ASK_STYLE, "recipe") && strchr(origin, '*')) {
        refuse(problems, "--origin", origin,
               "has a wildcard, and a recipe names each origin; write them "
               "out, or --style module");
    }
}

void lint_answers_check(apr_pool_t *pool, const lint_answers *answers,
                        cors_problems *problems)
{
    const apr_array_header_t *origins = answers->to[LINT_ASK_ORIGIN];

    for (int i = 0; origins && i < origins->nelts; i++) {
        check_origin(pool, answers, word(answers, LINT_ASK_ORIGIN, i),
                     problems);
    }
    if (origins && answers->to[LINT_ASK_HOST] &&
        is(answers, LINT_ASK_PARTITIONED, "yes") &&
        lint_answers_same_site(pool, answers)) {
        refuse(problems, "--partitioned", "Partitioned",
               "is for pages of another site, and these are of the API's own; "
               "leave --partitioned out");
    }
}

static const char *joined(apr_pool_t *pool, const apr_array_header_t *words,
                          const char *before, const char *between)
{
    const char *text = before;

    for (int i = 0; i < words->nelts; i++) {
        text = apr_pstrcat(pool, text, *text ? between : "",
                           APR_ARRAY_IDX(words, i, const char *), NULL);
    }
    return text;
}

/* As an expression: of what passed, no other byte means something there. */
static const char *escaped(apr_pool_t *pool, const char *text)
{
    apr_array_header_t *pieces = apr_array_make(pool, 8, sizeof(char *));
    size_t length;

    while (text[length = strcspn(text, ".[]+")]) {
        APR_ARRAY_PUSH(pieces, const char *) =
            apr_psprintf(pool, "%.*s\\%c", (int)length, text, text[length]);
        text += length + 1;
    }
    APR_ARRAY_PUSH(pieces, const char *) = text;
    return apr_array_pstrcat(pool, pieces, 0);
}

static void set(json_t *values, const char *name, const char *value)
{
    json_object_set_new(values, name, json_string(value));
}

static void set_flag(json_t *values, const char *name, bool value)
{
    json_object_set_new(values, name, json_boolean(value));
}

/* An origin that it matches: the wildcards stand for something. */
static const char *example_of(apr_pool_t *pool, const cors_pattern *pattern)
{
    size_t length = strlen(pattern->text) - (pattern->any_port ? 2 : 0);
    const char *text = apr_pstrmemdup(pool, pattern->text, length);
    const char *star = strchr(text, '*');

    return star ? apr_pstrcat(
                      pool,
                      apr_pstrmemdup(pool, text, (apr_size_t)(star - text)),
                      "app", star + 1, NULL)
                : text;
}

/* Which corslint tells of, as it should where the API is live. */
static bool is_developers(const lint_answers *answers, const cors_pattern *page)
{
    const char *host = host_of(answers);

    return host && !cors_host_is_developers(host) &&
           cors_origin_is_developers(page->text, page->host);
}

static void add_origins(apr_pool_t *pool, json_t *values,
                        const lint_answers *answers)
{
    json_t *origins = json_array();

    for (int i = 0; i < answers->to[LINT_ASK_ORIGIN]->nelts; i++) {
        const char *origin = word(answers, LINT_ASK_ORIGIN, i);
        cors_pattern pattern = parsed(pool, origin);
        json_t *one = json_object();

        set(one, "origin", origin);
        set(one, "pattern", escaped(pool, origin));
        set_flag(one, "developers", is_developers(answers, &pattern));
        json_array_append_new(origins, one);
        if (i == 0) {
            set(values, "probe", example_of(pool, &pattern));
        }
    }
    json_object_set_new(values, "origins", origins);
}

static void add_cookies(apr_pool_t *pool, json_t *values,
                        const lint_answers *answers)
{
    const apr_array_header_t *names = answers->to[LINT_ASK_COOKIE];
    bool same_site = lint_answers_same_site(pool, answers);
    const char *pattern = escaped(pool, joined(pool, names, "", "|"));
    json_t *cookies = json_array();

    for (int i = 0; i < names->nelts; i++) {
        json_array_append_new(
            cookies,
            json_pack("{s:s}", "name", word(answers, LINT_ASK_COOKIE, i)));
    }
    json_object_set_new(values, "cookies", cookies);
    set(values, "cookie",
        names->nelts ? word(answers, LINT_ASK_COOKIE, 0) : "");
    set(values, "cookie_pattern",
        names->nelts > 1 ? apr_pstrcat(pool, "(?:", pattern, ")", NULL)
                         : pattern);
    set(values, "samesite", same_site ? "Lax" : "None");
    set(values, "site", host_of(answers) ? site_of(host_of(answers)) : "");
    set_flag(values, "same_site", same_site);
    set_flag(values, "partitioned", is(answers, LINT_ASK_PARTITIONED, "yes"));
    json_object_set_new(
        values, "tables",
        json_pack("[{s:s}, {s:s}]", "always", "", "always", "always "));
}

static void add_policy(apr_pool_t *pool, json_t *values,
                       const lint_answers *answers)
{
    static const struct {
        lint_question_id id;
        const char *name;
        const char *before;
    } lists[] = {{LINT_ASK_METHOD, "methods", "GET, HEAD, POST"},
                 {LINT_ASK_HEADER, "headers", ""},
                 {LINT_ASK_EXPOSE, "expose", ""}};
    json_t *names = json_array();

    for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
        const apr_array_header_t *words = answers->to[lists[i].id];

        set(values, lists[i].name, joined(pool, words, "", " "));
        set(values, apr_pstrcat(pool, lists[i].name, "_list", NULL),
            joined(pool, words, lists[i].before, ", "));
    }
    for (size_t i = 0; i < sizeof(cors_headers) / sizeof(cors_headers[0]);
         i++) {
        json_array_append_new(names, json_string(cors_headers[i]));
    }
    json_object_set_new(values, "cors_headers", names);
    set(values, "max_age", word(answers, LINT_ASK_MAX_AGE, 0));
}

/* Without the slash at its end. */
static const char *without_slash(apr_pool_t *pool, const char *url)
{
    size_t length = strlen(url);

    return apr_pstrmemdup(pool, url, length - (url[length - 1] == '/'));
}

static void add_place(apr_pool_t *pool, json_t *values,
                      const lint_answers *answers)
{
    const char *host = host_of(answers) ? host_of(answers) : "api.example.com";
    const char *path =
        is(answers, LINT_ASK_PATH, "/") ? "" : word(answers, LINT_ASK_PATH, 0);
    bool backend = !is(answers, LINT_ASK_BACKEND, "none");
    const char *target =
        without_slash(pool, word(answers, LINT_ASK_BACKEND, 0));

    set(values, "host", host);
    set_flag(values, "vhost", host_of(answers) != NULL);
    set(values, "path", path);
    set(values, "path_pattern", escaped(pool, path));
    set(values, "url", apr_pstrcat(pool, "https://", host, path, NULL));
    set_flag(values, "backend", backend);
    set_flag(values, "backend_tls", strncmp(target, "https:", 6) == 0);
    set_flag(values, "files", !backend || *path);
    set(values, "folder",
        is(answers, LINT_ASK_SERVER, "httpd") ? "/usr/local/apache2/htdocs"
                                              : "/var/www/html");
    set(values, "mount", *path ? path : "/");
    set(values, "target",
        *path ? target : apr_pstrcat(pool, target, "/", NULL));
}

static void add_modules(apr_pool_t *pool, json_t *values,
                        const lint_answers *answers)
{
    bool recipe = is(answers, LINT_ASK_STYLE, "recipe");
    apr_array_header_t *modules =
        lint_words(pool, recipe ? "setenvif rewrite headers" : "cors_creds");
    json_t *loaded = json_array();

    if (!is(answers, LINT_ASK_BACKEND, "none")) {
        modules = apr_array_append(pool, lint_words(pool, "proxy proxy_http"),
                                   modules);
    }
    for (int i = 0; i < modules->nelts; i++) {
        json_array_append_new(
            loaded, json_string(APR_ARRAY_IDX(modules, i, const char *)));
    }
    json_object_set_new(values, "loaded", loaded);
    set(values, "modules",
        joined(pool, modules, host_of(answers) ? "ssl" : "", " "));
    set_flag(values, "recipe", recipe);
    set_flag(values, "module", !recipe);
    for (const char *const *server =
             (const char *const[]){"debian", "rhel", "httpd", NULL};
         *server; server++) {
        set_flag(values, *server, is(answers, LINT_ASK_SERVER, *server));
    }
}

const char *lint_configuration(apr_pool_t *pool, const lint_answers *answers,
                               const char **error)
{
    json_t *values = json_object();
    const char *text;

    add_place(pool, values, answers);
    add_origins(pool, values, answers);
    add_policy(pool, values, answers);
    add_cookies(pool, values, answers);
    add_modules(pool, values, answers);
    text = lint_template_render(pool, lint_templates, "server", values, error);
    json_decref(values);
    return text;
}
