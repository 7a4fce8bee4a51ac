/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/model/list.h"

apr_array_header_t *lint_list_begin(apr_pool_t *pool, size_t size)
{
    apr_array_header_t *list = apr_pcalloc(pool, sizeof(*list));

    list->pool = pool;
    list->elt_size = (int)size;
    return list;
}

apr_array_header_t *lint_list_join(apr_pool_t *pool, apr_array_header_t *first,
                                   apr_array_header_t *second)
{
    return !first || !first->nelts     ? second
           : !second || !second->nelts ? first
                                       : apr_array_append(pool, first, second);
}
