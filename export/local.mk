# SPDX-License-Identifier: GPL-3.0-or-later
# One line a file, so that lists merge.
libcrimetrends_a_SOURCES += export/export.h
libcrimetrends_a_SOURCES += export/format.h
libcrimetrends_a_SOURCES += export/formats.c export/formats.def
libcrimetrends_a_SOURCES += export/sheet.c export/sheet.h
libcrimetrends_a_SOURCES += export/sheet_about.c export/sheet_order.c
libcrimetrends_a_SOURCES += export/sheet_names.c
libcrimetrends_a_SOURCES += export/pivot.c export/pivot.h
libcrimetrends_a_SOURCES += export/pivot_sheet.c export/pivot_inner.h
libcrimetrends_a_SOURCES += export/display.c export/display.h
libcrimetrends_a_SOURCES += export/csv.c
libcrimetrends_a_SOURCES += export/sdmx_csv.c
libcrimetrends_a_SOURCES += export/sdmx_structure.c
libcrimetrends_a_SOURCES += export/pre_break.c export/pre_break.h
libcrimetrends_a_SOURCES += export/sdmx_ids.c export/sdmx_ids.h
libcrimetrends_a_SOURCES += export/note_list.c export/note_list.h
libcrimetrends_a_SOURCES += export/json_stat.c export/json_stat.h
libcrimetrends_a_SOURCES += export/json_stat_cells.c
libcrimetrends_a_SOURCES += export/cube.c export/cube.h
libcrimetrends_a_SOURCES += export/remarks.c export/remarks.h
libcrimetrends_a_SOURCES += export/xlsx.c
libcrimetrends_a_SOURCES += export/xlsx_book.c export/xlsx_book.h
libcrimetrends_a_SOURCES += export/xlsx_notes.c
libcrimetrends_a_SOURCES += export/html.c
libcrimetrends_a_SOURCES += export/html_part.c export/html_part.h
libcrimetrends_a_SOURCES += export/style.c export/sort_script.c
libcrimetrends_a_SOURCES += export/md.c
libcrimetrends_a_SOURCES += export/report.c export/report.h
libcrimetrends_a_SOURCES += export/report_accounting.c export/report_accounting.h
libcrimetrends_a_SOURCES += export/report_comparability.c export/report_comparability.h
libcrimetrends_a_SOURCES += export/report_notes.c export/report_notes.h
libcrimetrends_a_SOURCES += export/report_image.c export/report_image.h
libcrimetrends_a_SOURCES += export/report_table.c export/report_table.h
libcrimetrends_a_SOURCES += export/dta.c export/sav.c export/stat_file.h export/stat_about.h
libcrimetrends_a_SOURCES += export/stat_names.c export/stat_names.h
if HAVE_READSTAT
libcrimetrends_a_SOURCES += export/stat_file.c export/stat_about.c
else
libcrimetrends_a_SOURCES += export/stat_file_none.c
endif
EXTRA_DIST += export/stat_file.c export/stat_about.c export/stat_file_none.c
libcrimetrends_a_SOURCES += export/tex.c export/tex_text.c export/tex.h
libcrimetrends_a_SOURCES += export/tex_layout.c export/tex_layout.h
