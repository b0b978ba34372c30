/* SPDX-License-Identifier: GPL-3.0-or-later
 * Old workbooks (.xls). libfreexl has a history of crashes: a child reads the
 * workbook, and its rows come back through a pipe. If it dies, the workbook is
 * damaged. */
#include "config.h"

#include "collect/carrier.h"
#include "collect/xls_child.h"
#include "lib/memory.h"
#include "lib/buffer.h"
#include "lib/utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* What a sheet can hold, and what a cell may: as in delimited text. */
enum { CELLS_MAX = 256, CELL_MAX = 65536, NAME_MAX_BYTES = 1024 };
enum { FRAME_MAX = 1 << 24 };

/* What comes from the child. */
struct incoming {
    FILE *from;
    pid_t child;
    char *table;
    struct ct_buffer bytes;
    struct ct_cell cell[CELLS_MAX];
    ct_row_function *take;
    void *user;
};

static int fail_damaged(long line, struct ct_error *err)
{
    return ct_fail(err, CT_EDATA, line, 0, "the workbook is damaged");
}

/* --- frames to rows --- */

/* The child may have gone wild before it died: nothing it says is trusted. */
static int cut_cells(struct incoming *in, const struct ct_xls_frame *f,
                     struct ct_error *err)
{
    const char *at = in->bytes.data, *end = at + in->bytes.size;
    for (uint32_t i = 0; i < f->n; i++) {
        uint32_t length;
        size_t cut;
        if ((size_t)(end - at) < sizeof length)
            return fail_damaged(f->line, err);
        memcpy(&length, at, sizeof length);
        at += sizeof length;
        if (length >= (size_t)(end - at) || at[length] != '\0')
            return fail_damaged(f->line, err);
        if (length > CELL_MAX)
            return ct_fail(err, CT_EDATA, f->line, i + 1,
                           "a cell of more than 65,536 bytes");
        if (ct_utf8_valid(at, length, &cut) != length)
            return ct_fail(err, CT_EDATA, f->line, i + 1,
                           "a text that is not in the encoding the workbook "
                           "says it is; save it as .xlsx");
        in->cell[i] = (struct ct_cell){at, length, f->line, false};
        at += length + 1;
    }
    return 0;
}

static int take_row(struct incoming *in, const struct ct_xls_frame *f,
                    struct ct_error *err)
{
    if (f->n > CELLS_MAX || f->line < 1)
        return fail_damaged(0, err);
    if (cut_cells(in, f, err) < 0)
        return -1;
    struct ct_row row = {f->n, in->cell, f->line, in->table};
    return in->take(in->user, &row, err);
}

static int take_sheet(struct incoming *in, struct ct_error *err)
{
    size_t cut, n = in->bytes.size;
    if (n > NAME_MAX_BYTES || ct_utf8_valid(in->bytes.data, n, &cut) != n)
        return fail_damaged(0, err);
    free(in->table);
    in->table = ct_xstrndup(n ? in->bytes.data : "", n);
    return 0;
}

static int read_payload(struct incoming *in, const struct ct_xls_frame *f,
                        struct ct_error *err)
{
    char block[4096];
    in->bytes.size = 0;
    if (f->size > FRAME_MAX)
        return fail_damaged(0, err);
    for (size_t left = f->size; left > 0;) {
        size_t want = left < sizeof block ? left : sizeof block;
        if (fread(block, 1, want, in->from) != want)
            return fail_damaged(0, err);
        ct_buffer_add(&in->bytes, block, want);
        left -= want;
    }
    return 0;
}

/* Returns 1 to go on, 0 at the end. */
static int take_frame(struct incoming *in, const struct ct_xls_frame *f,
                      struct ct_error *err)
{
    if (read_payload(in, f, err) < 0)
        return -1;
    switch (f->kind) {
    case CT_XLS_SHEET:
        return take_sheet(in, err) < 0 ? -1 : 1;
    case CT_XLS_ROW:
        return take_row(in, f, err) < 0 ? -1 : 1;
    case CT_XLS_ERROR:
        return ct_fail(err, CT_EDATA, 0, 0, "%.*s", (int)in->bytes.size,
                       in->bytes.size ? in->bytes.data : "");
    case CT_XLS_END:
        return 0;
    default:
        return fail_damaged(0, err);
    }
}

