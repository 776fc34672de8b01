# ---- testing: on an instance of its own in build/check, thrown away afterwards ----
check: deps-check ## every test; ends with "N passed, N failed"
	@node tests/run.mjs
check-quick: deps-check ## the tests of about a minute
	@node tests/run.mjs quick
check-e2e: deps-check ## some end-to-end tests: make check-e2e T="members library"
	@node tests/run.mjs e2e $(T)
deps-check:
	@sh conf/dev/deps.sh check
	@[ tests/node_modules/.package-lock.json -nt tests/package-lock.json ] || (cd tests && npm ci --ignore-scripts) || \
	    { echo "The tools of the tests (tests/package.json) could not be installed with npm, see above."; exit 1; }

.PHONY: check check-quick check-e2e deps-check
