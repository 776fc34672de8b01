/* import_int.h - what the files of the import share; nobody else includes it. */
#ifndef MODEL_IMPORT_INT_H
#define MODEL_IMPORT_INT_H

#include "model/country_find.h"
#include "model/csv.h"
#include "model/import.h"
#include "model/term.h"

#define IMPORT_COLUMNS_MAX 32

struct import_run;
struct import_line;

/* One kind of import: what is its own. The rest is in import.c and import_run.c. */
struct import_kind {
    const char        *name;
    unsigned           roles;    /* who may */
    bool               system;   /* and m4d-admin */
    const char        *pages;    /* where its imports are looked at */
    const char        *audited;  /* what the audit log calls it */
    bool               brief;    /* the table is let go of at the end: addresses of people may stand in it */
    enum { IMPORT_RESOURCE, IMPORT_MEMBER, IMPORT_ORGANISATION } becomes;
    const char *const *columns;  /* NULL at the end */
    const char *const (*aliases)[2]; /* { another heading, the column that it means }, { NULL } at the end; or NULL */
    int                rows_max;
    bool (*many_lines)(int column); /* of text that keeps its line ends; NULL: none */
    /* ERR_INVALID: a column is missing. */
    enum err (*heading)(const int place[IMPORT_COLUMNS_MAX]);
    /* Reads what rows are compared with, into r->known. */
    enum err (*open)(struct import_run *r);
    /* One row, understood; faults become notes. Called again for the same line when it is tried again. */
    struct import_line *(*read)(struct import_run *r, const char *const *fields, int line);
    /* "new", "changed", "same" or "fault" */
    enum err (*outcome)(struct import_run *r, struct import_line *l, const char **outcome);
    /* Carries it out in the caller's transaction; *id: what it became. */
    enum err (*take)(struct import_run *r, struct import_line *l, int64_t *id);
    /* After the row was committed, in the memory of the run; or NULL. */
    enum err (*taken)(struct import_run *r);
};
extern const struct import_kind import_library, import_people, import_organisations, import_offers;
const struct import_kind *import_kind_of(const char *name); /* NULL: none */

/* The table, being read. */
struct import_table {
    const struct import_kind *kind;
    struct csv_reader         reader;
    int                       place[IMPORT_COLUMNS_MAX]; /* of each column in a record; -1: not there */
};
/* ERR_INVALID: err_issues() says why the table as a whole cannot be read. */
enum err import_table_open(const struct import_kind *k, const char *text, size_t n, struct import_table *out) MUST_CHECK;
/* The next row that is not blank; fields[] are tidied, never NULL. CSV_END at the end. */
enum csv import_table_next(struct import_table *t, const char *fields[IMPORT_COLUMNS_MAX]);
/* Rows that are not blank. ERR_INVALID as above, also for a fault further down and for too many rows. */
enum err import_table_count(const struct import_kind *k, const char *text, size_t n, int *rows) MUST_CHECK;
char *import_csv_fault(enum csv c, int line);
/* ERR_INVALID with a sentence when a needed column is not there. */
enum err import_column_there(bool there, const char *name) MUST_CHECK;

struct import_names { struct country_name *v; size_t n; };

enum err import_countries(struct db *db, struct import_names *out) MUST_CHECK;
/* Languages that people work in, by code. */
enum err import_languages(struct db *db, struct import_names *out) MUST_CHECK;

/* Parts the languages of a value that is a sentence (codes "rule" and "file_refused"). */
#define IMPORT_NEXT_LANG "\x1f"

struct import_note { const char *column, *code, *value; };

/* One row, understood: the beginning of each kind's own struct. */
struct import_line {
    int                 line;
    const char         *title; /* to recognise it in the report */
    int64_t             found; /* what it is in the database already; 0: nothing */
    struct import_note *notes;
    size_t              nnotes;
    bool                fault; /* one of the notes is a fault */
};
void import_note(struct import_line *l, const char *column, const char *code, const char *value);
void import_fault(struct import_line *l, const char *column, const char *code, const char *value);
char *import_notes_json(const struct import_line *l);
/* A text as it stands, or NULL; longer than `most` is a fault. */
char *import_read_text(struct import_line *l, const char *column, const char *text, size_t most);
/* The code of a country by any of its names; NULL: none, which is a fault unless nothing stands there. */
char *import_read_country(struct import_line *l, const char *column, const struct import_names *all, const char *text);
/* The code of a language by code or name; NULL: none. */
const char *import_language_code(const struct import_names *all, const char *word);
/* "a; b | c" one by one; NULL at the end. */
char *import_next_word(char **rest);
void import_push_code(struct text_list *l, const char *code); /* each once */
/* The term that a word names by code or by label; NULL: none. */
const struct term *import_term(const struct term_list *all, const char *vocabulary, const char *word);

/* One run: what stays the same from row to row. Its memory is that of the job; each row has a pool of its own. */
struct import_run {
    const struct import_kind *kind;
    struct db          *db;
    struct import       im;
    struct user        *by;
    struct import_table table;
    void               *known; /* the kind's */
    void               *seen;  /* tree of import_seen() */
    enum lang           lang_before;
    import_tick         tick;
    void               *arg;
};
/* Notes the key of a row. Line of another row that has the same; 0: none. */
int import_seen(struct import_run *r, const char *key, int line);

/* ---- statements ---- */

enum err import_read_one(struct db *db, int64_t id, struct import *out) MUST_CHECK; /* of any kind */
enum err import_insert(struct db *db, const struct user *by, const char *kind, const char *csv_name, const char *csv_sha,
                       const char *zip_sha, int total, int64_t *out_id) MUST_CHECK;
enum err import_lock(struct db *db, int64_t id, struct import *out) MUST_CHECK;
enum err import_forget_table(struct db *db, int64_t id) MUST_CHECK;
/* ended: it is over. */
enum err import_set_state(struct db *db, int64_t id, const char *state, bool ended, const char *error) MUST_CHECK;
enum err import_set_done(struct db *db, int64_t id, int done, int faults) MUST_CHECK;
enum err import_last_line(struct db *db, int64_t id, int64_t *line) MUST_CHECK;
enum err import_put_row(struct db *db, const struct import_kind *k, int64_t id, const struct import_line *l,
                        const char *outcome) MUST_CHECK;
enum err import_row_one(struct db *db, int64_t id, int line, struct import_row *out) MUST_CHECK;
enum err import_take_row(struct db *db, const struct import_kind *k, int64_t id, int line, const char *outcome,
                         const char *messages, int64_t what) MUST_CHECK;
enum err import_set_invite(struct db *db, int64_t id) MUST_CHECK;
enum err import_count_taken(struct db *db, int64_t id, int *taken) MUST_CHECK;
enum err import_importer(struct db *db, int64_t member_id, struct user **out) MUST_CHECK;
/* Counts what the rows became, from the rows themselves. */
enum err import_count_faults(struct db *db, int64_t id, int *faults) MUST_CHECK;

/* Reads a stored file whole. */
enum err import_read_stored(const char *sha256, char **text, size_t *n) MUST_CHECK;

#endif
