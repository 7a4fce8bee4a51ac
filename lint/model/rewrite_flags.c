/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/rewrite_parse.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <apr_lib.h>
#include <apr_strings.h>

/* Flags that only set bits. */
static const struct {
    const char *name, *synonym;
    unsigned flags;
} PLAIN[] = {
    {"BNP", "backrefernoplus", LINT_RULE_BNP},
    {"BCTLS", NULL, LINT_RULE_BCTLS | LINT_RULE_B},
    {"C", "chain", LINT_RULE_CHAIN},
    {"DPI", "discardpath", LINT_RULE_DPI},
    {"END", NULL, LINT_RULE_END},
    {"L", "last", LINT_RULE_LAST},
    {"NE", "noescape", LINT_RULE_NOESCAPE},
    {"NS", "nosubreq", LINT_RULE_NO_SUBREQUEST},
    {"NC", "nocase", LINT_RULE_NOCASE},
    {"P", "proxy", LINT_RULE_PROXY},
    {"PT", "passthrough", LINT_RULE_PASS},
    {"QSA", "qsappend", LINT_RULE_QSA},
    {"QSD", "qsdiscard", LINT_RULE_QSD},
    {"QSL", "qslast", LINT_RULE_QSL},
    {"UnsafePrefixStat", NULL, LINT_RULE_UNSAFE_PREFIX},
    {"UnsafeAllow3F", NULL, LINT_RULE_UNSAFE_3F},
    {"UNC", NULL, LINT_RULE_UNC},
};

/* Most flags are told from the others by their first letter, which a synonym
 * has, too. */
static bool is(const char *key, const char *name, const char *synonym)
{
    return apr_toupper(*key) == apr_toupper(*name) &&
           (strcasecmp(key, name) == 0 ||
            (synonym && strcasecmp(key, synonym) == 0));
}

/* httpd has a reason phrase for it. */
static bool is_status(int status)
{
    static const int last[] = {102, 208, 308, 417, 508};

    if (status < 100 || status > 599) {
        return false;
    }
    switch (status) {
    case 306:
        return false;
    case 226:
    case 421:
    case 422:
    case 423:
    case 424:
    case 426:
    case 428:
    case 429:
    case 431:
    case 451:
    case 510:
    case 511:
        return true;
    default:
        return status <= last[status / 100 - 1];
    }
}

static const char *take_redirect(apr_pool_t *pool, lint_rewrite_rule *rule,
                                 const char *value)
{
    rule->flags |= LINT_RULE_REDIRECT;
    if (!*value) {
        return NULL;
    }
    rule->status = strcasecmp(value, "permanent") == 0  ? 301
                   : strcasecmp(value, "temp") == 0     ? 302
                   : strcasecmp(value, "seeother") == 0 ? 303
                                                        : 0;
    if (apr_isdigit(*value)) {
        rule->status = atoi(value);
        if (!is_status(rule->status)) {
            return apr_psprintf(pool,
                                "\"%s\" is no status for the flag R, write "
                                "one that httpd knows",
                                value);
        }
        if (rule->status < 300 || rule->status > 399) {
            rule->flags |= LINT_RULE_STATUS | LINT_RULE_KEEP;
        }
    }
    return NULL;
}

static bool take_valued(lint_rewrite_rule *rule, const char *key,
                        const char *value)
{
    if (is(key, "E", "env")) {
        APR_ARRAY_PUSH(rule->env, const char *) = value;
    } else if (is(key, "CO", "cookie")) {
        APR_ARRAY_PUSH(rule->cookies, const char *) = value;
    } else if (is(key, "B", "backrefescaping")) {
        rule->flags |= LINT_RULE_B;
        rule->escapes = *value ? value : rule->escapes;
    } else if (is(key, "H", "handler")) {
        rule->handler = value;
    } else if (is(key, "T", "type")) {
        rule->type = value;
    } else if (is(key, "S", "skip")) {
        rule->skip = atoi(value);
    } else if (is(key, "N", "next")) {
        rule->flags |= LINT_RULE_NEXT;
        rule->rounds = *value ? atoi(value) : rule->rounds;
    } else if (is(key, "F", "forbidden") || is(key, "G", "gone")) {
        rule->flags |= LINT_RULE_STATUS | LINT_RULE_KEEP;
        rule->status = apr_toupper(*key) == 'F' ? 403 : 410;
    } else {
        return false;
    }
    return true;
}

const char *lint_rewrite_rule_flag(apr_pool_t *pool, void *data,
                                   const char *key, const char *value)
{
    lint_rewrite_rule *rule = data;

    for (size_t i = 0; i < sizeof(PLAIN) / sizeof(*PLAIN); i++) {
        if (is(key, PLAIN[i].name, PLAIN[i].synonym)) {
            rule->flags |= PLAIN[i].flags;
            return NULL;
        }
    }
    if (is(key, "R", "redirect")) {
        return take_redirect(pool, rule, value);
    }
    if (is(key, "BNE", NULL)) {
        rule->no_escapes = value;
        return *value ? NULL
                      : "the flag BNE needs characters, write BNE=CHARACTERS";
    }
    /* httpd takes "D" for DPI, and lets any other word with that letter
     * pass. */
    if (apr_toupper(*key) == 'D') {
        rule->flags |= key[1] ? 0 : LINT_RULE_DPI;
        return NULL;
    }
    return take_valued(rule, key, value)
               ? NULL
               : apr_psprintf(pool,
                              "\"%s\" is no flag of RewriteRule, remove it or "
                              "spell it as the manual does",
                              key);
}
