/* SPDX-License-Identifier: GPL-3.0-or-later
 * SDMX-ML data messages, read as they come: 2.1 generic and structure-specific,
 * by series and flat; 2.0 generic and compact; 3.0. Elements are known by
 * their local names, as each publisher has namespaces of his own. */
#include "config.h"

#include "collect/sdmx_ml_inner.h"

#include <expat.h>
#include <string.h>

enum { CHUNK = 1 << 16, DEPTH_MAX = 64, TOKEN_MAX = 1 << 20, TEXT_MAX = 600 };

struct message {
    XML_Parser parser;
    struct ct_sdmx_rows out;
    int depth;
    bool in_header, in_footer, in_series, in_obs;
    enum ct_sdmx_kind kind;    /* of a generic Value */
    struct ct_buffer *capture; /* where text goes, or NULL */
    struct ct_buffer footer, time;
    long obs_line;
    long long told; /* bytes that the parser has dealt with */
    bool failed;
    struct ct_error *err;
};

/* --- failing within a callback --- */

static long line_of(const struct message *m)
{
    return (long)XML_GetCurrentLineNumber(m->parser);
}

static void stop(struct message *m)
{
    m->failed = true;
    XML_StopParser(m->parser, XML_FALSE);
}

#define FAIL(m, ...)                                                           \
    do {                                                                       \
        ct_fail((m)->err, CT_EDATA, line_of(m), 0, __VA_ARGS__);               \
        stop(m);                                                               \
    } while (0)

/* --- names --- */

/* The name without the prefix of its namespace. */
static const char *local(const char *name)
{
    const char *colon = strrchr(name, ':');
    return colon ? colon + 1 : name;
}

static bool is(const char *name, const char *wanted)
{
    return strcmp(local(name), wanted) == 0;
}

static const char *attribute(const char **attributes, const char *name)
{
    for (size_t i = 0; attributes[i]; i += 2)
        if (is(attributes[i], name))
            return attributes[i + 1];
    return NULL;
}

/* --- components --- */

static struct ct_sdmx_components *components(struct message *m)
{
    return m->in_obs ? &m->out.obs : m->in_series ? &m->out.series : NULL;
}

static void add(struct message *m, enum ct_sdmx_kind kind, const char *id,
                const char *value)
{
    struct ct_sdmx_components *c = components(m);
    if (!c || !id || !value || m->failed)
        return;
    if (ct_sdmx_components_add(c, kind, id, value, m->err) == 0)
        return;
    m->err->line = line_of(m);
    stop(m);
}

/* Those of a namespace (xsi:type, xml:lang, structureRef) are not data. */
static void add_attributes(struct message *m, const char **attributes)
{
    for (size_t i = 0; attributes[i]; i += 2)
        if (!strchr(attributes[i], ':') && strcmp(attributes[i], "xmlns") != 0)
            add(m, CT_SDMX_PLAIN, attributes[i], attributes[i + 1]);
}

/* --- elements --- */

static void check_root(struct message *m, const char *name)
{
    static const char *const known[] = {"GenericData",
                                        "GenericTimeSeriesData",
                                        "StructureSpecificData",
                                        "StructureSpecificTimeSeriesData",
                                        "CompactData",
                                        "MessageGroup",
                                        "Error"};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (is(name, known[i]))
            return;
    if (is(name, "Structure"))
        FAIL(m, "an SDMX structure message: code lists and the like, no data");
    else
        FAIL(m,
             "not an SDMX-ML data message, but '%.60s'; generic, compact "
             "and structure-specific data are read",
             local(name));
}

static void start_dataset(struct message *m, const char **attributes)
{
    const char *action = attribute(attributes, "action");
    if (action && strcmp(action, "Delete") == 0)
        FAIL(m, "the data set's action is 'Delete': an instruction to delete "
                "observations, not data");
}

static void start_capture(struct message *m, struct ct_buffer *to)
{
    m->capture = to;
}

