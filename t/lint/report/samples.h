/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The results that are printed; see sample.h.
 */
#ifndef T_LINT_REPORT_SAMPLES_H
#define T_LINT_REPORT_SAMPLES_H

#include "t/lint/report/sample.h"

#define SITE                                                                   \
    "<VirtualHost *:443>\n"                                                    \
    "    ServerName api.example.com\n"                                         \
    "    SetEnvIf Origin \"(.*)\" ORIGIN=$0\n"                                 \
    "\tHeader always set\tAccess-Control-Allow-Origin \"%{ORIGIN}e\"\n"        \
    "\tHeader always set Access-Control-Allow-Credentials true\n"              \
    "    SetEnvIf Origin  \"(.*)\" ORIGIN=$0\n"                                \
    "</VirtualHost>\n"                                                         \
    "Use Cors x\n"

/* Wide characters, a combining one, one outside the basic plane. */
#define MACROS                                                                 \
    "<Macro Cors $host>\n"                                                     \
    "    Header set X \"\xe4\xb8\x96\xe7\x95\x8c e\xcc\x81 "                   \
    "\xf0\x9f\x98\x80 $host\" env=$host\n"                                     \
    "</Macro>\n"

/* Two lines of this many letters around what is marked. */
#define LETTERS "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffff"
#define LONG                                                                   \
    "# " LETTERS LETTERS "\n"                                                  \
    "Header set L " LETTERS LETTERS " MARKED " LETTERS "\n"

static const char *const certain[] = {NULL};

static inline lint_trial *full_witness(apr_pool_t *pool, const lint_place *at)
{
    lint_trial *trial =
        sample_trial(pool, "/login?next=%2F", "https://evil.example", certain);
    lint_table *headers = trial->answer->headers;
    lint_entry *vary;

    lint_table_add(headers, "Date", LINT_KNOWN("never shown"), NULL);
    lint_table_add(headers, "Access-Control-Allow-Origin",
                   LINT_KNOWN("https://evil.example"), &at[0]);
    lint_table_add(headers, "Access-Control-Allow-Credentials",
                   LINT_KNOWN("true"), &at[1]);
    lint_table_add(headers, "Set-Cookie", LINT_KNOWN("a=1; Secure"), NULL);
    lint_table_add(headers, "Set-Cookie", LINT_KNOWN("b=2; Secure"), NULL);
    lint_table_add(headers, "Vary", LINT_UNKNOWABLE("depends on the backend"),
                   NULL);
    vary = lint_table_find(headers, "Vary");
    vary->there = LINT_UNKNOWN;
    return trial;
}

/* Everything that a finding can have. */
static inline lint_result *sample_full(apr_pool_t *pool)
{
    static const lint_place top = {"./apache2.conf", 2, 1, NULL};
    static const lint_place used = {"sites/api.conf", 8, 1, &top};
    static const lint_place made[] = {{"sites/api.conf", 4, 2, &top},
                                      {"sites/api.conf", 5, 2, &top}};
    static const char *const reasons[] = {"a backend may add headers",
                                          "\"extra.conf\" was not read", NULL};
    lint_result *result = sample_result(pool);
    lint_trial *doubtful =
        sample_trial(pool, "/", "https://app.example", reasons);
    lint_finding *finding;

    sample_file(result, "./apache2.conf", "# top\nInclude sites/*.conf\n");
    sample_file(result, "macros.conf", MACROS);
    sample_file(result, "long.conf", LONG);
    sample_file(result, "sites/api.conf", SITE);
    result->suppressed = 3;
    result->baselined = 1;

    sample_finding(result, NULL, (lint_place){"long.conf", 2, 135, NULL}, 6,
                   "the marked part of a long line is seen");

    finding = sample_finding(result, &sample_hint,
                             (lint_place){"macros.conf", 2, 42, &used}, 0,
                             "the header \"X\" is sent without Vary");
    finding->witness = doubtful;
    sample_edit(result, finding, (lint_place){"macros.conf", 2, 42, NULL}, 0,
                "env=\xe4\xb8\x96 ");

    finding = sample_finding(result, &sample_rule,
                             (lint_place){"sites/api.conf", 3, 21, &top}, 6,
                             "any origin is admitted with cookies: "
                             "\"https://evil.example\" is sent back");
    finding->remedy = "name the origins: \"^https://app\\.example\\.com$\"";
    sample_relate(finding, made[0], "here it is sent");
    finding->witness = full_witness(pool, made);
    sample_edit(result, finding, (lint_place){"sites/api.conf", 3, 21, &top}, 6,
                "\"^https://app\\.example\\.com$\"");
    sample_edit(result, finding, (lint_place){"sites/api.conf", 8, 1, &top}, 63,
                "");

    finding = sample_finding(result, &sample_rule,
                             (lint_place){"sites/api.conf", 6, 0, &top}, 0,
                             "any origin is admitted once more");
    finding->confidence = LINT_CONFIDENCE_LOW;
    return result;
}

