/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/manual/pages.h"

#include <apr_lib.h>
#include "lint/manual/directive.h"
#include "lint/report/rule_page.h"

/* The name that a heading is linked by. */
static void print_link(FILE *out, const char *name)
{
    fprintf(out, "- [%s](#", name);
    for (const char *c = name; *c; c++) {
        fputc(apr_tolower(*c), out);
    }
    fputs(")\n", out);
}

static void print_directive(apr_pool_t *pool, FILE *out,
                            const cors_directive *row)
{
    const char *initial = lint_directive_default(pool, row);

    fprintf(out, "\n## %s\n\n%s\n\n- Syntax: `%s`\n", row->name,
            lint_markdown_text(pool, row->text),
            lint_directive_syntax(pool, row));
    if (initial) {
        fprintf(out, "- Default: `%s %s`\n", row->name, initial);
    } else {
        fputs("- Default: none\n", out);
    }
    fprintf(out, "- Context: %s\n", lint_directive_context(row));
}

void lint_manual_directives(apr_pool_t *pool, FILE *out)
{
    const apr_array_header_t *refusals = lint_refusals(pool);

    fputs("<!-- Made by corslint manual directives -->\n"
          "# The directives of mod_cors_creds\n\n"
          "Made from [core/directives.tbl](../core/directives.tbl), from which "
          "the module is made\ntoo. [README](../README.md#directives) has them "
          "in a table, and what they are for.\n\n",
          out);
    for (const cors_directive *row = cors_directives; row->name; row++) {
        print_link(out, row->name);
    }
    fputs("- [What is refused](#what-is-refused)\n", out);
    fputs(
        "\n\"Directory\" is `<Directory>`, `<Location>`, `<Files>` and `<If>`. "
        "A section that has any\nvalue of a list replaces the list that it "
        "would inherit; `none` empties it.\n",
        out);
    for (const cors_directive *row = cors_directives; row->name; row++) {
        print_directive(pool, out, row);
    }
    fputs(
        "\n## What is refused\n\nhttpd does not start with these, and says:\n",
        out);
    for (int i = 0; i < refusals->nelts; i++) {
        const lint_refusal *refusal = &APR_ARRAY_IDX(refusals, i, lint_refusal);

        fprintf(out, "\n- `%s`:\n  %s\n", refusal->line,
                lint_markdown_text(pool, refusal->sentence));
    }
}
