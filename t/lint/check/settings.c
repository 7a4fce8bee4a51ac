/* SPDX-License-Identifier: Apache-2.0 */
/*
 * .corslint.toml: where it is found, what it says, and what is wrong in it.
 */
#include "lint/check/settings.h"
#include "problems.h"

#define FILE_NAME ".corslint.toml"

static const struct row {
    const char *text;
    const char *expected;
} refusals[] = {
    {"server_root = 'x'\n",
     "1:1: \"server_root\" is no setting: write server-root"},
    {"\ncolour = 'x'\n", "2:1: \"colour\" is no setting: remove it"},
    {"fail-on = 1\n",
     "1:1: \"fail-on\" is a number, not a string: write fail-on = "
     "\"warning\""},
    {"ignore = 'old'\n",
     "1:1: \"ignore\" is a string, not a list: write ignore = [\"old/**\"]"},
    {"ignore = [\n 'old',\n 3]\n",
     "3:2: a value of \"ignore\" is a number, not a string: put it between "
     "quotes"},
    {"modules = ['']\n",
     "1:12: the text \"\" is empty: write one, or remove it"},
    {"entry = \"a\\u0000b\"\n",
     "1:1: the text \"a\" goes on after a NUL: remove it"},
    {"fail-on = 'warn'\n",
     "1:1: \"warn\" is no severity to fail on: write \"error\", \"warning\", "
     "\"info\" or \"never\""},
    {"persona = 'Auditor'\n",
     "1:1: \"Auditor\" is no persona: write \"regular\", \"pedantic\" or "
     "\"auditor\""},
    {"httpd-version = '2.x'\n",
     "1:1: \"2.x\" is no version of httpd: write one such as \"2.4.68\""},
    {"[severity]\nsamesite-nonne-blanket = 'off'\n",
     "2:1: \"samesite-nonne-blanket\" is no rule: write samesite-none-blanket, "
     "or see `corslint "
     "rules`"},
    {"[severity]\nnothing-like-any-of-them = 'off'\n",
     "2:1: \"nothing-like-any-of-them\" is no rule: remove it, or write one of "
     "`corslint rules`"},
    {"[severity]\nsamesite-none-blanket = 'warn'\n",
     "2:1: the severity of \"samesite-none-blanket\" is no severity: write "
     "\"error\", "
     "\"warning\", \"info\" or \"off\""},
    {"[severity]\nsamesite-none-blanket = false\n",
     "2:1: the severity of \"samesite-none-blanket\" is no severity: write "
     "\"error\", "
     "\"warning\", \"info\" or \"off\""},
    {"severity = 'off'\n",
     "1:1: \"severity\" is a string, not a table: write severity = { "
     "samesite-none-blanket = \"info\" }"},
    {"entry = httpd.conf\n",
     "1:9: this is no TOML: Error while parsing value: could not determine "
     "value type; write it as https://toml.io/en/v1.0.0 has it"},
};

static void test_refusals(void)
{
    for (size_t i = 0; i < sizeof(refusals) / sizeof(refusals[0]); i++) {
        lint_problems *problems = lint_problems_create(pool);

        put(FILE_NAME, refusals[i].text);
        lint_settings_read(pool, FILE_NAME, problems);
        tap_is(told(problems),
               apr_pstrcat(pool, FILE_NAME ":", refusals[i].expected, NULL),
               "%s", refusals[i].text);
        tap_ok(problems->unread > 0, "it is exit 2");
    }
}

static const char *joined(const apr_array_header_t *texts)
{
    return texts ? apr_array_pstrcat(pool, texts, ' ') : NULL;
}

static void test_defaults(void)
{
    lint_problems *problems = lint_problems_create(pool);
    const lint_settings *settings = lint_settings_read(pool, NULL, problems);

    tap_is(told(problems), "", "no file is no problem");
    tap_ok(!settings->path && !settings->server_root && !settings->entry &&
               !settings->modules && !settings->httpd_version &&
               !settings->defines->nelts,
           "nothing is set");
    tap_ok(settings->fail_on == LINT_FAIL_ON_WARNING &&
               settings->persona == LINT_PERSONA_REGULAR,
           "but the defaults");
    tap_ok(!lint_settings_ignore(settings, "a.conf"), "nothing is ignored");
}

