/* SPDX-License-Identifier: Apache-2.0 */
#include "cookie_date.h"

#include <string.h>
#include <strings.h>
#include <apr_lib.h>

typedef struct token {
    const char *at;
    const char *end;
} token;

/* The parts of a date, found in any order; -1 is not found yet. */
typedef struct parts {
    int hour, minute, second;
    int day, month, year;
} parts;

static bool is_delimiter(char c)
{
    return c == 0x09 || (c >= 0x20 && c <= 0x2f) || (c >= 0x3b && c <= 0x40) ||
           (c >= 0x5b && c <= 0x60) || (c >= 0x7b && c <= 0x7e);
}

/* Reads least to most digits at t->at, and moves behind them; -1 when there
 * are fewer or more. */
static int read_number(token *t, int least, int most)
{
    int value = 0, digits = 0;

    while (t->at < t->end && apr_isdigit(*t->at)) {
        if (++digits > most) {
            return -1;
        }
        value = value * 10 + (*t->at++ - '0');
    }
    return digits < least ? -1 : value;
}

static bool read_colon(token *t)
{
    return t->at < t->end && *t->at++ == ':';
}

static bool read_time(token t, parts *date)
{
    int hour = read_number(&t, 1, 2);
    int minute = hour >= 0 && read_colon(&t) ? read_number(&t, 1, 2) : -1;
    int second = minute >= 0 && read_colon(&t) ? read_number(&t, 1, 2) : -1;

    if (second < 0) {
        return false;
    }
    date->hour = hour;
    date->minute = minute;
    date->second = second;
    return true;
}

static bool read_month(token t, parts *date)
{
    static const char names[12][4] = {"jan", "feb", "mar", "apr", "may", "jun",
                                      "jul", "aug", "sep", "oct", "nov", "dec"};

    for (int i = 0; t.end - t.at >= 3 && i < 12; i++) {
        if (strncasecmp(t.at, names[i], 3) == 0) {
            date->month = i;
            return true;
        }
    }
    return false;
}

/* Each production takes the first token that fits it, in this order. */
static void read_token(token t, parts *date)
{
    token copy = t;

    if (date->hour < 0 && read_time(t, date)) {
        return;
    }
    if (date->day < 0 && (date->day = read_number(&copy, 1, 2)) >= 0) {
        return;
    }
    if (date->month < 0 && read_month(t, date)) {
        return;
    }
    if (date->year < 0) {
        date->year = read_number(&t, 2, 4);
        if (date->year >= 70 && date->year <= 99) {
            date->year += 1900;
        } else if (date->year >= 0 && date->year < 70) {
            date->year += 2000;
        }
    }
}

static bool is_valid(const parts *date)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap =
        date->year % 4 == 0 && (date->year % 100 != 0 || date->year % 400 == 0);

    return date->hour >= 0 && date->hour <= 23 && date->minute <= 59 &&
           date->second <= 59 && date->year >= 1601 && date->month >= 0 &&
           date->day >= 1 &&
           date->day <= days[date->month] + (date->month == 1 && leap ? 1 : 0);
}

bool cors_cookie_date_parse(const char *text, size_t length, apr_time_t *date)
{
    const char *end = text + length;
    parts found = {-1, -1, -1, -1, -1, -1};
    apr_time_exp_t exploded;

    while (text < end) {
        token t = {text, text};

        while (t.end < end && !is_delimiter(*t.end)) {
            t.end++;
        }
        if (t.end > t.at) {
            read_token(t, &found);
        }
        text = t.end + 1;
    }
    if (!is_valid(&found)) {
        return false;
    }
    memset(&exploded, 0, sizeof(exploded));
    exploded.tm_year = found.year - 1900;
    exploded.tm_mon = found.month;
    exploded.tm_mday = found.day;
    exploded.tm_hour = found.hour;
    exploded.tm_min = found.minute;
    exploded.tm_sec = found.second;
    if (found.year < 1970 ||
        apr_time_exp_gmt_get(date, &exploded) != APR_SUCCESS) {
        *date = 0;
    }
    return true;
}
