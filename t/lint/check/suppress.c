/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which findings comments silence, and what is wrong with such comments.
 */
#include "lint/check/suppress.h"
#include "directory.h"
#include "lint/conf/conf.h"

static lint_conf *load(const char *path)
{
    const lint_conf_options options = {
        .whole_server = true, .all_modules = true, .server_root = "."};

    return lint_conf_load(pool, &options, path);
}

/* "ID@LINE ID@LINE", or ID@FILE:LINE when the file is not `a`. */
static apr_array_header_t *findings_of(const char *text)
{
    apr_array_header_t *findings = apr_array_make(pool, 4, sizeof(void *));
    char *rest = apr_pstrdup(pool, text);
    char *last;

    for (char *word = apr_strtok(rest, " ", &last); word;
         word = apr_strtok(NULL, " ", &last)) {
        lint_finding *finding = apr_pcalloc(pool, sizeof(*finding));
        char *at = strchr(word, '@');
        char *colon = strchr(word, ':');

        *at = '\0';
        finding->unread = *word == '!';
        finding->id = word + finding->unread;
        finding->place.file = colon ? at + 1 : "a";
        finding->place.line = atoi(colon ? colon + 1 : at + 1);
        if (colon) {
            *colon = '\0';
        }
        APR_ARRAY_PUSH(findings, lint_finding *) = finding;
    }
    return findings;
}

static const char *shown(const apr_array_header_t *findings)
{
    const char *text = "";

    for (int i = 0; i < findings->nelts; i++) {
        const lint_finding *finding =
            APR_ARRAY_IDX(findings, i, lint_finding *);

        text = apr_psprintf(
            pool, "%s%s%s@%s%s%d", text, i ? " " : "", finding->id,
            strcmp(finding->place.file, "a") ? finding->place.file : "",
            strcmp(finding->place.file, "a") ? ":" : "", finding->place.line);
        if (finding->message) {
            text =
                apr_psprintf(pool, "%s:%d+%d %s", text, finding->place.column,
                             finding->length, finding->message);
        }
        for (int j = 0; finding->edits && j < finding->edits->nelts; j++) {
            const lint_edit *edit =
                &APR_ARRAY_IDX(finding->edits, j, lint_edit);

            text =
                apr_psprintf(pool, "%s [%d:%d-%d:%s]", text, edit->place.line,
                             edit->place.column, edit->length, edit->text);
        }
    }
    return text;
}

