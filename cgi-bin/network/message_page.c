/* message_page.c - one conversation: reading it, answering, putting it away. */
#include "network/messages.h"

#define PAGE 20

static const char *const thread_tpl = "network/message.cst";

FORM(answer_form, struct message_write, NULL,
     FIELD(struct message_write, seen, .low = 0, .high = INT32_MAX),
     FIELD(struct message_write, version, .low = 0, .high = INT32_MAX),
     FIELD(struct message_write, body, .as = AS_TEXT, .required = true, .max = MESSAGE_BODY_MOST,
           .missing = N_("Write your message")));

static void put_message(struct req *r, const struct message_thread *t, const struct message_one *m, HDF *h)
{
    bool mine = m->sender_id == r->user->id;

    put_int(h, "n", m->n);
    put_bool(h, "mine", mine);
    put_text(h, "name", mine ? r->user->name : m->sender_id ? message_name(t->other.name) : message_name(NULL));
    put_bool(h, "removed", m->sender_id == 0);
    put_bool(h, "hidden", m->hidden);
    put_bool(h, "fresh", !mine && t->unread && m->n > t->read_n);
    put_bool(h, "reported", m->reported);
    put_bool(h, "reportable", !mine && m->sender_id && !m->reported && !m->hidden);
    put_instant_zone(h, "sent_at", m->sent_at, r->user->zone);
    message_text_to_hdf(m->body, h);
}

static void put_thread(struct req *r, const struct message_thread *t)
{
    HDF *h = put_node(r->page, "thread");

    put_int(h, "id", t->id);
    put_text(h, "subject", message_subject(t->subject));
    put_bool(h, "archived", strcmp(t->place, "archive") == 0);
    put_bool(h, "unread", t->unread);
    put_int(h, "messages", t->messages);
    message_person_to_hdf(r, &t->other, put_node(h, "other"));
}

/* Number of the message that the page ends before; 0: the latest page. */
static int before_read(const struct req *r, const struct message_thread *t)
{
    int64_t n = r->method == GET_ ? query_int(r, "before", 0) : 0;

    return n > 1 && n <= t->messages ? (int)n : 0;
}

static enum err put(struct req *r, int64_t id, struct message_thread *t)
{
    struct message_some l;
    size_t              first;
    int                 before;

    TRY(messages_put(r));
    TRY(message_thread(r->db, r->user, id, t));
    before = before_read(r, t);
    TRY(message_read(r->db, r->user, t, before, PAGE + 1, &l));
    first = l.n > PAGE ? l.n - PAGE : 0;
    for (size_t i = first; i < l.n; i++)
        put_message(r, t, &l.v[i], put_item(r->page, "messages", i - first));
    if (first)
        put_int(r->page, "earlier", l.v[first].n);
    put_bool(r->page, "part", before > 0);
    if (before && before + PAGE <= t->messages)
        put_int(r->page, "later", before + PAGE);
    put_thread(r, t);
    return t->other.known ? message_put_work(r, t->other.id, put_node(r->page, "thread.other")) : OK;
}

struct reply message_show(struct req *r)
{
    struct message_thread t;
    struct message_draft  d;
    bool                  found = false;
    enum err              e = put(r, path_id(r, "id"), &t);

    if (!e && t.other.id)
        e = message_draft(r->db, r->user->id, t.other.id, t.id, &d, &found);
    if (e)
        return reply_error(r, e);
    form_show(r, &answer_form, &(struct message_write){.seen = t.messages, .version = found ? d.version : 0,
                                                      .body = found ? d.body : NULL});
    if (found)
        draft_put(r, &d);
    return reply_page(r, thread_tpl);
}

struct reply message_again(struct req *r, int64_t id, int status, const struct message_draft *theirs)
{
    struct message_thread t;
    struct reply          rep;
    enum err              e = put(r, id, &t);

    if (e)
        return reply_error(r, e);
    if (theirs) {
        put_int(r->page, "Form.version.value", theirs->version);
        put_text(r->page, "theirs.body", theirs->body);
    }
    rep = reply_form(r, thread_tpl);
    if (rep.status == 422)
        rep.status = status;
    return rep;
}

struct reply message_reply_do(struct req *r)
{
    struct message_write w = {0};
    int64_t              id = path_id(r, "id"), thread;
    enum message_bar     bar;
    int                  status;
    enum err             e;

    if (!form_read(r, &answer_form, &w))
        return message_again(r, id, 422, NULL);
    e = message_send(r->db, r->user, &(struct message_new){.thread = id, .body = w.body, .seen = w.seen,
                     .version = w.version, .key = form_key(r)}, &bar, &thread);
    if ((status = message_refused(r, e, bar)) != 0)
        return message_again(r, id, status, NULL);
    if (e)
        return reply_error(r, e);
    flash(r, _("Your message is sent."));
    return reply_see_other(r, "/messages/%" PRId64 "#latest", id);
}

/* ---- where it is kept ---- */

/* The script asks for JSON: how many are unread now. */
struct reply message_read_do(struct req *r)
{
    const char           *accept = header(r, "HTTP_ACCEPT");
    const char           *up_to = form_text(r, "seen");
    struct message_counts n;
    int64_t               seen;
    enum err              e;

    if (!up_to || !parse_int(up_to, &seen) || seen < 0 || seen > INT32_MAX)
        return reply_status(r, 422);
    e = message_mark_read(r->db, r->user, path_id(r, "id"), (int)seen);
    if (!e)
        e = message_count(r->db, r->user, &n);
    if (e)
        return reply_error(r, e);
    if (accept && strncmp(accept, "application/json", 16) == 0)
        return reply_json(r, json_pack("{s:s}", "unread", n.unread ? fmt(" (%s)", show_count(n.unread)) : ""));
    return reply_see_other(r, "/messages/%" PRId64, path_id(r, "id"));
}

struct reply message_unread_do(struct req *r)
{
    enum err e = message_mark_unread(r->db, r->user, path_id(r, "id"));

    if (e)
        return reply_error(r, e);
    flash(r, _("The conversation is marked as unread."));
    return reply_see_other(r, "/messages");
}

static struct reply move(struct req *r, const char *place, const char *said)
{
    enum err e = message_move(r->db, r->user, path_id(r, "id"), place);

    if (e)
        return reply_error(r, e);
    flash(r, said);
    return reply_see_other(r, "/messages");
}

struct reply message_archive_do(struct req *r)
{
    return move(r, "archive", _("The conversation is in the archive. An answer brings it back."));
}

struct reply message_inbox_do(struct req *r)
{
    return move(r, "inbox", _("The conversation is in the inbox again."));
}

struct reply message_delete_ask(struct req *r)
{
    struct message_thread t;
    enum err              e = messages_put(r);

    if (!e)
        e = message_thread(r->db, r->user, path_id(r, "id"), &t);
    if (e)
        return reply_error(r, e);
    put_thread(r, &t);
    return reply_page(r, "network/message_delete.cst");
}

struct reply message_delete_do(struct req *r)
{
    return move(r, "gone", _("The conversation is deleted for you."));
}
