/* SPDX-License-Identifier: GPL-3.0-or-later
 * Options as table rows: help and provenance. */
#include "config.h"

#include "lib/option.h"

#include "lib/number.h"

#include <stdio.h>
#include <string.h>

enum { HELP_COLUMN = 30, HELP_WIDTH = 80 };

/* Appends words from column `left`, wrapped; the line is at column `at`. */
static void wrap(struct ct_buffer *out, const char *text, size_t at,
                 size_t left)
{
    while (*text) {
        size_t n = strcspn(text, " ");
        if (at > left && at + 1 + n > HELP_WIDTH) {
            ct_buffer_printf(out, "\n%*s", (int)left, "");
            at = left;
        } else if (at > left) {
            ct_buffer_byte(out, ' ');
            at++;
        }
        ct_buffer_add(out, text, n);
        at += n;
        text += n;
        text += strspn(text, " ");
    }
    ct_buffer_byte(out, '\n');
}

void ct_help_row(struct ct_buffer *out, const char *head, size_t left,
                 const char *text)
{
    size_t at = strlen(head);
    ct_buffer_text(out, head);
    if (at + 2 > left) {
        ct_buffer_byte(out, '\n');
        at = 0;
    }
    ct_buffer_printf(out, "%*s", (int)(left - at), "");
    wrap(out, text, left, left);
}

static void row_help(const struct ct_option *o, struct ct_buffer *out)
{
    char head[256], letter[8] = "    ";
    if (o->letter)
        snprintf(letter, sizeof letter, "-%c, ", o->letter);
    const char *argument =
        o->type == CT_OPTION_CHOICE ? o->choices : o->argument;
    snprintf(head, sizeof head, "  %s--%s%s%s", letter, o->name,
             argument ? "=" : "", argument ? argument : "");
    ct_help_row(out, head, HELP_COLUMN, o->help);
}

void ct_options_help(const struct ct_option_set *sets, size_t n,
                     struct ct_buffer *out)
{
    for (size_t s = 0; s < n; s++) {
        if (!sets[s].rows || !sets[s].rows->name)
            continue;
        if (sets[s].heading)
            ct_buffer_printf(out, "\n%s\n", sets[s].heading);
        for (const struct ct_option *o = sets[s].rows; o->name; o++)
            row_help(o, out);
    }
}

void ct_option_choice(const struct ct_option *row, int number, char *out,
                      size_t size)
{
    const char *c = row->choices;
    for (int i = 0; i < number; i++)
        c += strcspn(c, "|") + 1;
    snprintf(out, size, "%.*s", (int)strcspn(c, "|"), c);
}

bool ct_option_is_file(const struct ct_option *row, const void *target)
{
    if (row->type != CT_OPTION_INPUT && row->type != CT_OPTION_TABLE)
        return false;
    const void *field = (const char *)target + row->offset;
    const char *word = *(const char *const *)field;
    return word && (row->type == CT_OPTION_INPUT || strpbrk(word, "./"));
}

static void print_list(const struct ct_option *o, const struct ct_words *list,
                       struct ct_buffer *out)
{
    for (size_t i = 0; i < list->n; i++)
        ct_buffer_printf(out, " %s=%s", o->name, list->word[i]);
}

static void print_row(const struct ct_option *o, const void *field,
                      struct ct_buffer *out)
{
    char text[80] = "";
    const char *word = text;
    switch (o->type) {
    case CT_OPTION_FLAG:
        word = *(const bool *)field ? "yes" : NULL;
        break;
    case CT_OPTION_TEXT:
    case CT_OPTION_INPUT:
    case CT_OPTION_TABLE:
    case CT_OPTION_OUTPUT:
        word = *(const char *const *)field;
        break;
    case CT_OPTION_LIST:
        print_list(o, field, out);
        return;
    case CT_OPTION_CHOICE:
        ct_option_choice(o, *(const int *)field, text, sizeof text);
        break;
    case CT_OPTION_INT:
        snprintf(text, sizeof text, "%d", *(const int *)field);
        break;
    case CT_OPTION_REAL:
        ct_number_format(*(const double *)field, text);
        break;
    }
    if (word)
        ct_buffer_printf(out, " %s=%s", o->name, word);
}

void ct_options_print(const struct ct_option *rows, const void *target,
                      struct ct_buffer *out)
{
    struct ct_buffer own = {0};
    for (const struct ct_option *o = rows; o->name; o++)
        print_row(o, (const char *)target + o->offset, &own);
    if (own.size)
        ct_buffer_text(out, own.data + (out->size ? 0 : 1));
    ct_buffer_clear(&own);
}
