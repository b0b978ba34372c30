/* SPDX-License-Identifier: GPL-3.0-or-later
 * Goes through gnuplot's SVG tag by tag and writes it anew. */
#include "config.h"

#include "plot/svg.h"

#include "lib/memory.h"
#include "lib/number.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_ATTRIBUTES = 24, MAX_DEPTH = 32 };

/* Bytes of the input. */
struct span {
    const char *s;
    size_t n;
};

struct tag {
    struct span name;
    bool closes, is_empty;
    size_t n;
    struct span attribute[MAX_ATTRIBUTES], value[MAX_ATTRIBUTES];
};

/* The walk through the picture. */
struct walk {
    const char *at, *end;
    struct ct_buffer *out;
    size_t *names, n_names; /* where in out names begin */
    size_t depth;
    struct span open[MAX_DEPTH];
    size_t from[MAX_DEPTH], inside[MAX_DEPTH]; /* of open tags, in out */
};

static bool is(struct span a, const char *text)
{
    return a.n == strlen(text) && memcmp(a.s, text, a.n) == 0;
}

static bool begins(struct span a, const char *text)
{
    return a.n >= strlen(text) && memcmp(a.s, text, strlen(text)) == 0;
}

/* Appends text so that it is read as text, in an element or an attribute. */
static void add_escaped(struct ct_buffer *out, const char *text)
{
    for (; *text; text++)
        switch (*text) {
        case '<':
            ct_buffer_text(out, "&lt;");
            break;
        case '>':
            ct_buffer_text(out, "&gt;");
            break;
        case '&':
            ct_buffer_text(out, "&amp;");
            break;
        case '"':
            ct_buffer_text(out, "&quot;");
            break;
        default:
            ct_buffer_byte(out, *text);
        }
}

/* What a name within the picture begins with: room for the picture's hash. */
static void add_prefix(struct walk *w)
{
    w->names = ct_xrealloc(w->names, w->n_names + 1, sizeof *w->names);
    w->names[w->n_names++] = w->out->size;
    ct_buffer_text(w->out, "ct00000000-");
}

static void add_span(struct ct_buffer *out, struct span a)
{
    ct_buffer_add(out, a.s, a.n);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static void skip_blanks(struct walk *w)
{
    while (w->at < w->end && is_blank(*w->at))
        w->at++;
}

static bool is_name_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '-' || c == '_' || c == ':';
}

static struct span read_name(struct walk *w)
{
    struct span a = {w->at, 0};
    while (w->at < w->end && is_name_byte(*w->at))
        w->at++;
    a.n = (size_t)(w->at - a.s);
    return a;
}

/* Reads ` = "value"`; false when it is not there. */
static bool read_value(struct walk *w, struct span *value)
{
    skip_blanks(w);
    if (w->at == w->end || *w->at++ != '=')
        return false;
    skip_blanks(w);
    if (w->at == w->end || (*w->at != '"' && *w->at != '\''))
        return false;
    char quote = *w->at++;
    value->s = w->at;
    const char *stop = memchr(w->at, quote, (size_t)(w->end - w->at));
    if (!stop || memchr(w->at, '<', (size_t)(stop - w->at)))
        return false;
    value->n = (size_t)(stop - w->at);
    w->at = stop + 1;
    return true;
}

/* Reads a tag from behind its `<`; false when it is none. */
static bool read_tag(struct walk *w, struct tag *t)
{
    *t = (struct tag){.closes = w->at < w->end && *w->at == '/'};
    w->at += t->closes;
    t->name = read_name(w);
    for (;;) {
        skip_blanks(w);
        if (w->at < w->end && *w->at == '/') {
            t->is_empty = true;
            w->at++;
        }
        if (w->at < w->end && *w->at == '>') {
            w->at++;
            return t->name.n > 0 && !(t->closes && t->n > 0);
        }
        if (t->n == MAX_ATTRIBUTES || t->is_empty)
            return false;
        t->attribute[t->n] = read_name(w);
        if (t->attribute[t->n].n == 0 || !read_value(w, &t->value[t->n]))
            return false;
        t->n++;
    }
}

