/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/probe/report.h"

#include <string.h>
#include <strings.h>
#include <apr_strings.h>
#include "lint/probe/discreet.h"
#include "lint/report/formats.h"
#include "lint/report/text_print.h"

/* Bytes of an error's body. */
#define BODY_SHOWN 200
/* Where what is advised begins. */
#define ADVICE_COLUMN 23
/* Where the sum of a part begins. */
#define PART_COLUMN 11

typedef struct printing {
    lint_printer printer;
    lint_report_style colors;
    const lint_walk *walk;
    apr_table_t *advised; /* remedies that were told: once is enough */
    bool unicode;
} printing;

static const char *good(const printing *p)
{
    return p->unicode ? "✓" : "ok";
}
static const char *bad(const printing *p)
{
    return p->unicode ? "✗" : "NO";
}

static void put(const printing *p, const char *text)
{
    lint_print_text(&p->printer, LINT_PAINT_NONE, text);
}

static void paint(const printing *p, const char *color, const char *text)
{
    lint_print_text(&p->printer, color, text);
}

static void end_line(const printing *p)
{
    putc('\n', p->printer.out);
}

/* Which of a request's fields have to do with it. */
static bool is_of_interest(const printing *p, const char *name)
{
    return strcasecmp(name, "Origin") == 0 || strcasecmp(name, "Cookie") == 0 ||
           strncasecmp(name, "Access-Control-", 15) == 0 ||
           apr_table_get(p->walk->plan->headers, name) ||
           strcasecmp(name, "Content-Type") == 0;
}

static bool is_shown(const printing *p, const char *name, bool answered)
{
    return answered ? lint_header_matters(name) : is_of_interest(p, name);
}

static void print_fields(const printing *p, const apr_table_t *headers,
                         bool answered)
{
    const apr_array_header_t *rows = apr_table_elts(headers);

    for (int i = 0; i < rows->nelts; i++) {
        const apr_table_entry_t *row =
            &APR_ARRAY_IDX(rows, i, apr_table_entry_t);

        if (is_shown(p, row->key, answered)) {
            put(p, answered ? "  < " : "  > ");
            put(p, row->key);
            put(p, ": ");
            put(p, lint_discreet_value(p->printer.pool, row->key, row->val));
            end_line(p);
        }
    }
}

/* The first line of an error for scripts; pages for people are long. */
static void print_body(const printing *p, const lint_walk_step *step)
{
    const char *body = step->answer.body;
    size_t length = strcspn(body, "\r\n");

    if (step->answer.status < 400 || !length || *body == '<') {
        return;
    }
    put(p, "  < ");
    paint(p, LINT_PAINT_FAINT,
          apr_pstrmemdup(p->printer.pool, body,
                         length < BODY_SHOWN ? length : BODY_SHOWN));
    end_line(p);
}

static void print_exchange(const printing *p, const lint_walk_step *step)
{
    const lint_live_request *request = &step->request;

    put(p, "  > ");
    put(p, request->method);
    put(p, " ");
    put(p, request->url);
    end_line(p);
    print_fields(p, request->headers, false);
    if (request->body) {
        fprintf(p->printer.out, "  > (a body of %d bytes)\n",
                (int)strlen(request->body));
    }
    fprintf(p->printer.out, "  < %d", step->answer.status);
    put(p, "  ");
    paint(p, LINT_PAINT_FAINT, step->answer.protocol);
    end_line(p);
    print_fields(p, step->answer.headers, true);
    print_body(p, step);
}

/* The lines of a text, those behind the first that far to the right. */
static void print_indented(const printing *p, int column, const char *text)
{
    while (*text) {
        size_t length = strcspn(text, "\n");

        put(p, apr_pstrmemdup(p->printer.pool, text, length));
        end_line(p);
        text += length;
        if (*text) {
            fprintf(p->printer.out, "%*s", column, "");
            text++;
        }
    }
}