static void start_header(struct message *m, const char *name,
                         const char **attributes)
{
    const char *at = attribute(attributes, "dimensionAtObservation");
    if (is(name, "ID") && !m->out.id.size)
        start_capture(m, &m->out.id);
    else if (is(name, "Prepared") && !m->out.prepared.size)
        start_capture(m, &m->out.prepared);
    if (at && strlen(at) < sizeof m->out.at_observation)
        strcpy(m->out.at_observation, at);
}

/* Messages of the publisher: their codes and texts. */
static void start_footer(struct message *m, const char *name,
                         const char **attributes)
{
    const char *code = attribute(attributes, "code");
    if ((is(name, "Message") || is(name, "ErrorMessage")) && code)
        ct_buffer_printf(&m->footer, "%s%.40s:", m->footer.size ? "; " : "",
                         code);
    if (is(name, "Text")) {
        ct_buffer_byte(&m->footer, ' ');
        start_capture(m, &m->footer);
    }
}

static void start_generic(struct message *m, const char *name,
                          const char **attributes)
{
    const char *value = attribute(attributes, "value");
    const char *id = attribute(attributes, "id");
    if (!id)
        id = attribute(attributes, "concept");
    if (is(name, "SeriesKey") || is(name, "ObsKey"))
        m->kind = CT_SDMX_KEY;
    else if (is(name, "Attributes"))
        m->kind = CT_SDMX_ATTRIBUTE;
    else if (is(name, "Value"))
        add(m, m->kind, id, value);
    else if (is(name, "ObsDimension"))
        add(m, CT_SDMX_KEY, id ? id : m->out.at_observation, value);
    else if (is(name, "ObsValue"))
        add(m, CT_SDMX_ATTRIBUTE, "OBS_VALUE", value);
    else if (is(name, "Time") && m->in_obs) {
        m->time.size = 0;
        start_capture(m, &m->time);
    }
}

static void start_data(struct message *m, const char *name,
                       const char **attributes)
{
    if (is(name, "Series")) {
        m->in_series = true;
        ct_sdmx_components_empty(&m->out.series);
        add_attributes(m, attributes);
    } else if (is(name, "Obs")) {
        m->in_obs = true;
        m->obs_line = line_of(m);
        ct_sdmx_components_empty(&m->out.obs);
        add_attributes(m, attributes);
    } else if (is(name, "DataSet")) {
        start_dataset(m, attributes);
    } else if (m->in_series || m->in_obs) {
        start_generic(m, name, attributes);
    }
}

static void XMLCALL start_element(void *user, const char *name,
                                  const char **attributes)
{
    struct message *m = user;
    m->capture = NULL;
    if (++m->depth > DEPTH_MAX) {
        FAIL(m, "elements nested more than %d deep", DEPTH_MAX);
        return;
    }
    if (m->depth == 1) {
        check_root(m, name);
        m->in_footer = is(name, "Error");
    } else if (is(name, "Header")) {
        m->in_header = true;
    } else if (is(name, "Footer")) {
        m->in_footer = true;
    } else if (m->in_header) {
        start_header(m, name, attributes);
    } else if (m->in_footer) {
        start_footer(m, name, attributes);
    } else {
        start_data(m, name, attributes);
    }
}

static void end_obs(struct message *m)
{
    m->in_obs = false;
    if (!m->failed && ct_sdmx_rows_take(&m->out, m->obs_line, m->err) < 0)
        stop(m);
}

static void end_series(struct message *m)
{
    m->in_series = false;
    ct_sdmx_components_empty(&m->out.series);
}

static void XMLCALL end_element(void *user, const char *name)
{
    struct message *m = user;
    m->depth--;
    m->capture = NULL;
    if (is(name, "Header"))
        m->in_header = false;
    else if (is(name, "Footer"))
        m->in_footer = false;
    else if (is(name, "Series"))
        end_series(m);
    else if (is(name, "Time") && m->in_obs && m->time.size)
        add(m, CT_SDMX_KEY, "TIME_PERIOD", m->time.data);
    else if (is(name, "Obs"))
        end_obs(m);
}

