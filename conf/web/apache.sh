#!/bin/sh
# Writes the included pieces of the Apache configuration:
#   apache.sh <out folder> <folder they will be read from> run=.. htdocs=.. files=.. body=<megabytes of an upload>
set -eu
here=$(cd "$(dirname "$0")" && pwd)
out=$1
pieces=$2
shift 2
for pair in "$@"; do
    eval "${pair%%=*}=\${pair#*=}"
done
mkdir -p "$out"
for f in http server; do
    sh "$here/fill.sh" "$here/../apache/$f.conf.in" PIECES="$pieces" RUN="$run" HTDOCS="$htdocs" FILES="$files" \
        BODY="$(((body + 2) * 1048576))" >"$out/$f.conf"
done
# The programs that take files get the larger limit for bodies.
{
    awk -f "$here/locations.awk" -v server=apache "$here/areas"
    awk -f "$here/locations.awk" -v server=apache "$here/areas" |
        awk '$3 == "resources" || $3 == "admin" { print "Use M4D_LARGE", $4 }'
} >"$out/locations.conf"
