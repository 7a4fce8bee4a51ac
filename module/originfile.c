/* SPDX-License-Identifier: Apache-2.0 */
#include "originfile.h"

#include <string.h>
#include <http_core.h>
#include <http_log.h>
#include <http_main.h>
#include <unixd.h>
#include <apr_atomic.h>
#include <apr_strings.h>
#include <apr_thread_rwlock.h>
#include "originversion.h"
#include "report.h"

APLOG_USE_MODULE(cors_creds);

typedef struct file {
    cors_origin_source source;
    const char *path;
    const char *directive;
    unsigned number; /* among the configuration's files */
    /* Readers hold it while they look an origin up, a writer while it puts a
     * new version in place: then nobody has the old one any more. */
    apr_thread_rwlock_t *lock;
    cors_originversion *current;
    apr_finfo_t refused;    /* the version that was told to be bad */
    char problem[512];      /* what is wrong with it; "" for nothing */
    apr_uint32_t looked_at; /* seconds */
    apr_uint32_t busy;      /* a thread is reading the file */
    /* What every policy that asks permits. */
    bool credentials;
    unsigned unsafe;
} file;

/* Of the configuration that is being read, or in force; of file *. */
static apr_array_header_t *files;

/* There is nothing wrong any more: told by one of all processes. */
static void settle(const file *f, const char *what)
{
    const cors_originversion *current = f->current;
    bool empty = current->content.entries == 0;

    if (cors_report_version(f->number,
                            cors_originversion_mark(&current->info))) {
        ap_log_error(APLOG_MARK, empty ? APLOG_WARNING : APLOG_NOTICE, 0,
                     ap_server_conf, "%s: %s, %d origin%s%s", f->path, what,
                     current->content.entries,
                     current->content.entries == 1 ? "" : "s",
                     empty ? ", so it allows nobody" : "");
    }
}

static void put_in_place(file *f, cors_originversion *fresh)
{
    cors_originversion *old = f->current;
    bool is_new = !cors_originversion_same(&old->info, &fresh->info);
    bool was_wrong = *f->problem != '\0';

    apr_thread_rwlock_wrlock(f->lock);
    f->current = fresh;
    f->problem[0] = '\0';
    apr_thread_rwlock_unlock(f->lock);
    cors_originversion_release(old);
    if (is_new || was_wrong) {
        settle(f, is_new ? "read again" : "back again");
    }
}

/* The version in force is back, as it was. */
static void take_back(file *f)
{
    apr_thread_rwlock_wrlock(f->lock);
    f->problem[0] = '\0';
    apr_thread_rwlock_unlock(f->lock);
    settle(f, "back again");
}

/* Told by one of all processes. */
static void refuse(file *f, const apr_finfo_t *info, const char *problem)
{
    f->refused = *info;
    apr_thread_rwlock_wrlock(f->lock);
    apr_cpystrn(f->problem, problem, sizeof(f->problem));
    apr_thread_rwlock_unlock(f->lock);
    if (cors_report_version(f->number, ~cors_originversion_mark(info))) {
        ap_log_error(APLOG_MARK, APLOG_ERR, 0, ap_server_conf,
                     "%s; what was read before stays in force (%d origin%s)",
                     problem, f->current->content.entries,
                     f->current->content.entries == 1 ? "" : "s");
    }
}

static const char *describe(apr_pool_t *pool, const cors_problems *problems)
{
    int more = problems->list->nelts - 1;
    const char *first = cors_problem_text(
        pool, &APR_ARRAY_IDX(problems->list, 0, cors_problem));

    return more ? apr_psprintf(pool, "%s (and %d more)", first, more) : first;
}

static const char *unreadable(apr_pool_t *pool, const file *f,
                              apr_status_t status)
{
    return apr_psprintf(pool, "%s: %s: it cannot be read (%s)", f->path,
                        f->directive, cors_originversion_reason(pool, status));
}

