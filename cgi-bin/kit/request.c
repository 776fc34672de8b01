/* request.c - reading a request. Nothing that came in is believed: lengths, encodings and counts have
 * limits, and a body that is refused is still read to its end so that the answer arrives. */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kit/web_int.h"

#define QUERY_MOST 100   /* pairs in an address */
#define FORM_MOST 2000   /* pairs in a body */
#define FIELDS_MOST 1000 /* parts of a multipart body */
#define PATH_MOST 1000

static const struct multipart_limits limits = {FIELDS_MOST, 16, 8192};

const char *header(const struct req *r, const char *name)
{
    return wire_param(req_more(r)->wire, name);
}

/* Takes "/fr" off the front of the path. */
static void read_language(struct req *r)
{
    const char *p = r->path;

    for (int l = 0; l < LANG_N; l++)
        if (p[0] == '/' && strncmp(p + 1, lang_code[l], 2) == 0 && (p[3] == '/' || p[3] == '\0')) {
            r->lang = (enum lang)l;
            r->has_lang = true;
            r->path = p[3] ? p + 3 : "/";
            return;
        }
    int best = parse_accept_language(header(r, "HTTP_ACCEPT_LANGUAGE"), lang_code, LANG_N);

    r->lang = best < 0 ? LANG_EN : (enum lang)best;
}

int request_read(struct req *r, struct wire *w)
{
    const char *method = wire_param(w, "REQUEST_METHOD"), *uri = wire_param(w, "REQUEST_URI");
    size_t      n = uri ? strcspn(uri, "?#") : 0;
    enum parse  p;

    r->path = "/";
    r->ip = copy(wire_param(w, "REMOTE_ADDR")); /* the log line is written when the wire is gone */
    if (empty(r->ip))
        r->ip = "0.0.0.0";
    r->agent = wire_param(w, "HTTP_USER_AGENT");
    if (!r->agent || !utf8_valid(r->agent, strlen(r->agent)))
        r->agent = "";
    r->query_string = wire_param(w, "QUERY_STRING");
    if (!r->query_string)
        r->query_string = "";
    r->head = method && strcmp(method, "HEAD") == 0;
    r->method = method && strcmp(method, "POST") == 0 ? POST_ : GET_;
    if (n == 0 || n > PATH_MOST || uri[0] != '/' || parse_path(pool, uri, n, &r->path) != PARSE_OK) {
        r->path = "/";
        return 400;
    }
    read_language(r);
    p = parse_urlencoded(pool, r->query_string, strlen(r->query_string), QUERY_MOST, &r->query);
    if (p != PARSE_OK)
        return 400;
    for (size_t i = 0; i < r->query.n; i++)
        if (r->query.v[i].broken)
            return 400;
    if (!method || (r->method == GET_ && strcmp(method, "GET") != 0 && !r->head))
        return 405;
    return 0;
}

/* ---- bodies ---- */

static void drain(struct req *r)
{
    char buf[16384];

    while (wire_read(req_more(r)->wire, buf, sizeof buf))
        ;
}

static int status_of(enum parse p)
{
    return p == PARSE_OK ? 0 : p == PARSE_TOO_LONG ? 413 : 400;
}

static int read_urlencoded(struct req *r, size_t length)
{
    char  *body = talloc_size(pool, length + 1);
    size_t n = 0, got;

    while (n < length && (got = wire_read(req_more(r)->wire, body + n, length - n)) > 0)
        n += got;
    if (n < length)
        return 400;
    return status_of(parse_urlencoded(pool, body, n, FORM_MOST, &r->form));
}

static bool write_all(int fd, const char *p, size_t n)
{
    while (n) {
        ssize_t w = write(fd, p, n);

        if (w < 0 && errno == EINTR)
            continue;
        if (w <= 0)
            return false;
        p += w;
        n -= (size_t)w;
    }
    return true;
}

/* State of a multipart body on its way in. */
struct incoming {
    struct req *r;
    char       *value; /* of the ordinary field in hand */
    size_t      n, total;
    bool        is_file, no_file; /* no_file: the field of a file, and none was chosen */
    int64_t     file_size, file_most;
    enum err    err;
};

static int part_close(struct part *p)
{
    if (p->fd >= 0) {
        close(p->fd);
        unlink(p->path);
    }
    return 0;
}

