/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/rewrite_parse.h"

#include <string.h>
#include <strings.h>
#include <apr_strings.h>
#include "lint/model/list.h"

/* REWRITE_MAX_ROUNDS */
#define ROUNDS 32000

static const struct {
    const char *name;
    unsigned option;
} OPTIONS[] = {
    {"inherit", LINT_REWRITE_INHERIT},
    {"inheritbefore", LINT_REWRITE_INHERIT_BEFORE},
    {"inheritdown", LINT_REWRITE_INHERIT_DOWN},
    {"inheritdownbefore", LINT_REWRITE_INHERIT_DOWN_BEFORE},
    {"ignoreinherit", LINT_REWRITE_IGNORE_INHERIT},
    {"allownoslash", LINT_REWRITE_ALLOW_NO_SLASH},
    {"allowanyuri", LINT_REWRITE_ALLOW_ANY_URI},
    {"mergebase", LINT_REWRITE_MERGE_BASE},
    {"ignorecontextinfo", LINT_REWRITE_IGNORE_CONTEXT},
    {"legacyprefixdocroot", LINT_REWRITE_LEGACY_PREFIX},
    {"unsafeprefixstat", LINT_REWRITE_UNSAFE_PREFIX},
};

lint_rewrite *lint_rewrite_create(apr_pool_t *pool, const char *directory)
{
    lint_rewrite *rewrite = apr_pcalloc(pool, sizeof(*rewrite));

    if (directory) {
        size_t length = strlen(directory);

        rewrite->directory = length && directory[length - 1] == '/'
                                 ? directory
                                 : apr_pstrcat(pool, directory, "/", NULL);
    }
    rewrite->rules = lint_list_begin(pool, sizeof(lint_rewrite_rule *));
    rewrite->pending = lint_list_begin(pool, sizeof(lint_rewrite_cond *));
    rewrite->maps = apr_hash_make(pool);
    return rewrite;
}

static const char *read_engine(lint_rewrite *rewrite, const lint_args *args)
{
    lint_text state = lint_args_at(args, 0);

    rewrite->engine_set = true;
    rewrite->unknown = state.unknown;
    if (state.unknown) {
        return NULL;
    }
    rewrite->engine = state.value && strcasecmp(state.value, "on") == 0;
    return args->count == 1 && (rewrite->engine ||
                                strcasecmp(lint_text_bytes(state), "off") == 0)
               ? NULL
               : "RewriteEngine is On or Off, write one of them";
}

static const char *read_options(apr_pool_t *pool, lint_rewrite *rewrite,
                                const lint_args *args)
{
    for (int i = 0; i < args->count; i++) {
        const char *word = args->words[i].value;
        bool found = !word || strncasecmp(word, "MaxRedirects=", 13) == 0;

        for (size_t j = 0; !found && j < sizeof(OPTIONS) / sizeof(*OPTIONS);
             j++) {
            if (strcasecmp(word, OPTIONS[j].name) == 0) {
                rewrite->options |= OPTIONS[j].option;
                found = true;
            }
        }
        if (!found) {
            return apr_psprintf(
                pool, "\"%s\" is no option of mod_rewrite, remove it", word);
        }
    }
    rewrite->options_set = true;
    return NULL;
}

static const char *read_base(lint_rewrite *rewrite, const lint_args *args)
{
    lint_text base = lint_args_at(args, 0);

    if (!rewrite->directory) {
        return "RewriteBase belongs in a directory, move it into a section";
    }
    if (args->count != 1 || (base.value && *base.value != '/')) {
        return "RewriteBase is a URL path, begin it with a slash";
    }
    rewrite->base = base;
    rewrite->base_set = true;
    return NULL;
}

static const char *read_map(apr_pool_t *pool, lint_rewrite *rewrite,
                            const lint_args *args)
{
    static const char *const functions[] = {"int:toupper", "int:tolower",
                                            "int:escape", "int:unescape"};
    lint_text name = lint_args_at(args, 0);
    lint_text source = lint_args_at(args, 1);
    bool known;

    if (args->count < 2 || args->count > 3) {
        return "RewriteMap takes a name and a source, write both";
    }
    if (rewrite->directory) {
        return "RewriteMap belongs in a server, move it out of the section";
    }
    known = !source.value || strncasecmp(source.value, "int:", 4) != 0;
    for (size_t i = 0; !known && i < 4; i++) {
        known = strcmp(source.value + 4, functions[i] + 4) == 0;
    }
    if (!known) {
        return apr_psprintf(pool,
                            "\"%s\" is no map inside httpd, write int:tolower, "
                            "int:toupper, int:escape or int:unescape",
                            source.value);
    }
    if (name.value) {
        apr_hash_set(rewrite->maps, name.value, APR_HASH_KEY_STRING,
                     source.value ? source.value : "unknown");
    }
    return NULL;
}

