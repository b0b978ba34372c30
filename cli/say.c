/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the program says. */
#include "config.h"

#include "cli/say.h"

#include "lib/file.h"
#include "lib/panel.h"

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
           (strcmp(kind, "denominator") == 0 ||
            strcmp(kind, "selection") == 0 || strcmp(kind, "warning") == 0);
}

/* Each text is said once, however many series it stands on. */
void ct_say_notes(const struct ct_panel *p, bool quiet, bool verbose)
{
    struct ct_dict said = {0};
    const struct ct_provenance *v = &p->provenance;
    for (size_t i = 0; i < v->n_notes && !quiet; i++) {
        const char *kind = ct_note_kind(v, i), *text = ct_note_text(v, i);
        size_t n = said.n;
        if ((verbose || for_all(&v->notes[i], kind)) &&
            ct_dict_add(&said, text, strlen(text)) == n)
            ct_say("%s: %s", kind, text);
    }
    ct_dict_clear(&said);
}

int ct_say_out(struct ct_buffer *text, struct ct_error *err)
{
    int result = ct_file_write("-", text->data, text->size, err);
    ct_buffer_clear(text);
    return result;
}
