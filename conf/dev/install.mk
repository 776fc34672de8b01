# ---- installing, for production: see "Deploy" in README.md ----
# HOST=  the site's name, in the web server's configuration     BODY=  megabytes of the largest upload
# RUNDIR, FILESDIR and CACHEDIR are written into the web server's configuration and into m4d.conf; the
# systemd units know the usual ones. SETUP=no leaves the account and the folders alone, as DESTDIR does.
PREFIX  ?= /usr/local
HOST    ?= m4d.example.org
CERT    ?= /etc/letsencrypt/live/$(HOST)
BODY    ?= 100
CONFDIR ?= /etc/m4d
RUNDIR  ?= /run/m4d
FILESDIR ?= /var/lib/m4d/files
ERASURELIST ?= $(dir $(FILESDIR))erased
CACHEDIR ?= /var/cache/m4d
SETUP   ?= yes
SHARE   = $(PREFIX)/share/m4d
LIBDIR  = $(PREFIX)/lib/m4d
UNITS   = $(PREFIX)/lib/systemd/system
FILL    = sh conf/web/fill.sh
D       = $(DESTDIR)

install: all ## copy everything into place (PREFIX, DESTDIR, HOST)
	@[ "$(VARIANT)" = release ] || { echo "Only the release build is for installing."; exit 1; }
	install -d $(D)$(PREFIX)/bin $(D)$(LIBDIR) $(D)$(SHARE) $(D)$(UNITS) $(D)$(CONFDIR) \
	    $(D)$(PREFIX)/lib/sysusers.d $(D)$(PREFIX)/lib/tmpfiles.d
	install -m 755 $(WEB:%=$(B)/%.fcgi) $(B)/worker $(B)/m4d-photo $(D)$(LIBDIR)/
	install -m 755 $(B)/m4d-admin $(D)$(PREFIX)/bin/
	rm -rf $(addprefix $(D)$(SHARE)/,templates htdocs sql lang)
	cp -R templates htdocs sql $(D)$(SHARE)/
	for l in fr es; do install -D -m 644 build/lang/$$l/LC_MESSAGES/m4d.mo $(D)$(SHARE)/lang/$$l/LC_MESSAGES/m4d.mo; done
	install -m 644 conf/common-passwords.txt $(D)$(SHARE)/
	install -m 644 conf/mariadb/m4d.cnf $(D)$(SHARE)/mariadb.cnf
	sed -e 's#/usr/local#$(PREFIX)#; s#/etc/m4d#$(CONFDIR)#; s#/run/m4d#$(RUNDIR)#; s#/var/lib/m4d/files#$(FILESDIR)#; s#/var/lib/m4d/erased#$(ERASURELIST)#' \
	    -e 's#m4d.example.org#$(HOST)#; s#^\#upload_limit_mb = .*#upload_limit_mb = $(BODY)#' \
	    -e 's/^#\(templates_dir\|htdocs_dir\|lang_dir\|sql_dir\|common_passwords\|secret_file\|files_dir\|erasure_list\|run_dir\) =/\1 =/' \
	    conf/m4d.conf >$(D)$(SHARE)/m4d.conf
	[ -e $(D)$(CONFDIR)/m4d.conf ] || install -m 640 $(D)$(SHARE)/m4d.conf $(D)$(CONFDIR)/m4d.conf
	[ -e $(D)$(CONFDIR)/secret ] || (umask 027 && od -An -N32 -tx1 /dev/urandom | tr -d ' \n' >$(D)$(CONFDIR)/secret)
	sh conf/web/nginx.sh $(D)$(SHARE)/nginx $(SHARE)/nginx run=$(RUNDIR) htdocs=$(SHARE)/htdocs files=$(FILESDIR) \
	    cache=$(CACHEDIR)/pages zone=m4d body=$(BODY) connections=60
	$(FILL) conf/nginx/site.conf.in PIECES=$(SHARE)/nginx HOST=$(HOST) CERT=$(CERT) >$(D)$(SHARE)/nginx/site.conf
	sh conf/web/apache.sh $(D)$(SHARE)/apache $(SHARE)/apache run=$(RUNDIR) htdocs=$(SHARE)/htdocs files=$(FILESDIR) body=$(BODY)
	$(FILL) conf/apache/site.conf.in PIECES=$(SHARE)/apache HOST=$(HOST) CERT=$(CERT) >$(D)$(SHARE)/apache/site.conf
	install -m 644 conf/systemd/m4d@.socket conf/systemd/m4d.target conf/systemd/m4d-backup.timer $(D)$(UNITS)/
	for u in m4d@ m4d-worker m4d-backup; do sed -e '/@HARDENING@/{r conf/systemd/hardening' -e 'd}' \
	    -e 's#@CONFDIR@#$(CONFDIR)#; s#@LIBDIR@#$(LIBDIR)#; s#@BINDIR@#$(PREFIX)/bin#g' conf/systemd/$$u.service.in >$(D)$(UNITS)/$$u.service; done
	install -m 644 conf/systemd/m4d.sysusers $(D)$(PREFIX)/lib/sysusers.d/m4d.conf
	install -m 644 conf/systemd/m4d.tmpfiles $(D)$(PREFIX)/lib/tmpfiles.d/m4d.conf
	@[ -n "$(DESTDIR)" ] || [ "$(SETUP)" = no ] || sh conf/dev/after-install.sh $(CONFDIR)

uninstall: ## take away what `make install` put there; settings, database and files stay
	rm -rf $(D)$(LIBDIR) $(D)$(SHARE) $(D)$(PREFIX)/bin/m4d-admin $(D)$(PREFIX)/lib/sysusers.d/m4d.conf \
	    $(D)$(PREFIX)/lib/tmpfiles.d/m4d.conf $(addprefix $(D)$(UNITS)/,m4d@.socket m4d@.service m4d-worker.service m4d-backup.service m4d-backup.timer m4d.target)
	@echo "Settings in $(CONFDIR), files in /var/lib/m4d and the database are still there."

.PHONY: install uninstall
