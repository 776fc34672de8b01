#!/bin/sh
# Writes the included pieces of the nginx configuration:
#   nginx.sh <out folder> <folder they will be read from> run=.. htdocs=.. files=.. cache=.. zone=..
#            body=<megabytes of an upload> connections=<per address> [errors=<nginx's error log>]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
out=$1
pieces=$2
shift 2
errors=/var/log/nginx/error.log
for pair in "$@"; do
    eval "${pair%%=*}=\${pair#*=}"
done
fill() { sh "$here/fill.sh" "$here/../nginx/$1" PIECES="$pieces" ZONE="$zone" RUN="$run" HTDOCS="$htdocs" \
    FILES="$files" CACHE="$cache" CONNECTIONS="$connections" ERRORS="$errors" BODY="$2" PROGRAM="$3"; }
mkdir -p "$out"
for f in http fastcgi errors refuse server; do
    fill $f.conf.in - - >"$out/$f.conf"
done
for p in $(awk '!/^#/ && NF >= 3 { print $1 }' "$here/areas" | sort -u); do
    case $p in
        # The programs that take files.
        resources | admin) fill to-program.conf.in "$((body + 2))m" "$p" ;;
        *) fill to-program.conf.in 6m "$p" ;;
    esac >"$out/to-$p.conf"
done
cp "$here/../nginx/headers.conf" "$here/../nginx/headers-store.conf" "$out/"
awk -f "$here/locations.awk" -v server=nginx -v dir="$pieces" "$here/areas" >"$out/locations.conf"
