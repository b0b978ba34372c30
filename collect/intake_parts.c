/* SPDX-License-Identifier: GPL-3.0-or-later
 * A large file in parts. Where rows begin is known without reading what stands
 * before: a line ends outside quotes where an even number of quotes precedes
 * it. Each thread takes the next part, counts its quotes and lines, waits for
 * those of the parts before, and reads the rows that begin in it. Counts are
 * added up at the end; observations are handed on part after part, so that they
 * come in the order of the file. A file in which a line does not end as
 * expected has a quote amiss, which some part reports; then all is read once
 * more in one go. */
#include "config.h"

#include "collect/intake_parts.h"

#include "collect/intake_inner.h"
#include "collect/part_hash.h"
#include "lib/csv_tally.h"
#include "lib/memory.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

enum {
    /* bytes of a part; what is handed on should still be near when it is */
    PART_OF_COUNTS = 1 << 19,
    PART_TO_HAND_ON = 1 << 18,
    SPARE = 2,       /* buffers, so that a thread need not wait for one */
    THREADS = 16,    /* more would wait for the disk, each with its memory */
    WORTH = 4 << 20, /* smaller files are read sooner than threads start */
    NEXT = 1 << 13,  /* of the next part, where the last row mostly ends */
    TAIL = 2 << 20,  /* and where it must */
    MANY = 1 << 16   /* series of a thread */
};

/* What a part holds, once it is counted. */
struct tally {
    bool known;
    uint64_t quotes, lines;
};

/* What all threads share. */
struct parts {
    struct ct_collecting *all;
    const struct ct_form *form;
    struct ct_stream *stream;
    size_t number;
    int fd;
    uint64_t from, size; /* of the rows below the header */
    long line;           /* of the first of them */
    pthread_mutex_t lock;
    pthread_cond_t counted;
    size_t size_of_part, n;
    struct ct_part_hash *hash; /* and the buffers */
    struct tally *tally;
    bool failed;
    /* where observations go, and the part whose turn it is; NULL where events
     * are counted */
    struct ct_builder *gathered;
    size_t turn;
};

/* A thread's own: what it collects is put together at the end. */
struct worker {
    struct parts *parts;
    pthread_t thread;
    struct ct_collecting all;
    struct ct_accounting accounting;
    struct ct_problems rejects;
    struct intake in;
    struct ct_csv_reader *csv;
    struct ct_transfer *transfer;
    char *bytes; /* a byte before the part at hand, the part, its tail */
};

/* Whether rows say what they say whatever stands above them, or was read of
 * other rows. */
static bool rows_stand_alone(const struct ct_form *form)
{
    if (form->end || form->fill.n || form->n_titles)
        return false;
    for (size_t i = 0; i < form->n_rules; i++)
        if (form->rule[i].own ||
            (form->rule[i].label.n && form->layout == &ct_layout_incident))
            return false;
    return true;
}

static bool counts(const struct ct_form *form)
{
    return form->layout == &ct_layout_incident;
}

bool ct_intake_parts_can(const struct ct_collecting *all,
                         const struct ct_stream *in, const struct ct_form *form)
{
    uint64_t size;
    if (all->request->threads < 2 || !rows_stand_alone(form) ||
        strcmp(form->carrier->name, "delimited") != 0 ||
        strcasecmp(form->carrier_settings.encoding, "utf-8") != 0)
        return false;
    if (counts(form)
            ? form->count.kind == CT_COUNT_DISTINCT
            : form->time_style.cumulative || !ct_builder_is_empty(all->builder))
        return false;
    return ct_stream_file(in, &size) >= 0 && size >= WORTH;
}

/* --- the header --- */

/* Every thread reads down to the header by itself, for a state of its own.
 * *from becomes where the rows below it begin, *line the line of the first. */
static bool read_header(struct worker *w, uint64_t *from, long *line)
{
    struct ct_csv_tally tally = {0};
    size_t n, at = 0;
    const char *head = ct_stream_head(w->parts->stream, &n);
    while (!w->in.binding) {
        size_t end = ct_csv_row_end(head, n, at, false);
        if (end == n || ct_csv_feed(w->csv, head + at, end - at, NULL) < 0)
            return false;
        at = end;
    }
    ct_csv_count(&tally, head, at);
    *from = at;
    *line = 1 + (long)tally.lines;
    return true;
}

