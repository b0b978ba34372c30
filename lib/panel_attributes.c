/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reading attributes of HDF5, which a file may have in any shape. */
#include "config.h"

#include "lib/panel_hdf5.h"

#include "lib/memory.h"

#include <stdlib.h>
#include <string.h>
#include <unistr.h>

static bool is_utf8(const char *text)
{
    return u8_check((const uint8_t *)text, strlen(text)) == NULL;
}

/* The bytes of a text attribute, or 0 if it is none that we write. */
static size_t text_size(hid_t type, hid_t space)
{
    if (H5Tget_class(type) != H5T_STRING || H5Tis_variable_str(type) != 0 ||
        H5Sget_simple_extent_npoints(space) != 1)
        return 0;
    size_t size = H5Tget_size(type);
    return size <= CT_STORE_TEXT_MAX ? size : 0;
}

int ct_load_text(struct ct_load *in, hid_t object, const char *name, char **out)
{
    if (H5Aexists(object, name) <= 0)
        return ct_load_damaged(in, "there is no attribute '%s'", name);
    hid_t a = H5Aopen(object, name, H5P_DEFAULT);
    hid_t type = H5Aget_type(a), space = H5Aget_space(a);
    size_t size = text_size(type, space);
    char *text = ct_xcalloc(size + 1, 1);
    bool good = size > 0 && H5Aread(a, type, text) >= 0 && is_utf8(text);
    H5Sclose(space);
    H5Tclose(type);
    H5Aclose(a);
    if (!good) {
        free(text);
        return ct_load_damaged(in, "attribute '%s' is no text", name);
    }
    free(*out);
    *out = text;
    return 0;
}

int ct_load_int(struct ct_load *in, hid_t object, const char *name, int *out)
{
    if (H5Aexists(object, name) <= 0)
        return ct_load_damaged(in, "there is no attribute '%s'", name);
    hid_t a = H5Aopen(object, name, H5P_DEFAULT);
    hid_t type = H5Aget_type(a), space = H5Aget_space(a);
    bool good = H5Tget_class(type) == H5T_INTEGER &&
                H5Sget_simple_extent_npoints(space) == 1 &&
                H5Aread(a, H5T_NATIVE_INT, out) >= 0;
    H5Sclose(space);
    H5Tclose(type);
    H5Aclose(a);
    return good ? 0 : ct_load_damaged(in, "attribute '%s' is no number", name);
}

int ct_load_names(struct ct_load *in, hid_t object, const char *attribute,
                  struct ct_dict *names)
{
    char *list = NULL, *word;
    if (ct_load_text(in, object, attribute, &list) != 0)
        return -1;
    char *rest = list && *list ? list : NULL;
    int status = 0;
    while (status == 0 && (word = strsep(&rest, " "))) {
        size_t n = names->n;
        if (n == CT_STORE_LIST_MAX || !ct_store_name(word, true) ||
            ct_dict_add(names, word, strlen(word)) < n)
            status =
                ct_load_damaged(in, "'%s' in attribute '%s'", word, attribute);
    }
    free(list);
    return status;
}
