/* SPDX-License-Identifier: GPL-3.0-or-later
 * Zip archives in memory. */
#include "config.h"

#include "collect/archive.h"

#include "collect/inflate.h"
#include "lib/memory.h"

#include <stdlib.h>
#include <string.h>
#include <zip.h>

enum { ENTRIES_MAX = 1000 };

struct ct_archive {
    zip_t *zip;
    size_t n;
};

struct ct_member {
    zip_file_t *file;
    const char *name;
    uint64_t cap, packed, unpacked;
};

bool ct_is_zip(const char *bytes, size_t n)
{
    return n >= 4 && memcmp(bytes, "PK\3\4", 4) == 0;
}

static zip_t *open_zip(const char *bytes, size_t n, int *why)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_t *zip = NULL;
    zip_source_t *source = zip_source_buffer_create(bytes, n, 0, &error);
    if (source)
        zip = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error);
    if (source && !zip)
        zip_source_free(source);
    *why = zip_error_code_zip(&error);
    zip_error_fini(&error);
    return zip;
}

struct ct_archive *ct_archive_open(const char *bytes, size_t n,
                                   struct ct_error *err)
{
    int why;
    zip_t *zip = open_zip(bytes, n, &why);
    if (!zip) {
        ct_fail(err, CT_EDATA, 0, 0,
                why == ZIP_ER_INCONS
                    ? "the archive (zip) contradicts itself: it is damaged or "
                      "forged; get the file again"
                    : "the archive (zip) is damaged or cut off; get the file "
                      "again");
        return NULL;
    }
    zip_int64_t entries = zip_get_num_entries(zip, 0);
    if (entries > ENTRIES_MAX) {
        ct_fail(err, CT_EDATA, 0, 0,
                "an archive (zip) of %lld entries; no more than %d are read",
                (long long)entries, ENTRIES_MAX);
        zip_discard(zip);
        return NULL;
    }
    struct ct_archive *a = ct_xcalloc(1, sizeof *a);
    a->zip = zip;
    a->n = (size_t)entries;
    return a;
}

void ct_archive_close(struct ct_archive *a)
{
    if (!a)
        return;
    zip_discard(a->zip);
    free(a);
}

size_t ct_archive_n(const struct ct_archive *a)
{
    return a->n;
}

long ct_archive_find(const struct ct_archive *a, const char *name)
{
    zip_int64_t i = zip_name_locate(a->zip, name, ZIP_FL_ENC_RAW);
    return (long)(i < 0 ? zip_name_locate(a->zip, name, ZIP_FL_NOCASE) : i);
}

static const char *name_of(const struct ct_archive *a, size_t i, zip_flags_t as)
{
    const char *name = zip_get_name(a->zip, i, as);
    return name ? name : "";
}

const char *ct_archive_raw_name(const struct ct_archive *a, size_t i)
{
    return name_of(a, i, ZIP_FL_ENC_RAW);
}

const char *ct_archive_name(const struct ct_archive *a, size_t i)
{
    return name_of(a, i, ZIP_FL_ENC_GUESS);
}

bool ct_archive_is_file(const struct ct_archive *a, size_t i)
{
    const char *name = ct_archive_raw_name(a, i);
    const char *slash = strrchr(name, '/');
    const char *base = slash ? slash + 1 : name;
    return *base && *base != '.' && strncmp(name, "__MACOSX/", 9) != 0;
}

static int explain(int why, const char *name, struct ct_error *err)
{
    const char *what = "is damaged; get the file again";
    if (why == ZIP_ER_NOPASSWD || why == ZIP_ER_WRONGPASSWD ||
        why == ZIP_ER_ENCRNOTSUPP)
        what = "is encrypted; unpack it with its password first";
    else if (why == ZIP_ER_COMPNOTSUPP)
        what = "is compressed in a way not known here; unpack it and give the "
               "file itself";
    else if (why == ZIP_ER_CRC)
        what = "is damaged, its check sum is wrong; get the file again";
    return ct_fail(err, CT_EDATA, 0, 0, "'%s' in the archive (zip) %s", name,
                   what);
}

struct ct_member *ct_member_open(struct ct_archive *a, size_t i, uint64_t cap,
                                 struct ct_error *err)
{
    const char *name = ct_archive_name(a, i);
    zip_stat_t st;
    zip_file_t *file = NULL;
    if (zip_stat_index(a->zip, i, 0, &st) == 0)
        file = zip_fopen_index(a->zip, i, 0);
    if (!file) {
        explain(zip_error_code_zip(zip_get_error(a->zip)), name, err);
        return NULL;
    }
    struct ct_member *m = ct_xcalloc(1, sizeof *m);
    m->file = file;
    m->name = name;
    m->cap = cap;
    m->packed = st.valid & ZIP_STAT_COMP_SIZE ? st.comp_size : 0;
    return m;
}

long ct_member_read(struct ct_member *m, void *buffer, size_t n,
                    struct ct_error *err)
{
    zip_int64_t got = zip_fread(m->file, buffer, n);
    if (got < 0)
        return explain(zip_error_code_zip(zip_file_get_error(m->file)), m->name,
                       err);
    m->unpacked += (uint64_t)got;
    if (m->unpacked > m->cap)
        return ct_fail(err, CT_EDATA, 0, 0,
                       "'%s' in the archive (zip) has more than %llu MiB; that "
                       "much is not read",
                       m->name, (unsigned long long)(m->cap >> 20));
    if (ct_is_bomb(m->packed, m->unpacked))
        return ct_fail(err, CT_EDATA, 0, 0,
                       "'%s' in the archive (zip) is hundreds of times larger "
                       "than what it is made from: not read, since no table is "
                       "like that",
                       m->name);
    return (long)got;
}

void ct_member_close(struct ct_member *m)
{
    if (!m)
        return;
    zip_fclose(m->file);
    free(m);
}
