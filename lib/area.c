/* SPDX-License-Identifier: GPL-3.0-or-later
 * Area codes: countries, first-level parts, own codes, groups, by form. */
#include "config.h"

#include "lib/area.h"
#include "lib/codes.h"

#include <string.h>

static bool upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

/* How many capitals the code begins with. */
static size_t capitals(const char *code)
{
    size_t n = 0;
    while (upper(code[n]))
        n++;
    return n;
}

enum ct_area_kind ct_area_kind(const char *code)
{
    if (strncmp(code, "M49:", 4) == 0)
        return CT_AREA_GROUP;
    size_t n = capitals(code);
    if (n == 3 && code[3] == '\0')
        return CT_AREA_COUNTRY;
    if (n == 3 && code[3] == ':')
        return CT_AREA_OWN;
    if (n == 2 && digit(code[2]))
        return CT_AREA_GROUP; /* EU27_2020 */
    return n == 2 && code[2] == '-' ? CT_AREA_PART : CT_AREA_OTHER;
}

uint32_t ct_area_country(const struct ct_code_list *areas, const char *code)
{
    enum ct_area_kind kind = ct_area_kind(code);
    if (kind == CT_AREA_OWN)
        return ct_dict_find(&areas->codes, code, 3);
    if (kind != CT_AREA_PART)
        return CT_NO_CODE;
    uint32_t iso2 = ct_dict_find(&areas->iso2, code, 2);
    return iso2 == CT_NO_CODE
               ? CT_NO_CODE
               : ct_code_list_find(areas, areas->iso2.label[iso2]);
}

bool ct_area_own(const struct ct_code_list *areas, const char *code)
{
    return ct_area_kind(code) == CT_AREA_OWN &&
           ct_area_country(areas, code) != CT_NO_CODE &&
           !strchr(code + 4, ':') && ct_code_text(code + 4);
}

/* The number of the first listed part that does not stand before `prefix`; the
 * parts are the last of the list, sorted by their first three letters. */
static size_t part_from(const struct ct_code_list *areas, const char *prefix)
{
    size_t low = 0, high = areas->codes.n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const char *code = areas->codes.code[middle];
        if (ct_area_kind(code) != CT_AREA_PART || strncmp(code, prefix, 3) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* How many parts are listed of the country a part belongs to; *first is the
 * number of the first. */
static size_t parts(const struct ct_code_list *areas, const char *code,
                    size_t *first)
{
    *first = part_from(areas, code);
    size_t end = *first;
    while (end < areas->codes.n &&
           strncmp(areas->codes.code[end], code, 3) == 0)
        end++;
    return end - *first;
}

size_t ct_area_rivals(const struct ct_code_list *areas, const char *code,
                      size_t *first)
{
    size_t n = 0;
    if (ct_area_kind(code) == CT_AREA_PART)
        n = parts(areas, code, first);
    if (n > 0)
        return n;
    *first = 0;
    return part_from(areas, "");
}

bool ct_area_form(const struct ct_code_list *areas, const char *code)
{
    if (ct_area_kind(code) != CT_AREA_PART)
        return ct_area_own(areas, code);
    size_t n = 0, first;
    while (upper(code[3 + n]) || digit(code[3 + n]))
        n++;
    return n >= 1 && n <= 3 && code[3 + n] == '\0' &&
           ct_area_country(areas, code) != CT_NO_CODE &&
           parts(areas, code, &first) == 0;
}

/* The code of a listed country, or NULL. */
static const char *country_as(const struct ct_code_list *areas, uint32_t number,
                              enum ct_area_codes codes)
{
    const char *alpha2 = areas->alpha2[number];
    const char *code = codes == CT_AREA_M49        ? areas->m49[number]
                       : codes == CT_AREA_ISO2     ? alpha2
                       : strcmp(alpha2, "GR") == 0 ? "EL"
                       : strcmp(alpha2, "GB") == 0 ? "UK"
                                                   : alpha2;
    return *code ? code : NULL;
}

void ct_area_as(const struct ct_code_list *areas, const char *code,
                enum ct_area_codes codes, struct ct_buffer *out)
{
    enum ct_area_kind kind = ct_area_kind(code);
    uint32_t number = kind == CT_AREA_OWN       ? ct_area_country(areas, code)
                      : kind == CT_AREA_COUNTRY ? ct_code_list_find(areas, code)
                                                : CT_NO_CODE;
    const char *as = number == CT_NO_CODE || codes == CT_AREA_ISO3
                         ? NULL
                         : country_as(areas, number, codes);
    if (as) {
        ct_buffer_text(out, as);
        ct_buffer_text(out, code + 3);
    } else if (codes == CT_AREA_M49 && strncmp(code, "M49:", 4) == 0)
        ct_buffer_text(out, code + 4);
    else
        ct_buffer_text(out, code);
}
