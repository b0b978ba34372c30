/* SPDX-License-Identifier: GPL-3.0-or-later
 * The workbook: formats, worksheets, bytes. */
#include "config.h"

#include "export/xlsx_book.h"

#include "lib/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* Sheets of more cells than this are kept on disk while they are written; a
 * cell takes at most so many bytes there beside its text. */
enum { MANY_CELLS = 1000000, CELL_BYTES = 64 };
/* Bytes of text in a cell (the limit is 32,767 characters); of a name. */
enum { MOST_TEXT = 32000, MOST_NAME = 31 };

static lxw_format *new_format(struct ct_book *b, const char *number)
{
    lxw_format *f = workbook_add_format(b->workbook);
    if (number)
        format_set_num_format(f, number);
    return f;
}

static void make_formats(struct ct_book *b)
{
    b->title = new_format(b, NULL);
    format_set_bold(b->title);
    format_set_font_size(b->title, 14);
    b->muted = new_format(b, NULL);
    format_set_font_color(b->muted, 0x595959);
    b->head = new_format(b, NULL);
    format_set_bold(b->head);
    format_set_bottom(b->head, LXW_BORDER_THIN);
    format_set_bg_color(b->head, 0xE8EDF2);
    b->head_right = new_format(b, NULL);
    format_set_bold(b->head_right);
    format_set_bottom(b->head_right, LXW_BORDER_THIN);
    format_set_bg_color(b->head_right, 0xE8EDF2);
    format_set_align(b->head_right, LXW_ALIGN_RIGHT);
    b->right = new_format(b, NULL);
    format_set_align(b->right, LXW_ALIGN_RIGHT);
    b->wrap = new_format(b, NULL);
    format_set_text_wrap(b->wrap);
    format_set_align(b->wrap, LXW_ALIGN_VERTICAL_TOP);
    b->year = new_format(b, "0");
}

lxw_format *ct_book_number(struct ct_book *b, const struct ct_display *d,
                           const char *letters)
{
    char name[80];
    if (d->probability)
        snprintf(name, sizeof name, "[<0.001]\"<0.001\";0.000");
    else
        snprintf(name, sizeof name, "%s%s%.*s", d->grouped ? "#,##0" : "0",
                 d->decimals ? "." : "", d->decimals, "0000000000000000");
    if (*letters)
        snprintf(name + strlen(name), sizeof name - strlen(name), "\" %s\"",
                 letters);
    size_t n = b->number_names.n;
    uint32_t i = ct_dict_add(&b->number_names, name, strlen(name));
    if (i == n) {
        b->number = ct_xrealloc(b->number, n + 1, sizeof *b->number);
        b->number[n] = new_format(b, name);
    }
    return b->number[i];
}

static size_t cells(const struct ct_document *d)
{
    size_t n = 0;
    for (size_t i = 0; i < d->n_sheets; i++)
        n += d->sheets[i]->n_rows * d->sheets[i]->n_columns;
    return n;
}

/* Texts the library keeps in one file beside the cells: at most this long. */
static size_t text_bytes(const struct ct_document *d)
{
    size_t n = 0;
    char scratch[CT_SHEET_SCRATCH];
    for (size_t i = 0; i < d->n_sheets; i++)
        for (size_t c = 0; c < d->sheets[i]->n_columns; c++)
            for (size_t row = 0; row < d->sheets[i]->n_rows; row++)
                n += strlen(ct_sheet_text(d->sheets[i], row, c, scratch));
    for (size_t i = 0; i < d->panel->provenance.n_notes; i++)
        n += strlen(ct_note_text(&d->panel->provenance, i));
    return n;
}

/* The library does not notice when its temporary files cannot be written, so
 * the room is asked for first. */
static int have_room(const struct ct_document *d, struct ct_error *err)
{
    size_t need = 65536 + cells(d) * CELL_BYTES + text_bytes(d);
    FILE *f = tmpfile();
    int rc = f ? posix_fallocate(fileno(f), 0, (off_t)need) : errno;
    if (f)
        fclose(f);
    if (rc == 0)
        return 0;
    return ct_fail(err, CT_EIO, 0, 0,
                   "no room for temporary files of %zu bytes: %s", need,
                   strerror(rc));
}

