/* web_int.h - what the web half of the kit shares among its own files. */
#ifndef KIT_WEB_INT_H
#define KIT_WEB_INT_H

#include "kit/web.h"

/* The world outside of one request: FastCGI's parameters and streams. */
struct wire;
const char *wire_param(const struct wire *w, const char *name); /* NULL: not sent */
size_t wire_read(struct wire *w, char *buf, size_t n);          /* 0 at the end of the body */

struct session {
    int64_t        id, member_id;
    bool           keep_me, strong;
    bool           staff_strong; /* the setting: staff roles need a strong session */
    struct instant seen_at, expires_at, created_at;
    char          *flash;
    char          *name, *email, *lang, *zone, *state, *objects;
    int            roles, terms_version, unread;
    const char    *token; /* of the cookie */
};

struct header {
    const char *name, *value;
};
/* What belongs to the request but is no page's business. Reached through req_more(). */
struct more {
    struct wire   *wire;
    struct header *headers;
    size_t         nheaders;
    struct part   *parts; /* files of a multipart body, still temporary */
    size_t         nparts;
    const char    *form_nonce;  /* a stranger's cookie that form tokens hang on */
    bool           set_nonce;
    const char    *form_secret; /* what form_token was made from */
    char          *form_token;  /* of this page */
    const char    *set_session; /* new cookie value; "" takes it away */
    bool           keep_session;
    const char    *set_cookie[4]; /* others, as their headers */
    size_t         ncookies;
    unsigned       withheld;    /* roles that do not count in this session */
    const char    *flash_new;
    bool           answered;    /* repeat.c's: outlives a repeat of the handler */
    int            answer;
    struct user    user;
    bool           blanks; /* the page is made with blanks where it would name the person */
};
struct part {
    const char *field, *name, *path;
    int         fd;
};
struct more *req_more(const struct req *r);

/* ---- request.c ---- */

/* Method, path, language, query. An HTTP status when it cannot be served (400, 405), else 0. */
int request_read(struct req *r, struct wire *w);
/* The body of a POST into r->form and temporary files. An HTTP status (400, 413, 415, 503), else 0. */
int request_read_body(struct req *r);
/* Files into the store, once the request has been found in order. */
enum err request_keep_files(struct req *r) MUST_CHECK;

/* ---- route.c ---- */

/* The row that fits, with r->path_parts filled. NULL: none; *other_method then says whether the path
 * is known for another method (405). */
const struct route *route_find(const struct app *app, struct req *r, bool *other_method);
bool route_match(const char *pattern, const char *path, struct pairs *parts);
/* NULL when the pattern "{id}" holds no number. Prints the table as JSON for the test of rights. */
void routes_print(const struct app *app);

/* ---- session.c ---- */

enum err session_load(struct req *r) MUST_CHECK;
enum err session_flash_taken(struct req *r) MUST_CHECK;
enum err session_keep_flash(struct req *r) MUST_CHECK;
bool cookies_secure(void);
const char *cookie_name(bool form);

/* ---- csrf.c ---- */

char *csrf_token(struct req *r); /* makes a stranger's nonce when there is none */
bool csrf_ok(const struct req *r);
bool csrf_from_here(const struct req *r); /* nothing says that another site sent it */

/* ---- notice.c ---- */

void notice_put(struct req *r);

/* ---- form.c, reply.c, kept.c ---- */

void form_finish(struct req *r); /* before a page is rendered: token, key, what is chosen */
void page_data(struct req *r);   /* Page.*, User.*, Flash.* */
/* A stranger's page kept from before, when its area's stamp is unchanged. *stamp is set either way. */
bool kept_find(struct req *r, int64_t *stamp, struct reply *out);
/* Whether a page with these headers may be kept: none, or one Link. */
bool kept_may(const struct req *r);
void kept_put(const struct req *r, int64_t stamp, const struct reply *rep);
/* ---- blanks.c ---- */

enum blank { BLANK_ID = 'i', BLANK_NAME = 'n', BLANK_EMAIL = 'e', BLANK_TOKEN = 't', BLANK_KEY = 'k',
             BLANK_UNREAD = 'u' };
const char *blank(enum blank what);
const char *unread_text(const struct user *u); /* " (2)" after the word "Messages", or "" */
void blanks_fill(struct req *r, struct reply *rep); /* the result is in the pool */
const char *form_key_new(void);

/* The page that asks a stranger to sign in and then go on with what was typed. */
struct reply reply_resume(struct req *r);

#endif
