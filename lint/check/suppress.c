/* SPDX-License-Identifier: Apache-2.0 */
#include "suppress.h"

#include <string.h>
#include <strings.h>
#include <apr_hash.h>
#include <apr_strings.h>
#include "nearest.h"
#include "silence.h"

const char *const lint_suppression_ids[] = {
    LINT_SUPPRESSION_MALFORMED, LINT_SUPPRESSION_UNKNOWN,
    LINT_SUPPRESSION_UNUSED, LINT_SUPPRESSION_REASON, NULL};

struct lint_suppressions {
    apr_pool_t *pool;
    lint_persona persona;
    apr_array_header_t *files; /* of silences (an array of lint_silence *) */
    apr_hash_t *by_path;       /* the same by their file's path */
};

const char *lint_suppression_find(const char *name)
{
    const char *const *id = lint_suppression_ids;

    while (*id && strcasecmp(*id, name) != 0) {
        id++;
    }
    return *id;
}

lint_suppressions *lint_suppressions_create(apr_pool_t *pool,
                                            lint_persona persona)
{
    lint_suppressions *suppressions = apr_pcalloc(pool, sizeof(*suppressions));

    suppressions->pool = pool;
    suppressions->persona = persona;
    suppressions->files = apr_array_make(pool, 8, sizeof(apr_array_header_t *));
    suppressions->by_path = apr_hash_make(pool);
    return suppressions;
}

static void read_source(lint_suppressions *suppressions,
                        const lint_source *source)
{
    apr_array_header_t *silences;

    if (!lint_source_has(source, "corslint:") ||
        apr_hash_get(suppressions->by_path, source->path,
                     APR_HASH_KEY_STRING)) {
        return;
    }
    silences = lint_silences_of(suppressions->pool, source);
    APR_ARRAY_PUSH(suppressions->files, apr_array_header_t *) = silences;
    apr_hash_set(suppressions->by_path,
                 apr_pstrdup(suppressions->pool, source->path),
                 APR_HASH_KEY_STRING, silences);
}

static const apr_array_header_t *
silences_of(const lint_suppressions *suppressions, const char *path)
{
    return apr_hash_get(suppressions->by_path, path, APR_HASH_KEY_STRING);
}

static void meet(const lint_suppressions *suppressions, const lint_place *place,
                 bool doubtful)
{
    const apr_array_header_t *silences = silences_of(suppressions, place->file);

    for (int i = 0; silences && i < silences->nelts; i++) {
        lint_silence *silence = APR_ARRAY_IDX(silences, i, lint_silence *);

        if (silence->place.line == place->line) {
            silence->met = true;
            silence->doubtful |= doubtful;
        }
    }
}

/* Marks the rules that silence a finding as used. */
static bool is_silenced(const lint_suppressions *suppressions,
                        const lint_finding *finding)
{
    const apr_array_header_t *silences =
        silences_of(suppressions, finding->place.file);
    bool silenced = false;

    for (int i = 0; silences && !finding->unread && i < silences->nelts; i++) {
        const lint_silence *silence =
            APR_ARRAY_IDX(silences, i, lint_silence *);

        if (finding->place.line < silence->first ||
            finding->place.line > silence->last) {
            continue;
        }
        for (int j = 0; j < silence->rules->nelts; j++) {
            lint_silenced *rule =
                &APR_ARRAY_IDX(silence->rules, j, lint_silenced);

            if (strcasecmp(rule->id ? rule->id : rule->name, finding->id) ==
                0) {
                rule->used = silenced = true;
            }
        }
    }
    return silenced;
}

static bool is_incomplete(const apr_array_header_t *findings)
{
    for (int i = 0; i < findings->nelts; i++) {
        if (APR_ARRAY_IDX(findings, i, const lint_finding *)->unread) {
            return true;
        }
    }
    return false;
}

int lint_suppressions_apply(lint_suppressions *suppressions,
                            const lint_conf *conf, apr_array_header_t *findings)
{
    bool doubtful = is_incomplete(findings);
    int all = findings->nelts;
    int kept = 0;

    for (int i = 0; i < conf->sources->nelts; i++) {
        read_source(suppressions,
                    APR_ARRAY_IDX(conf->sources, i, const lint_source *));
    }
    for (int i = 0; i < conf->comments->nelts; i++) {
        meet(suppressions,
             &APR_ARRAY_IDX(conf->comments, i, lint_comment).place, doubtful);
    }
    for (int i = 0; i < all; i++) {
        lint_finding *finding = APR_ARRAY_IDX(findings, i, lint_finding *);

        if (!is_silenced(suppressions, finding)) {
            APR_ARRAY_IDX(findings, kept++, lint_finding *) = finding;
        }
    }
    findings->nelts = kept;
    return all - kept;
}

static lint_finding *make(apr_pool_t *pool, const char *id,
                          lint_severity severity, const lint_place *place,
                          int length)
{
    lint_finding *finding = apr_pcalloc(pool, sizeof(*finding));

    finding->id = id;
    finding->severity = severity;
    finding->confidence = LINT_CONFIDENCE_HIGH;
    finding->place = *place;
    finding->length = length;
    finding->related = apr_array_make(pool, 1, sizeof(lint_related));
    return finding;
}

