/* SPDX-License-Identifier: GPL-3.0-or-later
 * The structure that our SDMX-CSV refers to, as SDMX-ML 3.0: code lists,
 * concepts and the data structure definition of one sheet (SDMX 3.0, section 3;
 * sdmx-twg/sdmx-ml). Receivers load it before the data. */
#include "config.h"

#include "export/cube.h"
#include "export/format.h"
#include "export/note_list.h"
#include "export/sdmx_ids.h"
#include "lib/memory.h"
#include "lib/status.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define URN "urn:sdmx:org.sdmx.infomodel."
#define SCHEMAS "http://www.sdmx.org/resources/sdmxml/schemas/v3_0/"

enum role { DIMENSION, TIME, MEASURE, OF_OBSERVATION, OF_SERIES, OF_ALL };

/* One component; codes is what its list is made of, NULL if it has none. */
struct component {
    char id[CT_SDMX_ID_MAX];
    char name[CT_HEADING_MAX];
    enum role role;
    bool number;
    const struct ct_dict *codes;
};

struct writer {
    const struct ct_sheet *s;
    struct ct_cube cube;
    struct ct_dict total, statuses, confidentiality; /* codes made here */
    size_t n;
    struct component *component;
    struct ct_buffer b;
};

/* --- components --- */

static struct component *add(struct writer *w, const char *id, const char *name,
                             enum role role)
{
    w->component = ct_xrealloc(w->component, w->n + 1, sizeof *w->component);
    struct component *c = &w->component[w->n++];
    *c = (struct component){.role = role};
    snprintf(c->id, sizeof c->id, "%s", id);
    ct_heading(name, c->name, sizeof c->name);
    return c;
}

/* Ids in SDMX have no colons, as some of our codes of areas have. */
static bool are_ids(const struct ct_dict *codes)
{
    for (size_t i = 0; i < codes->n; i++)
        for (const char *s = codes->code[i]; *s; s++)
            if (!((*s >= '0' && *s <= '9') || (*s >= 'A' && *s <= 'Z') ||
                  (*s >= 'a' && *s <= 'z') || strchr("_-@$", *s)))
                return false;
    return codes->n > 0;
}

static const struct ct_side *side_of(const struct writer *w, const char *name)
{
    for (size_t i = 0; i < w->cube.n_sides; i++)
        if (strcmp(w->cube.sides[i].name, name) == 0)
            return &w->cube.sides[i];
    return NULL;
}

static void add_dimensions(struct writer *w)
{
    const struct ct_sheet *s = w->s;
    char id[CT_SDMX_ID_MAX];
    for (size_t i = 0; i < s->n_columns; i++) {
        if (s->columns[i].kind != CT_SHEET_CODE)
            continue;
        ct_sdmx_id(s, i, id);
        add(w, id, s->columns[i].name, DIMENSION)->codes =
            &side_of(w, s->columns[i].name)->codes;
    }
    for (const char *const *d = ct_sdmx_usual; s->series && *d; d++)
        if (!ct_sdmx_has(s, *d)) {
            ct_sdmx_usual_id(*d, id);
            add(w, id, *d, DIMENSION)->codes = &w->total;
        }
    if (side_of(w, "row"))
        add(w, "ROW", "row", DIMENSION);
}

/* Time, measures and the attributes that are columns of the sheet. */
static void add_columns(struct writer *w)
{
    const struct ct_sheet *s = w->s;
    char id[CT_SDMX_ID_MAX];
    for (size_t i = 0; i < s->n_columns; i++) {
        const struct ct_sheet_column *column = &s->columns[i];
        bool value = strcmp(column->name, "value") == 0 || !s->series;
        bool number = column->kind == CT_SHEET_NUMBER;
        if (column->kind == CT_SHEET_CODE || column->kind == CT_SHEET_LABEL)
            continue;
        ct_sdmx_id(s, i, id);
        struct component *c = add(w, id, column->name,
                                  strcmp(id, "TIME_PERIOD") == 0 ? TIME
                                  : number && value              ? MEASURE
                                                    : OF_OBSERVATION);
        c->number = number;
        if (column->kind == CT_SHEET_STATUS)
            c->codes = &w->statuses;
    }
}

