/* SPDX-License-Identifier: Apache-2.0 */
#include "cookie.h"

#include <string.h>
#include <strings.h>
#include "clients.h"
#include "cookie_date.h"
#include "cookie_rules.h"

/* What stands behind the pair. Of several attributes with the same name the
 * last one counts, as it does for browsers. The sets are of
 * cors_cookie_attribute. */
typedef struct survey {
    unsigned present;
    unsigned repeated;
    unsigned differing; /* the first one is not as the rule wants it */
    bool domain;        /* there is a Domain, and it is not empty */
    bool root;          /* Path is `/` */
    bool deletion;
    bool aged;            /* there is a Max-Age, which outdoes Expires */
    const char *appendix; /* where to append: before a trailing empty part */
} survey;

/* What is to be done with each attribute: sets of cors_cookie_attribute. */
typedef struct plan {
    unsigned set;
    unsigned removed;
    unsigned withheld; /* would be set if the transport were secure */
} plan;

static const cors_cookie_rule *find_rule(const cors_cookie_rules *rules,
                                         const cors_cookie_pair *pair)
{
    const cors_cookie_rule *rule = (const void *)rules->list->elts;

    for (int i = 0; i < rules->list->nelts; i++, rule++) {
        bool matches;

        if (rule->any) {
            matches = true;
        } else if (rule->literal) {
            matches = rule->glob_length == pair->name_length &&
                      memcmp(rule->glob, pair->name, pair->name_length) == 0;
        } else {
            matches = cors_cookie_glob_matches(rule->glob, pair->name,
                                               pair->name_length);
        }
        if (matches) {
            return rule;
        }
    }
    return NULL;
}

/* RFC 6265bis section 5.6.2: a number, or no Max-Age at all. */
static bool is_number(const cors_cookie_part *part)
{
    size_t i = part->value_length > 1 && part->value[0] == '-' ? 1 : 0;

    if (part->value_length == 0) {
        return false;
    }
    while (i < part->value_length && part->value[i] >= '0' &&
           part->value[i] <= '9') {
        i++;
    }
    return i == part->value_length;
}

static bool is_positive(const cors_cookie_part *part)
{
    size_t i = 0;

    while (i < part->value_length && part->value[i] == '0') {
        i++;
    }
    return i < part->value_length && part->value[0] != '-';
}

/* Reads what the plan for a prefix or for a lifetime depends on. */
static void look_at(const cors_cookie_part *part, unsigned bit, apr_time_t now,
                    survey *found)
{
    apr_time_t expires;

    if (bit == CORS_COOKIE_DOMAIN) {
        found->domain = part->value_length > 0;
    } else if (bit == CORS_COOKIE_PATH) {
        found->root = part->value_length == 1 && part->value[0] == '/';
    } else if (bit == CORS_COOKIE_MAX_AGE && is_number(part)) {
        found->aged = true;
        found->deletion = !is_positive(part);
    } else if (bit == CORS_COOKIE_EXPIRES && !found->aged &&
               cors_cookie_date_parse(part->value, part->value_length,
                                      &expires)) {
        found->deletion = expires <= now;
    }
}

static const cors_cookie_edit *edit_for(const cors_cookie_rule *rule,
                                        unsigned bit)
{
    const cors_cookie_edit *edit = rule->edits;

    while (edit->attribute != bit) {
        edit++;
    }
    return edit;
}

/* Paths are the one value in which the case matters. */
static bool is_equal(const cors_cookie_edit *edit, const cors_cookie_part *part)
{
    if (edit->value_length == 0) {
        return true;
    }
    return edit->value_length == part->value_length &&
           (edit->attribute == CORS_COOKIE_PATH
                ? memcmp(edit->value, part->value, part->value_length) == 0
                : strncasecmp(edit->value, part->value, part->value_length) ==
                      0);
}

/* One walk over the parts; `wanted` are looked at. */
static void look_over(const cors_cookie_pair *pair,
                      const cors_cookie_rule *rule, unsigned wanted,
                      apr_time_t now, survey *found)
{
    const char *at = pair->end;
    cors_cookie_part part;

    memset(found, 0, sizeof(*found));
    found->appendix = pair->field_end;
    while (at < pair->field_end) {
        unsigned bit =
            cors_cookie_part_read(at, pair->field_end, wanted, &part);

        if (bit) {
            found->repeated |= found->present & bit;
            if ((rule->set & ~found->present & bit) &&
                !is_equal(edit_for(rule, bit), &part)) {
                found->differing |= bit;
            }
            found->present |= bit;
            look_at(&part, bit, now, found);
        } else if (part.name == pair->field_end) {
            found->appendix = at;
        }
        at = part.end;
    }
}

/* Whether the planned result keeps what its prefix promises (section 4.1.3,
 * in any case as browsers look for it). */
