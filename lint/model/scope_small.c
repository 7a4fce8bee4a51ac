/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/scope_directive.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <apr_strings.h>

static bool is(const lint_node *node, const char *key)
{
    return strcmp(node->key, key) == 0;
}

void lint_scope_read_document(const lint_scope_reader *reader,
                              lint_scope *scope, const lint_node *node)
{
    lint_words words = lint_node_words(reader->pool, node);
    lint_error_document *document;
    const lint_word *text;

    if (words.count < 2) {
        lint_scope_report(reader, node,
                          "it takes a status and a document; write one such as "
                          "\"ErrorDocument 404 /404.html\"");
        return;
    }
    text = &words.list[1];
    document = apr_array_push(scope->documents);
    document->status = atoi(words.list[0].text);
    document->place = &node->place;
    /* What is neither a path nor a URL is the text itself, as httpd keeps it:
     * behind a quote. */
    document->text =
        text->unknown ? LINT_UNKNOWABLE(text->unknown)
        : text->text[0] == '/' || strstr(text->text, "://") ||
                strcasecmp(text->text, "default") == 0
            ? LINT_KNOWN(text->text)
            : LINT_KNOWN(apr_pstrcat(reader->pool, "\"", text->text, NULL));
}

static void read_override(lint_scope *scope, const lint_words *words)
{
    static const struct {
        const char *word;
        int bits;
    } classes[] = {{"All", LINT_OVERRIDE_ALL},
                   {"FileInfo", LINT_OVERRIDE_FILEINFO},
                   {"AuthConfig", LINT_OVERRIDE_AUTHCFG},
                   {"Limit", LINT_OVERRIDE_LIMIT},
                   {"Indexes", LINT_OVERRIDE_INDEXES},
                   {"Options", LINT_OVERRIDE_OPTIONS},
                   {"Nonfatal=Override", LINT_OVERRIDE_NONFATAL},
                   {"Nonfatal=All", LINT_OVERRIDE_NONFATAL}};

    scope->override = 0;
    for (int i = 0; i < words->count; i++) {
        const char *word = words->list[i].text;

        for (size_t j = 0; j < sizeof(classes) / sizeof(classes[0]); j++) {
            if (strcasecmp(word, classes[j].word) == 0 ||
                (j == 5 && strncasecmp(word, "Options=", 8) == 0)) {
                scope->override |= classes[j].bits;
            }
        }
    }
}

void lint_scope_read_small(const lint_scope_reader *reader, lint_scope *scope,
                           const lint_node *node)
{
    lint_words words = lint_node_words(reader->pool, node);
    const char *first = words.count ? words.list[0].text : "";

    if (is(node, "directoryindex")) {
        if (!scope->indexes || strcasecmp(first, "disabled") == 0) {
            scope->indexes = apr_array_make(reader->pool, 2, sizeof(char *));
        }
        for (int i = 0; i < words.count; i++) {
            if (strcasecmp(words.list[i].text, "disabled") != 0) {
                APR_ARRAY_PUSH(scope->indexes, const char *) =
                    words.list[i].text;
            }
        }
    } else if (is(node, "fallbackresource")) {
        scope->fallback = first;
    } else if (is(node, "directoryslash")) {
        scope->directory_slash = strcasecmp(first, "off") != 0;
    } else if (is(node, "proxyerroroverride")) {
        scope->error_override = strcasecmp(first, "off") != 0;
    } else if (is(node, "sethandler")) {
        scope->handler = words.count && words.list[0].unknown
                             ? LINT_UNKNOWABLE(words.list[0].unknown)
                             : LINT_KNOWN(first);
    } else if (is(node, "allowoverride")) {
        read_override(scope, &words);
    }
}
