/* SPDX-License-Identifier: GPL-3.0-or-later
 * Figures in long form as UNODC publishes them, with its indicators and
 * countries as spelled there: 13 columns. */
#include "config.h"

#include "bench/gen.h"

static const struct {
    const char *indicator, *dimension, *category;
} figures[] = {
    {"Violent offences", "by type of offence", "Serious assault"},
    {"Violent offences", "by type of offence", "Kidnapping"},
    {"Violent offences", "by type of offence", "Sexual violence"},
    {"Violent offences", "by type of offence", "Sexual violence: Rape"},
    {"Violent offences", "by type of offence",
     "Sexual violence: Sexual assault"},
    {"Violent offences", "by type of offence",
     "Sexual violence: Other acts of sexual violence"},
    {"Violent offences", "by type of offence", "Sexual Exploitation"},
    {"Violent offences", "by type of offence",
     "Acts intended to induce fear or emotional distress"},
    {"Violent offences", "by type of offence",
     "Acts intended to induce fear or emotional distress: Cyber-related"},
    {"Victims of serious assault", "by relationship to perpetrator",
     "Intimate partner or family member"},
    {"Victims of serious assault", "by relationship to perpetrator",
     "Other Perpetrator known to the victim"},
    {"Victims of serious assault", "by relationship to perpetrator",
     "Perpetrator unknown to the victim"},
    {"Victims of serious assault", "by relationship to perpetrator",
     "Relationship to perpetrator is not known"},
    {"Victims of sexual violence", "by relationship to perpetrator",
     "Intimate partner or family member"},
    {"Victims of sexual violence", "by relationship to perpetrator",
     "Other Perpetrator known to the victim"},
    {"Victims of sexual violence", "by relationship to perpetrator",
     "Perpetrator unknown to the victim"},
    {"Victims of sexual violence", "by relationship to perpetrator",
     "Relationship to perpetrator is not known"},
    {"Victims of intentional homicide", "by situational context",
     "Organized criminal groups or gangs"},
    {"Persons arrested/suspected for intentional homicide", "by citizenship",
     "National citizens"},
    {"Offences", "by type of offence", "Corruption"},
    {"Offences", "by type of offence", "Corruption: Bribery"},
    {"Offences", "by type of offence", "Corruption: Other acts of corruption"},
    {"Offences", "by type of offence", "Smuggling of migrants"},
    {"Offences", "by type of offence", "Burglary"},
    {"Offences", "by type of offence", "Theft"},
    {"Offences", "by type of offence", "Theft: of a motorized vehicle"},
    {"Offences", "by type of offence", "Fraud"},
    {"Offences", "by type of offence", "Fraud: Cyber-related (Cy)"},
    {"Offences", "by type of offence", "Money laundering"},
    {"Offences", "by type of offence", "Unlawful access to a computer system"},
    {"Offences", "by type of offence",
     "Unlawful interference with a computer system or computer data"},
    {"Offences", "by type of offence",
     "Unlawful interception or access of computer data"},
    {"Acts against the environment", "by type of offence",
     "Acts that cause environmental pollution or degradation"},
    {"Acts against the environment", "by type of offence",
     "Acts involving the movement of dumping of waste"},
    {"Acts against the environment", "by type of offence",
     "Trade or possession of protected or prohibited species of faune and "
     "flora"},
    {"Acts against the environment", "by type of offence",
     "Acts that result in the depletion of degradation of natural resources"},
};

