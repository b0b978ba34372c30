/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a method is, and what it sees.
 *
 * A method is one file, one row in methods.def, one line in local.mk, one
 * test, one oracle. The loop (analyze/loop.c) is the only place that knows
 * selections, denominators, breaks and threads: it cuts the panel into series,
 * puts those together that a method wants together (and cuts at breaks), hands
 * each part to the method's run() or run_group(), and puts the outputs together
 * in the order of the series, so that the result does not depend on the number
 * of threads. A method computes: it knows no clock, prints nothing, never exits
 * and reads no file but those its options name, in plan(). */
#ifndef CT_METHOD_H
#define CT_METHOD_H

#include "lib/error.h"
#include "lib/option.h"
#include "lib/panel.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A series, or the part of one between two breaks. Arrays hold n elements,
 * one for each period that has a row, in order of time; borrowed. Periods
 * that are not there are gaps in `ordinal`. */
struct ct_series {
    size_t n;
    char freq;           /* 'A', 'Q', 'M' */
    const int32_t *time; /* days since 1970-01-01, first day of a period */
    const long *ordinal; /* number of the period: neighbours differ by 1 */
    const double *year;  /* decimal year of its start */
    const double *value; /* NaN = missing */
    const double *lower, *upper;       /* NULL where the panel has none */
    const double *events, *population; /* NULL where not known */
    const uint16_t *status;
    double per;       /* of a rate: value = events / population * per; else 1
                         (CT_INPUT_COUNTS: value and events are the count) */
    const char *unit; /* code of the unit of value */
    int part;         /* 0: whole; 1, 2, ... between breaks */
    bool joined;      /* breaks in it are linked, or to be ignored */
    size_t index;     /* series in the panel, for messages and seeds */
    const char *name; /* its codes as `area=USA offence=0101` */
};

/* A number of a column that the panel may lack: NaN then. */
static inline double ct_column_at(const double *column, size_t row)
{
    return column ? column[row] : (double)NAN;
}

/* What a method is handed at once: the series it puts together, cut at the
 * same breaks (a member may have n = 0 in a part); one series if it puts none
 * together. Borrowed. */
struct ct_denominators;

struct ct_group {
    size_t n;
    const struct ct_series *series; /* in the panel's order */
    const char *name;               /* the codes they have in common */
    const void *state;              /* what the method's plan() left */
    const struct ct_panel *panel;   /* for ct_group_code() */
    const struct ct_denominators *denominators; /* for ct_group_residents() */
};

/* The code of a member in a dimension or an attribute ("_T" or "" where the
 * panel has none). Borrowed. */
const char *ct_group_code(const struct ct_group *g, size_t member,
                          const char *dimension);

/* Writes the residents of any area, also one that is no member, in n periods
 * (their first days; of the members' freq), with the members' codes in all
 * other dimensions; NaN where the population (-p) has none, or isn't there.
 * Returns 0, or -1 with CT_EDATA where it says two different things. */
int ct_group_residents(const struct ct_group *g, const char *area,
                       const int32_t *day, size_t n, double *out,
                       struct ct_error *err)
    __attribute__((warn_unused_result));

enum { CT_MAX_COMBINED = 8 };

/* What a method wants of the loop, said once before it sees a series.
 *
 * Series that differ in the combined dimensions only become one group; with
 * `everything` all that are taken are one. Of the others, those neither
 * combined nor named by --where, only series with `_T` are taken if one of
 * those to be combined has it (a total of totals does not count), otherwise
 * each code makes groups of its own; a code is never taken for those below it.
 * If areas are combined (and not named), they are of one kind: that of
 * area_like, else countries before their parts before a publisher's own before
 * groups. What is left out is said. A method with `every_series` takes all
 * instead, as methods on one series do. */
struct ct_codes;

struct ct_plan {
    size_t n_combined;
    const char *combined[CT_MAX_COMBINED]; /* live as long as state, options */
    bool everything, every_series;
    const char *area_like; /* a code, NULL = none */
    const char *only[2];   /* of combined[0] these codes alone; NULL = all */
    const struct ct_codes *codes; /* set before plan(): the lists, or NULL */
    const char *input; /* file of an option that was read, for the result's
                          inputs; NULL = none */
    void *state;       /* the method's */
};