static int parts_close(struct more *m)
{
    for (size_t i = 0; i < m->nparts; i++)
        part_close(&m->parts[i]);
    return 0;
}

/* The name shown to people: cut to 200 bytes at a character's edge, without control characters and
 * without dots in front. */
static const char *shown_name(const char *name)
{
    char  *s = text_tidy(pool, name, true);
    size_t n;

    s += strspn(s, ".");
    n = strlen(s);
    if (n > 200) {
        const char *dot = strrchr(s, '.');
        const char *tail = dot && strlen(dot) <= 10 ? copy(dot) : "";

        n = 200 - strlen(tail);
        while (n && ((unsigned char)s[n] & 0xC0) == 0x80)
            n--;
        s = fmt("%.*s%s", (int)n, s, tail);
    }
    return *s ? s : "file";
}

static bool on_begin(void *arg, const struct multipart_part *p)
{
    struct incoming *in = arg;
    struct more     *m = req_more(in->r);

    in->is_file = p->filename != NULL;
    in->no_file = in->is_file && *p->filename == '\0';
    in->n = 0;
    in->file_size = 0;
    if (!in->is_file) {
        struct pairs *f = &in->r->form;

        f->v = talloc_realloc(pool, f->v, struct pair, (unsigned)f->n + 1);
        f->v[f->n++] = (struct pair){copy(p->name), "", false};
        in->value = talloc_strdup(pool, "");
        return true;
    }
    if (in->no_file)
        return true;
    if (m->nparts >= (size_t)in->r->route->files)
        return false;
    m->parts = talloc_realloc(m, m->parts, struct part, (unsigned)m->nparts + 1);
    m->parts[m->nparts++] = (struct part){copy(p->name), shown_name(p->filename), NULL, -1};

    char *path = NULL;
    in->err = store_temp(&m->parts[m->nparts - 1].fd, &path);
    m->parts[m->nparts - 1].path = path;
    return in->err == OK;
}

static bool on_data(void *arg, const char *bytes, size_t n)
{
    struct incoming *in = arg;
    struct more     *m = req_more(in->r);

    if (!in->is_file) {
        in->total += n;
        if (in->total > (size_t)conf_int("form_limit_kb") * 1024)
            return false;
        in->value = talloc_realloc(pool, in->value, char, (unsigned)(in->n + n + 1));
        memcpy(in->value + in->n, bytes, n);
        in->n += n;
        in->value[in->n] = '\0';
        return true;
    }
    if (in->no_file)
        return true;
    in->file_size += (int64_t)n;
    if (in->file_size > in->file_most) {
        in->r->too_big = m->nparts ? m->parts[m->nparts - 1].field : "";
        return true; /* the rest of the form is kept, so the reading goes on */
    }
    if (m->nparts && m->parts[m->nparts - 1].fd >= 0 &&
        !write_all(m->parts[m->nparts - 1].fd, bytes, n)) {
        in->err = errno == ENOSPC ? ERR_SPACE : ERR_INTERNAL;
        return false;
    }
    return true;
}

static bool on_end(void *arg)
{
    struct incoming *in = arg;
    struct more     *m = req_more(in->r);

    if (in->is_file) {
        if (!in->no_file && m->nparts && in->file_size > in->file_most) {
            part_close(&m->parts[m->nparts - 1]);
            m->nparts--;
        }
        return true;
    }
    in->r->form.v[in->r->form.n - 1].value = in->value;
    in->r->form.v[in->r->form.n - 1].broken = !utf8_mend(in->value, in->n);
    return true;
}

static int read_multipart(struct req *r, const char *type)
{
    struct incoming         in = {.r = r, .file_most = conf_int("upload_limit_mb") * 1048576};
    struct multipart_events ev = {on_begin, on_data, on_end, &in};
    struct multipart       *mp = multipart_new(pool, type, &limits, &ev);
    enum parse              p = PARSE_OK;
    char                   *buf = talloc_size(pool, 65536);
    size_t                  n;

    if (!mp)
        return 400;
    talloc_set_destructor(req_more(r), parts_close);
    while (p == PARSE_OK && (n = wire_read(req_more(r)->wire, buf, 65536)) > 0)
        p = multipart_feed(mp, buf, n);
    if (p == PARSE_OK)
        p = multipart_finish(mp);
    talloc_free(buf);
    if (in.err)
        return in.err == ERR_SPACE ? 507 : 500;
    return status_of(p);
}

