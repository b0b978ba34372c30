/* SPDX-License-Identifier: GPL-3.0-or-later
 * Incidents as Chicago publishes them: 22 columns. The codes, and no others,
 * are in the descriptor; weights are rough. */
#include "config.h"

#include "bench/gen.h"

#include <math.h>
#include <string.h>

struct offence {
    const char *code, *type, *description, *fbi;
    int weight;
};

static const struct offence offences[] = {
    {"0110", "HOMICIDE", "FIRST DEGREE MURDER", "01A", 1},
    {"0141", "HOMICIDE", "INVOLUNTARY MANSLAUGHTER", "01B", 1},
    {"0142", "HOMICIDE", "RECKLESS HOMICIDE", "01B", 1},
    {"0261", "CRIM SEXUAL ASSAULT", "AGGRAVATED: HANDGUN", "02", 1},
    {"0265", "CRIM SEXUAL ASSAULT", "AGGRAVATED: OTHER", "02", 2},
    {"0281", "CRIM SEXUAL ASSAULT", "NON-AGGRAVATED", "02", 6},
    {"0281", "CRIMINAL SEXUAL ASSAULT", "NON-AGGRAVATED", "02", 3},
    {"031A", "ROBBERY", "ARMED: HANDGUN", "03", 30},
    {"0313", "ROBBERY", "ARMED: OTHER DANGEROUS WEAPON", "03", 4},
    {"0320", "ROBBERY", "STRONGARM - NO WEAPON", "03", 28},
    {"0325", "ROBBERY", "VEHICULAR HIJACKING", "03", 2},
    {"0330", "ROBBERY", "AGGRAVATED", "03", 4},
    {"0337", "ROBBERY", "ATTEMPT: ARMED-OTHER DANG WEAP", "03", 1},
    {"0420", "BATTERY", "AGGRAVATED:KNIFE/CUTTING INSTR", "04B", 9},
    {"041A", "BATTERY", "AGGRAVATED: HANDGUN", "04B", 9},
    {"0430", "BATTERY", "AGGRAVATED: OTHER DANG WEAPON", "04B", 11},
    {"0454", "BATTERY", "AGG PO HANDS NO/MIN INJURY", "08B", 6},
    {"0460", "BATTERY", "SIMPLE", "08B", 110},
    {"0486", "BATTERY", "DOMESTIC BATTERY SIMPLE", "08B", 125},
    {"0497", "BATTERY", "AGGRAVATED DOMESTIC BATTERY: OTHER DANG WEAPON", "04B",
     5},
    {"0498", "BATTERY",
     "AGGRAVATED DOMESTIC BATTERY: HANDS/FIST/FEET SERIOUS INJURY", "04B", 3},
    {"0510", "INTIMIDATION", "INTIMIDATION", "26", 1},
    {"051A", "ASSAULT", "AGGRAVATED: HANDGUN", "04A", 10},
    {"051B", "ASSAULT", "AGGRAVATED: OTHER FIREARM", "04A", 1},
    {"0520", "ASSAULT", "AGGRAVATED:KNIFE/CUTTING INSTR", "04A", 8},
    {"0530", "ASSAULT", "AGGRAVATED: OTHER DANG WEAPON", "04A", 6},
    {"0545", "ASSAULT", "PRO EMP HANDS NO/MIN INJURY", "08A", 3},
    {"0560", "ASSAULT", "SIMPLE", "08A", 66},
    {"0580", "STALKING", "SIMPLE", "08A", 1},
    {"0610", "BURGLARY", "FORCIBLE ENTRY", "05", 40},
    {"0620", "BURGLARY", "UNLAWFUL ENTRY", "05", 16},
    {"0630", "BURGLARY", "ATTEMPT FORCIBLE ENTRY", "05", 3},
    {"0650", "BURGLARY", "HOME INVASION", "05", 1},
    {"0810", "THEFT", "OVER $500", "06", 60},
    {"0820", "THEFT", "$500 AND UNDER", "06", 105},
    {"0840", "THEFT", "FINANCIAL ID THEFT: OVER $300", "06", 6},
    {"0850", "THEFT", "ATTEMPT THEFT", "06", 2},
    {"0860", "THEFT", "RETAIL THEFT", "06", 38},
    {"0865", "THEFT", "DELIVERY CONTAINER THEFT", "06", 1},
    {"0870", "THEFT", "POCKET-PICKING", "06", 6},
    {"0880", "THEFT", "PURSE-SNATCHING", "06", 2},
    {"0890", "THEFT", "FROM BUILDING", "06", 42},
    {"0910", "MOTOR VEHICLE THEFT", "AUTOMOBILE", "07", 42},
    {"0917", "MOTOR VEHICLE THEFT", "CYCLE, SCOOTER, BIKE W-VIN", "07", 1},
    {"0920", "MOTOR VEHICLE THEFT", "ATT: AUTOMOBILE", "07", 3},
    {"0930", "MOTOR VEHICLE THEFT", "THEFT/RECOVERY: AUTOMOBILE", "07", 4},
    {"1010", "ARSON", "BY EXPLOSIVE", "09", 1},
    {"1020", "ARSON", "BY FIRE", "09", 2},
    {"1110", "DECEPTIVE PRACTICE", "BOGUS CHECK", "11", 4},
    {"1120", "DECEPTIVE PRACTICE", "FORGERY", "10", 3},
    {"1130", "DECEPTIVE PRACTICE", "FRAUD OR CONFIDENCE GAME", "11", 8},
    {"1150", "DECEPTIVE PRACTICE", "CREDIT CARD FRAUD", "11", 8},
    {"1153", "DECEPTIVE PRACTICE", "FINANCIAL IDENTITY THEFT OVER $ 300", "11",
     12},
    {"1155", "DECEPTIVE PRACTICE", "AGGRAVATED FINANCIAL IDENTITY THEFT", "11",
     2},
    {"1206", "DECEPTIVE PRACTICE", "THEFT BY LESSEE,MOTOR VEH", "11", 2},
    {"1305", "CRIMINAL DAMAGE", "CRIMINAL DEFACEMENT", "14", 5},
    {"1310", "CRIMINAL DAMAGE", "TO PROPERTY", "14", 62},
    {"1320", "CRIMINAL DAMAGE", "TO VEHICLE", "14", 68},
    {"1330", "CRIMINAL TRESPASS", "TO LAND", "26", 20},
    {"1345", "CRIMINAL DAMAGE", "TO CITY OF CHICAGO PROPERTY", "14", 1},
    {"1350", "CRIMINAL TRESPASS", "TO STATE SUP LAND", "26", 6},
    {"1360", "CRIMINAL TRESPASS", "TO VEHICLE", "26", 4},
    {"1365", "CRIMINAL TRESPASS", "TO RESIDENCE", "26", 4},
    {"141A", "WEAPONS VIOLATION", "UNLAWFUL USE HANDGUN", "15", 5},
    {"143A", "WEAPONS VIOLATION", "UNLAWFUL POSS OF HANDGUN", "15", 9},
    {"1477", "WEAPONS VIOLATION", "RECKLESS FIREARM DISCHARGE", "15", 2},
    {"1506", "PROSTITUTION", "SOLICIT ON PUBLIC WAY", "16", 7},
    {"1544", "SEX OFFENSE", "SEXUAL EXPLOITATION OF A CHILD", "17", 1},
    {"1563", "SEX OFFENSE", "CRIMINAL SEXUAL ABUSE", "17", 2},
    {"1565", "SEX OFFENSE", "INDECENT SOLICITATION/CHILD", "17", 1},
    {"1582", "OFFENSE INVOLVING CHILDREN", "CHILD PORNOGRAPHY", "17", 1},
    {"1661", "GAMBLING", "GAME/DICE", "19", 2},
    {"1710", "OFFENSE INVOLVING CHILDREN", "ENDANGERING LIFE/HEALTH CHILD",
     "20", 1},
    {"1750", "OFFENSE INVOLVING CHILDREN", "CHILD ABUSE", "08B", 2},
    {"1752", "OFFENSE INVOLVING CHILDREN", "AGG CRIM SEX ABUSE FAM MEMBER",
     "17", 1},
    {"1780", "OFFENSE INVOLVING CHILDREN", "OTHER OFFENSE", "20", 2},
    {"1790", "OFFENSE INVOLVING CHILDREN", "CHILD ABDUCTION", "20", 1},
    {"1792", "KIDNAPPING", "CHILD ABDUCTION/STRANGER", "20", 1},
    {"1811", "NARCOTICS", "POSS: CANNABIS 30GMS OR LESS", "18", 37},
    {"1812", "NARCOTICS", "POSS: CANNABIS MORE THAN 30GMS", "18", 4},
    {"1821", "NARCOTICS", "MANU/DEL:CANNABIS 10GM OR LESS", "18", 2},
    {"2012", "NARCOTICS", "MANU/DELIVER:COCAINE", "18", 2},
    {"2014", "NARCOTICS", "MANU/DELIVER: HEROIN (WHITE)", "18", 4},
    {"2020", "NARCOTICS", "POSS: AMPHETAMINES", "18", 1},
    {"2022", "NARCOTICS", "POSS: COCAINE", "18", 5},
    {"2024", "NARCOTICS", "POSS: HEROIN(WHITE)", "18", 11},
    {"2027", "NARCOTICS", "POSS: CRACK", "18", 17},
    {"2092", "NARCOTICS", "SOLICIT NARCOTICS ON PUBLICWAY", "26", 3},
    {"2170", "NARCOTICS", "POSSESSION OF DRUG EQUIPMENT", "18", 1},
    {"2210", "LIQUOR LAW VIOLATION", "SELL/GIVE/DEL LIQUOR TO MINOR", "22", 1},
    {"2220", "LIQUOR LAW VIOLATION", "ILLEGAL POSSESSION BY MINOR", "22", 1},
    {"2820", "OTHER OFFENSE", "TELEPHONE THREAT", "26", 18},
    {"2825", "OTHER OFFENSE", "HARASSMENT BY TELEPHONE", "26", 15},
    {"2826", "OTHER OFFENSE", "HARASSMENT BY ELECTRONIC MEANS", "26", 6},
    {"2830", "OTHER OFFENSE", "OBSCENE TELEPHONE CALLS", "26", 1},
    {"2890", "PUBLIC PEACE VIOLATION", "OTHER VIOLATION", "26", 2},
    {"3000", "PUBLIC PEACE VIOLATION", "SELL/ADVERTISE FIREWORKS", "26", 1},
    {"3710", "INTERFERENCE WITH PUBLIC OFFICER",
     "RESIST/OBSTRUCT/DISARM OFFICER", "24", 2},
    {"3731", "INTERFERENCE WITH PUBLIC OFFICER", "OBSTRUCTING IDENTIFICATION",
     "24", 2},
    {"3960", "INTIMIDATION", "INTIMIDATION", "26", 1},
    {"4210", "KIDNAPPING", "KIDNAPPING", "26", 1},
    {"4255", "KIDNAPPING", "UNLAWFUL RESTRAINT", "26", 2},
    {"4387", "OTHER OFFENSE", "VIOLATE ORDER OF PROTECTION", "26", 7},
    {"4625", "OTHER OFFENSE", "PAROLE VIOLATION", "26", 2},
    {"4650", "OTHER OFFENSE", "SEX OFFENDER: FAIL TO REGISTER", "26", 1},
    {"5000", "OTHER OFFENSE", "OTHER CRIME AGAINST PERSON", "26", 2},
    {"5001", "OTHER OFFENSE", "OTHER CRIME INVOLVING PROPERTY", "26", 3},
    {"5002", "OTHER OFFENSE", "OTHER VEHICLE OFFENSE", "26", 9},
    {"5111", "OTHER OFFENSE", "GUN OFFENDER: ANNUAL REGISTRATION", "26", 1},
    {"5011", "OTHER OFFENSE", "LICENSE VIOLATION", "26", 2},
};

