#!/bin/sh
# Fills the @NAME@ places of a configuration template: fill.sh template NAME=value ... >result
# A place that nothing was given for is an error: no half-made configuration goes out.
set -eu
template=$1
shift
script=
for pair in "$@"; do
    value=$(printf '%s' "${pair#*=}" | sed 's/[\\|&]/\\&/g')
    script="$script
s|@${pair%%=*}@|$value|g"
done
result=$(sed "$script" "$template")
left=$(printf '%s\n' "$result" | grep -v '^ *#' | grep -o '@[A-Z_][A-Z_]*@' | sort -u | tr '\n' ' ') || true
if [ -n "$left" ]; then
    echo "$template: nothing given for $left" >&2
    exit 1
fi
printf '%s\n' "$result"
