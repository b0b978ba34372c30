/* SPDX-License-Identifier: GPL-3.0-or-later
 * HDF5 files in our own memory: its core driver takes the memory from these
 * functions, so that bytes are never copied. */
#include "config.h"

#include "lib/panel_hdf5.h"

#include "lib/memory.h"

#include <string.h>

/* Memory a file grows by. */
enum { GROWTH = 1 << 20 };

/* Gives more memory to the buffer; what is new is zero. */
static void *grow(void *old, size_t size, H5FD_file_image_op_t op, void *user)
{
    (void)old, (void)op;
    struct ct_buffer *image = user;
    image->data = ct_xrealloc(image->data, size, 1);
    if (size > image->capacity)
        memset(image->data + image->capacity, 0, size - image->capacity);
    image->capacity = size;
    return image->data;
}

/* A file that is read is where it is. */
static void *lend(size_t size, H5FD_file_image_op_t op, void *user)
{
    (void)size, (void)op;
    return ((struct ct_buffer *)user)->data;
}

static void *copy_nothing(void *to, const void *from, size_t size,
                          H5FD_file_image_op_t op, void *user)
{
    (void)from, (void)size, (void)op, (void)user;
    return to;
}

/* The buffer outlives HDF5's file. */
static herr_t free_nothing(void *old, H5FD_file_image_op_t op, void *user)
{
    (void)old, (void)op, (void)user;
    return 0;
}

static void *same_user(void *user)
{
    return user;
}

static herr_t leave_user(void *user)
{
    (void)user;
    return 0;
}

/* How a file is opened: in *image, and closed with all that is open in it. */
static hid_t access_list(struct ct_buffer *image)
{
    H5FD_file_image_callbacks_t callbacks = {.image_malloc = lend,
                                             .image_memcpy = copy_nothing,
                                             .image_realloc = grow,
                                             .image_free = free_nothing,
                                             .udata_copy = same_user,
                                             .udata_free = leave_user,
                                             .udata = image};
    hid_t list = H5Pcreate(H5P_FILE_ACCESS);
    if (H5Pset_fapl_core(list, GROWTH, false) >= 0 &&
        H5Pset_file_image_callbacks(list, &callbacks) >= 0 &&
        H5Pset_libver_bounds(list, H5F_LIBVER_V18, H5F_LIBVER_V18) >= 0 &&
        H5Pset_fclose_degree(list, H5F_CLOSE_STRONG) >= 0)
        return list;
    H5Pclose(list);
    return -1;
}

hid_t ct_image_create(struct ct_buffer *image, hid_t creation)
{
    hid_t list = access_list(image);
    if (list < 0)
        return -1;
    hid_t file = H5Fcreate("panel", H5F_ACC_TRUNC, creation, list);
    H5Pclose(list);
    return file;
}

bool ct_image_finish(struct ct_buffer *image)
{
    enum { END_OF_FILE = 28 }; /* in a superblock of version 2 */
    uint64_t size = 0;
    if (image->capacity >= END_OF_FILE + 8)
        for (int i = 7; i >= 0; i--)
            size = size << 8 | (unsigned char)image->data[END_OF_FILE + i];
    image->size = size <= image->capacity ? (size_t)size : 0;
    return image->size > 0;
}

hid_t ct_image_open(struct ct_buffer *image)
{
    hid_t file = -1, list = access_list(image);
    if (list < 0)
        return -1;
    if (H5Pset_file_image(list, image->data, image->size) >= 0)
        file = H5Fopen("panel", H5F_ACC_RDONLY, list);
    H5Pclose(list);
    return file;
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
