/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/migrate/proof.h"

#include <string.h>
#include <apr_strings.h>
#include "core/origin.h"
#include "lint/migrate/candidates.h"
#include "lint/migrate/judge.h"
#include "lint/migrate/lists.h"
#include "lint/migrate/together.h"
#include "lint/witness/header_value.h"
#include "lint/witness/origins.h"
#include "lint/witness/reading.h"
#include "lint/witness/welcome.h"

enum {
    SWEEPS_MAX = 2, /* origins of a site that all methods and headers are asked
                       for */
    NAMES_MAX = 64
};

const char *const lint_outcome_names[LINT_OUTCOMES] = {"same",
                                                       "no effect",
                                                       "hole closed",
                                                       "was broken",
                                                       "preflight now answered",
                                                       "untold",
                                                       "CHANGED"};

typedef struct prover {
    apr_pool_t *pool;
    lint_proof *proof;
    const lint_server *before;
    const lint_server *after;
    const lint_site *site;
    const char *url; /* of the site, for people */
    bool open;       /* everybody is let in, before and after */
    bool dynamic;    /* Access-Control-Allow-Origin depended on the Origin */
    lint_view usual; /* of the origin that is asked for: a plain GET's */
    int sweeps;
} prover;

/* One request. */
typedef struct request {
    const lint_origin_guess *guess;
    const char *method;  /* of a preflight; NULL */
    const char *headers; /* likewise; NULL for none */
    int status;          /* 0: what is there */
} request;

void lint_proof_add(lint_proof *proof, lint_comparison comparison)
{
    proof->counts[comparison.outcome]++;
    APR_ARRAY_PUSH(proof->list, lint_comparison) = comparison;
}

static lint_view ask(const prover *p, const lint_server *server,
                     const request *asked)
{
    lint_question question = p->site->question;
    lint_table *headers = lint_table_copy(p->pool, question.headers);

    if (asked->guess->origin) {
        lint_table_add(headers, "Origin", LINT_KNOWN(asked->guess->origin),
                       NULL);
    }
    if (asked->method) {
        question.method = "OPTIONS";
        lint_table_add(headers, "Access-Control-Request-Method",
                       LINT_KNOWN(asked->method), NULL);
    }
    if (asked->headers) {
        lint_table_add(headers, "Access-Control-Request-Headers",
                       LINT_KNOWN(asked->headers), NULL);
    }
    question.status = asked->status;
    question.headers = headers;
    return lint_view_read(p->pool, &question,
                          lint_welcome_predict(p->pool, server, &question));
}

static bool is_own(const prover *p, const char *origin)
{
    const lint_question *question = &p->site->question;
    int usual = question->https ? 443 : 80;

    return origin && cors_origin_is_own(origin, strlen(origin), question->https,
                                        question->host,
                                        question->local_port == usual
                                            ? 0
                                            : (unsigned)question->local_port);
}

static const char *text_of(apr_pool_t *pool, const request *asked)
{
    if (asked->method) {
        return asked->headers
                   ? apr_pstrcat(pool, "preflight for ", asked->method,
                                 " with ", asked->headers, NULL)
                   : apr_pstrcat(pool, "preflight for ", asked->method, NULL);
    }
    return asked->status
               ? apr_psprintf(pool, "GET, answered with %d", asked->status)
               : "GET";
}

/* Compares what the two answer; the texts of made are from p->pool. */
static void compare_in(const prover *p, const request *asked,
                       lint_comparison *made)
{
    const lint_pair pair = {.kind = asked->guess->kind,
                            .origin = asked->guess->origin,
                            .preflight = asked->method != NULL,
                            .own = is_own(p, asked->guess->origin),
                            .open = p->open,
                            .dynamic = p->dynamic,
                            .usual = p->usual.leave,
                            .barred = p->usual.barred,
                            .error = asked->status >= 400,
                            .before = ask(p, p->before, asked),
                            .after = ask(p, p->after, asked)};

    made->before = lint_view_text(p->pool, &pair.before);
    made->after = lint_view_text(p->pool, &pair.after);
    if (pair.before.status != pair.after.status) {
        made->before =
            apr_psprintf(p->pool, "%d, %s", pair.before.status, made->before);
        made->after =
            apr_psprintf(p->pool, "%d, %s", pair.after.status, made->after);
    }
    lint_pair_judge(&pair, made);
}

/* Of what an answer takes, only the texts are kept. */
static void compare(const prover *p, const request *asked)
{
    prover scratch = *p;
    lint_comparison made = {.url = p->url,
                            .request = text_of(p->pool, asked),
                            .origin = asked->guess->origin};

    apr_pool_create(&scratch.pool, p->pool);
    compare_in(&scratch, asked, &made);
    made.before = apr_pstrdup(p->pool, made.before);
    made.after = apr_pstrdup(p->pool, made.after);
    apr_pool_destroy(scratch.pool);
    lint_proof_add(p->proof, made);
}

static void add_names(apr_pool_t *pool, cors_candidate_list *names,
                      const lint_recipes *recipes, lint_recipe_role role)
{
    for (int i = 0; i < recipes->list->nelts; i++) {
        const lint_recipe *recipe =
            APR_ARRAY_IDX(recipes->list, i, const lint_recipe *);

        for (int j = 0; j < recipe->lines->nelts; j++) {
            const lint_recipe_line *line =
                &APR_ARRAY_IDX(recipe->lines, j, lint_recipe_line);
            const char *list = line->role == role && line->action
                                   ? lint_header_literal(pool, line->action)
                                   : NULL;
            const char *name;

            while (list && (name = lint_list_next(pool, &list))) {
                cors_candidate_list_add(names, name);
            }
        }
    }
}

