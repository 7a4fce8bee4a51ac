/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/rewrite_run.h"

#include <string.h>
#include <apr_lib.h>
#include <apr_strings.h>
#include "lint/model/uncertain.h"
#include "lint/model/vary.h"

/* Twice LimitRequestLine's default: longer file names end in a 500. */
#define LONGEST_FILENAME 16380
/* Nothing that ends starts over so often, and a name that grows each time costs
 * its length squared. */
#define ROUNDS_FOLLOWED 1000

/* One pass through a list. */
typedef struct pass {
    lint_rewrite_run *run;
    lint_rewrite_result result;
    /* Whether the rule at hand is reached: unknown behind an [L], [S] or [C]
     * of a rule that matches perhaps. */
    lint_truth reached;
    int round;
    bool stop;
} pass;

static void fail(pass *at, const lint_rewrite_rule *rule, int status)
{
    at->result.change = LINT_CHANGE_STATUS;
    at->result.status = status;
    at->result.place = rule->place;
    at->stop = true;
}

static void give_up(pass *at, const lint_rewrite_rule *rule, const char *why)
{
    at->result.change = LINT_CHANGE_UNKNOWN;
    at->result.unknown = why ? why : "whether a rule matches cannot be told";
    at->result.place = rule->place;
    at->stop = true;
}

/* What the pattern is matched with: in a directory the file name with its path
 * info, less the directory. */
static const char *subject(const lint_rewrite_run *run)
{
    const lint_request *request = run->request;
    lint_text info = lint_rewrite_fact(run, "PATH_INFO");
    const char *uri = request->filename;
    size_t length;

    if (!run->directory) {
        return uri;
    }
    if (info.value && *info.value && !run->no_path_info) {
        uri = apr_pstrcat(request->pool, uri, info.value, NULL);
    }
    length = strlen(run->directory);
    return strncmp(uri, run->directory, length) == 0 &&
                   strncmp(uri, "proxy:", 6) != 0
               ? uri + length
               : uri;
}

static lint_truth matches(lint_rewrite_run *run, const lint_rewrite_rule *rule,
                          const char **why)
{
    lint_captures captures;
    lint_truth truth;

    run->uri = subject(run);
    run->vary_this = NULL;
    run->cond = (lint_backreferences){.subject = NULL};
    run->rule = run->cond;
    run->vary->nelts = 0;
    if (!rule->regex) {
        *why = rule->pattern.unknown;
        run->rule.unknown = rule->pattern.unknown;
        truth = LINT_UNKNOWN;
    } else {
        truth = lint_regex_search(rule->regex, run->uri, &captures, why);
        if (rule->flags & LINT_RULE_NOT) {
            truth = lint_truth_not(truth);
        } else if (truth == LINT_YES) {
            run->rule = (lint_backreferences){
                .subject = apr_pstrdup(run->request->pool, run->uri),
                .captures = captures};
        } else {
            run->rule.unknown = *why;
        }
    }
    return truth == LINT_NO
               ? LINT_NO
               : lint_truth_and(truth, lint_rewrite_conditions(run, rule, why));
}

static void set_variables(lint_rewrite_run *run, const lint_rewrite_rule *rule,
                          lint_truth happens)
{
    lint_request *request = run->request;

    for (int i = 0; i < rule->env->nelts; i++) {
        const char *written = APR_ARRAY_IDX(rule->env, i, const char *);
        lint_text text = lint_rewrite_expand(run, written, NULL, NULL);
        const char *colon;

        if (text.unknown) {
            /* The name mostly is plain, even if its value is not. */
            size_t length = strcspn(written, ":");

            if (strcspn(written, "\\$%") < length) {
                lint_request_unknown(request, text.unknown);
                continue;
            }
            lint_variable_set(request->env,
                              apr_pstrmemdup(request->pool, written, length),
                              text, rule->place, happens);
            continue;
        }
        if (*text.value == '!') {
            lint_variable_unset(request->env, text.value + 1, happens);
            continue;
        }
        colon = strchr(text.value, ':');
        lint_variable_set(request->env,
                          colon ? apr_pstrmemdup(request->pool, text.value,
                                                 (size_t)(colon - text.value))
                                : text.value,
                          LINT_KNOWN(colon ? colon + 1 : ""), rule->place,
                          happens);
    }
    for (int i = 0; i < rule->cookies->nelts; i++) {
        lint_text text = lint_rewrite_expand(
            run, APR_ARRAY_IDX(rule->cookies, i, const char *), NULL, NULL);

        if (text.value) {
            lint_rewrite_cookie(request, text.value, rule->place, happens);
        } else {
            lint_table_add_if(request->err_headers_out, "Set-Cookie", text,
                              rule->place, LINT_UNKNOWN);
        }
    }
}

