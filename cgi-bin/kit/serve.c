/* serve.c - the life of a request, from accept to the last byte. */
#include <ClearSilver.h>
#include <errno.h>
#include <fcgiapp.h>
#include <gcrypt.h>
#include <signal.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "kit/db_int.h"
#include "kit/tpl.h"
#include "kit/web_int.h"

#define REPLAYS 8 /* of a handler whose transaction met a deadlock */

struct wire {
    FCGX_Request *fcgi;
};
/* The request as pages see it, with what only the kit sees behind it. */
struct whole {
    struct req   r;
    struct more *more;
};

struct more *req_more(const struct req *r)
{
    return ((const struct whole *)r)->more;
}

const char *wire_param(const struct wire *w, const char *name)
{
    return FCGX_GetParam(name, w->fcgi->envp);
}

size_t wire_read(struct wire *w, char *buf, size_t n)
{
    int got = FCGX_GetStr(buf, n > 1 << 20 ? 1 << 20 : (int)n, w->fcgi->in);

    return got > 0 ? (size_t)got : 0;
}

/* ---- answering ---- */

static bool is_private(const struct req *r)
{
    const struct more *m = req_more(r);

    return r->session || m->set_session || m->set_nonce || m->ncookies;
}

static void put_cookies(const struct req *r, FCGX_Stream *out)
{
    const struct more *m = req_more(r);
    const char        *secure = cookies_secure() ? "; Secure" : "";

    if (m->set_session && *m->set_session) {
        FCGX_FPrintF(out, "Set-Cookie: %s=%s; Path=/; HttpOnly; SameSite=Lax%s", cookie_name(false),
                     m->set_session, secure);
        if (m->keep_session)
            FCGX_FPrintF(out, "; Max-Age=%d", (int)(conf_int("session_keep_days") * 86400));
        FCGX_PutS("\r\n", out);
    } else if (m->set_session) {
        FCGX_FPrintF(out, "Set-Cookie: %s=; Path=/; HttpOnly; SameSite=Lax%s; Max-Age=0\r\n",
                     cookie_name(false), secure);
    }
    for (size_t i = 0; i < m->ncookies; i++)
        FCGX_FPrintF(out, "Set-Cookie: %s\r\n", m->set_cookie[i]);
    if (m->set_nonce)
        FCGX_FPrintF(out, "Set-Cookie: %s=%s; Path=/; HttpOnly; SameSite=Lax%s\r\n", cookie_name(true),
                     m->form_nonce, secure);
}

static bool header_set(const struct req *r, const char *name)
{
    const struct more *m = req_more(r);

    for (size_t i = 0; i < m->nheaders; i++)
        if (strcasecmp(m->headers[i].name, name) == 0)
            return true;
    return false;
}

static void put_caching(const struct req *r, const struct reply *rep, FCGX_Stream *out)
{
    if (header_set(r, "Cache-Control"))
        return;
    if (rep->status == 200 && r->route && r->route->max_age && !is_private(r))
        FCGX_FPrintF(out, "Cache-Control: public, max-age=0, s-maxage=%d, stale-while-revalidate=2\r\n"
                          "Vary: Cookie, Save-Data\r\n", r->route->max_age);
    else
        FCGX_PutS("Cache-Control: private, no-store\r\n", out);
}

/* A stranger's copy may still be good. */
static bool unchanged(const struct req *r, const struct reply *rep)
{
    const struct more *m = req_more(r);
    const char        *want = header(r, "HTTP_IF_NONE_MATCH");

    for (size_t i = 0; want && rep->status == 200 && i < m->nheaders; i++)
        if (strcasecmp(m->headers[i].name, "ETag") == 0 && strstr(want, m->headers[i].value))
            return true;
    return false;
}

static bool clean(const char *value)
{
    return value && !strpbrk(value, "\r\n");
}

