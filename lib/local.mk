# SPDX-License-Identifier: GPL-3.0-or-later
# One line a file, so that lists merge.
libcrimetrends_a_SOURCES += lib/error.c lib/error.h
libcrimetrends_a_SOURCES += lib/memory.c lib/memory.h
libcrimetrends_a_SOURCES += lib/buffer.c lib/buffer.h
libcrimetrends_a_SOURCES += lib/dict.c lib/dict.h
libcrimetrends_a_SOURCES += lib/table.c lib/table.h
libcrimetrends_a_SOURCES += lib/panel.c lib/panel.h
libcrimetrends_a_SOURCES += lib/panel_sort.c
libcrimetrends_a_SOURCES += lib/provenance.c
libcrimetrends_a_SOURCES += lib/near.c lib/near.h
libcrimetrends_a_SOURCES += lib/number.c lib/number.h
libcrimetrends_a_SOURCES += lib/period.c lib/period.h
libcrimetrends_a_SOURCES += lib/status.c lib/status.h
libcrimetrends_a_SOURCES += lib/option.c lib/option.h
libcrimetrends_a_SOURCES += lib/option_help.c
libcrimetrends_a_SOURCES += lib/codes.c lib/codes.h
libcrimetrends_a_SOURCES += lib/code_list.c lib/code_list.h
libcrimetrends_a_SOURCES += lib/area.c lib/area.h
libcrimetrends_a_SOURCES += lib/age.c lib/age.h
libcrimetrends_a_SOURCES += lib/select.c lib/select.h
libcrimetrends_a_SOURCES += lib/unite.c
libcrimetrends_a_SOURCES += lib/unite_tables.c lib/unite_tables.h
libcrimetrends_a_SOURCES += lib/where.c lib/where.h
libcrimetrends_a_SOURCES += lib/panel_copy.c lib/panel_copy.h
libcrimetrends_a_SOURCES += lib/file.c lib/file.h lib/file_hash.h
libcrimetrends_a_SOURCES += lib/source.c lib/output.c lib/datadir.c
