/* SPDX-License-Identifier: GPL-3.0-or-later
 * Styles of xlsx, of which only matters whether they show dates: ECMA-376
 * part 1, 18.8. */
#include "config.h"

#include "collect/xlsx_inner.h"

#include "lib/memory.h"

#include <stdlib.h>
#include <string.h>

/* Excel has no more than 64,000. */
enum { STYLES_MAX = 1 << 16 };

/* A format that the workbook declares; a number below 164 may be declared
 * anew. */
struct ct_xlsx_own_format {
    unsigned long id;
    enum ct_book_format format;
};

static enum ct_book_format find_format(const struct ct_xlsx_styles *s,
                                       unsigned long id)
{
    for (size_t i = 0; i < s->n_own; i++)
        if (s->own[i].id == id)
            return s->own[i].format;
    return ct_book_format_number(id);
}

static unsigned long number_of(const char **attributes, const char *name)
{
    const char *text = ct_xml_attribute(attributes, name);
    return text ? strtoul(text, NULL, 10) : 0;
}

static int too_many(struct ct_error *err)
{
    return ct_fail(err, CT_EDATA, 0, 0, "more than %d styles in the workbook",
                   STYLES_MAX);
}

static int add_own(struct ct_xlsx_styles *s, const char **attributes,
                   struct ct_error *err)
{
    enum { OWN_MAX = 4096 }; /* each style looks through them */
    const char *code = ct_xml_attribute(attributes, "formatCode");
    if (s->n_own == OWN_MAX)
        return too_many(err);
    s->own = ct_xgrow(s->own, &s->own_capacity, s->n_own + 1, sizeof *s->own);
    s->own[s->n_own++] =
        (struct ct_xlsx_own_format){number_of(attributes, "numFmtId"),
                                    ct_book_format_code(code ? code : "")};
    return 0;
}

static int add_style(struct ct_xlsx_styles *s, const char **attributes,
                     struct ct_error *err)
{
    if (s->n == STYLES_MAX)
        return too_many(err);
    s->format = ct_xgrow(s->format, &s->capacity, s->n + 1, 1);
    s->format[s->n++] =
        (unsigned char)find_format(s, number_of(attributes, "numFmtId"));
    return 0;
}

/* Differential styles (dxfs) declare formats, too, which cells never have. */
static int start(void *user, const char *name, const char **attributes,
                 struct ct_error *err)
{
    struct ct_xlsx_styles *s = user;
    if (strcmp(name, "cellXfs") == 0)
        s->within_cells = true;
    if (strcmp(name, "numFmt") == 0 && !s->n)
        return add_own(s, attributes, err);
    if (strcmp(name, "xf") == 0 && s->within_cells)
        return add_style(s, attributes, err);
    return 0;
}

static int end(void *user, const char *name, struct ct_error *err)
{
    struct ct_xlsx_styles *s = user;
    (void)err;
    if (strcmp(name, "cellXfs") == 0)
        s->within_cells = false;
    return 0;
}

int ct_xlsx_read_styles(struct ct_archive *book, const char *part,
                        struct ct_xlsx_styles *s, struct ct_error *err)
{
    static const struct ct_xml xml = {.start = start, .end = end};
    return ct_book_parse(book, part, &xml, s, err);
}
