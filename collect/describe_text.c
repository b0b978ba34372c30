/* SPDX-License-Identifier: GPL-3.0-or-later
 * Texts in their places of a draft; small questions to what was seen. */
#include "config.h"

#include "collect/describe_inner.h"

#include <string.h>

/* In quotes, as libconfig reads them. */
void ct_put_quoted(struct ct_buffer *out, const char *s)
{
    ct_buffer_byte(out, '"');
    for (; *s; s++) {
        if (*s == '"' || *s == '\\')
            ct_buffer_byte(out, '\\');
        if ((unsigned char)*s < ' ')
            ct_buffer_printf(out, "\\x%02x", (unsigned)*s);
        else
            ct_buffer_byte(out, *s);
    }
    ct_buffer_byte(out, '"');
}

/* In a comment: one line, not too long. */
void ct_put_plain(struct ct_buffer *out, const char *s)
{
    for (size_t n = 0; *s && (n < 200 || (*s & 0xc0) == 0x80); s++, n++)
        ct_buffer_byte(out, (unsigned char)*s < ' ' ? ' ' : *s);
}

/* A pattern that matches the text alone; letters beyond ASCII by what is there,
 * as an archive's names are in whatever encoding. */
void ct_put_pattern(struct ct_buffer *out, const char *s)
{
    struct ct_buffer pattern = {0};
    ct_buffer_byte(&pattern, '^');
    for (; *s; s++)
        if ((unsigned char)*s >= 0x80) {
            ct_buffer_text(&pattern, ".+");
            while ((unsigned char)s[1] >= 0x80)
                s++;
        } else if (*s == '^' || *s == '\\')
            ct_buffer_printf(&pattern, "\\%c", *s);
        else if (strchr(".[]()*+?{}|$", *s))
            ct_buffer_printf(&pattern, "[%c]", *s);
        else
            ct_buffer_byte(&pattern, *s);
    ct_buffer_byte(&pattern, '$');
    ct_put_quoted(out, pattern.data);
    ct_buffer_clear(&pattern);
}

void ct_put_cell(struct ct_buffer *out, const char *s)
{
    bool quotes = strpbrk(s, ",\"\r\n") != NULL;
    if (quotes)
        ct_buffer_byte(out, '"');
    for (; *s; s++) {
        if (*s == '"')
            ct_buffer_byte(out, '"');
        ct_buffer_byte(out, *s);
    }
    if (quotes)
        ct_buffer_byte(out, '"');
}

const char *ct_base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

const struct ct_seen_column *ct_seen_column_of(const struct ct_seen *seen,
                                               enum ct_role role)
{
    for (size_t i = 0; i < seen->n_columns; i++)
        if (seen->column[i].role == role)
            return &seen->column[i];
    return NULL;
}

bool ct_seen_header_key(const struct ct_seen *seen)
{
    return strcmp(seen->layout, "measures") == 0 || seen->packed_names;
}
