/* SPDX-License-Identifier: Apache-2.0 */
#include <apr_strings.h>
#include "lint/rules/rule.h"
#include "lint/witness/redirect.h"
#include "lint/witness/variable.h"

/* The variable that the internal redirect has renamed; NULL when it is there
 * by its own name, or never was. */
static const lint_entry *renamed(apr_pool_t *pool, const lint_trial *trial,
                                 const char *name)
{
    const lint_table *env = trial->answer->request->env;

    return lint_table_find(env, name)
               ? NULL
               : lint_table_find(env,
                                 apr_pstrcat(pool, "REDIRECT_", name, NULL));
}

static lint_finding *report(lint_review *review,
                            const apr_array_header_t *actions,
                            const lint_header_action *action,
                            const lint_place *set)
{
    const char *name = lint_header_asks(action);
    lint_finding *finding;

    if (lint_redirect_is_minded(actions, action)) {
        return NULL;
    }
    finding = lint_review_add(
        review, action->place,
        "\"%s\" is called \"REDIRECT_%s\" once a rule has led the request to "
        "another file, so %s is %s; ask for \"REDIRECT_%s\", too, or set it "
        "with SetEnvIf Origin",
        name, name, lint_text_bytes(action->name),
        action->env.value ? "not sent" : "\"(null)\"", name);
    if (set) {
        lint_review_relate(review, finding, set,
                           "\"%s\" is set here, before the redirect", name);
    }
    return finding;
}

/* What the trials show, of responses: error documents have lost theirs, too,
 * and nobody expects otherwise. */
static void check_trial(lint_review *review, const lint_trial *trial)
{
    const apr_array_header_t *actions = trial->answer->scope->headers;

    for (int i = 0; trial->answer->status < 300 && i < actions->nelts; i++) {
        const lint_header_action *action =
            APR_ARRAY_IDX(actions, i, const lint_header_action *);
        const char *name = lint_header_asks(action);
        const lint_entry *entry =
            name ? renamed(review->pool, trial, name) : NULL;
        lint_finding *finding =
            entry ? report(review, actions, action, entry->place) : NULL;

        if (finding) {
            finding->witness = finding->witness ? finding->witness : trial;
        }
    }
}

/* What they cannot, as it depends on files. */
static void check_scope(lint_review *review, const lint_scope *scope)
{
    for (int i = 0; i < scope->headers->nelts; i++) {
        const lint_header_action *action =
            APR_ARRAY_IDX(scope->headers, i, const lint_header_action *);
        const char *name = lint_header_asks(action);
        const lint_rewrite_rule *setter =
            name ? lint_redirect_losing(review->pool, scope->rewrite, name)
                 : NULL;
        lint_finding *finding =
            setter ? report(review, scope->headers, action, setter->place)
                   : NULL;

        if (finding && !finding->witness) {
            lint_review_doubt(finding);
        }
    }
}

static void check(lint_review *review)
{
    for (int i = 0; i < review->survey->sites->nelts; i++) {
        const lint_site *site =
            APR_ARRAY_IDX(review->survey->sites, i, const lint_site *);

        for (int j = 0; j < site->trials->nelts; j++) {
            check_trial(review,
                        APR_ARRAY_IDX(site->trials, j, const lint_trial *));
        }
        check_scope(review, site->section);
    }
}

const lint_rule lint_rule_env_lost_on_redirect = {
    .id = "env-lost-on-redirect",
    .shorthand = "C29",
    .severity = LINT_WARNING,
    .confidence = LINT_CONFIDENCE_HIGH,
    .persona = LINT_PERSONA_REGULAR,
    .title = "A variable is renamed before the header asks for it",
    .why = "A RewriteRule in an .htaccess file or a <Directory> that leads to "
           "another file makes httpd begin the request anew, and every "
           "variable that was set gets REDIRECT_ in front of its name. A "
           "Header line with env=NAME then holds for no request: the front "
           "controller's responses, that is all of them, go out without it.",
    .remedy = "Write the line once more with env=REDIRECT_NAME, or set the "
              "variable with SetEnvIf, which runs again after the redirect; "
              "[END] changes nothing.",
    .bad = "RewriteEngine On\n"
           "RewriteRule ^api/ - [E=PUBLIC:1]\n"
           "RewriteCond %{REQUEST_URI} !=/index.php\n"
           "RewriteRule ^ /index.php [L]\n"
           "Header always set Access-Control-Allow-Origin "
           "\"https://app.example.com\" env=PUBLIC\n",
    .good = "RewriteEngine On\n"
            "RewriteRule ^api/ - [E=PUBLIC:1]\n"
            "RewriteCond %{REQUEST_URI} !=/index.php\n"
            "RewriteRule ^ /index.php [L]\n"
            "Header always set Access-Control-Allow-Origin "
            "\"https://app.example.com\" env=PUBLIC\n"
            "Header always set Access-Control-Allow-Origin "
            "\"https://app.example.com\" env=REDIRECT_PUBLIC\n",
    .htaccess = true,
    .check = check};
