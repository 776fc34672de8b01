/* message_write_page.c - beginning a conversation, and keeping what is being written. */
#include "network/directory.h"
#include "network/messages.h"

static const char *const new_tpl = "network/message_new.cst";

#define NUMBER(name) FIELD(struct message_write, name, .low = 0, .high = INT32_MAX)
#define WHO(name) FIELD(struct message_write, name, .low = 0, .high = INT64_MAX)

FORM(new_form, struct message_write, NULL,
     WHO(to), NUMBER(version),
     FIELD(struct message_write, subject, .required = true, .max = MESSAGE_SUBJECT_MOST,
           .missing = N_("Say in a few words what it is about")),
     FIELD(struct message_write, body, .as = AS_TEXT, .required = true, .max = MESSAGE_BODY_MOST,
           .missing = N_("Write your message")));
FORM(draft_form, struct message_write, NULL,
     WHO(to), WHO(thread), NUMBER(version), NUMBER(seen),
     FIELD(struct message_write, subject, .max = MESSAGE_SUBJECT_MOST),
     FIELD(struct message_write, body, .as = AS_TEXT, .max = MESSAGE_BODY_MOST));

void draft_put(struct req *r, const struct message_draft *d)
{
    put_int(r->page, "draft.id", d->id);
    put_text(r->page, "draft.saved", fill(_("Draft saved {time}"), "time", show_instant_zone(d->saved_at, r->user->zone), NULL));
}

int message_refused(struct req *r, enum err e, enum message_bar bar)
{
    if (e == ERR_FORBIDDEN && bar) {
        form_error_at(r, NULL, message_bar_word(bar));
        return 422;
    }
    if (e != ERR_LIMIT)
        return 0;
    form_error_at(r, NULL, _("You have sent as many messages as one person can in a while. Your text is not lost: save it as a draft and send it later."));
    return 429;
}

/* Says somebody's name to whoever has the number: counted as a page of the directory. */
static enum err put(struct req *r, int64_t to, struct message_person *p)
{
    TRY(directory_may_read(r));
    TRY(messages_put(r));
    TRY(message_person(r->db, r->user, to, p));
    message_person_to_hdf(r, p, put_node(r->page, "other"));
    return message_put_work(r, p->id, put_node(r->page, "other"));
}

struct reply message_new_show(struct req *r)
{
    struct message_person p;
    struct message_draft  d;
    struct message_write  w = {.to = query_int(r, "to", 0)};
    bool                  found = false;
    enum err              e = put(r, w.to, &p);

    if (!e)
        e = message_draft(r->db, r->user->id, p.id, 0, &d, &found);
    if (e)
        return reply_error(r, e);
    if (found) {
        draft_put(r, &d);
        w = (struct message_write){.to = p.id, .version = d.version, .subject = d.subject, .body = d.body};
    }
    form_show(r, &new_form, &w);
    return reply_page(r, new_tpl);
}

static struct reply new_again(struct req *r, int64_t to, int status, const struct message_draft *theirs)
{
    struct message_person p;
    struct reply          rep;
    enum err              e = put(r, to, &p);

    if (e)
        return reply_error(r, e);
    if (theirs) {
        put_int(r->page, "Form.version.value", theirs->version);
        put_text(r->page, "theirs.subject", theirs->subject);
        put_text(r->page, "theirs.body", theirs->body);
    }
    rep = reply_form(r, new_tpl);
    if (rep.status == 422)
        rep.status = status;
    return rep;
}

struct reply message_new_do(struct req *r)
{
    struct message_write w = {0};
    enum message_bar     bar;
    int64_t              thread;
    int                  status;
    enum err             e;

    if (!form_read(r, &new_form, &w))
        return new_again(r, w.to, 422, NULL);
    e = message_send(r->db, r->user, &(struct message_new){.to = w.to, .subject = w.subject, .body = w.body,
                     .version = w.version, .key = form_key(r)}, &bar, &thread);
    if ((status = message_refused(r, e, bar)) != 0)
        return new_again(r, w.to, status, NULL);
    if (e)
        return reply_error(r, e);
    flash(r, _("Your message is sent."));
    return reply_see_other(r, "/messages/%" PRId64 "#latest", thread);
}

/* ---- drafts ---- */

static bool wants_json(const struct req *r)
{
    const char *accept = header(r, "HTTP_ACCEPT");

    return accept && strncmp(accept, "application/json", 16) == 0;
}

static struct reply say(struct req *r, int status, const char *why, int version)
{
    struct reply rep = reply_json(r, json_pack("{s:i,s:s,s:i}", "status", status, "detail", why, "version", version));

    rep.status = status;
    return rep;
}

static struct reply again(struct req *r, const struct message_write *w, int status, const struct message_draft *theirs)
{
    return w->thread ? message_again(r, w->thread, status, theirs) : new_again(r, w->to, status, theirs);
}

/* Whose it is in a conversation: its other one. A first draft to somebody puts a name into the list of drafts. */
static enum err find_other(struct req *r, struct message_write *w)
{
    struct message_thread t;

    if (w->thread) {
        TRY(message_thread(r->db, r->user, w->thread, &t));
        w->to = t.other.id;
    } else if (!w->version) {
        TRY(directory_may_read(r));
    }
    return OK;
}

static struct reply refuse(struct req *r, const struct message_write *w, int status, const char *why,
                           const struct message_draft *theirs)
{
    if (wants_json(r))
        return say(r, status, why, theirs ? theirs->version : 0);
    form_error_at(r, NULL, why);
    return again(r, w, status, theirs);
}

static struct reply conflict(struct req *r, const struct message_write *w)
{
    struct message_draft d = {0};
    bool                 found;
    enum err             e = message_draft(r->db, r->user->id, w->to, w->thread, &d, &found);

    if (e)
        return reply_error(r, e);
    if (!found)
        d = (struct message_draft){.subject = NULL};
    return refuse(r, w, 409, found ? _("This draft was changed in another window. Your text is still here: save once more to put it in the place of the other one.")
                                   : _("This draft was sent or thrown away in another window. Your text is still here: save once more to keep it."), &d);
}

static struct reply shape(struct req *r, const struct message_write *w)
{
    if (wants_json(r))
        return say(r, 422, _("Part of your text cannot be kept. Press “Save draft” to see why."), w->version);
    return again(r, w, 422, NULL);
}

struct reply draft_save_do(struct req *r)
{
    struct message_write w = {0};
    bool                 good = form_read(r, &draft_form, &w), sent = false;
    int                  version = 0;
    enum err             e = find_other(r, &w);

    if (e)
        return reply_error(r, e);
    if (!good)
        return shape(r, &w);
    e = message_draft_save(r->db, r->user, &(struct message_new){.to = w.to, .thread = w.thread, .subject = w.subject,
                           .body = w.body, .version = w.version, .key = form_key(r)}, &version, &sent);
    if (e == ERR_CONFLICT)
        return conflict(r, &w);
    if (e == ERR_LIMIT)
        return refuse(r, &w, 429, _("You keep as many drafts as there can be. Send or throw away one of them first."), NULL);
    if (e)
        return reply_error(r, e);
    if (wants_json(r))
        return sent ? say(r, 410, _("This message is sent already."), 0) : say(r, 200, "", version);
    flash(r, sent ? _("This message is sent already.") : _("Your draft is saved."));
    return w.thread ? reply_see_other(r, "/messages/%" PRId64 "#write", w.thread)
                    : reply_see_other(r, "/messages/new?to=%" PRId64, w.to);
}