static int take_row(void *user, const struct ct_row *row, struct ct_error *err)
{
    return ct_intake_row(user, row, err);
}

/* Makes a worker's builder and what goes with it. */
static bool set_up(struct worker *w, uint64_t *from, long *line)
{
    struct parts *p = w->parts;
    w->all.builder = ct_builder_create();
    w->all.coder = ct_coder_create(p->all->descriptor, w->all.builder);
    if (p->gathered)
        w->transfer = ct_transfer_create(p->gathered, w->all.builder);
    ct_intake_start(&w->in, &w->all, p->form, p->number);
    w->csv =
        ct_csv_create(p->form->carrier_settings.delimiter, take_row, &w->in);
    return read_header(w, from, line);
}

static void tear_down(struct worker *w)
{
    ct_csv_destroy(w->csv);
    ct_transfer_destroy(w->transfer);
    ct_intake_end(&w->in);
    free(w->in.vintage);
    ct_coder_destroy(w->all.coder);
    ct_builder_destroy(w->all.builder);
}

static bool start(struct worker *w, struct parts *p)
{
    const struct ct_collecting *all = p->all;
    w->parts = p;
    w->rejects.all = all->rejects->all;
    w->all = (struct ct_collecting){.request = all->request,
                                    .descriptor = all->descriptor,
                                    .accounting = &w->accounting,
                                    .rejects = &w->rejects};
    return set_up(w, &p->from, &p->line);
}

/* --- parts --- */

/* Reads as many bytes as there are, up to n. Returns how many, -1 if it
 * fails. */
static long read_at(const struct parts *p, uint64_t at, char *out, size_t n)
{
    size_t done = 0;
    while (done < n) {
        ssize_t got = pread(p->fd, out + done, n - done, (off_t)(at + done));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return -1;
        if (got == 0)
            break;
        done += (size_t)got;
    }
    return (long)done;
}

/* The tally of n bytes, of which it is known what follows them. */
static struct tally count(const char *bytes, size_t n, bool more)
{
    struct ct_csv_tally t = {0};
    ct_csv_count(&t, bytes, n);
    /* A CR at the end is a line end unless a LF follows, which then is one. */
    if (t.after_cr && more && bytes[n] == '\n')
        t.lines--;
    return (struct tally){true, t.quotes, t.lines};
}

/* Tells the others, and waits until all is known of the parts before. Sets
 * *before to their sum; returns false when it is no use to go on. */
static bool share(struct parts *p, size_t i, struct tally mine,
                  struct tally *before)
{
    *before = (struct tally){0};
    pthread_mutex_lock(&p->lock);
    p->tally[i] = mine;
    pthread_cond_broadcast(&p->counted);
    for (size_t k = 0; k < i && !p->failed;) {
        if (!p->tally[k].known) {
            pthread_cond_wait(&p->counted, &p->lock);
            continue;
        }
        before->quotes += p->tally[k].quotes;
        before->lines += p->tally[k].lines;
        k++;
    }
    bool go_on = !p->failed;
    pthread_mutex_unlock(&p->lock);
    return go_on;
}

/* A part of n bytes, `left` of them and of what follows being at hand; the byte
 * before it is bytes[0] of its worker. */
struct part {
    size_t n, left;
    struct tally before, mine;
};

/* Whether the byte before it, and its last one, are quoted: an odd number of
 * quotes stands before. */
static bool quoted_at_start(const struct part *t, const char *bytes)
{
    return (t->before.quotes ^ (bytes[0] == '"')) & 1;
}

static bool quoted_at_end(const struct part *t, const char *bytes)
{
    return (t->before.quotes ^ t->mine.quotes ^ (bytes[t->n] == '"')) & 1;
}