/* Each method and each header by itself, those of the recipes and others. */
static void sweep(prover *p, const lint_recipes *recipes,
                  const lint_origin_guess *guess)
{
    cors_candidate_list *methods =
        cors_candidate_list_create(p->pool, NAMES_MAX);
    cors_candidate_list *headers =
        cors_candidate_list_create(p->pool, NAMES_MAX);

    add_names(p->pool, methods, recipes, LINT_ROLE_METHODS);
    add_names(p->pool, headers, recipes, LINT_ROLE_HEADERS);
    cors_candidate_list_add(methods, "DELETE");
    cors_candidate_list_add(methods, "PATCH");
    cors_candidate_list_add(headers, "authorization");
    cors_candidate_list_add(headers, "x-not-listed");
    for (int i = 0; i < methods->texts->nelts; i++) {
        const char *method = APR_ARRAY_IDX(methods->texts, i, const char *);

        if (lint_name_is_asked(p->pool, CORS_NAME_METHOD, method)) {
            compare(p, &(request){.guess = guess, .method = method});
        }
    }
    for (int i = 0; i < headers->texts->nelts; i++) {
        const char *name = APR_ARRAY_IDX(headers->texts, i, const char *);

        if (lint_name_is_asked(p->pool, CORS_NAME_REQUEST, name)) {
            compare(p, &(request){
                           .guess = guess, .method = "POST", .headers = name});
        }
    }
}

static void prove_origin(prover *p, const lint_recipes *recipes,
                         const lint_origin_guess *guess)
{
    static const int statuses[] = {404, 401};

    p->usual = ask(p, p->before, &(request){.guess = guess});
    compare(p, &(request){.guess = guess});
    for (size_t i = 0; i < sizeof(statuses) / sizeof(statuses[0]); i++) {
        compare(p, &(request){.guess = guess, .status = statuses[i]});
    }
    if (!guess->origin) {
        return;
    }
    compare(p, &(request){
                   .guess = guess, .method = "PUT", .headers = "content-type"});
    compare(p, &(request){.guess = guess, .method = "GET"});
    if (ask(p, p->after, &(request){.guess = guess}).leave &&
        p->sweeps++ < SWEEPS_MAX) {
        sweep(p, recipes, guess);
    }
}

/* Whether who asks decides what Access-Control-Allow-Origin is. */
static bool depends(const prover *p, const apr_array_header_t *guesses)
{
    lint_view first = {0};

    for (int i = 0; i < guesses->nelts; i++) {
        lint_view view = ask(
            p, p->before,
            &(request){.guess = &APR_ARRAY_IDX(guesses, i, lint_origin_guess)});

        if (!i) {
            first = view;
        } else if (view.allows != first.allows ||
                   (view.leave && !first.leave && !first.fault)) {
            return true;
        }
    }
    return false;
}

/* Where everybody is let in, what no page can have as its origin shows
 * nothing. */
static bool is_origin(const char *text)
{
    cors_origin origin;

    return strcmp(text, "null") == 0 ||
           cors_origin_parse(text, strlen(text), &origin);
}

static void prove_site(prover *p, const lint_recipes *recipes)
{
    static const lint_origin_guess nobody = {.kind = LINT_ORIGIN_NONE};
    static const lint_origin_guess stranger = {lint_stranger,
                                               LINT_ORIGIN_STRANGER};
    apr_array_header_t *guesses =
        lint_recipe_candidates(p->pool, recipes, p->site);

    p->url = p->site->question.target;
    if (p->site->host->name) {
        p->url = apr_pstrcat(p->pool, p->site->host->name, p->url, NULL);
    }
    p->dynamic = depends(p, guesses);
    p->open = ask(p, p->before, &(request){.guess = &stranger}).leave &&
              ask(p, p->after, &(request){.guess = &stranger}).leave ==
                  LINT_LEAVE_ANONYMOUS;
    p->sweeps = 0;
    prove_origin(p, recipes, &nobody);
    for (int i = 0; i < guesses->nelts; i++) {
        const lint_origin_guess *guess =
            &APR_ARRAY_IDX(guesses, i, lint_origin_guess);

        if (!p->open || is_origin(guess->origin)) {
            prove_origin(p, recipes, guess);
        }
    }
}

/* Whether a recipe that goes holds at the site. */
static bool is_touched(const lint_recipes *recipes, const lint_site *site)
{
    for (int i = 0; i < recipes->list->nelts; i++) {
        const lint_recipe *recipe =
            APR_ARRAY_IDX(recipes->list, i, const lint_recipe *);

        if (!recipe->kept && lint_recipe_holds_at(recipe, site)) {
            return true;
        }
    }
    return false;
}

lint_proof *lint_proof_make(apr_pool_t *pool, const lint_recipes *recipes,
                            const lint_server *after)
{
    prover p = {.pool = pool,
                .proof = apr_pcalloc(pool, sizeof(lint_proof)),
                .before = recipes->survey->server,
                .after = after};

    p.proof->list = apr_array_make(pool, 64, sizeof(lint_comparison));
    for (int i = 0; i < recipes->survey->sites->nelts; i++) {
        p.site = APR_ARRAY_IDX(recipes->survey->sites, i, const lint_site *);
        if (p.site->trials->nelts && is_touched(recipes, p.site)) {
            prove_site(&p, recipes);
        }
    }
    lint_proof_cookies(p.proof, pool, recipes);
    return p.proof;
}
