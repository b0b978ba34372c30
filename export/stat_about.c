/* SPDX-License-Identifier: GPL-3.0-or-later
 * Stata and SPSS files: what is said about the data. */
#include "config.h"

#include "export/stat_about.h"

#include "export/remarks.h"
#include "export/stat_names.h"
#include "lib/memory.h"

#include <stdlib.h>
#include <string.h>

enum { PLACES = 20 };
/* Bytes of a file's title; of a line of notes. */
enum { DTA_TITLE = 80, SAV_TITLE = 64, DTA_LINE = 32000, SAV_LINE = 80 };

struct about {
    const struct ct_sheet *s;
    enum ct_stat_kind kind;
    readstat_writer_t *file;
};

static void add_line(void *user, const char *text)
{
    struct about *w = user;
    readstat_add_note(w->file, text);
}

static void add_lines(struct about *w, const char *text)
{
    ct_stat_lines(text, w->kind == CT_STAT_DTA ? DTA_LINE : SAV_LINE, add_line,
                  w);
}

static void add_remarks(struct about *w)
{
    struct ct_remarks r = {0};
    ct_remarks_add(&r, w->s->panel, &w->s->names);
    for (size_t i = 0; i < r.n; i++) {
        struct ct_buffer text = {0}, where = {0};
        ct_remark_where(&r.remarks[i], PLACES, &where);
        ct_buffer_printf(&text, "%s: %s", r.remarks[i].kind, r.remarks[i].text);
        if (where.size)
            ct_buffer_printf(&text, " (%s)", where.data);
        add_lines(w, text.data);
        ct_buffer_clear(&text);
        ct_buffer_clear(&where);
    }
    ct_remarks_clear(&r);
}

static void add_sources(struct about *w)
{
    const struct ct_provenance *v = &w->s->panel->provenance;
    for (size_t i = 0; i < v->n_inputs; i++) {
        const struct ct_input *in = &v->inputs[i];
        const char *const part[] = {in->title,   in->publisher, in->citation,
                                    in->vintage, in->licence,   in->url};
        struct ct_buffer text = {0};
        ct_buffer_text(&text, "Source: ");
        for (size_t k = 0; k < sizeof part / sizeof *part; k++)
            if (*part[k])
                ct_buffer_printf(&text, "%s; ", part[k]);
        ct_buffer_printf(&text, "file %s, SHA-256 %s", in->name, in->sha256);
        add_lines(w, text.data);
        ct_buffer_clear(&text);
    }
}

void ct_stat_about(readstat_writer_t *file, const struct ct_sheet *s,
                   enum ct_stat_kind kind)
{
    struct about about = {s, kind, file}, *w = &about;
    char heading[512], key[512];
    struct ct_buffer caption = {0};
    ct_sheet_heading(w->s, heading, sizeof heading);
    char *title = ct_stat_cut_copy(heading, w->kind == CT_STAT_DTA ? DTA_TITLE
                                                                   : SAV_TITLE);
    readstat_writer_set_file_label(w->file, title);
    free(title);
    ct_sheet_caption(w->s, &caption);
    if (caption.size)
        add_lines(w, caption.data);
    ct_buffer_clear(&caption);
    ct_status_words(ct_sheet_statuses(w->s), "; ", true, key, sizeof key);
    if (*key) {
        char *text = ct_xasprintf("Status: %s", key);
        add_lines(w, text);
        free(text);
    }
    add_remarks(w);
    add_sources(w);
}