static const struct row {
    const char *name;
    const char *text;
    const char *findings;
    const char *left;   /* of them */
    const char *report; /* with the persona auditor if the name ends with it */
} rows[] = {
    {"the next directive",
     "# corslint: disable=samesite-none-blanket -- cached nowhere\nA\nB\n",
     "samesite-none-blanket@2 samesite-none-blanket@3 cookie-prefix@2",
     "samesite-none-blanket@3 cookie-prefix@2", ""},
    {"comments, blank lines and template tags between",
     "#corslint:disable=samesite-none-blanket\n# x\n\n{% if x %}\n  A\nB\n",
     "samesite-none-blanket@5 samesite-none-blanket@6",
     "samesite-none-blanket@6", ""},
    {"all lines of a directive that is continued",
     "# corslint: disable=samesite-none-blanket\nA \\\n b \\\n c\nB\n",
     "samesite-none-blanket@2 samesite-none-blanket@4 samesite-none-blanket@5",
     "samesite-none-blanket@5", ""},
    {"several rules, by shorthand and alias, in any case",
     "## corslint: disable = K02, "
     "Cookie-Prefix,\tsamesite-none-without-secure\nA\n",
     "samesite-none-blanket@2 cookie-prefix@2 samesite-none-insecure@2", "",
     ""},
    {"two comments",
     "# corslint: disable=K02\n# corslint: disable=K07 -- x\nA\n",
     "samesite-none-blanket@3 cookie-prefix@3", "", ""},
    {"of a section the first line alone",
     "# corslint: disable=K02\n<Location />\nA\n</Location>\n",
     "samesite-none-blanket@2 samesite-none-blanket@3",
     "samesite-none-blanket@3", ""},
    {"a section to its end",
     "# corslint: disable-section=K02\n<Location />\n<If a>\nA\n</If>\n"
     "</Location>\nB\n",
     "samesite-none-blanket@2 samesite-none-blanket@4 samesite-none-blanket@6 "
     "samesite-none-blanket@7",
     "samesite-none-blanket@7", ""},
    {"a section in a section",
     "<Location />\n# corslint: disable-section=K02\n<If a>\nA\n</If>\nB\n"
     "</Location>\n",
     "samesite-none-blanket@4 samesite-none-blanket@6",
     "samesite-none-blanket@6", ""},
    {"a section that is a directive", "# corslint: disable-section=K02\nA\nB\n",
     "samesite-none-blanket@2 samesite-none-blanket@3",
     "samesite-none-blanket@3", ""},
    {"the whole file", "A\nB\n# corslint: disable-file=K02\n",
     "samesite-none-blanket@0 samesite-none-blanket@1 samesite-none-blanket@2",
     "", ""},
    {"nothing behind it", "<If a>\n# corslint: disable=K02\n</If>\nA\n",
     "samesite-none-blanket@4", "samesite-none-blanket@4",
     "suppression-unused@2:21+3 the comment disables \"K02\", which is not "
     "found in the line below [2:1-24:]"},
    {"what was not read stays", "# corslint: disable-file=K02\nA\n",
     "!samesite-none-blanket@1", "samesite-none-blanket@1", ""},
    {"a problem's code", "# corslint: disable=nul-byte\nA\n", "nul-byte@2", "",
     ""},

    {"one of several unused", "# corslint: disable=K02,K01, K07 -- x\nA\n",
     "cookie-prefix@2", "",
     "suppression-unused@1:21+3 the comment disables \"K02\", which is not "
     "found in the line below [1:21-12:K07] "
     "suppression-unused@1:25+3 the comment disables \"K01\", which is not "
     "found in the line below [1:21-12:K07]"},
    {"an unused one at the end, with CRLF",
     "A\r\n  # corslint: disable=K02\r\nB\r\n", "", "",
     "suppression-unused@2:23+3 the comment disables \"K02\", which is not "
     "found in the line below [2:1-27:]"},
    {"an unused one without an end of the line",
     "A\n# corslint: disable-file=K02", "", "",
     "suppression-unused@2:26+3 the comment disables \"K02\", which is not "
     "found in this file [2:1-28:]"},
    {"an unused one over two lines is not corrected",
     "# corslint: disable=K02 \\\n -- x\nA\n", "", "",
     "suppression-unused@1:21+3 the comment disables \"K02\", which is not "
     "found in the line below"},
    {"no reason, for the auditor", "# corslint: disable=K02 --\nA\n",
     "samesite-none-blanket@2", "",
     "suppression-without-reason@1:1+0 the comment disables a rule and does "
     "not say why"},
    {"a rule that is none", "# corslint: disable=samesite-none-blankt\nA\n", "",
     "",
     "suppression-unknown-rule@1:21+20 the comment disables "
     "\"samesite-none-blankt\", "
     "which is no rule"},
    {"a verb that is none", "# corslint: disabel=K02\nA\n", "", "",
     "suppression-malformed@1:13+7 \"disabel\" is nothing that corslint does"},
    {"no rule", "# corslint: disable\nA\n", "", "",
     "suppression-malformed@1:1+0 \"disable\" names no rule"},
    {"no rule but a reason", "# corslint: disable= -- x\nA\n", "", "",
     "suppression-malformed@1:1+0 \"disable\" names no rule"},
    {"a reason without dashes", "# corslint: disable=K02 never\nA\n",
     "samesite-none-blanket@2", "samesite-none-blanket@2",
     "suppression-malformed@1:25+5 \"never\" is neither a rule nor a reason"},
    {"a comment about corslint", "# see corslint: disable=x\nA\n", "", "", ""},
    {"comments about comments can be silenced",
     "# corslint: disable-file=suppression-unused\n# corslint: "
     "disable=K02\nA\n",
     "", "", ""},
    {"lost input may be what needs the comment", "# corslint: disable=K02\nA\n",
     "!unreadable@2", "unreadable@2", ""},
};