static const char *const places[] = {
    "STREET",
    "RESIDENCE",
    "APARTMENT",
    "SIDEWALK",
    "OTHER",
    "PARKING LOT/GARAGE(NON.RESID.)",
    "ALLEY",
    "SCHOOL, PUBLIC, BUILDING",
    "RESIDENCE-GARAGE",
    "SMALL RETAIL STORE",
    "RESIDENCE PORCH/HALLWAY",
    "VEHICLE NON-COMMERCIAL",
    "RESTAURANT",
    "GROCERY FOOD STORE",
    "DEPARTMENT STORE",
    "GAS STATION",
    "RESIDENTIAL YARD (FRONT/BACK)",
    "PARK PROPERTY",
    "COMMERCIAL / BUSINESS OFFICE",
    "CHA PARKING LOT/GROUNDS",
    "BAR OR TAVERN",
    "CTA PLATFORM",
    "DRUG STORE",
    "CHA APARTMENT",
    "BANK",
    "HOTEL/MOTEL",
    "VACANT LOT/LAND",
    "SCHOOL, PRIVATE, GROUNDS",
    "TAVERN/LIQUOR STORE",
    "CTA TRAIN",
    "HOSPITAL BUILDING/GROUNDS",
    "POLICE FACILITY/VEH PARKING LOT",
    "AIRPORT/AIRCRAFT",
    "CHURCH / SYNAGOGUE / PLACE OF WORSHIP",
    "GOVERNMENT BUILDING/PROPERTY",
    "NURSING HOME/RETIREMENT HOME",
    "CONSTRUCTION SITE",
    "ABANDONED BUILDING",
    "WAREHOUSE",
    "FACTORY/MANUFACTURING BUILDING",
    "AIRPORT TERMINAL UPPER LEVEL - SECURE AREA",
    "CTA STATION",
    "ATHLETIC CLUB",
    "LIBRARY",
    "MOVIE HOUSE/THEATER"};

