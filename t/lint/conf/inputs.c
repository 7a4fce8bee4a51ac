/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which files of a directory are taken, and which .gitignore leaves out.
 */
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <apr_strings.h>
#include "lint/conf/inputs.h"
#include "t/core/tap.h"

static apr_pool_t *pool;

static void put(const char *path, const char *text)
{
    FILE *file;

    for (char *slash = strchr(path, '/'); slash;
         slash = strchr(slash + 1, '/')) {
        mkdir(apr_pstrmemdup(pool, path, (apr_size_t)(slash - path)), 0700);
    }
    file = fopen(path, "w");
    if (!file || fputs(text, file) < 0 || fclose(file) != 0) {
        printf("Bail out! cannot write %s\n", path);
        exit(2);
    }
}

static const char *found_in(const char *path)
{
    apr_array_header_t *inputs = apr_array_make(pool, 8, sizeof(lint_input));
    lint_problems *problems = lint_problems_create(pool);
    const char *text = "";

    lint_inputs_find(pool, path, inputs, problems);
    for (int i = 0; i < inputs->nelts; i++) {
        const lint_input *input = &APR_ARRAY_IDX(inputs, i, lint_input);

        text = apr_psprintf(pool, "%s%s%s:%c", text, i ? " " : "", input->path,
                            "cht"[input->kind]);
    }
    return problems->unread ? apr_pstrcat(pool, text, " unread", NULL) : text;
}

static void put_all(const char *const (*files)[2], size_t count)
{
    for (size_t i = 0; i < count; i++) {
        put(files[i][0], files[i][1]);
    }
}

/* Rules at three levels, each taking back what the one above said. */
static void test_nested(void)
{
    static const char *const files[][2] = {
        {"n/.git/HEAD", ""},
        {"n/.git/info/exclude", "excluded.conf\n"},
        {"n/.gitignore", "*.conf\n!/top.conf\n/out/\ncache/\n"},
        {"n/top.conf", ""},
        {"n/other.conf", ""},
        {"n/excluded.conf", ""},
        {"n/one/.gitignore", "!*.conf\nlocal.conf\n/two/hidden/\n"},
        {"n/one/site.conf", ""},
        {"n/one/excluded.conf", ""},
        {"n/one/local.conf", ""},
        {"n/one/out/site.conf", ""},
        {"n/one/cache/site.conf", ""},
        {"n/one/two/site.conf", ""},
        {"n/one/two/hidden/.gitignore", "!*.conf\n"},
        {"n/one/two/hidden/site.conf", ""},
        {"n/one/two/three/.gitignore",
         "!local.conf\nsite.conf\n\\!x.conf\n"
         "a?.conf\n[bc]*.conf\ntrailing.conf  \n"},
        {"n/one/two/three/site.conf", ""},
        {"n/one/two/three/local.conf", ""},
        {"n/one/two/three/!x.conf", ""},
        {"n/one/two/three/ab.conf", ""},
        {"n/one/two/three/abc.conf", ""},
        {"n/one/two/three/cd.conf", ""},
        {"n/one/two/three/trailing.conf", ""},
        {"n/out/.gitignore", "!site.conf\n"},
        {"n/out/site.conf", ""},
    };

    put_all(files, sizeof(files) / sizeof(files[0]));
    tap_is(found_in("n"),
           "n/one/excluded.conf:c n/one/out/site.conf:c n/one/site.conf:c "
           "n/one/two/site.conf:c n/one/two/three/abc.conf:c "
           "n/one/two/three/local.conf:c n/top.conf:c",
           "rules at three levels");
    tap_is(found_in("n/one/two/three"),
           "n/one/two/three/abc.conf:c n/one/two/three/local.conf:c",
           "and from the innermost");
    tap_is(found_in("n/out"), "n/out/site.conf:c",
           "what is named is searched, though it is ignored from above");
}

/* What is no file is passed over, and no link is followed round and round. */
static void test_odd_entries(void)
{
    put("o/real.conf", "");
    if (mkfifo("o/pipe.conf", 0600) != 0 || symlink(".", "o/loop") != 0 ||
        symlink("..", "o/up.conf") != 0 ||
        symlink("self.conf", "o/self.conf") != 0 ||
        symlink("real.conf", "o/link.conf") != 0) {
        puts("Bail out! no pipes or links here");
        exit(2);
    }
    tap_is(found_in("o"), "o/link.conf:c o/real.conf:c", "links and pipes");
}

int main(void)
{
    char directory[] = "/tmp/inputs-XXXXXX";

    pool = tap_begin();
    if (!mkdtemp(directory) || chdir(directory) != 0) {
        puts("Bail out! no temporary directory");
        return 2;
    }
    put("r/.git/HEAD", "");
    put("r/.gitignore", "/build/\n*.old.conf\n!keep.old.conf\n# no\n"
                        "deep/**/x.conf\n");
    put("r/a.conf", "");
    put("r/b.old.conf", "");
    put("r/keep.old.conf", "");
    put("r/build/c.conf", "");
    put("r/sub/build/d.conf", "");
    put("r/deep/1/2/x.conf", "");
    put("r/deep/1/2/y.conf", "");
    put("r/sub/.htaccess", "");
    put("r/sub/.gitignore", "local.conf\n");
    put("r/sub/local.conf", "");
    put("r/sites-enabled/shop", "");
    put("r/sites-enabled/shop.bak", "");
    put("r/t/vhost.conf.j2", "");
    put("r/t/htaccess.erb", "");
    put("r/t/other.j2", "");
    put("r/README.md", "");
    tap_is(found_in("r"),
           "r/a.conf:c r/deep/1/2/y.conf:c r/keep.old.conf:c "
           "r/sites-enabled/shop:c r/sub/.htaccess:h r/sub/build/d.conf:c "
           "r/t/htaccess.erb:t r/t/vhost.conf.j2:t",
           "a repository");
    tap_is(found_in("r/deep/1"), "r/deep/1/2/y.conf:c",
           "rules from above a directory hold in it");
    tap_is(found_in("r/README.md"), "r/README.md:c", "a named file is taken");
    tap_is(found_in("missing"), " unread", "a missing one is reported");
    test_nested();
    test_odd_entries();
    if (system("rm -r r n o") != 0 || rmdir(directory) != 0) {
        printf("# %s stays behind\n", directory);
    }
    return tap_end();
}