static void print_advice(const printing *p, const char *label, const char *text)
{
    if (text) {
        put(p, "      ");
        paint(p, LINT_PAINT_FAINT,
              apr_psprintf(p->printer.pool, "%-*s", ADVICE_COLUMN - 6, label));
        print_indented(p, ADVICE_COLUMN, text);
    }
}

static void print_verdict(const printing *p, const lint_verdict *verdict)
{
    bool warns = verdict->severity == LINT_WARNING;
    bool hints = verdict->ok && verdict->symptom;

    put(p, "  ");
    paint(p,
          hints         ? LINT_PAINT_INFO
          : verdict->ok ? LINT_PAINT_GOOD
          : warns       ? LINT_PAINT_WARNING
                        : LINT_PAINT_ERROR,
          hints         ? "-"
          : verdict->ok ? good(p)
          : warns       ? "!"
                        : bad(p));
    put(p, " ");
    put(p, lint_part_name(verdict->part));
    put(p, ": ");
    put(p, verdict->message);
    if (verdict->symptom) {
        paint(p, LINT_PAINT_FAINT,
              apr_pstrcat(p->printer.pool, " [", verdict->id, "]", NULL));
    }
    end_line(p);
    if (!verdict->remedy || apr_table_get(p->advised, verdict->remedy)) {
        return;
    }
    apr_table_setn(p->advised, verdict->remedy, verdict->id);
    if (!verdict->ok) {
        print_advice(p, "seen as:", verdict->symptom);
    }
    print_advice(
        p, verdict->recipe ? "mod_cors_creds:" : "remedy:", verdict->remedy);
    print_advice(p, "without it:", verdict->recipe);
}

static void print_verdicts(const printing *p, const apr_array_header_t *list)
{
    for (int i = 0; i < list->nelts; i++) {
        print_verdict(p, APR_ARRAY_IDX(list, i, const lint_verdict *));
    }
}

static const char *fate_text(const printing *p, const lint_cookie_fate *fate)
{
    return fate->verdict == LINT_COOKIE_STORED    ? good(p)
           : fate->verdict == LINT_COOKIE_DELETES ? "deleted"
                                                  : bad(p);
}

/* One word below each heading; a mark's bytes are not its columns. */
static void print_fate(const printing *p, const lint_cookie_fate *fate,
                       int width)
{
    const char *text = fate_text(p, fate);
    int columns = fate->verdict == LINT_COOKIE_DELETES ? 7 : p->unicode ? 1 : 2;

    paint(p,
          fate->verdict == LINT_COOKIE_STORED    ? LINT_PAINT_GOOD
          : fate->verdict == LINT_COOKIE_DELETES ? LINT_PAINT_NONE
                                                 : LINT_PAINT_ERROR,
          text);
    if (width) {
        fprintf(p->printer.out, "%*s", width - columns, "");
    }
}

/* Why a page's cookie is not stored. */
static const char *reason(const printing *p, const lint_walk_cookie *cookie,
                          const lint_cookie_fate *fate)
{
    lint_cookie_scene scene = {.engine = fate->engine,
                               .origin = p->walk->plan->origin,
                               .url = cookie->url};

    return lint_cookie_verdict_text(p->printer.pool, fate->verdict,
                                    cookie->baked, &scene);
}

/* Three fates a browser: third-party cookies allowed, blocked, its own site. */
static void print_cookie(const printing *p, const lint_walk_cookie *cookie)
{
    if (!cookie->baked) {
        return;
    }
    put(p, "    is the cookie ");
    paint(p, LINT_PAINT_STRONG, cookie->baked->name);
    put(p, " stored?");
    end_line(p);
    fputs("                from the page   third-party blocked   its own "
          "site\n",
          p->printer.out);
    for (int i = 0; i + 2 < cookie->fates->nelts; i += 3) {
        const lint_cookie_fate *fates =
            &APR_ARRAY_IDX(cookie->fates, i, lint_cookie_fate);

        fprintf(p->printer.out, "    %-12s", fates->engine->name);
        print_fate(p, &fates[0], 16);
        print_fate(p, &fates[1], 22);
        print_fate(p, &fates[2], 0);
        /* Why the first one refuses it is told below. */
        if (fates->verdict &&
            fates->verdict !=
                APR_ARRAY_IDX(cookie->fates, 0, lint_cookie_fate).verdict) {
            put(p, "  ");
            paint(p, LINT_PAINT_FAINT, reason(p, cookie, fates));
        }
        end_line(p);
    }
}

