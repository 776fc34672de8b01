/* import.h - many publications, from a table (CSV) and an archive of files (ZIP), or many people, organisations,
 * or what organisations offer and seek, at once.
 *
 * A dry run checks every row and says what it would do; after a yes the rows are carried out, each in
 * a transaction of its own that also marks the row as taken: killed at any moment, it goes on where it
 * stood, and no row is taken twice. A publication is known again by its key (resource.source_key), a person
 * by the address, an organisation by its name and country. */
#ifndef MODEL_IMPORT_H
#define MODEL_IMPORT_H

#include "kit/base.h"

#define IMPORT_ROWS_MAX        5000
#define IMPORT_PEOPLE_ROWS_MAX 20000 /* also of organisations and their offers */

struct import {
    int64_t        id, member_id;
    char          *kind;  /* library people organisations offers */
    bool           invite; /* of people: they are invited by mail, so many an hour */
    char          *state; /* checking checked running done failed cancelled */
    char          *csv_sha256, *zip_sha256, *csv_name, *error, *by_name;
    int            total, done, faults;
    struct instant created_at, ended_at;
};
struct import_list { struct import *v; size_t n; };

struct import_row {
    int64_t line;
    char   *title, *outcome; /* new changed same fault */
    char   *messages;        /* JSON: list of [column, message code, value] */
    int64_t resource_id, member_id, organisation_id; /* what it became, or is there already */
    bool    taken;
};
struct import_row_list { struct import_row *v; size_t n; };
struct import_outcome { char *outcome; int64_t n; };
struct import_outcomes { struct import_outcome *v; size_t n; };

/* Columns of the table, in the order of the template; NULL at the end. */
extern const char *const import_library_columns[];
extern const char *const import_people_columns[];
extern const char *const import_organisation_columns[];
extern const char *const import_offer_columns[];
/* Where the imports of this kind are looked at: "/admin/imports". */
const char *import_pages(const char *kind);

/* Stores a new import and queues its dry run ("import.check"). kind: "library" (for editors), or another
 * one (for administrators). zip NULL: no files. ERR_INVALID: the table cannot be read at all. form_key as in
 * resource_add(). */
enum err import_start(struct db *db, const struct user *by, const char *kind, const char *form_key, const char *csv_name,
                      const struct stored *csv, const struct stored *zip, int64_t *out_id) MUST_CHECK;
/* Checked -> running; queues "import.run". invite: see struct import. ERR_CONFLICT: in another state. */
enum err import_confirm(struct db *db, const struct user *by, int64_t id, bool invite) MUST_CHECK;
/* Stops it between two rows; what was taken stays. */
enum err import_cancel(struct db *db, const struct user *by, int64_t id) MUST_CHECK;

/* Jobs of the worker, payload {"import":id}. They commit row by row, may be killed at any moment and
 * run again. tick (or NULL) is called after each row: progress, lease; false stops. */
typedef bool (*import_tick)(void *arg, int done, int total);
enum err import_check_run(struct db *db, int64_t id, import_tick tick, void *arg) MUST_CHECK;
enum err import_run(struct db *db, int64_t id, import_tick tick, void *arg) MUST_CHECK;

/* Both from the command line, with the report on standard output; the same files again change nothing.
 * zip_path NULL: no files. ERR_INVALID: some rows had faults (the others are in). Not of people. */
enum err import_cli(struct db *db, const char *kind, const char *csv_path, const char *zip_path) MUST_CHECK;

/* ERR_NOT_FOUND also for one of another kind, unless both have the same pages. */
enum err import_one(struct db *db, const char *kind, int64_t id, struct import *out) MUST_CHECK;
/* Newest first: before a number, or, oldest first, after `newer`; 0: from the newest. Those of "organisations" with
 * those of "offers". */
enum err import_page(struct db *db, const char *kind, int64_t before, int64_t newer, int limit,
                     struct import_list *out) MUST_CHECK;
enum err import_count_outcomes(struct db *db, int64_t id, struct import_outcomes *out) MUST_CHECK;
/* Rows after line `after`, by line. outcome NULL: all. */
enum err import_rows(struct db *db, int64_t id, const char *outcome, int64_t after, int64_t limit,
                     struct import_row_list *out) MUST_CHECK;
/* Rows before that line, the nearest first. */
enum err import_rows_before(struct db *db, int64_t id, const char *outcome, int64_t before, int64_t limit,
                            struct import_row_list *out) MUST_CHECK;
/* The messages of a row as sentences in the language in use. */
struct import_message { char *column, *text; }; /* column: its name in the table, or "" */
struct import_messages { struct import_message *v; size_t n; };
struct import_messages import_messages(const struct import_row *row);
/* "country: There is no ..." */
char *import_message_line(const struct import_message *m);

/* ---- import_hdf.c ---- */

void import_to_hdf(const struct import *i, HDF *h);
void import_row_to_hdf(const struct import *i, const struct import_row *row, HDF *h);
/* outcomes.<i>.{label,n,url,on}: all rows, then each outcome there is; something: some would change or have changed
 * something. now: outcome that is looked at, or NULL. address: of the import's page. */
enum err import_outcomes_to_hdf(struct db *db, const struct import *i, const char *now, const char *address,
                                HDF *page) MUST_CHECK;
const char *import_outcome_label(const struct import *i, const char *outcome, bool taken);
/* "fault", "new", "changed" or "same" as typed in an address; NULL: none of them. */
const char *import_outcome_read(const char *s);
/* The report as a table (CSV). */
char *import_report_csv(const struct import *i, const struct import_row_list *rows);
/* An empty table with the headings and one line of an example. */
char *import_template_csv(const char *const *columns, const char *example);

/* Names and addresses in the reports of people go a month after the end, and the tables with them. */
enum err import_forget(struct db *db, int64_t *n) MUST_CHECK;

#endif
