# ---- running: an instance lives in VAR and answers on PORT; several can run side by side ----
# NOSAMPLE=1 begins with an empty library and nobody. KEEP=1 goes on when a program does not compile, and
# starts the others. WORKERS= processes per program.
VAR  ?= var
export VAR PORT WORKERS NOSAMPLE KEEP
INSTANCE = BIN=$(B) bash conf/dev/instance.sh
JOBS    ?= $(shell nproc)

run: deps ## install what is missing, build, start, print the address (PORT=8080 VAR=var)
	@$(INSTANCE) ready
	@$(MAKE) --no-print-directory --silent -j$(JOBS) $(if $(KEEP),-k) all $(if $(KEEP),|| true)
	@$(INSTANCE) start
stop: ## stop what `make run` started; the data stays
	@$(INSTANCE) stop
reset: ## stop and take all data of the instance away
	@$(INSTANCE) reset
reload: ## start the programs anew without dropping a request
	@$(INSTANCE) reload
logs: ## follow the logs
	@$(INSTANCE) logs
deps: ## install the Debian packages that are missing
	@sh conf/dev/deps.sh run

.PHONY: run stop reset reload logs deps