struct ct_head;

/* What a method says of one part. Rows go into tables declared by the
 * method's columns; observations, where it makes a panel, go into `obs`. The
 * loop fills in dimensions, part and note. */
struct ct_output_part {
    struct ct_table **table; /* one for each of the method's tables: the
                                method's own columns, and notes of rows behind
                                them (ct_output_row_note()); NULL at the end */
    struct ct_obs *obs;      /* grown with ct_output_obs() */
    size_t n_obs, capacity;
    struct ct_head *head; /* whose rows and observations these are */
    size_t n_heads, head_capacity;
    struct ct_buffer *note; /* reasons and warnings, joined by "; " */
};

/* Adds an observation to the part's output, in any order of time; its period
 * may lie before or behind those of the input (forecasts: status F, period
 * from ct_period_from_ordinal(), lib/period.h). Every column of struct ct_obs
 * may be set: where value is fitted, x[CT_OBSERVED] is what was observed. */
void ct_output_obs(struct ct_output_part *out, const struct ct_obs *o);

/* What follows, rows and observations, has another code in one dimension than
 * the series had so far:
 *
 *     ct_output_code(out, "component", "trend");
 *     ... ct_output_obs() of the trend ...
 *     ct_output_code(out, "component", "seasonal");
 *     ... ct_output_obs() of the season ...
 *
 * The dimension may be new (everything else has `_T` there), or be `unit`.
 * May go back to a code it had before. */
void ct_output_code(struct ct_output_part *out, const char *dimension,
                    const char *code);

/* What follows is said of one member of the group, with its codes; of all
 * together with CT_WHOLE: combined dimensions are `_T` (with `everything`, the
 * code all have, else `_T`), attributes what all have, else `mixed`. An output
 * begins with the whole; codes of ct_output_code() are forgotten. */
enum { CT_WHOLE = -1 };
void ct_output_of(struct ct_output_part *out, long member);

/* Adds a reason or a warning (once, however often it is said) to the note of
 * the part's rows. */
