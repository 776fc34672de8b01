/* personal_int.h - for the files personal_*.c, which hold the parts of the register. */
#ifndef MODEL_PERSONAL_INT_H
#define MODEL_PERSONAL_INT_H

#include "model/personal.h"

DB_COLUMNS(personal_row_cols, struct personal_row, k, j);
DB_COLUMNS(personal_file_cols, struct personal_file, sha256, mime, name, size);

/* A moment as "2026-05-31T12:00:00Z", and yes or no as true or false. */
#define AT(column) "DATE_FORMAT(" column ", '%Y-%m-%dT%H:%i:%sZ')"
#define YES(condition) "JSON_COMPACT(IF(" condition ", 'true', 'false'))"
/* Ends a query of the rows of one table that have numbers ... */
#define SOME(member, id) " WHERE " member " = ? AND " id " > ? ORDER BY " id " LIMIT 200"
/* ... or of few rows without: all come at once, under k = 1. */
#define FEW(member) " WHERE " member " = ? AND 1 > ?"
_Static_assert(PERSONAL_SOME == 200, "SOME() says how many");

extern const struct personal personal_account[], personal_network[], personal_messages[], personal_library[],
    personal_records[], personal_staff[];

#endif
