/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the codes of a sheet are called, and how codes of areas are written. */
#include "config.h"

#include "export/export.h"
#include "export/sheet.h"
#include "lib/buffer.h"

#include <string.h>

/* A dataset is called by its publisher, or by its title where the publisher
 * has several of those there are. */
static const char *dataset_name(const struct ct_provenance *v, const char *code)
{
    const struct ct_input *found = NULL;
    for (size_t i = 0; i < v->n_inputs && !found; i++)
        if (strcmp(v->inputs[i].dataset, code) == 0)
            found = &v->inputs[i];
    bool alone = found && *found->publisher;
    for (size_t i = 0; alone && i < v->n_inputs; i++)
        alone = strcmp(v->inputs[i].dataset, code) == 0 ||
                strcmp(v->inputs[i].publisher, found->publisher) != 0;
    return !found ? "" : alone ? found->publisher : found->title;
}

const char *ct_sheet_code_name(const struct ct_panel *p,
                               const struct ct_sheet_names *names,
                               const char *dimension, const char *code)
{
    const char *first = NULL;
    if (names->areas && names->codes && strcmp(dimension, "area") == 0)
        first = (names->areas == CT_NAMES_UN ? ct_codes_label : ct_codes_short)(
            names->codes, dimension, code);
    if (first && *first)
        return first;
    long key = ct_panel_find_key(p, dimension);
    if (key >= 0) {
        const struct ct_dict *d = &p->keys[key].codes;
        uint32_t i = ct_dict_find(d, code, strlen(code));
        if (i != CT_NO_CODE && *d->label[i])
            return d->label[i];
    }
    const char *label =
        names->codes ? ct_codes_label(names->codes, dimension, code) : NULL;
    if (!label && strcmp(dimension, "dataset") == 0)
        label = dataset_name(&p->provenance, code);
    return label ? label : "";
}

const char *ct_sheet_keep(struct ct_sheet *s, const char *text)
{
    uint32_t number = ct_dict_add(&s->strings, text, strlen(text));
    return s->strings.code[number];
}

static bool is_area(const char *dimension)
{
    return strcmp(dimension, "area") == 0 ||
           strcmp(dimension, "counterpart") == 0 ||
           strcmp(dimension, "citizenship") == 0;
}

const char *ct_sheet_code(struct ct_sheet *s, const char *dimension,
                          const char *code)
{
    if (s->names.area_codes == CT_AREA_ISO3 || !is_area(dimension))
        return code;
    struct ct_buffer as = {0};
    ct_codes_area_as(s->names.codes, code,
                     (enum ct_area_codes)s->names.area_codes, &as);
    code = ct_sheet_keep(s, as.size ? as.data : "");
    ct_buffer_clear(&as);
    return code;
}

/* Notes a code of an area that has none of the kind asked for. Codes of ISO
 * 3166-2 begin with two letters as they are. */
static void note_uncoded(const struct ct_export_options *o, const char *code,
                         struct ct_dict *out)
{
    bool by_letters = o->area_codes != CT_AREA_M49;
    struct ct_buffer as = {0};
    if (*code == '_' || !*code || (by_letters && strchr(code, '-')))
        return;
    ct_codes_area_as(o->codes, code, (enum ct_area_codes)o->area_codes, &as);
    if (as.size && strcmp(as.data, code) == 0)
        ct_dict_add(out, code, strlen(code));
    ct_buffer_clear(&as);
}

void ct_export_uncoded(const struct ct_panel *p,
                       const struct ct_export_options *o, struct ct_dict *out)
{
    if (o->area_codes == CT_AREA_ISO3)
        return;
    for (size_t k = 0; k < p->n_keys; k++)
        for (size_t i = 0; is_area(p->keys[k].name) && i < p->keys[k].codes.n;
             i++)
            note_uncoded(o, p->keys[k].codes.code[i], out);
    for (size_t t = 0; t < p->n_tables; t++)
        for (size_t c = 0; c < p->tables[t]->n_columns; c++) {
            const struct ct_column *column = &p->tables[t]->columns[c];
            bool is = column->is_text && is_area(column->name);
            for (size_t row = 0; is && row < p->tables[t]->n_rows; row++)
                note_uncoded(o, column->text[row], out);
        }
}
