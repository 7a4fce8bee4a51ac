/* SPDX-License-Identifier: Apache-2.0 */
#include "cookie_rules.h"

#include <string.h>
#include <strings.h>
#include <apr_lib.h>
#include <apr_strings.h>

/* A misspelt attribute is at most that many edits from what was meant. */
#define NEAR_ENOUGH 3

/* The rule being read. */
typedef struct reader {
    apr_pool_t *pool; /* of the rules */
    cors_problems *problems;
    cors_cookie_rule rule;
} reader;

#define REFUSE(r, code, value, ...)                                            \
    cors_problem_add((r)->problems, &(r)->rule.place, code, value, __VA_ARGS__)

static const char *shown(const reader *r, const char *text)
{
    return cors_quoted(r->problems->pool, text);
}

cors_cookie_rules *cors_cookie_rules_create(apr_pool_t *pool)
{
    cors_cookie_rules *rules = apr_palloc(pool, sizeof(*rules));

    rules->pool = pool;
    rules->list = apr_array_make(pool, 4, sizeof(cors_cookie_rule));
    return rules;
}

bool cors_cookie_rules_empty(const cors_cookie_rules *rules)
{
    return rules->list->nelts == 0;
}

static bool check_glob(reader *r)
{
    const char *glob = r->rule.glob;
    bool possible = *glob != '\0';

    for (const char *at = glob; *at; at++) {
        if (*at == ';' || *at == '=' || *at == ' ' || apr_iscntrl(*at)) {
            possible = false;
        }
    }
    if (!possible) {
        REFUSE(r, "cookie-name", glob,
               "%s is no cookie's name, which is never empty and has no \"=\", "
               "\";\", blank or control byte; write the name alone, with \"*\" "
               "and \"?\" for what varies",
               shown(r, glob));
    }
    return possible;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Levenshtein's distance between a name from the table and length bytes of a
 * word, in any case. */
static size_t distance(const char *name, const char *word, size_t length)
{
    size_t row[16];
    size_t columns = strlen(name);

    for (size_t i = 0; i <= columns; i++) {
        row[i] = i;
    }
    for (size_t j = 0; j < length; j++) {
        size_t diagonal = row[0]++;

        for (size_t i = 0; i < columns; i++) {
            bool same = apr_tolower(name[i]) == apr_tolower(word[j]);
            size_t above = row[i + 1];

            row[i + 1] =
                least(same ? diagonal : diagonal + 1, least(above, row[i]) + 1);
            diagonal = above;
        }
    }
    return row[columns];
}

static void refuse_unknown(const reader *r, const char *word, const char *name,
                           size_t length)
{
    const char *nearest = NULL;
    size_t best = NEAR_ENOUGH + 1;
    char *all = apr_pstrdup(r->problems->pool, "");

    for (int i = 0; i < CORS_COOKIE_ATTRIBUTES; i++) {
        const char *known = cors_cookie_attribute_names[i].text;
        size_t edits = distance(known, name, length);

        all = apr_pstrcat(r->problems->pool, all, i ? ", " : "", known, NULL);
        if (edits < best && edits < length) {
            best = edits;
            nearest = known;
        }
    }
    if (nearest) {
        REFUSE(r, "cookie-attribute", word,
               "%s is no attribute that browsers know; write \"%s%s\", which "
               "comes nearest",
               shown(r, word), *word == '-' ? "-" : "", nearest);
    } else {
        REFUSE(r, "cookie-attribute", word,
               "%s is no attribute that browsers know; write one of %s",
               shown(r, word), all);
    }
}

/* The index of the attribute's name, -1 when nobody knows it. */
static int find_attribute(const char *name, size_t length)
{
    for (int i = 0; i < CORS_COOKIE_ATTRIBUTES; i++) {
        if (cors_cookie_attribute_names[i].length == length &&
            strncasecmp(cors_cookie_attribute_names[i].text, name, length) ==
                0) {
            return i;
        }
    }
    return -1;
}

static void add_edit(reader *r, int index, const char *value)
{
    cors_cookie_edit *edit = &r->rule.edits[r->rule.count++];

    edit->attribute = 1U << index;
    edit->text =
        apr_pstrcat(r->pool, "; ", cors_cookie_attribute_names[index].text,
                    *value ? "=" : "", value, NULL);
    edit->length = strlen(edit->text);
    edit->value_length = strlen(value);
    edit->value = edit->text + edit->length - edit->value_length;
    r->rule.tail = apr_pstrcat(r->pool, r->rule.tail, edit->text, NULL);
    r->rule.tail_length += edit->length;
    r->rule.set |= edit->attribute;
    /* RFC 6265bis section 5.7: SameSite=None is refused without Secure, and
     * Secure is refused from a transport that is not. */
    if (edit->attribute & (CORS_COOKIE_SECURE | CORS_COOKIE_PARTITIONED) ||
        (edit->attribute == CORS_COOKIE_SAMESITE &&
         strcmp(value, "None") == 0)) {
        r->rule.needs_secure |= edit->attribute;
    }
}

static bool read_attribute(reader *r, const char *word)
{
    bool removing = word[0] == '-';
    const char *name = word + removing;
    size_t length = strcspn(name, "=");
    const char *value = name[length] ? name + length + 1 : NULL;
    int index = find_attribute(name, length);
    unsigned bit;

    if (index < 0) {
        refuse_unknown(r, word, name, length);
        return false;
    }
    bit = 1U << index;
    if ((r->rule.set | r->rule.removed) & bit) {
        REFUSE(r, "cookie-attribute-twice", word,
               "%s names an attribute that this rule has dealt with already; "
               "leave one of the two out",
               shown(r, word));
        return false;
    }
    if (removing) {
        r->rule.removed |= bit;
        if (value) {
            REFUSE(r, "cookie-removed-value", word,
                   "%s removes an attribute and yet has a value; write \"-%s\"",
                   shown(r, word), cors_cookie_attribute_names[index].text);
        }
        return !value;
    }
    value =
        cors_cookie_value_check(bit, value, word, &r->rule.place, r->problems);
    if (!value) {
        /* It was named, so a second one is twice. */
        r->rule.set |= bit;
        return false;
    }
    add_edit(r, index, value);
    return true;
}

/* What browsers refuse without Secure (RFC 6265bis section 5.7, CHIPS). */
static bool check_secure(const reader *r)
{
    const char *glob = r->rule.glob;
    unsigned needing = r->rule.needs_secure;

    if (needing & CORS_COOKIE_SECURE) {
        return true;
    }
    if (needing & CORS_COOKIE_SAMESITE) {
        REFUSE(r, "cookie-samesite-none-insecure", "SameSite=None",
               "\"SameSite=None\" without Secure makes browsers refuse the "
               "cookie %s; add Secure to this rule",
               shown(r, glob));
    }
    if (needing & CORS_COOKIE_PARTITIONED) {
        REFUSE(r, "cookie-partitioned-insecure", "Partitioned",
               "\"Partitioned\" without Secure makes browsers refuse the "
               "cookie %s; add Secure to this rule",
               shown(r, glob));
    }
    return !needing;
}

static const char *value_of(const cors_cookie_rule *rule, unsigned attribute)
{
    for (int i = 0; i < rule->count; i++) {
        if (rule->edits[i].attribute == attribute) {
            return rule->edits[i].value;
        }
    }
    return NULL;
}

/* What the prefixes promise (RFC 6265bis section 4.1.3), for a glob that has
 * one: every cookie that it matches then has it too. Browsers look for it in
 * any case. */
static bool check_prefix(const reader *r)
{
    const cors_cookie_rule *rule = &r->rule;
    bool host = strncasecmp(rule->glob, "__Host-", 7) == 0;
    bool secure = strncasecmp(rule->glob, "__Secure-", 9) == 0;
    const char *path = value_of(rule, CORS_COOKIE_PATH);
    const char *wrong = NULL, *remedy = NULL;

    if ((host || secure) && (rule->removed & CORS_COOKIE_SECURE)) {
        wrong = "without Secure";
        remedy = "\"-Secure\" out";
    } else if (host && (rule->set & CORS_COOKIE_DOMAIN)) {
        wrong = "with a Domain";
        remedy = "Domain out, or write \"-Domain\"";
    } else if (host && (rule->removed & CORS_COOKIE_PATH)) {
        wrong = "without Path";
        remedy = "\"-Path\" out";
    } else if (host && path && strcmp(path, "/") != 0) {
        wrong = "with another Path than \"/\"";
        remedy = "the Path out, or write \"Path=/\"";
    }
    if (wrong) {
        REFUSE(r, host ? "cookie-host-prefix" : "cookie-secure-prefix",
               rule->glob,
               "%s has a prefix for which browsers refuse a cookie %s; take "
               "%s",
               shown(r, rule->glob), wrong, remedy);
    }
    return !wrong;
}

/* The first rule that matches is the only one to be used. */
static bool check_reachable(const reader *r, const cors_cookie_rules *rules)
{
    for (int i = 0; i < rules->list->nelts; i++) {
        const cors_cookie_rule *earlier =
            &APR_ARRAY_IDX(rules->list, i, cors_cookie_rule);

        if (cors_cookie_glob_covers(earlier->glob, r->rule.glob)) {
            REFUSE(r, "cookie-rule-unreachable", r->rule.glob,
                   "%s is never reached, as the rule for %s at %s:%d matches "
                   "those cookies first; move this rule before that one, or "
                   "take one of them out",
                   shown(r, r->rule.glob), shown(r, earlier->glob),
                   earlier->place.file, earlier->place.line);
            return false;
        }
    }
    return true;
}

void cors_cookie_rules_add(cors_cookie_rules *rules, const cors_place *place,
                           int count, const char *const *words,
                           cors_problems *problems)
{
    reader r;
    bool good;

    memset(&r, 0, sizeof(r));
    r.pool = rules->pool;
    r.problems = problems;
    r.rule.place = *place;
    r.rule.glob = apr_pstrdup(rules->pool, count > 0 ? words[0] : "");
    r.rule.glob_length = strlen(r.rule.glob);
    r.rule.any = strspn(r.rule.glob, "*") == r.rule.glob_length;
    r.rule.tail = "";
    r.rule.literal = strpbrk(r.rule.glob, "*?") == NULL;
    good = check_glob(&r);
    if (count < 2) {
        REFUSE(&r, "cookie-no-attribute", r.rule.glob,
               "%s stands there without an attribute; add what to set or to "
               "remove, such as \"SameSite=None Secure\"",
               shown(&r, r.rule.glob));
        return;
    }
    for (int i = 1; i < count; i++) {
        good = read_attribute(&r, words[i]) && good;
    }
    /* Only a rule that was read whole can be judged as a whole. */
    if (good) {
        good = check_secure(&r);
        good = check_prefix(&r) && good;
        good = check_reachable(&r, rules) && good;
    }
    if (good) {
        *(cors_cookie_rule *)apr_array_push(rules->list) = r.rule;
    }
}