static int take_frames(struct incoming *in, struct ct_error *err)
{
    struct ct_xls_frame frame;
    int status = 1;
    while (status > 0)
        status = fread(&frame, sizeof frame, 1, in->from) == 1
                     ? take_frame(in, &frame, err)
                     : fail_damaged(0, err);
    return status;
}

/* --- the child --- */

static int wait_for(pid_t child)
{
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    return status;
}

static int take_all(struct incoming *in, struct ct_error *err)
{
    int status = take_frames(in, err);
    kill(in->child, SIGKILL);
    int end = wait_for(in->child);
    if (status < 0 && WIFSIGNALED(end) && WTERMSIG(end) == SIGXCPU)
        ct_fail(err, CT_EDATA, 0, 0,
                "the workbook takes too long to read; it is damaged");
    return status;
}

/* What was not yet written to a stream would be written twice if the child
 * left by exit(); it leaves by _exit(). */
static int start(struct incoming *in, const struct ct_xls_book *book,
                 const regex_t *sheet, struct ct_error *err)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) < 0)
        return ct_fail_errno(err, "", "no pipe to read the workbook by");
    in->child = fork();
    if (in->child == 0) {
        close(ends[0]);
        ct_xls_child(book, ends[1], sheet);
    }
    close(ends[1]);
    in->from = in->child > 0 ? fdopen(ends[0], "rb") : NULL;
    if (in->from)
        return 0;
    close(ends[0]);
    return ct_fail_errno(err, "", "no process to read the workbook in");
}

static int read_book(const struct ct_xls_book *book,
                     const struct ct_carrier_settings *s, struct incoming *in,
                     struct ct_error *err)
{
    if (start(in, book, s->sheet, err) < 0)
        return -1;
    int status = take_all(in, err);
    fclose(in->from);
    free(in->table);
    ct_buffer_clear(&in->bytes);
    return status;
}

/* --- the bytes --- */

static int refuse(const char *bytes, size_t n, struct ct_error *err)
{
    /* In a container of the old kind, as its directory has it: UTF-16. */
    static const char locked[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g";
    const unsigned char *head = (const unsigned char *)bytes;
    if (n >= 4 && memcmp(bytes, "PK\3\4", 4) == 0)
        return ct_fail(err, CT_EDATA, 0, 0,
                       "not an old workbook (.xls), but one of the newer kind "
                       "(.xlsx, .ods) or a zip archive");
    bool container = n >= 4 && memcmp(bytes, "\xd0\xcf\x11\xe0", 4) == 0;
    bool bare = n >= 4 && head[0] == 9 && head[1] <= 8 && head[3] == 0;
    if (!container && !bare)
        return ct_fail(err, CT_EDATA, 0, 0,
                       "not an old workbook (.xls); files of that name are "
                       "often text, a web page or XML");
    if (memmem(bytes, n, locked, sizeof locked))
        return ct_fail(err, CT_EDATA, 0, 0,
                       "the workbook is locked with a password; save it "
                       "without one");
    return 0;
}

static int read_xls(struct ct_stream *stream,
                    const struct ct_carrier_settings *s, ct_row_function *take,
                    void *user, struct ct_error *err)
{
    size_t n;
    const char *bytes = ct_stream_head(stream, &n);
    if (refuse(bytes, n, err) < 0) /* before all of a large file is read */
        return -1;
    bytes = ct_stream_whole(stream, &n, err);
    if (!bytes || refuse(bytes, n, err) < 0)
        return -1;
    struct ct_xls_book book = {bytes, n};
    struct incoming *in = ct_xcalloc(1, sizeof *in);
    in->take = take;
    in->user = user;
    int status = read_book(&book, s, in, err);
    free(in);
    return status;
}

const struct ct_carrier ct_carrier_xls = {
    .name = "xls",
    .ragged = true,
    .summary = "old workbooks (.xls)",
    .read = read_xls,
};
