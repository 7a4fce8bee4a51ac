/* SPDX-License-Identifier: Apache-2.0 */
#include "status_lists.h"

#include "databases.h"
#include "originfile.h"
#include "status_html.h"

static void write_files(request_rec *r)
{
    const apr_array_header_t *files = cors_originfile_states(r->pool);

    if (!files->nelts) {
        return;
    }
    cors_html(r, "<section class=\"card\" aria-labelledby=\"lists-title\">\n"
                 "<h2 id=\"lists-title\">Origin files</h2>\n"
                 "<div class=\"scroll\"><table>\n"
                 "<caption>As the process that answers has them</caption>\n"
                 "<thead><tr><th scope=\"col\">File</th>"
                 "<th scope=\"col\" class=\"number\">Origins</th>"
                 "<th scope=\"col\">Read</th><th scope=\"col\">State</th>"
                 "</tr></thead>\n<tbody>\n");
    for (int i = 0; i < files->nelts; i++) {
        const cors_originfile_state *file =
            &APR_ARRAY_IDX(files, i, cors_originfile_state);

        cors_html(r,
                  "<tr%s><th scope=\"row\"><code>%s</code></th>"
                  "<td class=\"number\">%d</td><td>%s</td><td>%s%s</td></tr>\n",
                  file->problem ? " class=\"decides\"" : "", file->path,
                  file->entries, cors_html_time(r->pool, file->read_at),
                  file->problem ? "The version before is in force: "
                                : "in force",
                  file->problem ? file->problem : "");
    }
    cors_html(r, "</tbody></table></div>\n</section>\n");
}

static void write_databases(request_rec *r)
{
    const apr_array_header_t *states = cors_databases_states(r->pool);

    if (!states->nelts) {
        return;
    }
    cors_html(r, "<section class=\"card\" aria-labelledby=\"bases-title\">\n"
                 "<h2 id=\"bases-title\">Origin databases</h2>\n"
                 "<div class=\"scroll\"><table>\n"
                 "<caption>As the process that answers has found them</caption>"
                 "\n<thead><tr><th scope=\"col\">Virtual host</th>"
                 "<th scope=\"col\">Asked last</th>"
                 "<th scope=\"col\">State</th></tr></thead>\n<tbody>\n");
    for (int i = 0; i < states->nelts; i++) {
        const cors_database_state *state =
            &APR_ARRAY_IDX(states, i, cors_database_state);

        cors_html(r, "<tr%s><th scope=\"row\">%s</th><td>%s</td><td>%s",
                  state->problem ? " class=\"decides\"" : "", state->host,
                  cors_html_time(r->pool, state->asked_at),
                  state->problem ? "Allows nobody since " : "answers");
        if (state->problem) {
            cors_html(r, "%s: %s",
                      cors_html_time(r->pool, state->failing_since),
                      state->problem);
        }
        cors_html(r, "</td></tr>\n");
    }
    cors_html(r, "</tbody></table></div>\n</section>\n");
}

void cors_lists_write(request_rec *r)
{
    write_files(r);
    write_databases(r);
}