/* What a picture is made of. */
static bool is_drawing(struct span name)
{
    static const char *const names[] = {
        "svg", "g", "defs", "path", "rect", "circle", "polygon", "use", "text"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (is(name, names[i]))
            return true;
    return false;
}

/* What gnuplot adds that says nothing of the picture. */
static bool is_left_out(struct span name)
{
    return is(name, "title") || is(name, "desc") || is(name, "filter");
}

/* Passes over an element to its end. */
static bool skip_element(struct walk *w, const struct tag *t)
{
    const char *s;
    if (t->is_empty)
        return true;
    while ((s = memmem(w->at, (size_t)(w->end - w->at), "</", 2))) {
        struct span name = {s + 2, t->name.n};
        w->at = s + 2;
        if (w->end - w->at > (long)name.n && w->at[name.n] == '>' &&
            memcmp(name.s, t->name.s, name.n) == 0) {
            w->at += name.n + 1;
            return true;
        }
    }
    return false;
}

/* The family gnuplot names, as a list that every reader can serve. */
static void add_font(struct ct_buffer *out, struct span family)
{
    static const char bold[] = ":Bold";
    bool is_bold =
        family.n > strlen(bold) &&
        memcmp(family.s + family.n - strlen(bold), bold, strlen(bold)) == 0;
    ct_buffer_text(out, " font-family=\"Liberation Sans, Arial, Helvetica, "
                        "sans-serif\"");
    if (is_bold)
        ct_buffer_text(out, " font-weight=\"bold\"");
}

/* Writes an attribute, or leaves it out; false if it has no place here. */
static bool add_attribute(struct walk *w, struct span name, struct span value)
{
    bool is_link = is(name, "xlink:href") || is(name, "href");
    if (begins(name, "on") || (is_link && !begins(value, "#gp")))
        return false;
    if (is(name, "shape-rendering") ||
        (is(name, "id") && begins(value, "gnuplot")))
        return true;
    if (is(name, "font-family")) {
        add_font(w->out, value);
        return true;
    }
    ct_buffer_byte(w->out, ' ');
    add_span(w->out, name);
    ct_buffer_text(w->out, "=\"");
    if (is_link) {
        ct_buffer_byte(w->out, '#');
        add_prefix(w);
        value.s++;
        value.n--;
    } else if (is(name, "id")) {
        add_prefix(w);
    }
    if (memchr(value.s, '"', value.n))
        return false;
    add_span(w->out, value);
    ct_buffer_byte(w->out, '"');
    return true;
}

/* Keeps account of what is open; false if the tags do not match. */
static bool nest(struct walk *w, const struct tag *t)
{
    if (t->closes) {
        if (w->depth == 0)
            return false;
        struct span last = w->open[--w->depth];
        return last.n == t->name.n && memcmp(last.s, t->name.s, last.n) == 0;
    }
    if (t->is_empty)
        return true;
    if (w->depth == MAX_DEPTH)
        return false;
    w->open[w->depth++] = t->name;
    return true;
}

static void add_length(struct ct_buffer *out, const char *before, double x)
{
    char text[CT_NUMBER_MAX];
    ct_number_format(x, text);
    ct_buffer_text(out, before);
    ct_buffer_text(out, text);
}

/* Writes our own beginning: size, role, title, description. */
static void add_head(struct walk *w, const struct ct_svg_head *head)
{
    struct ct_buffer *out = w->out;
    ct_buffer_text(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" "
                        "xmlns:xlink=\"http://www.w3.org/1999/xlink\"");
    add_length(out, " width=\"", head->width * head->scale);
    add_length(out, "pt\" height=\"", head->height * head->scale);
    add_length(out, "pt\" viewBox=\"0 0 ", head->width);
    add_length(out, " ", head->height);
    ct_buffer_text(out, "\" role=\"img\" aria-labelledby=\"");
    add_prefix(w);
    ct_buffer_text(out, "title ");
    add_prefix(w);
    ct_buffer_text(out, "desc\">\n<title id=\"");
    add_prefix(w);
    ct_buffer_text(out, "title\">");
    add_escaped(out, head->title);
    ct_buffer_text(out, "</title>\n<desc id=\"");
    add_prefix(w);
    ct_buffer_text(out, "desc\">");
    add_escaped(out, head->desc);
    ct_buffer_text(out, "</desc>\n");
}

static bool is_blank_from(const struct ct_buffer *b, size_t from)
{
    for (size_t i = from; i < b->size; i++)
        if (!is_blank(b->data[i]))
            return false;
    return true;
}

/* Takes a group that holds nothing out again; returns whether it was one. Its
 * colours are what gnuplot has left from the figure drawn before. */
static bool drop_empty_group(struct walk *w, const struct tag *t)
{
    if (!t->closes || !is(t->name, "g") ||
        !is_blank_from(w->out, w->inside[w->depth]))
        return false;
    w->out->size = w->from[w->depth];
    while (w->n_names > 0 && w->names[w->n_names - 1] >= w->out->size)
        w->n_names--;
    skip_blanks(w);
    return true;
}

/* Writes a tag as it should be; false if it has no place here. */
static bool add_tag(struct walk *w, const struct tag *t,
                    const struct ct_svg_head *head)
{
    if (!is_drawing(t->name) || !nest(w, t))
        return false;
    if (is(t->name, "svg") && !t->closes) {
        add_head(w, head);
        return w->depth == 1;
    }
    if (drop_empty_group(w, t))
        return true;
    size_t from = w->out->size;
    ct_buffer_text(w->out, t->closes ? "</" : "<");
    add_span(w->out, t->name);
    for (size_t i = 0; i < t->n; i++)
        if (!add_attribute(w, t->attribute[i], t->value[i]))
            return false;
    ct_buffer_text(w->out, t->is_empty ? "/>" : ">");
    if (!t->closes && !t->is_empty) {
        w->from[w->depth - 1] = from;
        w->inside[w->depth - 1] = w->out->size;
    }
    return true;
}

/* Copies text up to the next tag; only a text element has any. A bare `>` is
 * escaped, for `]]>` may not stand in XML. */
static bool copy_text(struct walk *w)
{
    bool in_text = w->depth > 0 && is(w->open[w->depth - 1], "text");
    for (; w->at < w->end && *w->at != '<'; w->at++)
        if (*w->at == '>' && in_text)
            ct_buffer_text(w->out, "&gt;");
        else if (in_text || (*w->at == '\n' && w->depth > 0))
            ct_buffer_byte(w->out, *w->at);
        else if (!is_blank(*w->at))
            return false;
    return true;
}

/* Names within the picture begin with a hash of it (FNV-1a): of what is
 * published, and not of what gnuplot writes, which depends on the figures it
 * has drawn before. */
static void fill_prefixes(struct walk *w, size_t from)
{
    static const char digits[] = "0123456789abcdef";
    char *picture = w->out->data;
    uint32_t hash = 2166136261u;
    for (size_t i = from; i < w->out->size; i++)
        hash = (hash ^ (unsigned char)picture[i]) * 16777619u;
    for (size_t i = 0; i < w->n_names; i++)
        for (size_t k = 0; k < 8; k++)
            picture[w->names[i] + 2 + k] = digits[hash >> (4 * k) & 15];
}

/* Appends the picture; false when it is not fit to be published. */
static bool write_picture(struct walk *w, struct span svg,
                          const struct ct_svg_head *head)
{
    struct tag t;
    bool good = svg.n > 5 && memcmp(svg.s, "<?xml", 5) == 0;
    const char *start = good ? memchr(svg.s, '>', svg.n) : NULL;
    w->at = start ? start + 1 : w->end;
    while (good && w->at < w->end && (good = copy_text(w)) && w->at < w->end) {
        w->at++;
        good = read_tag(w, &t) && (is_left_out(t.name) ? skip_element(w, &t)
                                                       : add_tag(w, &t, head));
    }
    return good && w->depth == 0;
}

int ct_svg_finish(const char *svg, size_t n, const struct ct_svg_head *head,
                  struct ct_buffer *out, struct ct_error *err)
{
    struct walk w = {.end = svg + n, .out = out};
    size_t from = out->size;
    bool good = write_picture(&w, (struct span){svg, n}, head);
    if (good)
        fill_prefixes(&w, from);
    else
        out->size = from;
    free(w.names);
    return good ? 0
                : ct_fail(err, CT_EIO, 0, 0,
                          "gnuplot wrote a picture that cannot be published");
}
