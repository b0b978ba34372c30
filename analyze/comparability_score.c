/* SPDX-License-Identifier: GPL-3.0-or-later
 * Points for what is known of a series. The weights are our own: they rank
 * what to look into first, and measure nothing. */
#include "config.h"

#include "analyze/comparability_score.h"

#include <math.h>
#include <string.h>

const double ct_score_most[CT_N_SCORE] = {30, 15, 15, 15, 5};

/* With fewer points to be had a score would say more of what is not known than
 * of the series. */
static const double least_applicable = 50;

static double alignment(const struct ct_score_input *in)
{
    if (strcmp(in->offence, "_T") == 0)
        return NAN;
    if (strcmp(in->relation, "exact") == 0)
        return 30;
    return !*in->relation || strcmp(in->relation, "none") == 0 ||
                   strcmp(in->relation, "mixed") == 0
               ? 0
               : 15;
}

/* Whether a unit is that word, as one or several: `victim`, `victims`. */
static bool is_unit(const char *unit, const char *word)
{
    size_t n = strlen(word);
    return strncmp(unit, word, n) == 0 &&
           (!unit[n] || strcmp(unit + n, "s") == 0);
}

/* Acts leading to death, causing harm, and of a sexual nature are counted by
 * victims, others by offences. */
static double unit(const struct ct_score_input *in)
{
    bool against_persons =
        in->offence[0] == '0' && in->offence[1] >= '1' && in->offence[1] <= '3';
    if (!*in->counting_unit || strcmp(in->counting_unit, "mixed") == 0)
        return 0;
    return is_unit(in->counting_unit, against_persons ? "victim" : "offence")
               ? 15
               : 8;
}

static double timeliness(double months)
{
    if (isnan(months))
        return NAN;
    return months <= 12 ? 5 : months <= 24 ? 3 : 0;
}

void ct_comparability_score(const struct ct_score_input *in,
                            struct ct_score *out)
{
    double sum = 0;
    out->points[CT_SCORE_ALIGNMENT] = alignment(in);
    out->points[CT_SCORE_UNIT] = unit(in);
    out->points[CT_SCORE_BREAKS] = fmax(0, 15 - 5 * (double)in->breaks);
    out->points[CT_SCORE_COMPLETENESS] = 15 * in->completeness;
    out->points[CT_SCORE_TIMELINESS] = timeliness(in->months);
    out->applicable = 0;
    for (int i = 0; i < CT_N_SCORE; i++)
        if (!isnan(out->points[i])) {
            sum += out->points[i];
            out->applicable += ct_score_most[i];
        }
    out->score = out->applicable >= least_applicable
                     ? 100 * sum / out->applicable
                     : (double)NAN;
}
