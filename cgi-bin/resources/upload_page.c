/* upload_page.c - files in pieces, for the script that goes on after a broken line. Replies are JSON. */
#include "model/upload.h"
#include "resources/staff.h"

static struct reply answer(struct req *r, const struct upload *u, const char *ticket)
{
    json_t *j = json_pack("{s:I,s:I,s:b}", "received", (json_int_t)u->received, "size", (json_int_t)u->size,
                          "complete", u->sha256 != NULL);
    if (ticket) {
        json_object_set_new(j, "ticket", json_string(ticket));
        json_object_set_new(j, "url", json_string(url(r, "/uploads/%s", ticket)));
    }
    return reply_json(r, j);
}

static struct reply refuse(struct req *r, int status, const char *why)
{
    json_t *j = json_pack("{s:i,s:s}", "status", status, "detail", why);
    struct reply rep = reply_json(r, j);

    rep.status = status;
    return rep;
}

static struct reply failed(struct req *r, enum err e)
{
    const struct issues *is = err_issues();

    if (e == ERR_INVALID)
        return refuse(r, 422, is && is->n ? is->v[0].text : "");
    if (e == ERR_LIMIT)
        return refuse(r, 429, _("You have too many uploads waiting; use or wait for them"));
    if (e == ERR_SPACE)
        return refuse(r, 503, _("There is no room for files right now; please try again later"));
    if (e == ERR_NOT_FOUND)
        return refuse(r, 404, _("This upload has expired; choose the file again"));
    return reply_error(r, e);
}

/* A name that cannot do harm anywhere: no folders, no control characters, 200 bytes. */
static char *clean_name(const char *typed)
{
    char *s = text_tidy(pool, typed ? typed : "", true);
    char *slash = strrchr(s, '/'), *back = strrchr(s, '\\');

    s = back && back > (slash ? slash : s - 1) ? back + 1 : slash ? slash + 1 : s;
    while (*s == '.')
        s++;
    return *s ? s : copy("file");
}

struct reply upload_begin(struct req *r)
{
    const char *size = form_text(r, "size");
    int64_t     n = 0;
    char       *ticket;

    if (!size || !parse_int(size, &n))
        return refuse(r, 422, _("The size is missing"));
    for (size_t i = 0; i < r->form.n; i++)
        if (r->form.v[i].broken)
            return refuse(r, 422, _("This holds characters that cannot be read; please type it anew"));
    enum err e = upload_start(r->db, r->user, clean_name(form_text(r, "name")), n, &ticket);
    if (e)
        return failed(r, e);
    return answer(r, &(struct upload){.size = n}, ticket);
}

struct reply upload_state(struct req *r)
{
    struct upload u;
    enum err      e = upload_find(r->db, path_text(r, "ticket"), &u);

    return e ? failed(r, e) : answer(r, &u, NULL);
}

struct reply upload_piece(struct req *r)
{
    const char   *at = header(r, "HTTP_UPLOAD_OFFSET");
    struct upload u = {0};
    int64_t       offset;

    if (!at || !parse_int(at, &offset) || offset < 0 || (r->body_size > 0 && !r->body))
        return refuse(r, 422, _("The place of this piece is missing"));
    enum err e = upload_append(r->db, path_text(r, "ticket"), offset, r->body, r->body_size, &u);
    if (e == ERR_CONFLICT) {
        struct reply rep = answer(r, &u, NULL); /* says where to go on */
        rep.status = 409;
        return rep;
    }
    return e ? failed(r, e) : answer(r, &u, NULL);
}
