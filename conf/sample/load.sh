#!/bin/bash
# Makes the sample people, organisations and messages, typesets the short editions and imports the sample library with the
# importer that staff use. The same rows again change nothing. BIN: folder of the programs; M4D_CONF names the settings.
set -e
cd "$(dirname "$0")/../.."
BIN=${BIN:-build/release}

[ -e build/sample/library.zip ] || make --no-print-directory sample
"$BIN/m4d-admin" sample-people conf/sample/people.csv
"$BIN/m4d-admin" organisations conf/sample/organisations.csv conf/sample/offers.csv
"$BIN/m4d-admin" sample-messages conf/sample/messages.csv
"$BIN/m4d-admin" import conf/sample/library.csv build/sample/library.zip