static void XMLCALL take_text(void *user, const char *text, int n)
{
    struct message *m = user;
    if (m->capture && m->capture->size + (size_t)n < TEXT_MAX)
        ct_buffer_add(m->capture, text, (size_t)n);
}

/* SDMX has no use for entities, and they are how a small file becomes a large
 * one. */
static void XMLCALL refuse_doctype(void *user, const char *name,
                                   const char *system, const char *public,
                                   int has_subset)
{
    (void)name, (void)system, (void)public, (void)has_subset;
    struct message *m = user;
    FAIL(m, "a document type declaration (DOCTYPE), which is not read");
}

/* --- bytes --- */

static int tell(struct message *m)
{
    if (m->failed)
        return -1;
    return ct_fail(m->err, CT_EDATA, line_of(m), 0, "not well-formed XML: %s",
                   XML_ErrorString(XML_GetErrorCode(m->parser)));
}

/* The parser keeps an element until it is whole; what it was given and has not
 * told of is that. -1: it has not even looked at the last bytes. */
static int check_token(struct message *m, long long given)
{
    long long at = XML_GetCurrentByteIndex(m->parser);
    if (at >= 0)
        m->told = at;
    if (given - m->told <= TOKEN_MAX)
        return 0;
    return ct_fail(m->err, CT_EDATA, line_of(m), 0,
                   "an element or comment of more than %d bytes", TOKEN_MAX);
}

static int parse(struct message *m, struct ct_stream *in)
{
    char bytes[CHUNK];
    long long given = 0;
    long n;
    while ((n = ct_stream_read(in, bytes, sizeof bytes, m->err)) > 0) {
        if (XML_Parse(m->parser, bytes, (int)n, 0) == XML_STATUS_ERROR)
            return tell(m);
        given += n;
        if (check_token(m, given) < 0)
            return -1;
    }
    if (n < 0)
        return -1;
    if (XML_Parse(m->parser, bytes, 0, 1) == XML_STATUS_ERROR)
        return tell(m);
    return 0;
}

/* An answer without data is often a message: too large, come back later. */
static int check_end(struct message *m)
{
    if (m->out.n_obs)
        return 0;
    if (m->footer.size)
        return ct_fail(m->err, CT_EDATA, 0, 0,
                       "no data, but a message of the publisher: %s",
                       m->footer.data);
    return ct_fail(m->err, CT_EDATA, 0, 0, "no observations in it");
}

static void set_handlers(struct message *m)
{
    XML_SetUserData(m->parser, m);
    XML_SetElementHandler(m->parser, start_element, end_element);
    XML_SetCharacterDataHandler(m->parser, take_text);
    XML_SetStartDoctypeDeclHandler(m->parser, refuse_doctype);
}

static int read_sdmx_ml(struct ct_stream *in,
                        const struct ct_carrier_settings *settings,
                        ct_row_function *take, void *user, struct ct_error *err)
{
    struct ct_error own = {0};
    struct message m = {
        .parser = XML_ParserCreate(NULL),
        .out = {.rows = {.take = take, .user = user},
                .time = settings->time ? settings->time : "TIME_PERIOD",
                .at_observation = "TIME_PERIOD"},
        .err = err ? err : &own};
    if (!m.parser)
        return ct_fail(err, CT_EDATA, 0, 0, "not enough memory for XML");
    set_handlers(&m);
    int status = parse(&m, in);
    if (status == 0)
        status = check_end(&m);
    XML_ParserFree(m.parser);
    ct_buffer_clear(&m.footer);
    ct_buffer_clear(&m.time);
    ct_sdmx_rows_clear(&m.out);
    return status;
}

const struct ct_carrier ct_carrier_sdmx_ml = {
    .name = "sdmx-ml",
    .summary = "SDMX-ML data messages: generic, compact, structure-specific",
    .cube = true,
    .read = read_sdmx_ml,
};
