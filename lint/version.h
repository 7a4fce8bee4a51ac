/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which corslint this is: for --version, and for reports that name their tool.
 */
#ifndef LINT_VERSION_H
#define LINT_VERSION_H

#define LINT_VERSION "0.1.0"
/* Of the manual pages. */
#define LINT_VERSION_DATE "November 30, 2026"

#endif
