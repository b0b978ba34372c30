# SPDX-License-Identifier: GPL-3.0-or-later
# One line a folder, so that lists merge: all files in it are in the tarball
# and are installed.
DATASETS = datasets/codelists
DATASETS += datasets/tidy
DATASETS += datasets/un-wpp-2019
DATASETS += datasets/unodc-homicide-study-2019
DATASETS += datasets/eurostat-crim-off-cat
DATASETS += datasets/fbi-estimated-crimes
DATASETS += datasets/worldbank-indicator
DATASETS += datasets/sdmx-csv
DATASETS += datasets/sdmx-ml
DATASETS += datasets/json-stat
DATASETS += datasets/px
DATASETS += datasets/unodc-cts
DATASETS += datasets/unodc-homicide-excerpt
DATASETS += datasets/unodc-glotip
DATASETS += datasets/unodc-iafq-firearms
DATASETS += datasets/nga-asam
DATASETS += datasets/imb-crime-at-sea
DATASETS += datasets/nl-cbs-provinces
DATASETS += datasets/no-ssb-municipalities
DATASETS += datasets/kr-police-seoul
DATASETS += datasets/bka-pks-laender
DATASETS += datasets/bka-pks-zeitreihe
DATASETS += datasets/es-mir-balance
DATASETS += datasets/fr-ssmsi-departements
DATASETS += datasets/in-ncrb-ipc
DATASETS += datasets/in-ncrb-murder-victims
DATASETS += datasets/in-ncrb-women
DATASETS += datasets/si-police-kd
DATASETS += datasets/ar-snic
DATASETS += datasets/br-isp-rj
DATASETS += datasets/ca-statcan-csi
DATASETS += datasets/ca-statcan-ontario
DATASETS += datasets/fbi-table69
DATASETS += datasets/gb-mps-boroughs
DATASETS += datasets/gb-police-street
DATASETS += datasets/mx-cdmx
DATASETS += datasets/mx-sesnsp-federal
DATASETS += datasets/us-chicago-crimes
DATASETS += datasets/us-seattle-beats
DATASETS += datasets/demo
EXTRA_DIST += $(DATASETS)

install-data-local:
	@cd $(srcdir) && find $(DATASETS) -type f | while read -r file; do \
	  target="$(DESTDIR)$(pkgdatadir)/$${file#datasets/}"; \
	  $(MKDIR_P) "$$(dirname "$$target")" && \
	  $(INSTALL_DATA) "$$file" "$$target" || exit 1; \
	done

uninstall-local:
	rm -rf "$(DESTDIR)$(pkgdatadir)"
