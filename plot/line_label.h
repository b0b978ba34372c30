/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the lines of a chart are called. */
#ifndef CT_LINE_LABEL_H
#define CT_LINE_LABEL_H

#include "plot/chart.h"

/* Names of the dimensions that tell the chosen series apart (varies[] has one
 * for each key of the panel), joined; of the area where none does. The caller
 * frees it. */
char *ct_line_label(const struct ct_chart *c, const bool *varies,
                    size_t series);

/* Puts the area's code behind the names of lines that are called the same:
 * districts of one town, say. */
void ct_line_labels_tell_apart(struct ct_chart *c);

#endif
