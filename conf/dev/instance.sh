#!/bin/bash
# One instance of M4D Net for development, all of it in the folder $VAR: start, stop, reset, logs, reload.
# Settings come from the environment: VAR, PORT, BIN (the programs), WORKERS (processes per program).
set -euo pipefail
HERE=$(cd "$(dirname "$0")" && pwd)
ROOT=$(cd "$HERE/../.." && pwd)
PATH=$PATH:/usr/sbin:/sbin
VAR=${VAR:-var}
case $VAR in /*) ;; *) VAR=$ROOT/$VAR ;; esac
BIN=${BIN:-build/release}
case $BIN in /*) ;; *) BIN=$ROOT/$BIN ;; esac
WORKERS=${WORKERS:-3}
WEB="home members network resources admin"
if [ -n "${KEEP:-}" ]; then
    WEB=$(for name in $WEB; do [ ! -x "$BIN/$name.fcgi" ] || echo "$name"; done)
fi
. "$HERE/process.sh"
. "$HERE/mariadb.sh"

random_hex() { od -An -N"$1" -tx1 /dev/urandom | tr -d ' \n'; }

check_room() {
    local free
    # Unix sockets have names of 107 bytes at most.
    [ ${#VAR} -le 85 ] || die "The folder name $VAR is too long for Unix sockets (85 characters at most).
Choose a shorter one: make run VAR=/tmp/m4d"
    mkdir -p "$VAR"/{run,log,tmp,cache,files,mail} || die "Cannot make folders in $VAR: is it yours, and is there space left?"
    free=$(df -Pm "$VAR" | awk 'NR == 2 { print $4 }')
    [ "$free" -ge 300 ] || die "Only $free MB are free on the disk of $VAR; M4D Net needs 300 MB to start.
Make room, or choose a folder on another disk: make run VAR=/elsewhere/m4d"
}

check_port() {
    case $PORT in '' | *[!0-9]*) die "PORT=$PORT is not a number." ;; esac
    if ! alive nginx && (exec 3<>"/dev/tcp/127.0.0.1/$PORT") 2>/dev/null; then
        die "Port $PORT is in use by another program. Choose another one: make run PORT=$((PORT + 1))"
    fi
}

write_settings() {
    [ -s "$VAR/db-password" ] || (umask 077 && random_hex 16 >"$VAR/db-password")
    [ -s "$VAR/db-owner-password" ] || (umask 077 && random_hex 16 >"$VAR/db-owner-password")
    [ -s "$VAR/secret" ] || (umask 077 && random_hex 32 >"$VAR/secret")
    touch "$VAR/m4d.conf.new"
    chmod 600 "$VAR/m4d.conf.new"
    {
        cat <<END
# Settings of this development instance; made anew at every 'make run'. Lines in $VAR/extra.conf are
# added at the end. conf/m4d.conf explains each option.
site_url = http://localhost:$PORT
development = yes
db_socket = $VAR/db/db.sock
db_password = $(cat "$VAR/db-password")
db_owner_user = m4d_owner
db_owner_password = $(cat "$VAR/db-owner-password")
files_dir = $VAR/files
erasure_list = $VAR/erased
run_dir = $VAR/run
templates_dir = $ROOT/templates
htdocs_dir = $ROOT/htdocs
lang_dir = $ROOT/build/lang
sql_dir = $ROOT/sql
common_passwords = $ROOT/conf/common-passwords.txt
secret_file = $VAR/secret
free_space_floor_mb = 100
mail_from = M4D Net <noreply@m4d.example>
mail_sink_dir = $VAR/mail
END
        [ ! -f "$VAR/extra.conf" ] || cat "$VAR/extra.conf"
    } >"$VAR/m4d.conf.new"
    if cmp -s "$VAR/m4d.conf.new" "$VAR/m4d.conf"; then
        rm "$VAR/m4d.conf.new"
    else
        mv "$VAR/m4d.conf.new" "$VAR/m4d.conf"
    fi
    export M4D_CONF=$VAR/m4d.conf
}

# setting name: of the settings just written, the last line counting
setting() { sed -n "s/^$1 *= *//p" "$VAR/m4d.conf" | tail -1; }

program_start() {
    local name=$1
    shift
    if alive "$name"; then
        [ "$BIN/${name%.fcgi}" -nt "$VAR/run/$name.pid" ] || [ "$BIN/$name.fcgi" -nt "$VAR/run/$name.pid" ] ||
            [ "$VAR/m4d.conf" -nt "$VAR/run/$name.pid" ] || return 0
        renew "$name"
    else
        spawn "$name" "$VAR/log/$name.log" "$@"
    fi
}

programs_start() {
    local name
    if [ -f "$VAR/run/bin" ] && [ "$(cat "$VAR/run/bin")" != "$BIN $WORKERS" ]; then
        programs_stop
    fi
    echo "$BIN $WORKERS" >"$VAR/run/bin"
    for name in $WEB; do
        alive "$name" || rm -f "$VAR/run/$name.sock"
        program_start "$name" spawn-fcgi -n -s "$VAR/run/$name.sock" -M 0660 -b 512 -- \
            /usr/bin/multiwatch -f "$WORKERS" -r 1000 -t 200 -- "$BIN/$name.fcgi"
    done
    program_start worker multiwatch -f 1 -r 1000 -t 200 -- "$BIN/worker"
}