static bool keeps_prefix(const cors_cookie_pair *pair,
                         const cors_cookie_rule *rule, const plan *p,
                         const survey *found)
{
    bool host =
        pair->name_length >= 7 && strncasecmp(pair->name, "__Host-", 7) == 0;
    unsigned after = (found->present & ~p->removed) | p->set;
    bool domain = found->domain;
    bool root = found->root;

    if (!host && (pair->name_length < 9 ||
                  strncasecmp(pair->name, "__Secure-", 9) != 0)) {
        return true;
    }
    for (int i = 0; i < rule->count; i++) {
        const cors_cookie_edit *edit = &rule->edits[i];

        if (edit->attribute == CORS_COOKIE_DOMAIN) {
            domain = true;
        } else if (edit->attribute == CORS_COOKIE_PATH) {
            root = edit->value_length == 1;
        }
    }
    return (after & CORS_COOKIE_SECURE) &&
           (!host || ((after & CORS_COOKIE_PATH) && root &&
                      !((after & CORS_COOKIE_DOMAIN) && domain)));
}

static char *put(char *to, const char *bytes, size_t length)
{
    memcpy(to, bytes, length);
    return to + length;
}

/* Copies the bytes from `from` to `end`, the parts from `at` on as planned:
 * the first of an attribute in place, later ones dropped. */
static char *put_parts(char *to, const cors_cookie_rule *rule, const plan *p,
                       const char *from, const char *at, const char *end)
{
    unsigned wanted = p->set | p->removed;
    unsigned seen = 0;
    cors_cookie_part part;

    for (; at < end; at = part.end) {
        unsigned bit = cors_cookie_part_read(at, end, wanted, &part);

        if (!bit) {
            continue;
        }
        if (bit & (seen | p->removed)) {
            to = put(to, from, (size_t)(at - from));
            from = part.end;
        } else if (!is_equal(edit_for(rule, bit), &part)) {
            const cors_cookie_edit *edit = edit_for(rule, bit);

            to = put(to, from, (size_t)(part.name - from));
            to = put(to, edit->text + 2, edit->length - 2);
            from = part.end;
        }
        seen |= bit;
    }
    return put(to, from, (size_t)(end - from));
}

static char *put_missing(char *to, const cors_cookie_rule *rule,
                         unsigned missing)
{
    if (missing == rule->set) {
        return put(to, rule->tail, rule->tail_length);
    }
    for (int i = 0; i < rule->count; i++) {
        if (missing & rule->edits[i].attribute) {
            to = put(to, rule->edits[i].text, rule->edits[i].length);
        }
    }
    return to;
}

/* Carries the plan out. */
static const char *rewrite(apr_pool_t *pool, const char *field,
                           const cors_cookie_pair *pair,
                           const cors_cookie_rule *rule, const plan *p,
                           const survey *found)
{
    unsigned missing = p->set & ~found->present;
    bool in_place = (p->set & (found->differing | found->repeated)) ||
                    (p->removed & found->present);
    const char *end = missing ? found->appendix : pair->field_end;
    char *text, *to;

    if (!missing && !in_place) {
        return field;
    }
    to = text = apr_palloc(pool, (size_t)(end - field) + rule->tail_length + 1);
    to = in_place ? put_parts(to, rule, p, field, pair->end, end)
                  : put(to, field, (size_t)(end - field));
    if (missing) {
        to = put_missing(to, rule, missing);
    }
    *to = '\0';
    return text;
}

const char *cors_cookie_rewrite(apr_pool_t *pool,
                                const cors_cookie_rules *rules,
                                const cors_cookie_context *context,
                                const char *field, cors_cookie_outcome *outcome)
{
    const unsigned lifetime = CORS_COOKIE_MAX_AGE | CORS_COOKIE_EXPIRES;
    const cors_cookie_rule *rule;
    cors_cookie_pair pair;
    survey found;
    plan p;
    unsigned wanted;
    bool prefixed, by_client;

    *outcome = CORS_COOKIE_UNTOUCHED;
    if (!cors_cookie_pair_read(field, &pair) ||
        !(rule = find_rule(rules, &pair))) {
        return field;
    }
    p.set = rule->set;
    p.removed = rule->removed;
    p.withheld = 0;
    if (!context->secure) {
        p.withheld = rule->needs_secure;
        p.set &= ~p.withheld;
    }
    /* Of all SameSite values None alone needs Secure. */
    by_client = context->user_agent &&
                (p.set & rule->needs_secure & CORS_COOKIE_SAMESITE);
    if (by_client && cors_client_mishandles_none(context->user_agent)) {
        /* To a client of that age no attribute means what None means now. */
        p.set &= ~(unsigned)CORS_COOKIE_SAMESITE;
        p.removed |= CORS_COOKIE_SAMESITE;
    }
    wanted = rule->set | rule->removed;
    prefixed = pair.name_length > 2 && pair.name[0] == '_';
    if (prefixed || (wanted & lifetime)) {
        wanted = ~0U;
    }
    look_over(&pair, rule, wanted, context->now, &found);
    if (found.deletion) {
        /* A longer life would log the user in again. */
        p.set &= ~lifetime;
        p.removed &= ~lifetime;
    }
    if (prefixed && !keeps_prefix(&pair, rule, &p, &found)) {
        *outcome = CORS_COOKIE_PREFIX_REFUSED;
        return field;
    }
    *outcome = p.withheld & (~found.present | found.differing | found.repeated)
                   ? CORS_COOKIE_NOT_SECURE
               : by_client ? CORS_COOKIE_BY_CLIENT
                           : CORS_COOKIE_DONE;
    return rewrite(pool, field, &pair, rule, &p, &found);
}
