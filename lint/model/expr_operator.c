/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The tests, -n and its like, and the operators with a name, -strmatch.
 */
#include <errno.h>
#include <netdb.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <apr_fnmatch.h>
#include <apr_network_io.h>
#include "lint/model/expr_run.h"

#define OTHER_FILES                                                            \
    "an expression looks at a file of the server, which is not visible here"

static lint_truth truth(bool yes)
{
    return yes ? LINT_YES : LINT_NO;
}

static lint_truth has_value(lint_expr_run *run, const lint_expr_node *node,
                            const char *argument)
{
    (void)run;
    return truth((*argument != '\0') == (node->as.test.letter == 'n'));
}

/* Anything but what says no. */
static lint_truth says_yes(lint_expr_run *run, const lint_expr_node *node,
                           const char *argument)
{
    (void)run;
    (void)node;
    return truth(*argument && strcasecmp(argument, "off") != 0 &&
                 strcasecmp(argument, "no") != 0 &&
                 strcasecmp(argument, "false") != 0 &&
                 strcmp(argument, "0") != 0);
}

/* True for an address in digits; a name would be a question to the DNS. */
static bool is_numeric(const char *text)
{
    const struct addrinfo digits = {.ai_flags = AI_NUMERICHOST};
    struct addrinfo *found = NULL;

    if (getaddrinfo(text, NULL, &digits, &found) != 0) {
        return false;
    }
    freeaddrinfo(found);
    return true;
}

static bool may_be_host(const char *text)
{
    return *text && *text != '.' &&
           strspn(text,
                  "abcdefghijklmnopqrstuvwxyz"
                  "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-") == strlen(text);
}

static lint_truth is_in_network(lint_expr_run *run, const char *text,
                                apr_ipsubnet_t *network)
{
    apr_sockaddr_t *address;

    if (!is_numeric(text)) {
        return may_be_host(text)
                   ? lint_expr_unknown(run, "an expression asks the DNS")
                   : LINT_NO;
    }
    return truth(apr_sockaddr_info_get(&address, text, APR_UNSPEC, 0, 0,
                                       run->pool) == APR_SUCCESS &&
                 apr_ipsubnet_test(network, address));
}

static lint_truth client_is_in(lint_expr_run *run, const lint_expr_node *node,
                               const char *argument)
{
    const char *client = run->context->request->remote_ip;

    (void)argument;
    return client ? is_in_network(run, client, node->network)
                  : lint_expr_unknown(run, "the client's address is not given");
}

static lint_truth judge_file(char letter, const struct stat *info)
{
    switch (letter) {
    case 'd':
        return truth(S_ISDIR(info->st_mode));
    case 'f':
        return truth(S_ISREG(info->st_mode));
    case 's':
        return truth(S_ISREG(info->st_mode) && info->st_size > 0);
    case 'L':
    case 'h':
        return truth(S_ISLNK(info->st_mode));
    case 'x':
        return truth((info->st_mode & 0111) != 0);
    default:
        return LINT_YES;
    }
}

/* -L, -h and -x look at a link itself. */
static lint_truth file_is(lint_expr_run *run, const lint_expr_node *node,
                          const char *name)
{
    char letter = node->as.test.letter;
    bool link_itself = strchr("Lhx", letter) != NULL;
    struct stat info;

    if (!*name) {
        return LINT_NO;
    }
    /* A relative name starts where httpd was started. */
    if (!run->facts->sees_files || *name != '/') {
        return lint_expr_unknown(run, OTHER_FILES);
    }
    if ((link_itself ? lstat : stat)(name, &info) == 0) {
        return judge_file(letter, &info);
    }
    /* httpd may be allowed to look where we are not. */
    return errno == EACCES ? lint_expr_unknown(run, OTHER_FILES) : LINT_NO;
}

static lint_truth subrequest(lint_expr_run *run, const lint_expr_node *node,
                             const char *argument)
{
    const lint_expr_facts *facts = run->facts;
    char letter = node->as.test.letter == 'F' ? 'F' : 'U';
    lint_truth found =
        facts->subrequest
            ? facts->subrequest(facts->data, run->context->request, letter,
                                argument)
            : LINT_UNKNOWN;

    return found == LINT_UNKNOWN
               ? lint_expr_unknown(run, "an expression asks for another URL "
                                        "or file with -U or -F")
               : found;
}

static const struct {
    const char *letters;
    lint_expr_test *run;
} tests[] = {
    {"nz", has_value},    {"T", says_yes},     {"R", client_is_in},
    {"defsLhx", file_is}, {"FUA", subrequest},
};

lint_expr_test *lint_expr_test_find(char letter)
{
    for (size_t i = 0; i < sizeof(tests) / sizeof(tests[0]); i++) {
        if (letter && strchr(tests[i].letters, letter)) {
            return tests[i].run;
        }
    }
    return NULL;
}

static lint_truth glob(const char *text, const char *pattern, int flags)
{
    return truth(apr_fnmatch(pattern, text, flags) == APR_SUCCESS);
}

static lint_truth is_like(lint_expr_run *run, const lint_expr_node *node,
                          const char *left, const char *right)
{
    (void)run;
    (void)node;
    return glob(left, right, 0);
}

static lint_truth is_like_in_any_case(lint_expr_run *run,
                                      const lint_expr_node *node,
                                      const char *left, const char *right)
{
    (void)run;
    (void)node;
    return glob(left, right, APR_FNM_CASE_BLIND);
}

static lint_truth is_path_like(lint_expr_run *run, const lint_expr_node *node,
                               const char *left, const char *right)
{
    (void)run;
    (void)node;
    return glob(left, right, APR_FNM_PATHNAME);
}

static lint_truth address_is_in(lint_expr_run *run, const lint_expr_node *node,
                                const char *left, const char *right)
{
    (void)right;
    return is_in_network(run, left, node->network);
}

lint_expr_binary *lint_expr_binary_find(const char *name)
{
    static const struct {
        const char *name;
        lint_expr_binary *run;
    } operators[] = {
        {"strmatch", is_like},
        {"strcmatch", is_like_in_any_case},
        {"fnmatch", is_path_like},
        {"ipmatch", address_is_in},
    };

    for (size_t i = 0; i < sizeof(operators) / sizeof(operators[0]); i++) {
        if (strcasecmp(operators[i].name, name) == 0) {
            return operators[i].run;
        }
    }
    return NULL;
}

bool lint_expr_binary_wants_network(lint_expr_binary *binary)
{
    return binary == address_is_in;
}
