/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/manual/pages.h"

#include "core/decision.h"
#include "lint/manual/directive.h"
#include "lint/manual/mdoc.h"

static const char about[] =
    "mod_cors_creds lets pages of other origins call an API with cookies. "
    "It answers preflights, puts the CORS headers on every response there is, "
    "errors and redirects included, and rewrites Set-Cookie so that browsers "
    "keep the session across sites. "
    "With a configuration that is unsafe or could not work httpd does not "
    "start, and says why.\n\n"
    "A request without an Origin, or with the server's own, is none of its "
    "business. "
    "A preflight is answered before access control and authentication. "
    "Any other request goes on: if its origin is allowed the response says "
    "so, exactly once, and if it is not the response has no CORS header. "
    "Vary: Origin goes on every response in scope. "
    "Over a transport that is not secure SameSite=None, Secure and "
    "Partitioned stay out of cookies, because browsers would refuse them.";

static const char lists[] =
    "A section that has any value of a list replaces the list that it would "
    "inherit; none empties it. "
    "Directory stands for <Directory>, <Location>, <Files> and <If>.";

static const char status[] =
    "A <Location> with SetHandler cors-creds-status is a page on which one "
    "types a URL of this server and the origin of the page that asks for it, "
    "and sees whether it is allowed, why, which line of which file decides, "
    "the very header fields, what becomes of a cookie, and what was counted. "
    "For programs there are ?auto, ?format=json and ?format=prometheus. "
    "It names files of the server: let Require decide who may see it.";

static const char status_example[] = "<Location /cors-status>\n"
                                     "    SetHandler cors-creds-status\n"
                                     "    Require ip 10.0.0.0/8\n"
                                     "</Location>\n";

static const char examples[] =
    "CorsCreds        On\n"
    "CorsCredsOrigin  https://app.example.net\n"
    "CorsCredsMethods PUT PATCH DELETE\n"
    "CorsCredsHeaders Content-Type\n"
    "CorsCredsCookie  session SameSite=None Secure HttpOnly\n";

static const char debugging[] =
    "apachectl configtest names all that is wrong with a configuration, and "
    "apachectl -t -D DUMP_CORS_CREDS prints each section's directives, with "
    "file and line. "
    "LogLevel cors_creds:debug explains each decision in the error log.";

static const char result[] =
    "What a request was taken for: a note and a variable of each request that "
    "the module has a policy for, %{CORS_CREDS_RESULT}n in a LogFormat and "
    "%{CORS_CREDS_RESULT}e in a Header. "
    "It is one of these:";

static const char *meaning(cors_result of)
{
    switch (of) {
    case CORS_NONE:
        return "There is no Origin.";
    case CORS_SAME_ORIGIN:
        return "The origin is the server's own.";
    case CORS_MALFORMED:
        return "There are several Origin fields, or one that is no serialised "
               "origin: it is not allowed.";
    case CORS_ALLOWED:
        return "The origin is allowed.";
    case CORS_DENIED_ORIGIN:
        return "The origin is not allowed: the response has no CORS header.";
    case CORS_PREFLIGHT_ALLOWED:
        return "A preflight, answered with 204 and what the browser needs.";
    case CORS_PREFLIGHT_DENIED_ORIGIN:
        return "A preflight, answered with 403: the origin is not allowed.";
    case CORS_PREFLIGHT_DENIED_METHOD:
        return "A preflight, answered with 403: the method is not in "
               "CorsCredsMethods.";
    case CORS_PREFLIGHT_DENIED_HEADER:
        return "A preflight, answered with 403: a request header is not in "
               "CorsCredsHeaders.";
    case CORS_PREFLIGHT_PASSED:
        return "A preflight that CorsCredsPreflight Pass leaves to the "
               "backend.";
    case CORS_GUARD_DENIED:
        return "CorsCredsGuard Enforce answered with 403.";
    case CORS_GUARD_REPORTED:
        return "CorsCredsGuard Enforce would have answered with 403.";
    case CORS_REJECTED:
        return "CorsCredsDisallowed Reject answered with 403.";
    }
    return NULL;
}

