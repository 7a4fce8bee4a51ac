/* SPDX-License-Identifier: Apache-2.0 */
#include "counters.h"

#include <stdlib.h>
#include <string.h>
#include <http_config.h>
#include <http_core.h>
#include <http_log.h>
#include <apr_hash.h>
#include <apr_shm.h>
#include <apr_strings.h>
#include "config.h"

APLOG_USE_MODULE(cors_creds);

/* Where processes that were started by another configuration find the counts
 * again, too: unless another version of this module laid them out. */
#define RETAINED "mod_cors_creds counters, %" APR_SIZE_T_FMT "+%" APR_SIZE_T_FMT

/* Room for virtual hosts that come later. */
#define SLOTS_LEAST 64

typedef struct slot {
    uint32_t host; /* a number of the virtual host; 0: free */
    uint32_t pass; /* shared's, when a virtual host last got it */
    cors_counts counts;
} slot;

typedef struct shared {
    apr_time_t since;
    uint32_t room;
    uint32_t pass; /* one more each time that slots are given */
    cors_denied denied;
    slot slots[];
} shared;

/* Of this process, and kept over graceful restarts. */
typedef struct retained {
    shared *memory;
} retained;

static shared *memory_now;

static uint64_t read_count(const uint64_t *count)
{
    return __atomic_load_n(count, __ATOMIC_RELAXED);
}

static void add(uint64_t *count, uint64_t more)
{
    __atomic_fetch_add(count, more, __ATOMIC_RELAXED);
}

/* A virtual host is the same one after a restart when it has its name and its
 * addresses, wherever its lines have moved. */
static uint32_t host_number(apr_pool_t *pool, const server_rec *server)
{
    const char *text = apr_psprintf(
        pool, "%s:%u", server->server_hostname ? server->server_hostname : "",
        server->port);

    for (const server_addr_rec *address = server->addrs; address;
         address = address->next) {
        text = apr_psprintf(pool, "%s %s:%u", text,
                            address->virthost ? address->virthost : "",
                            address->host_port);
    }
    return cors_denied_number(text);
}

/* Its slot, the first free one when it has none; NULL when all are taken. */
static slot *slot_of(shared *memory, uint32_t host)
{
    for (uint32_t i = 0; i < memory->room; i++) {
        slot *s = &memory->slots[(host + i) % memory->room];

        if (s->host == host || s->host == 0) {
            s->host = host;
            return s;
        }
    }
    return NULL;
}

/* A segment with so much room, with what was counted before. Children of the
 * last configuration go on with the old one until they end: what they count
 * then is lost. */
static shared *make_memory(apr_pool_t *pool, uint32_t room, const shared *old)
{
    apr_size_t bytes = sizeof(shared) + room * sizeof(slot);
    apr_shm_t *segment;
    shared *memory;

    if (apr_shm_create(&segment, bytes, NULL, pool) != APR_SUCCESS) {
        return NULL;
    }
    memory = apr_shm_baseaddr_get(segment);
    memset(memory, 0, bytes);
    memory->since = apr_time_now();
    memory->room = room;
    if (old) {
        memory->since = old->since;
        memory->pass = old->pass;
        memory->denied = old->denied;
        for (uint32_t i = 0; i < old->room; i++) {
            if (old->slots[i].host) {
                *slot_of(memory, old->slots[i].host) = old->slots[i];
            }
        }
    }
    return memory;
}

/* The virtual host's slot, which no other one has got in this pass: who has the
 * name and the addresses of one before, which httpd permits, gets the next. */
static slot *take_slot(shared *memory, uint32_t host)
{
    slot *s = slot_of(memory, host);

    while (s && s->pass == memory->pass) {
        host = host + 1 ? host + 1 : 1;
        s = slot_of(memory, host);
    }
    if (s) {
        s->pass = memory->pass;
    }
    return s;
}

/* False when some virtual host has no place there. */
static bool give_slots(apr_pool_t *ptemp, shared *memory,
                       server_rec *main_server)
{
    memory->pass++;
    for (server_rec *server = main_server; server; server = server->next) {
        slot *s = take_slot(memory, host_number(ptemp, server));

        if (!s) {
            return false;
        }
        cors_server_of(server)->counts = &s->counts;
    }
    return true;
}

static retained *retain(apr_pool_t *ptemp)
{
    const char *key =
        apr_psprintf(ptemp, RETAINED, sizeof(shared), sizeof(slot));
    retained *kept = ap_retained_data_get(key);

    return kept ? kept : ap_retained_data_create(key, sizeof(*kept));
}

