# Unit tests, fuzz targets and checks of words and templates. Included by the Makefile.

# ---- unit tests: tests/unit/test_*.c, one program each, with sanitizers ----
U        := build/san/unit
UNIT     := $(patsubst tests/unit/%.c,%,$(sort $(wildcard tests/unit/test_*.c)))
UNIT_H   := $(wildcard tests/unit/*.h)
UNIT_DB  := $(patsubst tests/unit/%.c,%,$(sort $(wildcard tests/unit/testdb_*.c)))
UNIT_PARSE := $(filter test_parse_%,$(UNIT))
PARSERS  := $(sort $(wildcard cgi-bin/kit/parse_*.c))
COUNTED  := strlen strnlen strspn strcspn memchr memcpy
comma    := ,

unit: ## build and run the unit tests (TAP)
	@$(MAKE) --no-print-directory VARIANT=san unit-programs >&2
	@tests/unit/run $(addprefix $(U)/,$(UNIT))
unit-db: ## the unit tests that need the database of the instance whose settings M4D_CONF names (TAP)
	@$(MAKE) --no-print-directory VARIANT=san $(addprefix $(U)/,$(UNIT_DB)) >&2
	@LSAN_OPTIONS="$${LSAN_OPTIONS:-suppressions=tests/lsan.supp:print_suppressions=0}" tests/unit/run $(addprefix $(U)/,$(UNIT_DB))
unit-parse: ## the unit tests of the parsers only
	@$(MAKE) --no-print-directory VARIANT=san $(addprefix $(U)/,$(UNIT_PARSE)) >&2
	@tests/unit/run $(addprefix $(U)/,$(UNIT_PARSE))

ifeq ($(VARIANT),san)
UNIT_CFLAGS = $(CFLAGS) -Itests/unit
unit-programs: $(addprefix $(U)/,$(UNIT))

# The parsers stand alone: their tests need no database and none of the kit.
$(U)/test_parse_%: tests/unit/test_parse_%.c $(UNIT_H) $(patsubst %.c,$(B)/obj/%.o,$(PARSERS))
	@mkdir -p $(@D)
	@echo "  CC  $<"
	@$(CC) $(UNIT_CFLAGS) $(LDFLAGS_san) -o $@ $(filter-out %.h,$^) -lcmocka -ltalloc
# This one counts the work that they do, in a build of its own.
$(U)/test_parse_linear: tests/unit/test_parse_linear.c $(UNIT_H) $(patsubst cgi-bin/kit/%.c,$(U)/counted/%.o,$(PARSERS))
	@echo "  CC  $<"
	@$(CC) -std=gnu17 -D_GNU_SOURCE $(WARN) -g -O1 -Icgi-bin -Itests/unit -fno-builtin -o $@ $(filter-out %.h,$^) \
	    $(addprefix -Wl$(comma)--wrap=,$(COUNTED)) -lcmocka -ltalloc
$(U)/counted/%.o: cgi-bin/kit/%.c $(wildcard cgi-bin/kit/parse*.h)
	@mkdir -p $(@D)
	@echo "  CC  $<"
	@$(CC) -std=gnu17 -D_GNU_SOURCE $(WARN) -g -O1 -fno-builtin -fsanitize-coverage=trace-pc -Icgi-bin -c -o $@ $<

$(U)/test_model_%: tests/unit/test_model_%.c $(UNIT_H) $(B)/libmodel.a $(B)/libkit.a
	@mkdir -p $(@D)
	@echo "  CC  $<"
	@$(CC) $(UNIT_CFLAGS) $(LDFLAGS_san) -o $@ $< $(B)/libmodel.a $(B)/libkit.a $(LDLIBS) -lcmocka
# All statements there are: every object of every program but its main(). Nothing of the programs is
# called, so it does not matter what of main.c they miss.
STATEMENTS = $(filter-out %/main.o,$(foreach d,home members network resources admin worker tool,$(call objects,$(d))))
$(U)/testdb_statements: tests/unit/testdb_statements.c $(UNIT_H) $(STATEMENTS) $(B)/libmodel.a $(B)/libkit.a
	@mkdir -p $(@D)
	@echo "  CC  $<"
	@$(CC) $(UNIT_CFLAGS) $(LDFLAGS_san) -no-pie -Wl,-z,muldefs -Wl,--unresolved-symbols=ignore-all -o $@ $< $(STATEMENTS) \
	    -Wl,--whole-archive $(B)/libmodel.a $(B)/libkit.a -Wl,--no-whole-archive $(LDLIBS) -lcmocka
$(U)/testdb_%: tests/unit/testdb_%.c $(UNIT_H) $(B)/libmodel.a $(B)/libkit.a
	@mkdir -p $(@D)
	@echo "  CC  $<"
	@$(CC) $(UNIT_CFLAGS) $(LDFLAGS_san) -o $@ $< $(B)/libmodel.a $(B)/libkit.a $(LDLIBS) -lcmocka
# Files of one program, without its main().
$(U)/test_resources: tests/unit/test_resources.c $(UNIT_H) $(filter-out %/main.o,$(call objects,resources)) $(B)/libcommon.a $(B)/libmodel.a $(B)/libkit.a
	@mkdir -p $(@D)
	@echo "  CC  $<"
	@$(CC) $(UNIT_CFLAGS) $(LDFLAGS_san) -o $@ $(filter-out %.h,$^) $(LDLIBS) -lcmocka
# The reader of photos stands alone as well.
$(U)/test_photo: tests/unit/test_photo.c $(UNIT_H) $(filter-out %/main.c,$(PHOTO)) cgi-bin/photo/picture.h
	@mkdir -p $(@D)
	@echo "  CC  $<"
	@$(CC) $(UNIT_CFLAGS) $(LDFLAGS_san) -o $@ $(filter-out %.h,$^) $(shell pkg-config --cflags --libs $(PHOTO_PKGS)) -lcmocka
$(U)/test_%: tests/unit/test_%.c $(UNIT_H) $(B)/libkit.a
	@mkdir -p $(@D)
	@echo "  CC  $<"
	@$(CC) $(UNIT_CFLAGS) $(LDFLAGS_san) -o $@ $< $(B)/libkit.a $(LDLIBS) -lcmocka
endif

.PHONY: unit unit-db unit-parse unit-programs

# ---- fuzz targets: tests/fuzz/fuzz_*.c, one per parser, with libFuzzer and sanitizers ----
FUZZ_CC     ?= clang
FUZZ        := $(patsubst tests/fuzz/%.c,build/fuzz/%,$(sort $(wildcard tests/fuzz/fuzz_*.c)))
FUZZ_CFLAGS := -std=gnu17 -D_GNU_SOURCE -Wall -Wextra -Werror -g -O1 -fno-omit-frame-pointer -fno-sanitize-recover=all -Icgi-bin

fuzz: $(FUZZ) ## run each fuzz target for FUZZ_SECONDS (TAP)
	@tests/fuzz/run $(FUZZ)
# What a target needs besides the parsers.
fuzz_more = $(addprefix build/fuzz/more/,$(addsuffix .o,$(1)))
build/fuzz/fuzz_csv:  $(call fuzz_more,model/csv)
build/fuzz/fuzz_mail: $(call fuzz_more,model/mail_message kit/err)
build/fuzz/fuzz_links: $(call fuzz_more,model/text_links kit/err)
build/fuzz/fuzz_stem: $(call fuzz_more,model/stem model/stem_fold model/stem_stop kit/err)
build/fuzz/fuzz_picture: $(call fuzz_more,$(patsubst cgi-bin/%.c,%,$(filter-out %/main.c,$(PHOTO))))
build/fuzz/fuzz_picture: FUZZ_LIBS = $(shell pkg-config --libs $(PHOTO_PKGS))
build/fuzz/fuzz_%: tests/fuzz/fuzz_%.c tests/fuzz/fuzz.h $(patsubst cgi-bin/kit/%.c,build/fuzz/%.o,$(PARSERS))
	@mkdir -p $(@D)
	@echo "  CC  $<"
	@$(FUZZ_CC) $(FUZZ_CFLAGS) -fsanitize=fuzzer,address,undefined -o $@ $(filter-out %.h,$^) -ltalloc -lstemmer $(FUZZ_LIBS)
build/fuzz/%.o: cgi-bin/kit/%.c $(wildcard cgi-bin/kit/parse*.h)
	@mkdir -p $(@D)
	@echo "  CC  $<"
	@$(FUZZ_CC) $(FUZZ_CFLAGS) -fsanitize=fuzzer-no-link,address,undefined -c -o $@ $<
build/fuzz/more/%.o: cgi-bin/%.c $(wildcard cgi-bin/kit/*.h cgi-bin/model/*.h)
	@mkdir -p $(@D)
	@echo "  CC  $<"
	@$(FUZZ_CC) $(FUZZ_CFLAGS) -fsanitize=fuzzer-no-link,address,undefined -c -o $@ $<

.PHONY: fuzz
.SECONDARY: $(patsubst cgi-bin/kit/%.c,build/fuzz/%.o,$(PARSERS)) $(patsubst cgi-bin/kit/%.c,$(U)/counted/%.o,$(PARSERS))

# ---- words and templates ----
check-lang: ## every word is there in French and Spanish (TAP)
	@tests/check-lang.sh
check-tpl: ## templates escape everything and say nothing untranslated (TAP)
	@node tests/lint-templates.mjs

check-code: ## the layers of the C code, calls with a safe twin, comments of the schema (TAP)
	@node tests/lint-code.mjs

.PHONY: check-lang check-tpl check-code
