/* SPDX-License-Identifier: GPL-3.0-or-later
 * Words that names of columns and codes are made of, in the languages at hand:
 * for drafts only, that people look through. */
#include "config.h"

#include "collect/describe_inner.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

struct word {
    const char *word, *means;
};

/* --- names of columns --- */

/* Parts of names, small letters; a word with ^ must be the whole name. */
static const struct word names[] = {{"^time", "time"},
                                    {"time_period", "time"},
                                    {"^year", "time"},
                                    {"year", "time"},
                                    {"^period", "time"},
                                    {"ref_date", "time"},
                                    {"date", "time"},
                                    {"month", "time"},
                                    {"^mes", "time"},
                                    {"^ano", "time"},
                                    {"^anio", "time"},
                                    {"^vano", "time"},
                                    {"a\xc3\xb1o", "time"},
                                    {"^annee", "time"},
                                    {"ann\303\251e", "time"},
                                    {"jahr", "time"},
                                    {"fecha", "time"},
                                    {"^dato", "time"},
                                    {"^leto", "time"},
                                    {"periodo", "time"},
                                    {"^\xc3\xa5r", "time"},
                                    {"^\xec\x97\xb0\xeb\x8f\x84", "time"},
                                    {"flag", "flags"},
                                    {"obs_status", "flags"},
                                    {"^status", "flags"},
                                    {"^source", "notes"},
                                    {"^note", "notes"},
                                    {"^notes", "notes"},
                                    {"^fuente", "notes"},
                                    {"^quelle", "notes"},
                                    {"symbol", "flags"},
                                    {"footnote", "flags"},
                                    {"obs_value", "value"},
                                    {"^value", "value"},
                                    {"stat_value", "value"},
                                    {"txtvalue", "value"},
                                    {"^valor", "value"},
                                    {"^wert", "value"},
                                    {"^count", "value"},
                                    {"^number", "value"},
                                    {"^n", "value"},
                                    {"^anzahl", "value"},
                                    {"^total", "value"},
                                    {"^cases", "value"},
                                    {"^faits", "value"},
                                    {"^cantidad", "value"},
                                    {"^nombre de faits", "value"},
                                    {"latitude", "id"},
                                    {"longitude", "id"},
                                    {"^id", "id"},
                                    {"coordinate", "id"},
                                    {"case number", "id"},
                                    {"^url", "id"},
                                    {"crime id", "id"},
                                    {"^objectid", "id"},
                                    {"reference", "id"},
                                    {"^sex", "sex"},
                                    {"gender", "sex"},
                                    {"^sexo", "sex"},
                                    {"geschlecht", "sex"},
                                    {"sexe", "sex"},
                                    {"^spol", "sex"},
                                    {"^kj\xc3\xb8nn", "sex"},
                                    {"^age", "age"},
                                    {"age group", "age"},
                                    {"age_group", "age"},
                                    {"edad", "age"},
                                    {"^alter", "age"},
                                    {"^idade", "age"},
                                    {"^starost", "age"},
                                    {"^unit", "unit"},
                                    {"unit of meas", "unit"},
                                    {"unidad", "unit"},
                                    {"^einheit", "unit"},
                                    {"unit\xc3\xa9", "unit"},
                                    {"country", "area"},
                                    {"^geo", "area"},
                                    {"ref_area", "area"},
                                    {"^area", "area"},
                                    {"state", "area"},
                                    {"province", "area"},
                                    {"district", "area"},
                                    {"region", "area"},
                                    {"municip", "area"},
                                    {"county", "area"},
                                    {"borough", "area"},
                                    {"iso3", "area"},
                                    {"entidad", "area"},
                                    {"provincia", "area"},
                                    {"departement", "area"},
                                    {"d\xc3\xa9partement", "area"},
                                    {"bundesland", "area"},
                                    {"^land", "area"},
                                    {"geograf", "area"},
                                    {"lsoa", "area"},
                                    {"^place", "area"},
                                    {"^city", "area"},
                                    {"precinct", "area"},
                                    {"^beat", "area"},
                                    {"territor", "area"},
                                    {"location", "area"},
                                    {"alcaldia", "area"},
                                    {"delegacion", "area"},
                                    {"^cisp", "area"},
                                    {"offence", "offence"},
                                    {"offense", "offence"},
                                    {"crime", "offence"},
                                    {"iccs", "offence"},
                                    {"delito", "offence"},
                                    {"straftat", "offence"},
                                    {"schl\xc3\xbcssel", "offence"},
                                    {"schluess", "offence"},
                                    {"infraction", "offence"},
                                    {"violation", "offence"},
                                    {"tipolog", "offence"},
                                    {"classe", "offence"},
                                    {"misdrijf", "offence"},
                                    {"lovbrudd", "offence"},
                                    {"kaznivo", "offence"},
                                    {"iucr", "offence"},
                                    {"category", "offence"},
                                    {"indicator", "offence"},
                                    {"primary type", "offence"},
                                    {"law", "offence"}};

