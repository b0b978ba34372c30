/* SPDX-License-Identifier: GPL-3.0-or-later
 * Old workbooks (.xls) read by libfreexl, in a process of its own. */
#include "config.h"

#include "collect/xls_child.h"

#include "collect/biff.h"
#include "lib/buffer.h"
#include "lib/number.h"

#include <errno.h>
#include <fcntl.h>
#include <freexl.h>
#include <limits.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

enum { MEMORY_MB = 384, SECONDS = 10 };

/* Sanitizers take data by the terabyte. */
#if defined __has_feature
#if __has_feature(address_sanitizer)
#define CT_UNLIMITED_DATA
#endif
#elif defined __SANITIZE_ADDRESS__
#define CT_UNLIMITED_DATA
#endif

struct child {
    const void *book;
    struct ct_biff *more; /* what libfreexl does not tell, or NULL */
    int out;
    struct ct_buffer cells;
};

/* --- frames --- */

/* Nobody listens any more: there is no one to tell. */
static void send_bytes(const struct child *c, const void *bytes, size_t n)
{
    const char *at = bytes;
    while (n > 0) {
        ssize_t done = write(c->out, at, n);
        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            _exit(1);
        at += done;
        n -= (size_t)done;
    }
}

static void send_frame(const struct child *c, struct ct_xls_frame frame,
                       const char *bytes)
{
    send_bytes(c, &frame, sizeof frame);
    send_bytes(c, bytes, frame.size);
}

static void send_text(const struct child *c, enum ct_xls_kind kind,
                      const char *text)
{
    send_frame(c, (struct ct_xls_frame){kind, 0, 0, (uint32_t)strlen(text)},
               text);
}

static _Noreturn void give_up(const struct child *c, const char *why)
{
    send_text(c, CT_XLS_ERROR, why);
    _exit(0);
}

/* --- cells --- */

/* A date with a time is `2020-02-29 13:45:07` in libfreexl. */
static void add_time(struct ct_buffer *out, const char *text)
{
    size_t at = out->size;
    ct_buffer_text(out, text);
    char *blank = memchr(out->data + at, ' ', out->size - at);
    if (blank)
        *blank = 'T';
}

static void add_number(struct ct_buffer *out, double x)
{
    char text[CT_NUMBER_MAX];
    ct_buffer_add(out, text, ct_number_format(x, text));
}

static void add_value(struct ct_buffer *out, const FreeXL_CellValue *v)
{
    switch (v->type) {
    case FREEXL_CELL_INT:
        add_number(out, v->value.int_value);
        break;
    case FREEXL_CELL_DOUBLE:
        add_number(out, v->value.double_value);
        break;
    case FREEXL_CELL_TEXT:
    case FREEXL_CELL_SST_TEXT:
        if (v->value.text_value)
            ct_buffer_text(out, v->value.text_value);
        break;
    case FREEXL_CELL_DATE:
    case FREEXL_CELL_DATETIME:
    case FREEXL_CELL_TIME:
        add_time(out, v->value.text_value);
        break;
    default:
        break;
    }
}

/* Appends a cell with its length in front; what libfreexl does not
 * know of formulas and truth values goes before its word. Returns whether it
 * holds any. */
static bool add_cell(struct child *c, unsigned row, unsigned short column)
{
    size_t at = c->cells.size;
    uint32_t length = 0;
    FreeXL_CellValue value = {.type = FREEXL_CELL_NULL};
    ct_buffer_add(&c->cells, &length, sizeof length);
    if (freexl_get_cell_value(c->book, row, column, &value) != FREEXL_OK)
        give_up(c, "the workbook is damaged: a cell refers to a text that is "
                   "not there");
    const char *result = c->more ? ct_biff_result(c->more, row, column) : NULL;
    if (result)
        ct_buffer_text(&c->cells, result);
    else
        add_value(&c->cells, &value);
    length = (uint32_t)(c->cells.size - at - sizeof length);
    memcpy(c->cells.data + at, &length, sizeof length);
    ct_buffer_byte(&c->cells, '\0');
    return length > 0;
}

/* --- sheets --- */

/* Rows without anything are no rows, as in other carriers. */
static void send_row(struct child *c, unsigned row, unsigned short columns)
{
    bool filled = false;
    c->cells.size = 0;
    for (unsigned short i = 0; i < columns; i++)
        filled |= add_cell(c, row, i);
    if (filled)
        send_frame(c,
                   (struct ct_xls_frame){CT_XLS_ROW, row + 1, columns,
                                         (uint32_t)c->cells.size},
                   c->cells.data);
}

static const char *sheet_name(const struct child *c, unsigned short number)
{
    const char *name = NULL;
    freexl_get_worksheet_name(c->book, number, &name);
    return name ? name : "";
}

