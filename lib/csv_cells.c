/* SPDX-License-Identifier: GPL-3.0-or-later
 * Cells of delimited text, from the marks in it.
 *
 * A cell without a quote is the bytes up to the next delimiter or line end; one
 * that begins with a quote, and whose next quote stands right before a
 * delimiter or line end, is the bytes between: libcsv could not read them
 * otherwise, so they are taken where they stand. Every other cell is read by
 * libcsv. */
#include "config.h"

#include "lib/csv_cells.h"
#include "lib/memory.h"

#include <string.h>

enum {
    /* no cell or row of fewer bytes in the file is over a cap */
    SHORT = 60000,
    /* bytes whose marks are found in one go: with these in the first cache */
    BLOCK = 1 << 14
};

void ct_csv_fail(struct ct_csv_reader *r, long line, const char *text)
{
    ct_fail(&r->error, CT_EDATA, line, (long)r->n_cells + 1, "%s", text);
    r->failed = true;
}

/* Line ends among bytes; CR LF is one. */
static long count_lines(const char *bytes, size_t n)
{
    long lines = 0;
    for (size_t i = 0; i < n; i++)
        lines += bytes[i] == '\r' ||
                 (bytes[i] == '\n' && !(i && bytes[i - 1] == '\r'));
    return lines;
}

/* Turns what libcsv refused, n bytes after the cell begins, into our words. */
static void explain(struct ct_csv_reader *r, size_t n)
{
    const char *cell = r->buffer + r->at;
    bool quoted = *cell == '"';
    long lines = count_lines(cell, n);
    if (ct_csv_judge_too_long(r->judge))
        ct_csv_fail(r, r->line,
                    quoted ? "a cell of more than 65,536 bytes; is the "
                             "quote that opens it never closed?"
                           : "a cell of more than 65,536 bytes");
    else if (quoted && lines)
        ct_csv_fail(r, r->line,
                    "text after the closing quote of the cell that begins here "
                    "and ends some lines below; is a quote missing?");
    else if (quoted)
        ct_csv_fail(r, r->line,
                    "text after a closing quote; a quote inside a quoted cell "
                    "is written twice");
    else
        ct_csv_fail(r, r->line,
                    "a quote inside a cell that does not begin with one");
}

/* Shows libcsv the bytes from `from` up to `to` of the cell at r->at. Returns
 * false if it refuses them. */
static bool show(struct ct_csv_reader *r, size_t from, size_t to)
{
    const char *bytes = r->buffer + r->at + from;
    size_t n = ct_csv_judge_show(r->judge, bytes, to - from);
    if (n != to - from)
        explain(r, from + n);
    return !r->failed;
}

/* Marks of a block of text; those from `mark` on are not yet passed. */
struct block {
    char *base;
    const uint32_t *mark, *end;
};

/* A cell that is whole; its text is in the buffer. */
struct piece {
    char *text;
    size_t length;
    bool quoted;
    long lines; /* it ends that many lines below its first */
};

/* Has libcsv read the cell at r->at. Sets *p, and b->mark to the delimiter or
 * line end after it; false if the cell does not end in the block, or on an
 * error. Each part it is shown ends where the cell may end. Its text takes no
 * more room in the buffer than the cell. */
static bool judge_cell(struct ct_csv_reader *r, struct block *b,
                       struct piece *p)
{
    char *cell = r->buffer + r->at;
    size_t from = 0;
    for (; b->mark < b->end; b->mark++) {
        size_t to = (size_t)(b->base + *b->mark - cell) + 1;
        if (cell[to - 1] == '"')
            continue;
        if (!show(r, from, to))
            return false;
        from = to;
        const char *text;
        if (!ct_csv_judge_take(r->judge, &text, &p->length))
            continue;
        p->text = cell;
        p->quoted = *cell == '"';
        p->lines = count_lines(cell, to - 1);
        memcpy(cell, text, p->length);
        return true;
    }
    ct_csv_judge_forget(r->judge);
    return false;
}

/* Reads the cell whose opening quote is b->mark, as judge_cell() would; false
 * where libcsv is to read it. */
static inline bool quoted_cell(struct block *b, char delimiter, struct piece *p)
{
    const uint32_t *close = b->mark + 1;
    bool lines = false;
    for (; close < b->end && b->base[*close] != '"'; close++)
        lines |= b->base[*close] != delimiter;
    if (close + 1 >= b->end || close[1] != close[0] + 1 ||
        b->base[close[1]] == '"')
        return false;
    p->text = b->base + *b->mark + 1;
    p->length = (size_t)(b->base + *close - p->text);
    p->quoted = true;
    p->lines = lines ? count_lines(p->text, p->length) : 0;
    b->mark = close + 1;
    return true;
}

/* Whether the row is over no cap with a cell of `length` bytes that ends
 * `size` bytes after the row begins. */
static bool within_caps(struct ct_csv_reader *r, size_t length, size_t size)
{
    const char *fault = NULL;
    size_t total = length + 1;
    for (size_t i = 0; size >= CT_CSV_ROW_MAX && i < r->n_cells; i++)
        total += r->cells[i].length + 1;
    if (r->n_cells == CT_CSV_CELLS_MAX)
        fault = "more than 4096 cells in a row";
    else if (total > CT_CSV_ROW_MAX)
        fault = "a row of more than 1 MiB";
    if (fault)
        ct_csv_fail(r, r->n_cells ? r->cells[0].line : r->line, fault);
    return !fault;
}

/* Hands the row over that ends before r->at with `mark`, 0 at the end of the
 * text. */