/* A copy in small letters (ASCII). */
static void small(const char *text, char *out, size_t size)
{
    size_t i = 0;
    for (; text[i] && i + 1 < size; i++)
        out[i] =
            (char)(text[i] >= 'A' && text[i] <= 'Z' ? text[i] + 32 : text[i]);
    out[i] = '\0';
}

const char *ct_guess_name(const char *name)
{
    char text[256];
    small(name, text, sizeof text);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *word = names[i].word;
        if (*word == '^' ? strcmp(text, word + 1) == 0
                         : strstr(text, word) != NULL)
            return names[i].means;
    }
    return NULL;
}

/* --- months --- */

static const char *const months[][12] = {
    {"january", "february", "march", "april", "may", "june", "july", "august",
     "september", "october", "november", "december"},
    {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct",
     "nov", "dec"},
    {"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto",
     "septiembre", "octubre", "noviembre", "diciembre"},
    {"janeiro", "fevereiro", "mar\xc3\xa7o", "abril", "maio", "junho", "julho",
     "agosto", "setembro", "outubro", "novembro", "dezembro"},
    {"januar", "februar", "m\xc3\xa4rz", "april", "mai", "juni", "juli",
     "august", "september", "oktober", "november", "dezember"},
    {"janvier", "f\xc3\xa9vrier", "mars", "avril", "mai", "juin", "juillet",
     "ao\xc3\xbbt", "septembre", "octobre", "novembre", "d\303\251cembre"},
    {"gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio",
     "agosto", "settembre", "ottobre", "novembre", "dicembre"}};

const char *const *ct_guess_months(size_t i)
{
    return i < sizeof months / sizeof *months ? months[i] : NULL;
}

int ct_guess_month(const char *name, const char *const **whose)
{
    for (size_t i = 0; i < sizeof months / sizeof *months; i++)
        for (int k = 0; k < 12; k++)
            if (strcasecmp(name, months[i][k]) == 0) {
                *whose = months[i];
                return k + 1;
            }
    return 0;
}

/* --- codes --- */

static const struct word sexes[] = {{"male", "M"},
                                    {"males", "M"},
                                    {"m", "M"},
                                    {"man", "M"},
                                    {"men", "M"},
                                    {"boys", "M"},
                                    {"hombre", "M"},
                                    {"hombres", "M"},
                                    {"homme", "M"},
                                    {"hommes", "M"},
                                    {"masculino", "M"},
                                    {"mann", "M"},
                                    {"m\xc3\xa4nnlich", "M"},
                                    {"female", "F"},
                                    {"females", "F"},
                                    {"f", "F"},
                                    {"woman", "F"},
                                    {"women", "F"},
                                    {"girls", "F"},
                                    {"mujer", "F"},
                                    {"mujeres", "F"},
                                    {"femme", "F"},
                                    {"femmes", "F"},
                                    {"femenino", "F"},
                                    {"feminino", "F"},
                                    {"weiblich", "F"},
                                    {"kvinne", "F"},
                                    {"total", "_T"},
                                    {"both", "_T"},
                                    {"both sexes", "_T"},
                                    {"t", "_T"},
                                    {"insgesamt", "_T"},
                                    {"unknown", "_U"}};
static const struct word ages[] = {
    {"total", "_T"}, {"all ages", "_T"}, {"unknown", "_U"}};
static const struct word units[] = {
    {"number", "NUMBER"},
    {"counts", "NUMBER"},
    {"count", "NUMBER"},
    {"nr", "NUMBER"},
    {"percent", "PERCENT"},
    {"percentage", "PERCENT"},
    {"rate per 100,000 population", "RATE_100K"},
    {"rate per 100 000 population", "RATE_100K"},
    {"per 100,000 population", "RATE_100K"},
    {"p_hthab", "RATE_100K"},
    {"per hundred thousand inhabitants", "RATE_100K"}};
static const struct word areas[] = {{"world", "M49:001"}};

