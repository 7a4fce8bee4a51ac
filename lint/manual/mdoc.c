/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/manual/mdoc.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdbool.h>
#include <string.h>
#include "lint/version.h"

/* Lines of the source are broken at this column. */
#define WIDTH 72

/* A hyphen is escaped for whoever copies an option from the page: formatters
 * make a typographical one of it else, as they do of quotes. */
static const char *escape(char c)
{
    switch (c) {
    case '\\':
        return "\\e";
    case '-':
        return "\\-";
    case '\'':
        return "\\(aq";
    case '`':
        return "\\(ga";
    case '"':
        return "\\(dq";
    case '^':
        return "\\(ha";
    case '~':
        return "\\(ti";
    default:
        return NULL;
    }
}

static int put(FILE *out, const char *text, size_t length)
{
    int width = 0;

    for (size_t i = 0; i < length; i++) {
        const char *escaped = escape(text[i]);

        if (escaped) {
            width += fprintf(out, "%s", escaped);
        } else {
            fputc(text[i], out);
            width++;
        }
    }
    return width;
}

static void put_argument(FILE *out, const char *argument, size_t length)
{
    const char *quote = memchr(argument, ' ', length) ? "\"" : "";

    /* What is short may be the name of a macro, or punctuation. */
    fprintf(out, " %s%s", quote,
            length < 4 && !isdigit((unsigned char)*argument) ? "\\&" : "");
    put(out, argument, length);
    fputs(quote, out);
}

void lint_mdoc_macro(FILE *out, const char *macro, ...)
{
    va_list arguments;
    const char *argument;

    fprintf(out, ".%s", macro);
    va_start(arguments, macro);
    while ((argument = va_arg(arguments, const char *))) {
        put_argument(out, argument, strlen(argument));
    }
    va_end(arguments);
    fputc('\n', out);
}

void lint_mdoc_item(FILE *out, const char *macro, const char *name,
                    const char *value)
{
    fprintf(out, ".It %s", macro);
    put_argument(out, name, strlen(name));
    if (value) {
        fputs(" Ar", out);
        put_argument(out, value, strlen(value));
    }
    fputc('\n', out);
}

void lint_mdoc_begin(FILE *out, const char *name, int section,
                     const char *title)
{
    fputs(".\\\" SPDX-License-Identifier: Apache-2.0\n.Dd " LINT_VERSION_DATE
          "\n.Dt ",
          out);
    for (const char *c = name; *c; c++) {
        fputc(*c >= 'a' && *c <= 'z' ? *c - 'a' + 'A' : *c, out);
    }
    fprintf(out, " %d\n.Os mod_cors_creds " LINT_VERSION "\n.Sh NAME\n",
            section);
    lint_mdoc_macro(out, "Nm", name, NULL);
    lint_mdoc_macro(out, "Nd", title, NULL);
}

/* True for the last word of a sentence, which is the last of its line. */
static bool is_end(const char *word, size_t length)
{
    while (length > 1 && strchr(")\"", word[length - 1])) {
        length--;
    }
    return strchr(".!?", word[length - 1]) &&
           !(length > 2 && strncmp(word + length - 3, "...", 3) == 0);
}

/* A paragraph, with or without ends of lines in it. */
static void put_paragraph(FILE *out, const char *text, size_t bytes)
{
    const char *end = text + bytes;
    int column = 0;

    while (text < end) {
        size_t length = strcspn(text, " \n");
        bool ends;

        if (text + length > end) {
            length = (size_t)(end - text);
        }
        ends = length > 0 && is_end(text, length);
        if (length > 0) {
            if (column && column + (int)length >= WIDTH) {
                fputc('\n', out);
                column = 0;
            }
            column += fprintf(out, "%s",
                              column         ? " "
                              : *text == '.' ? "\\&"
                                             : "");
            column += put(out, text, length);
            /* No full stop, and so no wider gap behind it. */
            if (text[length - 1] == '.' && !ends) {
                fputs("\\&", out);
            }
        }
        text += length;
        text += text < end;
        if (ends && text < end) {
            fputc('\n', out);
            column = 0;
        }
    }
    if (column) {
        fputc('\n', out);
    }
}

/* The lines up to the first that is empty, or indented where the first is not
 * and the other way round. */
static size_t block_of(const char *text)
{
    bool indented = *text == ' ';
    size_t bytes = 0;

    while (text[bytes] && text[bytes] != '\n' &&
           (text[bytes] == ' ') == indented) {
        bytes += strcspn(text + bytes, "\n");
        bytes += text[bytes] == '\n';
    }
    return bytes;
}

/* Without as many blanks as its first line begins with. */
static void put_example(FILE *out, const char *text, size_t bytes)
{
    const char *end = text + bytes;
    size_t margin = strspn(text, " ");

    fputs(".Bd -literal -offset indent\n", out);
    while (text < end) {
        size_t blanks = strspn(text, " ");
        size_t length;

        text += blanks < margin ? blanks : margin;
        length = strcspn(text, "\n");
        fputs(*text == '.' ? "\\&" : "", out);
        put(out, text, length);
        fputc('\n', out);
        text += length;
        text += *text == '\n';
    }
    fputs(".Ed\n", out);
}

void lint_mdoc_text(FILE *out, const char *text)
{
    bool first = true;

    while (*text) {
        size_t bytes = block_of(text);

        if (bytes == 0) {
            text++; /* an empty line */
            continue;
        }
        if (*text == ' ') {
            put_example(out, text, bytes);
            /* A display stands off what is before it, not what follows. */
            first = false;
        } else {
            if (!first) {
                fputs(".Pp\n", out);
            }
            put_paragraph(out, text, bytes);
            first = false;
        }
        text += bytes;
    }
}

void lint_mdoc_paragraph(FILE *out, const char *text)
{
    fputs(*text == ' ' ? "" : ".Pp\n", out);
    lint_mdoc_text(out, text);
}

void lint_mdoc_example(FILE *out, const char *lines)
{
    put_example(out, lines, strlen(lines));
}

/* An option, a word or, in capitals, what stands for one. */
static void put_word(FILE *out, const char *text, size_t length)
{
    bool dash = *text == '-';
    const char *macro = dash ? "Fl" : "Cm";

    for (size_t i = 0; !dash && i < length; i++) {
        if (isupper((unsigned char)text[i])) {
            macro = "Ar";
        }
    }
    fputs(macro, out);
    put_argument(out, text + dash, length - dash);
}

void lint_mdoc_arguments(FILE *out, const char *usage, size_t bytes)
{
    const char *end = usage + bytes;

    while (usage < end) {
        const char *blank = memchr(usage, ' ', (size_t)(end - usage));
        const char *stop = blank ? blank : end;
        size_t length = (size_t)(stop - usage);
        bool opens = *usage == '[';
        bool closes = length > 0 && stop[-1] == ']' &&
                      !memchr(usage + opens, '[', length - opens);

        if (length > 0) {
            fputs(opens && closes ? ".Op " : opens ? ".Oo\n." : ".", out);
            put_word(out, usage + opens, length - opens - closes);
            fputs(closes && !opens ? "\n.Oc\n" : "\n", out);
        }
        usage = blank ? blank + 1 : end;
    }
}