static const char *const streets[] = {
    "HALSTED",  "STATE",      "MICHIGAN",      "WESTERN",
    "ASHLAND",  "PULASKI",    "CICERO",        "MADISON",
    "KEDZIE",   "CLARK",      "COTTAGE GROVE", "DR MARTIN LUTHER KING JR",
    "INDIANA",  "PRAIRIE",    "ROOSEVELT",     "NORTH",
    "CHICAGO",  "DIVISION",   "BELMONT",       "LAWRENCE",
    "SHERIDAN", "MARSHFIELD", "ELLIS",         "DREXEL",
    "63RD",     "79TH",       "95TH",          "111TH",
    "LARAMIE",  "WALLACE"};

static const char *const street_kinds[] = {"ST", "AVE", "BLVD",
                                           "RD", "DR",  "PL"};

/* Today's districts, busiest first. */
static const uint32_t districts[] = {8,  11, 6,  7,  4, 25, 10, 3,  9,  12, 5,
                                     18, 2,  19, 15, 1, 14, 16, 22, 24, 17, 20};

/* Days from 1970-01-01 to a date (Hinnant, chrono-compatible date algorithms).
 */
struct date {
    uint32_t year, month, day;
};

static struct date date_of(uint32_t days)
{
    uint32_t z = days + 719468, era = z / 146097, doe = z - era * 146097;
    uint32_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    uint32_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    uint32_t mp = (5 * doy + 2) / 153, month = mp < 10 ? mp + 3 : mp - 9;
    return (struct date){yoe + era * 400 + (month <= 2), month,
                         doy - (153 * mp + 2) / 5 + 1};
}