static void add_attributes(struct writer *w)
{
    const struct ct_panel *p = w->s->panel;
    for (size_t i = 2; i <= ct_sdmx_most_statuses(p); i++) {
        char id[32];
        snprintf(id, sizeof id, "OBS_STATUS_%zu", i);
        add(w, id, "further_status", OF_OBSERVATION)->codes = &w->statuses;
    }
    add(w, "CONF_STATUS", "confidentiality", OF_OBSERVATION)->codes =
        &w->confidentiality;
    add(w, "UNIT_MULT", "unit_multiplier", OF_OBSERVATION);
    add(w, "OBS_PRE_BREAK", "value_before_break", OF_OBSERVATION)->number =
        true;
    add(w, "COMMENT_OBS", "comment", OF_OBSERVATION);
    add(w, "COMMENT_TS", "comment_on_the_series", OF_SERIES);
    add(w, "COMMENT_DSET", "comment_on_the_data_set", OF_ALL);
    for (size_t k = 0; k < p->n_keys; k++)
        if (p->keys[k].is_attribute) {
            char id[CT_SDMX_ID_MAX];
            ct_sdmx_capitals(p->keys[k].name, id);
            add(w, id, p->keys[k].name, OF_SERIES);
        }
}

/* --- XML --- */

static void put_text(struct ct_buffer *b, const char *text)
{
    for (const char *s = text; *s; s++)
        if (*s == '&')
            ct_buffer_text(b, "&amp;");
        else if (*s == '<')
            ct_buffer_text(b, "&lt;");
        else if (*s == '>')
            ct_buffer_text(b, "&gt;");
        else if (*s == '"')
            ct_buffer_text(b, "&quot;");
        else if ((unsigned char)*s >= ' ')
            ct_buffer_byte(b, *s);
        else
            ct_buffer_byte(b, ' ');
}

static void put_name(struct ct_buffer *b, const char *indent, const char *name)
{
    ct_buffer_printf(b, "%s<com:Name xml:lang=\"en\">", indent);
    put_text(b, name);
    ct_buffer_text(b, "</com:Name>\n");
}

/* Opens an artefact that is maintained: its urn, id and name. */
static void open_artefact(struct ct_buffer *b, const char *element,
                          const char *package, const char *id)
{
    ct_buffer_printf(b,
                     "      <str:%s urn=\"" URN "%s.%s=" CT_SDMX_AGENCY
                     ":%s(" CT_SDMX_VERSION ")\" agencyID=\"" CT_SDMX_AGENCY
                     "\" id=\"%s\" version=\"" CT_SDMX_VERSION "\">\n",
                     element, package, element, id, id);
}

static void put_code_list(struct writer *w, const struct component *c)
{
    char id[CT_SDMX_ID_MAX + 4];
    snprintf(id, sizeof id, "CL_%s", c->id);
    open_artefact(&w->b, "Codelist", "codelist", id);
    put_name(&w->b, "        ", c->name);
    for (size_t i = 0; i < c->codes->n; i++) {
        const char *label = c->codes->label[i], *code = c->codes->code[i];
        ct_buffer_printf(&w->b, "        <str:Code id=\"%s\">\n", code);
        put_name(&w->b, "          ", *label ? label : code);
        ct_buffer_text(&w->b, "        </str:Code>\n");
    }
    ct_buffer_text(&w->b, "      </str:Codelist>\n");
}

