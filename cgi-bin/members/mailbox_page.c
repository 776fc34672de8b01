/* mailbox_page.c - the mails that were sent to the member. */
#include "members/pages.h"
#include "model/member_mailbox.h"

enum { PAGE = 30 };

struct reply mailbox_show(struct req *r)
{
    struct cursor       c = cursor_read(r);
    struct mailbox_list l;
    struct beyond       b;
    enum err            e;

    do
        e = mailbox_page(r->db, r->user->id, c.back ? 0 : c.id, c.back ? c.id : 0, PAGE + 1, &l);
    while (!e && cursor_again(&c, l.n, PAGE));
    if (e)
        return reply_error(r, e);
    b = PAGE_TRIM(&l, PAGE, &c);
    for (size_t i = 0; i < l.n; i++)
        mailbox_row_to_hdf(&l.v[i], r->user->zone, put_item(r->page, "mails", i));
    if (l.n)
        put_pager(r, "/me/mails", b, cursor_text(0, l.v[0].id), cursor_text(0, l.v[l.n - 1].id));
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
