/* base.h - what models, pages and the worker share: errors, memory, the database, words, rules.
 *
 * Memory: everything that one request or job makes hangs on `pool` and goes when it ends. Nobody
 * frees by hand. Out of memory ends the process: nobody checks for NULL. */
#ifndef KIT_BASE_H
#define KIT_BASE_H

#include <inttypes.h>
#include <string.h>

#include "kit/parse.h"

#define MUST_CHECK __attribute__((warn_unused_result))
#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

typedef struct _hdf HDF; /* ClearSilver's tree of template data */

/* ---- errors ---- */

enum err {
    OK,
    ERR_INVALID,   /* a rule is broken; err_issues() says which */
    ERR_NOT_FOUND, /* no such thing, or none that this person may know of */
    ERR_FORBIDDEN, /* it is there, but not for this person */
    ERR_CONFLICT,  /* taken, or changed by somebody else meanwhile; err_key() names the constraint */
    ERR_LIMIT,     /* too often, or too much: try later */
    ERR_BUSY,      /* the database wants the transaction once more; the dispatcher repeats the handler */
    ERR_DOWN,      /* the database cannot be reached */
    ERR_SPACE,     /* the disk of the file store is (nearly) full */
    ERR_INTERNAL   /* a fault of ours; the log has the line */
};

/* Notes where and why, for the one log line of the request; returns `e`. */
enum err err_set(enum err e, const char *file, int line, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));
#define FAIL(e, ...) return err_set((e), __FILE__, __LINE__, __VA_ARGS__)
/* Passes an error up. */
#define TRY(expr)               \
    do {                        \
        enum err try_ = (expr); \
        if (try_ != OK)         \
            return try_;        \
    } while (0)
const char *err_text(void); /* "file.c:12: why", or "" */
const char *err_key(void);  /* constraint of the last ERR_CONFLICT, or "" */
void err_clear(void);

/* ---- memory and text ---- */

extern TALLOC_CTX *pool; /* of the request or job in hand */

char *fmt(const char *f, ...) __attribute__((format(printf, 1, 2)));
char *copy(const char *s); /* NULL stays NULL */
static inline bool empty(const char *s) { return s == NULL || *s == '\0'; }
/* Fills {name} places: fill(_("Hello {name}"), "name", who, NULL). */
char *fill(const char *text, ...) __attribute__((sentinel));
char *slug(const char *title); /* "mainstreaming-migration": for addresses; at most 80 bytes, may be "" */

struct id_list {
    int64_t *v;
    size_t   n;
};
struct text_list {
    const char **v;
    size_t       n;
};
bool id_list_has(const struct id_list *l, int64_t id);
void id_list_add(struct id_list *l, int64_t id);

/* ---- settings: m4d.conf, each explained there ---- */

/* Reads the file; ends the process with a sentence on stderr when it is missing or wrong. */
void conf_read(const char *path); /* NULL: $M4D_CONF, then /etc/m4d/m4d.conf */
/* The same, and m4d-admin.conf in the same folder, if there is one: for what the programs must not know. */
void conf_read_admin(const char *path);
const char *conf_text(const char *name); /* never NULL: settings have defaults */
int64_t conf_int(const char *name);
bool conf_bool(const char *name);

/* ---- languages ---- */

enum lang { LANG_EN, LANG_FR, LANG_ES, LANG_N };
extern const char *const lang_code[LANG_N]; /* "en", "fr", "es" */
extern const char *const lang_name[LANG_N]; /* "English", "Français", "Español" */
/* Words from here on are in this language; returns the one before. */
enum lang lang_use(enum lang l);
enum lang lang_now(void);
bool lang_read(const char *code, enum lang *out);

#include <libintl.h>
#define _(s) gettext(s)
#define N_(s) s

/* Text as people of the language in use write it. */
char *show_count(int64_t n);            /* 12,345 / 12 345 */
char *show_size(int64_t bytes);         /* 2.1 MB / 2,1 Mo */
char *show_date(struct date d);         /* 5 May 2026; also "May 2026" and "2026" */
char *show_instant(struct instant t);   /* 5 May 2026, 14:03 UTC */
/* 5 May 2026, 16:03 in Berlin (14:03 UTC); the zone by its IANA name. NULL or not known: show_instant(). */
char *show_instant_zone(struct instant t, const char *zone);
bool zone_known(const char *zone);  /* by the tzdata of this machine */
char *zone_place(const char *zone); /* "Mexico City" */
/* When it is next this hour of the day there; NULL or not known: UTC. On a day when the clocks change it may
 * be an hour off. */
