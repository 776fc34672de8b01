/* web.h - requests, replies, routes, forms: what pages use on top of base.h.
 *
 * One process serves one request at a time: accept, parse, session, route, role, CSRF, handler, one
 * reply, roll back what is open, free everything. A handler returns a struct reply, and only reply_*()
 * make one. */
#ifndef KIT_WEB_H
#define KIT_WEB_H

#include <jansson.h>

#include "kit/base.h"

enum method { GET_, POST_ }; /* HEAD is a GET whose body nginx drops */

struct route;

struct file { /* an uploaded file of a multipart form, already in the store (or see .temp_files) */
    const char   *field;
    const char   *name; /* as shown to people: no path, no control characters, 200 bytes at most */
    struct stored stored;
    const char   *path; /* of a route with .temp_files: stored has only the size */
};

struct req {
    const char         *id;      /* of this request: in the log and on error pages */
    enum method         method;
    bool                head;
    const char         *path;    /* decoded, without the language: "/resources/5-title" */
    const char         *query_string; /* raw */
    enum lang           lang;
    bool                has_lang; /* the address began with a language */
    const char         *ip;
    const char         *agent;
    struct db          *db;
    const struct user  *user;    /* NULL: a stranger */
    HDF                *page;    /* template data of the page: lower-case roots are the page's */
    struct pairs        query;   /* of the address */
    struct pairs        form;    /* of the body of a POST */
    struct file        *files;
    size_t              nfiles;
    const char         *too_big; /* field whose file was over the limit, or NULL */
    const char         *body;    /* of a route with .raw_body: the bytes are in this temporary file */
    int64_t             body_size;
    const struct route *route;
    struct pairs        path_parts;
    struct session     *session; /* session.c's */
};

struct reply {
    int         status; /* made by reply_*() only */
    const char *type;
    const char *body;
    size_t      size;
    enum err    err;
    bool        form; /* a form sent back: its page carries what was typed */
};

typedef struct reply (*handler)(struct req *);

/* A row of the route table, the map of the program. Patterns: "/admin/jobs", "/resources/{id}-{slug}":
 * {id} and other names that end in "id" match digits (1 to 2^63-1), any other name one segment without '/'. */
struct route {
    enum method method;
    const char *pattern;
    handler     handler;
    unsigned    roles; /* who may: any one of these; ANYONE; an administrator always */
    /* options, by name */
    bool        no_lang;   /* the address has no language: "/oai", "/files/..." */
    bool        no_csrf;   /* machine face only; says why in a comment */
    bool        raw_body;  /* the body goes to a file as it is (chunks of an upload) */
    int64_t     most_bytes; /* body limit; 0: conf form_limit */
    int         files;     /* most files that a form may bring; 0: one with a file is refused (413) */
    bool        temp_files; /* they stay temporary files, gone with the request, and never enter the store */
    bool        secret;    /* the form holds passwords: it is not carried through signing in again */
    const char *stamp;     /* strangers may get a kept copy while this area's stamp is unchanged */
    bool        shared;    /* signed-in people of the same roles may share it as well: nothing but the kit's
                            * own User and Form nodes differs between them */
    int         max_age;   /* seconds that nginx gives out a stranger's page unasked; 0: no-store. Few: what is
                            * withdrawn is to be gone at once, and a page that is kept by .stamp costs little */
    bool        any_user;  /* also open to people who still have to do something (accept new terms) */
};
#define GET(p, h, r, ...) {.method = GET_, .pattern = p, .handler = h, .roles = r, __VA_ARGS__}
#define POST(p, h, r, ...) {.method = POST_, .pattern = p, .handler = h, .roles = r, __VA_ARGS__}

/* Version of the privacy notice that everyone has to have agreed to; one more asks everyone once. */
#define TERMS_VERSION 2

struct app {
    const char         *name; /* "resources" */
    const struct route *routes;
    size_t              n;
};
/* Serves until SIGTERM (then ends the request in hand first). Options of the command line:
 * --routes prints the table as JSON, --check-sql prepares every statement. Returns the exit code. */
int kit_serve(const struct app *app, int argc, char **argv);

/* ---- reading ---- */

int64_t path_id(const struct req *r, const char *name); /* of the pattern: always positive */
const char *path_text(const struct req *r, const char *name);
const char *query_text(const struct req *r, const char *name); /* first one, tidied, or NULL */
int64_t query_int(const struct req *r, const char *name, int64_t fallback);
struct text_list query_list(const struct req *r, const char *name); /* all with this name */
const char *form_text(const struct req *r, const char *name); /* first one as sent, or NULL */
const char *header(const struct req *r, const char *name); /* "HTTP_IF_NONE_MATCH", or NULL */
const struct file *form_file(const struct req *r, const char *field); /* or NULL */

