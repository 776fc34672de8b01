/* import_int.h - what the files of the import share; nobody else includes it. */
#ifndef MODEL_IMPORT_INT_H
#define MODEL_IMPORT_INT_H

#include "model/archive.h"
#include "model/csv.h"
#include "model/import.h"
#include "model/resource.h"
#include "model/series.h"
#include "model/term.h"

enum import_column {
    IC_KEY, IC_TYPE, IC_YEAR, IC_LANG, IC_LICENCE, IC_TITLE_EN, IC_SUMMARY_EN, IC_TITLE_FR, IC_SUMMARY_FR,
    IC_TITLE_ES, IC_SUMMARY_ES, IC_TITLE_AR, IC_SUMMARY_AR, IC_PUBLISHERS, IC_THEMES, IC_FOCUS,
    IC_COUNTRIES, IC_SERIES, IC_SERIES_POSITION, IC_EDITION, IC_LINK, IC_SOURCE, IC_RIGHTS_NOTE, IC_FILES,
    IC_N
};

/* The table, being read. */
struct import_table {
    struct csv_reader reader;
    int               place[IC_N]; /* of each column in a record; -1: not there */
};
/* ERR_INVALID: err_issues() says why the table as a whole cannot be read. */
enum err import_table_open(const char *text, size_t n, struct import_table *out) MUST_CHECK;
/* The next row that is not blank; fields[] are tidied, never NULL. CSV_END at the end. */
enum csv import_table_next(struct import_table *t, const char *fields[IC_N]);
/* Rows that are not blank. ERR_INVALID as above, also for a fault further down and for too many rows. */
enum err import_table_count(const char *text, size_t n, int *rows) MUST_CHECK;
char *import_csv_fault(enum csv c, int line);

struct import_name { char *code, *en, *fr, *es; };
struct import_names { struct import_name *v; size_t n; };

/* What rows are read against; lives as long as the whole run. */
struct import_known {
    struct term_list    terms;
    struct series_list  series;
    struct import_names countries;
    struct archive     *files;
    struct { char *key; int line; } *seen; /* keys of the rows above */
    size_t              nseen;
};
enum err import_countries(struct db *db, struct import_names *out) MUST_CHECK;

/* Parts the languages of a value that is a sentence (codes "rule" and "file_refused"). */
#define IMPORT_NEXT_LANG "\x1f"

struct import_file { const char *name; enum res_lang lang; bool short_edition; };
struct import_note { const char *column, *code, *value; };

/* One row, understood. */
struct import_line {
    int                  line;
    struct resource_edit e;
    char                *series_title; /* a series that is to be made; NULL: none */
    struct import_file  *files;
    size_t               nfiles;
    struct import_note  *notes;
    size_t               nnotes;
    bool                 fault; /* one of the notes is a fault */
};
/* Reads a row into *out; faults become notes. Adds its key to known->seen. */
void import_read_row(struct import_known *known, const char *fields[IC_N], int line, struct import_line *out);
void import_note(struct import_line *l, const char *column, const char *code, const char *value);
char *import_notes_json(const struct import_line *l);

/* ---- statements ---- */

enum err import_insert(struct db *db, const struct user *by, const char *csv_name, const char *csv_sha,
                       const char *zip_sha, int total, int64_t *out_id) MUST_CHECK;
enum err import_lock(struct db *db, int64_t id, struct import *out) MUST_CHECK;
/* ended: it is over. */
enum err import_set_state(struct db *db, int64_t id, const char *state, bool ended, const char *error) MUST_CHECK;
enum err import_set_done(struct db *db, int64_t id, int done, int faults) MUST_CHECK;
enum err import_last_line(struct db *db, int64_t id, int64_t *line) MUST_CHECK;
enum err import_put_row(struct db *db, int64_t id, int line, const char *title, const char *outcome,
                        const char *messages) MUST_CHECK;
enum err import_row_one(struct db *db, int64_t id, int line, struct import_row *out) MUST_CHECK;
enum err import_take_row(struct db *db, int64_t id, int line, const char *outcome, const char *messages,
                         int64_t resource_id) MUST_CHECK;
enum err import_count_taken(struct db *db, int64_t id, int *taken) MUST_CHECK;
enum err import_importer(struct db *db, int64_t member_id, struct user **out) MUST_CHECK;
/* Counts what the rows became, from the rows themselves. */
enum err import_count_faults(struct db *db, int64_t id, int *faults) MUST_CHECK;

/* Reads a stored file whole. */
enum err import_read_stored(const char *sha256, char **text, size_t *n) MUST_CHECK;

#endif