programs_stop() {
    local name ends=()
    for name in $WEB worker; do
        end "$name" TERM 100 &
        ends+=($!)
    done
    wait "${ends[@]}" # not for the database, a child of this shell as well
}

web_start() {
    local was new user=
    [ "$(id -u)" != 0 ] || user='user root;'
    was=$({ cat "$VAR"/nginx/*.conf 2>/dev/null || true; } | cksum)
    sh "$HERE/../web/nginx.sh" "$VAR/nginx" "$VAR/nginx" run="$VAR/run" htdocs="$ROOT/htdocs" \
        files="$VAR/files" cache="$VAR/cache" zone=m4d body="$(setting upload_limit_mb | grep . || echo 100)" \
        connections=2000 errors="$VAR/log/nginx.log"
    sh "$HERE/../web/fill.sh" "$HERE/nginx.conf.in" VAR="$VAR" PORT="$PORT" USER="$user" >"$VAR/nginx/nginx.conf"
    new=$(cat "$VAR"/nginx/*.conf | cksum)
    if alive nginx && [ "$(cat "$VAR/run/port" 2>/dev/null)" != "$PORT" ]; then
        end nginx TERM 50
        check_port
    fi
    nginx -e "$VAR/log/nginx.log" -p "$VAR" -c "$VAR/nginx/nginx.conf" -t -q ||
        die "nginx does not accept its configuration in $VAR/nginx (see above)."
    echo "$PORT" >"$VAR/run/port"
    if ! alive nginx; then
        spawn nginx "$VAR/log/nginx.log" nginx -e "$VAR/log/nginx.log" -p "$VAR" -c "$VAR/nginx/nginx.conf" -g 'daemon off;'
    elif [ "$was" != "$new" ]; then
        kill -HUP "$pid"
    fi
}

# The status of a page, asked for without any tool that may be missing.
http_status() {
    local version status rest
    exec 3<>"/dev/tcp/127.0.0.1/$PORT" || return 1
    printf 'GET %s HTTP/1.0\r\nHost: localhost\r\n\r\n' "$1" >&3
    read -r -t 20 version status rest <&3 || true
    exec 3>&- 3<&-
    status=${status%$'\r'}
    echo "${status:-none}"
}

wait_until_up() {
    local i status name
    for name in $WEB; do
        for ((i = 0; i < 200; i++)); do
            status=$(http_status "/health/$name" 2>/dev/null || echo none)
            [ "$status" = 200 ] && break
            sleep 0.1
        done
        [ "$status" = 200 ] || die "The program $name does not answer (status $status). The end of $VAR/log/$name.log:
$(tail -8 "$VAR/log/$name.log")
and of $VAR/log/nginx.log:
$(tail -3 "$VAR/log/nginx.log")"
    done
}

migrate() {
    "$BIN/m4d-admin" migrate >>"$VAR/log/migrate.log" || die "The database could not be brought up to date (see above)."
    [ -n "${NOSAMPLE:-}" ] || [ -e "$VAR/sample" ] || {
        "$BIN/m4d-admin" sample-members
        if BIN=$BIN VAR=$VAR bash "$ROOT/conf/sample/load.sh"; then
            touch "$VAR/sample"
        else
            [ -n "${KEEP:-}" ] || die "The sample content could not be loaded (see above)."
        fi
    }
}

# What would be in the way: said before anything is built.
ready() {
    PORT=${PORT:-$(cat "$VAR/run/port" 2>/dev/null || echo 8080)}
    check_room
    check_port
}

start() {
    ready
    exec 9>"$VAR/run/lock"
    flock -w 60 9 || die "Another 'make run' or 'make stop' is at work in $VAR."
    write_settings
    db_start
    db_accounts "$(cat "$VAR/db-password")" "$(cat "$VAR/db-owner-password")"
    migrate
    programs_start
    web_start
    wait_until_up
    cat <<END

M4D Net runs at   http://localhost:$PORT/
Mails are read at http://localhost:$PORT/dev/mail
$([ ! -e "$VAR/sample" ] || cat "$HERE/sign-ins.txt")

Its data and logs are in $VAR.  make stop, make logs, make reset, make help
END
}

stop() {
    [ -d "$VAR/run" ] || { echo "Nothing runs in $VAR."; return 0; }
    exec 9>"$VAR/run/lock"
    flock -w 60 9 || die "Another 'make run' or 'make stop' is at work in $VAR."
    end nginx QUIT 30
    programs_stop
    db_stop
    echo "Stopped what ran in $VAR."
}

case ${1:-} in
    ready) ready ;;
    start) start ;;
    stop) stop ;;
    reset)
        stop
        # Only a folder that was made by 'make run' is taken away.
        if [ -e "$VAR/m4d.conf" ] && [ -d "$VAR/run" ]; then
            rm -rf "$VAR"
            echo "Took away $VAR: the next 'make run' begins afresh."
        fi
        ;;
    reload)
        for name in $WEB worker; do renew "$name"; done
        echo "The programs start anew; no request is dropped."
        ;;
    logs) exec tail -n "${LINES:-20}" -F "$VAR"/log/*.log "$VAR/db/mariadb.log" ;;
    *) die "usage: instance.sh start|stop|reset|reload|logs" ;;
esac