const char *lint_rewrite_rule_parse(apr_pool_t *pool, const lint_args *args,
                                    lint_rewrite_rule **result)
{
    lint_rewrite_rule *rule = apr_pcalloc(pool, sizeof(*rule));
    lint_rewrite_line line;
    const char *problem = lint_rewrite_line_cut(pool, args, &line);
    size_t length;

    *result = rule;
    rule->place = args->place;
    rule->status = 302;
    rule->rounds = ROUNDS;
    rule->env = lint_list_begin(pool, sizeof(const char *));
    rule->cookies = lint_list_begin(pool, sizeof(const char *));
    rule->unknown = line.flags.unknown;
    if (!problem && line.flags.value) {
        problem = lint_rewrite_flags_read(pool, line.flags.value,
                                          lint_rewrite_rule_flag, rule);
    }
    if (problem) {
        return problem;
    }
    rule->pattern = line.first;
    if (line.first.value) {
        if (*line.first.value == '!') {
            rule->flags |= LINT_RULE_NOT;
            rule->pattern.value++;
        }
        rule->regex = lint_regex_compile(
            pool, rule->pattern.value,
            LINT_REGEX_DEFAULT |
                (rule->flags & LINT_RULE_NOCASE ? LINT_REGEX_ICASE : 0),
            &problem);
    }
    rule->output = line.second;
    if (!line.second.value) {
        return problem;
    }
    length = strlen(line.second.value);
    if (strcmp(line.second.value, "-") == 0) {
        rule->flags |= LINT_RULE_KEEP;
    }
    if (length && line.second.value[length - 1] == '?') {
        if (rule->flags & LINT_RULE_QSA) {
            rule->flags |= LINT_RULE_QSL;
        } else {
            rule->flags |= LINT_RULE_QS_NONE;
            rule->output.value =
                apr_pstrmemdup(pool, line.second.value, length - 1);
        }
    } else if (rule->flags & LINT_RULE_QSD &&
               !strchr(rule->output.value, '?')) {
        rule->flags |= LINT_RULE_QS_NONE;
    }
    return problem;
}

static const char *read_cond(apr_pool_t *pool, lint_rewrite *rewrite,
                             const lint_args *args)
{
    lint_rewrite_cond *cond = NULL;
    const char *problem = lint_rewrite_cond_parse(pool, args, &cond);

    /* The rule it guards must not seem to be without a condition. */
    if (problem) {
        cond->unknown = problem;
    }
    APR_ARRAY_PUSH(rewrite->pending, lint_rewrite_cond *) = cond;
    return problem;
}

static const char *read_rule(apr_pool_t *pool, lint_rewrite *rewrite,
                             const lint_args *args)
{
    lint_rewrite_rule *rule = NULL;
    const char *problem = lint_rewrite_rule_parse(pool, args, &rule);

    rule->conditions = rewrite->pending;
    rewrite->pending = lint_list_begin(pool, sizeof(lint_rewrite_cond *));
    if (!problem) {
        APR_ARRAY_PUSH(rewrite->rules, lint_rewrite_rule *) = rule;
    }
    return problem;
}

const char *lint_rewrite_parse(apr_pool_t *pool, lint_rewrite *rewrite,
                               const lint_args *args)
{
    const char *name = args->directive + strlen("Rewrite");

    if (strcasecmp(name, "Rule") == 0) {
        return read_rule(pool, rewrite, args);
    }
    if (strcasecmp(name, "Cond") == 0) {
        return read_cond(pool, rewrite, args);
    }
    if (strcasecmp(name, "Engine") == 0) {
        return read_engine(rewrite, args);
    }
    if (strcasecmp(name, "Options") == 0) {
        return read_options(pool, rewrite, args);
    }
    return strcasecmp(name, "Base") == 0 ? read_base(rewrite, args)
                                         : read_map(pool, rewrite, args);
}