static bool is_unused(const lint_suppressions *suppressions,
                      const lint_silence *silence, const lint_silenced *rule)
{
    /* What silences these very findings has no rule, and its turn is last. */
    return rule->rule && !rule->used && silence->met && !silence->doubtful &&
           rule->rule->persona <= suppressions->persona;
}

/* Takes all that is unused out of the comment, or the comment itself away: the
 * same edit for each of its rules, so that they go together. */
static apr_array_header_t *edits_of(const lint_suppressions *suppressions,
                                    const lint_silence *silence)
{
    apr_pool_t *pool = suppressions->pool;
    apr_array_header_t *edits = apr_array_make(pool, 1, sizeof(lint_edit));
    lint_edit *edit = apr_array_push(edits);
    const char *left = "";

    for (int i = 0; i < silence->rules->nelts; i++) {
        const lint_silenced *rule =
            &APR_ARRAY_IDX(silence->rules, i, lint_silenced);

        if (!is_unused(suppressions, silence, rule)) {
            left = apr_pstrcat(pool, left, *left ? "," : "", rule->name, NULL);
        }
    }
    edit->place = silence->place;
    edit->text = left;
    if (*left) {
        edit->place.column += silence->list_at;
        edit->length = silence->list_length;
    } else {
        edit->place.column = 1;
        edit->length = silence->line_length;
    }
    return silence->line_length ? edits : NULL;
}

static lint_finding *judge_rule(const lint_suppressions *suppressions,
                                const lint_silence *silence,
                                const lint_silenced *rule)
{
    apr_pool_t *pool = suppressions->pool;
    int length = (int)strlen(rule->name);
    lint_finding *finding;

    if (is_unused(suppressions, silence, rule)) {
        finding = make(pool, LINT_SUPPRESSION_UNUSED, LINT_WARNING,
                       &rule->place, length);
        finding->message = apr_psprintf(
            pool, "the comment disables \"%s\", which is not found %s",
            rule->name,
            silence->scope == LINT_SILENCE_FILE      ? "in this file"
            : silence->scope == LINT_SILENCE_SECTION ? "in the section below"
                                                     : "in the line below");
        finding->remedy = "Take the rule out of the comment, or the comment "
                          "away.";
        finding->edits = edits_of(suppressions, silence);
        return finding;
    }
    if (!rule->id && !rule->used) {
        const char *meant = lint_nearest_rule(rule->name);

        finding = make(pool, LINT_SUPPRESSION_UNKNOWN, LINT_WARNING,
                       &rule->place, length);
        finding->message = apr_psprintf(
            pool, "the comment disables \"%s\", which is no rule", rule->name);
        finding->remedy =
            meant ? apr_psprintf(pool, "Write %s.", meant)
                  : "Write the name of a rule; `corslint rules` lists them.";
        return finding;
    }
    return NULL;
}

static lint_finding *judge_comment(const lint_suppressions *suppressions,
                                   const lint_silence *silence)
{
    apr_pool_t *pool = suppressions->pool;
    lint_finding *finding;

    if (silence->wrong) {
        finding = make(pool, LINT_SUPPRESSION_MALFORMED, LINT_WARNING,
                       &silence->place, silence->wrong_length);
        finding->place.column += silence->wrong_at;
        finding->message = silence->wrong;
        finding->remedy = "Write # corslint: disable=RULE -- REASON, or "
                          "disable-section or disable-file.";
        return finding;
    }
    if (!silence->reasoned && suppressions->persona >= LINT_PERSONA_AUDITOR) {
        finding =
            make(pool, LINT_SUPPRESSION_REASON, LINT_NOTE, &silence->place, 0);
        finding->message = "the comment disables a rule and does not say why";
        finding->remedy = "Write -- and the reason at its end.";
        return finding;
    }
    return NULL;
}

static void add(const lint_suppressions *suppressions, lint_finding *finding,
                apr_array_header_t *findings)
{
    if (finding && !is_silenced(suppressions, finding)) {
        APR_ARRAY_PUSH(findings, lint_finding *) = finding;
    }
}

static void judge(const lint_suppressions *suppressions,
                  const lint_silence *silence, apr_array_header_t *findings)
{
    add(suppressions, judge_comment(suppressions, silence), findings);
    for (int i = 0; i < silence->rules->nelts && !silence->wrong; i++) {
        add(suppressions,
            judge_rule(suppressions, silence,
                       &APR_ARRAY_IDX(silence->rules, i, lint_silenced)),
            findings);
    }
}

void lint_suppressions_report(const lint_suppressions *suppressions,
                              apr_array_header_t *findings)
{
    for (int i = 0; i < suppressions->files->nelts; i++) {
        const apr_array_header_t *silences =
            APR_ARRAY_IDX(suppressions->files, i, const apr_array_header_t *);

        for (int j = 0; j < silences->nelts; j++) {
            judge(suppressions,
                  APR_ARRAY_IDX(silences, j, const lint_silence *), findings);
        }
    }
}
