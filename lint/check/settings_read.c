/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From the document of a .corslint.toml to its settings.
 */
#include <string.h>
#include <apr_lib.h>
#include <apr_strings.h>
#include "file.h"
#include "nearest.h"
#include "settings.h"
#include "suppress.h"
#include "toml.h"

typedef struct reading {
    lint_settings *settings;
    lint_problems *problems;
} reading;

typedef struct key {
    const char *name;
    lint_toml_kind kind;
    const char *example; /* a value of it */
    void (*take)(reading *now, const lint_toml *value);
} key;

__attribute__((format(printf, 3, 4))) static void
refuse(reading *now, const lint_toml *value, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    lint_problem_unread(now->problems, &value->place, "settings", "%s",
                        apr_pvsprintf(now->settings->pool, format, args));
    va_end(args);
}

/* Refuses what an empty string, a NUL or white space at its end cannot be. */
static bool is_text(reading *now, const lint_toml *value)
{
    if (value->size && strlen(value->text) == value->size) {
        return true;
    }
    refuse(now, value,
           value->size ? "the text \"%s\" goes on after a NUL: remove it"
                       : "the text \"%s\" is empty: write one, or remove it",
           value->text);
    return false;
}

static const char *beside(const lint_settings *settings, const char *path)
{
    const char *slash = strrchr(settings->path, '/');

    return *path == '/' || !slash
               ? path
               : apr_pstrcat(
                     settings->pool,
                     apr_pstrmemdup(settings->pool, settings->path,
                                    (apr_size_t)(slash - settings->path) + 1),
                     path, NULL);
}

static void take_server_root(reading *now, const lint_toml *value)
{
    if (is_text(now, value)) {
        now->settings->server_root = beside(now->settings, value->text);
    }
}

static void take_entry(reading *now, const lint_toml *value)
{
    if (is_text(now, value)) {
        now->settings->entry = value->text;
    }
}

/* "2.4", "2.4.68" */
static bool is_version(const char *text)
{
    int parts = 0;

    do {
        size_t digits = strspn(text, "0123456789");

        if (!digits || digits > 4) {
            return false;
        }
        text += digits;
        parts++;
    } while (*text++ == '.');
    return !text[-1] && (parts == 2 || parts == 3);
}

static void take_version(reading *now, const lint_toml *value)
{
    if (!is_text(now, value)) {
        return;
    }
    if (!is_version(value->text)) {
        refuse(now, value,
               "\"%s\" is no version of httpd: write one such as \"2.4.68\"",
               value->text);
        return;
    }
    now->settings->httpd_version = value->text;
}

static void take_fail_on(reading *now, const lint_toml *value)
{
    if (!lint_fail_on_parse(value->text, &now->settings->fail_on)) {
        refuse(now, value,
               "\"%s\" is no severity to fail on: write \"error\", "
               "\"warning\", \"info\" or \"never\"",
               value->text);
    }
}

static void take_persona(reading *now, const lint_toml *value)
{
    if (!lint_persona_parse(value->text, &now->settings->persona)) {
        refuse(now, value,
               "\"%s\" is no persona: write \"regular\", \"pedantic\" or "
               "\"auditor\"",
               value->text);
    }
}

static void take_list(reading *now, const lint_toml *list,
                      apr_array_header_t *texts)
{
    for (const lint_toml *item = list->first; item; item = item->next) {
        if (item->kind != LINT_TOML_STRING) {
            refuse(now, item,
                   "a value of \"%s\" is %s, not a string: put it between "
                   "quotes",
                   list->key, lint_toml_kind_name(item->kind));
        } else if (is_text(now, item)) {
            APR_ARRAY_PUSH(texts, const char *) = item->text;
        }
    }
}

static void take_defines(reading *now, const lint_toml *value)
{
    take_list(now, value, now->settings->defines);
}

static void take_modules(reading *now, const lint_toml *value)
{
    now->settings->modules =
        apr_array_make(now->settings->pool, 8, sizeof(const char *));
    take_list(now, value, now->settings->modules);
}

static void take_ignore(reading *now, const lint_toml *value)
{
    take_list(now, value, now->settings->ignore);
}

static void take_vhost_context(reading *now, const lint_toml *value)
{
    take_list(now, value, now->settings->vhost_context);
}

/* The id that a finding has; NULL for a name that none has. */
static const char *id_of(const char *name)
{
    const lint_rule *rule = lint_rule_find(name);

    return rule ? rule->id : lint_suppression_find(name);
}