static void send_sheet(struct child *c, unsigned short number)
{
    unsigned rows = 0;
    unsigned short columns = 0;
    send_text(c, CT_XLS_SHEET, sheet_name(c, number));
    if (freexl_select_active_worksheet(c->book, number) != FREEXL_OK ||
        freexl_worksheet_dimensions(c->book, &rows, &columns) != FREEXL_OK)
        give_up(c, "the workbook is damaged: a sheet cannot be read");
    if (c->more)
        ct_biff_read_sheet(c->more, number);
    for (unsigned i = 0; i < rows; i++)
        send_row(c, i, columns);
}

static _Noreturn void name_sheets(const struct child *c, unsigned n)
{
    struct ct_buffer why = {0};
    ct_buffer_text(&why, n ? "no sheet has a name that is wanted; there are: "
                           : "a workbook without a sheet");
    for (unsigned i = 0; i < n; i++)
        ct_buffer_printf(&why, "%s'%s'", i ? ", " : "",
                         sheet_name(c, (unsigned short)i));
    give_up(c, why.data);
}

static void send_sheets(struct child *c, const regex_t *wanted)
{
    unsigned n = 0;
    bool any = false;
    freexl_get_info(c->book, FREEXL_BIFF_SHEET_COUNT, &n);
    if (n > USHRT_MAX) /* libfreexl numbers sheets by shorts */
        give_up(c, "the workbook is damaged: it says to have too many sheets");
    for (unsigned i = 0; i < n && (wanted || !any); i++) {
        unsigned short number = (unsigned short)i;
        if (wanted && regexec(wanted, sheet_name(c, number), 0, NULL, 0) != 0)
            continue;
        send_sheet(c, number);
        any = true;
    }
    if (!any)
        name_sheets(c, n);
}

/* --- the workbook --- */

static const char *words(int code)
{
    switch (code) {
    case FREEXL_INSUFFICIENT_MEMORY:
        return "the workbook is damaged, or larger than a workbook can be";
    case FREEXL_BIFF_WORKBOOK_NOT_FOUND:
        return "no workbook: an old document of another kind";
    case FREEXL_UNSUPPORTED_CHARSET:
        return "the workbook is in an encoding that is not known; save it as "
               ".xlsx";
    default:
        return "the workbook is damaged";
    }
}

/* libfreexl opens by name only: a name for bytes in memory. */
static int memory_file(const struct ct_xls_book *book)
{
    int fd = memfd_create("workbook", MFD_CLOEXEC);
    const char *at = book->bytes;
    for (size_t left = book->n; fd >= 0 && left > 0;) {
        ssize_t done = write(fd, at, left);
        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            return -1;
        at += done;
        left -= (size_t)done;
    }
    return fd;
}

static void open_book(struct child *c, const struct ct_xls_book *book)
{
    char path[64];
    int fd = memory_file(book);
    if (fd < 0)
        give_up(c, "no memory for the workbook");
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    int code = freexl_open(path, &c->book);
    unsigned locked = 0;
    if (c->book)
        freexl_get_info(c->book, FREEXL_BIFF_PASSWORD, &locked);
    if (locked == FREEXL_BIFF_OBFUSCATED ||
        (c->more && ct_biff_is_locked(c->more)))
        give_up(c, "the workbook is locked with a password; save it without "
                   "one");
    if (code != FREEXL_OK)
        give_up(c, words(code));
}

static void lower_limit(int what, rlim_t most)
{
    struct rlimit r;
    if (getrlimit(what, &r) == 0 && r.rlim_cur > most) {
        r.rlim_cur = most;
        setrlimit(what, &r);
    }
}

/* A crash is expected and ends the process without a word or a core. The
 * limit is of data, not of addresses, which valgrind takes for itself. */
static void confine(const struct child *c)
{
    static const int deadly[] = {SIGSEGV, SIGBUS,  SIGFPE, SIGILL,
                                 SIGABRT, SIGXCPU, SIGPIPE};
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    for (size_t i = 0; i < sizeof deadly / sizeof *deadly; i++)
        signal(deadly[i], SIG_DFL);
#ifndef CT_UNLIMITED_DATA
    lower_limit(RLIMIT_DATA, (rlim_t)MEMORY_MB << 20);
#endif
    lower_limit(RLIMIT_CPU, SECONDS);
    lower_limit(RLIMIT_CORE, 0);
    int null = open("/dev/null", O_RDWR);
    if (null < 0 || dup2(null, 0) < 0 || dup2(null, 1) < 0 || dup2(null, 2) < 0)
        give_up(c, "/dev/null cannot be opened");
}

_Noreturn void ct_xls_child(const struct ct_xls_book *book, int out,
                            const regex_t *sheet)
{
    struct child c = {.out = out};
    confine(&c);
    c.more = ct_biff_create(book->bytes, book->n);
    open_book(&c, book);
    send_sheets(&c, sheet);
    send_text(&c, CT_XLS_END, "");
    _exit(0);
}
