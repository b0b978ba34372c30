/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reading descriptors: what its files share. */
#ifndef CT_DESCRIPTOR_INNER_H
#define CT_DESCRIPTOR_INNER_H

#include "collect/conf.h"
#include "collect/descriptor.h"

/* Memory of a descriptor: its texts are the config's. */
struct ct_owned {
    config_t config;
    size_t n_blocks, n_patterns, n_positions;
    void **block;
    regex_t **pattern;
    struct ct_positions **positions;
};

/* A descriptor while it is read. */
struct ct_reading {
    struct ct_descriptor *d;
    const char *folder;
    bool headers_only; /* tables that tell no header are named, not read */
};

/* Zeroed memory that lives as long as the descriptor. */
void *ct_descriptor_memory(struct ct_descriptor *d, size_t n, size_t size);

/* A text, or a list of them. */
int ct_read_texts(struct ct_reading *r, const config_setting_t *group,
                  const char *name, struct ct_texts *out, struct ct_error *err)
    __attribute__((warn_unused_result));

/* A regular expression; *out stays where the group has none. `grouped`: one
 * with a group in parentheses. */
int ct_read_pattern(struct ct_reading *r, const config_setting_t *group,
                    const char *name, bool grouped, const regex_t **out,
                    struct ct_error *err) __attribute__((warn_unused_result));

/* Where a text comes from: exactly one of `column header file sheet after cell
 * text parts` in the group; none leaves *out. */
int ct_read_origin(struct ct_reading *r, const config_setting_t *group,
                   struct ct_origin *out, struct ct_error *err)
    __attribute__((warn_unused_result));

/* An origin with its formats, a group of that name: `time`, `vintage`. */
int ct_read_time(struct ct_reading *r, const config_setting_t *group,
                 const char *name, struct ct_origin *out,
                 struct ct_time_style *style, struct ct_error *err)
    __attribute__((warn_unused_result));

/* One condition, or a list of them, under that name; each needs a `reason`
 * if `reasons`. */
int ct_read_conditions(struct ct_reading *r, const config_setting_t *group,
                       const char *name, bool reasons,
                       const struct ct_condition **out, size_t *n,
                       struct ct_error *err)
    __attribute__((warn_unused_result));

/* The keys of a form, if the group has any. */
int ct_read_keys(struct ct_reading *r, const config_setting_t *group,
                 struct ct_form *form, struct ct_error *err)
    __attribute__((warn_unused_result));

/* Checks the name of a dimension; a mistake is told at the setting's line. */
int ct_read_dimension(const config_setting_t *s, const char *name,
                      struct ct_error *err) __attribute__((warn_unused_result));

/* A group of names and codes; codes of dimensions are checked. Names among
 * `but` are passed over. */
int ct_read_constants(struct ct_reading *r, const config_setting_t *group,
                      const char *but, const struct ct_constant **out,
                      size_t *n, struct ct_error *err)
    __attribute__((warn_unused_result));

/* The settings of a form; those that a group does not have stay as they are,
 * so that a form can start as a copy of the dataset's own settings. */
int ct_read_form(struct ct_reading *r, const config_setting_t *group,
                 struct ct_form *form, struct ct_error *err)
    __attribute__((warn_unused_result));

/* The names of a form's settings. */
extern const char *const ct_form_settings[];
extern const size_t ct_n_form_settings;

#endif
