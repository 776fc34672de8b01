#!/bin/sh
# After `make install` on the machine itself: the account, the folders, and what is left to do.
set -eu
confdir=$1
systemd-sysusers 2>/dev/null || id m4d >/dev/null 2>&1 || useradd --system --home-dir /var/lib/m4d --shell /usr/sbin/nologin m4d
systemd-tmpfiles --create m4d.conf 2>/dev/null || {
    install -d -m 750 -o m4d -g www-data /run/m4d /var/lib/m4d
    install -d -m 2750 -o m4d -g www-data /var/lib/m4d/files
    install -d -m 750 -o m4d -g m4d /var/backups/m4d
    install -d -m 750 -o www-data -g www-data /var/cache/m4d
}
chown root:m4d "$confdir" "$confdir/m4d.conf" "$confdir/secret"
chmod 750 "$confdir"
[ ! -d /run/systemd/system ] || systemctl daemon-reload
cat <<END

Installed. What is left, once (README.md, "Deploy", has the commands):
  1. MariaDB: the settings, a database and an account
  2. $confdir/m4d.conf: address, database password, mail
  3. m4d-admin migrate && m4d-admin check && m4d-admin create-admin you@example.org
  4. the web server: nginx or Apache
  5. systemctl enable --now m4d.target
END