static bool end_row(struct ct_csv_reader *r, char mark)
{
    struct ct_row row = {r->n_cells, r->cells, r->cells[0].line, NULL};
    r->failed = r->take(r->user, &row, &r->error) != 0;
    r->n_cells = 0;
    r->row = r->at;
    r->line++;
    r->after_cr = mark == '\r';
    return !r->failed;
}

/* Passes a line end between rows: no row. LF after CR is no line either. */
static void pass_blank(struct ct_csv_reader *r, char mark)
{
    r->row = ++r->at;
    r->line += !(r->after_cr && mark == '\n');
    r->after_cr = mark == '\r';
}

/* Where take_cells() is. Kept apart from the reader, so that a zero written
 * behind a cell cannot change it as far as the compiler knows, and it stays in
 * registers. */
struct place {
    char *at;
    struct ct_cell *cell;
    long line;
};

/* Lets the reader know the place, before others look at it. */
static inline void tell(struct ct_csv_reader *r, struct place here)
{
    r->at = (size_t)(here.at - r->buffer);
    r->n_cells = (size_t)(here.cell - r->cells);
    r->line = here.line;
}

/* judge_cell() with copies, as *b and *p are to stay in registers, too. */
static inline bool judge_here(struct ct_csv_reader *r, struct place here,
                              struct block *b, struct piece *p)
{
    struct block rest = *b;
    struct piece judged;
    tell(r, here);
    if (!judge_cell(r, &rest, &judged))
        return false;
    b->mark = rest.mark;
    *p = judged;
    return true;
}

/* Takes the cells of the block that begins at r->at; what is left at r->at
 * does not end in it. */
static void take_cells(struct ct_csv_reader *r, struct block b)
{
    const char delimiter = r->delimiter;
    const size_t limit = r->judge_all ? 0 : SHORT;
    struct ct_cell *const cells = r->cells;
    const struct ct_cell *const last = cells + CT_CSV_CELLS_MAX;
    const char *row = r->buffer + r->row;
    struct place here = {b.base, cells + r->n_cells, r->line};
    for (; b.mark < b.end; b.mark++) {
        char *stop = b.base + *b.mark;
        struct piece p = {here.at, (size_t)(stop - here.at), false, 0};
        bool direct = true;
        if (*stop == '"') {
            direct = here.at == stop && quoted_cell(&b, delimiter, &p);
        } else if (*stop != delimiter && here.at == stop &&
                   here.cell == cells) {
            tell(r, here);
            pass_blank(r, *stop);
            here = (struct place){stop + 1, cells, r->line};
            row = here.at;
            continue;
        }
        if ((!direct || p.length >= limit) && !judge_here(r, here, &b, &p))
            return;
        stop = b.base + *b.mark;
        size_t size = (size_t)(stop - row);
        if (here.cell == last || size >= SHORT) {
            tell(r, here);
            if (!within_caps(r, p.length, size))
                return;
        }
        char mark = *stop;
        p.text[p.length] = '\0';
        *here.cell++ = (struct ct_cell){p.text, p.length, here.line, p.quoted};
        here.line += p.lines;
        here.at = stop + 1;
        if (mark == delimiter)
            continue;
        tell(r, here);
        if (!end_row(r, mark))
            return;
        row = here.at;
        here.cell = cells;
        here.line = r->line;
    }
    tell(r, here);
}

/* Takes the cells that end among the next bytes. */
static void take_block(struct ct_csv_reader *r, size_t size)
{
    r->marks = ct_xgrow(r->marks, &r->marks_capacity, size + CT_CSV_SPILL,
                        sizeof *r->marks);
    char *base = r->buffer + r->at;
    size_t n = r->find(base, size, r->delimiter, r->marks);
    take_cells(r, (struct block){base, r->marks, r->marks + n});
}

void ct_csv_take_text(struct ct_csv_reader *r)
{
    size_t block = BLOCK, left;
    while ((left = r->checked - r->at) > 0 && !r->failed) {
        size_t before = r->at, size = left < block ? left : block;
        take_block(r, size);
        if (r->at == before && size == left)
            break;
        /* a cell longer than a block is looked at in a larger one */
        block = r->at == before ? 2 * block : BLOCK;
    }
    long line;
    if (!r->failed && r->checked - r->at > SHORT && ct_csv_probe(r, &line))
        ct_csv_judge_forget(r->judge);
}

bool ct_csv_probe(struct ct_csv_reader *r, long *line)
{
    size_t n = r->checked - r->at;
    *line = r->line + count_lines(r->buffer + r->at, n);
    return show(r, 0, n);
}

/* Sets the last cell, which has `left` bytes; false if its quote is open. */
static bool last_cell(struct ct_csv_reader *r, size_t left,
                      struct ct_cell *cell)
{
    char *at = r->buffer + r->at;
    *cell = (struct ct_cell){"", 0, r->line, false};
    if (!left)
        return true;
    if (!show(r, 0, left))
        return false;
    if (ct_csv_judge_end(r->judge) < 0) {
        ct_csv_fail(r, r->line, "the quote that opens here is never closed");
        return false;
    }
    const char *text;
    ct_csv_judge_take(r->judge, &text, &cell->length);
    cell->quoted = *at == '"';
    cell->text = memcpy(at, text, cell->length);
    at[cell->length] = '\0';
    return true;
}

void ct_csv_take_rest(struct ct_csv_reader *r)
{
    struct ct_cell cell;
    size_t left = r->checked - r->at;
    if ((!left && !r->n_cells) || !last_cell(r, left, &cell) ||
        !within_caps(r, cell.length, r->checked - r->row))
        return;
    r->cells[r->n_cells++] = cell;
    end_row(r, 0);
}
