/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/migrate/report.h"

#include "lint/migrate/difference.h"
#include "lint/report/escape.h"

/* Of one difference so many are told; of what has changed all. */
enum { ORIGINS_MAX = 6 };

typedef struct printer {
    apr_pool_t *pool;
    FILE *out;
    const lint_migration *migration;
} printer;

static const char *plain(const printer *p, const char *text)
{
    return lint_escape_plain(p->pool, text);
}

static void print_remark(const printer *p, const char *kind,
                         const lint_remark *remark)
{
    fprintf(p->out, "  %s %s:%d: %s\n", kind,
            plain(p, lint_path_trim(remark->place.file)), remark->place.line,
            plain(p, remark->text));
}

static void print_remarks(const printer *p, const char *kind,
                          const apr_array_header_t *remarks)
{
    for (int i = 0; i < remarks->nelts; i++) {
        print_remark(p, kind, &APR_ARRAY_IDX(remarks, i, lint_remark));
    }
}

static void print_recipes(const printer *p)
{
    const lint_recipes *recipes = p->migration->recipes;
    int all = lint_migration_count(p->migration, false);
    int replaced = lint_migration_count(p->migration, true);

    if (!all) {
        fprintf(p->out, "%s: no recipe for CORS is in it\n",
                plain(p, lint_path_trim(p->migration->file)));
        return;
    }
    fprintf(p->out, "%s: %d of %d recipe%s replaced\n",
            plain(p, lint_path_trim(p->migration->file)), replaced, all,
            all == 1 ? "" : "s");
    for (int i = 0; i < recipes->list->nelts; i++) {
        const lint_recipe *recipe =
            APR_ARRAY_IDX(recipes->list, i, const lint_recipe *);

        if (recipe->kept && !recipe->foreign && !recipe->copy) {
            print_remark(p, "kept",
                         &(lint_remark){recipe->kept_at, recipe->kept});
        }
    }
    print_remarks(p, "kept", recipes->kept);
    print_remarks(p, "note", recipes->notes);
}

static void print_asker(const printer *p, const lint_asker *asker)
{
    const lint_comparison *first = asker->first;

    if (lint_comparison_is_cookie(first)) {
        fprintf(p->out, "      %s -> %s\n", plain(p, first->before),
                plain(p, first->after));
        return;
    }
    fprintf(p->out, "      %s: %s",
            first->origin ? plain(p, first->origin) : "no origin",
            plain(p, first->request));
    if (asker->count > 1) {
        fprintf(p->out, " and %d more", asker->count - 1);
    }
    fputc('\n', p->out);
}

static void print_head(const printer *p, const lint_difference *difference)
{
    const lint_comparison *first = difference->first;

    fprintf(p->out, "  %s%s%s", lint_outcome_names[first->outcome],
            *first->url ? " at " : "", plain(p, first->url));
    if (*first->why) {
        fprintf(p->out, " (%s)", plain(p, first->why));
    }
    if (first->common) {
        fprintf(p->out, ": %d answer%s\n", difference->count,
                difference->count == 1 ? "" : "s");
    } else if (lint_comparison_is_cookie(first)) {
        fputs(": Set-Cookie\n", p->out);
    } else {
        fprintf(p->out, ": %s -> %s\n", plain(p, first->before),
                plain(p, first->after));
    }
}

static void print_difference(const printer *p,
                             const lint_difference *difference)
{
    int all = difference->first->common ? 0 : difference->askers->nelts;
    int told =
        difference->first->outcome == LINT_OUTCOME_CHANGED || all < ORIGINS_MAX
            ? all
            : ORIGINS_MAX;

    print_head(p, difference);
    for (int i = 0; i < told; i++) {
        print_asker(p, APR_ARRAY_IDX(difference->askers, i, lint_asker *));
    }
    if (all > told) {
        fprintf(p->out, "      and %d more\n", all - told);
    }
}

static void print_proof(const printer *p)
{
    const lint_proof *proof = p->migration->proof;
    const apr_array_header_t *differences =
        lint_proof_differences(p->pool, proof);

    fprintf(p->out, "%d answers compared\n", proof->list->nelts);
    for (int i = 0; i < LINT_OUTCOMES; i++) {
        if (proof->counts[i]) {
            fprintf(p->out, "  %5d %s\n", proof->counts[i],
                    lint_outcome_names[i]);
        }
    }
    for (int i = 0; i < differences->nelts; i++) {
        print_difference(
            p, APR_ARRAY_IDX(differences, i, const lint_difference *));
    }
}

void lint_migration_print(FILE *out, const lint_migration *migration)
{
    printer p = {migration->pool, out, migration};

    print_recipes(&p);
    if (migration->proof) {
        print_proof(&p);
    }
}