/* The first is for what is the whole text, the others only hint. */
static const struct word offences[] = {{"intentional homicide", "0101"},
                                       {"homicide", "0101"},
                                       {"murder", "0101"},
                                       {"homicid", "0101"},
                                       {"homic\303\255d", "0101"},
                                       {"asesinato", "0101"},
                                       {"assassinat", "0101"},
                                       {"mord", "0101"},
                                       {"attempted", ""},
                                       {"manslaughter", "0103"},
                                       {"kidnap", "020221"},
                                       {"secuestro", "020221"},
                                       {"assault", "0201"},
                                       {"lesion", "0201"},
                                       {"k\xc3\xb6rperverletzung", "0201"},
                                       {"rape", "03011"},
                                       {"violaci", "03011"},
                                       {"vergewaltigung", "03011"},
                                       {"estupro", "03011"},
                                       {"viol ", "03011"},
                                       {"sexual violence", "0301"},
                                       {"sexual assault", "0301"},
                                       {"robbery", "0401"},
                                       {"raub", "0401"},
                                       {"roubo", "0401"},
                                       {"robo con viol", "0401"},
                                       {"rapina", "0401"},
                                       {"burglary", "0501"},
                                       {"einbruch", "0501"},
                                       {"cambriolage", "0501"},
                                       {"break and enter", "0501"},
                                       {"motor vehicle theft", "05021"},
                                       {"theft", "0502"},
                                       {"larceny", "0502"},
                                       {"diebstahl", "0502"},
                                       {"hurto", "0502"},
                                       {"furto", "0502"},
                                       {"tatvina", "0502"},
                                       {"stealing", "0502"},
                                       {"fraud", "0701"},
                                       {"betrug", "0701"},
                                       {"estafa", "0701"},
                                       {"drug", "0601"},
                                       {"narc", "0601"},
                                       {"all crimes", "_T"},
                                       {"all offences", "_T"},
                                       {"total", "_T"}};

static const char *exact(const struct word *words, size_t n, const char *text)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(words[i].word, text) == 0)
            return words[i].means;
    return NULL;
}

/* What is attempted, or of a kind of it, is not the offence itself. */
static const char *offence(const struct ct_codes *codes, const char *text,
                           const char **hint)
{
    enum { N = sizeof offences / sizeof *offences };
    if (strncmp(text, "iccs", 4) == 0) {
        const char *near = ct_codes_near(codes, "offence", text + 4);
        if (near && strcmp(near, text + 4) == 0)
            return near;
    }
    const char *whole = exact(offences, N, text);
    if (whole && ct_codes_valid(codes, "offence", whole))
        return whole;
    for (size_t i = 0; i < N && !*hint; i++)
        if (strstr(text, offences[i].word) && *offences[i].means)
            *hint = offences[i].means;
    return NULL;
}

static const char *area(const struct ct_codes *codes, const char *text,
                        const char **hint)
{
    const char *near = ct_codes_near(codes, "area", text);
    if (!near)
        return NULL;
    const char *label = ct_codes_label(codes, "area", near);
    const char *brief = ct_codes_short(codes, "area", near);
    if ((label && strcasecmp(label, text) == 0) ||
        (brief && strcasecmp(brief, text) == 0) ||
        (strlen(text) == 2 && strlen(near) == 3))
        return near;
    *hint = near;
    return NULL;
}

/* Codes with digits only: `15-24`, `65+`, `18 and over`. */
static const char *age(const struct ct_codes *codes, const char *text)
{
    const char *near =
        strpbrk(text, "0123456789") ? ct_codes_near(codes, "age", text) : NULL;
    return near && ct_codes_valid(codes, "age", near) ? near : NULL;
}

#define EXACT(list) exact(list, sizeof(list) / sizeof *(list), text)

const char *ct_guess_meaning(const struct ct_codes *codes,
                             const char *dimension, const char *given,
                             const char **hint)
{
    const char *none = NULL, *code = NULL;
    char text[256];
    if (!hint)
        hint = &none;
    *hint = NULL;
    if (!*given)
        return NULL;
    /* digits are ICCS codes by their form only: any number would be one */
    if (strpbrk(given,
                "ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz") &&
        !strchr(given, ':') && ct_codes_valid(codes, dimension, given))
        return given;
    small(given, text, sizeof text);
    if (strcmp(dimension, "sex") == 0)
        code = EXACT(sexes);
    else if (strcmp(dimension, "unit") == 0)
        code = EXACT(units);
    else if (strcmp(dimension, "age") == 0)
        code = EXACT(ages) ? EXACT(ages) : age(codes, given);
    else if (strcmp(dimension, "offence") == 0)
        code = offence(codes, text, hint);
    else if (strcmp(dimension, "area") == 0)
        code = EXACT(areas) ? EXACT(areas) : area(codes, given, hint);
    return code;
}
