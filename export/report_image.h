/* SPDX-License-Identifier: GPL-3.0-or-later
 * Images inside a page. */
#ifndef CT_REPORT_IMAGE_H
#define CT_REPORT_IMAGE_H

#include "export/report.h"

/* Appends a figure's image: SVG as it is, but for ids, which get the figure's
 * number so that several can stand in one page; PNG as data; of others the
 * name. */
void ct_report_image(struct ct_buffer *out, const struct ct_report_figure *f,
                     size_t number);

/* Appends the title of an SVG as text; of what has none the one given with it,
 * or its path. */
void ct_report_image_title(struct ct_buffer *out,
                           const struct ct_report_figure *f);

#endif
