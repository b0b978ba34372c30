/* SPDX-License-Identifier: GPL-3.0-or-later
 * What HDF5 reads and writes through: a driver of our own, on a descriptor or
 * in memory. It takes no locks, and it never tells HDF5 that a write failed,
 * because HDF5 then reports success or crashes: it remembers the failure, lets
 * HDF5 come to its end, and whoever made the file asks. */
#include "config.h"

#include "lib/panel_hdf5.h"

#include "lib/memory.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What HDF5 knows of an open file: its own part, then ours. */
struct driven {
    H5FD_t common;
    struct ct_medium *medium;
    haddr_t allocated;
};

static H5FD_t *driver_open(const char *name, unsigned flags, hid_t list,
                           haddr_t most)
{
    (void)name, (void)flags, (void)most;
    struct ct_medium *const *medium = H5Pget_driver_info(list);
    if (!medium)
        return NULL;
    struct driven *f = ct_xcalloc(1, sizeof *f);
    f->medium = *medium;
    return &f->common;
}

static herr_t driver_close(H5FD_t *file)
{
    free(file);
    return 0;
}

/* HDF5 gathers small pieces before it reads and writes them. */
static herr_t driver_query(const H5FD_t *file, unsigned long *flags)
{
    (void)file;
    *flags = H5FD_FEAT_AGGREGATE_METADATA | H5FD_FEAT_ACCUMULATE_METADATA |
             H5FD_FEAT_DATA_SIEVE | H5FD_FEAT_AGGREGATE_SMALLDATA;
    return 0;
}

static haddr_t driver_get_eoa(const H5FD_t *file, H5FD_mem_t type)
{
    (void)type;
    return ((const struct driven *)file)->allocated;
}

static herr_t driver_set_eoa(H5FD_t *file, H5FD_mem_t type, haddr_t address)
{
    (void)type;
    ((struct driven *)file)->allocated = address;
    return 0;
}

static haddr_t driver_get_eof(const H5FD_t *file, H5FD_mem_t type)
{
    (void)type;
    return ((const struct driven *)file)->medium->size;
}

/* Reads what is there of n bytes. Returns how many, or -1. */
static ssize_t read_at(const struct ct_medium *m, uint64_t at, void *bytes,
                       size_t n)
{
    if (m->fd < 0) {
        memcpy(bytes, m->image->data + at, n);
        return (ssize_t)n;
    }
    ssize_t got;
    do
        got = pread(m->fd, bytes, n, (off_t)at);
    while (got < 0 && errno == EINTR);
    return got;
}

/* Beyond the end there are zeros. */
static herr_t driver_read(H5FD_t *file, H5FD_mem_t type, hid_t list,
                          haddr_t address, size_t n, void *buffer)
{
    (void)type, (void)list;
    struct ct_medium *m = ((struct driven *)file)->medium;
    char *bytes = buffer;
    while (n > 0 && address < m->size) {
        uint64_t there = m->size - address;
        ssize_t got = read_at(m, address, bytes, n < there ? n : (size_t)there);
        if (got < 0 && !m->error)
            m->error = errno;
        if (got <= 0)
            return -1;
        bytes += got;
        address += (haddr_t)got;
        n -= (size_t)got;
    }
    memset(bytes, 0, n);
    return 0;
}

/* Makes the image at least `size` bytes long, with zeros. */
static void lengthen(struct ct_buffer *image, size_t size)
{
    if (size <= image->size)
        return;
    image->data = ct_xgrow(image->data, &image->capacity, size, 1);
    memset(image->data + image->size, 0, size - image->size);
    image->size = size;
}

