/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/init/questions.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <arpa/inet.h>
#include <apr_lib.h>
#include <apr_strings.h>
#include "core/pattern.h"
#include "core/policy_check.h"
#include "core/publicsuffix.h"

#define LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
#define DIGITS "0123456789"
#define NAME_BYTES LETTERS DIGITS "-_."
#define PATH_BYTES NAME_BYTES "/~"

const lint_question lint_questions[LINT_QUESTIONS] = {
    [LINT_ASK_ORIGIN] = {"origin", "Origins of the pages that call the API",
                         NULL, "https://app.example.net", "CorsCredsOrigin",
                         NULL, true},
    [LINT_ASK_HOST] = {"host",
                       "The API's own name, or none for the inside of a "
                       "virtual host",
                       "none", "api.example.com", NULL, NULL, false},
    [LINT_ASK_PATH] = {"path", "Where the API begins on that host", "/", "/api",
                       NULL, NULL, false},
    [LINT_ASK_COOKIE] = {"cookie", "Names of its cookies", "none", "session",
                         NULL, NULL, true},
    [LINT_ASK_PARTITIONED] = {"partitioned",
                              "Keep them where browsers block third-party "
                              "cookies (Partitioned)",
                              "no", "yes", NULL, "yes|no", false},
    [LINT_ASK_METHOD] = {"method", "Methods beyond GET, HEAD and POST", "none",
                         "PUT", "CorsCredsMethods", NULL, true},
    [LINT_ASK_HEADER] = {"header", "Headers that its requests carry",
                         "Content-Type", "Content-Type", "CorsCredsHeaders",
                         NULL, true},
    [LINT_ASK_EXPOSE] = {"expose", "Headers of answers that scripts read",
                         "none", "X-Total-Count", "CorsCredsExpose", NULL,
                         true},
    [LINT_ASK_MAX_AGE] = {"max-age",
                          "Seconds for which a browser remembers a preflight",
                          "3600", "3600", "CorsCredsMaxAge", NULL, false},
    [LINT_ASK_BACKEND] = {"backend", "URL of the backend that answers, or none",
                          "none", "http://127.0.0.1:8000", NULL, NULL, false},
    [LINT_ASK_STYLE] = {"style",
                        "For this module, or as a recipe for httpd alone",
                        "module", "module", NULL, "module|recipe", false},
    [LINT_ASK_SERVER] = {"server", "Whose layout the server has", "debian",
                         "debian", NULL, "debian|rhel|httpd", false},
    [LINT_ASK_SITE] = {"site", "Whether pages and API are one site", "auto",
                       "auto", NULL, "auto|same|cross", false},
};

/* An answer under test. */
typedef struct checking {
    apr_pool_t *pool;
    lint_question_id id;
    cors_place place;
    cors_problems *problems;
} checking;

#define REFUSE(c, word, ...)                                                   \
    cors_problem_add((c)->problems, &(c)->place, "init-answer", word,          \
                     __VA_ARGS__)

static const char *quoted(const checking *c, const char *word)
{
    return cors_quoted(c->pool, word);
}

static bool has_only(const char *word, const char *bytes)
{
    return word[strspn(word, bytes)] == '\0';
}

/* Core has taken it for a pattern already, or for the word `none`. */
static void check_origin(const checking *c, const char *word)
{
    cors_pattern pattern;

    cors_pattern_parse(c->pool, &c->place, word, &pattern, c->problems);
}

static void check_name(const checking *c, const char *word)
{
    if (strpbrk(word, "*?")) {
        REFUSE(c, word,
               "%s has a wildcard; write each name out, or none for none",
               quoted(c, word));
    } else if (!has_only(word, NAME_BYTES)) {
        REFUSE(c, word,
               "%s has a byte that would need quoting in a configuration; "
               "write a name of letters, digits, \"-\", \"_\" and \".\"",
               quoted(c, word));
    }
}

/* Core takes patterns too, and refuses less: it knows how to quote. */
static void check_cookie(const checking *c, const char *word)
{
    if (strpbrk(word, "*?")) {
        check_name(c, word);
    } else if (!*word || !has_only(word, NAME_BYTES)) {
        REFUSE(c, word,
               "%s is no cookie's name, or would need quoting; write one of "
               "letters, digits, \"-\", \"_\" and \".\"",
               quoted(c, word));
    }
}

/* The host in a URL, in a name with a port or in one in upper case. */
static const char *host_in(apr_pool_t *pool, const char *word)
{
    const char *from = strstr(word, "://");
    const char *host = from ? from + 3 : word;
    char *name = apr_pstrmemdup(pool, host, strcspn(host, ":/?#"));

    for (char *at = name; *at; at++) {
        *at = (char)apr_tolower(*at);
    }
    return name;
}

