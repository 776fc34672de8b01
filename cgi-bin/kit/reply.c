/* reply.c - the only makers of a struct reply. */
#include <stdarg.h>

#include <ClearSilver.h>
#include <stdlib.h>

#include "kit/tpl.h"
#include "kit/web_int.h"

void reply_header(struct req *r, const char *name, const char *value)
{
    struct more *m = req_more(r);

    m->headers = talloc_realloc(m, m->headers, struct header, (unsigned)m->nheaders + 1);
    m->headers[m->nheaders++] = (struct header){name, value};
}

void secret_page(struct req *r)
{
    reply_header(r, "Referrer-Policy", "no-referrer");
    put_bool(r->page, "page.no_index", true);
}

/* ---- what every page shows ---- */

static void put_languages(struct req *r)
{
    const char *rest;
    const char *q = *r->query_string ? "?" : "";

    for (int l = 0; l < LANG_N; l++) {
        HDF *h = put_item(r->page, "Page.langs", (size_t)l);
        const char *own = hdf_get_value(r->page, fmt("page.paths.%s", lang_code[l]), NULL);

        /* A page whose path differs by language says so. */
        rest = own ? own : strcmp(r->path, "/") == 0 ? "" : r->path;

        put_text(h, "code", lang_code[l]);
        put_text(h, "name", lang_name[l]);
        put_text(h, "url", fmt("/%s%s%s%s", lang_code[l], rest, q, r->method == GET_ ? r->query_string : ""));
        put_text(h, "path", fmt("/%s%s", lang_code[l], rest));
        put_bool(h, "current", (enum lang)l == r->lang);
    }
}

static void put_user(struct req *r)
{
    const struct user *u = r->user;

    if (!u)
        return;
    if (req_more(r)->blanks) {
        put_text(r->page, "User.id", blank(BLANK_ID));
        put_text(r->page, "User.name", blank(BLANK_NAME));
        put_text(r->page, "User.email", blank(BLANK_EMAIL));
        put_text(r->page, "User.unread", blank(BLANK_UNREAD));
    } else {
        put_int(r->page, "User.id", u->id);
        put_text(r->page, "User.name", u->name);
        put_text(r->page, "User.email", u->email);
        put_text(r->page, "User.unread", unread_text(u));
    }
    put_bool(r->page, "User.roles.member", true);
    put_bool(r->page, "User.roles.editor", user_has(u, EDITOR));
    put_bool(r->page, "User.roles.moderator", user_has(u, MODERATOR));
    put_bool(r->page, "User.roles.administrator", user_has(u, ADMINISTRATOR));
    put_bool(r->page, "User.roles.on_objects", u->objects != NULL);
}

void page_data(struct req *r)
{
    const char *save = header(r, "HTTP_SAVE_DATA");

    put_text(r->page, "Page.lang", lang_code[r->lang]);
    put_text(r->page, "Page.base", fmt("/%s", lang_code[r->lang]));
    put_text(r->page, "Page.path", r->path);
    put_text(r->page, "Page.query", r->query_string);
    put_text(r->page, "Page.here", fmt("/%s%s%s%s", lang_code[r->lang], r->path,
                                       *r->query_string ? "?" : "", r->query_string));
    put_text(r->page, "Page.here_escaped", url_escape(fmt("/%s%s%s%s", lang_code[r->lang], r->path,
                                                          *r->query_string ? "?" : "", r->query_string)));
    put_text(r->page, "Page.request_id", r->id);
    put_text(r->page, "Page.site_url", conf_text("site_url"));
    put_bool(r->page, "Page.development", conf_bool("development"));
    put_bool(r->page, "Page.lean", save && strcasecmp(save, "on") == 0);
    put_languages(r);
    put_user(r);
}

struct reply reply_page_as(struct req *r, int status, const char *tpl)
{
    struct reply rep = {.status = status, .type = "text/html; charset=utf-8"};

