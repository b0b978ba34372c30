/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the program says. */
#include "config.h"

#include "cli/say.h"

#include "lib/file.h"
#include "lib/panel.h"
#include "lib/suppress.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

int ct_say_error(const struct ct_error *err)
{
    char text[CT_FILE_MAX + CT_TEXT_MAX + 64];
    ct_error_format(err, text, sizeof text);
    fprintf(stderr, "crimetrends: %s\n", text);
    return err->code == CT_EUSAGE ? 2 : 1;
}

void ct_say(const char *format, ...)
{
    va_list args;
    fputs("crimetrends: ", stderr);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
}

void ct_say_line(const char *line)
{
    fprintf(stderr, "%s\n", line);
}

static bool for_all(const struct ct_note *note, const char *kind)
{
    return note->series < 0 &&
           (strcmp(kind, "comparison") == 0 ||
            strcmp(kind, "denominator") == 0 ||
            strcmp(kind, "selection") == 0 || strcmp(kind, "warning") == 0 ||
            strcmp(kind, CT_NOTE_SUPPRESSED) == 0);
}

static bool says_suppressed(const struct ct_note *note, const char *kind)
{
    (void)note;
    return strcmp(kind, CT_NOTE_SUPPRESSED) == 0;
}

static bool any(const struct ct_note *note, const char *kind)
{
    (void)note;
    (void)kind;
    return true;
}

/* Prints the notes that are wanted, each text once, however many series it
 * stands on. */
static void say_some(const struct ct_panel *p,
                     bool (*wanted)(const struct ct_note *, const char *))
{
    struct ct_dict said = {0};
    const struct ct_provenance *v = &p->provenance;
    for (size_t i = 0; i < v->n_notes; i++) {
        const char *kind = ct_note_kind(v, i), *text = ct_note_text(v, i);
        size_t n = said.n;
        if (wanted(&v->notes[i], kind) &&
            ct_dict_add(&said, text, strlen(text)) == n) {
            const char *head = ct_note_head(kind, &text);
            ct_say("%s: %s", head, text);
        }
    }
    ct_dict_clear(&said);
}

void ct_say_notes(const struct ct_panel *p, bool quiet, bool verbose)
{
    if (!quiet)
        say_some(p, verbose ? any : for_all);
}

void ct_say_suppressed(const struct ct_panel *p, bool quiet)
{
    if (!quiet)
        say_some(p, says_suppressed);
}

int ct_say_out(struct ct_buffer *text, struct ct_error *err)
{
    int result = ct_file_write("-", text->data, text->size, err);
    ct_buffer_clear(text);
    return result;
}