/* A list of code lists may not be empty. */
static void put_code_lists(struct writer *w)
{
    bool any = false;
    for (size_t i = 0; i < w->n; i++) {
        struct component *c = &w->component[i];
        if (c->codes && !are_ids(c->codes))
            c->codes = NULL;
        if (!c->codes)
            continue;
        ct_buffer_text(&w->b, any ? "" : "    <str:Codelists>\n");
        put_code_list(w, c);
        any = true;
    }
    ct_buffer_text(&w->b, any ? "    </str:Codelists>\n" : "");
}

static void put_concepts(struct writer *w)
{
    ct_buffer_text(&w->b, "    <str:ConceptSchemes>\n");
    open_artefact(&w->b, "ConceptScheme", "conceptscheme", "CONCEPTS");
    put_name(&w->b, "        ", "Concepts");
    for (size_t i = 0; i < w->n; i++) {
        ct_buffer_printf(&w->b, "        <str:Concept id=\"%s\">\n",
                         w->component[i].id);
        put_name(&w->b, "          ", w->component[i].name);
        ct_buffer_text(&w->b, "        </str:Concept>\n");
    }
    ct_buffer_text(&w->b, "      </str:ConceptScheme>\n"
                          "    </str:ConceptSchemes>\n");
}

static void put_representation(struct ct_buffer *b, const struct component *c)
{
    ct_buffer_text(b, "              <str:LocalRepresentation>\n");
    if (c->codes)
        ct_buffer_printf(b,
                         "                <str:Enumeration>" URN
                         "codelist.Codelist=" CT_SDMX_AGENCY
                         ":CL_%s(" CT_SDMX_VERSION ")</str:Enumeration>\n",
                         c->id);
    else
        ct_buffer_printf(b,
                         "                <str:TextFormat textType=\"%s\"/>\n",
                         c->role == TIME ? "ObservationalTimePeriod"
                         : c->number     ? "Double"
                                         : "String");
    ct_buffer_text(b, "              </str:LocalRepresentation>\n");
}

/* What an attribute is attached to. */
static void put_relationship(struct writer *w, enum role role)
{
    ct_buffer_text(&w->b, "              <str:AttributeRelationship>\n");
    if (role == OF_OBSERVATION)
        ct_buffer_text(&w->b, "                <str:Observation/>\n");
    if (role == OF_ALL)
        ct_buffer_text(&w->b, "                <str:Dataflow/>\n");
    for (size_t i = 0; role == OF_SERIES && i < w->n; i++)
        if (w->component[i].role == DIMENSION)
            ct_buffer_printf(&w->b,
                             "                <str:Dimension>%s"
                             "</str:Dimension>\n",
                             w->component[i].id);
    ct_buffer_text(&w->b, "              </str:AttributeRelationship>\n");
}

static void put_component(struct writer *w, const struct component *c)
{
    const char *element = c->role == DIMENSION ? "Dimension"
                          : c->role == TIME    ? "TimeDimension"
                          : c->role == MEASURE ? "Measure"
                                               : "Attribute";
    ct_buffer_printf(
        &w->b,
        "            <str:%s id=\"%s\"%s>\n"
        "              <str:ConceptIdentity>" URN
        "conceptscheme.Concept=" CT_SDMX_AGENCY ":CONCEPTS(" CT_SDMX_VERSION
        ").%s</str:ConceptIdentity>\n",
        element, c->id, c->role > TIME ? " usage=\"optional\"" : "", c->id);
    put_representation(&w->b, c);
    if (c->role > MEASURE)
        put_relationship(w, c->role);
    ct_buffer_printf(&w->b, "            </str:%s>\n", element);
}

/* A list of the components with roles from `first` to `last`. */
static void put_list(struct writer *w, const char *list, const char *id,
                     enum role first, enum role last)
{
    bool open = false;
    for (size_t i = 0; i < w->n; i++) {
        if (w->component[i].role < first || w->component[i].role > last)
            continue;
        if (!open)
            ct_buffer_printf(&w->b, "          <str:%s id=\"%s\">\n", list, id);
        open = true;
        put_component(w, &w->component[i]);
    }
    if (open)
        ct_buffer_printf(&w->b, "          </str:%s>\n", list);
}

