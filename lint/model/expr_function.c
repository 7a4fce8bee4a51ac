/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The functions: req('Origin'), and %{req:Origin}, which is the same.
 */
#include <string.h>
#include <strings.h>
#include <apr_base64.h>
#include <apr_escape.h>
#include <apr_file_io.h>
#include <apr_file_info.h>
#include <apr_lib.h>
#include <apr_md5.h>
#include <apr_sha1.h>
#include <apr_strings.h>
#include "lint/model/expr_run.h"

#define OTHER_FILES                                                            \
    "an expression looks at a file of the server, which is not visible here"
/* file()'s. */
#define LARGEST_FILE ((apr_off_t)10 * 1024 * 1024)

static lint_text request_header(lint_expr_run *run, const char *name)
{
    lint_expr_remember_read(run, LINT_KNOWN(name));
    return lint_table_get(run->context->request->headers_in, name);
}

static lint_text request_header_silently(lint_expr_run *run, const char *name)
{
    return lint_table_get(run->context->request->headers_in, name);
}

static lint_text response_header(lint_expr_run *run, const char *name)
{
    const lint_request *request = run->context->request;
    lint_text text = lint_table_get(request->headers_out, name);

    return lint_text_is_unset(text)
               ? lint_table_get(request->err_headers_out, name)
               : text;
}

static lint_text note(lint_expr_run *run, const char *name)
{
    return lint_table_get(run->context->request->notes, name);
}

static lint_text request_variable(lint_expr_run *run, const char *name)
{
    return lint_table_get(run->context->request->env, name);
}

static lint_text environment(lint_expr_run *run, const char *name)
{
    const lint_expr_facts *facts = run->facts;

    return facts->environment
               ? facts->environment(facts->data, name)
               : LINT_UNKNOWABLE("an expression looks at httpd's process "
                                 "environment");
}

static lint_text any_variable(lint_expr_run *run, const char *name)
{
    lint_text text = note(run, name);

    if (lint_text_is_unset(text)) {
        text = request_variable(run, name);
    }
    return lint_text_is_unset(text) ? environment(run, name) : text;
}

static lint_text lower(lint_expr_run *run, const char *argument)
{
    char *text = apr_pstrdup(run->pool, argument);

    for (char *at = text; *at; at++) {
        *at = (char)apr_tolower(*at);
    }
    return LINT_KNOWN(text);
}

static lint_text upper(lint_expr_run *run, const char *argument)
{
    char *text = apr_pstrdup(run->pool, argument);

    for (char *at = text; *at; at++) {
        *at = (char)apr_toupper(*at);
    }
    return LINT_KNOWN(text);
}

/* Bytes as lower-case hexadecimal digits. Returns the end of what it wrote. */
static char *write_hex(char *out, const unsigned char *bytes, size_t count)
{
    static const char digits[] = "0123456789abcdef";

    for (size_t i = 0; i < count; i++) {
        *out++ = digits[bytes[i] >> 4];
        *out++ = digits[bytes[i] & 0xf];
    }
    return out;
}

static const char *hex(apr_pool_t *pool, const unsigned char *bytes,
                       size_t count)
{
    char *text = apr_palloc(pool, 2 * count + 1);

    *write_hex(text, bytes, count) = '\0';
    return text;
}

/* ap_escape_uri: a path's own signs stay. */
static lint_text escape(lint_expr_run *run, const char *argument)
{
    char *text = apr_palloc(run->pool, 3 * strlen(argument) + 1);
    char *out = text;

    for (const char *in = argument; *in; in++) {
        unsigned char byte = (unsigned char)*in;

        if (byte < 0x80 &&
            (apr_isalnum(byte) || strchr("$-_.+!*'(),:;@&=/~", byte))) {
            *out++ = *in;
        } else {
            *out++ = '%';
            out = write_hex(out, &byte, 1);
        }
    }
    *out = '\0';
    return LINT_KNOWN(text);
}

static int digit_value(char digit)
{
    return apr_isdigit(digit) ? digit - '0' : apr_tolower(digit) - 'a' + 10;
}

/* A %2f stays; anything wrong makes the whole empty. */
static lint_text unescape(lint_expr_run *run, const char *argument)
{
    char *text = apr_palloc(run->pool, strlen(argument) + 1);
    char *out = text;

    for (const char *in = argument; *in; in++) {
        char byte;

        if (*in != '%') {
            *out++ = *in;
            continue;
        }
        if (!apr_isxdigit(in[1]) || !apr_isxdigit(in[2])) {
            return LINT_KNOWN("");
        }
        byte = (char)(digit_value(in[1]) * 16 + digit_value(in[2]));
        if (!byte) {
            return LINT_KNOWN("");
        }
        if (byte == '/') {
            memcpy(out, in, 3);
            out += 3;
        } else {
            *out++ = byte;
        }
        in += 2;
    }
    *out = '\0';
    return LINT_KNOWN(text);
}