static const struct {
    const char *iso3, *name, *region, *subregion;
} countries[] = {
    {"ALB", "Albania", "Europe", "Southern Europe"},
    {"AND", "Andorra", "Europe", "Southern Europe"},
    {"ARE", "United Arab Emirates", "Asia", "Western Asia"},
    {"ARG", "Argentina", "Americas", "Latin America and the Caribbean"},
    {"ARM", "Armenia", "Asia", "Western Asia"},
    {"ATG", "Antigua and Barbuda", "Americas",
     "Latin America and the Caribbean"},
    {"AUS", "Australia", "Oceania", "Australia and New Zealand"},
    {"AUT", "Austria", "Europe", "Western Europe"},
    {"AZE", "Azerbaijan", "Asia", "Western Asia"},
    {"BDI", "Burundi", "Africa", "Sub-Saharan Africa"},
    {"BEL", "Belgium", "Europe", "Western Europe"},
    {"BEN", "Benin", "Africa", "Sub-Saharan Africa"},
    {"BGD", "Bangladesh", "Asia", "Southern Asia"},
    {"BGR", "Bulgaria", "Europe", "Eastern Europe"},
    {"BHR", "Bahrain", "Asia", "Western Asia"},
    {"BHS", "Bahamas", "Americas", "Latin America and the Caribbean"},
    {"BIH", "Bosnia and Herzegovina", "Europe", "Southern Europe"},
    {"BLR", "Belarus", "Europe", "Eastern Europe"},
    {"BLZ", "Belize", "Americas", "Latin America and the Caribbean"},
    {"BMU", "Bermuda", "Americas", "Northern America"},
    {"BOL", "Bolivia (Plurinational State of)", "Americas",
     "Latin America and the Caribbean"},
    {"BRA", "Brazil", "Americas", "Latin America and the Caribbean"},
    {"BRB", "Barbados", "Americas", "Latin America and the Caribbean"},
    {"BRN", "Brunei Darussalam", "Asia", "South-eastern Asia"},
    {"BTN", "Bhutan", "Asia", "Southern Asia"},
    {"BWA", "Botswana", "Africa", "Sub-Saharan Africa"},
    {"CAN", "Canada", "Americas", "Northern America"},
    {"CHE", "Switzerland", "Europe", "Western Europe"},
    {"CHL", "Chile", "Americas", "Latin America and the Caribbean"},
    {"CHN", "China", "Asia", "Eastern Asia"},
    {"CIV", "C\xc3\xb4te d\xe2\x80\x99Ivoire", "Africa", "Sub-Saharan Africa"},
    {"CMR", "Cameroon", "Africa", "Sub-Saharan Africa"},
    {"COL", "Colombia", "Americas", "Latin America and the Caribbean"},
    {"CPV", "Cabo Verde", "Africa", "Sub-Saharan Africa"},
    {"CRI", "Costa Rica", "Americas", "Latin America and the Caribbean"},
    {"CYP", "Cyprus", "Asia", "Western Asia"},
    {"CZE", "Czechia", "Europe", "Eastern Europe"},
    {"DEU", "Germany", "Europe", "Western Europe"},
    {"DJI", "Djibouti", "Africa", "Sub-Saharan Africa"},
    {"DMA", "Dominica", "Americas", "Latin America and the Caribbean"},
    {"DNK", "Denmark", "Europe", "Northern Europe"},
    {"DOM", "Dominican Republic", "Americas",
     "Latin America and the Caribbean"},
    {"DZA", "Algeria", "Africa", "Northern Africa"},
    {"ECU", "Ecuador", "Americas", "Latin America and the Caribbean"},
    {"EGY", "Egypt", "Africa", "Northern Africa"},
    {"ESP", "Spain", "Europe", "Southern Europe"},
    {"EST", "Estonia", "Europe", "Northern Europe"},
    {"FIN", "Finland", "Europe", "Northern Europe"},
    {"FRA", "France", "Europe", "Western Europe"},
    {"GBR_E_W", "United Kingdom (England and Wales)", "Europe",
     "Northern Europe"},
    {"GBR_NI", "United Kingdom (Northern Ireland)", "Europe",
     "Northern Europe"},
    {"GBR_S", "United Kingdom (Scotland)", "Europe", "Northern Europe"},
    {"GEO", "Georgia", "Asia", "Western Asia"},
    {"GHA", "Ghana", "Africa", "Sub-Saharan Africa"},
    {"GIN", "Guinea", "Africa", "Sub-Saharan Africa"},
    {"GNB", "Guinea-Bissau", "Africa", "Sub-Saharan Africa"},
    {"GRC", "Greece", "Europe", "Southern Europe"},
    {"GRD", "Grenada", "Americas", "Latin America and the Caribbean"},
    {"GTM", "Guatemala", "Americas", "Latin America and the Caribbean"},
    {"GUY", "Guyana", "Americas", "Latin America and the Caribbean"},
    {"HKG", "China, Hong Kong Special Administrative Region", "Asia",
     "Eastern Asia"},
    {"HND", "Honduras", "Americas", "Latin America and the Caribbean"},
    {"HRV", "Croatia", "Europe", "Southern Europe"},
    {"HTI", "Haiti", "Americas", "Latin America and the Caribbean"},
    {"HUN", "Hungary", "Europe", "Eastern Europe"},
    {"IDN", "Indonesia", "Asia", "South-eastern Asia"},
    {"IND", "India", "Asia", "Southern Asia"},
    {"IRL", "Ireland", "Europe", "Northern Europe"},
    {"IRN", "Iran (Islamic Republic of)", "Asia", "Southern Asia"},
    {"IRQ_C", "Iraq (Central Iraq)", "Asia", "Western Asia"},
    {"ISL", "Iceland", "Europe", "Northern Europe"},
    {"ISR", "Israel", "Asia", "Western Asia"},
    {"ITA", "Italy", "Europe", "Southern Europe"},
    {"JAM", "Jamaica", "Americas", "Latin America and the Caribbean"},
    {"JOR", "Jordan", "Asia", "Western Asia"},
    {"JPN", "Japan", "Asia", "Eastern Asia"},
    {"KAZ", "Kazakhstan", "Asia", "Central Asia"},
    {"KEN", "Kenya", "Africa", "Sub-Saharan Africa"},
    {"KGZ", "Kyrgyzstan", "Asia", "Central Asia"},
    {"KNA", "Saint Kitts and Nevis", "Americas",
     "Latin America and the Caribbean"},
    {"KOR", "Republic of Korea", "Asia", "Eastern Asia"},
    {"KWT", "Kuwait", "Asia", "Western Asia"},
    {"LBN", "Lebanon", "Asia", "Western Asia"},
    {"LCA", "Saint Lucia", "Americas", "Latin America and the Caribbean"},
    {"LIE", "Liechtenstein", "Europe", "Western Europe"},
    {"LKA", "Sri Lanka", "Asia", "Southern Asia"},
    {"LSO", "Lesotho", "Africa", "Sub-Saharan Africa"},
    {"LTU", "Lithuania", "Europe", "Northern Europe"},
    {"LUX", "Luxembourg", "Europe", "Western Europe"},
    {"LVA", "Latvia", "Europe", "Northern Europe"},
    {"MAC", "China, Macao Special Administrative Region", "Asia",
     "Eastern Asia"},
    {"MAR", "Morocco", "Africa", "Northern Africa"},
    {"MCO", "Monaco", "Europe", "Western Europe"},
    {"MDA", "Republic of Moldova", "Europe", "Eastern Europe"},
    {"MDG", "Madagascar", "Africa", "Sub-Saharan Africa"},
    {"MDV", "Maldives", "Asia", "Southern Asia"},
    {"MEX", "Mexico", "Americas", "Latin America and the Caribbean"},
    {"MKD", "North Macedonia", "Europe", "Southern Europe"},
    {"MLT", "Malta", "Europe", "Southern Europe"},
    {"MMR", "Myanmar", "Asia", "South-eastern Asia"},
    {"MNE", "Montenegro", "Europe", "Southern Europe"},
    {"MNG", "Mongolia", "Asia", "Eastern Asia"},
    {"MOZ", "Mozambique", "Africa", "Sub-Saharan Africa"},
    {"MUS", "Mauritius", "Africa", "Sub-Saharan Africa"},
    {"MYS", "Malaysia", "Asia", "South-eastern Asia"},
    {"NAM", "Namibia", "Africa", "Sub-Saharan Africa"},
    {"NGA", "Nigeria", "Africa", "Sub-Saharan Africa"},
    {"NIC", "Nicaragua", "Americas", "Latin America and the Caribbean"},
    {"NLD", "Netherlands (Kingdom of the)", "Europe", "Western Europe"},
    {"NOR", "Norway", "Europe", "Northern Europe"},
    {"NPL", "Nepal", "Asia", "Southern Asia"},
    {"NZL", "New Zealand", "Oceania", "Australia and New Zealand"},
    {"OMN", "Oman", "Asia", "Western Asia"},
    {"PAK", "Pakistan", "Asia", "Southern Asia"},
    {"PAN", "Panama", "Americas", "Latin America and the Caribbean"},
    {"PER", "Peru", "Americas", "Latin America and the Caribbean"},
    {"PHL", "Philippines", "Asia", "South-eastern Asia"},
    {"POL", "Poland", "Europe", "Eastern Europe"},
    {"PRI", "Puerto Rico", "Americas", "Latin America and the Caribbean"},
    {"PRT", "Portugal", "Europe", "Southern Europe"},
    {"PRY", "Paraguay", "Americas", "Latin America and the Caribbean"},
    {"PSE", "State of Palestine", "Asia", "Western Asia"},
    {"QAT", "Qatar", "Asia", "Western Asia"},
    {"ROU", "Romania", "Europe", "Eastern Europe"},
    {"RUS", "Russian Federation", "Europe", "Eastern Europe"},
    {"RWA", "Rwanda", "Africa", "Sub-Saharan Africa"},
    {"SAU", "Saudi Arabia", "Asia", "Western Asia"},
    {"SDN", "Sudan", "Africa", "Northern Africa"},
    {"SEN", "Senegal", "Africa", "Sub-Saharan Africa"},
    {"SGP", "Singapore", "Asia", "South-eastern Asia"},
    {"SLB", "Solomon Islands", "Oceania", "Melanesia"},
    {"SLE", "Sierra Leone", "Africa", "Sub-Saharan Africa"},
    {"SLV", "El Salvador", "Americas", "Latin America and the Caribbean"},
    {"SRB", "Serbia", "Europe", "Southern Europe"},
    {"STP", "Sao Tome and Principe", "Africa", "Sub-Saharan Africa"},
    {"SUR", "Suriname", "Americas", "Latin America and the Caribbean"},
    {"SVK", "Slovakia", "Europe", "Eastern Europe"},
    {"SVN", "Slovenia", "Europe", "Southern Europe"},
    {"SWE", "Sweden", "Europe", "Northern Europe"},
    {"SWZ", "Eswatini", "Africa", "Sub-Saharan Africa"},
    {"SYR", "Syrian Arab Republic", "Asia", "Western Asia"},
    {"THA", "Thailand", "Asia", "South-eastern Asia"},
    {"TJK", "Tajikistan", "Asia", "Central Asia"},
    {"TKM", "Turkmenistan", "Asia", "Central Asia"},
    {"TLS", "Timor-Leste", "Asia", "South-eastern Asia"},
    {"TTO", "Trinidad and Tobago", "Americas",
     "Latin America and the Caribbean"},
    {"TUR", "T\xc3\xbcrkiye", "Asia", "Western Asia"},
    {"TZA", "United Republic of Tanzania", "Africa", "Sub-Saharan Africa"},
    {"UGA", "Uganda", "Africa", "Sub-Saharan Africa"},
    {"UKR", "Ukraine", "Europe", "Eastern Europe"},
    {"URY", "Uruguay", "Americas", "Latin America and the Caribbean"},
    {"USA", "United States of America", "Americas", "Northern America"},
    {"UZB", "Uzbekistan", "Asia", "Central Asia"},
    {"VAT", "Holy See", "Europe", "Southern Europe"},
    {"VCT", "Saint Vincent and the Grenadines", "Americas",
     "Latin America and the Caribbean"},
    {"VEN", "Venezuela (Bolivarian Republic of)", "Americas",
     "Latin America and the Caribbean"},
    {"XKX", "Kosovo under UNSCR 1244", "Europe", "Southern Europe"},
    {"YEM", "Yemen", "Asia", "Western Asia"},
    {"ZAF", "South Africa", "Africa", "Sub-Saharan Africa"},
    {"ZWE", "Zimbabwe", "Africa", "Sub-Saharan Africa"},
};