static void print_directives(apr_pool_t *pool, FILE *out)
{
    lint_mdoc_macro(out, "Sh", "DIRECTIVES", NULL);
    lint_mdoc_text(out, lists);
    lint_mdoc_macro(out, "Bl -tag -width indent", NULL);
    for (const cors_directive *row = cors_directives; row->name; row++) {
        const char *initial = lint_directive_default(pool, row);

        lint_mdoc_macro(out, "It Ic", row->name, NULL);
        lint_mdoc_text(out, row->text);
        lint_mdoc_macro(out, "Bl -tag -width Default:: -compact", NULL);
        lint_mdoc_macro(out, "It Syntax:", NULL);
        lint_mdoc_macro(out, "Ic", row->name, NULL);
        lint_mdoc_macro(out, "Ar", row->argument, NULL);
        lint_mdoc_macro(out, "It Default:", NULL);
        if (initial) {
            lint_mdoc_macro(out, "Ic", row->name, initial, NULL);
        } else {
            lint_mdoc_text(out, "none");
        }
        lint_mdoc_macro(out, "It Context:", NULL);
        lint_mdoc_text(out, lint_directive_context(row));
        lint_mdoc_macro(out, "El", NULL);
    }
    lint_mdoc_macro(out, "El", NULL);
}

static void print_refusals(apr_pool_t *pool, FILE *out)
{
    const apr_array_header_t *refusals = lint_refusals(pool);

    lint_mdoc_macro(out, "Sh", "WHAT IS REFUSED", NULL);
    lint_mdoc_text(out, "httpd does not start with these, and says for each "
                        "of them, behind its file and line:");
    lint_mdoc_macro(out, "Bl -tag -width indent", NULL);
    for (int i = 0; i < refusals->nelts; i++) {
        const lint_refusal *refusal = &APR_ARRAY_IDX(refusals, i, lint_refusal);

        lint_mdoc_macro(out, "It Li", refusal->line, NULL);
        lint_mdoc_text(out, refusal->sentence);
    }
    lint_mdoc_macro(out, "El", NULL);
}

static void print_environment(FILE *out)
{
    lint_mdoc_macro(out, "Sh", "ENVIRONMENT", NULL);
    lint_mdoc_macro(out, "Bl -tag -width indent", NULL);
    lint_mdoc_macro(out, "It Ev", "CORS_CREDS_RESULT", NULL);
    lint_mdoc_text(out, result);
    lint_mdoc_macro(out, "Bl -tag -width indent", NULL);
    for (int i = 0; i < CORS_RESULTS; i++) {
        lint_mdoc_macro(out, "It Li", cors_result_name((cors_result)i), NULL);
        lint_mdoc_text(out, meaning((cors_result)i));
    }
    lint_mdoc_macro(out, "El", NULL);
    lint_mdoc_macro(out, "El", NULL);
}

static void print_files(FILE *out)
{
    lint_mdoc_macro(out, "Sh", "FILES", NULL);
    lint_mdoc_macro(out, "Bl -tag -width indent", NULL);
    lint_mdoc_macro(out, "It Pa", "origins.txt", NULL);
    lint_mdoc_text(out,
                   "What CorsCredsOriginFile names, relative to the "
                   "ServerRoot: one pattern a line, as CorsCredsOrigin takes "
                   "them, and # comments. "
                   "It is followed without a restart; a version with a mistake "
                   "is not taken, and the error log says why. "
                   "Replace it in one step, by a rename.");
    lint_mdoc_macro(out, "El", NULL);
}

void lint_manual_module(apr_pool_t *pool, FILE *out)
{
    lint_mdoc_begin(out, "mod_cors_creds", 8,
                    "credentialed CORS for Apache httpd 2.4");
    lint_mdoc_macro(out, "Sh", "SYNOPSIS", NULL);
    lint_mdoc_macro(out, "Ic", "LoadModule cors_creds_module",
                    "modules/mod_cors_creds.so", NULL);
    lint_mdoc_macro(out, "Sh", "DESCRIPTION", NULL);
    lint_mdoc_text(out, about);
    print_directives(pool, out);
    print_refusals(pool, out);
    lint_mdoc_macro(out, "Sh", "STATUS PAGE", NULL);
    lint_mdoc_text(out, status);
    lint_mdoc_example(out, status_example);
    print_environment(out);
    print_files(out);
    lint_mdoc_macro(out, "Sh", "EXAMPLES", NULL);
    lint_mdoc_text(out, "A page on https://app.example.net, its API on "
                        "https://api.example.com:");
    lint_mdoc_example(out, examples);
    lint_mdoc_paragraph(out,
                        "The page asks with fetch(url, { credentials: "
                        "'include' }), or axios with withCredentials: true.");
    lint_mdoc_macro(out, "Sh", "DIAGNOSTICS", NULL);
    lint_mdoc_text(out, debugging);
    lint_mdoc_macro(out, "Sh", "SEE ALSO", NULL);
    lint_mdoc_macro(out, "Xr", "corslint", "1", NULL);
}
