# SPDX-License-Identifier: GPL-3.0-or-later
# One line a file, so that lists merge.
libcrimetrends_a_SOURCES += plot/plot.h plot/figures.c plot/figures.def
libcrimetrends_a_SOURCES += plot/encode.c plot/encode.h
libcrimetrends_a_SOURCES += plot/metrics.c
libcrimetrends_a_SOURCES += plot/gnuplot.c plot/gnuplot.h
libcrimetrends_a_SOURCES += plot/svg.c plot/svg.h
libcrimetrends_a_SOURCES += plot/script.c plot/script.h
libcrimetrends_a_SOURCES += plot/frame.c
libcrimetrends_a_SOURCES += plot/axis.c plot/axis.h
libcrimetrends_a_SOURCES += plot/chart.h plot/choose.c
libcrimetrends_a_SOURCES += plot/data.c
libcrimetrends_a_SOURCES += plot/words.c
libcrimetrends_a_SOURCES += plot/caption.c
libcrimetrends_a_SOURCES += plot/figure.h plot/draw.c
libcrimetrends_a_SOURCES += plot/lines.c
libcrimetrends_a_SOURCES += plot/breaks.c
libcrimetrends_a_SOURCES += plot/tags.c
libcrimetrends_a_SOURCES += plot/space.c plot/space.h
libcrimetrends_a_SOURCES += plot/segments.c plot/segments.h
libcrimetrends_a_SOURCES += plot/bends.c
libcrimetrends_a_SOURCES += plot/fits.c
libcrimetrends_a_SOURCES += plot/trend.c
libcrimetrends_a_SOURCES += plot/panels.c
libcrimetrends_a_SOURCES += plot/ranking.c
libcrimetrends_a_SOURCES += plot/classes.c plot/classes.h
libcrimetrends_a_SOURCES += plot/heatmap.c
