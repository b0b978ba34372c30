/* SPDX-License-Identifier: GPL-3.0-or-later
 * Writing a draft: dataset.conf, each guess marked, and its tables. */
#include "config.h"

#include "collect/describe_inner.h"

#include "lib/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- the dataset --- */

static void put_id(struct ct_buffer *out, const char *path)
{
    const char *name = ct_base_name(path), *end = strchr(name, '.');
    size_t n = end && end > name ? (size_t)(end - name) : strlen(name);
    ct_buffer_text(out, "id = \"draft");
    bool dash = true;
    for (size_t i = 0; i < n && i < 40; i++) {
        char c =
            (char)(name[i] >= 'A' && name[i] <= 'Z' ? name[i] + 32 : name[i]);
        bool stays = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (stays && dash)
            ct_buffer_byte(out, '-');
        if (stays)
            ct_buffer_byte(out, c);
        dash = !stays;
    }
    ct_buffer_text(out, "\";\n");
}

static void put_head(const struct ct_seen *seen, struct ct_buffer *out)
{
    ct_buffer_text(out, "# A draft, to be looked through: ");
    ct_put_plain(out, ct_base_name(seen->path));
    ct_buffer_text(out, "\n# What is marked \"guess\" was not known but "
                        "guessed.\n");
    if (*seen->broken) {
        ct_buffer_text(out, "# It cannot be read to its end: ");
        ct_put_plain(out, seen->broken);
        ct_buffer_byte(out, '\n');
    }
    put_id(out, seen->path);
    ct_buffer_text(out, "title = ");
    ct_put_quoted(out, seen->title ? seen->title : ct_base_name(seen->path));
    ct_buffer_text(out, ";\n"
                        "publisher = \"\";\nurl = \"\";\nlicence = \"\";\n"
                        "citation = \"\";\ndescription = \"\";\n"
                        "# recording = { source = \"police\"; };    only what "
                        "the publisher says\n\n");
}

/* --- bytes and rows --- */

static void put_tables(const struct ct_seen *seen, struct ct_buffer *out)
{
    if (seen->n_tables < 2)
        return;
    ct_buffer_printf(
        out, "# %s:", seen->archive ? "files in the archive" : "sheets");
    for (size_t i = 0; i < seen->n_tables; i++) {
        ct_buffer_text(out, i ? ", '" : " '");
        ct_put_plain(out, seen->table[i].name);
        ct_buffer_printf(out, "' (%zu rows%s)", seen->table[i].n_rows,
                         seen->archive ? " in its first part" : "");
    }
    if (seen->n_more)
        ct_buffer_printf(out, " and %zu more", seen->n_more);
    ct_buffer_printf(out, "\n%s = ", seen->archive ? "member" : "sheet");
    ct_put_pattern(out, seen->table[seen->chosen].name);
    ct_buffer_text(out, ";    # guess: most numbers\n");
}

static void put_bytes(const struct ct_seen *seen, struct ct_buffer *out)
{
    const char mark[] = {seen->delimiter, '\0'};
    ct_buffer_printf(out, "carrier = \"%s\";\n", seen->carrier->name);
    put_tables(seen, out);
    if (strcmp(seen->carrier->name, "delimited") != 0)
        return;
    ct_buffer_printf(out, "encoding = \"%s\";    # %s%s\n", seen->encoding,
                     strcmp(seen->encoding, "utf-8") == 0 ? "" : "guess: ",
                     seen->encoding_why);
    ct_buffer_printf(out,
                     "delimiter = %s%s%s;    # guess: as often in most "
                     "lines\n",
                     "\"", seen->delimiter == '\t' ? "\\t" : mark, "\"");
}

static void put_header(const struct ct_seen *seen, struct ct_buffer *out)
{
    if (!seen->has_header) {
        ct_buffer_text(out, "columns = [");
        for (size_t i = 0; i < seen->n_columns; i++) {
            ct_buffer_text(out, i ? ", " : "");
            ct_put_quoted(out, seen->column[i].name);
        }
        ct_buffer_printf(out, "];    # guess: no header, %s; give them names\n",
                         seen->header_why);
        return;
    }
    if (seen->packed)
        ct_buffer_text(out, "packed = \",\";\n");
    if (seen->n_above > 30)
        ct_buffer_printf(out, "preamble = %zu;\n", seen->n_above + 10);
    ct_buffer_printf(out, "# guess: the header is %s\n", seen->header_why);
    if (seen->form.header_rows > 1)
        ct_buffer_printf(out,
                         "header_rows = %d;    # guess: the second row "
                         "fills gaps of the first\n",
                         seen->form.header_rows);
    if (seen->form.merged)
        ct_buffer_text(out, "merged = true;    # guess: blanks in the header, "
                            "or names that come twice\n");
}

static void put_rows(const struct ct_seen *seen, struct ct_buffer *out)
{
    if (seen->has_blanks)
        ct_buffer_text(out,
                       "trim = true;    # there are blanks around cells\n");
    if (seen->n_ragged && !seen->carrier->ragged)
        ct_buffer_printf(out,
                         "short_rows = true;    # guess: %llu rows are "
                         "short\n",
                         seen->n_ragged);
    if (seen->n_short)
        ct_buffer_printf(out,
                         "# %llu rows have one cell only: titles or notes? "
                         "See end, skip, titles. The first: '",
                         seen->n_short);
    if (seen->n_short) {
        ct_put_plain(out, seen->first_short ? seen->first_short : "");
        ct_buffer_text(out, "'\n");
    }
}

