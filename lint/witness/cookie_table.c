/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/witness/cookie_table.h"

#include <string.h>
#include "lint/witness/setting.h"

static int table_of_url(const char *args)
{
    return strstr(args, "fcgi://") || strstr(args, "scgi://") ||
                   strstr(args, "uwsgi://")
               ? LINT_COOKIE_ALWAYS
               : LINT_COOKIE_PLAIN;
}

static int table_of_handler(const char *args)
{
    if (strstr(args, "cgi")) {
        return LINT_COOKIE_ALWAYS;
    }
    return strstr(args, "proxy:") || strstr(args, "x-httpd-php")
               ? LINT_COOKIE_PLAIN
               : 0;
}

static int table_of_rule(const char *args)
{
    const char *flags = strrchr(args, '[');

    return flags && (strstr(flags, "[P]") || strstr(flags, "[P,") ||
                     strstr(flags, ",P]") || strstr(flags, ",P,"))
               ? table_of_url(args)
               : 0;
}

static int plain(const char *args)
{
    (void)args;
    return LINT_COOKIE_PLAIN;
}

static int always(const char *args)
{
    (void)args;
    return LINT_COOKIE_ALWAYS;
}

static const struct {
    const char *name;
    int (*table)(const char *args);
} evidence[] = {
    {"proxypass", table_of_url},
    {"proxypassmatch", table_of_url},
    {"sethandler", table_of_handler},
    {"addhandler", table_of_handler},
    {"rewriterule", table_of_rule},
    {"php_value", plain},
    {"php_flag", plain},
    {"php_admin_value", plain},
    {"php_admin_flag", plain},
    {"scriptalias", always},
    {"scriptaliasmatch", always},
    {"sessioncookiename", always},
    {"cookietracking", always},
    {"mellonenable", always},
    {"oidcredirecturi", always},
};

int lint_cookie_tables(apr_pool_t *pool, const lint_survey *survey,
                       const lint_node *where)
{
    int tables = 0;

    for (size_t i = 0; i < sizeof(evidence) / sizeof(*evidence); i++) {
        const apr_array_header_t *nodes =
            lint_survey_nodes(survey, evidence[i].name);

        for (int j = 0; j < nodes->nelts; j++) {
            const lint_node *node = APR_ARRAY_IDX(nodes, j, const lint_node *);

            if (lint_setting_covers(pool, node, where) ||
                lint_setting_covers(pool, where, node)) {
                tables |= evidence[i].table(node->args);
            }
        }
    }
    return tables;
}