static void put_definition(struct writer *w)
{
    char id[CT_SDMX_ID_MAX], heading[512];
    ct_sdmx_structure_id(w->s, id);
    ct_sheet_heading(w->s, heading, sizeof heading);
    ct_buffer_text(&w->b, "    <str:DataStructures>\n");
    open_artefact(&w->b, "DataStructure", "datastructure", id);
    put_name(&w->b, "        ", heading);
    ct_buffer_text(&w->b, "        <str:DataStructureComponents>\n");
    put_list(w, "DimensionList", "DimensionDescriptor", DIMENSION, TIME);
    put_list(w, "AttributeList", "AttributeDescriptor", OF_OBSERVATION, OF_ALL);
    put_list(w, "MeasureList", "MeasureDescriptor", MEASURE, MEASURE);
    ct_buffer_text(&w->b, "        </str:DataStructureComponents>\n"
                          "      </str:DataStructure>\n"
                          "    </str:DataStructures>\n");
}

/* The time is always the same: same input, same bytes. */
static void put_header(struct ct_buffer *b)
{
    ct_buffer_text(b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                      "<mes:Structure xmlns:mes=\"" SCHEMAS "message\" "
                      "xmlns:str=\"" SCHEMAS "structure\" "
                      "xmlns:com=\"" SCHEMAS "common\">\n"
                      "  <mes:Header>\n"
                      "    <mes:ID>" CT_SDMX_AGENCY "</mes:ID>\n"
                      "    <mes:Test>false</mes:Test>\n"
                      "    <mes:Prepared>2000-01-01T00:00:00Z</mes:Prepared>\n"
                      "    <mes:Sender id=\"" CT_SDMX_AGENCY "\"/>\n"
                      "  </mes:Header>\n"
                      "  <mes:Structures>\n");
}

/* --- code lists of our own --- */

static void add_code(struct ct_dict *d, const char *code, const char *label)
{
    ct_dict_label(d, ct_dict_add(d, code, strlen(code)), label);
}

static void make_codes(struct writer *w)
{
    add_code(&w->total, "_T", "Total");
    add_code(&w->confidentiality, "C", "Confidential");
    add_code(&w->confidentiality, "F", "Free");
    add_code(&w->statuses, "A", "normal");
    for (int bit = 0; bit < CT_N_STATUS; bit++) {
        char words[64], letter[2] = {ct_status_letter[bit], '\0'};
        ct_status_words((uint16_t)(1 << bit), "", false, words, sizeof words);
        add_code(&w->statuses, letter, words);
    }
}

static int write_structure(const struct ct_document *d, struct ct_output *out,
                           struct ct_error *err)
{
    struct writer w = {.s = d->sheets[0]};
    int rc = ct_cube_make(&w.cube, w.s, err);
    if (rc == 0) {
        make_codes(&w);
        add_dimensions(&w);
        add_columns(&w);
        if (w.s->series)
            add_attributes(&w);
        put_header(&w.b);
        put_code_lists(&w);
        put_concepts(&w);
        put_definition(&w);
        ct_buffer_text(&w.b, "  </mes:Structures>\n</mes:Structure>\n");
        ct_output_write(out, w.b.data, w.b.size);
    }
    ct_cube_clear(&w.cube);
    ct_dict_clear(&w.total);
    ct_dict_clear(&w.statuses);
    ct_dict_clear(&w.confidentiality);
    free(w.component);
    ct_buffer_clear(&w.b);
    return rc;
}

const struct ct_format ct_format_sdmx_structure = {
    .name = "sdmx-structure",
    .title = "SDMX-ML 3.0: the structure that sdmx-csv refers to",
    .streams = true,
    .names = true,
    .write = write_structure};