/* --- columns --- */

static void put_key(const struct ct_seen_column *c, bool first,
                    struct ct_buffer *out)
{
    ct_buffer_text(out, first ? "    { column = " : ",\n    { column = ");
    ct_put_quoted(out, c->name);
    ct_buffer_printf(out, "; map = \"%s\";", c->map);
    if (c->label) {
        ct_buffer_text(out, " label = ");
        ct_put_quoted(out, c->label->name);
        ct_buffer_text(out, ";");
    }
    ct_buffer_text(out, " }");
}

static void put_keys(const struct ct_seen *seen, struct ct_buffer *out)
{
    bool first = true;
    for (size_t i = 0; i < seen->n_columns; i++) {
        const struct ct_seen_column *c = &seen->column[i];
        if (c->role != CT_ROLE_CODES)
            continue;
        ct_buffer_text(out, "# guess: '");
        ct_put_plain(out, c->name);
        ct_buffer_printf(out, "' is %s: ", c->dimension);
        ct_put_plain(out, c->why);
        ct_buffer_text(out,
                       c->too_many ? " (not all are in the table)\n" : "\n");
    }
    ct_buffer_text(out, "keys = (\n");
    for (size_t i = 0; i < seen->n_columns; i++)
        if (seen->column[i].role == CT_ROLE_CODES) {
            put_key(&seen->column[i], first, out);
            first = false;
        }
    if (ct_seen_header_key(seen))
        ct_buffer_printf(out, "%s    { header = %s; map = \"columns.csv\"; }",
                         first ? "" : ",\n",
                         seen->packed_names ? "\"^(.*)[|_][0-9]{4}[*() ]*$\""
                                            : "true");
    ct_buffer_text(out, "\n);\n");
}

static bool is_left(const struct ct_seen *seen, size_t i)
{
    if (seen->column[i].role == CT_ROLE_LABEL) {
        for (size_t k = 0; k < seen->n_columns; k++)
            if (seen->column[k].role == CT_ROLE_CODES &&
                seen->column[k].label == &seen->column[i])
                return false;
        return true;
    }
    return seen->column[i].role == CT_ROLE_NOTHING && !(seen->packed && !i);
}

static void put_ignored(const struct ct_seen *seen, struct ct_buffer *out)
{
    size_t n = 0;
    for (size_t i = 0; i < seen->n_columns; i++) {
        const struct ct_seen_column *c = &seen->column[i];
        if (!is_left(seen, i))
            continue;
        ct_buffer_text(out, n++ ? "" : "ignore = [\n");
        ct_buffer_text(out, "    ");
        ct_put_quoted(out, c->name);
        bool last = true;
        for (size_t k = i + 1; k < seen->n_columns; k++)
            last = last && !is_left(seen, k);
        ct_buffer_text(out, last ? "     # guess: " : ",    # guess: ");
        ct_put_plain(out, c->why);
        ct_buffer_byte(out, '\n');
    }
    ct_buffer_text(out, n ? "];\n" : "");
    if (seen->n_unseen)
        ct_buffer_printf(out, "# %zu more columns were not looked at\n",
                         seen->n_unseen);
}

static void put_layout(const struct ct_seen *seen, struct ct_buffer *out)
{
    const struct ct_seen_column *value = ct_seen_column_of(seen, CT_ROLE_VALUE);
    ct_buffer_printf(out, "\nlayout = \"%s\";    # guess: ", seen->layout);
    ct_put_plain(out, seen->layout_why);
    ct_buffer_byte(out, '\n');
    ct_seen_put_time(seen, out);
    if (strcmp(seen->layout, "long") == 0) {
        ct_buffer_text(out, "numbers = { value = ");
        ct_put_quoted(out, value->name);
        ct_buffer_printf(out, "; };    # guess: %s\n", value->why);
    }
    if (strcmp(seen->layout, "incident") == 0)
        ct_buffer_text(out, "count = \"rows\";    # or distinct COLUMN, sum "
                            "COLUMN\n");
    ct_seen_put_numbers(seen, out);
    if (!ct_seen_header_key(seen))
        ct_buffer_text(out, "constants = { measure = \"offences\"; };    # "
                            "guess\n");
    ct_buffer_byte(out, '\n');
}

void ct_seen_write(struct ct_seen *seen, struct ct_draft *out)
{
    struct ct_buffer conf = {0};
    put_head(seen, &conf);
    put_bytes(seen, &conf);
    put_header(seen, &conf);
    put_rows(seen, &conf);
    put_layout(seen, &conf);
    put_keys(seen, &conf);
    put_ignored(seen, &conf);
    out->conf = ct_buffer_take(&conf);
    for (size_t i = 0; i < seen->n_columns; i++)
        if (seen->column[i].role == CT_ROLE_CODES)
            ct_seen_put_table(seen, &seen->column[i], out);
    if (ct_seen_header_key(seen))
        ct_seen_put_columns(seen, out);
}