/* Browsers' spelling of it is judged, by core; what core suggests is an origin
 * and no answer here. */
static void check_host(const checking *c, const char *word)
{
    const char *host = host_in(c->pool, word);
    cors_pattern pattern;

    if (strcmp(word, "none") == 0) {
        return;
    }
    if (!cors_pattern_parse(c->pool, &c->place,
                            apr_pstrcat(c->pool, "https://", host, NULL),
                            &pattern, cors_problems_create(c->pool))) {
        REFUSE(c, word, "%s is no host's name; write one such as %s",
               quoted(c, word), lint_questions[c->id].example);
    } else if (pattern.kind != CORS_PATTERN_EXACT) {
        REFUSE(c, word,
               "%s has a wildcard; write the one name that the API has",
               quoted(c, word));
    } else if (strchr(host, '.') && cors_is_public_suffix(host)) {
        REFUSE(c, word,
               "%s is a public suffix, below which everybody registers names; "
               "write the name that is yours",
               quoted(c, word));
    } else if (strcasecmp(word, host) != 0) {
        REFUSE(c, word, "%s is more than a host's name; write \"%s\"",
               quoted(c, word), host);
    } else if (strcmp(word, host) != 0) {
        REFUSE(c, word, "%s has upper case; write \"%s\"", quoted(c, word),
               host);
    }
}

static void check_path(const checking *c, const char *word)
{
    if (*word != '/' || !has_only(word, PATH_BYTES) || strstr(word, "//") ||
        strstr(word, "/.") || (word[1] && word[strlen(word) - 1] == '/')) {
        REFUSE(c, word,
               "%s is no path of an API; write one such as \"/api\", of "
               "letters, digits, \"-\", \"_\", \".\" and \"~\", without a "
               "slash at its end",
               quoted(c, word));
    }
}

static bool is_port(const char *text, size_t length)
{
    return length >= 1 && length <= 5 && strspn(text, DIGITS) >= length &&
           atoi(text) >= 1 && atoi(text) <= 65535;
}

/* How long the host of a URL is; 0 where there is none. */
static size_t host_length(apr_pool_t *pool, const char *host)
{
    const char *end = *host == '[' ? strchr(host, ']') : NULL;
    struct in6_addr address;

    if (*host != '[') {
        return strspn(host, NAME_BYTES);
    }
    return end && inet_pton(AF_INET6,
                            apr_pstrmemdup(pool, host + 1,
                                           (apr_size_t)(end - host - 1)),
                            &address) == 1
               ? (size_t)(end - host) + 1
               : 0;
}

static void check_backend(const checking *c, const char *word)
{
    const char *host = strncmp(word, "http://", 7) == 0    ? word + 7
                       : strncmp(word, "https://", 8) == 0 ? word + 8
                                                           : "";
    size_t length = host_length(c->pool, host);
    const char *rest = host + length;
    size_t port = *rest == ':' ? strspn(rest + 1, DIGITS) : 0;

    if (*rest == ':' && is_port(rest + 1, port)) {
        rest += 1 + port;
    }
    if (strcmp(word, "none") != 0 &&
        (length == 0 || (*rest && *rest != '/') || strstr(rest, "//") ||
         !has_only(rest, PATH_BYTES))) {
        REFUSE(c, word,
               "%s is no backend's URL; write one such as "
               "\"http://127.0.0.1:8000\", or none for files of this server",
               quoted(c, word));
    }
}

/* "a, b or c" of "a|b|c". */
static const char *spoken(apr_pool_t *pool, const char *choices)
{
    const char *bar = strchr(choices, '|');

    return !bar ? choices
                : apr_pstrcat(
                      pool,
                      apr_pstrmemdup(pool, choices, (size_t)(bar - choices)),
                      strchr(bar + 1, '|') ? ", " : " or ",
                      spoken(pool, bar + 1), NULL);
}

static void check_choice(const checking *c, const char *word)
{
    const char *at = lint_questions[c->id].choices;
    size_t length = strlen(word);

    for (; *at; at += *at == '|') {
        size_t bytes = strcspn(at, "|");

        if (bytes == length && strncmp(at, word, length) == 0) {
            return;
        }
        at += bytes;
    }
    REFUSE(c, word, "%s is not a value for it; write %s", quoted(c, word),
           spoken(c->pool, lint_questions[c->id].choices));
}

/* Core offers a directive as the other way out, which is no answer here. */
static void trim_advice(const cors_problems *problems, int from)
{
    for (int i = from; i < problems->list->nelts; i++) {
        cors_problem *problem = &APR_ARRAY_IDX(problems->list, i, cors_problem);
        const char *tail = strstr(problem->sentence, ", or CorsCreds");

        if (tail) {
            problem->sentence =
                apr_pstrmemdup(problems->pool, problem->sentence,
                               (size_t)(tail - problem->sentence));
        }
    }
}

