/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/migrate/source.h"

#include <string.h>
#include <strings.h>

bool lint_source_is_macro(const lint_source *source, int line)
{
    bool inside = false;

    for (int i = 1; source && i < line; i++) {
        const char *text = lint_source_line(source, i);

        if (!text) {
            break;
        }
        text += strspn(text, " \t");
        if (strncasecmp(text, "<Macro ", 7) == 0) {
            inside = true;
        } else if (strncasecmp(text, "</Macro>", 8) == 0) {
            inside = false;
        }
    }
    return inside;
}
