/* resource.h - a publication of the library: how it is entered, changed, published and withdrawn.
 *
 * Every function that changes something does all of it in one transaction: texts, search text, facets
 * and their counts, audit line, stamp of the library. by NULL is the system (an import of the command
 * line) and may do everything. Strings and lists live in the pool. Out parameters are written on OK. */
#ifndef MODEL_RESOURCE_H
#define MODEL_RESOURCE_H

#include "kit/base.h"

/* Languages of texts and files; the site itself speaks the first three. */
enum res_lang { RES_EN, RES_FR, RES_ES, RES_AR, RES_LANG_N };
extern const char *const res_lang_codes[RES_LANG_N + 1]; /* "en" "fr" "es" "ar" NULL */
bool res_lang_read(const char *code, enum res_lang *out);
const char *res_lang_label(const char *code); /* "French", in the language in use */

/* Rights statements: codes as in SPDX where there is one. */
extern const char *const licence_codes[]; /* NULL at the end */
const char *licence_label(const char *code); /* in the language in use; the code when unknown */
const char *licence_url(const char *code);   /* address of the legal text, or NULL */

/* What a form, a table row or an edition holds of a publication. */
struct resource_edit {
    int64_t id;      /* 0: new */
    int     version; /* as read; resource_save refuses when it has moved on */
    char   *state;   /* read only: draft proposed published refused withdrawn */

    char   *type;    /* code of a term */
    int     year;    /* 0: not known */
    char   *lang;    /* language it was written in */
    char   *licence; /* one of licence_codes */
    char   *rights_note;
    char   *series;  /* code of a series */
    int     series_position;
    char   *edition;
    char   *link;       /* where else it can be read */
    char   *source;     /* where the facts come from */
    char   *source_key; /* key of an import */
    char   *publishers; /* names, one a line (";" also parts them) */
    struct text_list themes, focus; /* codes of terms */
    struct text_list countries;     /* ISO 3166-1 codes */
    char   *title[RES_LANG_N], *summary[RES_LANG_N];

    char   *submit_note;  /* of a member who proposes it */
    int64_t submitted_by; /* read only; 0: nobody */
    int64_t replaces_id;  /* read only: edition whose place it takes once it is public */
};

/* What decides who may do what with it, and what staff see of it. */
struct resource_head {
    int64_t        id;
    char          *state;
    int            version;
    int64_t        submitted_by;
    int64_t        newer_id;    /* 0: it is the newest edition */
    int64_t        replaces_id; /* 0: it replaces none */
    int64_t        series_id;   /* 0: it is in none */
    struct instant published_at, created_at, changed_at;
    int64_t        downloads;
    char          *submit_note, *decision_note;
    char          *lang;
    char          *title; /* in the language in use, else as it was written, else any */
};
struct resource_head_list { struct resource_head *v; size_t n; };

/* Rights. Editors: everything. Moderators: what is proposed. Submitters: their own, while it is
 * proposed or refused. Editors of a series: what is in it, but for proposals. */
bool resource_may_manage(const struct user *by); /* the library as a whole */
bool resource_may_manage_one(const struct user *by, const struct resource_head *h);
bool resource_may_add(const struct user *by); /* in some series at least */
bool resource_may_edit(const struct user *by, const struct resource_head *h);
bool resource_may_decide(const struct user *by, const struct resource_head *h);
bool resource_may_take_back(const struct user *by, const struct resource_head *h);

/* Rules that hold however a publication is entered. Those that need the database (known terms,
 * countries, series) are checked by resource_add and resource_save in the same way. */
void resource_check(const struct resource_edit *e, struct issues *is);
/* Adds the issues that need the database. */
enum err resource_check_known(struct db *db, const struct resource_edit *e, struct issues *is) MUST_CHECK;


enum err resource_head_read(struct db *db, int64_t id, struct resource_head *out) MUST_CHECK;
enum err resource_edit_read(struct db *db, int64_t id, struct resource_edit *out) MUST_CHECK;
/* 0 when no publication has this import key. */
enum err resource_by_source_key(struct db *db, const char *key, int64_t *id) MUST_CHECK;
/* Names of the members of struct resource_edit in which two differ, such as "year", "title_fr". */
struct text_list resource_differences(const struct resource_edit *a, const struct resource_edit *b);

/* state: "draft" (editors), "proposed" (members), "published" (editors, imports). form_key: the form's
 * key, or NULL; the same key again gives the id of the first time.
 * ERR_INVALID: err_issues() names members of *e. ERR_CONFLICT: the import key is taken. */
enum err resource_add(struct db *db, const struct user *by, const char *form_key, const char *state,
                      const struct resource_edit *e, int64_t *out_id) MUST_CHECK;
/* ERR_CONFLICT: somebody saved it since e->version was read. ERR_FORBIDDEN: not this person's. A refused
 * proposal that its submitter saves is proposed again. */
enum err resource_save(struct db *db, const struct user *by, const struct resource_edit *e) MUST_CHECK;

/* Draft, proposed, refused or withdrawn -> published. ERR_INVALID: neither a file nor a link. The
 * submitter of a proposal is told by mail; note: what the moderator adds, or NULL. */
