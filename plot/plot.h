/* SPDX-License-Identifier: GPL-3.0-or-later
 * The plotting stage: panels and results in, images out. Figures are rows of
 * figures.def; gnuplot is started once for any number of images. */
#ifndef CT_PLOT_H
#define CT_PLOT_H

#include "lib/codes.h"
#include "lib/error.h"
#include "lib/option.h"
#include "lib/panel.h"
#include "lib/select.h"

struct ct_figure;

/* All figures, in the order of the help; NULL ends the list. */
extern const struct ct_figure *const ct_figures[];

/* The figure of that name, or NULL with CT_EUSAGE and the near name. */
const struct ct_figure *ct_figure_find(const char *name, struct ct_error *err);

/* Its name; its one-line description. */
const char *ct_figure_name(const struct ct_figure *f);
const char *ct_figure_title(const struct ct_figure *f);

/* Options of all figures. */
struct ct_plot_options {
    const char *title, *subtitle; /* NULL = made from the data */
    const char *script;           /* keep the gnuplot script there */
    double width, height;         /* points; 0 = the figure's own */
    double font_size;             /* of the smallest text; 0 = the style's */
    int style;                    /* CT_STYLES of plot/style.h */
    int lang;                     /* CT_LANGS of plot/lang.h */
    int page;                     /* of panels, from 1; 0 = all on one */
    int log_scale;                /* bool */
    const char *allow;            /* words of --allow (lib/beside.h), or NULL */
    bool matrix;                  /* flows: numbers in place of ribbons */
};
extern const struct ct_option ct_plot_option_rows[];
extern const struct ct_plot_options ct_plot_defaults;

/* One image: what to draw, from which panel (selected, all files united),
 * into which file; the ending (.svg .pdf .png) decides the format. selection
 * is what the panel was selected by: parts of a dimension that
 * was named there are shown beside its total. codes may be NULL. */
struct ct_plot_request {
    const struct ct_figure *figure;
    const struct ct_panel *panel;
    struct ct_selection selection;
    const struct ct_codes *codes;
    const struct ct_plot_options *options;
    const char *path;
};

/* Draws n images in one gnuplot process. Each is written whole or not at all.
 * Returns 0, or -1 with the first error; the images that could be drawn are
 * there. CT_EUSAGE for an ending that is no image format. */
int ct_plot(const struct ct_plot_request *requests, size_t n,
            struct ct_error *err) __attribute__((warn_unused_result));

/* Whether the ending of a path is an image format; if not CT_EUSAGE. */
int ct_plot_check_path(const char *path, struct ct_error *err)
    __attribute__((warn_unused_result));

/* Appends a figure's help. */
void ct_figure_help(const struct ct_figure *f, struct ct_buffer *out);

#endif
