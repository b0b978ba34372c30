/* SPDX-License-Identifier: GPL-3.0-or-later
 * The table of figures, their options, and the way from a panel to a file. */
#include "config.h"

#include "plot/plot.h"

#include "lib/file.h"
#include "lib/memory.h"
#include "lib/near.h"
#include "lib/option.h"
#include "plot/figure.h"
#include "plot/gnuplot.h"
#include "plot/lang.h"
#include "plot/style.h"
#include "plot/svg.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#define FIGURE(name) extern const struct ct_figure ct_figure_##name;
#include "plot/figures.def"
#undef FIGURE

const struct ct_figure *const ct_figures[] = {
#define FIGURE(name) &ct_figure_##name,
#include "plot/figures.def"
#undef FIGURE
    NULL};

enum { N_FIGURES = sizeof ct_figures / sizeof *ct_figures - 1 };

/* Images made by one process; more are made in turns of so many, for each has
 * an open file. */
enum { IMAGES_AT_ONCE = 256 };

#define AT(field) offsetof(struct ct_plot_options, field)
const struct ct_option ct_plot_option_rows[] = {
    {.name = "title",
     .argument = "TEXT",
     .type = CT_OPTION_TEXT,
     .offset = AT(title),
     .help = "title (default: made from the data)"},
    {.name = "subtitle",
     .argument = "TEXT",
     .type = CT_OPTION_TEXT,
     .offset = AT(subtitle),
     .help = "line below the title (default: unit, population, period)"},
    {.name = "width",
     .argument = "POINTS",
     .type = CT_OPTION_REAL,
     .offset = AT(width),
     .max = 3000,
     .help = "width, 72 points to the inch (default 0: the figure's own)"},
    {.name = "height",
     .argument = "POINTS",
     .type = CT_OPTION_REAL,
     .offset = AT(height),
     .max = 3000,
     .help = "height (default 0: what the content needs)"},
    {.name = "font-size",
     .argument = "POINTS",
     .type = CT_OPTION_REAL,
     .offset = AT(font_size),
     .max = 100,
     .help = "smallest text; all else grows with it (default 0: the style's)"},
    {.name = "style",
     .argument = "STYLE",
     .type = CT_OPTION_CHOICE,
     .choices = CT_STYLES,
     .offset = AT(style),
     .help = "screen, print (greys alone), slides (16 points on 960 x 540); "
             "default screen"},
    {.name = "lang",
     .argument = "LANG",
     .type = CT_OPTION_CHOICE,
     .choices = CT_LANGS,
     .offset = AT(lang),
     .help = "numbers and fixed words in en, fr or es (default en); names and "
             "notes of the data stay"},
    {.name = "log-scale",
     .type = CT_OPTION_FLAG,
     .offset = AT(log_scale),
     .help = "logarithmic scale of values"},
    {.name = "page",
     .argument = "N",
     .type = CT_OPTION_INT,
     .offset = AT(page),
     .max = 1000,
     .help = "panels: those of that page, 20 on each (default 0: all on one)"},
    {.name = "allow",
     .argument = "WHAT",
     .type = CT_OPTION_TEXT,
     .offset = AT(allow),
     .help = "rank series that differ in WHAT: source, counting-unit, "
             "definition, or several by commas"},
    {.name = "matrix",
     .type = CT_OPTION_FLAG,
     .offset = AT(matrix),
     .help = "flows: a matrix of numbers in place of ribbons"},
    {.name = "script",
     .argument = "FILE",
     .type = CT_OPTION_TEXT,
     .offset = AT(script),
     .help = "also keep the gnuplot script there"},
    {0}};
const struct ct_plot_options ct_plot_defaults = {0};

const struct ct_figure *ct_figure_find(const char *name, struct ct_error *err)
{
    const char *names[N_FIGURES];
    for (size_t i = 0; i < N_FIGURES; i++) {
        names[i] = ct_figures[i]->name;
        if (strcmp(names[i], name) == 0)
            return ct_figures[i];
    }
    const char *near = ct_near(name, names, N_FIGURES);
    ct_fail(err, CT_EUSAGE, 0, 0, "no figure '%s'%s%s%s", name,
            near ? ", did you mean '" : "; see crimetrends plot --help",
            near ? near : "", near ? "'?" : "");
    return NULL;
}

const char *ct_figure_name(const struct ct_figure *f)
{
    return f->name;
}

const char *ct_figure_title(const struct ct_figure *f)
{
    return f->title;
}

void ct_figure_help(const struct ct_figure *f, struct ct_buffer *out)
{
    ct_buffer_printf(out, "%s: %s\n", f->name, f->title);
    ct_help_row(out, "", 0, f->text);
}

/* The format that a path's ending stands for. */
static int find_format(const char *path, enum ct_image_format *format,
                       struct ct_error *err)
{
    static const char *const endings[] = {
        [CT_SVG] = ".svg", [CT_PDF] = ".pdf", [CT_PNG] = ".png"};
    size_t n = strlen(path);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (n > 4 && strcmp(path + n - 4, endings[i]) == 0) {
            *format = (enum ct_image_format)i;
            return 0;
        }
    return ct_fail(err, CT_EUSAGE, 0, 0,
                   "'%s' does not end in .svg, .pdf or .png", path);
}

int ct_plot_check_path(const char *path, struct ct_error *err)
{
    enum ct_image_format format;
    return find_format(path, &format, err);
}

/* Keeps the first of several errors. */
static int keep_first(int result, const struct ct_error *one,
                      struct ct_error *err)
{
    if (result == 0 && err)
        *err = *one;
    return -1;
}