    page_data(r);
    notice_put(r);
    form_finish(r);
    if (r->session && r->session->flash && status == 200) {
        put_text(r->page, "Flash.text", r->session->flash);
        if (session_flash_taken(r))
            err_clear();
    }
    rep.err = tpl_render(tpl, r->page, &rep.body, &rep.size);
    if (rep.err)
        return reply_error(r, rep.err);
    return rep;
}

struct reply reply_page(struct req *r, const char *tpl)
{
    return reply_page_as(r, 200, tpl);
}

struct reply reply_form(struct req *r, const char *tpl)
{
    struct reply rep = reply_page_as(r, 422, tpl);

    rep.form = true;
    return rep;
}

/* ---- errors ---- */

static const char *title_of(int status)
{
    switch (status) {
    case 400: return _("The request could not be read");
    case 403: return _("This is not open to you");
    case 404: return _("There is no such page");
    case 405: return _("This address cannot be used that way");
    case 409: return _("It was changed meanwhile");
    case 410: return _("This is no longer here");
    case 413: return _("That was too large");
    case 415: return _("This kind of content cannot be taken");
    case 422: return _("Something needs putting right");
    case 429: return _("Too many tries");
    case 503: return _("The service is resting for a moment");
    case 507: return _("There is no room for files at the moment");
    default: return _("Something went wrong on our side");
    }
}

static struct reply problem(struct req *r, int status)
{
    json_t *j = json_pack("{s:s,s:s,s:i,s:s}", "type", "about:blank", "title", title_of(status), "status",
                          status, "instance", fmt("urn:request:%s", r->id));
    char   *text = json_dumps(j, 0);
    struct reply rep = {.status = status, .type = "application/problem+json", .body = copy(text)};

    rep.size = strlen(rep.body);
    free(text);
    json_decref(j);
    return rep;
}

static bool wants_json(const struct req *r)
{
    const char *accept = header(r, "HTTP_ACCEPT");

    return strncmp(r->path, "/api", 4) == 0 || (r->route && r->route->raw_body) ||
           (accept && strncmp(accept, "application/json", 16) == 0);
}

struct reply reply_status(struct req *r, int status)
{
    struct reply rep = {.status = status, .type = "text/html; charset=utf-8"};
    HDF         *h;

    if (status == 503 || status == 429)
        reply_header(r, "Retry-After", status == 503 ? "10" : "60");
    if (wants_json(r))
        return problem(r, status);
    h = tpl_data(); /* a fresh page: what the handler had put belongs to another template */
    hdf_destroy(&r->page);
    r->page = h;
    page_data(r);
    put_int(r->page, "error.status", status);
    put_text(r->page, "error.title", title_of(status));
    put_text(r->page, "error.request_id", r->id);
    if (tpl_render("error.cst", r->page, &rep.body, &rep.size) != OK) {
        rep.type = "text/plain; charset=utf-8";
        rep.body = fmt("%d %s (%s)\n", status, title_of(status), r->id);
        rep.size = strlen(rep.body);
    }
    return rep;
}

struct reply reply_error(struct req *r, enum err e)
{
    static const int status[] = {[OK] = 500, [ERR_INVALID] = 422, [ERR_NOT_FOUND] = 404,
                                 [ERR_FORBIDDEN] = 403, [ERR_CONFLICT] = 409, [ERR_LIMIT] = 429,
                                 [ERR_BUSY] = 503, [ERR_DOWN] = 503, [ERR_SPACE] = 507,
                                 [ERR_INTERNAL] = 500};
    struct reply rep;

    db_rollback(r->db);
    rep = reply_status(r, status[e]);
    rep.err = e;
    return rep;
}

/* ---- elsewhere ---- */

struct reply reply_to(struct req *r, int status, const char *location)
{
    reply_header(r, "Location", location);
    return (struct reply){.status = status, .type = "text/plain; charset=utf-8", .body = ""};
}

struct reply reply_see_other(struct req *r, const char *f, ...)
{
    va_list ap;
    char   *path;