static void answer(struct req *r, struct reply *rep, FCGX_Stream *out)
{
    const struct more *m = req_more(r);

    if (unchanged(r, rep))
        *rep = (struct reply){.status = 304, .type = rep->type, .body = ""};
    FCGX_FPrintF(out, "Status: %d\r\n", rep->status);
    if (rep->status != 304)
        FCGX_FPrintF(out, "Content-Type: %s\r\n", rep->type);
    if (r->has_lang && rep->status != 304)
        FCGX_FPrintF(out, "Content-Language: %s\r\n", lang_code[r->lang]);
    FCGX_FPrintF(out, "X-Request-Id: %s\r\n", r->id);
    put_caching(r, rep, out);
    for (size_t i = 0; i < m->nheaders; i++)
        if (clean(m->headers[i].value))
            FCGX_FPrintF(out, "%s: %s\r\n", m->headers[i].name, m->headers[i].value);
    put_cookies(r, out);
    FCGX_PutS("\r\n", out);
    if (!r->head && rep->status != 304)
        FCGX_PutStr(rep->body, (int)rep->size, out);
}

/* ---- the log: one line of JSON for each request ---- */

static char *json_text(const char *s)
{
    char *out = talloc_size(pool, (s ? strlen(s) : 0) * 6 + 3), *o = out;

    *o++ = '"';
    for (; s && *s; s++) {
        unsigned char c = (unsigned char)*s;

        if (c < 0x20 || c == 0x7f) {
            o += snprintf(o, 7, "\\u%04x", c);
            continue;
        }
        if (c == '"' || c == '\\')
            *o++ = '\\';
        *o++ = *s;
    }
    *o++ = '"';
    *o = '\0';
    return out;
}

/* The path without its query: links in mails carry tokens there. A ticket in the path is a secret, too, and
 * the words after a number may be somebody's name. */
static const char *logged_path(const struct req *r)
{
    const char *slug = r->route ? strstr(r->route->pattern, "-{slug}") : NULL;
    const char *dash = slug ? strchr(r->path, '-') : NULL;

    if (r->route && strstr(r->route->pattern, "{ticket}"))
        return r->route->pattern;
    if (!dash)
        return r->path;
    return fmt("%.*s%s", (int)(dash - r->path), r->path, dash + strcspn(dash, "/"));
}

static void log_line(const struct app *app, const struct req *r, const struct reply *rep, double ms)
{
    char *line = fmt("{\"at\":\"%s\",\"app\":\"%s\",\"id\":\"%s\",\"ip\":%s,\"method\":\"%s\",\"path\":%s,"
                     "\"status\":%d,\"ms\":%.2f,\"queries\":%u,\"user\":%" PRId64,
                     instant_iso(pool, instant_now()), app->name, r->id, json_text(r->ip),
                     r->method == POST_ ? "POST" : r->head ? "HEAD" : "GET", json_text(logged_path(r)),
                     rep->status, ms, db_queries(r->db), r->user ? r->user->id : 0);

    if (rep->status >= 400 && *err_text())
        line = talloc_asprintf_append(line, ",\"error\":%s", json_text(err_text()));
    line = talloc_strdup_append(line, "}\n");
    if (write(STDERR_FILENO, line, strlen(line)) < 0)
        return; /* nowhere left to say so */
}

/* ---- deciding ---- */

static struct reply health(struct req *r)
{
    struct db_tx tx;
    enum err     e = OK;

    tx = db_begin_(r->db, &e);
    db_end_(&tx);
    return e ? reply_error(r, e) : reply_bytes(r, "text/plain; charset=utf-8", "ok\n", 3);
}

static struct reply sign_in_first(struct req *r)
{
    if (r->method == POST_)
        return reply_resume(r);
    return reply_see_other(r, "/sign-in?next=%s",
                           url_escape(url(r, "%s%s%s", r->path, *r->query_string ? "?" : "",
                                          r->query_string)));
}