/* Draws one figure as commands. */
static int draw_one(const struct ct_plot_request *r, struct ct_drawing *d,
                    struct ct_image *image, struct ct_error *err)
{
    const struct ct_plot_options *o = r->options;
    *d = (struct ct_drawing){.script.width = ct_style_width(o),
                             .script.height = ct_style_height(o)};
    if (find_format(r->path, &image->format, err) < 0 ||
        r->figure->draw(r, d, err) < 0)
        return -1;
    image->width = d->script.width;
    image->height = d->script.height;
    image->scale = ct_style_scale(o);
    if (ct_style_is_grey(o))
        ct_style_grey(&d->script.commands);
    image->commands = d->script.commands.data;
    return 0;
}

/* Writes the script of an image, if it is wanted. */
static int keep_script(const struct ct_plot_request *r,
                       const struct ct_image *image, struct ct_error *err)
{
    static const char *const names[] = {[CT_SVG] = "figure.svg",
                                        [CT_PDF] = "figure.pdf",
                                        [CT_PNG] = "figure.png"};
    struct ct_buffer script = {0};
    if (!r->options->script)
        return 0;
    ct_gnuplot_script(image, names[image->format], &script);
    int result =
        ct_file_write(r->options->script, script.data, script.size, err);
    ct_buffer_clear(&script);
    return result;
}

/* Writes an image to its file, which waits for its name; NULL with *err. */
static struct ct_output *finish(const struct ct_plot_request *r,
                                const struct ct_drawing *d,
                                const struct ct_image *image,
                                struct ct_error *err)
{
    struct ct_buffer svg = {0};
    const struct ct_buffer *bytes = &image->image;
    int bad = 0;
    if (image->format == CT_SVG) {
        char *desc =
            ct_xstrndup(d->desc.data ? d->desc.data : "", d->desc.size);
        struct ct_svg_head head = {image->width, image->height, image->scale,
                                   d->title, desc};
        bad = ct_svg_finish(bytes->data, bytes->size, &head, &svg, err);
        free(desc);
        bytes = &svg;
    }
    struct ct_output *o = bad ? NULL : ct_output_open(r->path, err);
    if (o)
        ct_output_write(o, bytes->data, bytes->size);
    ct_buffer_clear(&svg);
    return o;
}

/* The images made in one turn; image k is that of requests[number[k]], which
 * d[number[k]] drew. */
struct turn {
    const struct ct_plot_request *requests;
    struct ct_drawing *d;
    struct ct_image *image;
    size_t n, *number;
};

/* Writes the images that are there, and the scripts of those written. */
static int finish_all(struct turn *t, struct ct_error *err)
{
    struct ct_output **o = ct_xcalloc(t->n, sizeof(struct ct_output *));
    struct ct_error *errors = ct_xcalloc(t->n, sizeof *errors), one;
    size_t *of = ct_xcalloc(t->n, sizeof *of), n = 0;
    int result = 0;
    for (size_t k = 0; k < t->n; k++) {
        size_t i = t->number[k];
        if (t->image[k].image.size == 0)
            continue;
        one = (struct ct_error){0};
        of[n] = k;
        o[n] = finish(&t->requests[i], &t->d[i], &t->image[k], &one);
        if (o[n])
            n++;
        else
            result = keep_first(result, &one, err);
        ct_buffer_clear(&t->image[k].image);
    }
    ct_output_commit_all(o, n, errors);
    for (size_t j = 0; j < n; j++) {
        const struct ct_plot_request *r = &t->requests[t->number[of[j]]];
        if (errors[j].code != CT_OK ||
            keep_script(r, &t->image[of[j]], &errors[j]))
            result = keep_first(result, &errors[j], err);
    }
    free(of);
    free(errors);
    free(o);
    return result;
}

/* Draws at most IMAGES_AT_ONCE images. */
static int plot_some(const struct ct_plot_request *requests, size_t n,
                     struct ct_error *err)
{
    struct ct_drawing *d = ct_xcalloc(n, sizeof *d);
    struct ct_image *image = ct_xcalloc(n, sizeof *image);
    size_t *number = ct_xcalloc(n, sizeof *number), n_images = 0;
    struct ct_error one = {0};
    int result = 0;
    for (size_t i = 0; i < n; i++) {
        one = (struct ct_error){0};
        number[n_images] = i;
        if (draw_one(&requests[i], &d[i], &image[n_images], &one) == 0) {
            n_images++;
            continue;
        }
        ct_error_file(&one, requests[i].path);
        result = keep_first(result, &one, err);
    }
    one = (struct ct_error){0};
    if (n_images > 0 && ct_gnuplot_run(image, n_images, &one) < 0) {
        ct_error_file(&one, requests[number[0]].path);
        result = keep_first(result, &one, err);
    }
    one = (struct ct_error){0};
    struct turn t = {requests, d, image, n_images, number};
    if (finish_all(&t, &one) < 0)
        result = keep_first(result, &one, err);
    for (size_t i = 0; i < n; i++) {
        ct_script_clear(&d[i].script);
        ct_buffer_clear(&d[i].desc);
        free(d[i].title);
    }
    free(number);
    free(image);
    free(d);
    return result;
}

int ct_plot(const struct ct_plot_request *requests, size_t n,
            struct ct_error *err)
{
    int result = 0;
    for (size_t from = 0; from < n; from += IMAGES_AT_ONCE) {
        struct ct_error one = {0};
        size_t some = n - from < IMAGES_AT_ONCE ? n - from : IMAGES_AT_ONCE;
        if (plot_some(requests + from, some, &one) < 0)
            result = keep_first(result, &one, err);
    }
    return result;
}
