/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/command/manual_page.h"

#include <stdbool.h>
#include <string.h>
#include <apr_lib.h>
#include <apr_strings.h>
#include "lint/command/commands.h"
#include "lint/manual/mdoc.h"
#include "lint/report/report.h"
#include "lint/rules/rule.h"

static const char about[] =
    "corslint evaluates httpd's configuration instead of matching its lines. "
    "It works out what a server would send, asks it as an attacker, a browser "
    "and a cache would, and shows the request that proves each finding. "
    "It knows %d rules of CORS headers and of cookies, for any httpd 2.4, with "
    "mod_cors_creds or without.";

static const char comments[] =
    "A comment in a configuration silences rules for the next directive, the "
    "next section or its file, and says why:\n\n"
    "  # corslint: disable=origin-dev-host -- the emulator\n"
    "  # corslint: disable-section=wildcard-broad-scope -- public fonts\n"
    "  # corslint: disable-file=K03,K04 -- generated\n";

static const char settings[] =
    "What holds for all who check a repository. "
    "The nearest one is read, in the current directory or above it up to the "
    "repository's; options of the command line come first. "
    "A key or a rule that does not exist is an error. "
    "All keys, with a value of each:";

static const char keys[] =
    "server-root = \"etc/apache2\"   # relative to this file\n"
    "entry = \"apache2.conf\"        # below server-root\n"
    "vhost-context = [\"parts/*\"]   # fragments for a <VirtualHost>\n"
    "defines = [\"STAGING\"]\n"
    "modules = [\"headers_module\"]  # all may be unless it is set\n"
    "httpd-version = \"2.4.62\"\n"
    "ignore = [\"old/**\"]\n"
    "fail-on = \"warning\"           # error, warning, info, never\n"
    "persona = \"regular\"           # regular, pedantic, auditor\n"
    "\n"
    "[severity]                    # error, warning, info, off\n"
    "origin-dev-host = \"off\"\n";

static const char *const environment[][2] = {
    {"NO_COLOR", "Not empty: no colours, unless --color says always."},
    {"TERM", "No colours where it is dumb or not set."},
    {"CURL_CA_BUNDLE",
     "A file of the certificate authorities that live servers are believed "
     "by, instead of the system's."},
    {"SSL_CERT_FILE", "The same, where CURL_CA_BUNDLE is not set."},
    {NULL, NULL}};

static const char *const exit_status[][2] = {
    {"0", "Nothing was found that matters; of check, nothing that --fail-on "
          "minds."},
    {"1", "Something was found."},
    {"2", "Wrong usage, or input that could not be read; what was found is "
          "told all the same."},
    {NULL, NULL}};

static const char examples[] =
    "The current directory; a whole server; what is safe to correct; a rule:\n"
    "\n"
    "  corslint\n"
    "  corslint --entry /etc/apache2/apache2.conf\n"
    "  corslint --fix sites-available\n"
    "  corslint explain origin-prefix-bypass\n"
    "\n"
    "To begin with an old configuration, write down what is there and be told "
    "of what is new:\n"
    "\n"
    "  corslint --baseline corslint.json --write-baseline sites-available\n"
    "  corslint --baseline corslint.json sites-available\n"
    "\n"
    "What would be answered, and which line makes each header:\n"
    "\n"
    "  corslint simulate --config api.conf \\\n"
    "      --url https://api.example.com/login \\\n"
    "      --origin https://app.example.com\n";

static void print_synopsis(FILE *out)
{
    lint_mdoc_macro(out, "Sh", "SYNOPSIS", NULL);
    for (const lint_command *const *at = lint_commands; *at; at++) {
        const char *usage = (*at)->usage;

        while (*usage) {
            size_t length = strcspn(usage, "\n");
            const char *behind = memchr(usage, ' ', length);

            lint_mdoc_macro(out, "Nm", NULL);
            if (behind) {
                lint_mdoc_arguments(out, behind,
                                    length - (size_t)(behind - usage));
            }
            usage += length;
            usage += *usage == '\n';
        }
    }
}

/* "What is told:" of "what is told". */
static const char *heading(apr_pool_t *pool, const char *text)
{
    char *sentence = apr_pstrcat(pool, text, ":", NULL);

    *sentence = (char)apr_toupper(*sentence);
    return sentence;
}

