/* SPDX-License-Identifier: GPL-3.0-or-later
 * Workbooks: archives of XML, parsed within bounds. */
#include "config.h"

#include "collect/book.h"

#include <expat.h>
#include <stdio.h>
#include <string.h>

/* What LibreOffice and Excel nest stays below 20 levels. */
enum { DEPTH_MAX = 64, PIECE = 1 << 16, TAG_MAX = 1 << 20 };

static const uint64_t part_max = (uint64_t)1 << 30;

/* --- what it is --- */

/* Office keeps an encrypted workbook in the container of the old ones, under
 * a name in UTF-16. */
static int refuse_old(const char *bytes, size_t n, struct ct_error *err)
{
    static const char name[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";
    if (memmem(bytes, n, name, sizeof name))
        return ct_fail(err, CT_EDATA, 0, 0,
                       "an encrypted workbook; open it with its password and "
                       "save it without one");
    return ct_fail(err, CT_EDATA, 0, 0,
                   "an old workbook (.xls) or an encrypted one; save it as "
                   ".xlsx without a password");
}

struct ct_archive *ct_book_open(struct ct_stream *in, struct ct_error *err)
{
    size_t n;
    const char *head = ct_stream_head(in, &n);
    bool old = n >= 4 && memcmp(head, "\xd0\xcf\x11\xe0", 4) == 0;
    if (!old && !ct_is_zip(head, n)) {
        ct_fail(err, CT_EDATA, 0, 0,
                "not a workbook (.xlsx, .ods), whatever its name says");
        return NULL;
    }
    const char *bytes = ct_stream_whole(in, &n, err);
    if (bytes && old)
        refuse_old(bytes, n, err);
    return bytes && !old ? ct_archive_open(bytes, n, err) : NULL;
}

/* --- XML --- */

struct parse {
    const struct ct_xml *xml;
    void *user;
    const char *part;
    XML_Parser parser;
    int depth;
    bool failed;
    struct ct_error *err;
};

static const char *local_name(const char *name)
{
    const char *colon = strchr(name, ':');
    return colon ? colon + 1 : name;
}

static void stop(struct parse *p, int status)
{
    if (status == 0)
        return;
    p->failed = true;
    XML_StopParser(p->parser, XML_FALSE);
}

static int refuse(struct parse *p, const char *what)
{
    return ct_fail(p->err, CT_EDATA, p->xml->line ? *p->xml->line : 0, 0,
                   "'%s' in the workbook %s", p->part, what);
}

/* expat may still call after it was stopped. */
static void XMLCALL on_start(void *user, const char *name,
                             const char **attributes)
{
    struct parse *p = user;
    if (p->failed)
        return;
    if (++p->depth > DEPTH_MAX)
        stop(p, refuse(p, "is nested more than 64 levels deep: not a workbook "
                          "that any program makes"));
    else
        stop(p, p->xml->start(p->user, local_name(name), attributes, p->err));
}

static void XMLCALL on_end(void *user, const char *name)
{
    struct parse *p = user;
    if (p->failed)
        return;
    p->depth--;
    if (p->xml->end)
        stop(p, p->xml->end(p->user, local_name(name), p->err));
}

static void XMLCALL on_text(void *user, const char *text, int n)
{
    struct parse *p = user;
    if (!p->failed)
        stop(p, p->xml->text(p->user, text, (size_t)n, p->err));
}

/* With a DOCTYPE come entities: those that name other files, and those that
 * grow without end. No workbook needs one. */
static void XMLCALL on_doctype(void *user, const char *name, const char *system,
                               const char *public, int internal)
{
    struct parse *p = user;
    (void)name, (void)system, (void)public, (void)internal;
    stop(p, refuse(p, "has a DOCTYPE, which no workbook has: not read"));
}

/* A tag that does not end would fill expat's memory, and be looked through
 * from its start with every piece. */
static int check_progress(struct parse *p, uint64_t fed)
{
    XML_Index at = XML_GetCurrentByteIndex(p->parser);
    uint64_t done = at > 0 ? (uint64_t)at : 0;
    if (fed - done > TAG_MAX)
        return refuse(p, "has a single tag of more than 1 MiB");
    return 0;
}

static int explain(struct parse *p)
{
    char what[200];
    enum XML_Error why = XML_GetErrorCode(p->parser);
    if (p->failed)
        return -1;
    snprintf(what, sizeof what,
             "is damaged: not XML at its line %lu (%s); get the file again",
             (unsigned long)XML_GetCurrentLineNumber(p->parser),
             XML_ErrorString(why));
    return refuse(p, what);
}

static int feed(struct parse *p, struct ct_member *member)
{
    uint64_t fed = 0;
    long got = 1;
    while (got > 0) {
        void *room = XML_GetBuffer(p->parser, PIECE);
        if (!room)
            return refuse(p, "needs more memory than there is");
        got = ct_member_read(member, room, PIECE, p->err);
        if (got < 0)
            return -1;
        fed += (uint64_t)got;
        if (XML_ParseBuffer(p->parser, (int)got, got == 0) != XML_STATUS_OK)
            return explain(p);
        if (check_progress(p, fed) < 0)
            return -1;
    }
    return 0;
}

static int parse_member(struct parse *p, struct ct_member *member)
{
    p->parser = XML_ParserCreate(NULL);
    if (!p->parser)
        return refuse(p, "needs more memory than there is");
    XML_SetUserData(p->parser, p);
    XML_SetElementHandler(p->parser, on_start, on_end);
    if (p->xml->text)
        XML_SetCharacterDataHandler(p->parser, on_text);
    XML_SetStartDoctypeDeclHandler(p->parser, on_doctype);
    int status = feed(p, member);
    XML_ParserFree(p->parser);
    return status;
}

int ct_book_parse(struct ct_archive *book, const char *part,
                  const struct ct_xml *xml, void *user, struct ct_error *err)
{
    struct ct_error ignored = {0};
    struct parse p = {
        .xml = xml, .user = user, .part = part, .err = err ? err : &ignored};
    long number = ct_archive_find(book, part);
    if (number < 0)
        return ct_fail(err, CT_EDATA, 0, 0,
                       "no '%s' in the workbook: it is damaged, or something "
                       "else",
                       part);
    struct ct_member *member =
        ct_member_open(book, (size_t)number, part_max, err);
    if (!member)
        return -1;
    int status = parse_member(&p, member);
    ct_member_close(member);
    return status;
}

const char *ct_xml_attribute(const char **attributes, const char *name)
{
    for (; *attributes; attributes += 2)
        if (strcmp(local_name(*attributes), name) == 0)
            return attributes[1];
    return NULL;
}

/* --- sheets --- */

bool ct_book_wants(const struct ct_carrier_settings *s, const char *name,
                   bool visible, size_t n_read)
{
    return s->sheet ? regexec(s->sheet, name, 0, NULL, 0) == 0
                    : visible && n_read == 0;
}

void ct_book_add_name(struct ct_buffer *names, const char *name)
{
    enum { ENOUGH = 400 };
    if (names->size < ENOUGH)
        ct_buffer_printf(names, "%s'%s'", names->size ? ", " : "", name);
}

int ct_book_no_sheet(const struct ct_buffer *names, struct ct_error *err)
{
    if (!names->size)
        return ct_fail(err, CT_EDATA, 0, 0, "a workbook without a sheet");
    return ct_fail(err, CT_EDATA, 0, 0,
                   "no sheet has the name that is looked for; there are %s",
                   names->data);
}
