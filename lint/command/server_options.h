/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rows of options that several commands have, for their tables: what is known
 * of the server, and the settings of the repository. TYPE is the command's
 * struct, which has the fields.
 */
#ifndef LINT_COMMAND_SERVER_OPTIONS_H
#define LINT_COMMAND_SERVER_OPTIONS_H

#include "lint/command/options.h"

#define LINT_OPTIONS_OF_SERVER(TYPE)                                           \
    {"server-root", "DIR", "where the ServerRoot is on this machine",          \
     LINT_OPTION_TEXT, offsetof(TYPE, server_root)},                           \
        {"D", "NAME[=VALUE]", "as httpd's -D; repeatable", LINT_OPTION_LIST,   \
         offsetof(TYPE, defines)},                                             \
    {                                                                          \
        "httpd-version", "VERSION", "such as 2.4.62, for <IfVersion>",         \
            LINT_OPTION_TEXT, offsetof(TYPE, httpd_version)                    \
    }

#define LINT_OPTIONS_OF_SETTINGS(TYPE)                                         \
    {"settings", "FILE", "instead of the nearest .corslint.toml",              \
     LINT_OPTION_TEXT, offsetof(TYPE, settings_path)},                         \
    {                                                                          \
        "no-settings", NULL, "no .corslint.toml at all", LINT_OPTION_FLAG,     \
            offsetof(TYPE, no_settings)                                        \
    }

#endif
