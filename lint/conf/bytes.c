/* SPDX-License-Identifier: Apache-2.0 */
#include "bytes.h"

const unsigned char lint_bytes[256] = {
    ['\0'] = LINT_BYTE_END,    ['\t'] = LINT_BYTE_BLANK,
    ['\n'] = LINT_BYTE_BLANK,  ['\v'] = LINT_BYTE_BLANK,
    ['\f'] = LINT_BYTE_BLANK,  ['\r'] = LINT_BYTE_BLANK,
    [' '] = LINT_BYTE_BLANK,   ['"'] = LINT_BYTE_QUOTE,
    ['\''] = LINT_BYTE_QUOTE,  ['\\'] = LINT_BYTE_ESCAPE,
    ['$'] = LINT_BYTE_DOLLAR,  ['{'] = LINT_BYTE_MARK,
    ['@'] = LINT_BYTE_MARK,    ['<'] = LINT_BYTE_ANGLE,
    ['%'] = LINT_BYTE_PERCENT,
};