/* What the module would say to a directive with these words. The section's
 * sets hold more than memory of a pool, so it has one that ends. */
static void check_directive(const checking *c, int count,
                            const char *const *words)
{
    const cors_directive *directive =
        cors_directive_find(lint_questions[c->id].directive);
    int before = c->problems->list->nelts;
    apr_pool_t *pool;
    cors_section *section;

    apr_pool_create(&pool, c->pool);
    section = cors_section_create(pool);
    cors_section_read(section, directive, &c->place, count, words, c->problems);
    cors_policy_check(&section->policy, c->problems);
    apr_pool_destroy(pool);
    trim_advice(c->problems, before);
}

static void check_word(const checking *c, const char *word)
{
    switch (c->id) {
    case LINT_ASK_ORIGIN:
        check_origin(c, word);
        break;
    case LINT_ASK_HOST:
        check_host(c, word);
        break;
    case LINT_ASK_PATH:
        check_path(c, word);
        break;
    case LINT_ASK_BACKEND:
        check_backend(c, word);
        break;
    case LINT_ASK_COOKIE:
        check_cookie(c, word);
        break;
    case LINT_ASK_METHOD:
    case LINT_ASK_HEADER:
    case LINT_ASK_EXPOSE:
        check_name(c, word);
        break;
    case LINT_ASK_PARTITIONED:
    case LINT_ASK_STYLE:
    case LINT_ASK_SERVER:
    case LINT_ASK_SITE:
        check_choice(c, word);
        break;
    case LINT_ASK_MAX_AGE:
    case LINT_QUESTIONS:
        break;
    }
}

static bool has(const apr_array_header_t *words, const char *word)
{
    for (int i = 0; i < words->nelts; i++) {
        if (strcmp(APR_ARRAY_IDX(words, i, const char *), word) == 0) {
            return true;
        }
    }
    return false;
}

/* Each word once, and of methods none that needs no mention. */
static apr_array_header_t *distinct(apr_pool_t *pool, lint_question_id id,
                                    const apr_array_header_t *words)
{
    apr_array_header_t *each =
        apr_array_make(pool, words->nelts + 1, sizeof(const char *));

    for (int i = 0; i < words->nelts; i++) {
        const char *word = APR_ARRAY_IDX(words, i, const char *);

        if (has(each, word) ||
            (id == LINT_ASK_METHOD &&
             (strcmp(word, "GET") == 0 || strcmp(word, "HEAD") == 0 ||
              strcmp(word, "POST") == 0))) {
            continue;
        }
        APR_ARRAY_PUSH(each, const char *) = word;
    }
    return each;
}

static bool is_none(lint_question_id id, const apr_array_header_t *words)
{
    return words->nelts == 1 && id != LINT_ASK_ORIGIN &&
           strcmp(APR_ARRAY_IDX(words, 0, const char *), "none") == 0;
}

const apr_array_header_t *lint_question_check(apr_pool_t *pool,
                                              lint_question_id id,
                                              const apr_array_header_t *words,
                                              cors_problems *problems)
{
    const lint_question *question = &lint_questions[id];
    checking c = {
        pool,
        id,
        {"corslint init", 0, apr_pstrcat(pool, "--", question->name, NULL)},
        problems};
    int before = problems->list->nelts;
    apr_array_header_t *each = distinct(pool, id, words);

    if (question->many && is_none(id, words)) {
        apr_array_clear(each);
        return each;
    }
    if (words->nelts == 0) {
        REFUSE(&c, "", "a value is missing; write --%s %s", question->name,
               question->example);
        return NULL;
    }
    if (!question->many && words->nelts > 1) {
        const char *last = APR_ARRAY_IDX(words, words->nelts - 1, const char *);

        REFUSE(&c, last, "one value is enough; leave %s out", quoted(&c, last));
        return NULL;
    }
    if (question->directive && each->nelts) {
        check_directive(&c, each->nelts,
                        (const char *const *)(void *)each->elts);
    }
    for (int i = 0; i < each->nelts && problems->list->nelts == before; i++) {
        check_word(&c, APR_ARRAY_IDX(each, i, const char *));
    }
    return problems->list->nelts == before ? each : NULL;
}

apr_array_header_t *lint_words(apr_pool_t *pool, const char *line)
{
    apr_array_header_t *words = apr_array_make(pool, 2, sizeof(const char *));

    while (*(line += strspn(line, " \t\r\n"))) {
        size_t length = strcspn(line, " \t\r\n");

        APR_ARRAY_PUSH(words, const char *) =
            apr_pstrmemdup(pool, line, length);
        line += length;
    }
    return words;
}