static void print_options(apr_pool_t *pool, FILE *out,
                          const lint_option *options)
{
    const char *begin = "Bl -tag -width indent";
    bool open = false;

    for (; options->name; options++) {
        if (options->kind == LINT_OPTION_HEADING) {
            if (open) {
                lint_mdoc_macro(out, "El", NULL);
            }
            open = false;
            lint_mdoc_paragraph(out, heading(pool, options->help));
            continue;
        }
        if (!open) {
            lint_mdoc_macro(out, begin, NULL);
            open = true;
        }
        lint_mdoc_item(out, "Fl",
                       options->name[1]
                           ? apr_pstrcat(pool, "-", options->name, NULL)
                           : options->name,
                       options->value);
        lint_mdoc_text(out, options->help);
    }
    lint_mdoc_macro(out, "El", NULL);
}

static void print_command(apr_pool_t *pool, FILE *out,
                          const lint_command *command)
{
    lint_mdoc_macro(out, "Ss", command->name, NULL);
    lint_mdoc_text(out, command->about ? command->about : command->title);
    print_options(pool, out, command->options);
    if (command->notes) {
        lint_mdoc_paragraph(out, command->notes);
    }
}

static void print_rules(FILE *out)
{
    lint_mdoc_macro(out, "Sh", "RULES", NULL);
    lint_mdoc_text(out, "Their names, numbers and severities; corslint explain "
                        "tells all of one.");
    lint_mdoc_macro(out, "Bl -tag -width indent -compact", NULL);
    for (const lint_rule *const *at = lint_rules; *at; at++) {
        lint_mdoc_macro(out, "It Li", (*at)->id, (*at)->shorthand,
                        lint_severity_name((*at)->severity), NULL);
        lint_mdoc_text(out, (*at)->title);
    }
    lint_mdoc_macro(out, "El", NULL);
    lint_mdoc_paragraph(out, comments);
}

static void print_table(FILE *out, const char *heading, const char *macro,
                        const char *const (*rows)[2])
{
    lint_mdoc_macro(out, "Sh", heading, NULL);
    lint_mdoc_macro(out, "Bl -tag -width indent", NULL);
    for (; (*rows)[0]; rows++) {
        lint_mdoc_macro(out, macro, (*rows)[0], NULL);
        lint_mdoc_text(out, (*rows)[1]);
    }
    lint_mdoc_macro(out, "El", NULL);
}

static void print_files(FILE *out)
{
    lint_mdoc_macro(out, "Sh", "FILES", NULL);
    lint_mdoc_macro(out, "Bl -tag -width indent", NULL);
    lint_mdoc_macro(out, "It Pa", ".corslint.toml", NULL);
    lint_mdoc_text(out, settings);
    lint_mdoc_example(out, keys);
    lint_mdoc_macro(out, "El", NULL);
}

void lint_manual_corslint(apr_pool_t *pool, FILE *out)
{
    int rules = 0;

    while (lint_rules[rules]) {
        rules++;
    }
    lint_mdoc_begin(out, "corslint", 1,
                    "evaluate httpd configuration for CORS and cookies");
    print_synopsis(out);
    lint_mdoc_macro(out, "Sh", "DESCRIPTION", NULL);
    lint_mdoc_text(out, apr_psprintf(pool, about, rules));
    lint_mdoc_paragraph(out, "Instead of a command it takes:");
    print_options(pool, out, lint_program_options);
    lint_mdoc_macro(out, "Sh", "COMMANDS", NULL);
    lint_mdoc_text(out, apr_psprintf(pool, "Where none is named %s is meant.",
                                     lint_commands[0]->name));
    for (const lint_command *const *at = lint_commands; *at; at++) {
        print_command(pool, out, *at);
    }
    print_rules(out);
    print_table(out, "ENVIRONMENT", "It Ev", environment);
    print_files(out);
    print_table(out, "EXIT STATUS", "It Li", exit_status);
    lint_mdoc_macro(out, "Sh", "EXAMPLES", NULL);
    lint_mdoc_text(out, examples);
    lint_mdoc_macro(out, "Sh", "SEE ALSO", NULL);
    lint_mdoc_macro(out, "Xr", "mod_cors_creds", "8", NULL);
}
