# M4D Net. `make help` lists what there is.
.DEFAULT_GOAL := help

# ---- building ----
# VARIANT=san builds with sanitizers into build/san; the tests use that one.
VARIANT  ?= release
B        := build/$(VARIANT)
CC       ?= gcc
PKGS     := libgcrypt talloc jansson libmariadb libmagic libxml-2.0 libcurl libqrencode
WARN     := -Wall -Wextra -Werror -Wformat=2 -Wshadow -Wno-format-nonliteral -Wno-unused-parameter -Wno-maybe-uninitialized
HARDEN   := -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fPIE -fstack-clash-protection -fcf-protection
CFLAGS_release := -O2 -g $(HARDEN)
CFLAGS_san     := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all
LDFLAGS_release := -pie -Wl,-z,relro,-z,now
LDFLAGS_san     := -fsanitize=address,undefined
# Looked up only when something is compiled, so that `make run` can first install what is missing.
PKG_CFLAGS = $(eval PKG_CFLAGS := $(shell pkg-config --cflags $(PKGS)))$(PKG_CFLAGS)
PKG_LIBS   = $(eval PKG_LIBS := $(shell pkg-config --libs $(PKGS)))$(PKG_LIBS)
CFLAGS   = -std=gnu17 -D_GNU_SOURCE $(WARN) $(CFLAGS_$(VARIANT)) -Icgi-bin -isystem /usr/include/ClearSilver $(PKG_CFLAGS)
LDLIBS   = -lneo_cgi -lneo_cs -lneo_utl -lfcgi $(PKG_LIBS) -lcmark -lstemmer -lzip -lz -lxlsxwriter -lm

WEB      := home members network resources admin
PROGRAMS := $(addprefix $(B)/,$(addsuffix .fcgi,$(WEB))) $(B)/worker $(B)/m4d-admin $(B)/m4d-photo

objects   = $(patsubst %.c,$(B)/obj/%.o,$(wildcard cgi-bin/$(1)/*.c))

all: $(PROGRAMS) lang sample ## build the programs and the languages

$(B)/obj/%.o: %.c
	@mkdir -p $(@D)
	@echo "  CC  $<"
	@$(CC) $(CFLAGS) -MMD -MP -c -o $@ $<
$(B)/libkit.a: $(call objects,kit)
	@rm -f $@
	@ar rcs $@ $^
$(B)/libmodel.a: $(call objects,model)
	@rm -f $@
	@ar rcs $@ $^
$(B)/libcommon.a: $(call objects,common)
	@rm -f $@
	@ar rcs $@ $^
define program
$(2): $(call objects,$(1)) $(B)/libcommon.a $(B)/libmodel.a $(B)/libkit.a
	@echo "  LD  $(2)"
	@$(CC) $(LDFLAGS_$(VARIANT)) -o $$@ $(call objects,$(1)) $(B)/libcommon.a $(B)/libmodel.a $(B)/libkit.a $$(LDLIBS)
endef
$(foreach p,$(WEB),$(eval $(call program,$(p),$(B)/$(p).fcgi)))
$(eval $(call program,worker,$(B)/worker))
$(eval $(call program,tool,$(B)/m4d-admin))

# ---- the reader of photos: alone with its libraries; without sanitizers in any build, for its memory is limited ----
PHOTO    := $(wildcard cgi-bin/photo/*.c)
PHOTO_PKGS := libjpeg libpng libwebp lcms2
$(B)/m4d-photo: $(PHOTO) cgi-bin/photo/picture.h
	@mkdir -p $(@D)
	@echo "  CC  $@"
	@$(CC) -std=gnu17 -D_GNU_SOURCE $(WARN) $(CFLAGS_release) -Icgi-bin $(LDFLAGS_release) -o $@ $(PHOTO) \
	    $(shell pkg-config --cflags --libs $(PHOTO_PKGS) libseccomp)

-include $(shell find $(B)/obj -name '*.d' 2>/dev/null)

# ---- short editions of the sample library, typeset from conf/sample; without sanitizers in any build ----
SHORT    := build/sample/short-edition
SHORT_CFLAGS = -std=gnu17 -D_GNU_SOURCE $(WARN) $(CFLAGS_release) -Icgi-bin $(shell pkg-config --cflags pangocairo libzip talloc)
sample: build/sample/library.zip ## typeset the sample PDF files
build/sample/obj/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(SHORT_CFLAGS) -MMD -MP -c -o $@ $<
$(SHORT): $(patsubst %.c,build/sample/obj/%.o,$(wildcard cgi-bin/sample/*.c) cgi-bin/model/csv.c cgi-bin/kit/parse_value.c)
	$(CC) $(LDFLAGS_release) -o $@ $^ $(shell pkg-config --libs pangocairo libzip talloc)
build/sample/library.zip: $(SHORT) conf/sample/library.csv $(wildcard conf/sample/short/*.txt)
	$(SHORT) conf/sample/library.csv conf/sample/short build/sample
-include $(shell find build/sample/obj -name '*.d' 2>/dev/null)

# ---- languages: conf/lang/<area>.<language>.po, all areas merged into one catalogue ----
lang: build/lang/fr/LC_MESSAGES/m4d.mo build/lang/es/LC_MESSAGES/m4d.mo ## compile the French and Spanish words
build/lang/%/LC_MESSAGES/m4d.mo: $(wildcard conf/lang/*.po)
	@mkdir -p $(@D)
	@msgcat --use-first -o build/lang/$*.po conf/lang/*.$*.po
	@msgfmt --check-format -o $@ build/lang/$*.po

include conf/dev/run.mk conf/dev/check.mk conf/dev/install.mk

clean: ## take away what was built
	rm -rf build

help: ## this list
	@grep -hE '^[a-z0-9-]+:.*## ' $(filter conf/dev/%,$(MAKEFILE_LIST)) $(filter-out conf/dev/% %.d,$(MAKEFILE_LIST)) | \
	    sed 's/:.*## /\t/' | expand -t 14

.PHONY: all lang sample clean help

-include tests/tests.mk
-include tests/bench/bench.mk