struct instant next_hour_in(struct instant now, const char *zone, int hour);

char *url_escape(const char *s); /* for a part of an address */

/* ---- rules ---- */

struct issue {
    const void *field; /* address of the struct member it is about; NULL: about the whole */
    const char *text;  /* translated; says how to put it right */
};
struct issues {
    struct issue *v;
    size_t        n;
};
void issue(struct issues *is, const void *field, const char *text);
/* Runs a check and keeps what it found: TRY(RULES(member_check, m)) gives ERR_INVALID. */
#define RULES(check, m) (rules_begin(), (check)((m), rules_list()), rules_end())
void rules_begin(void);
struct issues *rules_list(void);
enum err rules_end(void);
const struct issues *err_issues(void); /* of the last ERR_INVALID */

/* ---- people ---- */

/* ON_OBJECTS: has a role on some single thing; on which ones is the model's business. */
enum role { ANYONE = 0, MEMBER = 1, EDITOR = 2, MODERATOR = 4, ADMINISTRATOR = 8, ON_OBJECTS = 16 };

struct user {
    int64_t     id;
    const char *name;
    const char *email;
    enum lang   lang;
    const char *zone;  /* IANA name; NULL: UTC only */
    unsigned    roles; /* of enum role; every signed-in person has MEMBER */
    const char *objects; /* roles on single things, "editor:series:3 editor:series:5"; NULL: none */
    int         unread; /* conversations with something unread */
};
/* An administrator may do what any role may. NULL: a stranger. */
bool user_has(const struct user *u, unsigned roles);

/* ---- the database ---- */

struct db;

enum db_type { DB_INT64, DB_INT, DB_BOOL, DB_DOUBLE, DB_TEXT, DB_DATE, DB_INSTANT, DB_BLOB };

struct blob {
    const void *p;
    size_t      n;
};
struct db_col {
    const char  *name;
    size_t       offset;
    enum db_type type;
};
struct db_arg {
    enum db_type type;
    union {
        int64_t        i;
        double         f;
        const char    *s; /* NULL is SQL NULL */
        struct date    d; /* year 0 is NULL */
        struct instant t; /* 0 is NULL */
        struct blob    b; /* p NULL is NULL */
    };
};
struct db_stmt {
    const char          *sql;
    const struct db_col *cols; /* NULL: gives no rows */
    unsigned             ncols;
    size_t               row;  /* bytes of one row struct */
    const char          *file;
    int                  line;
    void                *handle; /* db.c's */
};

struct db *db_open(void); /* connects at first use, anew after a loss; needs conf_read() */
/* By the account that may change the schema (db_owner_user; the programs' own where none is set). */
struct db *db_open_owner(void);
void db_close(struct db *db);
unsigned db_queries(const struct db *db); /* statements run since db_reset_count() */
void db_reset_count(struct db *db);

#define DB_CAT_(a, b) a##b
#define DB_CAT(a, b) DB_CAT_(a, b)
/* FOR_EACH(f, x, a, b, c): f(x, a) f(x, b) f(x, c), up to 40. */
#define FE_PARENS ()
#define FE_EXPAND(...) FE_EXPAND3(FE_EXPAND3(FE_EXPAND3(FE_EXPAND3(__VA_ARGS__))))
#define FE_EXPAND3(...) FE_EXPAND2(FE_EXPAND2(FE_EXPAND2(__VA_ARGS__)))
#define FE_EXPAND2(...) FE_EXPAND1(FE_EXPAND1(FE_EXPAND1(__VA_ARGS__)))
#define FE_EXPAND1(...) __VA_ARGS__
#define FOR_EACH(f, x, ...) __VA_OPT__(FE_EXPAND(FE_STEP(f, x, __VA_ARGS__)))
#define FE_STEP(f, x, a, ...) f(x, a) __VA_OPT__(FE_AGAIN FE_PARENS(f, x, __VA_ARGS__))
#define FE_AGAIN() FE_STEP

