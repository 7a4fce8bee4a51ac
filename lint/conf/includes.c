/* SPDX-License-Identifier: Apache-2.0 */
#include "resolver.h"

#include <string.h>
#include <sys/stat.h>
#include <apr_file_info.h>
#include <apr_strings.h>
#include "include.h"

/* AP_MAX_INCLUDE_DEPTH. */
#define DEPTH_MAX 128

/* How often a file may stand in its own chain of includes: once more than an
 * <IfDefine> guard needs. httpd would go on to its 128. */
#define SELF_MAX 3

/* No server has as many; a file that includes two that include two does. */
#define INCLUDED_MAX 1000000

static lint_place *place_of(lint_resolver *resolver, const lint_line *line,
                            int at)
{
    lint_place place = lint_line_place(line, at);

    return apr_pmemdup(resolver->pool, &place, sizeof(place));
}

void lint_resolver_set_root(lint_resolver *resolver, const lint_line *line,
                            const lint_directive *cut)
{
    lint_words words = lint_words_split(resolver->pool, cut->args);
    lint_place place = lint_line_place(line, cut->name_at);
    const char *path = words.count ? words.list[0].text : "";
    lint_serverroot *root = &resolver->conf->server_root;
    struct stat status;

    if (words.count != 1 || words.list[0].unknown) {
        return;
    }
    while (path[0] && path[1] && path[strlen(path) - 1] == '/') {
        path = apr_pstrmemdup(resolver->pool, path, strlen(path) - 1);
    }
    if (root->given) {
        if (!root->written) {
            root->written = path;
        }
        root->here = lint_serverroot_map(resolver->pool, root, path);
        return;
    }
    if (!root->whole_server) {
        return;
    }
    if (stat(path, &status) == 0 && S_ISDIR(status.st_mode)) {
        root->here = path;
    } else {
        lint_problem_add(resolver->problems, LINT_WARNING, &place,
                         "server-root",
                         "the server root \"%s\" is not a directory of this "
                         "machine: say with --server-root where it is here",
                         path);
    }
}

/* Every file between here and the entry includes itself, or leads there. */
static void mark_loop(lint_resolver *resolver, const lint_place *place)
{
    for (; place; place = place->outer) {
        apr_hash_set(resolver->looping, place->file, APR_HASH_KEY_STRING,
                     place->file);
    }
}

static bool is_loop(const lint_source *source, const lint_place *place)
{
    int count = 0;

    for (; place; place = place->outer) {
        count += place->file == source->path;
    }
    return count >= SELF_MAX;
}

static void report_loop(lint_resolver *resolver, const lint_place *place)
{
    lint_problem_add(resolver->problems, LINT_ERROR, place, "include-loop",
                     "\"%s\" includes itself, here or through others: take it "
                     "out of the loop",
                     place->file);
    mark_loop(resolver, place);
}

static void read_file(lint_resolver *resolver, const char *path,
                      const lint_place *place)
{
    lint_source *source =
        apr_hash_get(resolver->conf->files, path, APR_HASH_KEY_STRING);

    if (apr_hash_count(resolver->looping) &&
        apr_hash_get(resolver->looping, path, APR_HASH_KEY_STRING)) {
        return;
    }
    if (++resolver->included > INCLUDED_MAX) {
        if (!resolver->flooded) {
            lint_problem_unread(resolver->problems, place, "include-flood",
                                "more than %d files are included, so the rest "
                                "was left out: include each file once",
                                INCLUDED_MAX);
        }
        resolver->flooded = true;
        return;
    }
    if (!source) {
        source = lint_source_read(resolver->builder->bulk, path, place,
                                  resolver->problems);
        if (!source) {
            return;
        }
        apr_hash_set(resolver->conf->files, source->path, APR_HASH_KEY_STRING,
                     source);
        APR_ARRAY_PUSH(resolver->conf->sources, lint_source *) = source;
    }
    if (is_loop(source, place)) {
        report_loop(resolver, place);
        return;
    }
    resolver->depth++;
    lint_resolver_read(resolver, source, place);
    resolver->depth--;
}

/* What a fragment includes is elsewhere, and that is no mistake. */
static void leave_unseen(lint_resolver *resolver, const lint_line *line,
                         const lint_directive *cut, const lint_place *place,
                         const char *why)
{
    if (resolver->options->whole_server) {
        lint_problem_add(resolver->problems, LINT_NOTE, place, "include-unseen",
                         "what is included here was not looked at (%s): say "
                         "what it is with -D or --server-root",
                         why);
    }
    lint_resolver_leave_unseen(resolver, line, cut);
}

static void report_missing(lint_resolver *resolver, const lint_line *line,
                           const lint_directive *cut, const lint_place *place,
                           const char *wrong)
{
    if (resolver->options->whole_server &&
        lint_resolver_is_certain(resolver, line)) {
        lint_problem_unread(resolver->problems, place, "include-missing", "%s",
                            wrong);
    } else {
        lint_problem_add(resolver->problems, LINT_NOTE, place,
                         "include-missing", "%s", wrong);
    }
    lint_resolver_leave_unseen(resolver, line, cut);
}

void lint_resolver_include(lint_resolver *resolver, const lint_line *line,
                           const lint_directive *cut, bool optional)
{
    lint_words words = lint_words_split(resolver->pool, cut->args);
    lint_place *place = place_of(resolver, line, cut->name_at);
    lint_include include = {.pool = resolver->pool, .optional = optional};
    const char *path;

    if (words.count != 1) {
        lint_problem_add(resolver->problems, LINT_ERROR, place,
                         "include-arguments",
                         "%s takes one path and is given %d words: quote a "
                         "path with blanks, and write one directive a path",
                         cut->name->text, words.count);
        return;
    }
    if (words.list[0].unknown) {
        if (strstr(words.list[0].text, "${")) {
            leave_unseen(resolver, line, cut, place, words.list[0].unknown);
        } else {
            lint_resolver_leave_unseen(resolver, line, cut);
        }
        return;
    }
    path = lint_serverroot_locate(resolver->pool, &resolver->conf->server_root,
                                  words.list[0].text);
    if (!path) {
        leave_unseen(resolver, line, cut, place,
                     "the server root is not known");
        return;
    }
    if (resolver->depth >= DEPTH_MAX) {
        report_loop(resolver, place);
        return;
    }
    include.files = apr_array_make(resolver->pool, 4, sizeof(const char *));
    lint_include_find(&include, path);
    for (int i = 0; i < include.files->nelts; i++) {
        read_file(resolver, APR_ARRAY_IDX(include.files, i, const char *),
                  place);
    }
    if (include.wrong) {
        report_missing(resolver, line, cut, place, include.wrong);
    }
}