static void write_time(struct gen *g, uint32_t days, uint32_t second)
{
    struct date d = date_of(days);
    uint32_t hour = second / 3600;
    gen_digits(g, d.month, 2);
    gen_char(g, '/');
    gen_digits(g, d.day, 2);
    gen_char(g, '/');
    gen_digits(g, d.year, 4);
    gen_char(g, ' ');
    gen_digits(g, hour % 12 ? hour % 12 : 12, 2);
    gen_char(g, ':');
    gen_digits(g, second / 60 % 60, 2);
    gen_char(g, ':');
    gen_digits(g, second % 60, 2);
    gen_text(g, hour < 12 ? " AM" : " PM");
}

/* How a file is quoted. */
struct quoting {
    unsigned percent, newlines;
};

static void write_offence(struct gen *g, const struct offence *o,
                          struct quoting q)
{
    char description[160];
    if (q.newlines && gen_below(g, 1000000) < q.newlines) {
        snprintf(description, sizeof description, "%s\nSEE NOTE",
                 o->description);
        gen_cell(g, description, q.percent);
    } else {
        gen_cell(g, o->description, q.percent);
    }
    gen_char(g, ',');
}

/* The place on the map; one in 100 has none. */
struct point {
    int unknown;
    uint32_t x, y;
};

static void write_two(struct gen *g, uint32_t a, uint32_t b)
{
    gen_number(g, a);
    gen_char(g, ',');
    gen_number(g, b);
    gen_char(g, ',');
}

static void write_location(struct gen *g, struct point p)
{
    if (p.unknown) {
        gen_text(g, ",,");
        return;
    }
    char latitude[16], longitude[16];
    snprintf(latitude, sizeof latitude, "41.%09u",
             644585000U + (p.y - 1813897) * 2500 + gen_below(g, 2500));
    snprintf(longitude, sizeof longitude, "-87.%09u",
             940000000U - (p.x - 1091242) * 3653 - gen_below(g, 3653));
    gen_text(g, latitude);
    gen_char(g, ',');
    gen_text(g, longitude);
    gen_text(g, ",\"(");
    gen_text(g, latitude);
    gen_text(g, ", ");
    gen_text(g, longitude);
    gen_text(g, ")\"");
}

