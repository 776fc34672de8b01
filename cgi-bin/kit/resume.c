/* resume.c - a form sent after the session has ended is not lost: the answer is the sign-in page with
 * all that was typed in hidden inputs, and signing in leads to one button that sends it on.
 *
 * The sign-in form carries _resume_path and, for each pair in order, _resume_n and _resume_v. */
#include "kit/web_int.h"

struct reply reply_resume(struct req *r)
{
    size_t      n = 0;
    const char *path = url(r, "%s", r->path);
    const char *whole = fmt("%s?%s", path, r->query_string);

    if (!csrf_from_here(r)) { /* or another site could put words into the mouth of whoever signs in */
        err_set(ERR_FORBIDDEN, __FILE__, __LINE__, "sent by another site");
        return reply_error(r, ERR_FORBIDDEN);
    }
    if (r->route->secret) {
        put_text(r->page, "next", path);
        return reply_page_as(r, 403, "members/sign_in.cst");
    }
    /* With its query: that may say which of several texts the form is about. */
    put_text(r->page, "resume.path", *r->query_string && path_is_local(whole) ? whole : path);
    for (size_t i = 0; i < r->form.n; i++) {
        const struct pair *p = &r->form.v[i];
        HDF               *h;

        if (p->broken || strcmp(p->name, "_token") == 0)
            continue;
        h = put_item(r->page, "resume.fields", n++);
        put_text(h, "name", p->name);
        put_text(h, "value", p->value);
    }
    return reply_page_as(r, 403, "members/sign_in.cst");
}

/* What the sign-in form brought along, as hidden inputs of the next page. False: nothing. */
bool resume_put(struct req *r)
{
    const char *path = form_text(r, "_resume_path"), *name = NULL;
    size_t      n = 0;

    if (!path || !path_is_local(path))
        return false;
    put_text(r->page, "resume.path", path);
    for (size_t i = 0; i < r->form.n; i++) {
        const struct pair *p = &r->form.v[i];

        if (strcmp(p->name, "_resume_n") == 0) {
            name = p->broken ? NULL : p->value;
        } else if (strcmp(p->name, "_resume_v") == 0 && name && !p->broken) {
            HDF *h = put_item(r->page, "resume.fields", n++);

            put_text(h, "name", name);
            put_text(h, "value", p->value);
            name = NULL;
        }
    }
    return true;
}