int cors_counters_share(apr_pool_t *pconf, apr_pool_t *plog, apr_pool_t *ptemp,
                        server_rec *main_server)
{
    retained *kept;
    uint32_t hosts = 1;

    (void)pconf;
    (void)plog;
    if (ap_state_query(AP_SQ_MAIN_STATE) == AP_SQ_MS_CREATE_PRE_CONFIG) {
        return OK; /* it is read once more */
    }
    kept = retain(ptemp);
    for (const server_rec *server = main_server->next; server;
         server = server->next) {
        hosts++;
    }
    if (!kept->memory || !give_slots(ptemp, kept->memory, main_server)) {
        uint32_t room = (kept->memory ? kept->memory->room : 0) + 2 * hosts;
        shared *larger =
            make_memory(main_server->process->pool,
                        room < SLOTS_LEAST ? SLOTS_LEAST : room, kept->memory);

        if (larger) {
            kept->memory = larger;
            give_slots(ptemp, larger, main_server);
        } else {
            ap_log_error(APLOG_MARK, APLOG_WARNING, 0, main_server,
                         "there is no shared memory to be had, so not every "
                         "virtual host is counted");
        }
    }
    memory_now = kept->memory;
    return OK;
}

void cors_counters_decision(const request_rec *r, const cors_request *facts,
                            const cors_verdict *verdict)
{
    cors_counts *counts = cors_server_of(r->server)->counts;

    if (!counts) {
        return;
    }
    add(&counts->results[verdict->result], 1);
    if (verdict->preflight) {
        add(&counts->preflights, 1);
    }
    switch (verdict->result) {
    case CORS_MALFORMED:
    case CORS_DENIED_ORIGIN:
    case CORS_PREFLIGHT_DENIED_ORIGIN:
    case CORS_GUARD_DENIED:
    case CORS_GUARD_REPORTED:
    case CORS_REJECTED:
        if (facts->origin) {
            cors_denied_add(&memory_now->denied, facts->origin,
                            verdict->origin_hash, r->request_time);
        }
        break;
    case CORS_NONE:
    case CORS_SAME_ORIGIN:
    case CORS_ALLOWED:
    case CORS_PREFLIGHT_ALLOWED:
    case CORS_PREFLIGHT_DENIED_METHOD:
    case CORS_PREFLIGHT_DENIED_HEADER:
    case CORS_PREFLIGHT_PASSED:
        break;
    }
}

void cors_counters_cookies(const request_rec *r, unsigned count)
{
    cors_counts *counts = cors_server_of(r->server)->counts;

    if (counts) {
        add(&counts->cookies, count);
    }
}

static void read_counts(const cors_counts *from, cors_counts *to,
                        cors_counts *sum)
{
    for (int i = 0; i < CORS_RESULTS; i++) {
        to->results[i] = read_count(&from->results[i]);
        sum->results[i] += to->results[i];
    }
    to->preflights = read_count(&from->preflights);
    sum->preflights += to->preflights;
    to->cookies = read_count(&from->cookies);
    sum->cookies += to->cookies;
}

/* "api.example.com:443"; the main server may have no port of its own. */
static const char *host_name(apr_pool_t *pool, const server_rec *server)
{
    unsigned port = server->port    ? server->port
                    : server->addrs ? server->addrs->host_port
                                    : 0;
    const char *name = server->server_hostname ? server->server_hostname : "";

    return port ? apr_psprintf(pool, "%s:%u", name, port) : name;
}

/* How often the name was seen before. */
static unsigned count_namesakes(apr_pool_t *pool, apr_hash_t *seen,
                                const char *name)
{
    unsigned *count = apr_hash_get(seen, name, APR_HASH_KEY_STRING);

    if (!count) {
        count = apr_pcalloc(pool, sizeof(*count));
        apr_hash_set(seen, name, APR_HASH_KEY_STRING, count);
    }
    return (*count)++;
}

cors_totals cors_counters_read(apr_pool_t *pool, server_rec *main_server)
{
    apr_hash_t *seen = apr_hash_make(pool);
    cors_totals totals = {
        .hosts = apr_array_make(pool, 4, sizeof(cors_tally)),
        .denied = apr_array_make(pool, CORS_DENIED_MAX, sizeof(cors_denial))};

    for (server_rec *server = main_server; server; server = server->next) {
        const cors_counts *counts = cors_server_of(server)->counts;
        cors_tally *tally = apr_array_push(totals.hosts);

        memset(tally, 0, sizeof(*tally));
        tally->name = host_name(pool, server);
        tally->namesake = count_namesakes(pool, seen, tally->name);
        tally->file = server->is_virtual ? server->defn_name : NULL;
        tally->line = server->defn_line_number;
        if (counts) {
            read_counts(counts, &tally->counts, &totals.sum);
        }
    }
    if (memory_now) {
        totals.since = memory_now->since;
        cors_denied_read(pool, &memory_now->denied, totals.denied);
    }
    return totals;
}
