/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the lines of a chart are called. */
#include "config.h"

#include "plot/line_label.h"

#include "lib/dict.h"
#include "lib/memory.h"
#include "plot/encode.h"

#include <stdlib.h>
#include <string.h>

char *ct_line_label(const struct ct_chart *c, const bool *varies, size_t series)
{
    struct ct_buffer b = {0};
    for (size_t k = 0; k < c->panel->n_keys; k++) {
        if (!varies[k])
            continue;
        char *name = ct_chart_name(c, c->panel->keys[k].name, series);
        ct_buffer_printf(&b, "%s%s", b.size ? ", " : "", name);
        free(name);
    }
    if (b.size == 0) {
        char *name = ct_chart_name(c, "area", series);
        ct_buffer_text(&b, name);
        free(name);
    }
    char *joined = ct_buffer_take(&b), *clean = ct_text_clean(joined);
    free(joined);
    return clean;
}

/* How many lines have each label; one[i] is the number of line i's. */
static size_t *count_labels(const struct ct_chart *c, size_t *one)
{
    struct ct_dict labels = {0};
    size_t *lines = ct_xcalloc(c->n + 1, sizeof *lines);
    for (size_t i = 0; i < c->n; i++) {
        const char *label = c->line[i].label;
        one[i] = ct_dict_add(&labels, label, strlen(label));
        lines[one[i]]++;
    }
    ct_dict_clear(&labels);
    return lines;
}

void ct_line_labels_tell_apart(struct ct_chart *c)
{
    size_t *one = ct_xmalloc(c->n, sizeof *one);
    size_t *lines = count_labels(c, one);
    for (size_t i = 0; i < c->n; i++) {
        struct ct_line *l = &c->line[i];
        const char *code = ct_panel_code_of(c->panel, "area", l->series);
        if (lines[one[i]] < 2)
            continue;
        char *joined = ct_xasprintf("%s (%s)", l->label, code);
        free(l->label);
        l->label = ct_text_clean(joined);
        free(joined);
    }
    free(lines);
    free(one);
}
