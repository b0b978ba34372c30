/* SPDX-License-Identifier: GPL-3.0-or-later
 * Where the header is, and which texts the columns below it hold. */
#include "config.h"

#include "collect/describe_inner.h"

#include "lib/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PACKED_MAX = 20 };

/* --- cells --- */

bool ct_looks_number(const char *text, size_t n)
{
    bool digit = false;
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)text[i];
        if (c >= '0' && c <= '9')
            digit = true;
        else if (!strchr(".,+-'% ", c) && c != 0xc2 && c != 0xa0)
            return false;
    }
    return digit;
}

bool ct_looks_period(const char *text, size_t n)
{
    const struct ct_time_style style = {.n_formats = 0};
    struct ct_time time;
    int year, sub;
    if (ct_time_read(&style, text, n, &time, NULL) < 0)
        return false;
    ct_period_parts(time.period, &year, &sub);
    return year >= 1800 && year <= 2100;
}

struct kinds {
    size_t n_filled, n_numbers, n_periods, width;
};

static struct kinds kinds_of(const struct ct_kept_row *row)
{
    struct kinds k = {0};
    for (size_t i = 0; i < row->n; i++) {
        const char *cell = row->cell[i] + strspn(row->cell[i], " ");
        size_t n = strlen(cell);
        while (n && cell[n - 1] == ' ')
            n--;
        if (!n)
            continue;
        k.n_filled++;
        k.width = i + 1;
        if (ct_looks_period(cell, n))
            k.n_periods++;
        else
            k.n_numbers += ct_looks_number(cell, n);
    }
    return k;
}

/* --- the header --- */

static int by_size(const void *a, const void *b)
{
    size_t x = *(const size_t *)a, y = *(const size_t *)b;
    return x < y ? -1 : x > y;
}

/* The usual width of a row. */
static size_t usual_width(const struct ct_seen *seen)
{
    size_t width[CT_SEEN_ROWS], n = 0;
    for (size_t i = 0; i < seen->n_kept; i++) {
        width[n] = kinds_of(&seen->kept[i]).width;
        n += width[n] > 0;
    }
    if (!n)
        return 0;
    qsort(width, n, sizeof *width, by_size);
    return width[n / 2];
}

/* A header is nearly as wide as the rows below it, and of words and periods. */
static bool may_be_header(const struct kinds *k, size_t width)
{
    return k->n_filled * 2 >= width && k->n_filled && !k->n_numbers &&
           (k->n_filled > 1 || width == 1);
}

static bool numbers_follow(const struct ct_seen *seen, size_t row)
{
    for (size_t i = row + 1; i < seen->n_kept && i < row + 4; i++) {
        struct kinds k = kinds_of(&seen->kept[i]);
        if (k.n_numbers || k.n_periods)
            return true;
    }
    return false;
}

/* Numbers of columns may stand above their names. */
static bool header_follows(const struct ct_seen *seen, size_t row, size_t width)
{
    for (size_t i = row + 1; i < seen->n_kept && i < row + 3; i++) {
        struct kinds k = kinds_of(&seen->kept[i]);
        if (may_be_header(&k, width) && !k.n_periods &&
            k.n_filled * 10 > width * 8)
            return true;
    }
    return false;
}

/* Cells of a header are merged if numbers stand below blank ones. */
static bool gaps_above_data(struct ct_seen *seen, size_t row)
{
    const struct ct_kept_row *names = &seen->kept[row];
    size_t n_gaps = 0, from = row + 1;
    for (size_t i = from; i < seen->n_kept && i < from + 20; i++)
        for (size_t k = 1; k < seen->kept[i].n; k++) {
            const char *cell = seen->kept[i].cell[k];
            bool blank = k >= names->n || !*names->cell[k];
            if (!blank || !*cell || !ct_looks_number(cell, strlen(cell)))
                continue;
            n_gaps++;
            if (seen->carrier->ragged && k + 1 > seen->width &&
                k < names->n + 15)
                seen->width = k + 1;
        }
    return n_gaps > 5;
}

static bool has_twins(const struct ct_kept_row *row)
{
    for (size_t i = 0; i < row->n; i++)
        for (size_t k = 0; k < i; k++)
            if (*row->cell[i] && strcmp(row->cell[i], row->cell[k]) == 0)
                return true;
    return false;
}

/* The header of a cube names its value; above it stand titles. */
static size_t find_cube_header(struct ct_seen *seen)
{
    seen->has_header = true;
    for (size_t i = 0; i < seen->n_kept; i++)
        for (size_t k = 0; k < seen->kept[i].n; k++)
            if (strcmp(seen->kept[i].cell[k], "value") == 0)
                return i;
    return 0;
}

