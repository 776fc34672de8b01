/* mailbox_page.c - the mails that were sent to the member. */
#include "members/pages.h"
#include "model/member_mailbox.h"

enum { PAGE = 30 };

struct reply mailbox_show(struct req *r)
{
    struct cursor       after = cursor_read(r);
    struct mailbox_list l;
    enum err            e = mailbox_page(r->db, r->user->id, after.id, PAGE + 1, &l);

    if (e)
        return reply_error(r, e);
    for (size_t i = 0; i < l.n && i < PAGE; i++)
        mailbox_row_to_hdf(&l.v[i], r->user->zone, put_item(r->page, "mails", i));
    if (l.n > PAGE)
        put_text(r->page, "pager.next",
                 url(r, "/me/mails%s", query_with(r, "after", cursor_text(0, l.v[PAGE - 1].id))));
    if (after.set)
        put_text(r->page, "pager.prev", url(r, "/me/mails"));
    return reply_page(r, "members/mails.cst");
}

struct reply mailbox_mail_show(struct req *r)
{
    struct mailbox_mail m;
    enum err            e = mailbox_read(r->db, r->user->id, path_id(r, "id"), &m);

    if (e)
        return reply_error(r, e);
    mailbox_mail_to_hdf(&m, r->user->zone, put_node(r->page, "mail"));
    return reply_page(r, "members/mail.cst");
}
