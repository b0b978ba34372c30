/* SPDX-License-Identifier: GPL-3.0-or-later
 * One series on its way to joinpoint models. */
#include "config.h"

#include "analyze/joinpoint_part.h"
#include "analyze/joinpoint_rho.h"
#include "lib/memory.h"

#include <math.h>
#include <stdlib.h>

int ct_joinpoint_part_take(struct ct_joinpoint_part *part,
                           const struct ct_series *s,
                           const struct ct_common_options *common,
                           struct ct_error *err)
{
    struct ct_joinpoint_taking how = {
        (enum ct_joinpoint_scale)part->own->scale,
        (enum ct_joinpoint_weights)part->own->weights, common->zero,
        common->confidence};
    return ct_joinpoint_series_take(&part->series, s, &how, err);
}

/* Fits once more with the correlation that the first fit's residuals have. */
static int estimate_rho(struct ct_joinpoint_part *part,
                        const struct ct_joinpoint_settings *settings,
                        struct ct_error *err)
{
    const struct ct_observed *o = &part->series.o;
    struct ct_joinpoint_groups groups = {1, {&part->points}, false};
    long *ordinal = ct_xmalloc(o->n + 1, sizeof *ordinal);
    for (size_t i = 0; i < o->n; i++)
        ordinal[i] = o->series->ordinal[o->row[i]];
    part->rho = ct_joinpoint_rho(&part->model, ordinal);
    free(ordinal);
    ct_joinpoint_model_clear(&part->model);
    ct_joinpoint_series_correlate(&part->series, part->rho);
    return ct_joinpoint_model_fit(&part->model, &groups, settings, err);
}

int ct_joinpoint_part_fit(struct ct_joinpoint_part *part, struct ct_error *err)
{
    struct ct_joinpoint_settings settings =
        ct_joinpoint_options_settings(part->own, part->kept);
    struct ct_joinpoint_groups groups = {1, {&part->points}, false};
    part->points = ct_joinpoint_series_points(&part->series);
    if (part->rho != 0 && !isnan(part->rho))
        ct_joinpoint_series_correlate(&part->series, part->rho);
    if (ct_joinpoint_model_fit(&part->model, &groups, &settings, err) < 0 ||
        (isnan(part->rho) && estimate_rho(part, &settings, err) < 0))
        return -1;
    ct_joinpoint_model_choose(&part->model, &settings);
    return 0;
}

void ct_joinpoint_part_note(const struct ct_joinpoint_part *part,
                            struct ct_output_part *out)
{
    const struct ct_joinpoint_series *s = &part->series;
    if (s->halves)
        ct_output_note(out, "%zu zero counts taken as 0.5", s->halves);
    if (2 * s->halves > s->o.n)
        ct_output_note(out, "most values are zero counts: p and limits mean "
                            "little; trend --model=poisson takes zeros as they "
                            "are");
    if (s->dropped)
        ct_output_note(out, "%zu zero values left out", s->dropped);
    if (s->unweighted)
        ct_output_note(out, "%zu values without a weight left out",
                       s->unweighted);
    /* A part whose values were never taken, after the other's were refused,
     * has no series. */
    if (s->o.series != NULL && s->o.series->freq != 'A')
        ct_output_note(out, "seasonal swings are not modelled");
}

void ct_joinpoint_model_note(const struct ct_joinpoint_model *m,
                             struct ct_output_part *out)
{
    if (m->limit == CT_JOINPOINT_FEW)
        ct_output_note(out, "%zu values have room for %zu joinpoints at most",
                       m->points->n, m->most);
    if (m->limit == CT_JOINPOINT_SLOW)
        ct_output_note(out,
                       "%zu values: more than %zu joinpoints would be too many "
                       "models to try",
                       m->points->n, m->most);
}

void ct_joinpoint_part_clear(struct ct_joinpoint_part *part)
{
    ct_joinpoint_model_clear(&part->model);
    ct_joinpoint_series_clear(&part->series);
}