/* ---- addresses ---- */

char *url(const struct req *r, const char *f, ...) __attribute__((format(printf, 2, 3))); /* "/fr" + path */
char *url_in(enum lang l, const char *f, ...) __attribute__((format(printf, 2, 3)));
char *site_url(const char *path); /* m4d.conf's site_url + path; never from the Host header */

/* ---- replying ---- */

struct reply reply_page(struct req *r, const char *tpl);                /* 200 */
struct reply reply_page_as(struct req *r, int status, const char *tpl);
struct reply reply_form(struct req *r, const char *tpl);                /* 422 */
struct reply reply_error(struct req *r, enum err e);   /* page or problem+json in the site's look */
struct reply reply_status(struct req *r, int status);  /* the same by HTTP status */
struct reply reply_see_other(struct req *r, const char *f, ...) __attribute__((format(printf, 2, 3))); /* 303; language added */
struct reply reply_moved(struct req *r, const char *f, ...) __attribute__((format(printf, 2, 3)));     /* 301; language added */
struct reply reply_to(struct req *r, int status, const char *location); /* whole address as given */
struct reply reply_bytes(struct req *r, const char *type, const char *bytes, size_t n); /* 200; kept by the pool */
struct reply reply_csv(struct req *r, const char *name, const char *text); /* a table to keep as "<name>.csv" */
struct reply reply_json(struct req *r, json_t *j); /* takes the reference */
/* JSON for inside of a script element (jsonld of the layout): takes the reference. */
void put_script_json(HDF *h, const char *name, json_t *j);
/* From the store by nginx (X-Accel-Redirect) or Apache (X-Sendfile): ranges, HEAD, If-Range.
 * inline_ok: only for types that cannot run anything (images). */
struct reply reply_stored(struct req *r, const char *sha256, const char *mime, const char *name, bool inline_ok);
/* The same for a file of its own below files_dir, such as "copies/7/copy.zip". */
struct reply reply_file(struct req *r, const char *rest, const char *mime, const char *name);
void reply_header(struct req *r, const char *name, const char *value); /* in front of any reply_*() */
/* A page whose address holds a secret: it is not told to other sites nor kept anywhere. Before reply_page(). */
void secret_page(struct req *r);

/* After signing in: what the sign-in form carried along from a form sent when the session had ended goes
 * into resume.path and resume.fields.<i>.{name,value}. False: it carried nothing. */
bool resume_put(struct req *r);

/* What the next page of this person says on top; kept in the session until shown. */
void flash(struct req *r, const char *text);

/* ---- paging by key ---- */

/* The opaque place in a list sorted by (number, id): ?after= it, or .back for the page that ends ?before= it.
 * A page is read with one row more than it shows, backwards when .back:
 *
 *     struct cursor c = cursor_read(r);
 *     do
 *         TRY(thing_page(r->db, &c, PAGE + 1, &l));
 *     while (cursor_again(&c, l.n, PAGE));
 *     b = PAGE_TRIM(&l, PAGE, &c);
 *     if (l.n)
 *         put_pager(r, "/things", b, cursor_text(key and id of the first), cursor_text(of the last));
 *
 * and the template says pager(). */
struct cursor {
    bool    set, back;
    int64_t key, id;
};
struct cursor cursor_read(const struct req *r);
char *cursor_text(int64_t key, int64_t id);
/* Whether what was read backwards is not even a page: then from the beginning instead. */
bool cursor_again(struct cursor *c, size_t n, size_t most);
struct beyond {
    bool before, after; /* there are rows before the page, after it */
};
/* Puts the rows of a list { T *v; size_t n; } in order, without the one that was too many. */
#define PAGE_TRIM(list, most, c) page_trim_((list)->v, &(list)->n, sizeof *(list)->v, (most), (c))
struct beyond page_trim_(void *v, size_t *n, size_t size, size_t most, const struct cursor *c);
/* pager.prev, pager.next and pager.first, each only if it leads anywhere. */
void put_pager(struct req *r, const char *path, struct beyond b, const char *first, const char *last);
/* The query string with one name set to a value (NULL: taken out); always without "after" and "before". */
char *query_with(const struct req *r, const char *name, const char *value);
char *query_without(const struct req *r, const char *name, const char *value); /* one name=value pair */

/* ---- forms ---- */

enum as { AS_LINE, AS_TEXT, AS_EMAIL, AS_URL, AS_PASSWORD, AS_NUMBER, AS_DATE, AS_YES, AS_LIST, AS_CODES };
enum place { P_TEXT, P_INT64, P_INT, P_BOOL, P_DATE, P_IDS, P_CODES };