void ct_output_note(struct ct_output_part *out, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The same of the row added last to one of the part's tables, and of no
 * other. */
void ct_output_row_note(struct ct_table *table, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* A column of a method's table. */
struct ct_column_row {
    const char *name; /* NULL ends the list */
    bool is_text;
    const char *help; /* meaning and unit, one line */
};

/* A table a method makes: one row a part, or as many as it adds. */
struct ct_table_row {
    const char *name; /* NULL ends the list */
    const struct ct_column_row *columns;
    const char *help;
};

/* What values a method takes. */
enum ct_method_input {
    CT_INPUT_ANY,     /* any numbers; with -p, counts are made into rates */
    CT_INPUT_COUNTS,  /* counts, with -p POPULATION */
    CT_INPUT_RATES,   /* as ANY, but counts without -p are left out */
    CT_INPUT_AMOUNTS, /* what can be added up: counts, residents, weights, sums
                        of money; -p is not used */
    CT_INPUT_BOTH     /* counts and rates as they are; with -p, counts get
                         population, rates with --counts-from-rates events */
};

/* Choices of the common options, in the order of their words. */
enum { CT_BREAKS_SPLIT, CT_BREAKS_ERROR, CT_BREAKS_LINK, CT_BREAKS_IGNORE };
enum { CT_ZERO_HALF, CT_ZERO_DROP, CT_ZERO_ERROR };
enum { CT_FILL_NONE, CT_FILL_LINEAR, CT_FILL_LOG_LINEAR };
enum { CT_SUPPRESSED_BOUNDS, CT_SUPPRESSED_ZERO, CT_SUPPRESSED_MIDPOINT };
enum { CT_GAP_NONE, CT_GAP_INTERPOLATE };

/* Options that every method has (ct_common_option_rows). All but zero (and
 * fill, where it says so) are the loop's business; a method that takes
 * logarithms sees to zero. */
struct ct_common_options {
    int across_breaks;  /* CT_BREAKS_... */
    int zero;           /* CT_ZERO_... */
    int fill;           /* CT_FILL_... */
    int suppressed;     /* CT_SUPPRESSED_... */
    double confidence;  /* percent */
    double per;         /* rates per this many residents */
    int population_gap; /* CT_GAP_... */
    bool counts_from_rates;
    int threads; /* 0 = all cores */
};

/* One method: everything the program knows of it. `defaults` holds `size`
 * bytes, the options struct the rows point into. */
struct ct_method {
    const char *name;    /* as on the command line: "mann-kendall" */
    const char *title;   /* one line for lists */
    const char *formula; /* how a number is made, in a line for `explain`;
                            NULL = the title says enough */
    const char *text;    /* paragraphs for help and manual: what is computed,
                            defaults, minimum n, sources */
    enum ct_method_input input;
    const char *beside;    /* measure of series that plan() or run_group() read
                              from the panel, which are none for it; or NULL */
    bool makes_panel;      /* observations beside the tables */
    const char *unit;      /* unit of the observations: a code, "RATE" = rates
                              per --per, NULL = that of value */
    const char *interval;  /* what lower and upper of the observations cover,
                              as words behind `Interval: `; NULL = none */
    const char *limits;    /* the same of limits in tables */
    bool splits_at_breaks; /* false: run() sees the whole series, and leaves
                              empty what would compare values across a break
                              (ct_series_broken() in analyze/cut.h) */
    bool own_fill;         /* sees to --fill by itself */
    bool by_period;        /* each period by itself, so that no break matters */
    int across_breaks;     /* default of --across-breaks: CT_BREAKS_ERROR for
                              methods that compare or add areas */
    const struct ct_table_row *tables; /* NULL = none */
    const struct ct_option *options;   /* own options, NULL = none */
    const void *defaults;
    size_t size;

    /* Says what is put together, reads files that options name (the only place
     * where a method may) and checks the options; the panel is the selected
     * one, *plan zero but for its codes. Called once. Returns 0, or -1 with
     * *err. NULL = every series by itself. forget(), NULL or not, frees what
     * plan() left, also after a failure. */
    int (*plan)(const void *options, const struct ct_panel *panel,
                struct ct_plan *plan, struct ct_error *err);
    void (*forget)(struct ct_plan *plan);

    /* The attribute that keeps series of one key apart where several files
     * have it (lib/select.h), by the options. NULL: such series are one, and
     * must be equal. */
    const char *(*apart)(const void *options);

    /* Computes one part of a group. Called from several threads at once.
     * Returns as run() does. */
    int (*run_group)(const struct ct_group *g,
                     const struct ct_common_options *common,
                     const void *options, struct ct_output_part *out,
                     struct ct_error *err);

    /* The same for methods that need neither group nor plan (run_group is NULL
     * then). Computes one part. Called from several threads at once. Returns 0
     * also
     * when nothing can be computed: the row stays, its cells empty, the reason
     * in the note. -1 with *err only for what must end the run. */
    int (*run)(const struct ct_series *s,
               const struct ct_common_options *common, const void *options,
               struct ct_output_part *out, struct ct_error *err);

    /* Which areas a result's area of the method's making stands for: adds
     * them and returns true; false if it is none. NULL = there are none. */
    bool (*members)(const struct ct_plan *plan, const char *area,
                    struct ct_dict *areas);

    /* How a member of a group went into the number of a period, where `formula`
     * does not say: returns the first day of the period that it was taken in
     * (an earlier one, with a lag), and may append the sum that was done. day
     * is that of the number. NULL = of the same period, as it stands. */
    int32_t (*taken)(const struct ct_group *g, size_t member,
                     const void *options, int32_t day, struct ct_buffer *sum);

    /* Looks at the finished result once (adjusted p-values); NULL = none. */
    void (*finish)(struct ct_panel *result,
                   const struct ct_common_options *common, const void *options);
};

#endif
