/* photo_page.c - the member's photo: send one, replace it, take it away. */
#include "members/pages.h"
#include "model/photo.h"
#include "model/profile.h"
#include "model/upload.h"

enum { PHOTOS_AN_HOUR = 30 };

static const char *const tpl = "members/photo.cst";

static enum err put_photo(struct req *r)
{
    struct profile p;

    TRY(profile_read(r->db, r->user->id, &p));
    put_text(r->page, "limit", show_size(upload_limit()));
    return profile_to_hdf(r->db, &p, put_node(r->page, "profile"));
}

struct reply photo_show(struct req *r)
{
    enum err e = put_photo(r);

    return e ? reply_error(r, e) : reply_page(r, tpl);
}

/* status: 422, or 429 for those who have to wait. */
static struct reply again(struct req *r, int status, const char *why)
{
    enum err e;

    err_clear();
    form_error_at(r, "photo", why);
    e = put_photo(r);
    return e ? reply_error(r, e) : status == 422 ? reply_form(r, tpl) : reply_page_as(r, status, tpl);
}

struct reply photo_do(struct req *r)
{
    const struct file *f = form_file(r, "photo");
    struct photo       made;
    enum err           e;

    if (r->too_big)
        return again(r, 422, fill(_("This file is larger than {limit}. Choose a smaller one"), "limit",
                                  show_size(upload_limit()), NULL));
    if (!f)
        return again(r, 422, _("Choose a photo first"));
    e = rate_hit(r->db, fmt("photo:%" PRId64, r->user->id), PHOTOS_AN_HOUR, 3600);
    if (e == ERR_LIMIT)
        return again(r, 429, _("You have sent many photos within an hour. Try again later"));
    if (!e)
        e = photo_make(f->path, &made);
    if (e == ERR_INVALID)
        return again(r, 422, err_issues()->v[0].text);
    if (e == ERR_LIMIT)
        return again(r, 429, _("Others are sending photos at this moment. Try again in a minute"));
    if (!e)
        e = profile_save_photo(r->db, r->user, r->user->id, made.large.sha256, made.small.sha256);
    if (e)
        return reply_error(r, e);
    flash(r, _("Your photo is saved."));
    return reply_see_other(r, "/me/profile/photo");
}

struct reply photo_remove_show(struct req *r)
{
    enum err e = put_photo(r);

    return e ? reply_error(r, e) : reply_page(r, "members/photo_remove.cst");
}

struct reply photo_remove_do(struct req *r)
{
    enum err e = profile_save_photo(r->db, r->user, r->user->id, NULL, NULL);

    if (e)
        return reply_error(r, e);
    flash(r, _("Your photo is taken away."));
    return reply_see_other(r, "/me/profile/photo");
}
