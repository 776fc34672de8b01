/* personal.h - the register: what the site holds about a person, each kind once.
 *
 * The page "What we hold about you", the copy that people can have, erasure, what is told before it and the
 * test that looks for traces afterwards all read it. Whoever adds a table that points at a member or that a
 * member fills in adds a part to one of the files personal_*.c: the test fails for a column that none names. */
#ifndef MODEL_PERSONAL_H
#define MODEL_PERSONAL_H

#include "kit/base.h"

#define PERSONAL_SOME 200 /* rows that are read at once */

/* What becomes of it when the account is erased. */
enum personal_end {
    PERSONAL_GOES,     /* deleted or emptied */
    PERSONAL_NAMELESS, /* stays, and no longer says whose it is */
    PERSONAL_NUMBER,   /* stays with the number of the account, which then leads to nobody */
    PERSONAL_LATER     /* goes by itself, after a time that `after` tells */
};
enum personal_area { PERSONAL_ACCOUNT, PERSONAL_NETWORK, PERSONAL_LIBRARY, PERSONAL_RECORDS, PERSONAL_AREAS };

struct personal {
    enum personal_area area;
    const char        *code;   /* of the part in data.json */
    const char        *title;  /* N_() */
    const char        *what;   /* N_(): what it holds */
    const char        *change; /* path below the language where people change it; NULL: they cannot */
    enum personal_end  end;
    const char        *after;  /* N_(): what stays or goes later, and why; NULL with PERSONAL_GOES */
    const char        *columns; /* "mail.member_id mail.to_email": those that point at the person, between blanks */
    /* Rows as personal_row: `?` are the member and the k of the row before; NULL: nothing that could be read. */
    struct db_stmt    *copy;
    struct db_stmt    *files;    /* rows as personal_file of this part; `?` is the member */
    struct db_stmt    *erase[5]; /* `?` is the member; in this order */
};
extern const struct personal *const personal_areas[]; /* arrays, each ended by one without a code; NULL ends */

struct personal_row {
    int64_t k; /* goes up from row to row */
    char   *j; /* a JSON object */
};
struct personal_rows { struct personal_row *v; size_t n; };
struct personal_file {
    char   *sha256, *mime;
    char   *name; /* in the archive, below files/ */
    int64_t size;
};
struct personal_files { struct personal_file *v; size_t n; };

/* Comes from a role that not every member has. */
bool personal_of_staff(const struct personal *p);
/* Part number i of all; NULL: there are no more. */
const struct personal *personal_part(size_t i);
const char *personal_area_title(enum personal_area a);
/* What erasure does with it, in a word or two. */
const char *personal_end_word(enum personal_end e);

/* Title, what it holds, what becomes of it: for the pages that show the register, areas.<a>.parts.<i>. */
void personal_to_hdf(HDF *page, bool staff); /* with the parts that only staff have */

/* At most PERSONAL_SOME rows after `k`, in order. Nothing when the part has nothing to read. */
enum err personal_rows(struct db *db, const struct personal *p, int64_t member_id, int64_t k, struct personal_rows *out) MUST_CHECK;
enum err personal_files(struct db *db, const struct personal *p, int64_t member_id, struct personal_files *out) MUST_CHECK;
/* Erases every part, in the caller's transaction; the row of the account is gone at its end. */
enum err personal_erase(struct db *db, int64_t member_id) MUST_CHECK;

/* Words for what stands in rows: "created_at" is "Made on"; the key itself when there is none. */
const char *personal_label(const char *key);
/* A code such as "members" in words, or NULL: it is no code. */
const char *personal_word(const char *key, const char *value);

#endif