static void write_at(struct ct_medium *m, uint64_t at, const char *bytes,
                     size_t n)
{
    if (m->fd < 0) {
        lengthen(m->image, (size_t)at + n);
        memcpy(m->image->data + at, bytes, n);
        return;
    }
    while (n > 0 && !m->error) {
        ssize_t written = pwrite(m->fd, bytes, n, (off_t)at);
        if (written < 0) {
            m->error = errno == EINTR ? 0 : errno;
            continue;
        }
        bytes += written;
        at += (uint64_t)written;
        n -= (size_t)written;
    }
}

static herr_t driver_write(H5FD_t *file, H5FD_mem_t type, hid_t list,
                           haddr_t address, size_t n, const void *buffer)
{
    (void)type, (void)list;
    struct ct_medium *m = ((struct driven *)file)->medium;
    write_at(m, address, buffer, n);
    if (address + n > m->size)
        m->size = address + n;
    return 0;
}

/* A file that was made ends where the last that HDF5 allocated ends. */
static herr_t driver_truncate(H5FD_t *file, hid_t list, hbool_t closing)
{
    (void)list, (void)closing;
    const struct driven *f = (const struct driven *)file;
    struct ct_medium *m = f->medium;
    if (f->allocated == m->size)
        return 0;
    m->size = f->allocated;
    if (m->fd < 0) {
        lengthen(m->image, (size_t)m->size);
        m->image->size = (size_t)m->size;
    } else if (!m->error && ftruncate(m->fd, (off_t)m->size) != 0) {
        m->error = errno;
    }
    return 0;
}

static const H5FD_class_t driver = {.name = "crimetrends",
                                    .maxaddr = INT64_MAX,
                                    .fc_degree = H5F_CLOSE_STRONG,
                                    .fapl_size = sizeof(struct ct_medium *),
                                    .open = driver_open,
                                    .close = driver_close,
                                    .query = driver_query,
                                    .get_eoa = driver_get_eoa,
                                    .set_eoa = driver_set_eoa,
                                    .get_eof = driver_get_eof,
                                    .read = driver_read,
                                    .write = driver_write,
                                    .truncate = driver_truncate,
                                    .fl_map = H5FD_FLMAP_DICHOTOMY};

/* How a file is opened: through the driver, and closed with all that is open
 * in it. */
static hid_t access_list(struct ct_medium *m)
{
    hid_t list = H5Pcreate(H5P_FILE_ACCESS);
    if (H5Pset_driver(list, m->driver, &m) >= 0 &&
        H5Pset_libver_bounds(list, H5F_LIBVER_V18, H5F_LIBVER_V18) >= 0 &&
        H5Pset_fclose_degree(list, H5F_CLOSE_STRONG) >= 0)
        return list;
    H5Pclose(list);
    return -1;
}

/* Makes the file where there is a creation list, opens it where there is
 * none. */
static hid_t start(struct ct_medium *m, hid_t creation)
{
    m->driver = H5FDregister(&driver);
    hid_t file = -1, list = access_list(m);
    if (list >= 0) {
        file = creation < 0 ? H5Fopen("panel", H5F_ACC_RDONLY, list)
                            : H5Fcreate("panel", H5F_ACC_TRUNC, creation, list);
        H5Pclose(list);
    }
    if (file < 0)
        H5FDunregister(m->driver);
    return file;
}

hid_t ct_medium_create(struct ct_medium *m, hid_t creation)
{
    return start(m, creation);
}

hid_t ct_medium_open(struct ct_medium *m)
{
    return start(m, -1);
}

/* HDF5 1.10.8 uses the driver after giving it up, so we hold it until then. */
bool ct_medium_close(struct ct_medium *m, hid_t file)
{
    bool good = H5Fclose(file) >= 0;
    return H5FDunregister(m->driver) >= 0 && good;
}

#ifdef __SANITIZE_ADDRESS__
/* HDF5 1.10.8 does not free metadata it finds damaged, nor libconfig a text
 * without an end. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libhdf5\nleak:libconfig";
}

const char *__lsan_default_options(void);
const char *__lsan_default_options(void)
{
    return "print_suppressions=0";
}
#endif