/* The row of the header, or that of the first data if there is none. */
static size_t find_header(struct ct_seen *seen, size_t width)
{
    if (seen->carrier->cube)
        return find_cube_header(seen);
    for (size_t i = 0; i < seen->n_kept && i < 100; i++) {
        struct kinds k = kinds_of(&seen->kept[i]);
        if (k.n_filled * 2 < width || !k.n_filled)
            continue;
        if (may_be_header(&k, width) && numbers_follow(seen, i)) {
            seen->has_header = true;
            return i;
        }
        if (k.n_numbers && k.width == width && !header_follows(seen, i, width))
            return i;
    }
    for (size_t i = 0; i < seen->n_kept; i++) {
        struct kinds k = kinds_of(&seen->kept[i]);
        if (may_be_header(&k, width)) {
            seen->has_header = true;
            return i;
        }
    }
    return 0;
}

/* A second row belongs to the header if the first has gaps, and it has neither
 * numbers nor, where the first has a text, much of its own. */
static bool two_rows(const struct ct_seen *seen, size_t row)
{
    if (row + 2 >= seen->n_kept)
        return false;
    const struct ct_kept_row *a = &seen->kept[row], *b = a + 1;
    struct kinds of_a = kinds_of(a), of_b = kinds_of(b);
    size_t gaps = 0, filled = 0;
    for (size_t i = 0; i < b->n; i++)
        if (*b->cell[i] && (i >= a->n || !*a->cell[i]))
            filled++;
    for (size_t i = 0; i < a->n; i++)
        gaps += !*a->cell[i];
    return !of_b.n_numbers && of_b.n_filled > 1 && filled &&
           (gaps || b->n > a->n) &&
           of_b.n_filled + of_a.n_filled > of_a.width &&
           numbers_follow(seen, row + 1);
}

/* `freq,unit,geo\TIME_PERIOD`: each part is a column. */
static void take_packed(struct ct_seen *seen)
{
    const char *name = seen->n_cells ? seen->column[0].name : "";
    const char *end = strchr(name, '\\');
    size_t parts = 1;
    for (const char *c = name; end && c < end; c++)
        parts += *c == ',';
    if (parts < 2 || parts > PACKED_MAX)
        return;
    seen->packed = true;
    for (size_t i = 0; i < parts; i++) {
        size_t n = strcspn(name, ",\\");
        seen->column[seen->n_columns++].name = ct_xstrndup(name, n);
        name += n + 1;
    }
}

static void take_names(struct ct_seen *seen, size_t row)
{
    size_t rows = (size_t)seen->form.header_rows;
    char **name = NULL;
    size_t n = 0;
    seen->header.form = &seen->form;
    if (seen->has_header) {
        for (size_t i = row; i < row + rows; i++) {
            const struct ct_kept_row *kept = &seen->kept[i];
            struct ct_cell *cells = ct_xcalloc(kept->n + 1, sizeof *cells);
            for (size_t k = 0; k < kept->n; k++)
                cells[k] = (struct ct_cell){.text = kept->cell[k],
                                            .length = strlen(kept->cell[k])};
            const struct ct_row shown = {.n = kept->n, .cells = cells};
            ct_header_keep(&seen->header, &shown);
            free(cells);
        }
        name = ct_header_names(&seen->header, seen->width, &n);
    } else {
        n = seen->kept[row].n;
        name = ct_xmalloc(n + 1, sizeof *name);
        for (size_t i = 0; i < n; i++)
            name[i] = ct_xasprintf("column %zu", i + 1);
    }
    seen->n_cells = n < CT_SEEN_COLUMNS ? n : CT_SEEN_COLUMNS;
    seen->n_columns = seen->n_cells;
    seen->n_unseen = n - seen->n_cells;
    seen->column = ct_xcalloc(n + PACKED_MAX + 1, sizeof *seen->column);
    for (size_t i = 0; i < n; i++)
        if (i < seen->n_columns)
            seen->column[i].name = name[i];
        else
            free(name[i]);
    free(name);
    take_packed(seen);
}

static bool is_worded(const char *text)
{
    size_t n = 0;
    for (; *text; text++)
        n += (*text >= 'a' && *text <= 'z') || (*text >= 'A' && *text <= 'Z') ||
             (unsigned char)*text >= 0xc0;
    return n > 8;
}

static void take_title(struct ct_seen *seen, size_t row)
{
    for (size_t i = 0; i < row && !seen->title; i++)
        for (size_t k = 0; k < seen->kept[i].n && !seen->title; k++)
            if (is_worded(seen->kept[i].cell[k]))
                seen->title = ct_xstrdup(seen->kept[i].cell[k]);
}

/* --- data --- */

