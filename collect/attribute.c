/* SPDX-License-Identifier: GPL-3.0-or-later
 * The attributes known to the program. */
#include "config.h"

#include "collect/attribute.h"

#include <string.h>

const struct ct_attribute ct_recording[] = {
    {"source", "police|health|survey|court|prison|customs|other"},
    {"counting_unit", NULL},
    {"counting_rule", NULL},
    {"recording_stage", "input|intermediate|output"},
    {"attempts", "included|excluded|separate"},
    {"principal_offence_rule", "yes|no"},
    {"multiple_offences", NULL},
    {"time_reference", "offence|recording|closure"},
    {"year_type", "calendar|fiscal"},
    {"population_covered", NULL},
    {"territory", NULL},
    {"denominator", NULL},
};
const size_t ct_n_recording = sizeof ct_recording / sizeof *ct_recording;

bool ct_is_attribute(const char *name)
{
    for (size_t i = 0; i < ct_n_recording; i++)
        if (strcmp(name, ct_recording[i].name) == 0)
            return true;
    return strcmp(name, "dataset") == 0 || strcmp(name, "vintage") == 0 ||
           strcmp(name, "relation") == 0;
}
