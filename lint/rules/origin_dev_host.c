/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/rules/hole.h"

#include <string.h>
#include <strings.h>
#include "core/developer.h"

/* Whether the file is for developers by its name. */
static bool is_dev_file(const char *path)
{
    static const char *const words[] = {"dev", "development", "docker", "local",
                                        "test"};
    const char *name = strrchr(path, '/');

    for (name = name ? name + 1 : path; *name; name += *name != '\0') {
        size_t length = strcspn(name, "._-");

        for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
            if (length == strlen(words[i]) &&
                strncasecmp(name, words[i], length) == 0) {
                return true;
            }
        }
        name += length;
    }
    return strstr(path, "/docker/") != NULL;
}

static void report(lint_review *review, const lint_hole *hole)
{
    const char *name = hole->site->host->name;

    if ((name && cors_host_is_developers(name)) ||
        is_dev_file(hole->culprit->file)) {
        return;
    }
    hole_report(review, hole, LINT_NOTE,
                apr_psprintf(review->pool,
                             "\"%s\" is admitted%s, which is a developer's "
                             "host: keep it out of what goes live",
                             hole->trial->origin, hole_means(hole)));
}

static void check(lint_review *review)
{
    hole_each(review, LINT_HOLE(LINT_ORIGIN_DEV), report);
}

const lint_rule lint_rule_origin_dev_host = {
    .id = "origin-dev-host",
    .shorthand = "C11",
    .severity = LINT_NOTE,
    .confidence = LINT_CONFIDENCE_HIGH,
    .persona = LINT_PERSONA_REGULAR,
    .title = "A developer's host is admitted",
    .why = "Whatever runs on a user's machine or network (localhost, a private "
           "address, the shell of a mobile app) may read what this server "
           "answers to that user. On a developer's server that is the point; "
           "on a server for everybody it is a way in.",
    .remedy = "Keep the hosts of developers in a file of their own, behind "
              "<IfDefine>.",
    .bad =
        "SetEnvIf Origin \"^http://localhost:3000$\" CORS=$0\n"
        "Header always set Access-Control-Allow-Origin \"%{CORS}e\" env=CORS\n"
        "Header always set Access-Control-Allow-Credentials true env=CORS\n"
        "Header always merge Vary Origin\n",
    .good =
        "SetEnvIf Origin \"^https://app\\.example\\.com$\" CORS=$0\n"
        "Header always set Access-Control-Allow-Origin \"%{CORS}e\" env=CORS\n"
        "Header always set Access-Control-Allow-Credentials true env=CORS\n"
        "Header always merge Vary Origin\n",
    .check = check};