/* The rows that begin in a part. */
static int read_rows(struct worker *w, const struct part *t, bool first)
{
    const char *bytes = w->bytes;
    size_t all = 1 + t->left;
    size_t begin =
        first ? 1 : ct_csv_row_end(bytes, all, 0, quoted_at_start(t, bytes));
    size_t end = ct_csv_row_end(bytes, all, t->n, quoted_at_end(t, bytes));
    if (begin > t->n)
        return 0;
    struct tally skipped = count(bytes + 1, begin - 1, true);
    ct_csv_restart(w->csv, w->parts->line + (long)t->before.lines +
                               (long)skipped.lines);
    if (ct_csv_feed(w->csv, bytes + begin, end - begin, NULL) < 0)
        return -1;
    return ct_csv_finish(w->csv, NULL);
}

/* Reads on where the last row does not end in what is at hand. */
static bool read_tail(struct worker *w, struct part *t, uint64_t from)
{
    size_t all = 1 + t->left;
    if (t->left < t->n + NEXT ||
        ct_csv_row_end(w->bytes, all, t->n, quoted_at_end(t, w->bytes)) < all)
        return true;
    long more = read_at(w->parts, from + t->left, w->bytes + all, TAIL - NEXT);
    t->left += more < 0 ? 0 : (size_t)more;
    return more >= 0;
}

/* Begins anew, or each thread would have millions of series beside those that
 * were handed on. */
static bool renew(struct worker *w)
{
    uint64_t from;
    long line;
    tear_down(w);
    return set_up(w, &from, &line);
}

/* Hands on what was read of a part, when its turn has come. */
static bool hand_on(struct worker *w, size_t i)
{
    struct parts *p = w->parts;
    if (!p->gathered)
        return true;
    pthread_mutex_lock(&p->lock);
    while (p->turn != i && !p->failed)
        pthread_cond_wait(&p->counted, &p->lock);
    bool go_on = !p->failed;
    pthread_mutex_unlock(&p->lock);
    if (!go_on)
        return false;
    ct_transfer_move(w->transfer);
    bool full = ct_builder_n_series(w->all.builder) > MANY;
    if (full)
        ct_transfer_end(w->transfer);
    pthread_mutex_lock(&p->lock);
    p->turn++;
    pthread_cond_broadcast(&p->counted);
    pthread_mutex_unlock(&p->lock);
    return !full || renew(w);
}

/* Reads the i-th part; *n becomes how many bytes it has. */
static int read_part(struct worker *w, size_t i, size_t *n)
{
    struct parts *p = w->parts;
    const size_t size = p->size_of_part;
    uint64_t from = p->from + (uint64_t)i * size;
    long got = read_at(p, from - 1, w->bytes, 1 + size + NEXT);
    if (got < 1)
        return -1;
    struct part t = {.left = (size_t)got - 1};
    t.n = t.left < size ? t.left : size;
    t.mine = count(w->bytes + 1, t.n, t.left > t.n);
    if (!share(p, i, t.mine, &t.before) || !read_tail(w, &t, from) ||
        read_rows(w, &t, i == 0) < 0 ||
        ct_builder_remarks_full(w->all.builder) || !hand_on(w, i))
        return -1;
    *n = t.n;
    return 0;
}

static bool read_buffer(struct worker *w, struct ct_part_buffer *buffer)
{
    size_t n;
    w->bytes = buffer->bytes;
    if (read_part(w, buffer->number, &n) < 0)
        return false;
    buffer->n = n;
    ct_part_hash_give(w->parts->hash, buffer);
    return true;
}

static void *work(void *user)
{
    struct worker *w = user;
    struct parts *p = w->parts;
    for (;;) {
        struct ct_part_buffer buffer = ct_part_hash_take(p->hash);
        if (!buffer.bytes || buffer.number >= p->n)
            return NULL;
        if (read_buffer(w, &buffer))
            continue;
        pthread_mutex_lock(&p->lock);
        p->failed = true;
        pthread_cond_broadcast(&p->counted);
        pthread_mutex_unlock(&p->lock);
        ct_part_hash_stop(p->hash);
    }
}

/* --- all together --- */

/* Rejects in the order of the file, whoever found them. */
static void add_rejects(struct ct_collecting *all, struct worker *w, size_t n)
{
    struct ct_problems *found = ct_xcalloc(n, sizeof *found);
    for (size_t i = 0; i < n; i++)
        found[i] = w[i].rejects;
    ct_problems_merge(all->rejects, found, n);
    for (size_t i = 0; i < n; i++)
        w[i].rejects = found[i];
    free(found);
}