static void take_text(struct ct_seen *seen, struct ct_seen_column *c,
                      const char *text, size_t n)
{
    c->n_rows++;
    size_t given = n;
    while (n && *text == ' ')
        text++, n--;
    while (n && text[n - 1] == ' ')
        n--;
    seen->has_blanks |= n < given;
    c->n_filled += n > 0;
    c->bytes += n;
    if (n > CT_SEEN_BYTES) {
        c->n_long++;
        return;
    }
    if (ct_dict_find(&c->texts, text, n) != CT_NO_CODE)
        return;
    if (c->texts.n >= CT_SEEN_CODES || seen->room < n + 64) {
        c->too_many = true;
        return;
    }
    seen->room -= n + 64;
    ct_dict_add(&c->texts, text, n);
}

static void take_parts(struct ct_seen *seen, const struct ct_cell *cell)
{
    const char *at = cell->text, *end = at + cell->length;
    for (size_t i = seen->n_cells; i < seen->n_columns; i++) {
        const char *comma =
            at < end ? memchr(at, ',', (size_t)(end - at)) : NULL;
        const char *stop = comma ? comma : end;
        take_text(seen, &seen->column[i], at, (size_t)(stop - at));
        at = comma ? comma + 1 : end;
    }
}

static void take_data(struct ct_seen *seen, const struct ct_row *row)
{
    size_t n_filled = 0;
    for (size_t i = 0; i < row->n; i++)
        n_filled += row->cells[i].length > 0;
    if (!n_filled || (seen->has_header && ct_header_again(&seen->header, row)))
        return;
    if (n_filled == 1 && seen->n_columns > 2) {
        for (size_t i = 0; i < row->n && !seen->first_short; i++)
            if (row->cells[i].length)
                seen->first_short =
                    ct_xstrndup(row->cells[i].text, row->cells[i].length);
        seen->n_short++;
        return;
    }
    seen->n_rows++;
    seen->n_ragged += row->n < seen->n_cells;
    for (size_t i = seen->packed; i < seen->n_cells; i++)
        if (i < row->n)
            take_text(seen, &seen->column[i], row->cells[i].text,
                      row->cells[i].length);
        else
            take_text(seen, &seen->column[i], "", 0);
    if (seen->packed)
        take_parts(seen, &row->cells[0]);
}

static void take_kept(struct ct_seen *seen, size_t from)
{
    for (size_t i = from; i < seen->n_kept; i++) {
        const struct ct_kept_row *kept = &seen->kept[i];
        struct ct_cell *cells = ct_xcalloc(kept->n + 1, sizeof *cells);
        for (size_t k = 0; k < kept->n; k++)
            cells[k] = (struct ct_cell){.text = kept->cell[k],
                                        .length = strlen(kept->cell[k])};
        const struct ct_row row = {.n = kept->n, .cells = cells};
        take_data(seen, &row);
        free(cells);
    }
}

/* With the first rows known it is decided where the header is. */
void ct_seen_settle(struct ct_seen *seen)
{
    if (seen->settled)
        return;
    seen->settled = true;
    size_t row = find_header(seen, usual_width(seen));
    seen->form.header_rows = 1;
    seen->form.carrier = seen->carrier;
    if (seen->carrier->cube) {
        seen->form.header_rows = 1;
    } else if (seen->has_header && two_rows(seen, row)) {
        seen->form.header_rows = 2;
        seen->form.merged = true;
    } else if (seen->has_header &&
               (has_twins(&seen->kept[row]) || gaps_above_data(seen, row))) {
        seen->form.merged = true;
    }
    seen->n_above = row;
    seen->first_data =
        row + (seen->has_header ? (size_t)seen->form.header_rows : 0);
    if (seen->n_kept)
        snprintf(seen->header_why, sizeof seen->header_why,
                 seen->has_header ? "line %ld" : "line %ld is data already",
                 seen->kept[row].line);
    if (seen->n_kept)
        take_names(seen, row);
    take_title(seen, row);
    take_kept(seen, seen->first_data);
}

/* Length of what is kept of a cell: its first whole characters. */
static size_t kept_length(const struct ct_cell *cell)
{
    enum { MOST = 1000 };
    size_t n = cell->length < MOST ? cell->length : MOST;
    while (n > 0 && n < cell->length && (cell->text[n] & 0xc0) == 0x80)
        n--;
    return n;
}

void ct_seen_row(struct ct_seen *seen, const struct ct_row *row)
{
    if (seen->settled) {
        take_data(seen, row);
        return;
    }
    struct ct_kept_row *kept = &seen->kept[seen->n_kept++];
    kept->n = row->n < CT_SEEN_COLUMNS ? row->n : CT_SEEN_COLUMNS;
    kept->line = row->line;
    kept->cell = ct_xcalloc(kept->n + 1, sizeof *kept->cell);
    for (size_t i = 0; i < kept->n; i++) {
        size_t n = kept_length(&row->cells[i]);
        kept->cell[i] = ct_xstrndup(row->cells[i].text, n);
        seen->room -= seen->room < n + 64 ? seen->room : n + 64;
    }
    if (seen->n_kept == CT_SEEN_ROWS || !seen->room)
        ct_seen_settle(seen);
}
