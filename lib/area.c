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

/* The list has parts of the country a part belongs to: then it has all. */
static bool parts_listed(const struct ct_code_list *areas, const char *code)
{
    for (size_t i = 0; i < areas->codes.n; i++)
        if (strncmp(areas->codes.code[i], code, 3) == 0)
            return true;
    return false;
}

bool ct_area_form(const struct ct_code_list *areas, const char *code)
{
    if (ct_area_kind(code) != CT_AREA_PART)
        return ct_area_own(areas, code);
    size_t n = 0;
    while (upper(code[3 + n]) || digit(code[3 + n]))
        n++;
    return n >= 1 && n <= 3 && code[3 + n] == '\0' &&
           ct_area_country(areas, code) != CT_NO_CODE &&
           !parts_listed(areas, code);
}