    va_start(ap, f);
    path = talloc_vasprintf(pool, f, ap);
    va_end(ap);
    if (session_keep_flash(r))
        err_clear();
    return reply_to(r, 303, url(r, "%s", path));
}

struct reply reply_moved(struct req *r, const char *f, ...)
{
    va_list ap;
    char   *path;

    va_start(ap, f);
    path = talloc_vasprintf(pool, f, ap);
    va_end(ap);
    return reply_to(r, 301, url(r, "%s", path));
}

/* ---- other kinds ---- */

struct reply reply_bytes(struct req *r, const char *type, const char *bytes, size_t n)
{
    (void)r;
    return (struct reply){.status = 200, .type = type, .body = bytes, .size = n};
}

struct reply reply_csv(struct req *r, const char *name, const char *text)
{
    reply_header(r, "Content-Disposition", fmt("attachment; filename=\"%s.csv\"", name));
    return reply_bytes(r, "text/csv; charset=utf-8; header=present", text, strlen(text));
}

struct reply reply_json(struct req *r, json_t *j)
{
    char        *text = json_dumps(j, JSON_COMPACT);
    struct reply rep = reply_bytes(r, "application/json", copy(text), strlen(text));

    free(text);
    json_decref(j);
    return rep;
}

/* "<" cannot stand in a script element: "</script>" would end it. */
static char *script_safe(const char *json)
{
    char *out = talloc_size(pool, strlen(json) * 6 + 1), *o = out;

    for (; *json; json++) {
        if (*json == '<') {
            memcpy(o, "\\u003c", 6);
            o += 6;
        } else {
            *o++ = *json;
        }
    }
    *o = '\0';
    return out;
}

void put_script_json(HDF *h, const char *name, json_t *j)
{
    char *text = json_dumps(j, JSON_COMPACT);

    if (text)
        put_text(h, name, script_safe(text));
    free(text);
    json_decref(j);
}

/* RFC 6266: the plain name for old browsers, the UTF-8 one (RFC 8187) for all others. */
static char *disposition(const char *name, bool inline_ok)
{
    char *plain = copy(name);

    for (char *p = plain; *p; p++)
        if ((unsigned char)*p < 0x20 || (unsigned char)*p > 0x7e || strchr("\"\\;%/", *p))
            *p = '_';
    return fmt("%s; filename=\"%s\"; filename*=UTF-8''%s", inline_ok ? "inline" : "attachment", plain,
               url_escape(name));
}

/* `rest`: below files_dir. */
static struct reply sent(struct req *r, const char *rest, const char *mime, const char *name, bool inline_ok)
{
    const char *how = header(r, "M4D_SENDFILE"); /* what the web server in front understands */

    if (strcmp(how ? how : conf_text("sendfile"), "x-sendfile") == 0)
        reply_header(r, "X-Sendfile", fmt("%s/%s", conf_text("files_dir"), rest));
    else
        reply_header(r, "X-Accel-Redirect", fmt("/store/%s", rest));
    reply_header(r, "Content-Disposition", disposition(name, inline_ok));
    /* Whatever is in it, nothing of it may run as a page of ours. */
    reply_header(r, "Content-Security-Policy", "default-src 'none'; sandbox; frame-ancestors 'none'");
    return (struct reply){.status = 200, .type = mime, .body = ""};
}

struct reply reply_stored(struct req *r, const char *sha256, const char *mime, const char *name,
                          bool inline_ok)
{
    if (!store_has(sha256)) {
        err_set(ERR_INTERNAL, __FILE__, __LINE__, "the store has no %s", sha256);
        return reply_status(r, 500);
    }
    return sent(r, fmt("%.2s/%.2s/%s", sha256, sha256 + 2, sha256), mime, name, inline_ok);
}

struct reply reply_file(struct req *r, const char *rest, const char *mime, const char *name)
{
    return sent(r, rest, mime, name, false);
}
