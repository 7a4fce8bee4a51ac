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
    if (system("rm -r r") != 0 || rmdir(directory) != 0) {
        printf("# %s stays behind\n", directory);
    }
    return tap_end();
}
