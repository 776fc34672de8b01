# ---- speed: tests/bench, in an instance of its own that is kept in build/bench ----
build/bench/bare: tests/bench/bare.c
	@mkdir -p $(@D)
	@echo "  CC  $<"
	@$(CC) -std=gnu17 $(WARN) -Wno-missing-field-initializers $(CFLAGS_release) $(shell pkg-config --cflags libmariadb) $(LDFLAGS_release) -o $@ $< -lfcgi $(shell pkg-config --libs libmariadb)
bench: all build/bench/bare ## measure speed and memory (needs wrk; BENCH_SECONDS=5 BENCH_PUBLICATIONS=100000)
	@node tests/bench/bench.mjs
.PHONY: bench