static void write_block(struct gen *g, struct quoting q)
{
    char block[96];
    const char *kind = street_kinds[gen_below(g, COUNT(street_kinds))];
    const char *street = streets[gen_skewed(g, COUNT(streets))];
    char side = "NSEW"[gen_below(g, 4)];
    snprintf(block, sizeof block, "%03uXX %c %s %s", gen_below(g, 130), side,
             street, kind);
    gen_cell(g, block, q.percent);
    gen_char(g, ',');
}

/* What is drawn before a row is written. */
struct incident {
    long number;
    uint32_t day, place, district, ward, community;
    int unknown; /* its code is in no list: to be rejected by name */
    const struct offence *offence;
};

static void write_head(struct gen *g, const struct incident *i,
                       struct quoting q)
{
    gen_number(g, 1310000 + (uint64_t)i->number * 3 / 2);
    gen_char(g, ',');
    gen_char(g, (char)('H' + i->day / 700 % 12));
    gen_char(g, (char)('A' + gen_below(g, 26)));
    gen_digits(g, gen_below(g, 1000000), 6);
    gen_char(g, ',');
    write_time(g, i->day, gen_below(g, 86400));
    gen_char(g, ',');
    write_block(g, q);
    gen_text(g, i->unknown ? "9999" : i->offence->code);
    gen_char(g, ',');
    gen_cell(g, i->unknown ? "NOT IN ANY LIST" : i->offence->type, q.percent);
    gen_char(g, ',');
    write_offence(g, i->offence, q);
}

static void write_middle(struct gen *g, const struct incident *i,
                         struct quoting q)
{
    if (gen_below(g, 1000))
        gen_cell(g, places[i->place], q.percent);
    gen_char(g, ',');
    gen_text(g, gen_below(g, 4) ? "false," : "true,");
    gen_text(g, gen_below(g, 7) ? "false," : "true,");
    gen_digits(g, i->district * 100 + gen_below(g, 34), 4);
    gen_char(g, ',');
    gen_digits(g, i->district, 3);
    gen_char(g, ',');
    if (gen_below(g, 100) < 8)
        gen_text(g, ",,");
    else
        write_two(g, i->ward, i->community);
    gen_text(g, i->offence->fbi);
    gen_char(g, ',');
}

static void write_tail(struct gen *g, const struct incident *i)
{
    struct point p = {.unknown = gen_below(g, 100) == 0};
    p.x = 1091242 + gen_below(g, 113877);
    p.y = 1813897 + gen_below(g, 137725);
    if (p.unknown)
        gen_text(g, ",,");
    else
        write_two(g, p.x, p.y);
    gen_number(g, date_of(i->day).year);
    gen_char(g, ',');
    uint32_t second = gen_below(g, 2) ? 56409 : gen_below(g, 86400);
    write_time(g, i->day + 7 + gen_below(g, 2000), second);
    gen_char(g, ',');
    write_location(g, p);
    gen_char(g, '\n');
}

/* Fewer every year from 2001 on. */
static uint32_t draw_day(struct gen *g)
{
    return 11323 + (uint32_t)(9131 * (1 - sqrt(1 - 0.75 * gen_unit(g))) / 0.5);
}

/* Each offence as often as it weighs; returns how many. */
static uint32_t weigh(const struct offence **out)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < COUNT(offences); i++)
        for (int w = 0; w < offences[i].weight; w++)
            out[n++] = &offences[i];
    return n;
}

void gen_incident(struct gen *g, long rows, unsigned percent_quoted,
                  unsigned newlines_per_million)
{
    const struct offence *weighed[4096];
    uint32_t n_weighed = weigh(weighed);
    struct quoting q = {percent_quoted, newlines_per_million};
    gen_text(g, "ID,Case Number,Date,Block,IUCR,Primary Type,Description,"
                "Location Description,Arrest,Domestic,Beat,District,Ward,"
                "Community Area,FBI Code,X Coordinate,Y Coordinate,Year,"
                "Updated On,Latitude,Longitude,Location\n");
    for (long k = 0; k < rows; k++) {
        gen_row(g);
        struct incident i = {.number = k, .day = draw_day(g)};
        i.offence = weighed[gen_below(g, n_weighed)];
        i.place = gen_skewed(g, COUNT(places));
        i.district = districts[gen_skewed(g, COUNT(districts))];
        i.ward = 1 + gen_below(g, 50);
        i.community = 1 + gen_below(g, 77);
        i.unknown = gen_below(g, 20000) == 0;
        write_head(g, &i, q);
        write_middle(g, &i, q);
        write_tail(g, &i);
    }
}