static void read_again(file *f, apr_pool_t *pool)
{
    cors_problems *problems = cors_problems_create(pool);
    apr_finfo_t info = {.mtime = 0};
    cors_originversion *fresh = NULL;
    apr_status_t status =
        apr_stat(&info, f->path, CORS_ORIGINVERSION_INFO, pool);

    if (status == APR_SUCCESS &&
        cors_originversion_same(&info, &f->current->info) &&
        !cors_originversion_is_fresh(f->current)) {
        if (*f->problem) {
            take_back(f);
        }
        return;
    }
    if (*f->problem && cors_originversion_same(&info, &f->refused)) {
        return;
    }
    if (status == APR_SUCCESS) {
        status = cors_originversion_load(f->path, f->directive, false, problems,
                                         &fresh);
    }
    if (APR_STATUS_IS_EAGAIN(status)) {
        return; /* in a second it may be whole */
    }
    if (status != APR_SUCCESS) {
        refuse(f, &info, unreadable(pool, f, status));
        f->refused.ctime = 0; /* it may be readable later, as it is */
        return;
    }
    cors_hazards_check(cors_allowlist_hazards(fresh->list), f->credentials,
                       f->unsafe, problems);
    if (problems->list->nelts) {
        refuse(f, &fresh->info, describe(pool, problems));
        cors_originversion_release(fresh);
    } else {
        put_in_place(f, fresh);
    }
}

/* One thread looks, once a second; the others go on. */
static void look(file *f, const request_rec *r)
{
    apr_uint32_t now = (apr_uint32_t)apr_time_sec(r->request_time);
    apr_uint32_t before = apr_atomic_read32(&f->looked_at);
    apr_pool_t *pool;

    if (now == before ||
        apr_atomic_cas32(&f->looked_at, now, before) != before ||
        apr_atomic_cas32(&f->busy, 1, 0) != 0) {
        return;
    }
    if (cors_private_pool(&pool) == APR_SUCCESS) {
        read_again(f, pool);
        apr_pool_destroy(pool);
    }
    apr_atomic_set32(&f->busy, 0);
}

static bool admits(void *data, const cors_origin *origin, void *context)
{
    file *f = data;
    bool found;

    look(f, context);
    apr_thread_rwlock_rdlock(f->lock);
    found = (origin->hash
                 ? cors_allowlist_has_hashed(f->current->list, origin->hash,
                                             origin->text, origin->length)
                 : cors_allowlist_has_exactly(f->current->list, origin->text,
                                              origin->length)) ||
            cors_allowlist_admits(f->current->list, origin, NULL);
    apr_thread_rwlock_unlock(f->lock);
    return found;
}

static apr_status_t forget(void *data)
{
    file *f = data;

    cors_originversion_release(f->current);
    f->current = NULL;
    files = NULL;
    return APR_SUCCESS;
}

static file *find(const char *path)
{
    for (int i = 0; files && i < files->nelts; i++) {
        file *f = APR_ARRAY_IDX(files, i, file *);

        if (strcmp(f->path, path) == 0) {
            return f;
        }
    }
    return NULL;
}

static file *open_file(cmd_parms *cmd, const char *path,
                       const cors_place *place, cors_problems *problems)
{
    file *f = apr_pcalloc(cmd->pool, sizeof(*f));
    apr_status_t status;

    f->source = (cors_origin_source){admits, f};
    f->path = path;
    f->directive = place->directive;
    f->unsafe = ~0U;
    status = cors_originversion_load(f->path, f->directive, true, problems,
                                     &f->current);
    if (status == APR_SUCCESS) {
        status = apr_thread_rwlock_create(&f->lock, cmd->pool);
    }
    if (status != APR_SUCCESS) {
        cors_originversion_release(f->current);
        cors_problem_add(problems, place, "file-unreadable", path,
                         "%s cannot be read (%s); write a path that is there "
                         "when httpd starts",
                         cors_quoted(problems->pool, path),
                         cors_originversion_reason(problems->pool, status));
        return NULL;
    }
    if (!files) {
        files = apr_array_make(cmd->pool, 2, sizeof(file *));
    }
    f->number = (unsigned)files->nelts;
    APR_ARRAY_PUSH(files, file *) = f;
    apr_pool_cleanup_register(cmd->pool, f, forget, apr_pool_cleanup_null);
    return f;
}

