/* SPDX-License-Identifier: Apache-2.0 */
#include "status_lists.h"

#include "originfile.h"
#include "status_html.h"

void cors_lists_write(request_rec *r)
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
