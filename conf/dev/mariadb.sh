# The private MariaDB of an instance. Needs $VAR, $HERE and process.sh.

db_sql() { mariadb --no-defaults --socket="$VAR/db/db.sock" --user="$(id -un)" --batch --skip-column-names "$@"; }

db_make() {
    local owner
    owner=$(id -un)
    mkdir -p "$VAR/db"
    # mariadbd does not like to be root. Its own user is taken when it can reach this folder.
    if [ "$owner" = root ] && id mysql >/dev/null 2>&1; then
        chown mysql "$VAR/db"
        if runuser -u mysql -- test -w "$VAR/db" 2>/dev/null; then
            owner=mysql
        else
            chown root "$VAR/db"
        fi
    fi
    chmod 711 "$VAR/db"
    rm -rf "$VAR/db/data" "$VAR/db/tmp"
    mkdir -p "$VAR/db/tmp"
    chown "$owner" "$VAR/db/tmp"
    TMPDIR="$VAR/db/tmp" mariadb-install-db --no-defaults --user="$owner" --datadir="$VAR/db/data" \
        --skip-test-db --skip-name-resolve --force \
        --auth-root-authentication-method=socket --auth-root-socket-user="$(id -un)" \
        >"$VAR/log/mariadb-install.log" 2>&1 ||
        die "MariaDB could not set up its data folder. What it said is in $VAR/log/mariadb-install.log:
$(tail -5 "$VAR/log/mariadb-install.log")"
    touch "$VAR/db/data/made-by-m4d"
}

db_start() {
    local i owner
    alive mariadbd && return 0
    [ -e "$VAR/db/data/made-by-m4d" ] || db_make
    sh "$HERE/../web/fill.sh" "$HERE/my.cnf.in" VAR="$VAR" >"$VAR/my.cnf"
    owner=$(stat -c %U "$VAR/db/data")
    spawn mariadbd "$VAR/log/mariadbd.out" mariadbd --defaults-file="$VAR/my.cnf" --user="$owner"
    for ((i = 0; i < 1200; i++)); do
        db_sql -e 'DO 0' 2>/dev/null && return 0
        alive mariadbd || break
        sleep 0.05
    done
    die "MariaDB did not start. The end of its log, $VAR/db/mariadb.log:
$(tail -15 "$VAR/db/mariadb.log" 2>/dev/null || tail -5 "$VAR/log/mariadbd.out")

If the data of this instance may go, 'make reset' makes a fresh one."
}

# The database with its two accounts, and others like m4d_x for tests: that of the programs, which reads and writes, and
# the owner, which changes the schema. Their passwords are random and only in $VAR/m4d.conf.
db_accounts() {
    local schema_rights="CREATE, DROP, REFERENCES, INDEX, ALTER, CREATE TEMPORARY TABLES, LOCK TABLES, EXECUTE, CREATE VIEW,
        SHOW VIEW, CREATE ROUTINE, ALTER ROUTINE, EVENT, TRIGGER, DELETE HISTORY"
    db_sql <<SQL || die "MariaDB refused to make the database of the programs (see above)."
CREATE DATABASE IF NOT EXISTS m4d CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_ai_ci;
CREATE USER IF NOT EXISTS m4d@localhost IDENTIFIED BY '$1';
ALTER USER m4d@localhost IDENTIFIED BY '$1';
GRANT ALL ON m4d.* TO m4d@localhost;
GRANT ALL ON \`m4d\\_%\`.* TO m4d@localhost;
REVOKE $schema_rights ON m4d.* FROM m4d@localhost;
REVOKE $schema_rights ON \`m4d\\_%\`.* FROM m4d@localhost;
CREATE USER IF NOT EXISTS m4d_owner@localhost IDENTIFIED BY '$2';
ALTER USER m4d_owner@localhost IDENTIFIED BY '$2';
GRANT ALL ON m4d.* TO m4d_owner@localhost;
GRANT ALL ON \`m4d\\_%\`.* TO m4d_owner@localhost;
SQL
}

db_stop() { end mariadbd TERM 600; }