static void print_step(const printing *p, int number,
                       const lint_walk_step *step)
{
    paint(p, LINT_PAINT_STRONG,
          apr_psprintf(p->printer.pool, "%d. %s", number, step->name));
    put(p, "  ");
    put(p, step->about);
    end_line(p);
    print_exchange(p, step);
    for (int i = 0; i < step->cookies->nelts; i++) {
        print_cookie(p,
                     APR_ARRAY_IDX(step->cookies, i, const lint_walk_cookie *));
    }
    print_verdicts(p, step->verdicts);
    end_line(p);
}

static void print_lines(const printing *p, const apr_array_header_t *lines)
{
    for (int i = 0; i < lines->nelts; i++) {
        put(p, "    ");
        put(p, APR_ARRAY_IDX(lines, i, const char *));
        end_line(p);
    }
}

static void print_parts(const printing *p)
{
    for (int i = 0; i < LINT_PARTS; i++) {
        const lint_walk_part *part = &p->walk->parts[i];

        paint(p,
              !part->tried   ? LINT_PAINT_NONE
              : !part->ok    ? LINT_PAINT_ERROR
              : part->warned ? LINT_PAINT_WARNING
                             : LINT_PAINT_GOOD,
              !part->tried   ? "-"
              : !part->ok    ? bad(p)
              : part->warned ? "!"
                             : good(p));
        fprintf(p->printer.out, "%s%-8s",
                p->unicode || !part->tried || part->warned ? "  " : " ",
                lint_part_name((lint_part)i));
        print_indented(p, PART_COLUMN, part->text);
    }
}

/* What page and URL are to each other, and what that means. */
static const char *relation_text(lint_relation relation)
{
    switch (relation) {
    case LINT_SAME_ORIGIN:
        return "same-origin: CORS has no part in it";
    case LINT_SAME_SITE:
        return "same-site: it takes CORS, but no SameSite=None";
    case LINT_OTHER_SCHEME:
        return "one domain, and http and https: another site to Chromium";
    default:
        return "cross-site: it takes CORS, and SameSite=None; Secure";
    }
}

void lint_walk_print(FILE *out, apr_pool_t *pool, const lint_walk *walk,
                     const lint_walk_style *style)
{
    printing p = {.printer = {.pool = pool, .out = out},
                  .colors = {.color = style->color},
                  .walk = walk,
                  .advised = apr_table_make(pool, 8),
                  .unicode = style->unicode};

    p.printer.style = &p.colors;
    put(&p, "page  ");
    put(&p, walk->plan->origin);
    end_line(&p);
    put(&p, "URL   ");
    put(&p, walk->plan->url->origin);
    put(&p, walk->plan->url->target);
    end_line(&p);
    put(&p, "      ");
    put(&p, relation_text(walk->relation));
    fputs("\n\n", out);
    for (int i = 0; i < walk->steps->nelts; i++) {
        print_step(&p, i + 1,
                   APR_ARRAY_IDX(walk->steps, i, const lint_walk_step *));
    }
    print_verdicts(&p, walk->verdicts);
    if (walk->fetch->nelts) {
        put(&p, "The page needs");
        end_line(&p);
        print_lines(&p, walk->fetch);
        put(&p, "or, with axios,");
        end_line(&p);
        print_lines(&p, walk->axios);
        end_line(&p);
    }
    print_parts(&p);
}