/* Whether a handler that met a deadlock may be run anew: its reply is thrown away with its data. */
static struct reply handle(struct req *r)
{
    struct more *m = req_more(r);
    struct reply rep = {0};
    int          tries = 0;

    do {
        size_t headers = m->nheaders;

        rep = r->route->handler(r);
        db_rollback(r->db);
        if (rep.err != ERR_BUSY || ++tries == REPLAYS)
            return rep;
        m->nheaders = headers;
        m->ncookies = 0;
        m->flash_new = NULL;
        hdf_destroy(&r->page);
        r->page = tpl_data();
        err_clear();
        usleep((useconds_t)(1000 << tries));
    } while (true);
}

static struct reply post(struct req *r)
{
    enum err e;

    if (r->route->roles != ANYONE && !r->user)
        return sign_in_first(r);
    if (!r->route->no_csrf && !csrf_ok(r)) {
        err_set(ERR_FORBIDDEN, __FILE__, __LINE__, "no valid form token");
        return reply_error(r, ERR_FORBIDDEN);
    }
    if (!user_has(r->user, r->route->roles))
        return reply_error(r, ERR_FORBIDDEN);
    e = request_keep_files(r);
    return e ? reply_error(r, e) : handle(r);
}

/* From what is kept, or made anew and kept. */
static struct reply kept_or_made(struct req *r)
{
    struct more *m = req_more(r);
    int64_t      stamp = 0;
    struct reply rep;

    if (!kept_find(r, &stamp, &rep)) {
        m->blanks = r->user != NULL;
        rep = handle(r);
        if (rep.status == 200 && stamp && kept_may(r) && !m->set_session && !m->set_nonce) {
            size_t headers = m->nheaders;

            kept_put(r, stamp, &rep);
            m->nheaders = 0;
            if (!kept_find(r, &stamp, &rep)) /* sets them again, with the ETag */
                m->nheaders = headers;
        }
    }
    if (r->user)
        blanks_fill(r, &rep);
    return rep;
}

/* A page for staff whose session has no second factor, though it needs one: where to get it. */
static struct reply for_staff(struct req *r)
{
    struct user whole = *r->user;

    whole.roles |= session_withheld(r);
    if (!r->has_lang || !user_has(&whole, r->route->roles))
        return reply_error(r, ERR_FORBIDDEN);
    return reply_see_other(r, "/me/two-factor?next=%s", url_escape(url(r, "%s", r->path)));
}

static struct reply get(struct req *r)
{
    const struct route *t = r->route;

    if (t->roles != ANYONE && !r->user)
        return sign_in_first(r);
    if (!user_has(r->user, t->roles))
        return for_staff(r);
    if (r->user && r->session->terms_version < TERMS_VERSION && !t->any_user && r->has_lang)
        return reply_see_other(r, "/me/terms?next=%s", url_escape(url(r, "%s", r->path)));
    if (t->stamp && (!r->user || (t->shared && !r->session->flash)))
        return kept_or_made(r);
    return handle(r);
}

/* What the path may be asked with, for the answer 405. NULL: there is no such path. */
static const char *allowed(const struct app *app, struct req *r)
{
    bool other, get, post;

    r->method = POST_;
    post = route_find(app, r, &other) != NULL;
    r->method = GET_;
    get = route_find(app, r, &other) != NULL;
    return get && post ? "GET, HEAD, POST" : get ? "GET, HEAD" : post ? "POST" : NULL;
}

static struct reply dispatch(const struct app *app, struct req *r, struct wire *w)
{
    const char *allow = NULL;
    bool     other = false;
    int      status = request_read(r, w);
    enum err e;

