/* SPDX-License-Identifier: GPL-3.0-or-later
 * Settings of a libconfig file, each checked for its kind. What is not there
 * leaves the caller's default; every error has the setting's line. */
#ifndef CT_CONF_H
#define CT_CONF_H

#include "lib/error.h"

#include <libconfig.h>
#include <stdbool.h>
#include <stddef.h>

/* Reads a file of at most 1 MiB into an initialised config. Returns 0, or -1
 * with *err (file and line). */
int ct_conf_read(config_t *config, const char *path, struct ct_error *err)
    __attribute__((warn_unused_result));

/* Refuses settings of a group that are not among n names, with the near one. */
int ct_conf_known(const config_setting_t *group, const char *const *names,
                  size_t n, struct ct_error *err)
    __attribute__((warn_unused_result));

/* A text; one character; yes or no; a number from min to max; a word out of
 * `choices` ("a|b|c"), as its number. Texts are borrowed from the config.
 * Each returns 0, or -1 with *err. */
int ct_conf_text(const config_setting_t *group, const char *name,
                 const char **out, struct ct_error *err)
    __attribute__((warn_unused_result));
int ct_conf_char(const config_setting_t *group, const char *name, char *out,
                 struct ct_error *err) __attribute__((warn_unused_result));
int ct_conf_bool(const config_setting_t *group, const char *name, bool *out,
                 struct ct_error *err) __attribute__((warn_unused_result));
int ct_conf_int(const config_setting_t *group, const char *name, int min,
                int max, int *out, struct ct_error *err)
    __attribute__((warn_unused_result));
int ct_conf_choice(const config_setting_t *group, const char *name,
                   const char *choices, int *out, struct ct_error *err)
    __attribute__((warn_unused_result));

/* A group or list of that name: *out is NULL when there is none. */
int ct_conf_group(const config_setting_t *group, const char *name,
                  const config_setting_t **out, struct ct_error *err)
    __attribute__((warn_unused_result));
int ct_conf_list(const config_setting_t *group, const char *name,
                 const config_setting_t **out, struct ct_error *err)
    __attribute__((warn_unused_result));

/* Fails at a setting's line. Returns -1. */
int ct_conf_fail(const config_setting_t *setting, struct ct_error *err,
                 const char *format, ...) __attribute__((format(printf, 3, 4)));

/* The same at the line of the setting of that name in a group. */
int ct_conf_fail_at(const config_setting_t *group, const char *name,
                    struct ct_error *err, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

#endif