enum err resource_publish(struct db *db, const struct user *by, int64_t id, const char *note) MUST_CHECK;
/* Published -> withdrawn: a tombstone with the reason stays. */
enum err resource_withdraw(struct db *db, const struct user *by, int64_t id, const char *reason) MUST_CHECK;
/* Undoes a publishing: what had been withdrawn before has its earlier reason again, all else this one. */
enum err resource_unpublish(struct db *db, const struct user *by, int64_t id, const char *reason) MUST_CHECK;
/* Proposed -> refused; the submitter is told the reason by mail. */
enum err resource_refuse(struct db *db, const struct user *by, int64_t id, const char *reason) MUST_CHECK;
/* Takes away what was never public: a draft (editors), a proposal (its submitter). */
enum err resource_delete(struct db *db, const struct user *by, int64_t id) MUST_CHECK;
/* A draft with the same record and no files, to take the place of `id` once it is published.
 * ERR_CONFLICT: there is a newer edition, or one in the making, already. */
enum err resource_new_edition(struct db *db, const struct user *by, const char *form_key, int64_t id,
                              int64_t *out_id) MUST_CHECK;

/* Links two publications both ways, or parts them. */
enum err resource_relate(struct db *db, const struct user *by, int64_t id, int64_t other, bool on) MUST_CHECK;
enum err resource_related(struct db *db, int64_t id, struct resource_head_list *out) MUST_CHECK;

/* Brings search text, facets, counts and smallest file in line with the record; inside the caller's
 * transaction. Needed after any change of its texts, terms, files or state. */
enum err resource_index(struct db *db, int64_t id) MUST_CHECK;
/* Marks that it changed: changed_at, audit line, and the library's stamp when it is or was public. */
enum err resource_touched(struct db *db, const struct user *by, int64_t id, const char *action,
                          const char *detail) MUST_CHECK;

/* ---- lists for staff and submitters ---- */

enum resource_sort { RES_BY_CHANGED, RES_BY_YEAR, RES_BY_DOWNLOADS, RES_BY_WAITING };
struct resource_filter {
    const char        *words;    /* words of its texts, or its number; NULL: any */
    const char        *state;    /* NULL: any */
    bool               warnings; /* only with a file that has warnings */
    int64_t            submitted_by; /* 0: anybody's */
    const struct id_list *series;    /* only of these series; NULL: of all and of none */
    enum resource_sort sort;     /* newest, or most, first; RES_BY_WAITING: who waits longest first */
    bool               after;    /* only what comes after key and id in this order, */
    bool               back;     /* or before them, nearest first */
    int64_t            key, id;
    int64_t            limit;
};
struct resource_line {
    int64_t        id;
    char          *state, *title, *title_lang, *lang;
    char          *type_en, *type_fr, *type_es;
    int            year;
    struct instant changed_at, created_at;
    int64_t        downloads, files, warnings, newer_id;
    char          *file_langs; /* "en fr" */
    char          *by_name;    /* of the submitter; NULL: none */
    char          *decision_note;
};
struct resource_line_list { struct resource_line *v; size_t n; };
enum err resource_lines(struct db *db, const struct resource_filter *f, struct resource_line_list *out) MUST_CHECK;
/* The key of a line in this order, for the next page. */
int64_t resource_line_key(const struct resource_line *l, enum resource_sort sort);
void resource_line_to_hdf(const struct resource_line *l, HDF *h);
const char *resource_state_label(const char *state); /* in the language in use */
/* Proposals that wait, and since when the oldest does. */
struct resource_queue { int64_t n; struct instant oldest; };
enum err resource_queue_read(struct db *db, struct resource_queue *out) MUST_CHECK;

/* ---- files ---- */

struct resource_file {
    int64_t        id, resource_id;
    char          *lang, *label, *sha256, *name, *mime;
    int64_t        size;
    int            pages;
    bool           short_edition;
    char          *text_state; /* waiting done none failed */
    char          *scan_state; /* off waiting clean infected */
    char          *warnings;   /* codes parted by blanks: no_text no_title no_lang no_tags */
    int            position;
    struct instant removed_at; /* us == 0: there */
};
struct resource_file_list { struct resource_file *v; size_t n; };
struct resource_file_new {
    char         *lang, *label, *name;
    bool          short_edition;
    struct stored stored;
};

/* All files of a publication, removed ones last. */
enum err resource_files(struct db *db, int64_t id, struct resource_file_list *out) MUST_CHECK;
enum err resource_file_one(struct db *db, int64_t id, int64_t file_id, struct resource_file *out) MUST_CHECK;
/* Queues the reading of its text ("file.read") and, with clamd_socket set, its scan ("file.scan") in
 * the same transaction. The same content again in the same language gives the file that is there. */
enum err resource_file_add(struct db *db, const struct user *by, int64_t id,
                           const struct resource_file_new *f, int64_t *out_id) MUST_CHECK;
/* Language, label, name and short_edition of f->id. */
enum err resource_file_save(struct db *db, const struct user *by, const struct resource_file *f) MUST_CHECK;
enum err resource_file_move(struct db *db, const struct user *by, int64_t id, int64_t file_id, int by_places) MUST_CHECK;
/* Takes it out, or puts it back. */
enum err resource_file_remove(struct db *db, const struct user *by, int64_t id, int64_t file_id, bool removed) MUST_CHECK;

/* ---- history, from the audit log, newest first ---- */

struct resource_event { int64_t id; struct instant at; char *action, *by_name, *detail; };
struct resource_event_list { struct resource_event *v; size_t n; };
enum err resource_history(struct db *db, int64_t id, struct resource_event_list *out) MUST_CHECK;

void resource_event_to_hdf(const struct resource_event *e, HDF *h);
void resource_file_to_hdf(const struct resource_file *f, HDF *h);
/* What a member of struct resource_edit is called, by its name ("title_fr"), and what it holds as text. */
const char *resource_field_label(const char *name);
enum err resource_field_text(struct db *db, const struct resource_edit *e, const char *name, char **out) MUST_CHECK;

#endif