static void test_rows(void)
{
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct row *row = &rows[i];
        lint_suppressions *suppressions = lint_suppressions_create(
            pool, strstr(row->name, "auditor") ? LINT_PERSONA_AUDITOR
                                               : LINT_PERSONA_REGULAR);
        apr_array_header_t *findings = findings_of(row->findings);
        apr_array_header_t *report = apr_array_make(pool, 4, sizeof(void *));
        int all = findings->nelts;
        int gone = lint_suppressions_apply(suppressions,
                                           load(put("a", row->text)), findings);

        lint_suppressions_report(suppressions, report);
        tap_is(shown(findings), row->left, "%s: what is left", row->name);
        tap_ok(gone == all - findings->nelts, "%s: how many went", row->name);
        tap_is(shown(report), row->report, "%s: the comment", row->name);
    }
}

/* Only who runs a rule can say that it finds nothing. */
static void test_personas(void)
{
    for (const lint_rule *const *rule = lint_rules; *rule; rule++) {
        put("a", apr_pstrcat(pool, "# corslint: disable=", (*rule)->id,
                             " -- x\nA\n", NULL));
        for (int persona = 0; persona <= LINT_PERSONA_AUDITOR; persona++) {
            lint_suppressions *suppressions =
                lint_suppressions_create(pool, (lint_persona)persona);
            apr_array_header_t *report =
                apr_array_make(pool, 4, sizeof(void *));

            lint_suppressions_apply(suppressions, load("a"), findings_of(""));
            lint_suppressions_report(suppressions, report);
            tap_ok(report->nelts == (persona >= (int)(*rule)->persona),
                   "%s, persona %d", (*rule)->id, persona);
        }
    }
}

/* One comment, met by way of several configurations and uses. */
static void test_shared(void)
{
    lint_suppressions *suppressions =
        lint_suppressions_create(pool, LINT_PERSONA_REGULAR);
    apr_array_header_t *report = apr_array_make(pool, 4, sizeof(void *));
    apr_array_header_t *findings;

    put("common", "# corslint: disable=K02,K07\nA\n");
    put("a", "Include common\n");
    put("b", "Include common\nInclude common\n");
    findings = findings_of("samesite-none-blanket@common:2");
    lint_suppressions_apply(suppressions, load("a"), findings);
    tap_is(shown(findings), "", "the included file's comment holds");
    findings = findings_of("cookie-prefix@common:2");
    lint_suppressions_apply(suppressions, load("b"), findings);
    tap_is(shown(findings), "", "in each configuration");
    lint_suppressions_report(suppressions, report);
    tap_is(shown(report), "", "and is used when any needs it");

    suppressions = lint_suppressions_create(pool, LINT_PERSONA_REGULAR);
    put("a", "<Macro m>\n# corslint: disable=K02,K07\nA\n</Macro>\nUse m\n"
             "Use m\n");
    findings = findings_of("samesite-none-blanket@3 samesite-none-blanket@5 "
                           "samesite-none-blanket@3");
    tap_ok(lint_suppressions_apply(suppressions, load("a"), findings) == 2,
           "a comment in a macro holds at each use");
    tap_is(shown(findings), "samesite-none-blanket@5",
           "but not for the Use itself");
    lint_suppressions_report(suppressions, report);
    tap_is(shown(report), "", "where it is unused, perhaps for now");
}

/* Where httpd does not read, nobody can tell what is needed. */
static void test_skipped(void)
{
    lint_suppressions *suppressions =
        lint_suppressions_create(pool, LINT_PERSONA_REGULAR);
    apr_array_header_t *report = apr_array_make(pool, 4, sizeof(void *));
    apr_array_header_t *findings = findings_of("samesite-none-blanket@1");

    put("a", "<IfDefine NO>\n# corslint: disable=K02\nA\n</IfDefine>\n");
    lint_suppressions_apply(suppressions, load("a"), findings);
    lint_suppressions_report(suppressions, report);
    tap_is(shown(report), "", "a comment in what is not read");
}

int main(void)
{
    enter();
    test_rows();
    test_personas();
    test_shared();
    test_skipped();
    return leave();
}