const cors_origin_source *
cors_originfile_open(cmd_parms *cmd, const cors_place *place, const char *path,
                     cors_hazards *hazards, cors_problems *problems)
{
    const char *full = ap_server_root_relative(cmd->pool, path);
    file *f = full ? find(full) : NULL;

    if (!f) {
        f = open_file(cmd, full ? full : apr_pstrdup(cmd->pool, path), place,
                      problems);
    }
    if (!f) {
        return NULL;
    }
    cors_hazards_add_all(hazards, cors_allowlist_hazards(f->current->list));
    return &f->source;
}

void cors_originfile_permit(const cors_origin_source *source, bool credentials,
                            unsigned unsafe)
{
    file *f = source->data;

    if (source->admits != admits) {
        return;
    }
    f->credentials = f->credentials || credentials;
    f->unsafe &= unsafe;
}

/* By its mode alone, as the children's user and group. */
static bool can_be_read(const apr_finfo_t *info)
{
    return info->user == ap_unixd_config.user_id
               ? (info->protection & APR_FPROT_UREAD) != 0
           : info->group == ap_unixd_config.group_id
               ? (info->protection & APR_FPROT_GREAD) != 0
               : (info->protection & APR_FPROT_WREAD) != 0;
}

int cors_originfile_check(apr_pool_t *pconf, apr_pool_t *plog,
                          apr_pool_t *ptemp, server_rec *main_server)
{
    (void)pconf;
    (void)plog;
    if (ap_state_query(AP_SQ_MAIN_STATE) == AP_SQ_MS_CREATE_PRE_CONFIG) {
        return OK; /* it is read once more */
    }
    for (int i = 0; files && i < files->nelts; i++) {
        const file *f = APR_ARRAY_IDX(files, i, const file *);
        const cors_originfile *content = &f->current->content;
        apr_finfo_t info;

        if (content->repeated) {
            ap_log_error(APLOG_MARK, APLOG_NOTICE, 0, main_server,
                         "%s:%d: this origin stands in the file before; it and "
                         "other repetitions count once (lines to spare: %d)",
                         f->path, content->first_repeated, content->repeated);
        }
        if (content->entries == 0) {
            ap_log_error(APLOG_MARK, APLOG_WARNING, 0, main_server,
                         "%s: there is no origin in it, so it allows nobody",
                         f->path);
        }
        if (geteuid() == 0 &&
            apr_stat(&info, f->path,
                     APR_FINFO_PROT | APR_FINFO_USER | APR_FINFO_GROUP,
                     ptemp) == APR_SUCCESS &&
            !can_be_read(&info)) {
            ap_log_error(APLOG_MARK, APLOG_WARNING, 0, main_server,
                         "%s: the User that httpd's children run as cannot "
                         "read it, so changes will not be seen; make it "
                         "readable for %s",
                         f->path, ap_unixd_config.user_name);
        }
    }
    return OK;
}

apr_array_header_t *cors_originfile_states(apr_pool_t *pool)
{
    apr_array_header_t *states =
        apr_array_make(pool, 2, sizeof(cors_originfile_state));

    for (int i = 0; files && i < files->nelts; i++) {
        file *f = APR_ARRAY_IDX(files, i, file *);
        cors_originfile_state *state = apr_array_push(states);

        apr_thread_rwlock_rdlock(f->lock);
        *state = (cors_originfile_state){
            .path = f->path,
            .entries = f->current->content.entries,
            .read_at = f->current->read_at,
            .problem = *f->problem ? apr_pstrdup(pool, f->problem) : NULL};
        apr_thread_rwlock_unlock(f->lock);
    }
    return states;
}