static void take_severity(reading *now, const lint_toml *value)
{
    static const lint_severity_word words[] = {
        {"error", LINT_ERROR, false},
        {"warning", LINT_WARNING, false},
        {"info", LINT_NOTE, false},
        {"off", LINT_NOTE, true},
    };
    const char *id = id_of(value->key);

    if (!id) {
        const char *meant = lint_nearest_rule(value->key);

        refuse(now, value, "\"%s\" is no rule: %s%s%s", value->key,
               meant ? "write " : "remove it, or write one of ",
               meant ? meant : "`corslint rules`",
               meant ? ", or see `corslint rules`" : "");
        return;
    }
    for (size_t i = 0; value->kind == LINT_TOML_STRING &&
                       i < sizeof(words) / sizeof(words[0]);
         i++) {
        if (strcmp(value->text, words[i].word) == 0) {
            apr_hash_set(now->settings->severities, id, APR_HASH_KEY_STRING,
                         &words[i]);
            return;
        }
    }
    refuse(now, value,
           "the severity of \"%s\" is no severity: write \"error\", "
           "\"warning\", \"info\" or \"off\"",
           value->key);
}

static void take_severities(reading *now, const lint_toml *table)
{
    for (const lint_toml *entry = table->first; entry; entry = entry->next) {
        take_severity(now, entry);
    }
}

static const key keys[] = {
    {"server-root", LINT_TOML_STRING, "\"apache2\"", take_server_root},
    {"entry", LINT_TOML_STRING, "\"httpd.conf\"", take_entry},
    {"vhost-context", LINT_TOML_ARRAY, "[\"vhosts/*.inc\"]",
     take_vhost_context},
    {"defines", LINT_TOML_ARRAY, "[\"NAME\"]", take_defines},
    {"modules", LINT_TOML_ARRAY, "[\"headers_module\"]", take_modules},
    {"ignore", LINT_TOML_ARRAY, "[\"old/**\"]", take_ignore},
    {"fail-on", LINT_TOML_STRING, "\"warning\"", take_fail_on},
    {"persona", LINT_TOML_STRING, "\"regular\"", take_persona},
    {"httpd-version", LINT_TOML_STRING, "\"2.4.68\"", take_version},
    {"severity", LINT_TOML_TABLE, "{ samesite-none-blanket = \"info\" }",
     take_severities},
};

#define KEYS (sizeof(keys) / sizeof(keys[0]))

static void refuse_key(reading *now, const lint_toml *value)
{
    const char *names[KEYS + 1] = {NULL};
    const char *meant;

    for (size_t i = 0; i < KEYS; i++) {
        names[i] = keys[i].name;
    }
    meant = lint_nearest(value->key, names);
    refuse(now, value, "\"%s\" is no setting: %s%s", value->key,
           meant ? "write " : "remove it", meant ? meant : "");
}

static void take(reading *now, const lint_toml *value)
{
    for (size_t i = 0; i < KEYS; i++) {
        if (strcmp(keys[i].name, value->key) != 0) {
            continue;
        }
        if (keys[i].kind != value->kind) {
            refuse(now, value, "\"%s\" is %s, not %s: write %s = %s",
                   value->key, lint_toml_kind_name(value->kind),
                   lint_toml_kind_name(keys[i].kind), value->key,
                   keys[i].example);
        } else {
            keys[i].take(now, value);
        }
        return;
    }
    refuse_key(now, value);
}

static lint_settings *create(apr_pool_t *pool, const char *path)
{
    lint_settings *settings = apr_pcalloc(pool, sizeof(*settings));

    settings->pool = pool;
    settings->path = apr_pstrdup(pool, path);
    settings->fail_on = LINT_FAIL_ON_WARNING;
    settings->persona = LINT_PERSONA_REGULAR;
    settings->defines = apr_array_make(pool, 4, sizeof(const char *));
    settings->vhost_context = apr_array_make(pool, 4, sizeof(const char *));
    settings->ignore = apr_array_make(pool, 4, sizeof(const char *));
    settings->severities = apr_hash_make(pool);
    return settings;
}

lint_settings *lint_settings_read(apr_pool_t *pool, const char *path,
                                  lint_problems *problems)
{
    lint_settings *settings = create(pool, path);
    const lint_file *file =
        path ? lint_file_read(pool, settings->path, problems) : NULL;
    const lint_toml *document =
        file ? lint_toml_read(pool, settings->path, file->bytes, file->size,
                              problems)
             : NULL;
    reading now = {settings, problems};

    for (const lint_toml *value = document ? document->first : NULL; value;
         value = value->next) {
        take(&now, value);
    }
    return settings;
}