/* What somebody else wrote into a configuration that is checked for them. */
static inline lint_result *sample_hostile(apr_pool_t *pool)
{
    static const char *const path =
        "a b/x:1,\"<&'>%\n\x1b[31m\xff::error::.conf";
    lint_result *result = sample_result(pool);
    lint_place place = {path, 1, 9, NULL};
    lint_finding *finding;
    lint_trial *trial;

    sample_file(result, path,
                "\tHeader \x1b]0;owned\x07 \xff\xc3( \xe2\x80\xae"
                "live\xc2\x9b ]]>&<!-- \xef\xbf\xbe \x7f\n");
    finding = sample_finding(
        result, &sample_rule, place, 20,
        "a value \"\x1b[2J\r\n::stop-commands::x\n##[error]\xfe\xef\xbf\xbf"
        "<script>]]>%0A\" is there");
    finding->remedy = "remove \"\x1b\x9b \xf4\x90\x80\x80 \xed\xa0\x80\"";
    sample_relate(finding, place, "<note>\x01\n&amp;");
    trial = sample_trial(pool, "/\xff\x1b?<&>", "https://\x1b.example\xff",
                         certain);
    lint_table_add(trial->answer->headers, "Access-Control-\xff\x1b",
                   LINT_KNOWN("\x02\xff<\n"), &finding->place);
    lint_table_add(trial->answer->headers, "Access-Control-\xff\x1b",
                   LINT_KNOWN("again"), &finding->place);
    finding->witness = trial;
    sample_edit(result, finding, place, 4, "\xff\x1b\n");
    return result;
}

/* Input was lost. */
static inline lint_result *sample_unread(apr_pool_t *pool)
{
    lint_result *result = sample_result(pool);
    lint_finding *finding = sample_finding(
        result, NULL, (lint_place){"/etc/apache2/gone.conf", 0, 0, NULL}, 0,
        "the file \"/etc/apache2/gone.conf\" cannot be read (No such file or "
        "directory): make it readable or leave it out");

    finding->id = "unreadable";
    finding->severity = LINT_ERROR;
    finding->unread = true;
    return result;
}

/* Two files, and nothing is wrong with them. */
static inline lint_result *sample_clean(apr_pool_t *pool)
{
    lint_result *result = sample_result(pool);

    sample_file(result, "b.conf", "ServerName b.example.com\n");
    sample_file(result, "a.conf", "");
    return result;
}

/* Nothing to look at. */
static inline lint_result *sample_none(apr_pool_t *pool)
{
    return sample_result(pool);
}

typedef struct sample {
    const char *name;
    lint_result *(*make)(apr_pool_t *pool);
} sample;

static const sample samples[] = {
    {"full", sample_full},     {"hostile", sample_hostile},
    {"unread", sample_unread}, {"clean", sample_clean},
    {"none", sample_none},     {NULL, NULL}};

#endif