static void add_vary(const lint_rewrite_run *run, const lint_rewrite_rule *rule,
                     lint_truth happens)
{
    for (int i = 0; i < run->vary->nelts; i++) {
        const lint_vary_name *name =
            &APR_ARRAY_IDX(run->vary, i, lint_vary_name);

        lint_vary_add(run->request, LINT_KNOWN(name->names), rule->place,
                      lint_truth_and(happens, name->there));
    }
}

static void force_handler(const lint_rewrite_rule *rule, lint_rewrite_run *run)
{
    static const char *const notes[] = {"rewrite-forced-mimetype",
                                        "rewrite-forced-handler"};
    const char *values[] = {rule->type, rule->handler};

    for (int i = 0; i < 2; i++) {
        lint_text text;

        if (!values[i]) {
            continue;
        }
        text = lint_rewrite_expand(run, values[i], rule, NULL);
        if (text.value && *text.value) {
            char *lower = apr_pstrdup(run->request->pool, text.value);

            for (char *at = lower; *at; at++) {
                *at = (char)apr_tolower(*at);
            }
            text.value = lower;
        }
        if (text.unknown || *lint_text_bytes(text)) {
            lint_table_set(run->request->notes, notes[i], text, rule->place);
        }
    }
}

static void redirect(pass *at, const lint_rewrite_rule *rule)
{
    at->result.status = rule->status;
    at->result.place = rule->place;
}

/* What follows when the new file name is there. */
static void finish(pass *at, const lint_rewrite_rule *rule)
{
    lint_rewrite_run *run = at->run;
    lint_request *request = run->request;
    bool prefixed = lint_rewrite_add_prefix(run, rule);
    bool query;
    lint_truth own;

    run->no_path_info = run->no_path_info || rule->flags & LINT_RULE_DPI;
    lint_rewrite_split_query(request, rule->flags);
    if (rule->flags & (LINT_RULE_PROXY | LINT_RULE_REDIRECT)) {
        const char *why = lint_rewrite_qualify(run);

        if (why) {
            give_up(at, rule, why);
        } else if (rule->flags & LINT_RULE_PROXY) {
            at->result.proxied = true;
            request->filename =
                apr_pstrcat(request->pool, "proxy:", request->filename, NULL);
        } else {
            redirect(at, rule);
        }
        return;
    }
    own = lint_rewrite_reduce(run);
    if (own == LINT_UNKNOWN) {
        give_up(at, rule, "whether a URL is this host's cannot be told");
        return;
    }
    at->result.reduced = at->result.reduced || own == LINT_YES;
    if (lint_rewrite_scheme(request->filename, &query)) {
        redirect(at, rule);
        return;
    }
    while (!prefixed && !(rule->flags & LINT_RULE_UNC) &&
           strncmp(rule->output.value, "//", 2) != 0 &&
           strncmp(request->filename, "//", 2) == 0) {
        request->filename++;
    }
    force_handler(rule, run);
}

static void substitute(pass *at, const lint_rewrite_rule *rule)
{
    lint_rewrite_run *run = at->run;
    lint_qmark qmark = LINT_QMARK_NONE;
    bool open = (rule->flags & LINT_RULE_UNSAFE_3F) != 0;
    lint_text text = rule->output.unknown
                         ? rule->output
                         : lint_rewrite_expand(run, rule->output.value, rule,
                                               open ? NULL : &qmark);

    if (text.value && qmark == LINT_QMARK_EXPANDED) {
        add_vary(run, rule, LINT_YES);
        fail(at, rule, 403);
        at->result.final = true;
        return;
    }
    set_variables(run, rule, LINT_YES);
    if (text.unknown) {
        give_up(at, rule, text.unknown);
        return;
    }
    run->request->filename = text.value;
    finish(at, rule);
    if (!at->stop) {
        at->result.last = rule;
        at->result.place = rule->place;
        at->result.change = rule->flags & LINT_RULE_NOESCAPE
                                ? LINT_CHANGE_NOESCAPE
                                : LINT_CHANGE_ESCAPE;
    }
}

