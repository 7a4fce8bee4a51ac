/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/command/terminal.h"

#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool lint_terminal_color(const char *when, bool to_stdout)
{
    const char *never = getenv("NO_COLOR");
    const char *terminal = getenv("TERM");

    if (when && strcmp(when, "auto") != 0) {
        return strcmp(when, "always") == 0;
    }
    return to_stdout && isatty(STDOUT_FILENO) && !(never && *never) &&
           terminal && strcmp(terminal, "dumb") != 0;
}

bool lint_terminal_unicode(void)
{
    locale_t locale = newlocale(LC_CTYPE_MASK, "", (locale_t)0);
    bool unicode =
        locale && strcmp(nl_langinfo_l(CODESET, locale), "UTF-8") == 0;

    if (locale) {
        freelocale(locale);
    }
    return unicode;
}
