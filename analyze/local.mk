# SPDX-License-Identifier: GPL-3.0-or-later
# One line a file, so that lists merge.
libcrimetrends_a_SOURCES += analyze/p_value.c analyze/p_value.h
libcrimetrends_a_SOURCES += analyze/p_adjust.c analyze/p_adjust.h
libcrimetrends_a_SOURCES += analyze/residuals.c analyze/residuals.h
libcrimetrends_a_SOURCES += analyze/least_squares.c analyze/least_squares.h
libcrimetrends_a_SOURCES += analyze/newey_west.c analyze/newey_west.h
libcrimetrends_a_SOURCES += analyze/ar1.c analyze/ar1.h
libcrimetrends_a_SOURCES += analyze/poisson_glm.c analyze/poisson_glm.h
libcrimetrends_a_SOURCES += analyze/negative_binomial.c analyze/negative_binomial.h
libcrimetrends_a_SOURCES += analyze/ranks.c analyze/ranks.h
libcrimetrends_a_SOURCES += analyze/order_statistic.c analyze/order_statistic.h
libcrimetrends_a_SOURCES += analyze/kendall.c analyze/kendall.h
libcrimetrends_a_SOURCES += analyze/kendall_exact.c analyze/kendall_exact.h
libcrimetrends_a_SOURCES += analyze/sen.c analyze/sen.h
libcrimetrends_a_SOURCES += analyze/hamed_rao.c analyze/hamed_rao.h
libcrimetrends_a_SOURCES += analyze/spearman.c analyze/spearman.h
libcrimetrends_a_SOURCES += analyze/seasonal_kendall.c analyze/seasonal_kendall.h
