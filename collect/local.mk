# SPDX-License-Identifier: GPL-3.0-or-later
# One line a file, so that lists merge.
libcrimetrends_a_SOURCES += collect/collect.c collect/collect.h
libcrimetrends_a_SOURCES += collect/dataset.c collect/dataset.h
libcrimetrends_a_SOURCES += collect/descriptor.c collect/descriptor.h
libcrimetrends_a_SOURCES += collect/form.c collect/descriptor_inner.h
libcrimetrends_a_SOURCES += collect/conf.c collect/conf.h
libcrimetrends_a_SOURCES += collect/attribute.c collect/attribute.h
libcrimetrends_a_SOURCES += collect/stream.c collect/stream.h
libcrimetrends_a_SOURCES += collect/inflate.c collect/inflate.h
libcrimetrends_a_SOURCES += collect/archive.c collect/archive.h
libcrimetrends_a_SOURCES += collect/carrier.c collect/carrier.h collect/carriers.def
libcrimetrends_a_SOURCES += collect/delimited.c
libcrimetrends_a_SOURCES += collect/layout.c collect/layout.h collect/layouts.def
libcrimetrends_a_SOURCES += collect/layout_long.c
libcrimetrends_a_SOURCES += collect/layout_wide.c
libcrimetrends_a_SOURCES += collect/layout_measures.c
libcrimetrends_a_SOURCES += collect/binding.c
libcrimetrends_a_SOURCES += collect/value.c collect/value.h
libcrimetrends_a_SOURCES += collect/concordance.c collect/concordance.h
libcrimetrends_a_SOURCES += collect/coder.c collect/coder.h
libcrimetrends_a_SOURCES += collect/intake.c collect/intake.h
libcrimetrends_a_SOURCES += collect/record.c collect/intake_inner.h
libcrimetrends_a_SOURCES += collect/builder.c collect/builder.h
libcrimetrends_a_SOURCES += collect/builder_end.c collect/builder_inner.h
libcrimetrends_a_SOURCES += collect/show.c
libcrimetrends_a_SOURCES += collect/xls.c collect/xls_child.c collect/xls_child.h
