/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/migrate/judge.h"

#include <string.h>
#include "lint/witness/header_value.h"

/* Who is let in stays so: those whom the recipe names, whether it worked or
 * not. Over http everybody on the way can speak for them. */
static bool is_meant(const lint_pair *pair)
{
    if (pair->after.leave) {
        return true;
    }
    return pair->kind == LINT_ORIGIN_MEANT || pair->kind == LINT_ORIGIN_DEV ||
           (pair->kind == LINT_ORIGIN_SUBDOMAIN &&
            strncmp(pair->origin, "http:", 5) != 0);
}

/* Whether each element of a list is in another one. */
static bool is_within(const char *list, const char *other)
{
    char name[128];

    while (*(list += strspn(list, ", \t"))) {
        size_t length = strcspn(list, ", \t");

        if (length >= sizeof(name)) {
            return false;
        }
        memcpy(name, list, length);
        name[length] = '\0';
        if (!lint_list_has(other, name)) {
            return false;
        }
        list += length;
    }
    return true;
}

/* Fetch standard, section 4.9; no browser keeps it longer than a day. */
static int age_of(const lint_view *view)
{
    return view->max_age < -1 || view->max_age == 0 ? 0
           : view->max_age > 86400                  ? 86400
                                                    : view->max_age;
}

static const char *fault_of(const lint_pair *pair)
{
    return pair->before.fault    ? "what was sent is not the origin"
           : pair->before.barred ? "\"*\" allows no credentials"
           : pair->error         ? "no headers on errors"
           : pair->preflight     ? ""
           : pair->before.leave  ? "no credentials"
                                 : "no header";
}

/* Both let the page in, or neither does. */
static lint_outcome judge_rest(const lint_pair *pair, lint_comparison *made)
{
    const lint_view *before = &pair->before;
    const lint_view *after = &pair->after;

    if (after->passes && !pair->preflight &&
        !is_within(before->exposed, after->exposed)) {
        made->why = "a header is not exposed any more";
        return LINT_OUTCOME_CHANGED;
    }
    if (after->passes && pair->preflight && age_of(before) != age_of(after)) {
        made->why = "the preflight is remembered for another time";
        return LINT_OUTCOME_CHANGED;
    }
    if (!pair->preflight && pair->dynamic && !before->varies && after->varies) {
        made->why = "no Vary: Origin, so that caches mix answers up";
        made->common = true;
        return LINT_OUTCOME_MENDED;
    }
    return LINT_OUTCOME_NO_EFFECT;
}

static lint_outcome judge(const lint_pair *pair, lint_comparison *made)
{
    const lint_view *before = &pair->before;
    const lint_view *after = &pair->after;

    if (before->unknown || after->unknown) {
        return LINT_OUTCOME_UNTOLD;
    }
    if (strcmp(before->fields, after->fields) == 0) {
        return LINT_OUTCOME_SAME;
    }
    if (!pair->preflight && before->status != after->status) {
        made->why = "another status";
        return LINT_OUTCOME_CHANGED;
    }
    /* Of a preflight's answer browsers store none (Fetch standard, 4.8). */
    if (!pair->preflight && strcmp(before->cookies, after->cookies) != 0) {
        made->why = "a cookie that the file itself makes is another one";
        made->common = true;
        return LINT_OUTCOME_CHANGED;
    }
    if (pair->own) {
        return LINT_OUTCOME_NO_EFFECT;
    }
    if (after->passes == before->passes) {
        return judge_rest(pair, made);
    }
    if (after->passes < before->passes) {
        return is_meant(pair) && pair->kind != LINT_ORIGIN_PLAIN_HTTP
                   ? LINT_OUTCOME_CHANGED
                   : LINT_OUTCOME_CLOSED;
    }
    if (!pair->open && pair->kind != LINT_ORIGIN_MEANT &&
        pair->kind != LINT_ORIGIN_DEV && pair->kind != LINT_ORIGIN_PLAIN_HTTP &&
        pair->kind != LINT_ORIGIN_SUBDOMAIN && !before->leave) {
        made->why = "a stranger is let in";
        return LINT_OUTCOME_CHANGED;
    }
    if (after->passes > pair->usual && pair->usual && !pair->barred) {
        made->why = "it had no credentials";
        return LINT_OUTCOME_CHANGED;
    }
    made->why = fault_of(pair);
    return pair->preflight ? LINT_OUTCOME_ANSWERED : LINT_OUTCOME_MENDED;
}

void lint_pair_judge(const lint_pair *pair, lint_comparison *made)
{
    made->why = "";
    made->common = false;
    made->outcome = judge(pair, made);
}