struct field {
    const char *name;    /* in the form: letters, digits, _ */
    size_t      offset;
    enum place  place;
    enum as     as;      /* AS_LINE by default; follows the type for numbers, dates, yes/no, lists */
    bool        required;
    int         max;     /* characters; 0: 200 for a line, 20,000 for a text */
    int64_t     low, high; /* of a number; both 0: any */
    const char *const *one_of; /* NULL-terminated codes that a line may hold */
    const char *missing; /* N_("Enter your name"): says what to do when a required one is empty */
};
struct form {
    const struct field *fields;
    size_t              n;
    size_t              size; /* of the struct */
    void (*check)(const void *, struct issues *);
};
#define FIELD_PLACE(x)                                                                            \
    _Generic((x), char *: P_TEXT, const char *: P_TEXT, int64_t: P_INT64, int: P_INT, bool: P_BOOL, \
             struct date: P_DATE, struct id_list: P_IDS, struct text_list: P_CODES)
#define FIELD(T, member, ...) \
    {.name = #member, .offset = offsetof(T, member), .place = FIELD_PLACE(((T *)0)->member), __VA_ARGS__}
/* A member whose name in the form differs: FIELD_AS(struct page, title[LANG_FR], "title_fr") */
#define FIELD_AS(T, member, form_name, ...) \
    {.name = form_name, .offset = offsetof(T, member), .place = FIELD_PLACE(((T *)0)->member), __VA_ARGS__}
/* check: void (*)(const T *, struct issues *), or NULL */
#define FORM(f, T, check_fn, ...)                                                          \
    static const struct field DB_CAT(f, _fields)[] = {__VA_ARGS__};                        \
    static void (*const DB_CAT(f, _typed))(const T *, struct issues *) = check_fn;         \
    static void DB_CAT(f, _check)(const void *p, struct issues *is)                        \
    {                                                                                      \
        if (DB_CAT(f, _typed))                                                             \
            DB_CAT(f, _typed)((const T *)p, is);                                           \
    }                                                                                      \
    static const struct form f = {DB_CAT(f, _fields), COUNT(DB_CAT(f, _fields)), sizeof(T), DB_CAT(f, _check)}

/* Puts m into Form.<name>.value for the template. */
void form_show(struct req *r, const struct form *f, const void *m);
/* Reads the declared fields into *m, then runs the check. False: messages are beside their fields and
 * what was typed (passwords left out) is in Form again; answer with reply_form(). Blanks become NULL. */
bool form_read(struct req *r, const struct form *f, void *m) MUST_CHECK;
/* One more message after form_read, beside the field of this address in m, or by name. */
void form_error(struct req *r, const struct form *f, const void *m, const void *field, const char *text);
void form_error_at(struct req *r, const char *field_name, const char *text); /* NULL: about the whole form */
/* Messages of an ERR_INVALID that a model returned. */
void form_issues(struct req *r, const struct form *f, const void *m);
/* One choice of a select, radio group or list of checkboxes: Form.<name>.options.<i> */
void form_option(struct req *r, const char *name, const char *value, const char *label);
/* Idempotency key that the form's macro sends: 32 hex digits, or NULL when missing or malformed. */
const char *form_key(const struct req *r);

/* ---- a handler that is run again ---- */

/* The dispatcher runs a handler again that met a deadlock. What must not be asked twice, such as a code that
 * counts once, is kept here for the request: one answer. False: there is none yet. */
bool answer_kept(const struct req *r, int *out);
void answer_keep(struct req *r, int answer);

/* ---- sessions ---- */

/* Makes a new session (the old one of this browser ends) and its cookie. strong: a second factor was given. */
enum err session_start(struct req *r, int64_t member_id, bool keep, bool strong) MUST_CHECK;
enum err session_end(struct req *r) MUST_CHECK;
int64_t session_id(const struct req *r); /* 0: none */
bool session_strong(const struct req *r); /* a second factor was given */
/* Roles that this person has but that do not count, since staff have to give a second factor (a setting)
 * and this session has none; 0: none. */
unsigned session_withheld(const struct req *r);

/* ---- other cookies: HttpOnly, SameSite=Lax, and over https Secure and with the prefix __Host- ---- */

/* What the browser sent, when it has the form of a token (43 characters), or NULL. */
const char *cookie_get(const struct req *r, const char *name);
/* seconds 0: until the browser is closed; below 0: takes it away. */
void cookie_set(struct req *r, const char *name, const char *value, int64_t seconds);

#endif
