/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is wrong with sections that no directive alone is wrong about: found
 * when all of them are known, by the module when httpd starts and by corslint.
 */
#ifndef CORS_POLICY_CHECK_H
#define CORS_POLICY_CHECK_H

#include "policy.h"

/* True when a section has a say in what cors_policy_check looks at: a list that
 * it inherits is not judged again for each of 5,000 virtual hosts. */
bool cors_policy_is_judged(const cors_policy *section);

/* Adds what is wrong with the policy as a whole, such as `*` with
 * credentials; each problem carries the place of the value. */
void cors_policy_check(const cors_policy *policy, cors_problems *problems);

/* The same of an .htaccess, whose policy holds inside that of its server: what
 * it inherits was judged at start-up, and this is on the path of a request. */
void cors_htaccess_check(const cors_policy *section, const cors_policy *server,
                         cors_problems *problems);

/* What the sections say between them that can merge with one of a server. */
typedef struct cors_neighbours {
    bool origins; /* one of them has origins */
    bool enabled; /* one of them is On */
} cors_neighbours;

/* Counts a section in. */
void cors_neighbours_add(cors_neighbours *neighbours,
                         const cors_policy *section);

/* Counts in all that others count. */
void cors_neighbours_join(cors_neighbours *neighbours,
                          const cors_neighbours *others);

/* Adds what no request can come to use: On where nobody can have an origin, a
 * guard where nobody is On. A section counts among its own neighbours. */
void cors_section_check(const cors_section *section,
                        const cors_neighbours *neighbours,
                        cors_problems *problems);

/* Adds that a directive stands in <Limit> or <LimitExcept>. */
void cors_directive_refuse_limit(const cors_place *place,
                                 cors_problems *problems);

#endif
