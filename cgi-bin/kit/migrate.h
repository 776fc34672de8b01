/* migrate.h - the schema: files sql/NNNN_what.sql, each one statement, carried out once, in order.
 *
 * Each file is recorded before and after it is carried out. Killed in between, the next run finds it
 * begun: a data statement was rolled back with its record and is done again; a DDL statement is done
 * again too, and when the database says that it has taken effect already, that is taken for done. */
#ifndef KIT_MIGRATE_H
#define KIT_MIGRATE_H

#include "kit/base.h"

struct migration {
    char *name;   /* "0001_member.sql" */
    char *sql;
    char *sha256; /* of the file */
};
struct migrations {
    struct migration *v;
    size_t            n;
};
/* The files of a folder, by name. ERR_NOT_FOUND: no such folder, or nothing in it. */
enum err migrations_read(const char *dir, struct migrations *out) MUST_CHECK;

struct migrate_state {
    int         done, waiting;
    const char *unknown; /* recorded, but no file here: the schema is newer than this release */
    const char *changed; /* its file is another one than was carried out */
};
/* Where the database stands; changes nothing but that it makes the two tables of records. */
enum err migrate_look(struct db *db, const struct migrations *m, struct migrate_state *out) MUST_CHECK;

/* Carries out what is missing, one process at a time: others wait. ERR_CONFLICT: the schema is newer
 * than this release, or a file was changed afterwards; nothing is carried out. ERR_LIMIT: another
 * process was at it for two minutes. say (or NULL) hears the name of each file that is done. */
enum err migrate_run(struct db *db, const struct migrations *m, void (*say)(const char *name),
                     int *out_applied) MUST_CHECK;

#endif