#define DB_TYPE(x)                                                                                 \
    _Generic((x), int64_t: DB_INT64, int: DB_INT, unsigned: DB_INT, bool: DB_BOOL, double: DB_DOUBLE, \
             char *: DB_TEXT, const char *: DB_TEXT, struct date: DB_DATE,                         \
             struct instant: DB_INSTANT, struct blob: DB_BLOB)
#define DB_COL_(T, f) {#f, offsetof(T, f), DB_TYPE(((T *)0)->f)},
/* Columns of a row struct, by the names of its members; their C types choose how each is read.
 * NULL becomes NULL, 0, false or "not known". Unsigned and int members hold 32 bits. */
#define DB_COLUMNS(name, T, ...) \
    typedef T name##_row;        \
    static const struct db_col name[] = {FOR_EACH(DB_COL_, T, __VA_ARGS__)}

#define DB_KEEP(q) \
    static struct db_stmt *const DB_CAT(q, _ref) __attribute__((used, section("db_stmts"))) = &q
/* A query and the row struct it fills; an EXEC gives no rows. The text is constant: values are `?`. */
#define DB_QUERY(q, columns, text)                                                            \
    typedef columns##_row q##_row;                                                            \
    static struct db_stmt q = {.sql = text, .cols = columns, .ncols = COUNT(columns),         \
                               .row = sizeof(columns##_row), .file = __FILE__, .line = __LINE__}; \
    DB_KEEP(q)
#define DB_EXEC(q, text)                                                              \
    static struct db_stmt q = {.sql = text, .file = __FILE__, .line = __LINE__};      \
    DB_KEEP(q)

struct db_arg db_arg_int(int64_t v);
struct db_arg db_arg_double(double v);
struct db_arg db_arg_text(const char *v);
struct db_arg db_arg_date(struct date v);
struct db_arg db_arg_instant(struct instant v);
struct db_arg db_arg_blob(struct blob v);
#define DB_ARG(x)                                                                                  \
    _Generic((x), int64_t: db_arg_int, int: db_arg_int, unsigned: db_arg_int, bool: db_arg_int,    \
             size_t: db_arg_int, double: db_arg_double, char *: db_arg_text, const char *: db_arg_text, \
             struct date: db_arg_date, struct instant: db_arg_instant, struct blob: db_arg_blob)(x)
#define DB_ARG_(x, a) DB_ARG(a),
#define DB_ARGS(...) \
    (const struct db_arg[]){FOR_EACH(DB_ARG_, _, __VA_ARGS__) {.type = DB_INT64}}, \
        (COUNT(((const struct db_arg[]){FOR_EACH(DB_ARG_, _, __VA_ARGS__) {.type = DB_INT64}})) - 1)
#define DB_SAME(q, p) \
    ((void)sizeof(char[__builtin_types_compatible_p(__typeof__(p), q##_row *) ? 1 : -1]))

/* All rows into a list struct { T *v; size_t n; }. */
#define db_all(db, q, out, ...) \
    (DB_SAME(q, (out)->v), db_fetch_all((db), &q, (void **)&(out)->v, &(out)->n, DB_ARGS(__VA_ARGS__)))
/* The first row into *out; ERR_NOT_FOUND when there is none. */
#define db_one(db, q, out, ...) \
    (DB_SAME(q, out), db_fetch_one((db), &q, (out), DB_ARGS(__VA_ARGS__)))
#define db_exec(db, q, ...) db_execute((db), &q, NULL, NULL, DB_ARGS(__VA_ARGS__))
#define db_insert(db, q, out_id, ...) db_execute((db), &q, (out_id), NULL, DB_ARGS(__VA_ARGS__))
/* ERR_CONFLICT when not one row was matched: somebody else was first. */
#define db_change(db, q, ...) db_must_change((db), &q, DB_ARGS(__VA_ARGS__))
/* Rows changed into *n. */
#define db_count(db, q, n, ...) db_execute((db), &q, NULL, (n), DB_ARGS(__VA_ARGS__))

enum err db_fetch_all(struct db *, struct db_stmt *, void **v, size_t *n, const struct db_arg *, size_t) MUST_CHECK;
enum err db_fetch_one(struct db *, struct db_stmt *, void *row, const struct db_arg *, size_t) MUST_CHECK;
enum err db_execute(struct db *, struct db_stmt *, int64_t *id, int64_t *changed, const struct db_arg *, size_t) MUST_CHECK;
enum err db_must_change(struct db *, struct db_stmt *, const struct db_arg *, size_t) MUST_CHECK;

/* A statement put together from constant pieces (filters that may or may not be there). Kept prepared
 * by its text. Only a file that ends in _search_sql.c may use it. */
struct db_text {
    char         *sql;
    struct db_arg *args;
    size_t         nargs;
};
void db_text_add(struct db_text *t, const char *constant_sql, const struct db_arg *args, size_t n);
#define DB_TEXT_ADD(t, sql, ...) db_text_add((t), sql, DB_ARGS(__VA_ARGS__))
#define db_text_all(db, t, columns, out)                                                          \
    ((void)sizeof(char[__builtin_types_compatible_p(__typeof__((out)->v), columns##_row *) ? 1 : -1]), \
     db_fetch_text((db), (t), columns, COUNT(columns), sizeof(columns##_row), (void **)&(out)->v, &(out)->n))
enum err db_fetch_text(struct db *, const struct db_text *, const struct db_col *, unsigned ncols,
                       size_t row, void **v, size_t *n) MUST_CHECK;

/* DB_TX(tx, db); ... TRY(db_commit(&tx)): any return before the commit rolls back. Nested ones join
 * the outer one. ERR_BUSY (deadlock, lock wait) from any statement or from the commit means that all
 * was rolled back and the whole may be run again. */
struct db_tx {
    struct db *db;
    bool       open;
};
struct db_tx db_begin_(struct db *db, enum err *e);
void db_end_(struct db_tx *tx);
#define DB_TX(tx, database)                                                              \
    enum err DB_CAT(tx, _err) = OK;                                                      \
    struct db_tx tx __attribute__((cleanup(db_end_))) = db_begin_((database), &DB_CAT(tx, _err)); \
    TRY(DB_CAT(tx, _err))
enum err db_commit(struct db_tx *tx) MUST_CHECK;
/* Rolls back whatever a handler left open. */
void db_rollback(struct db *db);

/* Prepares every statement of the program and compares columns and the number of `?`; prints what is
 * wrong; the number of faults. */
int db_check_statements(struct db *db);
/* Prints every statement of the program as JSON: sql, file, line. */
void db_print_statements(void);

/* ---- things that every area writes ---- */

/* Marks that what strangers see of an area has changed ("library", "pages"): kept pages expire. */
enum err stamp_bump(struct db *db, const char *area) MUST_CHECK;

/* One entry of the audit log, in the caller's transaction, chained by SHA-256 to the one before.
 * by NULL: the system. detail: JSON text or NULL; never a secret. */
enum err audit(struct db *db, const struct user *by, const char *action, const char *object_type,
               int64_t object_id, const char *detail) MUST_CHECK;

/* Queues work for the worker in the caller's transaction. key: unique among waiting jobs (a second one
 * with the same key joins the first), or NULL. payload: JSON text. */
enum err job_add(struct db *db, const char *kind, const char *key, const char *payload,
                 struct instant not_before) MUST_CHECK;

/* Queues one mail in the caller's transaction, signed by the site. `lang_use(recipient's)` before making
 * its text. */
struct mail {
    int64_t     member_id; /* 0: not a member */
    const char *to;
    enum lang   lang;
    const char *kind;      /* "member.confirm": what it is, for the outbox */
    const char *subject;
    const char *body;      /* plain text */
    const char *unsubscribe; /* whole address that ends mails of this kind by a POST alone (RFC 8058), or NULL */
    int64_t     about_id;  /* member whose name or words it tells somebody else: the row goes when that account
                            * is erased; 0: nobody's */
};
enum err mail_add(struct db *db, const struct mail *m) MUST_CHECK;

/* Counts one more try under `bucket` ("sign-in:ip:192.0.2.1"); ERR_LIMIT past `most` in `seconds`.
 * Commits by itself, outside of any transaction. */
enum err rate_hit(struct db *db, const char *bucket, int64_t most, int64_t seconds) MUST_CHECK;

/* A creating form's key, in the same transaction as what it creates: OK and *done_id 0 the first time;
 * OK and the earlier result's id when it was sent before. */
enum err once_begin(struct db *db, const char *key, int64_t *done_id) MUST_CHECK;
enum err once_end(struct db *db, const char *key, int64_t result_id) MUST_CHECK;

/* ---- secrets ---- */

#define SHA256_LEN 32
void sha256(const void *p, size_t n, unsigned char out[SHA256_LEN]);
char *hex(const void *p, size_t n);
bool unhex(const char *s, unsigned char *out, size_t n);
/* A fresh token of 256 bits as 43 characters of base64url; only its hash is stored. */
char *token_new(void);
struct blob token_hash(const char *token); /* 32 bytes in the pool */
/* HMAC-SHA-256 under the site's key (m4d.conf: secret_file), hex. `purpose` keeps uses apart. */
char *sign(const char *purpose, const char *text);
bool signed_ok(const char *purpose, const char *text, const char *mac); /* also under the former key */
/* For links without a session: "7-<HMAC>". False: we did not write it, *n is left alone. */
char *sign_number(const char *purpose, int64_t n);
bool signed_number(const char *purpose, const char *text, int64_t *n);
void random_bytes(void *p, size_t n);
/* For what has to be read again: AES-256-GCM under a key of the site's secret and of the purpose, which says
 * whose it is as well ("two-factor:7"). unseal() takes what was sealed under the former secret, too. */
struct blob seal(const char *purpose, struct blob plain);
enum err unseal(const char *purpose, struct blob sealed, struct blob *out) MUST_CHECK;
#define SHA1_LEN 20
/* For one-time codes (RFC 4226) and nothing else. */
void hmac_sha1(struct blob key, struct blob text, unsigned char out[SHA1_LEN]);
/* Argon2id as "$argon2id$v=19$m=19456,t=2,p=1$salt$hash". At most two run at once on this machine;
 * ERR_LIMIT when there was no turn within ten seconds. */
enum err password_hash(const char *password, char **out) MUST_CHECK;
/* *ok; `stored` NULL costs the same time and is never right. *renew: made with older parameters. */
enum err password_check(const char *password, const char *stored, bool *ok, bool *renew) MUST_CHECK;

/* One of a machine's turns at something that is heavy: waits up to ten seconds, then ERR_LIMIT. close(*fd) ends
 * it. */
enum err turn_take(const char *what, int at_once, int *fd) MUST_CHECK;

/* ---- the file store: content-addressed, under m4d.conf's files_dir ---- */

struct stored {
    const char *sha256; /* 64 hex digits */
    int64_t     size;
    const char *mime;   /* by content (libmagic) */
};
/* Opens a temporary file in the store's own file system. ERR_SPACE below the free-space floor. */
enum err store_temp(int *fd, char **path) MUST_CHECK;
/* fsync, rename to its hash, fsync the folder: after OK it survives a power cut. The temporary file is
 * gone either way. */
enum err store_keep(int fd, const char *path, struct stored *out) MUST_CHECK;
/* The same for bytes in memory. */
enum err store_bytes(const void *p, size_t n, struct stored *out) MUST_CHECK;
char *store_path(const char *sha256);
bool store_has(const char *sha256);
int64_t store_free_bytes(void);

/* ---- template data: NULL and "not known" leave the node out ---- */

void put_text(HDF *h, const char *name, const char *value);
void put_int(HDF *h, const char *name, int64_t value);   /* digits */
void put_count(HDF *h, const char *name, int64_t value); /* as people write it */
void put_size(HDF *h, const char *name, int64_t bytes);
void put_bool(HDF *h, const char *name, bool value);     /* "1" or nothing */
void put_date(HDF *h, const char *name, struct date d);  /* name = shown, name.iso */
void put_instant(HDF *h, const char *name, struct instant t); /* name = shown, name.iso */
void put_instant_zone(HDF *h, const char *name, struct instant t, const char *zone); /* by show_instant_zone() */
HDF *put_item(HDF *h, const char *list, size_t i); /* child i of a list */
HDF *put_next(HDF *h, const char *list); /* one more child at the end of a list that put_item() began */
HDF *put_node(HDF *h, const char *name);
/* Markdown (CommonMark, raw HTML left out) as HTML; a template prints it through `html:`. */
void put_markdown(HDF *h, const char *name, const char *markdown);

#endif
