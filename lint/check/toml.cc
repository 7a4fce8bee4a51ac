/* SPDX-License-Identifier: Apache-2.0 */
/*
 * toml++, the library that Debian has for TOML, behind a face in C: its tree is
 * copied, so that nothing else knows C++.
 */
#define TOML_HEADER_ONLY 0
#include <string>
#include <string_view>
#include <toml++/toml.h>

extern "C" {
#include <apr_strings.h>
#include "lint/check/toml.h"
}

namespace {

struct reader {
    apr_pool_t *pool;
    const char *path;
};

lint_place place_of(const reader &r, const toml::source_region &region)
{
    lint_place place{};

    place.file = r.path;
    place.line = static_cast<int>(region.begin.line);
    place.column = static_cast<int>(region.begin.column);
    return place;
}

lint_toml *make(const reader &r, const toml::node &node);

bool stands_before(const lint_place &left, const lint_place &right)
{
    return left.line != right.line ? left.line < right.line
                                   : left.column <= right.column;
}

/* The library orders a table by its keys; people read it by its lines. */
void insert(lint_toml *to, lint_toml *item)
{
    lint_toml **at = &to->first;

    while (*at != nullptr && stands_before((*at)->place, item->place)) {
        at = &(*at)->next;
    }
    item->next = *at;
    *at = item;
}

void fill_table(const reader &r, lint_toml *to, const toml::table &table)
{
    for (const auto &[key, node] : table) {
        lint_toml *item = make(r, node);

        item->key = apr_pstrmemdup(r.pool, key.str().data(), key.str().size());
        item->place = place_of(r, key.source());
        insert(to, item);
    }
}

lint_toml *make(const reader &r, const toml::node &node)
{
    auto *made =
        static_cast<lint_toml *>(apr_pcalloc(r.pool, sizeof(lint_toml)));

    made->place = place_of(r, node.source());
    if (const auto *table = node.as_table()) {
        made->kind = LINT_TOML_TABLE;
        fill_table(r, made, *table);
    } else if (const auto *array = node.as_array()) {
        made->kind = LINT_TOML_ARRAY;
        for (const auto &item : *array) {
            insert(made, make(r, item));
        }
    } else if (const auto *text = node.as_string()) {
        made->kind = LINT_TOML_STRING;
        made->text =
            apr_pstrmemdup(r.pool, text->get().data(), text->get().size());
        made->size = text->get().size();
    } else {
        made->kind = node.is_boolean()  ? LINT_TOML_BOOLEAN
                     : node.is_number() ? LINT_TOML_NUMBER
                                        : LINT_TOML_DATE;
    }
    return made;
}

} // namespace

extern "C" lint_toml *lint_toml_read(apr_pool_t *pool, const char *path,
                                     const char *bytes, size_t size,
                                     lint_problems *problems)
{
    const reader r{pool, apr_pstrdup(pool, path)};

    try {
        return make(r, toml::parse(std::string_view(bytes, size),
                                   std::string_view(path)));
    } catch (const toml::parse_error &error) {
        const lint_place place = place_of(r, error.source());
        const std::string why(error.description());

        lint_problem_unread(problems, &place, "settings-syntax",
                            "this is no TOML: %s; write it as "
                            "https://toml.io/en/v1.0.0 has it",
                            why.c_str());
        return nullptr;
    }
}

extern "C" lint_toml *lint_toml_get(const lint_toml *table, const char *key)
{
    for (lint_toml *entry = table->first; entry != nullptr;
         entry = entry->next) {
        if (std::string_view(entry->key) == key) {
            return entry;
        }
    }
    return nullptr;
}

extern "C" const char *lint_toml_kind_name(lint_toml_kind kind)
{
    static const char *const names[] = {"a string",  "a number",
                                        "a boolean", "a date or time",
                                        "a list",    "a table"};

    return names[kind];
}