    lang_use(r->lang);
    if (status == 0 && !r->has_lang &&
        (strcmp(r->path, "/health") == 0 || strcmp(r->path, fmt("/health/%s", app->name)) == 0))
        return health(r);
    if (status == 0) {
        r->route = route_find(app, r, &other);
        if (!r->route)
            status = other ? 405 : 404;
    }
    if (status == 0 && (status = request_read_body(r)) == 0) {
        e = session_load(r);
        if (e)
            return reply_error(r, e);
        return r->method == POST_ ? post(r) : get(r);
    }
    if (status == 405 && (allow = allowed(app, r)) == NULL)
        status = 404;
    else if (allow)
        reply_header(r, "Allow", allow);
    if (r->has_lang && status != 503 && session_load(r)) /* an error page, too, knows who is asking */
        err_clear();
    return reply_status(r, status);
}

/* ---- one request, and all of them ---- */

static volatile sig_atomic_t stopping;

static void on_term(int sig)
{
    (void)sig;
    stopping = 1;
    FCGX_ShutdownPending();
}

static double now_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* The web server's number of the request (REQUEST_ID), so that its log and ours name it alike, or one
 * of our own. */
static const char *request_number(const struct wire *w)
{
    static const char number[] = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_@";
    const char   *given = wire_param(w, "REQUEST_ID");
    unsigned char id[16];

    if (given && strlen(given) >= 16 && strlen(given) <= 64 && strspn(given, number) == strlen(given))
        return given;
    gcry_create_nonce(id, sizeof id);
    return hex(id, sizeof id);
}

static void serve_one(const struct app *app, struct db *db, FCGX_Request *fcgi)
{
    struct whole  w = {0};
    struct wire   wire = {fcgi};
    double        began = now_ms();
    struct reply  rep;

    pool = talloc_pool(NULL, 96 * 1024);
    err_clear();
    db_reset_count(db);
    w.more = talloc_zero(pool, struct more);
    w.more->wire = &wire;
    w.r.id = copy(request_number(&wire));
    w.r.db = db;
    w.r.page = tpl_data();
    rep = dispatch(app, &w.r, &wire);
    db_rollback(db);
    answer(&w.r, &rep, fcgi->out);
    FCGX_Finish_r(fcgi);
    log_line(app, &w.r, &rep, now_ms() - began);
    hdf_destroy(&w.r.page);
    TALLOC_FREE(pool);
}

static int option(const struct app *app, struct db *db, const char *name)
{
    pool = talloc_new(NULL);
    if (strcmp(name, "--routes") == 0) {
        routes_print(app);
        return 0;
    }
    if (strcmp(name, "--list-sql") == 0) {
        db_print_statements();
        return 0;
    }
    conf_read(NULL);
    if (strcmp(name, "--check-sql") == 0)
        return db_check_statements(db) ? 1 : 0;
    fprintf(stderr, "%s: there is no option %s\n", app->name, name);
    return 2;
}

int kit_serve(const struct app *app, int argc, char **argv)
{
    struct db       *db = db_open();
    struct sigaction term = {.sa_handler = on_term};
    FCGX_Request     fcgi;

    if (argc > 1) {
        int code = option(app, db, argv[1]);

        db_close(db);
        talloc_free(db);
        TALLOC_FREE(pool);
        return code;
    }
    conf_read(NULL);
    gcry_check_version(NULL);
    gcry_control(GCRYCTL_DISABLE_SECMEM, 0);
    gcry_control(GCRYCTL_INITIALIZATION_FINISHED, 0);
    lang_use(LANG_FR); /* binds the catalogues before the first request */
    lang_use(LANG_EN);
    sigaction(SIGTERM, &term, NULL); /* without SA_RESTART: the accept ends */
    sigaction(SIGUSR1, &term, NULL);
    signal(SIGPIPE, SIG_IGN);
    if (FCGX_Init() || FCGX_InitRequest(&fcgi, 0, FCGI_FAIL_ACCEPT_ON_INTR)) {
        fprintf(stderr, "%s: standard input is no FastCGI socket\n", app->name);
        return 2;
    }
    while (!stopping && FCGX_Accept_r(&fcgi) >= 0)
        serve_one(app, db, &fcgi);
    FCGX_Free(&fcgi, 0);
    db_close(db);
    talloc_free(db);
    return 0;
}