static lint_text encode(lint_expr_run *run, const char *argument)
{
    int length = (int)strlen(argument);
    char *text =
        apr_palloc(run->pool, (apr_size_t)apr_base64_encode_len(length));

    apr_base64_encode(text, argument, length);
    return LINT_KNOWN(text);
}

static lint_text decode(lint_expr_run *run, const char *argument)
{
    int length = apr_base64_decode_len(argument);
    /* One more: APR counts no room for the end when there is no padding. */
    char *text = apr_pcalloc(run->pool, (apr_size_t)length + 1);

    apr_base64_decode(text, argument);
    return LINT_KNOWN(text);
}

static lint_text sha1(lint_expr_run *run, const char *argument)
{
    apr_sha1_ctx_t context;
    unsigned char digest[APR_SHA1_DIGESTSIZE];

    apr_sha1_init(&context);
    apr_sha1_update(&context, argument, (unsigned)strlen(argument));
    apr_sha1_final(digest, &context);
    return LINT_KNOWN(hex(run->pool, digest, sizeof(digest)));
}

static lint_text md5(lint_expr_run *run, const char *argument)
{
    unsigned char digest[APR_MD5_DIGESTSIZE];

    apr_md5(digest, argument, strlen(argument));
    return LINT_KNOWN(hex(run->pool, digest, sizeof(digest)));
}

static lint_text ldap(lint_expr_run *run, const char *argument)
{
    return LINT_KNOWN(apr_pescape_ldap(run->pool, argument, APR_ESCAPE_STRING,
                                       APR_ESCAPE_LDAP_ALL));
}

/* A relative name starts where httpd was started. */
static bool can_look(const lint_expr_run *run, const char *name)
{
    return run->facts->sees_files && *name == '/';
}

static lint_text file(lint_expr_run *run, const char *name)
{
    apr_file_t *in;
    apr_finfo_t info;
    apr_size_t length;
    char *text;

    if (*name && !can_look(run, name)) {
        return LINT_UNKNOWABLE(OTHER_FILES);
    }
    if (apr_file_open(&in, name, APR_FOPEN_READ, APR_FPROT_OS_DEFAULT,
                      run->pool) != APR_SUCCESS) {
        lint_expr_give_up(
            run, apr_psprintf(run->pool, "it cannot open \"%s\"", name));
        return LINT_UNSET;
    }
    if (apr_file_info_get(&info, APR_FINFO_SIZE, in) != APR_SUCCESS ||
        info.size > LARGEST_FILE) {
        lint_expr_give_up(run,
                          apr_psprintf(run->pool, "\"%s\" is too large", name));
        apr_file_close(in);
        return LINT_UNSET;
    }
    length = (apr_size_t)info.size;
    text = apr_pcalloc(run->pool, length + 1);
    if (length > 0 &&
        apr_file_read_full(in, text, length, NULL) != APR_SUCCESS) {
        lint_expr_give_up(
            run, apr_psprintf(run->pool, "it cannot read \"%s\"", name));
    }
    apr_file_close(in);
    return LINT_KNOWN(text);
}

static lint_text filesize(lint_expr_run *run, const char *name)
{
    apr_finfo_t info;

    if (*name && !can_look(run, name)) {
        return LINT_UNKNOWABLE(OTHER_FILES);
    }
    if (apr_stat(&info, name, APR_FINFO_MIN, run->pool) != APR_SUCCESS ||
        info.filetype != APR_REG) {
        return LINT_KNOWN("0");
    }
    return LINT_KNOWN(apr_psprintf(run->pool, "%" APR_OFF_T_FMT, info.size));
}

static lint_text tls(lint_expr_run *run, const char *name)
{
    (void)run;
    (void)name;
    return LINT_UNKNOWABLE("an expression depends on the TLS connection");
}

static const lint_expr_function_row functions[] = {
    {"req", request_header, false},
    {"http", request_header, false},
    {"req_novary", request_header_silently, false},
    {"resp", response_header, false},
    {"reqenv", request_variable, false},
    {"env", any_variable, false},
    {"osenv", environment, false},
    {"note", note, false},
    {"tolower", lower, false},
    {"toupper", upper, false},
    {"escape", escape, false},
    {"unescape", unescape, false},
    {"base64", encode, false},
    {"unbase64", decode, false},
    {"md5", md5, false},
    {"sha1", sha1, false},
    {"ldap", ldap, false},
    {"file", file, true},
    {"filesize", filesize, true},
};

#define COUNT (sizeof(functions) / sizeof(functions[0]))

const lint_expr_function_row *lint_expr_function_find(const char *name)
{
    /* mod_ssl's, and in this spelling only. */
    static const lint_expr_function_row of_tls = {"SSL", tls, false};

    for (size_t i = 0; i < COUNT; i++) {
        if (strcasecmp(functions[i].name, name) == 0) {
            return &functions[i];
        }
    }
    return strcmp(name, of_tls.name) == 0 ? &of_tls : NULL;
}

const char *lint_expr_function_name(unsigned index)
{
    return index < COUNT ? functions[index].name : NULL;
}

bool lint_expr_reads_headers(lint_expr_function *function)
{
    return function == request_header;
}
