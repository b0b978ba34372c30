/* SPDX-License-Identifier: GPL-3.0-or-later
 * SDMX's components. */
#include "config.h"

#include "collect/sdmx.h"

#include <string.h>

struct known {
    const char *id;
    enum ct_sdmx_role role;
};

static const struct known known[] = {
    {"TIME_PERIOD", CT_SDMX_TIME},
    {"OBS_VALUE", CT_SDMX_VALUE},
    {"OBS_STATUS", CT_SDMX_STATUS},
    {"OBS_FLAG", CT_SDMX_STATUS},
    {"CONF_STATUS", CT_SDMX_SECRET},
    {"CONF_STATUS_OBS", CT_SDMX_SECRET},
    {"OBS_CONF", CT_SDMX_SECRET},
    {"UNIT_MULT", CT_SDMX_KEPT},
    {"UNIT_MEASURE", CT_SDMX_KEPT},
    {"AVAILABILITY", CT_SDMX_OTHER},
    {"BASE_PER", CT_SDMX_OTHER},
    {"BREAKS", CT_SDMX_OTHER},
    {"COLLECTION", CT_SDMX_OTHER},
    {"COLL_METHOD", CT_SDMX_OTHER},
    {"COMMENT", CT_SDMX_OTHER},
    {"COMMENT_DSET", CT_SDMX_NOTE_ALL},
    {"COMMENT_OBS", CT_SDMX_NOTE},
    {"COMMENT_TS", CT_SDMX_NOTE_SERIES},
    {"COMPILATION", CT_SDMX_OTHER},
    {"COMPILING_ORG", CT_SDMX_OTHER},
    {"COVERAGE", CT_SDMX_OTHER},
    {"DATA_COMP", CT_SDMX_OTHER},
    {"DECIMALS", CT_SDMX_OTHER},
    {"DISS_ORG", CT_SDMX_OTHER},
    {"DOM_SER_IDS", CT_SDMX_OTHER},
    {"EMBARGO", CT_SDMX_OTHER},
    {"EMBARGO_DATE", CT_SDMX_OTHER},
    {"EMBARGO_TIME", CT_SDMX_OTHER},
    {"FOOTNOTES", CT_SDMX_OTHER},
    {"IDBANK", CT_SDMX_OTHER},
    {"LAST_UPDATE", CT_SDMX_OTHER},
    {"LOWER_BOUND", CT_SDMX_LOWER},
    {"METADATA_ID", CT_SDMX_OTHER},
    {"NAT_TITLE", CT_SDMX_OTHER},
    {"NATURE_SOURCE", CT_SDMX_OTHER},
    {"OBS_COM", CT_SDMX_OTHER},
    {"OBS_EDP_WBB", CT_SDMX_OTHER},
    {"OBS_PRE_BREAK", CT_SDMX_OTHER},
    {"PRE_BREAK_VALUE", CT_SDMX_OTHER},
    {"PUBL_ECB", CT_SDMX_OTHER},
    {"PUBL_MU", CT_SDMX_OTHER},
    {"PUBL_PUBLIC", CT_SDMX_OTHER},
    {"REF_PERIOD_DETAIL", CT_SDMX_OTHER},
    {"SOURCE_AGENCY", CT_SDMX_OTHER},
    {"SOURCE_DETAIL", CT_SDMX_OTHER},
    {"SOURCE_PUB", CT_SDMX_OTHER},
    {"TIME_FORMAT", CT_SDMX_OTHER},
    {"TIME_PER_COLLECT", CT_SDMX_OTHER},
    {"TITLE", CT_SDMX_OTHER},
    {"TITLE_COMPL", CT_SDMX_OTHER},
    {"UNIT_INDEX_BASE", CT_SDMX_OTHER},
    {"UPDATED", CT_SDMX_OTHER},
    {"UPPER_BOUND", CT_SDMX_UPPER},
};

/* OBS_STATUS_2 and on, where an observation has several. */
static bool is_further_status(const char *id)
{
    static const char stem[] = "OBS_STATUS_";
    size_t n = strlen(stem);
    return strncmp(id, stem, n) == 0 && id[n] &&
           id[n + strspn(id + n, "0123456789")] == '\0';
}

enum ct_sdmx_role ct_sdmx_role(const char *id)
{
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(known[i].id, id) == 0)
            return known[i].role;
    return is_further_status(id) ? CT_SDMX_STATUS : CT_SDMX_DIMENSION;
}

bool ct_sdmx_is_code(const char *text, size_t n)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz"
                                  "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                  "0123456789_@$-+.";
    for (size_t i = 0; i < n; i++)
        if (!text[i] || !strchr(letters, text[i]))
            return false;
    return n > 0;
}

size_t ct_sdmx_add_status(char *out, size_t n, const char *text, size_t length)
{
    size_t room = CT_SDMX_STATUS_MAX - 1 - n;
    if (length == 1 && *text == 'A')
        return n;
    if (length > room)
        length = room;
    memcpy(out + n, text, length);
    return n + length;
}

bool ct_sdmx_is_secret(const char *text, size_t n)
{
    return n > 0 && !(n == 1 && *text == 'F');
}
