/* SPDX-License-Identifier: GPL-3.0-or-later
 * What gnuplot draws as SVG, made fit to be published: a title and a
 * description that say what the picture shows, a role for screen readers, a
 * size in points, fonts that every reader has, names that do not collide when
 * several pictures stand in one page, and nothing active. */
#ifndef CT_SVG_H
#define CT_SVG_H

#include "lib/buffer.h"
#include "lib/error.h"

/* What is written over the picture: the size it was drawn in and what it is
 * enlarged by, in points; texts as they are. */
struct ct_svg_head {
    double width, height, scale;
    const char *title, *desc;
};

/* Appends the picture in n bytes of gnuplot's SVG. Returns 0, or -1 with
 * CT_EIO when they are not what gnuplot writes: not well-formed, an element
 * or an attribute that has no place in a picture. */
int ct_svg_finish(const char *svg, size_t n, const struct ct_svg_head *head,
                  struct ct_buffer *out, struct ct_error *err)
    __attribute__((warn_unused_result));

#endif
