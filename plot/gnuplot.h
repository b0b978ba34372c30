/* SPDX-License-Identifier: GPL-3.0-or-later
 * gnuplot, run as a program: the only code that starts it. It gets its script
 * and leaves its images in memory, so that no signal, full disk or killed
 * process can leave a file behind. */
#ifndef CT_GNUPLOT_H
#define CT_GNUPLOT_H

#include "lib/buffer.h"
#include "lib/error.h"

#include <stddef.h>

enum ct_image_format { CT_SVG, CT_PDF, CT_PNG };

/* One image: what to draw, in commands that do not name terminal or output,
 * on width x height points, and what it is enlarged by (an SVG is not, but can
 * be by its frame). image is empty before and holds the file's bytes after; the
 * caller clears it. */
struct ct_image {
    enum ct_image_format format;
    double width, height, scale;
    const char *commands;
    struct ct_buffer image;
};

/* Appends the script of one image: terminal, output, commands. */
void ct_gnuplot_script(const struct ct_image *image, const char *output,
                       struct ct_buffer *out);

/* Makes n images in one process without shell, start-up files, environment
 * and, when the images' time is over, life. Each image is checked to be
 * whole. Returns 0, or -1 with CT_EIO; images that are whole are there, the
 * others are empty. */
int ct_gnuplot_run(struct ct_image *images, size_t n, struct ct_error *err)
    __attribute__((warn_unused_result));

#endif