static void test_values(void)
{
    lint_problems *problems = lint_problems_create(pool);
    const lint_settings *settings;

    put("r/" FILE_NAME, "server-root = 'etc/httpd'\n"
                        "entry = \"conf/httpd.conf\"\n"
                        "vhost-context = ['vhosts/*.inc']\n"
                        "defines = ['A', 'B=1']\n"
                        "modules = [\"headers_module\"]\n"
                        "ignore = ['old/', '**/*.bak']\n"
                        "fail-on = 'never'\n"
                        "persona = 'auditor'\n"
                        "httpd-version = '2.4.68'\n");
    settings = lint_settings_read(pool, "r/" FILE_NAME, problems);
    tap_is(told(problems), "", "all settings are good");
    tap_is(settings->server_root, "r/etc/httpd", "server-root, from the file");
    tap_is(settings->entry, "conf/httpd.conf", "entry");
    tap_is(joined(settings->defines), "A B=1", "defines");
    tap_is(joined(settings->modules), "headers_module", "modules");
    tap_is(settings->httpd_version, "2.4.68", "httpd-version");
    tap_ok(settings->fail_on == LINT_FAIL_ON_NEVER, "fail-on");
    tap_ok(settings->persona == LINT_PERSONA_AUDITOR, "persona");
    tap_ok(lint_settings_in_vhost(settings, "r/vhosts/a.inc"),
           "vhost-context, from the file's directory");
    tap_ok(lint_settings_in_vhost(settings, "./x/../r/vhosts/a.inc"),
           "the same by a longer way");
    tap_ok(lint_settings_in_vhost(
               settings, apr_pstrcat(pool, directory, "/r/vhosts/a.inc", NULL)),
           "the same by its whole path");
    tap_ok(!lint_settings_in_vhost(settings, "vhosts/a.inc"), "not elsewhere");
    tap_ok(lint_settings_ignore(settings, "r/old/a.conf"),
           "ignore, a directory");
    tap_ok(lint_settings_ignore(settings, "r/x/a.bak"), "ignore, a name");
    tap_ok(!lint_settings_ignore(settings, "r/older/a.conf"), "ignore, no");
    put("r/old/a.conf", "");
    if (symlink("r", "link") == 0) {
        tap_ok(lint_settings_ignore(settings, "link/old/a.conf"),
               "a path through a link");
    }
    put(FILE_NAME, "server-root = '/etc'");
    settings = lint_settings_read(pool, FILE_NAME, problems);
    tap_is(settings->server_root, "/etc", "an absolute server-root");
    lint_settings_read(pool, "missing.toml", problems);
    tap_is(told(problems),
           "missing.toml:0:0: the file \"missing.toml\" cannot be read (No "
           "such file or directory): make it readable or leave it out",
           "a named file that is missing");
}

static void test_finding(void)
{
    put("f/" FILE_NAME, "");
    put("f/a/b/c", "");
    put("f/g/.git/HEAD", "");
    put("f/g/a/b/c", "");
    tap_is(lint_settings_find(pool, "f"), "f/" FILE_NAME, "in the directory");
    tap_is(lint_settings_find(pool, "f/a/b"), "f/a/b/../../" FILE_NAME,
           "above the directory");
    tap_is(lint_settings_find(pool, "f/g/a/b"), NULL, "not above .git");
    put("f/g/" FILE_NAME, "");
    tap_is(lint_settings_find(pool, "f/g/a/b"), "f/g/a/b/../../" FILE_NAME,
           "beside .git");
    if (chdir("f/a") == 0) {
        tap_is(lint_settings_find(pool, "."), "../" FILE_NAME,
               "above the current directory");
        if (chdir("../..") != 0) {
            puts("Bail out! no way back");
        }
    }
}

static lint_finding *found(const char *id, bool unread)
{
    lint_finding *finding = apr_pcalloc(pool, sizeof(*finding));

    finding->id = id;
    finding->severity = LINT_WARNING;
    finding->unread = unread;
    return finding;
}

static void test_severities(void)
{
    lint_problems *problems = lint_problems_create(pool);
    apr_array_header_t *findings = apr_array_make(pool, 4, sizeof(void *));
    const char *text = "";

    put(FILE_NAME, "severity.K02 = 'off'\n"
                   "severity.cookie-prefix = 'info'\n"
                   "severity.suppression-unused = 'error'\n");
    APR_ARRAY_PUSH(findings, lint_finding *) =
        found("samesite-none-blanket", false);
    APR_ARRAY_PUSH(findings, lint_finding *) = found("cookie-prefix", false);
    APR_ARRAY_PUSH(findings, lint_finding *) =
        found("samesite-none-blanket", true);
    APR_ARRAY_PUSH(findings, lint_finding *) =
        found("suppression-unused", false);
    APR_ARRAY_PUSH(findings, lint_finding *) = found("nul-byte", false);
    lint_settings_apply(lint_settings_read(pool, FILE_NAME, problems),
                        findings);
    for (int i = 0; i < findings->nelts; i++) {
        const lint_finding *finding =
            APR_ARRAY_IDX(findings, i, lint_finding *);

        text = apr_psprintf(pool, "%s%s:%c ", text, finding->id,
                            "iwe"[finding->severity]);
    }
    tap_is(told(problems), "", "rules by id and shorthand");
    tap_is(text,
           "cookie-prefix:i samesite-none-blanket:w suppression-unused:e "
           "nul-byte:w ",
           "off is gone unless it was not read, the others have what is set");
}

static void test_fail_on(void)
{
    tap_ok(lint_fail_on_minds(LINT_FAIL_ON_ERROR, LINT_ERROR) &&
               !lint_fail_on_minds(LINT_FAIL_ON_ERROR, LINT_WARNING),
           "fail on error");
    tap_ok(lint_fail_on_minds(LINT_FAIL_ON_WARNING, LINT_WARNING) &&
               !lint_fail_on_minds(LINT_FAIL_ON_WARNING, LINT_NOTE),
           "fail on warning");
    tap_ok(lint_fail_on_minds(LINT_FAIL_ON_INFO, LINT_NOTE), "fail on info");
    tap_ok(!lint_fail_on_minds(LINT_FAIL_ON_NEVER, LINT_ERROR), "never fail");
}

int main(void)
{
    enter();
    test_refusals();
    test_defaults();
    test_values();
    test_finding();
    test_severities();
    test_fail_on();
    return leave();
}