static const char *const sexes[] = {"Total", "Male", "Female"};
static const char *const units[] = {"Counts", "Rate per 100,000 population"};
static const char *const sources[] = {"CTS",     "CTS",     "CTS",
                                      "CTS/NGO", "CTS/MoI", "CTS/NSO",
                                      "PPR",     "NSO",     "MoI/CTS"};

/* The parts of a key. */
struct key {
    uint32_t country, figure, sex, year, unit;
};

static struct key split(uint64_t k, uint32_t years)
{
    struct key key = {.unit = k % 2};
    k /= 2;
    key.year = (uint32_t)(k % years);
    k /= years;
    key.sex = (uint32_t)(k % COUNT(sexes));
    k /= COUNT(sexes);
    key.figure = (uint32_t)(k % COUNT(figures));
    key.country = (uint32_t)(k / COUNT(figures));
    return key;
}

static void write_value(struct gen *g, uint32_t unit)
{
    if (unit == 0) {
        gen_number(g, gen_skewed(g, 200000));
        return;
    }
    char value[40];
    double rate = gen_unit(g) * 60;
    snprintf(value, sizeof value, "%.*g", gen_below(g, 4) ? 17 : 6, rate);
    gen_text(g, value);
}

static void write_row(struct gen *g, struct key k, uint32_t first_year)
{
    gen_text(g, countries[k.country].iso3);
    gen_char(g, ',');
    gen_cell(g, countries[k.country].name, 0);
    gen_char(g, ',');
    gen_text(g, countries[k.country].region);
    gen_char(g, ',');
    gen_cell(g, countries[k.country].subregion, 0);
    gen_char(g, ',');
    gen_cell(g, figures[k.figure].indicator, 0);
    gen_char(g, ',');
    gen_text(g, figures[k.figure].dimension);
    gen_char(g, ',');
    if (gen_below(g, 20000) == 0)
        gen_text(g, "A category in no list");
    else
        gen_cell(g, figures[k.figure].category, 0);
    gen_char(g, ',');
    gen_text(g, sexes[k.sex]);
    gen_text(g, ",Total,");
    gen_number(g, first_year + k.year);
    gen_char(g, ',');
    gen_cell(g, units[k.unit], 0);
    gen_char(g, ',');
    write_value(g, k.unit);
    gen_char(g, ',');
    gen_text(g, sources[gen_skewed(g, COUNT(sources))]);
    gen_char(g, '\n');
}

/* Every row has a key of its own; the years reach back as far as the rows need
 * them. One key out of each of as many equal stretches: sorted, none twice. */
void gen_long(struct gen *g, long rows)
{
    uint64_t n = (uint64_t)rows;
    uint64_t series =
        COUNT(countries) * COUNT(figures) * COUNT(sexes) * COUNT(units);
    uint64_t years = (n + series - 1) / series;
    if (years < 20)
        years = 20;
    uint64_t keys = series * years, whole = keys / n, part = keys % n;
    gen_text(g, "Iso3_code,Country,Region,Subregion,Indicator,Dimension,"
                "Category,Sex,Age,Year,Unit of measurement,VALUE,Source\n");
    for (uint64_t i = 0; i < n; i++) {
        gen_row(g);
        uint64_t from = whole * i + part * i / n;
        uint64_t to = whole * (i + 1) + part * (i + 1) / n;
        struct key k =
            split(from + gen_below(g, (uint32_t)(to - from)), (uint32_t)years);
        write_row(g, k, (uint32_t)(2024 - years));
    }
}
