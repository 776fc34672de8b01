/* messages_page.c - the lists: inbox, unread, archive, drafts. */
#include "model/profile.h"
#include "network/messages.h"

#define PAGE 30
#define BEGINS 140

enum err messages_put(struct req *r)
{
    struct message_counts n;

    TRY(message_count(r->db, r->user, &n));
    put_int(r->page, "counts.unread", n.unread);
    put_int(r->page, "counts.drafts", n.drafts);
    put_int(r->page, "counts.reports", n.reports);
    put_bool(r->page, "page.no_index", true);
    return OK;
}

enum err message_put_work(struct req *r, int64_t id, HDF *h)
{
    struct profile p;
    const char    *organisation;
    enum err       e = profile_for(r->db, r->user, id, &p);

    if (e)
        return e == ERR_NOT_FOUND ? OK : e;
    organisation = p.organisations.n ? p.organisations.v[0].name : p.organisation;
    put_text(h, "work", empty(p.position) ? organisation
             : empty(organisation) ? p.position : fmt("%s, %s", p.position, organisation));
    return OK;
}

void message_person_to_hdf(struct req *r, const struct message_person *p, HDF *h)
{
    const char *s = p->known ? slug(p->name) : "";

    put_int(h, "id", p->id);
    put_text(h, "name", message_name(p->name));
    put_bool(h, "former", !p->name);
    put_text(h, "bar", message_bar_word(p->bar));
    put_bool(h, "blocked", p->bar == BAR_BLOCK);
    if (p->known)
        put_text(h, "url", url(r, "/members/%" PRId64 "%s%s", p->id, *s ? "-" : "", s));
}

/* ---- conversations ---- */

static const char *const boxes[] = {[BOX_INBOX] = "", [BOX_UNREAD] = "unread", [BOX_ARCHIVE] = "archive"};

static enum message_box box_read(const struct req *r)
{
    const char *in = query_text(r, "in");

    for (enum message_box b = BOX_UNREAD; in && b <= BOX_ARCHIVE; b++)
        if (strcmp(in, boxes[b]) == 0)
            return b;
    return BOX_INBOX;
}

/* A place that nothing can have is the first page. */
static struct message_ask ask_read(const struct req *r, struct cursor *c)
{
    struct message_ask a = {.box = box_read(r), .q = query_text(r, "q"), .limit = PAGE + 1};

    if (empty(a.q) || utf8_length(a.q) > 100)
        a.q = NULL;
    *c = cursor_read(r);
    if (c->id <= 0 || c->key <= 0 || c->key > instant_add(instant_now(), 86400).us)
        *c = (struct cursor){0};
    return a;
}

static void put_row(struct req *r, const struct message_row *m, HDF *h)
{
    char *begins = message_begins_line(m->begins, BEGINS);

    put_int(h, "id", m->thread_id);
    put_text(h, "name", message_name(m->other));
    put_text(h, "subject", message_subject(m->subject));
    put_text(h, "begins", *begins ? begins : _("(text removed)"));
    put_bool(h, "mine", m->mine);
    put_bool(h, "unread", m->unread);
    if (m->messages > 1)
        put_text(h, "count", fill(_("{n} messages"), "n", show_count(m->messages), NULL));
    put_instant_zone(h, "last_at", m->last_at, r->user->zone);
}

static char *place_of(const struct message_row *m)
{
    return cursor_text(m->last_at.us, m->thread_id);
}

struct reply messages_show(struct req *r)
{
    struct cursor       c;
    struct message_ask  a = ask_read(r, &c);
    struct message_rows l;
    struct beyond       b;
    enum err            e = messages_put(r);

    if (e)
        return reply_error(r, e);
    do {
        a.at = (struct instant){c.key};
        a.at_id = c.id;
        a.back = c.back;
        e = message_list(r->db, r->user->id, &a, &l);
    } while (!e && cursor_again(&c, l.n, PAGE));
    if (e)
        return reply_error(r, e);
    b = PAGE_TRIM(&l, PAGE, &c);
    for (size_t i = 0; i < l.n; i++)
        put_row(r, &l.v[i], put_item(r->page, "messages", i));
    if (l.n)
        put_pager(r, "/messages", b, place_of(&l.v[0]), place_of(&l.v[l.n - 1]));
    put_text(r->page, "box", boxes[a.box]);
    put_text(r->page, "q", a.q);
    return reply_page(r, "network/messages.cst");
}

/* ---- drafts ---- */

static void put_draft(struct req *r, const struct message_draft *d, HDF *h)
{
    char *begins = message_begins_line(d->body, BEGINS);

    put_int(h, "id", d->id);
    put_text(h, "name", message_name(d->other));
    put_text(h, "subject", d->subject);
    put_text(h, "begins", begins);
    put_text(h, "url", d->thread_id ? url(r, "/messages/%" PRId64 "#write", d->thread_id)
                                    : url(r, "/messages/new?to=%" PRId64, d->to_id));
    put_instant_zone(h, "saved_at", d->saved_at, r->user->zone);
}

struct reply drafts_show(struct req *r)
{
    struct message_drafts l;
    enum err              e = messages_put(r);

    if (!e)
        e = message_draft_list(r->db, r->user->id, &l);
    if (e)
        return reply_error(r, e);
    for (size_t i = 0; i < l.n; i++)
        put_draft(r, &l.v[i], put_item(r->page, "drafts", i));
    return reply_page(r, "network/message_drafts.cst");
}

struct reply draft_drop_do(struct req *r)
{
    enum err e = message_draft_drop(r->db, r->user, path_id(r, "id"));

    if (e)
        return reply_error(r, e);
    flash(r, _("The draft is thrown away."));
    return reply_see_other(r, "/messages/drafts");
}
