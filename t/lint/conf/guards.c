/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which two directives no server can have at once.
 */
#include <apr_strings.h>
#include "lint/conf/conf.h"
#include "t/core/tap.h"

static apr_pool_t *pool;

static const lint_node *node_of(const lint_conf *conf, const char *args)
{
    for (const lint_node *node = conf->root; node;
         node = lint_node_after(node, conf->root)) {
        if (strcmp(node->args, args) == 0) {
            return node;
        }
    }
    return NULL;
}

/* Whether "X a" and "X b" of a text exclude each other. */
static bool excludes(const char *text)
{
    lint_conf_options options = {0};
    lint_problems *problems = lint_problems_create(pool);
    const lint_conf *conf = lint_conf_load_source(
        pool, &options,
        lint_source_make(pool, "in.conf", apr_pstrdup(pool, text), strlen(text),
                         NULL, problems),
        problems);
    const lint_node *a = node_of(conf, "a");
    const lint_node *b = node_of(conf, "b");

    if (!a || !b) {
        puts("# a or b is missing");
        return false;
    }
    if (lint_node_excludes(a, b) != lint_node_excludes(b, a)) {
        puts("# it depends on who asks");
        return false;
    }
    return lint_node_excludes(a, b);
}

int main(void)
{
    static const struct {
        bool excludes;
        const char *name;
        const char *text;
    } cases[] = {
        {false, "no condition", "X a\nX b\n"},
        {false, "one condition", "<IfModule m.c>\nX a\n</IfModule>\nX b\n"},
        {true, "a module and none",
         "<IfModule m.c>\nX a\n</IfModule>\n<IfModule !m.c>\nX b\n</IfModule>"},
        {true, "a module under its two names",
         "<IfModule mod_y.c>\nX a\n</IfModule>\n<IfModule !y_module>\nX b\n"
         "</IfModule>"},
        {false, "two modules",
         "<IfModule m.c>\nX a\n</IfModule>\n<IfModule !n.c>\nX b\n</IfModule>"},
        {false, "a module that is loaded in between",
         "<IfModule !mod_y.c>\nLoadModule y_module y.so\nX a\n</IfModule>\n"
         "<IfModule mod_y.c>\nX b\n</IfModule>"},
        {true, "a define and none",
         "<IfDefine D>\nX a\n</IfDefine>\n<IfDefine !D>\nX b\n</IfDefine>"},
        {false, "a define that is made in between",
         "<IfDefine !D>\nDefine D\nX a\n</IfDefine>\n<IfDefine D>\nX b\n"
         "</IfDefine>"},
        {true, "versions",
         "<IfVersion >= 2.4>\nX a\n</IfVersion>\n<IfVersion < 2.4>\nX b\n"
         "</IfVersion>"},
        {false, "other versions",
         "<IfVersion > 2.4>\nX a\n</IfVersion>\n<IfVersion < 2.6>\nX b\n"
         "</IfVersion>"},
        {true, "sections around them",
         "<IfFile f>\n<Location />\nX a\n</Location>\n</IfFile>\n"
         "<IfFile !f>\n<IfDefine D>\n<Location />\nX b\n</Location>\n"
         "</IfDefine>\n</IfFile>"},
        {true, "two cases of a macro",
         "<IfDefine D>\n<Macro M>\nX a\n</Macro>\n</IfDefine>\n<IfDefine !D>\n"
         "<Macro M>\nX b\n</Macro>\n</IfDefine>\nUse M\n"},
        {true, "a template's if and else",
         "{% if t %}\nX a\n{% else %}\nX b\n{% endif %}\n"},
        {true, "branches of other conditions",
         "{% if t %}\nX a\n{% elif u %}\nX b\n{% endif %}\n"},
        {true, "an if and its opposite below",
         "{{ if t }}\nX a\n{{ end }}\n{{ if not t }}\nX b\n{{ end }}\n"},
        {false, "one that is set in between",
         "{% if t %}\nX a\n{% endif %}\n{% set t = 1 %}\n{% if not t %}\nX b\n"
         "{% endif %}\n"},
        {false, "another round of a loop",
         "{% for t in ts %}\n{% if t %}\nX a\n{% else %}\nX b\n{% endif %}\n"
         "{% endfor %}\n"},
        {true, "a loop and what is there without it",
         "{% for t in ts %}\nX a\n{% else %}\nX b\n{% endfor %}\n"},
        {false, "both on one line",
         "{% if t %}X a{% endif %}\n{% if not t %}X b{% endif %}\n"},
        {true, "a section that a template opens in one branch",
         "{% if t %}\n<Location />\nX a\n</Location>\n{% else %}\nX b\n"
         "{% endif %}\n"},
    };

    pool = tap_begin();
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        tap_ok(excludes(cases[i].text) == cases[i].excludes, "%s",
               cases[i].name);
    }
    return tap_end();
}
