/* file_sql.h - what reading and scanning a file of the library needs of the database. */
#ifndef WORKER_FILE_SQL_H
#define WORKER_FILE_SQL_H

#include "kit/base.h"

struct file_row {
    int64_t id, resource_id;
    char   *lang, *sha256, *mime;
};
struct file_text { /* what a reading found */
    const char *state;    /* done none failed */
    const char *warnings; /* codes parted by blanks */
    int         pages;    /* 0: not known */
    struct text_list text; /* by page; NULL: nothing on it */
};

enum err file_row(struct db *db, int64_t id, struct file_row *out) MUST_CHECK;
/* Puts the text of all pages in the place of what was there, in one transaction. */
enum err file_text_save(struct db *db, const struct file_row *f, const struct file_text *t) MUST_CHECK;
/* state: off clean infected. found: what it has, for the audit log. */
enum err file_scan_save(struct db *db, const struct file_row *f, const char *state, const char *found) MUST_CHECK;
/* Whether anything names this content: a publication, an upload, an import. */
enum err file_is_used(struct db *db, const char *sha256, bool *out) MUST_CHECK;

#endif
