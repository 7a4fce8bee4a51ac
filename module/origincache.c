/* SPDX-License-Identifier: Apache-2.0 */
#include "origincache.h"

#include <string.h>
#include <ap_provider.h>
#include <ap_socache.h>
#include <http_core.h>
#include <http_log.h>
#include <util_mutex.h>
#include <apr_atomic.h>
#include <apr_global_mutex.h>
#include <apr_strings.h>

APLOG_USE_MODULE(cors_creds);

/* Also that of its mutex, for the Mutex directive; socache allows 16 bytes. */
#define NAME "cors-origins"

/* A sign, and the origin itself: two origins share no answer, even if somebody
 * finds two that share a key. */
#define VALUE_MAX (1 + CORS_ORIGIN_MAX)

typedef struct cache {
    const ap_socache_provider_t *provider;
    ap_socache_instance_t *instance;
    apr_global_mutex_t *mutex; /* NULL where the provider needs none */
    apr_interval_time_t positive;
    apr_interval_time_t negative;
    apr_uint32_t failed_at; /* seconds */
    bool open;
} cache;

/* Of the configuration that is being read, or in force; NULL for none. */
static cache *origins;

int cors_origincache_register(apr_pool_t *pconf, apr_pool_t *plog,
                              apr_pool_t *ptemp)
{
    (void)plog;
    (void)ptemp;
    origins = NULL;
    return ap_mutex_register(pconf, NAME, NULL, APR_LOCK_DEFAULT, 0) ==
                   APR_SUCCESS
               ? OK
               : HTTP_INTERNAL_SERVER_ERROR;
}

void cors_origincache_make(apr_pool_t *pconf, apr_pool_t *ptemp,
                           const cors_origincache *described,
                           const cors_place *place, cors_problems *problems)
{
    const char *name = described->provider;
    const char *error;
    cache *made;

    if (!cors_origincache_is_used(described)) {
        return;
    }
    made = apr_pcalloc(pconf, sizeof(*made));
    made->positive = apr_time_from_sec(described->positive);
    made->negative = apr_time_from_sec(described->negative);
    made->provider = ap_lookup_provider(AP_SOCACHE_PROVIDER_GROUP, name,
                                        AP_SOCACHE_PROVIDER_VERSION);
    if (!made->provider) {
        cors_origincache_refuse(described, place, problems);
        return;
    }
    error = made->provider->create(&made->instance, described->arguments, ptemp,
                                   pconf);
    if (error) {
        cors_problem_add(
            problems, described->place.file ? &described->place : place,
            "cache-arguments", described->arguments ? described->arguments : "",
            "%s does not take %s (%s); write what httpd's "
            "mod_socache_%s documents",
            name,
            cors_quoted(problems->pool,
                        described->arguments ? described->arguments : ""),
            error, name);
        return;
    }
    origins = made;
}

static apr_status_t close_cache(void *data)
{
    if (origins && origins->open) {
        origins->provider->destroy(origins->instance, data);
    }
    origins = NULL;
    return APR_SUCCESS;
}

int cors_origincache_open(apr_pool_t *pconf, apr_pool_t *plog,
                          apr_pool_t *ptemp, server_rec *main_server)
{
    static const struct ap_socache_hints hints = {sizeof(cors_cache_key), 64,
                                                  APR_USEC_PER_SEC * 60};
    apr_status_t status = APR_SUCCESS;

    (void)plog;
    (void)ptemp;
    if (!origins ||
        ap_state_query(AP_SQ_MAIN_STATE) == AP_SQ_MS_CREATE_PRE_CONFIG) {
        return OK; /* the configuration is read once more */
    }
    if (origins->provider->flags & AP_SOCACHE_FLAG_NOTMPSAFE) {
        status = ap_global_mutex_create(&origins->mutex, NULL, NAME, NULL,
                                        main_server, pconf, 0);
    }
    if (status == APR_SUCCESS) {
        status = origins->provider->init(origins->instance, NAME, &hints,
                                         main_server, pconf);
    }
    if (status != APR_SUCCESS) {
        ap_log_error(APLOG_MARK, APLOG_STARTUP | APLOG_ERR, status, main_server,
                     "CorsCredsOriginCache: %s cannot be opened; write "
                     "CorsCredsOriginCache with other arguments, or none",
                     origins->provider->name);
        return HTTP_INTERNAL_SERVER_ERROR;
    }
    origins->open = true;
    apr_pool_cleanup_register(pconf, main_server, close_cache,
                              apr_pool_cleanup_null);
    return OK;
}

void cors_origincache_child(apr_pool_t *pchild, server_rec *main_server)
{
    apr_status_t status;

    if (!origins || !origins->mutex) {
        return;
    }
    status = apr_global_mutex_child_init(
        &origins->mutex, apr_global_mutex_lockfile(origins->mutex), pchild);
    if (status != APR_SUCCESS) {
        ap_log_error(APLOG_MARK, APLOG_ERR, status, main_server,
                     "CorsCredsOriginCache: this process has no lock for the "
                     "cache and asks the database each time");
        origins = NULL;
    }
}

/* A provider that cannot reach its server tells the log each time, so that it
 * is left alone until the second after. */
static bool is_usable(void)
{
    apr_uint32_t now = (apr_uint32_t)apr_time_sec(apr_time_now());

    return origins && origins->open &&
           now - apr_atomic_read32(&origins->failed_at) > 1;
}

static void note_failure(void)
{
    apr_atomic_set32(&origins->failed_at,
                     (apr_uint32_t)apr_time_sec(apr_time_now()));
}

static bool lock(void)
{
    return !origins->mutex ||
           apr_global_mutex_lock(origins->mutex) == APR_SUCCESS;
}

static void unlock(void)
{
    if (origins->mutex) {
        apr_global_mutex_unlock(origins->mutex);
    }
}

cors_remembered cors_origincache_recall(request_rec *r,
                                        const cors_cache_key key,
                                        const cors_origin *origin)
{
    unsigned char value[VALUE_MAX + 1];
    unsigned int length = sizeof(value);
    apr_status_t status;

    if (!is_usable() || !lock()) {
        return CORS_NOT_REMEMBERED;
    }
    status = origins->provider->retrieve(origins->instance, r->server, key,
                                         sizeof(cors_cache_key), value, &length,
                                         r->pool);
    unlock();
    if (status != APR_SUCCESS) {
        if (!APR_STATUS_IS_NOTFOUND(status)) {
            note_failure();
        }
        return CORS_NOT_REMEMBERED;
    }
    if (length != origin->length + 1 ||
        memcmp(value + 1, origin->text, origin->length) != 0) {
        return CORS_NOT_REMEMBERED;
    }
    return value[0] == '+'   ? CORS_REMEMBERED_ALLOWED
           : value[0] == '-' ? CORS_REMEMBERED_DENIED
                             : CORS_NOT_REMEMBERED;
}

void cors_origincache_keep(request_rec *r, const cors_cache_key key,
                           const cors_origin *origin, bool allowed)
{
    unsigned char value[VALUE_MAX];
    apr_interval_time_t lifetime;
    apr_status_t status;

    if (!is_usable()) {
        return;
    }
    lifetime = allowed ? origins->positive : origins->negative;
    if (lifetime == 0 || !lock()) {
        return;
    }
    value[0] = allowed ? '+' : '-';
    memcpy(value + 1, origin->text, origin->length);
    status = origins->provider->store(
        origins->instance, r->server, key, sizeof(cors_cache_key),
        apr_time_now() + lifetime, value, (unsigned int)origin->length + 1,
        r->pool);
    unlock();
    if (status != APR_SUCCESS) {
        note_failure();
    }
}