static int temp_gone(char *path)
{
    unlink(path);
    return 0;
}

/* A chunk of an upload: into a temporary file as it is. */
static int read_raw(struct req *r)
{
    char   *path, *buf = talloc_size(pool, 65536);
    bool    ok = true;
    size_t  n;
    int     fd;

    if (store_temp(&fd, &path))
        return 507;
    talloc_set_destructor(path, temp_gone);
    while (ok && (n = wire_read(req_more(r)->wire, buf, 65536)) > 0) {
        ok = write_all(fd, buf, n);
        r->body_size += (int64_t)n;
    }
    close(fd);
    r->body = path;
    return ok ? 0 : 507;
}

int request_read_body(struct req *r)
{
    const char *length = header(r, "CONTENT_LENGTH"), *type = header(r, "CONTENT_TYPE");
    int64_t     n = 0, most = r->route->most_bytes;
    int         status;

    if (r->method != POST_)
        return 0;
    if (most == 0)
        most = conf_int("form_limit_kb") * 1024;
    if (!empty(length) && (!parse_int(length, &n) || n < 0))
        return 400;
    if (n > most)
        status = 413;
    else if (r->route->raw_body)
        status = read_raw(r);
    else if (n == 0)
        status = 0;
    else if (type && strncasecmp(type, "application/x-www-form-urlencoded", 33) == 0)
        status = read_urlencoded(r, (size_t)n);
    else if (type && strncasecmp(type, "multipart/form-data", 19) == 0)
        status = read_multipart(r, type);
    else
        status = 415;
    if (status)
        drain(r);
    return status;
}

enum err request_keep_files(struct req *r)
{
    struct more *m = req_more(r);

    for (size_t i = 0; i < m->nparts; i++) {
        struct part *p = &m->parts[i];
        struct file  f = {.field = p->field, .name = p->name};
        int          fd = p->fd;
        struct stat  st;

        if (fd < 0)
            continue;
        if (r->route->temp_files) {
            f.path = p->path;
            f.stored.size = fstat(fd, &st) ? 0 : st.st_size;
        } else {
            p->fd = -1; /* store_keep closes it either way */
            TRY(store_keep(fd, p->path, &f.stored));
        }
        r->files = talloc_realloc(pool, r->files, struct file, (unsigned)r->nfiles + 1);
        r->files[r->nfiles++] = f;
    }
    return OK;
}

/* ---- looking things up ---- */

static const struct pair *first(const struct pairs *p, const char *name)
{
    for (size_t i = 0; i < p->n; i++)
        if (strcmp(p->v[i].name, name) == 0)
            return &p->v[i];
    return NULL;
}

const char *query_text(const struct req *r, const char *name)
{
    const struct pair *p = first(&r->query, name);
    char              *s = p ? text_tidy(pool, p->value, true) : NULL;

    return empty(s) ? NULL : s;
}

int64_t query_int(const struct req *r, const char *name, int64_t fallback)
{
    const struct pair *p = first(&r->query, name);
    int64_t            n;

    return p && parse_int(p->value, &n) ? n : fallback;
}

struct text_list query_list(const struct req *r, const char *name)
{
    struct text_list l = {0};

    for (size_t i = 0; i < r->query.n && l.n < 50; i++)
        if (strcmp(r->query.v[i].name, name) == 0 && *r->query.v[i].value) {
            l.v = talloc_realloc(pool, l.v, const char *, (unsigned)l.n + 1);
            l.v[l.n++] = r->query.v[i].value;
        }
    return l;
}

const char *form_text(const struct req *r, const char *name)
{
    const struct pair *p = first(&r->form, name);

    return p && !p->broken ? p->value : NULL;
}

const struct file *form_file(const struct req *r, const char *field)
{
    for (size_t i = 0; i < r->nfiles; i++)
        if (strcmp(r->files[i].field, field) == 0)
            return &r->files[i];
    return NULL;
}

int64_t path_id(const struct req *r, const char *name)
{
    const struct pair *p = first(&r->path_parts, name);
    int64_t            n = 0;

    return p && parse_int(p->value, &n) ? n : 0;
}

const char *path_text(const struct req *r, const char *name)
{
    const struct pair *p = first(&r->path_parts, name);

    return p ? p->value : "";
}
