/* SPDX-License-Identifier: Apache-2.0 */
#include "statement.h"

#include <string.h>

#define REMEDY                                                                 \
    "write \"SELECT 1 FROM tenant_origin WHERE origin = %%s\", or whatever "   \
    "your table is called"

/* How many %s it has; -1 for another per cent sign, -2 for one in quotes, which
 * SQL takes for text. */
static int count_places(const char *text)
{
    int count = 0;

    for (const char *at = text; (at = strchr(at, '%')); at += 2) {
        if (at[1] != '%' && at[1] != 's') {
            return -1;
        }
        if (at[1] == 's' && at > text && strchr("'\"", at[-1])) {
            return -2;
        }
        count += at[1] == 's';
    }
    return count;
}

/* Whether the column is what SELECT asks for; a table may be called so, too. */
static bool selects(const char *text, const char *column)
{
    const char *from = strcasestr(text, " from ");
    const char *at = strcasestr(text, column);

    return at && (!from || at < from) &&
           at[strlen(column) + strspn(at + strlen(column), " ")] == '(';
}

/* An aggregate without a group has a row for every origin there could be. */
static bool always_has_a_row(const char *text)
{
    return (selects(text, "count") || selects(text, "exists")) &&
           !strcasestr(text, "having") && !strcasestr(text, "group by");
}

bool cors_statement_check(const cors_place *place, int count,
                          const char *const *words, cors_problems *problems)
{
    const char *text = words[0];
    const char *quoted = cors_quoted(problems->pool, text);
    int places = count_places(text);

    if (count > 1) {
        cors_problem_add(problems, place, "statement-words", words[1],
                         "a statement is one word to httpd; put it in double "
                         "quotes");
    } else if (places == -1) {
        cors_problem_add(
            problems, place, "statement-percent", text,
            "%s has a %% that is neither %%s, the origin, nor %%%%, "
            "a per cent sign; write %%%% for the latter",
            quoted);
    } else if (places == -2) {
        cors_problem_add(
            problems, place, "statement-quotes", text,
            "%s has %%s in quotes, where it is text and no origin; "
            "take the quotes around it out",
            quoted);
    } else if (places != 1) {
        cors_problem_add(problems, place, "statement-places", text,
                         "%s has %s; " REMEDY, quoted,
                         places ? "more than one %s" : "no %s for the origin");
    } else if (always_has_a_row(text)) {
        cors_problem_add(
            problems, place, "statement-always", text,
            "%s has a row for every origin, and a row allows it; " REMEDY,
            quoted);
    } else {
        return true;
    }
    return false;
}
