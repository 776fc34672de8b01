#!/bin/bash
# Puts Apache in front of the programs of a running instance: apache.sh start|stop; VAR, APACHE_PORT.
set -euo pipefail
HERE=$(cd "$(dirname "$0")" && pwd)
ROOT=$(cd "$HERE/../.." && pwd)
PATH=$PATH:/usr/sbin:/sbin
VAR=${VAR:-var}
case $VAR in /*) ;; *) VAR=$ROOT/$VAR ;; esac
. "$HERE/process.sh"
MODULES="mpm_event authz_core authz_host mime macro proxy proxy_fcgi headers deflate filter include remoteip
reqtimeout setenvif unique_id xsendfile alias env log_config unixd"

start() {
    local m modules= user= i
    for m in $MODULES; do
        [ -e "/usr/lib/apache2/modules/mod_$m.so" ] || continue # built in
        modules="$modules
LoadModule ${m}_module /usr/lib/apache2/modules/mod_$m.so"
    done
    if [ "$(id -u)" = 0 ]; then
        user='User www-data
Group www-data'
        # Its processes are not root: they need a way to the sockets and the files.
        chmod 666 "$VAR"/run/*.sock
        chmod -R a+rX "$VAR/files"
    fi
    sh "$HERE/../web/apache.sh" "$VAR/apache" "$VAR/apache" run="$VAR/run" htdocs="$ROOT/htdocs" files="$VAR/files" body=100
    awk -v modules="$modules" -v user="$user" '{ gsub(/@MODULES@/, modules); gsub(/@USER@/, user); print }' \
        "$HERE/apache.conf.in" >"$VAR/apache/main.in"
    sh "$HERE/../web/fill.sh" "$VAR/apache/main.in" VAR="$VAR" PORT="$APACHE_PORT" >"$VAR/apache/apache.conf"
    apache2 -t -f "$VAR/apache/apache.conf" || die "Apache does not accept its configuration in $VAR/apache."
    spawn apache "$VAR/log/apache.log" apache2 -f "$VAR/apache/apache.conf" -D FOREGROUND
    for ((i = 0; i < 100; i++)); do
        (exec 3<>"/dev/tcp/127.0.0.1/$APACHE_PORT") 2>/dev/null && return 0
        alive apache || break
        sleep 0.1
    done
    die "Apache did not start: $(tail -5 "$VAR/log/apache.log")"
}

case ${1:-} in
    start) start ;;
    stop) end apache TERM 100 ;;
    *) die "usage: apache.sh start|stop" ;;
esac
