/* SPDX-License-Identifier: GPL-3.0-or-later
 * Dates of workbooks as text. */
#ifndef CT_BOOK_DATE_H
#define CT_BOOK_DATE_H

#include <stdbool.h>
#include <stddef.h>

/* How a cell's number is shown: as it is; as a date or time of day; as a
 * time that has passed, which may be more than a day. */
enum ct_book_format { CT_BOOK_NUMBER, CT_BOOK_DATE, CT_BOOK_ELAPSED };

/* What a format of numbers shows, by its number where that is built in
 * (0-163), or by its code (`dd.mm.yyyy`). */
enum ct_book_format ct_book_format_number(unsigned long id);
enum ct_book_format ct_book_format_code(const char *code);

/* A count of days as text into out, with room for size (32 does) bytes:
 * `2020-02-29`, `2020-02-29 13:45:00`, below one day `13:45:00`; rounded to
 * seconds. since_1904: day 0 is 1904-01-01, else day 1 is 1900-01-01 and day
 * 60 a 29 February that never was, as Excel has it. Returns false, out not
 * set, where the number is no date of the years 1900 to 9999. */
bool ct_book_date(double days, bool since_1904, enum ct_book_format format,
                  char *out, size_t size);

/* The ISO date and time of length n (`2020-02-29T13:45:00.000Z`) in that form;
 * any other text is copied, cut to size - 1 bytes. */
void ct_book_iso(const char *text, size_t n, char *out, size_t size);

#endif