struct ct_book *ct_book_create(const struct ct_document *d,
                               struct ct_error *err)
{
    if (have_room(d, err) != 0)
        return NULL;
    int fd = memfd_create("xlsx", MFD_CLOEXEC);
    if (fd < 0) {
        ct_fail(err, CT_EIO, 0, 0, "no memory file: %s", strerror(errno));
        return NULL;
    }
    struct ct_book *b = ct_xcalloc(1, sizeof *b);
    b->fd = fd;
    char path[40];
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    lxw_workbook_options options = {.constant_memory = cells(d) > MANY_CELLS,
                                    .use_zip64 = cells(d) > MANY_CELLS};
    b->workbook = workbook_new_opt(path, &options);
    /* A date that is always the same: same input, same bytes. */
    lxw_doc_properties about = {.title = d->panel->title,
                                .comments = "Made with crimetrends",
                                .created = 946684800};
    workbook_set_properties(b->workbook, &about);
    make_formats(b);
    return b;
}

void ct_book_sheet(struct ct_book *b, const char *name)
{
    char unique[MOST_NAME + 1];
    snprintf(unique, sizeof unique, "%.*s", MOST_NAME, name);
    /* Spreadsheets keep this name for themselves. */
    if (strcasecmp(unique, "history") == 0)
        snprintf(unique, sizeof unique, "history_table");
    for (unsigned i = 2;
         workbook_validate_sheet_name(b->workbook, unique) != LXW_NO_ERROR; i++)
        snprintf(unique, sizeof unique, "%.*s_%u", MOST_NAME - 12, name, i);
    b->sheet = workbook_add_worksheet(b->workbook, unique);
    worksheet_set_landscape(b->sheet);
    worksheet_set_paper(b->sheet, 9); /* A4 */
    worksheet_fit_to_pages(b->sheet, 1, 0);
    worksheet_set_footer(b->sheet, "&C&A, &P / &N");
}

void ct_book_text(struct ct_book *b, lxw_row_t row, lxw_col_t column,
                  const char *text, lxw_format *format)
{
    char *cut = NULL;
    size_t n = strlen(text);
    if (n > MOST_TEXT) {
        n = MOST_TEXT;
        while (n && ((unsigned char)text[n] & 0xC0) == 0x80)
            n--;
        cut = ct_xasprintf("%.*s…", (int)n, text);
    }
    if (n)
        worksheet_write_string(b->sheet, row, column, cut ? cut : text, format);
    free(cut);
}

/* Lets the library print into nothing; returns what stderr was, or -1. */
static int silence(void)
{
    fflush(stderr);
    int before = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
    int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (before >= 0 && nowhere >= 0)
        dup2(nowhere, STDERR_FILENO);
    if (nowhere >= 0)
        close(nowhere);
    return before;
}

static void speak(int before)
{
    if (before < 0)
        return;
    dup2(before, STDERR_FILENO);
    close(before);
}

static int copy_out(int fd, struct ct_output *out, struct ct_error *err)
{
    char chunk[65536];
    ssize_t n = -1;
    if (lseek(fd, 0, SEEK_SET) == 0)
        while ((n = read(fd, chunk, sizeof chunk)) > 0)
            ct_output_write(out, chunk, (size_t)n);
    return n == 0 ? 0
                  : ct_fail(err, CT_EIO, 0, 0, "the workbook is lost: %s",
                            strerror(errno));
}

int ct_book_finish(struct ct_book *b, struct ct_output *out,
                   struct ct_error *err)
{
    int before = silence();
    errno = 0;
    lxw_error failed = workbook_close(b->workbook);
    int reason = errno;
    speak(before);
    int rc = failed ? ct_fail(err, CT_EIO, 0, 0,
                              "the workbook cannot be written: %s",
                              reason ? strerror(reason) : lxw_strerror(failed))
                    : copy_out(b->fd, out, err);
    close(b->fd);
    ct_dict_clear(&b->number_names);
    free(b->number);
    free(b);
    return rc;
}