static void add(struct ct_collecting *all, struct worker *w)
{
    struct ct_accounting *a = all->accounting, *b = &w->accounting;
    a->rows += b->rows;
    a->cells += b->cells;
    a->taken += b->taken;
    a->missing += b->missing;
    a->ignored += b->ignored;
    a->rejected += b->rejected;
    all->flags_counted += w->all.flags_counted;
    for (size_t i = 0; i < w->all.ignored.reason.n; i++)
        ct_reasons_add(&all->ignored, w->all.ignored.reason.code[i],
                       w->all.ignored.n[i]);
}

/* Takes the place of a builder in which there is nothing, which goes where it
 * came from. */
static void change_places(struct ct_collecting *all,
                          struct ct_builder **builder, struct ct_coder **coder)
{
    struct ct_builder *its_builder = *builder;
    struct ct_coder *its_coder = *coder;
    *builder = all->builder;
    *coder = all->coder;
    all->builder = its_builder;
    all->coder = its_coder;
}

static void add_counts(struct ct_collecting *all, struct worker *w, size_t n)
{
    bool empty = ct_builder_is_empty(all->builder);
    if (empty)
        change_places(all, &w[0].all.builder, &w[0].all.coder);
    for (size_t i = empty ? 1 : 0; i < n; i++)
        ct_builder_absorb(all->builder, w[i].all.builder);
}

static void take_gathered(struct ct_collecting *all, struct parts *p,
                          struct worker *w, size_t n)
{
    for (size_t i = 0; i < n; i++)
        ct_transfer_end(w[i].transfer);
    struct ct_coder *coder = ct_coder_create(all->descriptor, p->gathered);
    change_places(all, &p->gathered, &coder);
    ct_coder_destroy(coder);
}

static void end(struct worker *w)
{
    tear_down(w);
    free(w->all.ignored.n);
    ct_dict_clear(&w->all.ignored.reason);
    ct_problems_clear(&w->rejects);
}

/* This thread is one of them. */
static void run(struct worker *w, size_t n)
{
    size_t started = 1;
    while (started < n &&
           pthread_create(&w[started].thread, NULL, work, &w[started]) == 0)
        started++;
    work(&w[0]);
    for (size_t i = 1; i < started; i++)
        pthread_join(w[i].thread, NULL);
}

static bool read_all(struct parts *p, struct worker *w, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!start(&w[i], p))
            return false;
    p->n =
        (size_t)((p->size - p->from + p->size_of_part - 1) / p->size_of_part);
    p->tally = ct_xcalloc(p->n + 1, sizeof *p->tally);
    p->hash = ct_part_hash_create(p->stream, p->from, n + SPARE,
                                  1 + p->size_of_part + TAIL);
    run(w, n);
    return !p->failed;
}

int ct_intake_parts(struct ct_collecting *all, struct ct_stream *in,
                    const struct ct_form *form, size_t number, char **vintage)
{
    size_t n = (size_t)all->request->threads;
    if (n > THREADS)
        n = THREADS;
    struct parts p = {.all = all, .form = form, .stream = in, .number = number};
    struct worker *w = ct_xcalloc(n, sizeof *w);
    p.fd = ct_stream_file(in, &p.size);
    p.gathered = counts(form) ? NULL : ct_builder_create();
    p.size_of_part = p.gathered ? PART_TO_HAND_ON : PART_OF_COUNTS;
    pthread_mutex_init(&p.lock, NULL);
    pthread_cond_init(&p.counted, NULL);
    bool good = read_all(&p, w, n);
    if (good) {
        *vintage = w[0].in.vintage;
        w[0].in.vintage = NULL;
        for (size_t i = 0; i < n; i++)
            add(all, &w[i]);
        add_rejects(all, w, n);
        if (p.gathered)
            take_gathered(all, &p, w, n);
        else
            add_counts(all, w, n);
    }
    for (size_t i = 0; i < n && w[i].parts; i++)
        end(&w[i]);
    free(w);
    free(p.tally);
    ct_part_hash_destroy(p.hash);
    ct_builder_destroy(p.gathered);
    pthread_cond_destroy(&p.counted);
    pthread_mutex_destroy(&p.lock);
    return good;
}
