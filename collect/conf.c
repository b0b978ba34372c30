/* SPDX-License-Identifier: GPL-3.0-or-later
 * Typed settings from libconfig. */
#include "config.h"

#include "collect/conf.h"

#include "lib/buffer.h"
#include "lib/file.h"
#include "lib/near.h"
#include "lib/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

int ct_conf_fail(const config_setting_t *setting, struct ct_error *err,
                 const char *format, ...)
{
    char text[CT_TEXT_MAX];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    return ct_fail(err, CT_EDATA, (long)config_setting_source_line(setting), 0,
                   "%s", text);
}

int ct_conf_fail_at(const config_setting_t *group, const char *name,
                    struct ct_error *err, const char *format, ...)
{
    const config_setting_t *s = config_setting_get_member(group, name);
    char text[CT_TEXT_MAX];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    return ct_conf_fail(s ? s : group, err, "%s", text);
}

/* The line on which the place stands. */
static long line_of(const char *text, const char *place)
{
    long line = 1;
    for (; text < place; text++)
        line += *text == '\n';
    return line;
}

/* What libconfig would not refuse: it stops at a NUL as if the file ended
 * there, and includes any file it is told to, also one that never ends. */
static int check_bytes(const struct ct_buffer *text, struct ct_error *err)
{
    const char *from = text->data, *end = from + strlen(from);
    if (end != from + text->size)
        return ct_fail(err, CT_EDATA, line_of(from, end), 0,
                       "a NUL byte; settings are text");
    for (const char *line = from; line; line = strchr(line, '\n')) {
        line += strspn(line, " \t\n");
        if (strncmp(line, "@include", 8) == 0)
            return ct_fail(err, CT_EDATA, line_of(from, line), 0,
                           "'@include' is not taken: a descriptor stands in "
                           "one file");
    }
    return 0;
}

/* Texts come to stand in panels and messages, where they must be UTF-8; they
 * can be something else by their bytes or by `\xff`. */
static int check_texts(const config_setting_t *setting, struct ct_error *err)
{
    const char *text = config_setting_get_string(setting);
    size_t n = text ? strlen(text) : 0, cut;
    if (n && ct_utf8_valid(text, n, &cut) != n)
        return ct_conf_fail(setting, err,
                            "a text that is not UTF-8; save the file as UTF-8");
    for (int i = 0; i < config_setting_length(setting); i++)
        if (check_texts(config_setting_get_elem(setting, (unsigned)i), err) < 0)
            return -1;
    return 0;
}

/* Read by us and not by libconfig, so that a file that is not there or far too
 * long is told in the same words as any other. */
int ct_conf_read(config_t *config, const char *path, struct ct_error *err)
{
    struct ct_buffer text = {0};
    int status = ct_file_read(path, 1 << 20, &text, err);
    if (status == 0 && text.size)
        status = check_bytes(&text, err);
    if (status == 0 &&
        config_read_string(config, text.size ? text.data : "") != CONFIG_TRUE)
        status = ct_fail(err, CT_EDATA, config_error_line(config), 0, "%s",
                         config_error_text(config));
    if (status == 0)
        status = check_texts(config_root_setting(config), err);
    ct_buffer_clear(&text);
    return status < 0 ? ct_error_file(err, path) : 0;
}

/* A misspelt setting would have no effect, and nobody would notice. */
int ct_conf_known(const config_setting_t *group, const char *const *names,
                  size_t n, struct ct_error *err)
{
    for (int i = 0; i < config_setting_length(group); i++) {
        const config_setting_t *s = config_setting_get_elem(group, (unsigned)i);
        const char *name = config_setting_name(s), *near;
        size_t k = 0;
        while (k < n && strcmp(name, names[k]) != 0)
            k++;
        if (k < n)
            continue;
        near = ct_near(name, names, n);
        return ct_conf_fail(s, err, "unknown setting '%s'%s%s%s", name,
                            near ? ", did you mean '" : "", near ? near : "",
                            near ? "'?" : "");
    }
    return 0;
}

static const config_setting_t *find(const config_setting_t *group,
                                    const char *name)
{
    return config_setting_get_member(group, name);
}

int ct_conf_text(const config_setting_t *group, const char *name,
                 const char **out, struct ct_error *err)
{
    const config_setting_t *s = find(group, name);
    if (!s)
        return 0;
    if (config_setting_type(s) != CONFIG_TYPE_STRING)
        return ct_conf_fail(s, err, "'%s' must be a text in quotes", name);
    *out = config_setting_get_string(s);
    return 0;
}

/* One byte will do: as a thousands mark, a blank stands for the no-break ones,
 * too. */
int ct_conf_char(const config_setting_t *group, const char *name, char *out,
                 struct ct_error *err)
{
    const char *text = NULL;
    if (ct_conf_text(group, name, &text, err) < 0)
        return -1;
    if (text && strlen(text) != 1)
        return ct_conf_fail(find(group, name), err,
                            "'%s' must be one character, not '%s'", name, text);
    if (text)
        *out = *text;
    return 0;
}

int ct_conf_bool(const config_setting_t *group, const char *name, bool *out,
                 struct ct_error *err)
{
    const config_setting_t *s = find(group, name);
    if (!s)
        return 0;
    if (config_setting_type(s) != CONFIG_TYPE_BOOL)
        return ct_conf_fail(s, err, "'%s' must be true or false", name);
    *out = config_setting_get_bool(s);
    return 0;
}

/* Limits are given by who asks, so that a slip as scale = 1000 is told where
 * it stands. */
int ct_conf_int(const config_setting_t *group, const char *name, int min,
                int max, int *out, struct ct_error *err)
{
    const config_setting_t *s = find(group, name);
    if (!s)
        return 0;
    int x = config_setting_get_int(s);
    if (config_setting_type(s) != CONFIG_TYPE_INT || x < min || x > max)
        return ct_conf_fail(s, err, "'%s' must be a number from %d to %d", name,
                            min, max);
    *out = x;
    return 0;
}

/* The number of a word in "a|b|c", or -1. */
static int word_number(const char *choices, const char *word)
{
    size_t n = strlen(word);
    for (int i = 0;; i++) {
        size_t length = strcspn(choices, "|");
        if (length == n && strncmp(choices, word, n) == 0)
            return i;
        if (!choices[length])
            return -1;
        choices += length + 1;
    }
}

int ct_conf_choice(const config_setting_t *group, const char *name,
                   const char *choices, int *out, struct ct_error *err)
{
    const char *word = NULL;
    if (ct_conf_text(group, name, &word, err) < 0)
        return -1;
    if (!word)
        return 0;
    int number = word_number(choices, word);
    if (number < 0)
        return ct_conf_fail(find(group, name), err,
                            "'%s' must be one of %s, not '%s'", name, choices,
                            word);
    *out = number;
    return 0;
}

int ct_conf_group(const config_setting_t *group, const char *name,
                  const config_setting_t **out, struct ct_error *err)
{
    *out = find(group, name);
    if (*out && config_setting_type(*out) != CONFIG_TYPE_GROUP)
        return ct_conf_fail(*out, err, "'%s' must be a group { ... }", name);
    return 0;
}

int ct_conf_list(const config_setting_t *group, const char *name,
                 const config_setting_t **out, struct ct_error *err)
{
    *out = find(group, name);
    if (*out && config_setting_type(*out) != CONFIG_TYPE_LIST)
        return ct_conf_fail(*out, err, "'%s' must be a list ( ... )", name);
    return 0;
}