/* A rule that matches perhaps: what it only sets is there perhaps, what it
 * would change cannot be followed. */
static void perhaps(pass *at, const lint_rewrite_rule *rule, const char *why)
{
    set_variables(at->run, rule, LINT_UNKNOWN);
    add_vary(at->run, rule, LINT_UNKNOWN);
    if (!(rule->flags & LINT_RULE_KEEP) || rule->unknown ||
        rule->flags & (LINT_RULE_STATUS | LINT_RULE_NEXT | LINT_RULE_PASS |
                       LINT_RULE_PROXY)) {
        give_up(at, rule, rule->unknown ? rule->unknown : why);
    } else if (rule->skip > 0 || rule->flags & (LINT_RULE_LAST | LINT_RULE_END |
                                                LINT_RULE_CHAIN)) {
        at->reached = LINT_UNKNOWN;
    }
}

/* The rule matched for certain. Returns the index to go on behind. */
static int take(pass *at, const lint_rewrite_rule *rule, int index)
{
    lint_request *request = at->run->request;

    if (rule->flags & LINT_RULE_KEEP) {
        set_variables(at->run, rule, LINT_YES);
        force_handler(rule, at->run);
    } else {
        substitute(at, rule);
        if (at->stop) {
            return index;
        }
    }
    if (strlen(request->filename) > LONGEST_FILENAME) {
        fail(at, rule, 500);
        return index;
    }
    add_vary(at->run, rule, LINT_YES);
    if (rule->flags & LINT_RULE_STATUS) {
        fail(at, rule, rule->status);
    } else if (rule->flags & LINT_RULE_PASS) {
        at->result.passed = true;
        at->result.place = rule->place;
        at->result.change = LINT_CHANGE_ESCAPE;
        at->stop = true;
    } else if (rule->flags & LINT_RULE_END) {
        at->result.ended = true;
        at->stop = true;
    } else if (rule->flags & (LINT_RULE_PROXY | LINT_RULE_LAST)) {
        at->stop = true;
    } else if (rule->flags & LINT_RULE_NEXT) {
        if (++at->round >= rule->rounds) {
            fail(at, rule, 500);
        } else if (at->round >= ROUNDS_FOLLOWED &&
                   !(rule->flags & LINT_RULE_KEEP)) {
            give_up(at, rule, "a rule with [N] starts over too often");
        }
        return -1;
    }
    return index + (rule->skip > 0 ? rule->skip : 0);
}

static const lint_rewrite_rule *rule_at(const apr_array_header_t *rules,
                                        int index)
{
    return APR_ARRAY_IDX(rules, index, const lint_rewrite_rule *);
}

lint_rewrite_result lint_rewrite_apply(lint_rewrite_run *run,
                                       const apr_array_header_t *rules)
{
    pass at = {.run = run, .reached = LINT_YES, .round = 1};

    for (int i = 0; i < rules->nelts && !at.stop; i++) {
        const lint_rewrite_rule *rule = rule_at(rules, i);
        const char *why = NULL;
        lint_truth truth;

        if (run->server->subrequest &&
            rule->flags & (LINT_RULE_NO_SUBREQUEST | LINT_RULE_REDIRECT)) {
            continue;
        }
        truth = matches(run, rule, &why);
        if (truth == LINT_NO) {
            while (i < rules->nelts &&
                   rule_at(rules, i)->flags & LINT_RULE_CHAIN) {
                i++;
            }
            continue;
        }
        if (truth == LINT_UNKNOWN || at.reached == LINT_UNKNOWN ||
            rule->unknown) {
            perhaps(&at, rule, why);
        } else {
            i = take(&at, rule, i);
        }
    }
    return at.result;
}
